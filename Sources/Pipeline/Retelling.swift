import Bytes
import Correlation
import Model

/// Tells a stored incident in another language: title and story anew from its facts, and in Korean the reasons of causes and
/// members and the evidence of alerts too. What was noted stays as it was written.
package enum Retelling {
    /// Names of the languages there are.
    package static var languages: [String] { Language.allCases.map(\.rawValue) }

    /// Nil for an unknown language.
    package static func told(_ incident: Incident, in language: String) -> Incident? {
        guard let language = Language(rawValue: language) else { return nil }
        let story = Story(language: language)
        var told = incident
        if language == .korean {
            for index in told.rootCauses.indices {
                told.rootCauses[index].why = KoreanReasons.told(told.rootCauses[index].why)
            }
            for index in told.members.indices {
                told.members[index].reason = KoreanReasons.told(told.members[index].reason)
            }
        }
        told.title = story.title(told)
        told.summary = story.summary(told)
        // After the story, which reads the sentences as they were made.
        return language == .korean ? withKoreanEvidence(told) : told
    }

    /// An incident as it was told, the evidence of its alerts in the language of the rest: the detectors make their sentences in English, and
    /// those are what is stored. For what leaves the program without a language being asked for: webhooks, pages, lists.
    package static func whole(_ incident: Incident) -> Incident {
        let isKorean = incident.members.contains { member in member.reason.utf8.contains(where: \.beginsHangul) }
        return isKorean ? withKoreanEvidence(incident) : incident
    }

    private static func withKoreanEvidence(_ incident: Incident) -> Incident {
        var told = incident
        for index in told.members.indices {
            told.members[index].alert.evidence.text = KoreanEvidence.told(told.members[index].alert.evidence.text)
        }
        return told
    }
}

import Correlation
import Model

/// Tells a stored incident in another language: title and story anew from its facts. What was noted, and the reasons of causes and
/// members, stay as they were written; likeness to the past is not looked up again.
package enum Retelling {
    /// Names of the languages there are.
    package static var languages: [String] { Language.allCases.map(\.rawValue) }

    /// Nil for an unknown language.
    package static func told(_ incident: Incident, in language: String) -> Incident? {
        guard let language = Language(rawValue: language) else { return nil }
        let story = Story(language: language)
        var told = incident
        told.title = story.title(incident)
        told.summary = story.summary(incident)
        return told
    }
}

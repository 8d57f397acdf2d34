#if canImport(Glibc)
    import Glibc
#endif

/// When the evidence is enough: a logistic score over `MatchEvidence`, two thresholds, three outcomes. Fitted (ridge) to tell labelled
/// questions from the same questions with their own runbooks taken out, and from questions that nothing answers; checked by
/// cross-validation over groups of documents (docs/runbooks.md).
package struct RefusalRule: Sendable {
    /// From here on: an answer.
    package var answers = 0.48
    /// From here on: the closest runbooks.
    package var names = 0.22

    package init() {}

    /// A question of which the runbooks' words are but a third, by rarity, and none of them the asker's own, is not answered, whatever other
    /// words for the rest find: "how do I apply for leave?" is not about access requests. Addresses and ids are unknown words too, so a
    /// question with one word of the runbooks is judged as any other. Of the answerable questions of five sets none lacked more than 0.56.
    static let mostUnknown = 2.0 / 3

    /// Confidence, 0...1.
    package func score(_ e: MatchEvidence) -> Double {
        guard e.words > 0 || e.bm25 > 0 else { return 0 }
        var x = -10.68
        x += 1.06 * e.strength + 8.26 * log(1 + e.bm25) / 5 + 1.66 * e.known + 1.42 * e.exact + 1.2 * e.heading
        x += 2.82 * e.titleTopic + 0.51 * e.topic + 1.95 * e.names - 0.08 * min(e.words, 12) / 12
        // Another product's runbook is no answer.
        x -= e.isForeign ? 2.23 : 0
        x += (e.isKorean ? 1.12 : 0) - (e.isAlert ? 0.41 : 0) + (e.isLogLine ? 1.35 : 0)
        let confidence = 1 / (1 + exp(-x))
        return e.unknown > Self.mostUnknown && e.exact < 0.05 ? min(confidence, answers - 0.01) : confidence
    }

    package func outcome(_ score: Double) -> SearchOutcome {
        score >= answers ? .answered : score >= names ? .closest : .refused
    }
}

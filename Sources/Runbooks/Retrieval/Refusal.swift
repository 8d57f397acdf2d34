#if canImport(Glibc)
    import Glibc
#endif

/// When the evidence is enough: a logistic score over `MatchEvidence`, two thresholds, three outcomes. Fitted (ridge) to tell labelled
/// questions from the same questions with their own runbooks taken out, and from questions that nothing answers; checked by
/// cross-validation over groups of documents (docs/runbooks.md).
package struct RefusalRule: Sendable {
    /// From here on: an answer.
    package var answers = 0.485
    /// From here on: the closest runbooks.
    package var names = 0.22

    package init() {}

    /// A question of which the runbooks' words are well under a half, by rarity, is not answered, whatever the rest finds: "how do I apply for
    /// leave?" is not about access requests, and "the laptop is slow" not about slow payments. Addresses and ids are unknown words too, so a
    /// question with some words of the runbooks is judged as any other. Of the answerable questions of eight sets none that was answered
    /// lacked more than 0.56.
    static let mostUnknown = 0.58

    /// What the nearest passage's cosine adds, and where it says neither (all-MiniLM-L6-v2: answerable questions have 0.6 in the mean, those that
    /// nothing answers 0.35). Fitted on top of the words' weights, which hold without a model.
    static let cosineWeight = 3.5
    static let middleCosine = 0.52

    /// Of answered questions the share of words that the right document does not hold, about.
    static let usualAbsence = 0.15

    /// Confidence, 0...1.
    package func score(_ e: MatchEvidence) -> Double {
        guard e.words > 0 || e.bm25 > 0 else { return 0 }
        var x = -9.94
        x += 1.17 * e.strength + 7.97 * log(1 + e.bm25) / 5 + 1.85 * e.known + 1.45 * e.exact + 1.09 * e.heading
        x += 2.78 * e.titleTopic + 1.79 * e.names - 0.3 * min(e.words, 12) / 12
        // Another product's runbook is no answer.
        x -= e.isForeign ? 2.12 : e.lacksProduct ? 1.5 : 0
        // What the document leaves out, beside what is usual for an answer.
        x -= e.absent - Self.usualAbsence
        x += (e.isKorean ? 1.12 : 0) - (e.isAlert ? 0.82 : 0) + (e.isLogLine ? 1.1 : 0)
        // What a model makes of it is bounded: cosines of another family than the one that this was fitted with lie elsewhere.
        if let cosine = e.cosine { x += min(max(Self.cosineWeight * (cosine - Self.middleCosine), -1.2), 1.2) }
        let confidence = 1 / (1 + exp(-x))
        // A pasted line brings words that no runbook has: names, keys, values.
        return e.unknown > Self.mostUnknown && !e.isLogLine ? min(confidence, answers - 0.01) : confidence
    }

    package func outcome(_ score: Double) -> SearchOutcome {
        score >= answers ? .answered : score >= names ? .closest : .refused
    }
}

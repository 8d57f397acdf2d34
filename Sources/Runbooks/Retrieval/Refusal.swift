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
    package var names = 0.27

    package init() {}

    /// Confidence, 0...1.
    func score(_ e: MatchEvidence) -> Double {
        guard e.words > 0 || e.bm25 > 0 else { return 0 }
        var x = -7.45
        x += 1.13 * e.strength + 5.76 * log(1 + e.bm25) / 5 + 1.68 * e.known + 1.26 * e.exact
        x += 2.82 * e.titleMatched + 1.18 * e.names - 0.30 * min(e.words, 12) / 12
        // Another product's runbook is no answer.
        x -= e.isForeign ? 1.5 : 0
        x += (e.isKorean ? 0.60 : 0) - (e.isAlert ? 0.66 : 0) + (e.isLogLine ? 0.67 : 0)
        return 1 / (1 + exp(-x))
    }

    func outcome(_ score: Double) -> SearchOutcome {
        score >= answers ? .answered : score >= names ? .closest : .refused
    }
}

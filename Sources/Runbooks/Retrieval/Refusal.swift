#if canImport(Glibc)
    import Glibc
#endif

/// When the evidence is enough. A logistic score over `MatchEvidence`, fitted on half of the questions of a labelled set, with
/// questions whose own runbooks were taken out among the negatives; two thresholds make three outcomes.
package struct RefusalRule: Sendable {
    /// From here on: an answer.
    package var answers = 0.5
    /// From here on: the closest runbooks.
    package var names = 0.2

    package init() {}

    /// Confidence, 0...1; `answers` lies at 0.5 by the constant.
    func score(_ e: MatchEvidence) -> Double {
        guard e.words > 0 || e.bm25 > 0 else { return 0 }
        var x = -4.235
        x += 0.60 * e.coverage + 0.20 * e.chunkCoverage + 0.79 * e.titleCoverage + 1.73 * e.strength
        x += 0.44 * min(e.words, 12) / 12 + 1.17 * e.names + 1.25 * e.adjacency + 2.38 * e.titleMatched
        x += 2.01 * log(1 + e.bm25) / 5 - 0.28 * e.runnerUp
        return 1 / (1 + exp(-x))
    }

    func outcome(_ score: Double) -> SearchOutcome {
        score >= answers ? .answered : score >= names ? .closest : .refused
    }
}

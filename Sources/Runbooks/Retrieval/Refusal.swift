#if canImport(Glibc)
import Glibc
#endif

/// When the evidence is enough. A logistic score over `Evidence`, fitted on half of the questions of a labelled set, with
/// questions whose own runbooks were taken out among the negatives; two thresholds make three outcomes.
package struct RefusalRule: Sendable {
    /// From here on: an answer.
    package var answers = 0.5
    /// From here on: the closest runbooks.
    package var names = 0.25

    package init() {}

    /// Confidence, 0...1.
    func score(_ e: Evidence) -> Double {
        let x = -1.0 + 4 * e.coverage + 1.5 * e.chunkCoverage - 4 * e.unknown - 1.5 * e.rarestMissing + e.titleMatched
        return 1 / (1 + exp(-x))
    }

    func outcome(_ score: Double) -> SearchOutcome {
        score >= answers ? .answered : score >= names ? .closest : .refused
    }
}

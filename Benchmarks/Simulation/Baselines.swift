import Glibc

/// The thresholds that people set by hand, on counts a minute, with the same kind of score: decades.
enum Baseline: String, Sendable, CaseIterable {
    case threeSigma = "3-sigma"
    case ewma = "EWMA"
    case poisson = "Poisson"
}

/// State of all baselines for one series.
struct BaselineSeries: Sendable {
    private var mean: Float = 0, variance: Float = 0, fast: Float = 0, fastVariance: Float = 1, minutes: Float = 0

    /// Scores of the three, signed: up is positive.
    mutating func ingest(_ count: Float) -> (Float, Float, Float) {
        minutes += 1
        var scores: (Float, Float, Float) = (0, 0, 0)
        if minutes > 60 {
            let z = (count - mean) / max(variance, 0.01).squareRoot()
            scores.0 = z * abs(z) / 2 * 0.4343
            let r = (count - fast) / max(fastVariance, 0.01).squareRoot()
            scores.1 = r * abs(r) / 2 * 0.4343
            let usual = max(mean, 1e-4)
            let bits = count > 0 ? (count * logf(count / usual) - count + usual) * 0.4343 : usual * 0.4343
            scores.2 = count > usual ? bits : -bits
        }
        let gain = max(1 / 1440, 1 / minutes)
        let deviation = count - mean
        mean += gain * deviation
        variance += gain * (deviation * deviation - variance)
        let residual = count - fast
        fast += max(1 / 30, 1 / minutes) * residual
        fastVariance += gain * (residual * residual - fastVariance)
        return scores
    }
}

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// How likely it is that something coincided so often by accident.
enum Chance {
    /// The upper tail of the binomial distribution: at least `hits` of `trials`, each by accident with probability `rate`. O(trials).
    static func atLeast(_ hits: Int, of trials: Int, rate: Double) -> Double {
        guard hits > 0 else { return 1 }
        guard hits <= trials, rate > 0 else { return 0 }
        guard rate < 1 else { return 1 }
        // The logarithm of the first term: C(trials, hits) rate^hits (1-rate)^(trials-hits).
        var first = Double(hits) * log(rate) + Double(trials - hits) * log(1 - rate)
        for i in 0..<hits { first += log(Double(trials - i)) - log(Double(hits - i)) }
        let odds = rate / (1 - rate)
        var term = 1.0
        var sum = 1.0
        var at = hits
        while at < trials, term > 1e-18 * sum {
            term *= Double(trials - at) / Double(at + 1) * odds
            sum += term
            at += 1
        }
        return min(1, exp(first + log(sum)))
    }
}

import Glibc

/// Tests of significance, all two-sided, all returning a probability in 0...1.
package enum Significance {
    /// Whether a count `x` in `a` seconds and a count `y` in `b` seconds have the ratio of rates `ratio` (of y's to x's).
    ///
    /// The deviance of the split of x + y, divided by the dispersion, against Student's t (the F test of quasi-likelihood:
    /// McCullagh and Nelder 1989, §9.2): log counts come in bursts and are not Poisson.
    package static func rates(
        _ x: Double, in a: Double, _ y: Double, in b: Double, ratio: Double = 1, dispersion: Double, freedom: Double
    ) -> Double {
        guard x + y > 0, a > 0, b > 0 else { return 1 }
        let share = b * ratio / (a + b * ratio)
        let expectedY = (x + y) * share
        let expectedX = (x + y) * (1 - share)
        let deviance = 2 * ((x > 0 ? x * log(x / expectedX) : 0) + (y > 0 ? y * log(y / expectedY) : 0))
        return student(max(0, deviance / max(dispersion, 1)).squareRoot(), freedom: freedom)
    }

    /// Whether two samples come from one distribution: Wilcoxon, Mann, Whitney with the correction for ties, by the normal
    /// approximation. O(n log n). The second value is the share of pairs in which `b` is larger, ties counted half.
    package static func ranks(_ a: [Double], _ b: [Double]) -> (p: Double, larger: Double) {
        guard !a.isEmpty, !b.isEmpty else { return (1, 0.5) }
        let all = (a.map { ($0, false) } + b.map { ($0, true) }).sorted { $0.0 < $1.0 }
        var sum = 0.0
        var ties = 0.0
        var at = 0
        while at < all.count {
            var next = at
            while next < all.count, all[next].0 == all[at].0 { next += 1 }
            let rank = Double(at + next + 1) / 2
            let same = Double(next - at)
            ties += same * same * same - same
            for index in at..<next where all[index].1 { sum += rank }
            at = next
        }
        let n = Double(a.count)
        let m = Double(b.count)
        let total = n + m
        let u = sum - m * (m + 1) / 2
        let variance = n * m / 12 * (total + 1 - ties / (total * max(total - 1, 1)))
        guard variance > 0 else { return (1, 0.5) }
        return (erfc(max(0, abs(u - n * m / 2) - 0.5) / (2 * variance).squareRoot()), u / (n * m))
    }

    /// Whether `x` of `n` and `y` of `m` are the same share: the likelihood ratio of a 2 x 2 table, divided by a dispersion.
    package static func shares(_ x: Double, of n: Double, _ y: Double, of m: Double, dispersion: Double) -> Double {
        guard n > 0, m > 0 else { return 1 }
        let share = (x + y) / (n + m)
        func term(_ observed: Double, _ expected: Double) -> Double {
            observed > 0 ? observed * log(observed / expected) : 0
        }
        let deviance =
            2 * (term(x, n * share) + term(n - x, n * (1 - share)) + term(y, m * share) + term(m - y, m * (1 - share)))
        return erfc((max(0, deviance) / max(dispersion, 1) / 2).squareRoot())
    }

    /// P(|T| >= t) of Student's t.
    package static func student(_ t: Double, freedom: Double) -> Double {
        guard t > 0 else { return 1 }
        return incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5)
    }

    /// The probability adjusted for so many tests made at once (Benjamini and Hochberg 1995): the least rate of false discoveries at
    /// which it would be among the discoveries. In the order of the input.
    package static func corrected(_ p: [Double]) -> [Double] {
        var result = [Double](repeating: 1, count: p.count)
        var least = 1.0
        for (rank, place) in p.indices.sorted(by: { (p[$0], $0) < (p[$1], $1) }).enumerated().reversed() {
            least = min(least, p[place] * Double(p.count) / Double(rank + 1))
            result[place] = least
        }
        return result
    }

    /// The regularised incomplete beta function by its continued fraction (Abramowitz and Stegun 26.5.8, evaluated as Lentz does).
    static func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
        guard x > 0 else { return 0 }
        guard x < 1 else { return 1 }
        if x > (a + 1) / (a + b + 2) { return 1 - incompleteBeta(1 - x, b, a) }
        let front = exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log1p(-x)) / a
        var fraction = 1.0
        var c = 1.0
        var d = 0.0
        for step in 0..<300 {
            let m = Double(step / 2)
            let numerator =
                step == 0
                ? 1
                : step % 2 == 0
                    ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
                    : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 + numerator * d
            if abs(d) < 1e-30 { d = 1e-30 }
            d = 1 / d
            c = 1 + numerator / c
            if abs(c) < 1e-30 { c = 1e-30 }
            fraction *= c * d
            if abs(1 - c * d) < 1e-12 { break }
        }
        return min(1, front * (fraction - 1))
    }

    /// Stirling's series, shifted up where the argument is small. `lgamma` of the C library writes a global.
    static func logGamma(_ value: Double) -> Double {
        var x = value
        var shift = 0.0
        while x < 12 {
            shift -= log(x)
            x += 1
        }
        let r = 1 / x
        return shift + (x - 0.5) * log(x) - x + 0.918938533204672742 + r / 12 - r * r * r / 360 + r * r * r * r * r
            / 1260
    }
}

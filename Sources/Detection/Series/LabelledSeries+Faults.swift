import Model

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension LabelledSeries {
    /// What is put into a series to make more evidence of a recorded one.
    private enum Fault: CaseIterable { case spike, shift, drop, flat, noise, ramp, phase, bursts }

    /// The series with one to three faults more, of eight kinds, at random places outside of its windows, each with a window
    /// around its start: a tenth of the rows shared among all windows, which is how the recorded ones are labelled.
    ///
    /// A few dozen recorded windows say little about a constant: many give the same score by luck. The rows around these faults
    /// are real ones, so what is learned of false alarms is too.
    ///
    /// - Parameter seed: of places, kinds and sizes; the same series and seed give the same faults.
    package func withFaults(seed: UInt64) -> LabelledSeries {
        let n = times.count
        guard n >= 100 else { return self }
        var random = SplitMix(name.utf8.reduce(seed &* 7919) { $0 &* 31 &+ UInt64($1) })
        var result = self
        let gap = Double(times[n - 1] - times[0]) / Double(n - 1)
        let day = min(max(12, Int(Double(Micros.day) / max(gap, 1))), n / 4)
        let count = 1 + random.below(3)
        let length = max(12, n / 10 / (windows.count + count))
        for _ in 0..<count {
            guard let at = result.freePlace(length, &random) else { continue }
            result.strike(Fault.allCases[random.below(Fault.allCases.count)], at: at, length, day, &random)
            result.windows.append(max(0, at - length / 2)...min(n - 1, at + length / 2))
        }
        result.windows.sort { $0.lowerBound < $1.lowerBound }
        return result
    }

    /// A row behind the learning part whose window would touch no other; nil when fifty tries found none.
    private func freePlace(_ length: Int, _ random: inout SplitMix) -> Int? {
        for _ in 0..<50 {
            let at = Int(Double(times.count) * (0.16 + 0.8 * random.uniform()))
            let around = max(0, at - length / 2 - 20)...min(times.count - 1, at + length / 2 + 20)
            if at + length / 2 < times.count, !windows.contains(where: { $0.overlaps(around) }) { return at }
        }
        return nil
    }

    /// Changes the values from `at` on, by the spread and the reach of the two days before.
    private mutating func strike(_ fault: Fault, at: Int, _ length: Int, _ day: Int, _ random: inout SplitMix) {
        let before = values[max(0, at - 2 * day)..<at]
        guard let high = before.max(), let low = before.min() else { return }
        let mean = before.reduce(0, +) / Double(before.count)
        let spread = (before.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(before.count)).squareRoot()
        let size = exp(0.5 * random.normal())
        let isUp = random.uniform() < 0.65
        let sign = isUp ? 1.0 : -1
        let reach = high - low
        func rows(_ count: Int) -> Range<Int> { at..<min(values.count, at + max(1, count)) }
        switch fault {
        case .spike:
            for row in rows(1 + random.below(6)) {
                values[row] = isUp ? high + 0.8 * size * reach : low - 0.5 * size * reach
            }
        case .shift:
            for row in rows(length / 4 + random.below(length / 3 + 1)) { values[row] += sign * 2 * size * spread }
        case .drop:
            for row in rows(max(3, length / 8) + random.below(length / 4 + 1)) { values[row] = low - 0.05 * reach }
        case .flat:
            for row in rows(length / 3 + random.below(length / 3 + 1)) { values[row] = values[at] }
        case .noise:
            for row in rows(length / 4 + random.below(length / 4 + 1)) {
                values[row] += 1.5 * size * spread * random.normal()
            }
        case .ramp:
            let span = rows(length / 2)
            for row in span { values[row] += sign * 4 * size * spread * Double(row - at) / Double(span.count) }
        case .phase:
            let healthy = values
            for row in rows(length / 3 + random.below(length / 3 + 1)) { values[row] = healthy[max(0, row - day / 2)] }
        case .bursts:
            for row in rows(length / 3) where random.uniform() < 0.15 {
                values[row] = high + 0.3 * size * reach * random.uniform()
            }
        }
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): small, seeded, the same on every host.
private struct SplitMix {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }

    private mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
    /// In 0..<1.
    mutating func uniform() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
    /// Standard normal (Box, Muller).
    mutating func normal() -> Double {
        (-2 * log(uniform() + 1e-12)).squareRoot() * cos(2 * Double.pi * uniform())
    }
}

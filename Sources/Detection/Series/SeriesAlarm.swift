#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// From the surprises of the parts to a score: their combination, the level, and the hold after an alarm. 16 bytes, O(1) a point.
struct SeriesAlarm: Sendable {
    /// Points since the last alarm, and its surprise as a multiple of the level.
    var sinceAlarm: UInt64 = .max, alarmSurprise = 0.0

    /// Combined surprise of the parts' weighted surprises. Level and moment see the same deviation: the stronger one counts.
    /// The others count by their squares.
    @inline(__always)
    static func total(_ surprise: [8 of Float]) -> Double {
        func s(_ part: SeriesPart) -> Double { Double(surprise[Int(part.rawValue)]) }
        let near = max(abs(s(.level)), abs(s(.moment)))
        var squares = near * near
        for index in 0..<8 where index != Int(SeriesPart.level.rawValue) && index != Int(SeriesPart.moment.rawValue) {
            squares += Double(surprise[index]) * Double(surprise[index])
        }
        return squares.squareRoot()
    }

    /// Judges the combined surprise of the `n`-th point.
    ///
    /// The hold grows with the series. So the number of alarms grows with the logarithm of its length at most, and a series
    /// averaged to coarser points is held for the same share of itself.
    @inline(__always)
    mutating func conclude(_ surprise: Double, n: Double, _ o: SeriesOptions) -> Double {
        let total = surprise / o.level
        if sinceAlarm < .max { sinceAlarm += 1 }
        guard total >= 1 else { return 1 - exp2(-0.9 * min(total, 0.99)) }
        if Double(sinceAlarm) > max(o.holdAtLeast, o.holdShare * n) || total > o.holdFactor * alarmSurprise {
            (sinceAlarm, alarmSurprise) = (0, total)
            return 1 - exp2(-total)
        }
        return 1 - exp2(-0.9 * 0.99)
    }
}

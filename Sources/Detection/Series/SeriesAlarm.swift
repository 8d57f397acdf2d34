#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// From the surprises of the parts to a score: which points are told of, and how strongly. 24 bytes, O(1) a point.
///
/// What is told follows no level: of a stretch of surprising points the first is told, then one that is clearly more so.
/// So whoever reads the scores may choose how many alarms to see, and each choice has its alarms one at a time.
struct SeriesAlarm: Sendable {
    /// Points since the last that was told, and its surprise.
    var sinceAlarm: UInt64 = .max, alarmSurprise = 0.0
    /// Alarms so far.
    var alarms: UInt64 = 0

    /// Combined surprise of the parts' weighted surprises: they count by their squares.
    @inline(__always)
    static func total(_ surprise: [8 of Float]) -> Double {
        var squares = 0.0
        for index in 0..<8 { squares += Double(surprise[index]) * Double(surprise[index]) }
        return squares.squareRoot()
    }

    /// The surprise that an alarm needs after so many: a series that alarmed often needs more.
    static func level(after alarms: UInt64, _ o: SeriesOptions) -> Double {
        o.level * (1 + o.habit * log(1 + Double(alarms)))
    }

    /// Judges the combined surprise of the `n`-th point: 0.5 and more for an alarm, more than 0.1 for a point that is told,
    /// less for others.
    ///
    /// The hold grows with the series. So the number of alarms grows with the logarithm of its length, and a series
    /// averaged to coarser points is held for the same share of itself.
    @inline(__always)
    mutating func conclude(_ surprise: Double, n: Double, _ o: SeriesOptions) -> Double {
        if sinceAlarm < .max { sinceAlarm += 1 }
        guard surprise > 0 else { return 0 }
        let isHeld =
            Double(sinceAlarm) <= max(o.holdAtLeast, o.holdShare * n) && surprise <= o.holdFactor * alarmSurprise
        guard surprise >= o.least, !isHeld else { return 0.1 * (1 - exp2(-surprise / o.level)) }
        (sinceAlarm, alarmSurprise) = (0, surprise)
        let share = surprise / Self.level(after: alarms, o)
        if share >= 1 { alarms += 1 }
        return 1 - exp2(-share)
    }
}

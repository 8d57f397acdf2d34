#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// From the surprises of the parts to a score: their combination, the level that follows the series' own surprises, and the hold
/// after an alarm. 32 bytes, O(1) a point.
struct SeriesAlarm: Sendable {
    /// High quantile of the combined surprise, and the mean distance from it.
    var usual: Double, usualSpread = 1.0
    /// Points since the last alarm, and its surprise.
    var sinceAlarm: UInt64 = .max, alarmSurprise = 0.0

    init(_ options: SeriesOptions) { usual = options.level / options.levelFactor }

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

    /// Level and hold at a spacing.
    struct Setting: Sendable, Equatable {
        let level: Double, hold: Double
        init(_ options: SeriesOptions, ratio: Double) {
            level = options.level - options.levelBySpacing * log10(ratio)
            hold = max(options.holdAtLeast, options.hold / pow(ratio, options.holdPower))
        }
    }

    /// Judges the combined surprise of the `n`-th point, then learns it.
    ///
    /// - Returns: the score in [0,1], and the level that the surprise was compared with.
    @inline(__always)
    mutating func conclude(_ surprise: Double, n: Double, _ setting: Setting, _ o: SeriesOptions) -> (
        score: Double, level: Double
    ) {
        var total = n < o.silent ? 0 : surprise
        let base = setting.level + o.levelByCount * log10(min(n, 20_000) / 2000)
        let followed = base + o.levelFollows * (o.levelFactor * usual - base)
        let level = min(max(followed, base / 2), base * 2)
        if n >= o.silent {
            let rate = max(1 / o.levelMemory, 1 / (n + o.levelPrior))
            usualSpread += rate * (abs(total - usual) - usualSpread)
            usual += 3 * rate * usualSpread * (total > usual ? 1 - o.levelShare : -o.levelShare)
        }
        total /= level
        if sinceAlarm < .max { sinceAlarm += 1 }
        if total >= 1, Double(sinceAlarm) > setting.hold || total > o.holdFactor * alarmSurprise {
            (sinceAlarm, alarmSurprise) = (0, total)
            return (1 - exp2(-total), level)
        }
        return (1 - exp2(-0.9 * min(total, 0.99)), level)
    }
}

#if canImport(Glibc)
    import Glibc
#endif

/// How long a series usually pauses, and how surprising the pause under way is. 20 bytes.
///
/// Judges an open gap against the tail of the series' own completed gaps: no rule, no cron expression, no job to configure.
/// A gap counts from the last record of one bucket to the first of the next bucket that has any.
struct GapModel: Sendable, Hashable {
    /// Completed gaps, as far as they count.
    private(set) var count: Float = 0
    /// Running 95% quantile, mean excess over it, mean and mean absolute deviation, all in seconds.
    private(set) var level: Float = 0, excess: Float = 0, mean: Float = 0, deviation: Float = 0

    /// Gaps needed: 20, or 5 when they are as regular as a clock.
    var isLearned: Bool { count >= 20 || (count >= 5 && isRegular) }
    /// A clock drives it: a heartbeat, a cron job.
    var isRegular: Bool { count >= 5 && deviation < 0.15 * mean }

    init() {}
    init(count: Float, level: Float, excess: Float, mean: Float, deviation: Float) {
        (self.count, self.level, self.excess, self.mean, self.deviation) = (count, level, excess, mean, deviation)
    }

    /// The scale of the tail: never so small that a slightly late heartbeat is a miracle. What a clock drives once a day is late after
    /// hours: who is to be told when half a day more has passed is told too late.
    private var scale: Float {
        let share = (count >= 20 ? 0.3 : 0.5) * level
        return max(excess, (isRegular ? min(share, max(Self.lateness, 5 * deviation)) : share) + 5)
    }
    /// Shape of the generalised Pareto tail.
    private static let shape: Float = 0.1
    /// Seconds by which a clock-driven series may be late before it is worth a look, at most: half an hour.
    private static let lateness: Float = 1800

    /// Decades of surprise of a gap that has been open for `seconds`.
    func surprise(_ seconds: Float) -> Float {
        guard isLearned, seconds > level else { return 0 }
        return 1.30103 + log10f(1 + Self.shape * (seconds - level) / scale) / Self.shape
    }

    /// The open gap, in seconds, at which `surprise` reaches 1.6 decades: when it is first worth a look.
    var dueAfter: Float { isLearned ? level + scale * 0.7125 : .infinity }

    mutating func learn(_ seconds: Float) {
        count = min(count + 1, 100_000)
        // By the time that it covers: the hundreds of short pauses in a burst say little of how long it usually is quiet.
        let gain = max(1 / 500, 1 / count) * (count > 20 ? min(1, 3 * seconds / max(mean, 1)) : 1)
        mean += gain * (seconds - mean)
        deviation += gain * (abs(seconds - mean) - deviation)
        if count <= 20 {
            // Of 20 values the largest is the 95% quantile.
            level = max(level, seconds)
        } else if seconds > level {
            excess += min(20 * gain, 0.5) * (min(seconds - level, 8 * scale) - excess)
            level += 2.85 * gain * max(deviation, 0.05 * level)
        } else {
            level -= 0.15 * gain * max(deviation, 0.05 * level)
        }
    }

    /// Two series became one: the union pauses no longer than the brisker one.
    mutating func join(_ other: GapModel) {
        if other.count > count { self = other }
    }
}

#if canImport(Glibc)
    import Glibc
#endif

/// The learned upper tail of one statistic: its running 98% quantile and the mean excess over it. 8 bytes.
///
/// The statistic is z = ln(1 + m), m the Chernoff surprise in decades, so an exponential tail of z is a power law of m
/// whose exponent is learned: bursty series earn a heavy tail and stop crying. The floors are the tail of a Poisson series;
/// without them a few quiet hours would make a miracle of every event. (Peaks over threshold, after Siffer et al. 2017.)
struct CountTail: Sendable, Hashable {
    /// Running 98% quantile of z.
    private(set) var level: Float
    /// Mean excess over `level`.
    private(set) var excess: Float

    static let levelFloor: Float = 0.993, excessFloor: Float = 0.16
    /// Longest memory, in buckets: 2.8 days, so that a burst a day is known as ordinary.
    static let memory: Float = 24_000

    init() { (level, excess) = (Self.levelFloor, Self.excessFloor) }
    init(level: Float, excess: Float) { (self.level, self.excess) = (level, excess) }

    /// Surprise in decades of a statistic `z`: 0 below the level.
    @inline(__always)
    func surprise(_ z: Float) -> Float {
        z <= level ? 0 : 1.69897 + (z - level) / (excess * 2.302585)
    }

    /// Learns `z`, seen after `weight` buckets of history. Judge first: a burst must not excuse itself.
    @inline(__always)
    mutating func learn(_ z: Float, weight: Float) {
        let gain = max(1 / Self.memory, 1 / max(weight, 30))
        if z > level {
            // The cap at 8 excesses keeps a fault from blinding the tail for days.
            excess = max(Self.excessFloor, excess + min(50 * gain, 0.5) * (min(z - level, 8 * excess) - excess))
            level += 2.94 * gain * level
        } else if level > Self.levelFloor {
            level = max(Self.levelFloor, level - 0.06 * gain * level)
        }
    }

    /// `buckets` buckets passed in which nothing was surprising.
    mutating func rest(_ buckets: Float, weight: Float) {
        guard level > Self.levelFloor else { return }
        let gain = max(1 / Self.memory, 1 / max(weight, 30))
        level = max(Self.levelFloor, level * max(0, 1 - 0.06 * gain * min(buckets, 20_000)))
    }

    /// The tail of two series that became one: the heavier of both.
    mutating func join(_ other: CountTail) {
        level = max(level, other.level)
        excess = max(excess, other.excess)
    }
}

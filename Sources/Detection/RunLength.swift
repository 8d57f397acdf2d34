#if canImport(Glibc)
    import Glibc
#endif

/// How long a series has now been well above what is expected, and how long it is when it is. 12 bytes, O(1) a bucket.
///
/// A series of which each day brings some bursts earns a heavy tail (`CountTail`), so that one more burst, however high, is no news.
/// But bursts of a few minutes do not make half an hour usual. The share of time that lies in a stretch as long as the present one is
///
///     (stretches a bucket) * (mean length) * P(a stretch lasts so long)
///
/// with the posterior predictive of an exponential length under a flat prior of its rate, (1 + length/(n mean))^-n: the fewer stretches
/// were seen, the less a long one says. The first two factors count for a fiftieth at least, as being above its 98% quantile does
/// in a tail: that stretches are rare is the tails' matter.
package struct RunLength: Sendable, Hashable {
    /// Buckets since the stretch under way began, 0 while there is none.
    package private(set) var length: Float = 0
    /// Decayed number of stretches, the one under way among them.
    package private(set) var stretches: Float = 0
    /// Mean length of those that are over, in buckets.
    package private(set) var mean: Float = Self.shortest

    /// Shorter stretches than two minutes count as two; none is judged before it has lasted five.
    package static let shortest: Float = 12, judged: Float = 30
    /// The ratio to what is expected that begins a stretch, and below which it is over.
    static let begins: Float = 1.6, ends: Float = 1.4
    /// Most decades that a length is worth: what goes on for hours is likelier a new level, as a deploy makes it, than a rise.
    private static let most: Float = 4.5
    /// Least gain of the mean, and how many of it a stretch may count: a fault must not make all lengths usual.
    private static let gain: Float = 0.04, cap: Float = 8

    package init() {}
    package init(length: Float, stretches: Float, mean: Float) {
        (self.length, self.stretches, self.mean) = (max(length, 0), max(stretches, 0), max(mean, Self.shortest))
    }

    /// `elapsed` buckets later. `isFar`: a stretch begins where none is under way. `isOver`: the one under way ends.
    /// - Parameter kept: what is left of the count of stretches after so long.
    @inline(__always)
    package mutating func follow(elapsed: Float, kept: Float, isFar: Bool, isOver: Bool) {
        stretches *= kept
        if length > 0 {
            length += elapsed
            if isOver { end(after: 0) }
        } else if isFar {
            length = 1
            stretches += 1
        }
    }

    /// Learns the stretch under way, if there is one; it ended so many buckets after it was last looked at.
    package mutating func end(after more: Float) {
        guard length > 0 else { return }
        let taken = max(min(length + more, Self.cap * mean), Self.shortest)
        mean += max(1 / (stretches + 1), Self.gain) * (taken - mean)
        length = 0
    }

    /// Surprise in decades of the stretch under way, after `weight` buckets of history; 0 while it is short.
    @inline(__always)
    package func surprise(weight: Float) -> Float {
        guard length >= Self.judged else { return 0 }
        let n = max(stretches, 1)
        let share = min(n * mean / max(weight, 1), 1)
        return min(min(-log10f(share), 1.69897) + n * log10f(1 + length / (n * mean)), Self.most)
    }

    /// The stretches of two series that became one: the more and the longer ones.
    package mutating func join(_ other: RunLength) {
        length = max(length, other.length)
        stretches = max(stretches, other.stretches)
        mean = max(mean, other.mean)
    }
}

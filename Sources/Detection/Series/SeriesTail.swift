import Bytes

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The upper tail of a residual, learned in one pass: how surprising is a value above what nearly all values stay under?
///
/// A running quantile `threshold` (stochastic approximation), the mean excess above it, and the largest excess so far.
/// Two readings of a value above the threshold are mixed: a generalised-Pareto tail with fixed shape and learned scale
/// (after Siffer et al. 2017, without their root finding), and how it compares with the largest value in memory. What stays
/// within the reach so far can be no more surprising than how often such values came: a burst each night is no news. And n
/// values cannot vouch for a probability far below 1/n. In decades, -log10 of a tail probability. 28 bytes, O(1).
struct SeriesTail: Sendable, Equatable {
    /// Running quantile.
    private(set) var threshold: Float = 0
    /// Mean of what exceeds it.
    private var excess: Float = 0
    /// Mean absolute distance from it: the step size of the quantile.
    private var distance: Float = 0
    /// Largest value in memory; sinks slowly.
    private var top: Float = 0
    /// How often, in memory, values went past `largeShare` of the reach: from the threshold to the top.
    private var recurrences: Float = 0
    /// Values seen, and how many of them were above the threshold (up to 255, which is all that matters).
    private var seen: UInt32 = 0, above: UInt8 = 0
    /// Whether the value before was past that share.
    private var isLarge = false

    /// Judges `value` by the values before it, then learns it. 0 when it is not above the threshold.
    @inline(__always)
    mutating func judge(_ value: Double, _ options: SeriesOptions) -> Double {
        if seen == 0 {
            (threshold, top, seen) = (Float(value), Float(value), 1)
            return 0
        }
        seen = seen &+ (seen < .max ? 1 : 0)
        let over = value - Double(threshold)
        let surprise = over > 0 ? surprise(value, over: over, options) : 0
        learn(value, over: over, options)
        return surprise
    }

    private func surprise(_ value: Double, over: Double, _ options: SeriesOptions) -> Double {
        let decades = -log10(options.tailShare)
        guard excess > 0 else { return 0 }
        let pareto = decades + log10(1 + options.tailShape * over / Double(excess)) / options.tailShape
        let reach = Double(top - threshold)
        let remembered = min(Double(seen), options.topMemory)
        var result = pareto
        if reach > 0 {
            // The largest of n values has a tail probability of about 1/n.
            let rarest = max(decades, log10(remembered))
            let beyond = (value - Double(top)) / reach
            let compared =
                beyond <= 0
                ? decades + (rarest - decades) * log(1 + 4 * over / reach) / log(5)
                : rarest + log10(1 + options.tailShape * beyond) / options.tailShape
            result = options.recall * compared + (1 - options.recall) * pareto
            if beyond <= options.recurrenceSlack {
                let seenBefore = max(decades, log10(remembered / (1 + Double(recurrences))))
                result = min(result, options.recurrenceGain * seenBefore)
            }
        }
        return min(result, options.evidenceLimit * log10(1 + Double(seen)))
    }

    private mutating func learn(_ value: Double, over: Double, _ options: SeriesOptions) {
        let isLarge = over > 0 && over > options.largeShare * Double(top - threshold)
        if isLarge, !self.isLarge { recurrences += 1 }
        self.isLarge = isLarge
        recurrences -= recurrences / Float(options.topMemory)
        let rate = max(1 / options.tailMemory, 1 / Double(seen))
        distance += Float(rate * (abs(over) - Double(distance)))
        let step = 3 * rate * Double(distance)
        if over > 0 {
            above = above &+ (above < .max ? 1 : 0)
            if excess == 0 {
                excess = Float(over)
            } else {
                let speed = max(min(options.excessSpeed * rate, 0.5), 1 / Double(above))
                // The cap keeps a fault from blinding the tail for what comes after it.
                excess += Float(speed * (min(over, options.excessCap * Double(excess)) - Double(excess)))
            }
            threshold += Float(step * (1 - options.tailShare))
        } else {
            threshold -= Float(step * options.tailShare)
        }
        if value > Double(top) {
            top = Float(value)
        } else {
            top -= (top - threshold) / Float(options.topMemory)
        }
        top = max(top, threshold)
    }

    func write(to writer: inout SnapshotWriter) {
        writer.write(threshold)
        writer.write(excess)
        writer.write(distance)
        writer.write(top)
        writer.write(recurrences)
        writer.write(seen)
        writer.write(above)
        writer.write(isLarge)
    }

    init() {}

    init(from reader: inout SnapshotReader) throws(SnapshotError) {
        threshold = try reader.readValue()
        excess = try reader.readValue()
        distance = try reader.readValue()
        top = try reader.readValue()
        recurrences = try reader.readValue()
        seen = try reader.read()
        above = try reader.read()
        isLarge = try reader.read(Bool.self)
        guard excess >= 0, distance >= 0, top >= threshold, recurrences >= 0 else {
            throw .invalid("a tail below its own threshold")
        }
    }
}

extension SnapshotReader {
    /// A value of a series: finite, and not so large that arithmetic on it could overflow.
    mutating func readValue() throws(SnapshotError) -> Float {
        let value = try read(Float.self)
        guard abs(value) <= 1e32 else { throw .invalid("a value out of range, at byte \(offset - 4)") }
        return value
    }

    /// The same as a `Double`.
    mutating func readDoubleValue() throws(SnapshotError) -> Double {
        let value = try read(Double.self)
        guard abs(value) <= 1e32 else { throw .invalid("a value out of range, at byte \(offset - 8)") }
        return value
    }
}

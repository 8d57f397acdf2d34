#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif
import Bytes

/// The upper tail of a residual, learned in one pass: how surprising is a value above what nearly all values stay under?
///
/// A running quantile `threshold` (stochastic approximation), the mean excess above it, and the largest excess so far.
/// Two readings of a value above the threshold are mixed: a generalised-Pareto tail with fixed shape and learned scale
/// (after Siffer et al. 2017, without their root finding), and how it compares with the largest value in memory, which
/// keeps a rare but recurring burst from being news each time. In decades, -log10 of a tail probability. 24 bytes, O(1).
struct SeriesTail: Sendable, Equatable {
    /// Running quantile.
    private(set) var threshold: Float = 0
    /// Mean of what exceeds it.
    private var excess: Float = 0
    /// Mean absolute distance from it: the step size of the quantile.
    private var distance: Float = 0
    /// Largest value in memory; sinks slowly.
    private var top: Float = 0
    /// Values seen, and how many of them were above the threshold.
    private var seen: UInt32 = 0, above: UInt32 = 0

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
        guard options.recall > 0 else { return pareto }
        let reach = Double(top - threshold)
        guard reach > 0 else { return pareto }
        // The largest of n values has a tail probability of about 1/n.
        let rarest = max(decades, log10(min(Double(seen), options.topMemory)))
        let remembered =
            value <= Double(top)
            ? decades + (rarest - decades) * log(1 + 4 * over / reach) / log(5)
            : rarest + options.topGain * log10(1 + options.topShape * (value - Double(top)) / reach) / options.topShape
        return options.recall * remembered + (1 - options.recall) * pareto
    }

    private mutating func learn(_ value: Double, over: Double, _ options: SeriesOptions) {
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
            top = Float(min(value, Double(top) + options.topCap * max(Double(top - threshold), Double(excess))))
        } else {
            top -= (top - threshold) / Float(options.topMemory)
        }
        top = max(top, threshold)
    }

    func write(to writer: inout SnapshotWriter) {
        writer.write(threshold); writer.write(excess); writer.write(distance); writer.write(top)
        writer.write(seen); writer.write(above)
    }

    init() {}

    init(from reader: inout SnapshotReader) throws(SnapshotError) {
        threshold = try reader.readValue()
        excess = try reader.readValue()
        distance = try reader.readValue()
        top = try reader.readValue()
        guard excess >= 0, distance >= 0, top >= threshold else { throw .invalid("a tail below its own threshold") }
        seen = try reader.read()
        above = try reader.read()
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

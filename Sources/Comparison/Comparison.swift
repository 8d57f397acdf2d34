import Bytes
import Model

/// Which of two logs a record is of.
package enum ComparisonSide: Int, Sendable, Hashable, CaseIterable { case good, bad }

/// Two logs counted side by side: which messages came how often and when, and how requests went through them.
///
/// Fed record by record with the templates of one miner, in any order; judged once at the end (`changes`). Knows neither texts nor
/// names. Bounded: `maximumSeries` series a side of 320 bytes, and a sample of flows. Not thread-safe.
package struct Comparison: Sendable {
    /// Series (stream and template) counted on each side; what comes later only counts for its stream.
    package static let maximumSeries = 50_000

    struct Side: Sendable {
        var slots: [UInt64: Int32] = [:]
        var counts = WindowCounts()
        var flows = FlowSample()
        var first = Micros.max
        var last = Micros.min
        /// When the sources of a stream begin, by stream.
        var begins: [Micros] = []
        var uncounted: UInt64 = 0
        /// Exact bounds, where they are stated.
        var stated: Range<Micros>?

        var begin: Micros { stated.map { max($0.lowerBound, first) } ?? first }
        var end: Micros { stated.map { min($0.upperBound, last) } ?? last }
    }
    var sides = [Side(), Side()]

    package init() {}

    /// The key of a series.
    @inline(__always)
    package static func key(_ stream: StreamID, _ template: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: stream.raw)) << 32 | UInt64(UInt32(bitPattern: template))
    }
    package static func stream(_ key: UInt64) -> StreamID { StreamID(Int(Int32(truncatingIfNeeded: key >> 32))) }
    package static func template(_ key: UInt64) -> Int32 { Int32(truncatingIfNeeded: key) }

    /// States the bounds of a side, where they are not those of what was read.
    package mutating func state(_ side: ComparisonSide, _ range: Range<Micros>) { sides[side.rawValue].stated = range }

    /// Counts one record. `begin`: when its source begins, which may be later than the side does.
    @inline(__always)
    package mutating func note(
        _ side: ComparisonSide, stream: StreamID, template: Int32, severity: Severity?, time: Micros, begin: Micros
    ) {
        let at = side.rawValue
        let rank = severity.map(\.rawValue) ?? 255
        count(at, Self.key(stream, template), rank, time)
        count(at, Self.key(stream, -1), 255, time)
        if time < sides[at].first { sides[at].first = time }
        if time > sides[at].last { sides[at].last = time }
        if Int(stream.raw) >= sides[at].begins.count || begin < sides[at].begins[Int(stream.raw)] {
            start(at, stream, begin)
        }
    }

    @inline(__always)
    private mutating func count(_ at: Int, _ key: UInt64, _ severity: UInt8, _ time: Micros) {
        guard let slot = sides[at].slots[key] ?? add(at, key) else { return }
        sides[at].counts.note(slot, severity: severity, time: time)
    }

    @inline(never)
    private mutating func add(_ at: Int, _ key: UInt64) -> Int32? {
        guard sides[at].counts.count < Self.maximumSeries else {
            sides[at].uncounted += 1
            return nil
        }
        let slot = sides[at].counts.add()
        sides[at].slots[key] = slot
        return slot
    }

    @inline(never)
    private mutating func start(_ at: Int, _ stream: StreamID, _ begin: Micros) {
        while sides[at].begins.count <= Int(stream.raw) { sides[at].begins.append(.max) }
        sides[at].begins[Int(stream.raw)] = min(sides[at].begins[Int(stream.raw)], begin)
    }

    /// Notes that a record carried a correlation id.
    @inline(__always)
    package mutating func follow(_ side: ComparisonSide, id: UInt64, stream: StreamID, template: Int32, time: Micros) {
        sides[side.rawValue].flows.note(id, key: Self.key(stream, template), time: time)
    }

    /// Brings series whose templates have become one together. `resolve` gives a template's present index. O(series).
    package mutating func settle(_ resolve: (Int32) -> Int32) {
        for at in sides.indices {
            for (key, slot) in sides[at].slots.sorted(by: { $0.key < $1.key }) where Self.template(key) >= 0 {
                let present = Self.key(Self.stream(key), resolve(Self.template(key)))
                guard present != key else { continue }
                sides[at].slots[key] = nil
                if let other = sides[at].slots[present] {
                    sides[at].counts.join(slot, into: other)
                } else {
                    sides[at].slots[present] = slot
                }
            }
        }
    }

    /// Records, series, first and last time of a side.
    package func extent(of side: ComparisonSide) -> ComparisonExtent {
        let side = sides[side.rawValue]
        var records: UInt64 = 0
        for (key, slot) in side.slots where Self.template(key) < 0 { records += side.counts.heads[Int(slot)].total }
        return ComparisonExtent(
            begin: side.first == .max ? nil : side.begin, end: side.first == .max ? nil : side.end, records: records,
            series: side.slots.count { Self.template($0.key) >= 0 }, uncounted: side.uncounted)
    }
}

/// How much there is on one side.
package struct ComparisonExtent: Sendable, Hashable {
    /// Nil where nothing was counted.
    package var begin: Micros?
    package var end: Micros?
    package var records: UInt64
    package var series: Int
    /// Records of series that found no room.
    package var uncounted: UInt64
    package var seconds: Double { begin.flatMap { begin in end.map { max(Double($0 - begin) / 1e6, 1) } } ?? 0 }
}

/// One difference between the two logs, in figures; texts, names and weight are the caller's.
package struct ComparisonChange: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable { case new, gone, more, less, slower }
    package var kind: Kind
    package var stream: StreamID
    /// -1 where all messages of the stream are meant.
    package var template: Int32
    /// The message before it, where the change is one of a step from one message to the next.
    package var from: (stream: StreamID, template: Int32)? {
        origin.map { (Comparison.stream($0), Comparison.template($0)) }
    }
    var origin: UInt64?
    /// A minute; of a step: seconds where it is slower, share of those who go on (0...1) otherwise.
    package var before: Double
    package var after: Double
    /// Counted on both sides.
    package var counts: (before: UInt64, after: UInt64) { (countBefore, countAfter) }
    var countBefore: UInt64, countAfter: UInt64
    /// after / before, half an event added to both where one is zero.
    package var effect: Double
    /// Probability that there is no change, corrected for the number of comparisons.
    package var p: Double
    /// When it began on the bad side, as far as that can be told.
    package var onset: Micros
    package var lastSeen: Micros
    package var severity: Severity?

    /// How large it is, 0...1: half for a change by 2, near 1 from 8 on.
    package var magnitude: Double { kind == .new || kind == .gone ? 1 : 1 - 1 / max(effect, 1 / max(effect, 1e-9)) }
    /// -log10 p, at most 15.
    package var decades: Double { p <= 1e-15 ? 15 : Decades.of(p) }
}

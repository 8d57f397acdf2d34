import Bytes
import Model
import TemplateMining

/// Says when a source floods the template table: random or binary text, a format that is not understood, a program that logs its data.
///
/// The miner knows that a flood is under way (a quarter of the last messages made templates); this tells whose, once a day a source
/// at most. A value, O(sources).
struct FloodWatch: Sendable {
    static let version: UInt32 = 1
    /// New templates during a flood that a source must have made to be named.
    static let least: UInt64 = 256
    /// Decades of the signal. An incident with a flood opens outside the budget.
    static let score = 6.0

    private struct Tally: Sendable {
        var births: UInt64 = 0
        var first: Micros = .unknown
        /// The stream that made most of them (Boyer and Moore's majority vote), and a template of its.
        var stream = StreamID(0)
        var template: Int32 = -1
        var votes: UInt64 = 0
    }
    private var open: [Int: Tally] = [:]
    /// When each source was last named.
    private var said: [Int: Micros] = [:]
    /// Floods named so far.
    private(set) var count: UInt64 = 0

    init() {}

    /// Notes a new template that came while the miner was flooded. Returns whether its stream is the one that floods: such a template is
    /// no news by itself.
    mutating func note(source: Int, stream: StreamID, template: Int32, at time: Micros) -> Bool {
        var tally = open[source] ?? Tally()
        if tally.births == 0 { tally.first = time }
        tally.births += 1
        if tally.votes == 0 || tally.stream == stream { (tally.stream, tally.template) = (stream, template) }
        if tally.stream == stream { tally.votes += 1 } else { tally.votes -= 1 }
        open[source] = tally
        return tally.births > Self.least && tally.stream == stream
    }

    /// The floods to be told at the end of a bucket. `samples` gives the lines kept of a stream and a template.
    mutating func close(
        bucketEnding end: Micros, isFlooded: Bool, samples: (StreamID, Int32) -> [String]
    ) -> [Signal] {
        if open.isEmpty { return [] }
        defer { if !isFlooded { open = [:] } }
        var signals: [Signal] = []
        for (source, tally) in open.sorted(by: { $0.key < $1.key }) where tally.births >= Self.least {
            if let last = said[source], end - last < .day { continue }
            said[source] = end
            count += 1
            signals.append(
                Signal(
                    kind: .flood, stream: tally.stream, direction: .up, score: Self.score, at: end, onset: tally.first,
                    evidence: Evidence(
                        observed: Double(tally.births), windowSeconds: Double(end - tally.first) / 1e6,
                        samples: samples(tally.stream, tally.template),
                        text:
                            "\(tally.births) new kinds of messages at once, more than can be kept: random or binary text, or a format "
                            + "that is not understood; what was known before stays known")))
        }
        return signals
    }

    func snapshot() -> [UInt8] {
        var writer = SnapshotWriter(version: Self.version)
        writer.write(count)
        writer.write(said.sorted { $0.key < $1.key }) { writer, entry in
            writer.write(UInt32(entry.key))
            writer.write(entry.value)
        }
        writer.write(open.sorted { $0.key < $1.key }) { writer, entry in
            writer.write(UInt32(entry.key))
            writer.write(entry.value.births)
            writer.write(entry.value.first)
            writer.write(entry.value.stream.raw)
            writer.write(entry.value.template)
            writer.write(entry.value.votes)
        }
        return writer.bytes
    }

    init(snapshot: [UInt8]) throws(SnapshotError) {
        var reader = try SnapshotReader(snapshot, version: Self.version)
        count = try reader.read()
        let days = try reader.readArray { (reader) throws(SnapshotError) in
            (Int(try reader.read(UInt32.self)), try reader.read(Micros.self))
        }
        for (source, time) in days { said[source] = time }
        let tallies = try reader.readArray { (reader) throws(SnapshotError) -> (Int, Tally) in
            let source = Int(try reader.read(UInt32.self))
            var tally = Tally()
            tally.births = try reader.read()
            tally.first = try reader.read()
            tally.stream = StreamID(Int(try reader.read(Int32.self)))
            tally.template = try reader.read()
            tally.votes = try reader.read()
            return (source, tally)
        }
        for (source, tally) in tallies { open[source] = tally }
    }
}

/// The miner's counters, as metrics show them.
package struct MiningCounts: Sendable, Hashable {
    /// Templates made, and given up for want of room.
    package var born: UInt64 = 0, evicted: UInt64 = 0
    /// Entries of evidence, and templates whose values' sketches, were given up for want of room.
    package var evidenceDropped: UInt64 = 0, sketchesDropped: UInt64 = 0
    /// Messages that took the slow path.
    package var unknown: UInt64 = 0
    /// A flood is under way; floods named so far.
    package var isFlooded = false
    package var floods: UInt64 = 0
    package init() {}
}

extension Engine {
    package var miningCounts: MiningCounts {
        let statistics = miner.statistics
        var counts = MiningCounts()
        (counts.born, counts.evicted) = (statistics.births, statistics.evictions)
        (counts.evidenceDropped, counts.sketchesDropped) = (statistics.evidenceDropped, statistics.sketchesDropped)
        (counts.unknown, counts.isFlooded, counts.floods) = (statistics.misses, statistics.flood, floods.count)
        return counts
    }
}

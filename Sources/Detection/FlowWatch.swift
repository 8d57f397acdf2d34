import Bytes
import Model

/// Follows correlation ids from message to message: which one usually comes next, and after how long.
///
/// A step that takes longer between two services than it used to names the slow one without any error line; a message that
/// is usually followed by another within a minute and now is not names the place where requests are lost; one that is followed by
/// another message than usual, although one that the flows know, is out of order.
/// Bounded: so many ids open at a time (the oldest gives way), so many pairs, delays as histograms.
struct FlowWatch: Sendable {
    /// An id under way: the last message that carried it.
    struct OpenFlow: Sendable {
        var id: UInt64
        var key: UInt64
        var time: Micros
    }
    /// What became of the flows that passed one message.
    struct Passage: Sendable {
        var key: UInt64
        var followed: UInt32 = 0, lost: UInt32 = 0
        var mix = SeverityMix()
        var buckets: Int32 = 0
        var firstLost: Micros = .max
        /// Those of the open bucket that another message followed than usual.
        var strayed: UInt32 = 0
        var firstStrayed: Micros = .max
        /// What usually comes next, and its share of what comes next.
        var usualNext: UInt64 = 0
        var usualShare: Float = 0
        /// How many came next ever.
        var seen: Float = 0
        var order = SeverityMix()

        /// Share of what comes next from which one message counts as the usual one, and how many must have been seen.
        static let isUsual: Float = 0.8, known: Float = 50

        /// Takes what came next. `isKnown`: whether it is a message that flows passed for long enough.
        mutating func follow(_ next: UInt64, at time: Micros, isKnown: Bool) {
            followed += 1
            if seen >= Self.known, usualShare >= Self.isUsual, next != usualNext, isKnown {
                strayed += 1
                firstStrayed = min(firstStrayed, time)
            }
            if usualShare < 0.3, next != usualNext { (usualNext, usualShare) = (next, 0) }
            seen = min(seen + 1, 100_000)
            usualShare += max(1 / seen, 1 / 2000) * ((next == usualNext ? 1 : 0) - usualShare)
        }
    }
    let maxOpen: Int, maxPairs: Int
    /// After this long without a next message a flow has ended.
    static let limit: Micros = .minute

    private(set) var delays: ValueTable
    private var openTable = SeriesTable()
    private(set) var open: [OpenFlow] = []
    private var hand = 0
    private var passageTable = SeriesTable()
    private(set) var passages: [Passage] = []
    private(set) var touched: [Int32] = []
    private(set) var dropped: UInt64 = 0
    var bucket: Int32 = 0

    init(maxOpen: Int, maxPairs: Int) {
        (self.maxOpen, self.maxPairs) = (maxOpen, maxPairs)
        delays = ValueTable(limit: maxPairs)
    }

    var pairCount: Int { delays.count }
    var openCount: Int { open.count }

    mutating func follow(_ id: UInt64, key: UInt64, time: Micros) {
        let index = Int(openTable.find(id))
        if index >= 0 {
            let before = open[index]
            // Records of one message may come twice (a retry) or out of order by the clocks' difference.
            if before.key != key {
                let milliseconds = Float(max(0, time - before.time)) / 1000
                delays.note(max(milliseconds, 0.1), key: key, other: before.key, bucket: bucket)
                pass(before.key, next: key, at: time)
            }
            open[index].key = key
            open[index].time = max(time, before.time)
            return
        }
        guard maxOpen > 0 else {
            dropped &+= 1
            return
        }
        let fresh = OpenFlow(id: id, key: key, time: time)
        if open.count < maxOpen {
            openTable.insert(id, Int32(open.count))
            open.append(fresh)
        } else {
            // The clock hand takes one that has been under way for a round: it is not judged, only forgotten.
            hand = (hand + 1) % open.count
            openTable.remove(open[hand].id)
            open[hand] = fresh
            openTable.insert(id, Int32(hand))
            dropped &+= 1
        }
    }

    /// What came next is news where the flows hardly know it: a release that says more. Only what is known can be out of order.
    private func isKnown(_ key: UInt64) -> Bool {
        let index = Int(passageTable.find(key))
        return index >= 0 && passages[index].buckets >= 30
    }

    private mutating func pass(_ key: UInt64, lostAt: Micros) {
        guard let index = passage(of: key) else { return }
        passages[index].lost += 1
        passages[index].firstLost = min(passages[index].firstLost, lostAt)
    }

    private mutating func pass(_ key: UInt64, next: UInt64, at time: Micros) {
        guard let index = passage(of: key) else { return }
        passages[index].follow(next, at: time, isKnown: isKnown(next))
    }

    /// The place of a message's passages, touched in the open bucket from here on; nil where there is no room.
    private mutating func passage(of key: UInt64) -> Int? {
        var index = Int(passageTable.find(key))
        if index < 0 {
            guard passages.count < maxPairs else {
                dropped &+= 1
                return nil
            }
            index = passages.count
            passages.append(Passage(key: key))
            passageTable.insert(key, Int32(index))
        }
        if passages[index].followed == 0, passages[index].lost == 0 { touched.append(Int32(index)) }
        return index
    }

    /// Ends flows that were not continued within the limit, then judges delays, losses and order.
    mutating func close(
        bucket: Int32, end: Micros, slow: (ValueSeries, ValueVerdict) -> Void, lost: (Passage, CountVerdict) -> Void,
        strayed: (Passage, CountVerdict) -> Void
    ) {
        self.bucket = bucket
        var index = 0
        while index < open.count {
            let flow = open[index]
            if end - flow.time <= Self.limit {
                index += 1
                continue
            }
            pass(flow.key, lostAt: flow.time)
            openTable.remove(flow.id)
            let last = open.removeLast()
            if index < open.count {
                openTable.remove(last.id)
                open[index] = last
                openTable.insert(last.id, Int32(index))
            }
        }
        delays.close(bucket: bucket, floor: 0, slow)
        for at in touched {
            let index = Int(at)
            let passage = passages[index]
            let verdict = passages[index].mix.ingest(
                bucket: bucket, count: Float(passage.followed + passage.lost), badCount: Float(passage.lost),
                watched: Float(passage.buckets))
            let order = passages[index].order.ingest(
                bucket: bucket, count: Float(passage.followed), badCount: Float(passage.strayed),
                watched: Float(passage.buckets))
            passages[index].buckets = min(passage.buckets + 1, 1_000_000)
            if verdict.score > 0, passage.lost > 0 { lost(passages[index], verdict) }
            if order.score > 0, passage.strayed > 0 { strayed(passages[index], order) }
            passages[index].followed = 0
            passages[index].lost = 0
            passages[index].firstLost = .max
            passages[index].strayed = 0
            passages[index].firstStrayed = .max
        }
        touched.removeAll(keepingCapacity: true)
    }

    func write(_ writer: inout SnapshotWriter) {
        writer.write(bucket)
        writer.write(dropped)
        writer.write(Int64(hand))
        writer.write(open) { writer, flow in
            writer.write(flow.id)
            writer.write(flow.key)
            writer.write(flow.time)
        }
        writer.write(passages) { writer, passage in
            writer.write(passage.key)
            writer.write(passage.followed)
            writer.write(passage.lost)
            writer.write(passage.buckets)
            writer.write(passage.firstLost)
            writer.write(passage.strayed)
            writer.write(passage.firstStrayed)
            writer.write(passage.usualNext)
            writer.write(passage.usualShare)
            writer.write(passage.seen)
            for mix in [passage.mix, passage.order] {
                for part in mix.parts { writer.write(part) }
                writer.write(mix.bucket)
                writer.write(mix.since)
            }
        }
        writer.write(touched) { writer, index in writer.write(index) }
        delays.write(&writer)
    }

    init(_ reader: inout SnapshotReader, maxOpen: Int, maxPairs: Int) throws(SnapshotError) {
        self.init(maxOpen: maxOpen, maxPairs: maxPairs)
        bucket = try reader.read()
        dropped = try reader.read()
        hand = Int(try reader.read(Int64.self))
        open = try reader.readArray { (reader) throws(SnapshotError) in
            OpenFlow(id: try reader.read(), key: try reader.read(), time: try reader.read())
        }
        passages = try reader.readArray { (reader) throws(SnapshotError) -> Passage in
            var passage = Passage(key: try reader.read())
            passage.followed = try reader.read()
            passage.lost = try reader.read()
            passage.buckets = try reader.read()
            passage.firstLost = try reader.read()
            passage.strayed = try reader.read()
            passage.firstStrayed = try reader.read()
            passage.usualNext = try reader.read()
            passage.usualShare = try reader.readFloat()
            passage.seen = try reader.readFloat()
            for which in 0..<2 {
                var parts: [Float] = []
                for _ in 0..<SeverityMix.partCount { parts.append(try reader.readFloat()) }
                let mix = SeverityMix(parts: parts, bucket: try reader.read(), since: try reader.read())
                if which == 0 { passage.mix = mix } else { passage.order = mix }
            }
            return passage
        }
        touched = try reader.readIndices()
        guard hand >= 0, touched.allSatisfy({ $0 >= 0 && Int($0) < passages.count }) else {
            throw .invalid("a flow index outside")
        }
        delays = try ValueTable(&reader, limit: maxPairs)
        for index in open.indices { openTable.insert(open[index].id, Int32(index)) }
        for index in passages.indices { passageTable.insert(passages[index].key, Int32(index)) }
    }
}

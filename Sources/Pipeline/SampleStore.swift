import Bytes
import Model

/// The latest lines of each (stream, template), kept so that an alert can show what it rests on. A direct-mapped table of fixed
/// size: a collision forgets the older pair, memory never grows, and a checkpoint writes only the slots that changed.
package struct SampleStore: Sendable {
    /// Pairs kept; a power of two.
    static let slots = 8192
    /// Bytes kept of one sample, its continuation lines included.
    static let limit = 480
    static let version: UInt32 = 4
    /// Buckets after which the earlier line gives way: an hour. A line of days ago proves nothing of today, and the ids in it would tie
    /// what has nothing in common.
    static let episode: Int64 = 360

    struct Slot: Sendable {
        var key: UInt64 = 0
        /// The bucket (by number) in which `recent` was taken.
        var bucket: Int64 = .min
        /// The bucket of `first`.
        var firstBucket: Int64 = .min
        /// Severity of the line taken last; 255 where it has none.
        var severity: UInt8 = 255
        /// Lines that were taken.
        var taken: UInt32 = 0
        var first: [UInt8] = []
        var recent: [UInt8] = []
        var dirty = false

        /// The latest line becomes the earlier one.
        mutating func beginEpisode() {
            swap(&first, &recent)
            firstBucket = bucket
        }
    }
    private var changed: [Int] = []
    private var table = [Slot](repeating: Slot(), count: SampleStore.slots)

    package init() {}

    @inline(__always)
    static func key(_ stream: StreamID, _ template: Int32) -> UInt64 {
        (UInt64(UInt32(bitPattern: stream.raw)) << 32 | UInt64(UInt32(bitPattern: template))) &+ 1
    }
    @inline(__always)
    static func place(_ key: UInt64) -> Int { Int(truncatingIfNeeded: (key &* 0x9e37_79b9_7f4a_7c15) >> 51) }

    /// Keeps `line` when it is its pair's first in this bucket, or the first that is an error and graver than the one kept: of an access
    /// log's line the 502 shows more than the 200 before it. Returns the slot if it kept it, -1 otherwise. O(1), no
    /// allocation in all other cases.
    @inline(__always)
    package mutating func offer(
        _ stream: StreamID, _ template: Int32, bucket: Int64, severity: UInt8, line: ByteRange, in bytes: RawSpan
    ) -> Int {
        let key = Self.key(stream, template)
        let place = Self.place(key)
        if table[place].key == key && table[place].bucket == bucket
            && (severity > Severity.error.rawValue || severity >= table[place].severity)
        {
            return -1
        }
        keep(key, at: place, bucket: bucket, line: line, in: bytes)
        table[place].severity = severity
        return place
    }

    @inline(never)
    private mutating func keep(_ key: UInt64, at place: Int, bucket: Int64, line: ByteRange, in bytes: RawSpan) {
        let end = min(Int(line.end), Int(line.start) + Self.limit)
        // The arrays keep their room, so that a slot stops allocating.
        if table[place].key != key {
            table[place].key = key
            table[place].firstBucket = bucket
            table[place].taken = 0
            table[place].recent.removeAll(keepingCapacity: true)
            table[place].first.removeAll(keepingCapacity: true)
            Self.append(bytes, Int(line.start)..<end, to: &table[place].first)
        } else {
            if bucket - table[place].firstBucket > Self.episode, !table[place].recent.isEmpty {
                table[place].beginEpisode()
            }
            table[place].recent.removeAll(keepingCapacity: true)
            Self.append(bytes, Int(line.start)..<end, to: &table[place].recent)
        }
        table[place].bucket = bucket
        table[place].taken &+= 1
        touch(place)
    }

    private static func append(_ bytes: RawSpan, _ range: Range<Int>, to sample: inout [UInt8]) {
        bytes.extracting(range).withUnsafeBytes { sample.append(contentsOf: $0) }
    }

    private mutating func touch(_ place: Int) {
        if !table[place].dirty {
            table[place].dirty = true
            changed.append(place)
        }
    }

    /// Adds a continuation line to the sample just kept in `slot`.
    mutating func extend(_ slot: Int, line: ByteRange, in bytes: RawSpan) {
        let isAdded =
            table[slot].recent.isEmpty
            ? Self.extend(&table[slot].first, line, bytes) : Self.extend(&table[slot].recent, line, bytes)
        if isAdded { touch(slot) }
    }

    /// Adds a line as far as there is room for it.
    private static func extend(_ sample: inout [UInt8], _ line: ByteRange, _ bytes: RawSpan) -> Bool {
        let room = limit * 2 - sample.count - 1
        guard room > 0 else { return false }
        sample.append(0x0A)
        append(bytes, Int(line.start)..<min(Int(line.end), Int(line.start) + room), to: &sample)
        return true
    }

    /// Whether the line just kept in `slot` is its pair's first, second, fourth, eighth ...: a proxy's lines name another server each, in words
    /// that are the same.
    @inline(__always)
    func isTelling(_ slot: Int) -> Bool {
        let taken = table[slot].taken
        return taken & (taken &- 1) == 0
    }

    /// What is kept for a pair: the most recent bucket's line, then an earlier one if it is of the last two hours before it.
    package func samples(_ stream: StreamID, _ template: Int32) -> [String] {
        let key = Self.key(stream, template)
        let slot = table[Self.place(key)]
        guard slot.key == key else { return [] }
        if slot.recent.isEmpty { return [String(decoding: slot.first, as: UTF8.self)] }
        let isLate = slot.bucket - slot.firstBucket > 2 * Self.episode
        return (isLate || slot.recent == slot.first ? [slot.recent] : [slot.recent, slot.first])
            .map { String(decoding: $0, as: UTF8.self) }
    }

    /// The number of the latest bucket in which a pair was seen; nil where a collision forgot it.
    func latestBucket(_ stream: StreamID, _ template: Int32) -> Int64? {
        let key = Self.key(stream, template)
        let slot = table[Self.place(key)]
        return slot.key == key ? slot.bucket : nil
    }

    /// The slots that changed since the last call, as rows for the store. O(changed).
    package mutating func takeChangedRows() -> [(key: UInt64, bytes: [UInt8])] {
        defer { changed.removeAll(keepingCapacity: true) }
        return changed.sorted().map { index in
            table[index].dirty = false
            var writer = SnapshotWriter(version: Self.version)
            writer.write(table[index].key)
            writer.write(table[index].bucket)
            writer.write(table[index].firstBucket)
            writer.write(table[index].severity)
            writer.write(table[index].taken)
            writer.write(table[index].first)
            writer.write(table[index].recent)
            return (UInt64(index), writer.bytes)
        }
    }

    /// From the rows of a store.
    package init(rows: [(key: UInt64, bytes: [UInt8])]) throws(SnapshotError) {
        for row in rows {
            guard row.key < UInt64(Self.slots) else { throw .invalid("sample slot \(row.key)") }
            var reader = try SnapshotReader(row.bytes, version: Self.version)
            table[Int(row.key)] = Slot(
                key: try reader.read(UInt64.self), bucket: try reader.read(Int64.self),
                firstBucket: try reader.read(Int64.self),
                severity: try reader.read(UInt8.self),
                taken: try reader.read(UInt32.self),
                first: try reader.read([UInt8].self),
                recent: try reader.read([UInt8].self))
        }
    }
}

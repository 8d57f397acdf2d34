import Bytes

/// How often a thing was seen among alerts, forgotten slowly, with a fixed ceiling on memory: what many alerts share tells
/// little about two of them. Space-saving by halving: when full, all counts are halved and those below one are dropped.
struct Commonness: Sendable, Equatable {
    let capacity: Int
    private(set) var counts: [UInt64: UInt32] = [:]

    init(capacity: Int) { self.capacity = capacity }

    mutating func add(_ key: UInt64) {
        counts[key, default: 0] &+= 1
        guard counts.count > capacity else { return }
        counts = counts.compactMapValues { $0 > 1 ? $0 / 2 : nil }
        // All of them equally rare: nothing to prefer, start over.
        if counts.count > capacity { counts.removeAll() }
    }

    func count(_ key: UInt64) -> Int { Int(counts[key] ?? 0) }

    /// 1 for what is rare, less for what is common: 1 / (1 + log2(count / 2)) from the third sighting on.
    func weight(_ key: UInt64) -> Double {
        let count = count(key)
        return count <= 2 ? 1 : 1 / (1 + Arithmetic.log2(Double(count) / 2))
    }

    func write(to writer: inout SnapshotWriter) {
        writer.write(counts.sorted { $0.key < $1.key }) { writer, entry in
            writer.write(entry.key)
            writer.write(entry.value)
        }
    }

    mutating func read(from reader: inout SnapshotReader) throws(SnapshotError) {
        let entries = try reader.readArray { (reader: inout SnapshotReader) throws(SnapshotError) in
            (try reader.read(UInt64.self), try reader.read(UInt32.self))
        }
        counts = Dictionary(entries, uniquingKeysWith: { a, _ in a })
    }
}

/// A direct-mapped memory of signatures that the slow path resolved by masks, so that a name that comes often does not take the slow
/// path each time. What it holds of messages of one length is forgotten whenever a template of that length changes, so that it never
/// changes a result: a message can match no template of another length.
struct RecentHits: Sendable {
    private struct Hit: Sendable {
        var key: UInt64 = 0
        var value: Int32 = -1
        var stamp: UInt32 = 0
    }
    private static let size = 1 << 15
    private static let lengths = 256
    private var hits = [Hit](repeating: Hit(), count: size)
    /// The current stamp of each length, modulo `lengths`.
    private var stamps = [UInt32](repeating: 1, count: lengths)

    @inline(__always)
    private static func place(_ key: UInt64) -> Int { Int(truncatingIfNeeded: key >> 7) & (size - 1) }

    /// The template that a message of `count` tokens was found to have, -1 where that is not known any more.
    @inline(__always)
    func find(_ key: UInt64, count: Int) -> Int32 {
        let hit = hits[Self.place(key)]
        return hit.key == key && hit.stamp == stamps[count & (Self.lengths - 1)] ? hit.value : -1
    }

    mutating func insert(_ key: UInt64, _ value: Int32, count: Int) {
        hits[Self.place(key)] = Hit(key: key, value: value, stamp: stamps[count & (Self.lengths - 1)])
    }

    mutating func forget(count: Int) {
        stamps[count & (Self.lengths - 1)] &+= 1
        if stamps[count & (Self.lengths - 1)] == 0 { self = RecentHits() }
    }

    mutating func forgetAll() { for count in 0..<Self.lengths { forget(count: count) } }
}

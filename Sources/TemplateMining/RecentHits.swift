/// A small direct-mapped memory of signatures that the slow path resolved by masks, so that a name that comes often
/// does not take the slow path each time. Emptied whenever a template changes, so that it never changes a result.
struct RecentHits: Sendable {
    private static let size = 4096
    private var keys = [UInt64](repeating: 0, count: size)
    private var values = [Int32](repeating: -1, count: size)
    private var stamps = [UInt32](repeating: 0, count: size)
    private var stamp: UInt32 = 1

    @inline(__always)
    func find(_ key: UInt64) -> Int32 {
        let at = Int(truncatingIfNeeded: key >> 7) & (Self.size - 1)
        return keys[at] == key && stamps[at] == stamp ? values[at] : -1
    }

    mutating func insert(_ key: UInt64, _ value: Int32) {
        let at = Int(truncatingIfNeeded: key >> 7) & (Self.size - 1)
        (keys[at], values[at], stamps[at]) = (key, value, stamp)
    }

    mutating func forget() {
        stamp &+= 1
        if stamp == 0 { self = RecentHits() }
    }
}

/// An open-addressing hash table from signatures to template indices: two flat arrays, linear probing, deletion by
/// moving back. Keys are hashes already, so their low bits serve as they are.
struct SignatureTable: Sendable {
    private var keys: [UInt64]
    private var values: [Int32]
    private var mask: Int
    private(set) var count = 0

    init(minimumCapacity: Int = 64) {
        var capacity = 64
        while capacity < minimumCapacity { capacity *= 2 }
        keys = Array(repeating: 0, count: capacity)
        values = Array(repeating: -1, count: capacity)
        mask = capacity - 1
    }

    /// 0 marks a free place, so that signature is stored as another one.
    @inline(__always) private func stored(_ key: UInt64) -> UInt64 { key == 0 ? 1 : key }

    /// The index stored for `key`, -1 where there is none. O(1).
    @inline(__always)
    func find(_ key: UInt64) -> Int32 {
        let key = stored(key)
        var at = Int(truncatingIfNeeded: key) & mask
        return keys.withUnsafeBufferPointer { keys in
            // `mask` is the arrays' size less one, and each probe is masked.
            while true {
                let found = keys[at]
                if found == key { return values.withUnsafeBufferPointer { $0[at] } }
                if found == 0 { return -1 }
                at = (at &+ 1) & mask
            }
        }
    }

    /// Stores or replaces.
    mutating func insert(_ key: UInt64, _ value: Int32) {
        if (count + 1) * 2 > keys.count { grow() }
        let key = stored(key)
        var at = Int(truncatingIfNeeded: key) & mask
        while keys[at] != 0, keys[at] != key { at = (at + 1) & mask }
        if keys[at] == 0 { count += 1 }
        keys[at] = key
        values[at] = value
    }

    /// Removes `key`, if it is there.
    mutating func remove(_ key: UInt64) {
        let key = stored(key)
        var at = Int(truncatingIfNeeded: key) & mask
        while keys[at] != key {
            if keys[at] == 0 { return }
            at = (at + 1) & mask
        }
        count -= 1
        var hole = at
        var next = (at + 1) & mask
        while keys[next] != 0 {
            let home = Int(truncatingIfNeeded: keys[next]) & mask
            // Move it back unless its home lies behind the hole.
            if (next - home) & mask >= (next - hole) & mask {
                keys[hole] = keys[next]
                values[hole] = values[next]
                hole = next
            }
            next = (next + 1) & mask
        }
        keys[hole] = 0
        values[hole] = -1
    }

    private mutating func grow() {
        var larger = SignatureTable(minimumCapacity: keys.count * 2)
        for at in keys.indices where keys[at] != 0 { larger.insert(keys[at], values[at]) }
        self = larger
    }

    /// Bytes held.
    var bytes: Int { keys.count * 12 }
}

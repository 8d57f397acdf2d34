/// Open addressing from a 64-bit key to a series' index. Linear probing, at most half full, deletion by shifting back.
struct SeriesTable: Sendable {
    /// Key and index side by side: a hit costs one cache line.
    @usableFromInline
    struct Slot: Sendable {
        var key: UInt64
        var index: Int32
    }
    private var slots: [Slot]
    private var shift: UInt64
    private(set) var count = 0

    init(capacity: Int = 256) {
        var size = 256
        var bits: UInt64 = 8
        while size < capacity * 2 {
            size *= 2
            bits += 1
        }
        slots = Array(repeating: Slot(key: 0, index: -1), count: size)
        shift = 64 - bits
    }

    @inline(__always)
    private func home(_ key: UInt64) -> Int {
        // A multiplicative hash alone keeps runs of dense keys in runs; the fold breaks them up.
        let mixed = (key ^ (key >> 32)) &* 0x9e37_79b9_7f4a_7c15
        return Int(truncatingIfNeeded: mixed >> shift)
    }

    /// The index under `key`, or -1. O(1).
    @inline(__always)
    func find(_ key: UInt64) -> Int32 {
        let mask = slots.count &- 1
        var at = home(key)
        return slots.withUnsafeBufferPointer { slots in
            while true {
                let slot = slots[at]
                if slot.index < 0 || slot.key == key { return slot.index }
                at = (at &+ 1) & mask
            }
        }
    }

    /// Adds a key that is not there.
    mutating func insert(_ key: UInt64, _ index: Int32) {
        if (count + 1) * 2 > slots.count { grow() }
        let mask = slots.count - 1
        var at = home(key)
        while slots[at].index >= 0 { at = (at + 1) & mask }
        slots[at] = Slot(key: key, index: index)
        count += 1
    }

    mutating func remove(_ key: UInt64) {
        let mask = slots.count - 1
        var hole = home(key)
        while slots[hole].index >= 0, slots[hole].key != key { hole = (hole + 1) & mask }
        guard slots[hole].index >= 0 else { return }
        count -= 1
        var next = (hole + 1) & mask
        while slots[next].index >= 0 {
            let wanted = home(slots[next].key)
            // May the entry move into the hole? Only if its home does not lie cyclically in (hole, next].
            if ((next &- wanted) & mask) >= ((next &- hole) & mask) {
                slots[hole] = slots[next]
                hole = next
            }
            next = (next + 1) & mask
        }
        slots[hole].index = -1
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: Slot(key: 0, index: -1), count: old.count * 2)
        shift -= 1
        count = 0
        for slot in old where slot.index >= 0 { insert(slot.key, slot.index) }
    }
}

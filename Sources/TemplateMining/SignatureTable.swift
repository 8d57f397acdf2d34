/// An open-addressing hash table from signatures to template indices: one flat array, linear probing, deletion by moving
/// back. Keys are hashes already, so their low bits serve as they are.
struct SignatureTable: Sendable {
    /// A key and its value side by side, so that a look-up touches one cache line.
    private struct Place {
        var key: UInt64 = 0
        var value: Int32 = -1
    }
    private var places: [Place]
    private var mask: Int
    private(set) var count = 0

    init(minimumCapacity: Int = 64) {
        var capacity = 64
        while capacity < minimumCapacity { capacity *= 2 }
        places = Array(repeating: Place(), count: capacity)
        mask = capacity - 1
    }

    /// 0 marks a free place, so that signature is stored as another one.
    @inline(__always) private func stored(_ key: UInt64) -> UInt64 { key == 0 ? 1 : key }

    /// The index stored for `key`, -1 where there is none. O(1).
    @inline(__always)
    func find(_ key: UInt64) -> Int32 {
        let key = stored(key)
        return places.withUnsafeBufferPointer { places in
            // Each probe is masked with the array's size less one.
            var at = Int(truncatingIfNeeded: key) & mask
            while true {
                let place = places[at]
                if place.key == key { return place.value }
                if place.key == 0 { return -1 }
                at = (at &+ 1) & mask
            }
        }
    }

    /// Stores or replaces.
    mutating func insert(_ key: UInt64, _ value: Int32) {
        if (count + 1) * 2 > places.count { grow() }
        let key = stored(key)
        var at = Int(truncatingIfNeeded: key) & mask
        while places[at].key != 0, places[at].key != key { at = (at + 1) & mask }
        if places[at].key == 0 { count += 1 }
        places[at] = Place(key: key, value: value)
    }

    /// Removes `key`, if it is there.
    mutating func remove(_ key: UInt64) {
        let key = stored(key)
        var hole = Int(truncatingIfNeeded: key) & mask
        while places[hole].key != key {
            if places[hole].key == 0 { return }
            hole = (hole + 1) & mask
        }
        count -= 1
        var next = (hole + 1) & mask
        while places[next].key != 0 {
            let home = Int(truncatingIfNeeded: places[next].key) & mask
            // Move it back unless its home lies behind the hole.
            if (next - home) & mask >= (next - hole) & mask {
                places[hole] = places[next]
                hole = next
            }
            next = (next + 1) & mask
        }
        places[hole] = Place()
    }

    private mutating func grow() {
        var larger = SignatureTable(minimumCapacity: places.count * 2)
        for place in places where place.key != 0 { larger.insert(place.key, place.value) }
        self = larger
    }
}

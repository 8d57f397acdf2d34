/// Templates that are equal but for one position: evidence that the position is a variable.
struct SiblingEntry: Sendable {
    static let capacity = 8
    /// In the place of a position: several.
    static let several = 255
    /// The signature with that position blanked; 0 for a free entry.
    var key: UInt64 = 0
    /// The templates, oldest first.
    var members: [8 of Int32] = .init(repeating: -1)
    /// Their words at the position, hashed.
    var words: [8 of UInt32] = .init(repeating: 0)
    /// The same with every digit as 0.
    var skeletons: [8 of UInt32] = .init(repeating: 0)
    var features: [8 of UInt16] = .init(repeating: 0)
    /// Distinct words; the first eight are kept.
    var count: UInt8 = 0
    /// Words kept.
    var kept: Int { min(Int(count), Self.capacity) }
    /// The position, or 255 when several positions are blanked at once.
    var position: UInt8 = 0
    /// The blanked positions besides this one, among the first 64.
    var mask: UInt64 = 0
}

/// The sibling entries, in buckets of four; a full bucket gives up its entry with the least evidence. Bounded: it grows
/// up to `maximum` entries and then forgets.
struct SiblingTable: Sendable {
    static let ways = 4
    var entries: [SiblingEntry]
    let maximum: Int
    /// Entries whose bytes share a row of a checkpoint, and when each such page last changed.
    static let page = 32
    var stamps: [UInt64]
    var used = 0
    /// Entries given up.
    var dropped: UInt64 = 0
    /// The next way to give up among equals.
    var turn = 0

    init(maximum: Int) {
        self.maximum = max(256, maximum)
        entries = Array(repeating: SiblingEntry(), count: 256)
        stamps = Array(repeating: 0, count: 256 / Self.page)
    }

    private func bucket(_ key: UInt64) -> Int { Int(truncatingIfNeeded: key >> 8) & (entries.count / Self.ways - 1) }

    /// Index of the entry for `key`, nil where there is none.
    func find(_ key: UInt64) -> Int? {
        let first = bucket(key) * Self.ways
        for at in first..<first + Self.ways where entries[at].key == key { return at }
        return nil
    }

    /// Index of the entry for `key`, made if need be.
    mutating func place(_ stamp: UInt64, _ key: UInt64, position: Int, mask: UInt64) -> Int {
        if let found = find(key) { return found }
        if used * 4 > entries.count * 3, entries.count * 2 <= maximum { grow(stamp) }
        let first = bucket(key) * Self.ways
        var chosen = first
        for at in first..<first + Self.ways {
            if entries[at].key == 0 {
                chosen = at
                break
            }
            let way = first + (at - first + turn) & (Self.ways - 1)
            if entries[way].count < entries[chosen].count { chosen = way }
        }
        if entries[chosen].key == 0 {
            used += 1
        } else {
            dropped += 1
            turn = (turn + 1) & (Self.ways - 1)
        }
        stamps[chosen / Self.page] = stamp
        entries[chosen] = SiblingEntry()
        entries[chosen].key = key
        entries[chosen].position = UInt8(position)
        entries[chosen].mask = mask
        return chosen
    }

    /// Adds a template's word, unless the word is there already or there is no room.
    mutating func add(
        _ stamp: UInt64, _ at: Int, _ index: Int32, _ word: UInt64, _ skeleton: UInt32, _ features: WordFeatures
    ) {
        stamps[at / Self.page] = stamp
        let word = UInt32(truncatingIfNeeded: word ^ (word >> 32))
        let count = Int(entries[at].count)
        for member in 0..<min(count, SiblingEntry.capacity) where entries[at].words[member] == word {
            entries[at].members[member] = index
            return
        }
        guard count < SiblingEntry.capacity else {
            // Words beyond the room for them are counted, not kept.
            if count < 255 { entries[at].count += 1 }
            return
        }
        entries[at].members[count] = index
        entries[at].words[count] = word
        entries[at].skeletons[count] = skeleton
        entries[at].features[count] = features.rawValue
        entries[at].count += 1
    }

    mutating func remove(_ stamp: UInt64, _ key: UInt64) {
        guard let at = find(key) else { return }
        stamps[at / Self.page] = stamp
        entries[at] = SiblingEntry()
        used -= 1
    }

    private mutating func grow(_ stamp: UInt64) {
        let old = entries
        entries = Array(repeating: SiblingEntry(), count: old.count * 2)
        stamps = Array(repeating: stamp, count: entries.count / Self.page)
        used = 0
        for entry in old where entry.key != 0 {
            let at = place(stamp, entry.key, position: Int(entry.position), mask: entry.mask)
            entries[at] = entry
        }
    }
}

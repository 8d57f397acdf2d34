import Bytes

/// Which positions are known to hold words as variables, per kind of line (token count, first constant): tried on a
/// line that the signature table does not know, so that a new user name costs a few look-ups and stores nothing.
struct MaskTable: Sendable {
    /// Masks kept for one kind of line.
    static let capacity = 12
    /// Kinds of line for which masks are kept.
    static let maximumGroups = 16_384
    private var index = SignatureTable()
    /// The masks of each kind, fewest bits first.
    private(set) var groups: [[UInt64]] = []
    private(set) var keys: [UInt64] = []
    /// When each kind's masks last changed.
    private(set) var stamps: [UInt64] = []

    static func key(count: Int, first: UInt32) -> UInt64 {
        StableHash.combine(UInt64(count), UInt64(first) &+ 0x1234_5678_9abc)
    }

    /// The masks to try on a line: those of its kind, then those of lines of its length whose first word is a variable.
    func groups(count: Int, first: UInt32) -> MaskGroups {
        let own = first == 0 ? -1 : Int(index.find(Self.key(count: count, first: first)))
        let open = Int(index.find(Self.key(count: count, first: 0)))
        return MaskGroups(
            own: own, ownCount: own < 0 ? 0 : groups[own].count, open: open,
            openCount: open < 0 ? 0 : groups[open].count)
    }

    /// One of the masks of `groups(count:first:)`, in the order in which they are tried. O(1), no allocation.
    subscript(masks: MaskGroups, at: Int) -> UInt64 {
        at < masks.ownCount ? groups[masks.own][at] : groups[masks.open][at &- masks.ownCount]
    }

    /// Whether it was new and there was room for it.
    mutating func insert(_ stamp: UInt64, _ mask: UInt64, _ key: UInt64) -> Bool {
        let found = index.find(key)
        if found < 0 {
            guard groups.count < Self.maximumGroups else { return false }
            index.insert(key, Int32(groups.count))
            groups.append([mask])
            keys.append(key)
            stamps.append(stamp)
            return true
        }
        let at = Int(found)
        guard groups[at].count < Self.capacity, !groups[at].contains(mask) else { return false }
        groups[at].append(mask)
        stamps[at] = stamp
        groups[at].sort { ($0.nonzeroBitCount, $0) < ($1.nonzeroBitCount, $1) }
        return true
    }

    /// Puts back the masks of one kind, as read from a checkpoint.
    mutating func restore(_ masks: [UInt64], _ key: UInt64, stamp: UInt64) {
        index.insert(key, Int32(groups.count))
        groups.append(masks)
        keys.append(key)
        stamps.append(stamp)
    }
}

/// Where the masks for one line stand. Valid until a mask is added.
struct MaskGroups {
    var own: Int
    var ownCount: Int
    var open: Int
    var openCount: Int
    var count: Int { ownCount + openCount }
}

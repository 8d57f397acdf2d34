/// Holds what looking into messages for values costs, however many messages there are.
///
/// A look costs as much as all else of a line together. Up to `perBucket` of them are taken in a bucket; where the bucket before
/// asked for more, an even sample of them is, scattered so that no message that comes regularly is passed over for good. A function
/// of the records alone, so the same records give the same looks.
struct LookBudget: Sendable, Hashable {
    /// 19 a second.
    static let perBucket: UInt32 = 192

    /// Looks asked for ever, and up to the open bucket's begin.
    private(set) var asked: UInt32 = 0
    private(set) var before: UInt32 = 0
    /// log2 of how many of the open bucket's make one that is taken.
    private(set) var shift: UInt32 = 0

    init() {}
    init(asked: UInt32, before: UInt32, shift: UInt32) {
        (self.asked, self.before, self.shift) = (asked, before, min(shift, 24))
    }

    /// Whether the look that is asked for is taken. O(1).
    @inline(__always)
    mutating func take() -> Bool {
        asked &+= 1
        if shift == 0 { return true }
        // A multiplicative hash (Wellons' lowbias32): every part of the numbers, however regular, gets its share of the sample.
        var mixed = (asked ^ asked >> 16) &* 0x7feb_352d
        mixed = (mixed ^ mixed >> 15) &* 0x846c_a68b
        return mixed >> (32 - shift) == 0
    }

    /// Ends a bucket: what it asked for sets the next one's share.
    mutating func close() {
        shift = 0
        while (asked &- before) >> shift > Self.perBucket { shift += 1 }
        before = asked
    }
}

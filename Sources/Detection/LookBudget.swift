/// Holds what looking into messages for values costs, however many messages there are.
///
/// A look costs as much as all else of a line together. Up to `perBucket` of them are taken in a bucket; where the bucket before
/// asked for more, an even sample of them is: every `stride`-th in the mean, scattered so that no message that comes
/// regularly is passed over for good. A function of the records alone, so the same records give the same looks.
struct LookBudget: Sendable, Hashable {
    /// 19 a second.
    static let perBucket: UInt32 = 192

    /// Looks asked for in the open bucket, and log2 of how many of them make one that is taken.
    private(set) var asked: UInt32 = 0
    private(set) var shift: UInt32 = 0

    init() {}
    init(asked: UInt32, shift: UInt32) { (self.asked, self.shift) = (asked, min(shift, 24)) }

    /// Whether the look that is asked for is taken. O(1).
    @inline(__always)
    mutating func take() -> Bool {
        asked &+= 1
        // Multiples of the golden ratio lie evenly, and so do those of every regular part of them (Knuth, TAOCP 3, 6.4).
        return shift == 0 || (asked &* 0x9e37_79b1) >> (32 - shift) == 0
    }

    /// Ends a bucket: what it asked for sets the next one's share.
    mutating func close() {
        shift = 0
        while asked >> shift > Self.perBucket { shift += 1 }
        asked = 0
    }
}

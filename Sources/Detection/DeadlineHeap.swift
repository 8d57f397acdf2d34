/// A binary min-heap of (bucket, series), packed in one word each. Push and pop are O(log n).
///
/// Entries are never removed when a series is touched; the one who pops an entry compares it with what the series itself
/// says and drops or renews it. So a record costs nothing here.
struct DeadlineHeap: Sendable {
    private var words: [UInt64] = []

    var count: Int { words.count }

    private static func word(_ bucket: Int32, _ series: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: bucket) ^ 0x8000_0000) << 32 | UInt64(UInt32(bitPattern: series))
    }

    /// The earliest bucket in the heap.
    var earliest: Int32? { words.first.map { Int32(bitPattern: UInt32($0 >> 32) ^ 0x8000_0000) } }

    mutating func push(bucket: Int32, series: Int32) {
        words.append(Self.word(bucket, series))
        var child = words.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            if words[parent] <= words[child] { break }
            words.swapAt(parent, child)
            child = parent
        }
    }

    /// Takes the earliest entry if it is due at `bucket`.
    mutating func pop(upTo bucket: Int32) -> (bucket: Int32, series: Int32)? {
        guard let top = words.first else { return nil }
        let due = Int32(bitPattern: UInt32(top >> 32) ^ 0x8000_0000)
        guard due <= bucket else { return nil }
        let last = words.removeLast()
        if !words.isEmpty {
            words[0] = last
            var parent = 0
            while true {
                var child = 2 * parent + 1
                guard child < words.count else { break }
                if child + 1 < words.count, words[child + 1] < words[child] { child += 1 }
                if words[parent] <= words[child] { break }
                words.swapAt(parent, child)
                parent = child
            }
        }
        return (due, Int32(bitPattern: UInt32(truncatingIfNeeded: top)))
    }

    mutating func removeAll() { words.removeAll() }
}

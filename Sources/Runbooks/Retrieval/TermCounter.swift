/// Counts a question's terms in analysed text, without making a `String` a word.
struct TermCounter: Sendable {
    /// Term -> its number.
    let numbers: [String: Int]
    /// Open addressing over hashes of the terms' bytes: slot -> number + 1.
    private var slots: [Int32]
    private var hashes: [UInt64] = []
    private let mask: Int

    init(_ terms: [String]) {
        var numbers: [String: Int] = [:]
        for term in terms where numbers[term] == nil { numbers[term] = numbers.count }
        self.numbers = numbers
        var size = 64
        while size < numbers.count * 4 { size *= 2 }
        mask = size - 1
        slots = [Int32](repeating: 0, count: size)
        hashes = [UInt64](repeating: 0, count: numbers.count)
        for (term, number) in numbers {
            let hash = term.utf8.reduce(Self.seed, Self.mix)
            hashes[number] = hash
            var slot = Int(truncatingIfNeeded: hash) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = Int32(number + 1)
        }
    }

    private static let seed: UInt64 = 0xcbf2_9ce4_8422_2325
    @inline(__always) private static func mix(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
        (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }

    /// Adds the counts in `text` to `counts` (one a term), and returns the number of words (pairs of syllables apart).
    func count(_ text: String, into counts: inout [Float]) -> Int {
        var text = text
        var words = 0
        text.withUTF8 { bytes in
            var hash = Self.seed
            var start = 0
            for at in 0...bytes.count {
                let byte = at < bytes.count ? bytes[at] : 0x20
                if byte != 0x20 {
                    hash = Self.mix(hash, byte)
                    continue
                }
                if at > start {
                    if !(bytes[start] == 0x62 && start + 1 < at && bytes[start + 1] >= 0x80) { words += 1 }
                    var slot = Int(truncatingIfNeeded: hash) & mask
                    while slots[slot] != 0 {
                        let number = Int(slots[slot]) - 1
                        if hashes[number] == hash {
                            counts[number] += 1
                            break
                        }
                        slot = (slot + 1) & mask
                    }
                }
                start = at + 1
                hash = Self.seed
            }
        }
        return words
    }
}

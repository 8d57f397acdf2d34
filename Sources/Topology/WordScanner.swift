import Bytes

/// A line's first 4 KiB with ASCII letters in lower case, made once for all that looks for names in it.
package struct NamedLine: Sendable {
    static let limit = 4096
    let bytes: [UInt8]

    package init(_ line: String) { bytes = line.utf8.prefix(Self.limit).map { $0 >= 65 && $0 <= 90 ? $0 | 32 : $0 } }

    /// A line in its arena; what is no UTF-8 is repaired, as in a text of it.
    package init(_ arena: RawSpan, _ range: Range<Int>) {
        var bytes = arena.extracting(range.prefix(Self.limit)).withUnsafeBytes { [UInt8]($0) }
        var all: UInt8 = 0
        for at in bytes.indices {
            let byte = bytes[at]
            all |= byte
            bytes[at] = byte &- 65 < 26 ? byte | 32 : byte
        }
        self.bytes = all < 0x80 ? bytes : NamedLine(arena.text(range)).bytes
    }

    /// A word as text.
    func text(_ word: LineWord) -> String {
        let first = String(decoding: bytes[word.low..<word.high], as: UTF8.self)
        return word.isPair ? "\(first)/\(text(word.second))" : first
    }
}

/// A word of a line, or two with a slash between them, as places in its bytes: most words are told to be no name without a text being made
/// of them.
struct LineWord {
    static let none = LineWord(low: 0, high: 0)
    var low: Int, high: Int
    /// Of a pair the other word; empty otherwise.
    var secondLow = 0, secondHigh = 0
    var isPair: Bool { secondHigh > secondLow }
    var first: LineWord { LineWord(low: low, high: high) }
    var range: Range<Int> { low..<high }
    var second: LineWord { LineWord(low: secondLow, high: secondHigh) }
}

/// Cuts a line into lower-case words of letters, digits and `. _ - : @`; `a/b` is given as the words a/b would be: first
/// the pair (a node's full name), then its parts. At most 400 words of the first 4 KiB.
struct WordScanner {
    private let bytes: [UInt8]
    private var at = 0, left = 400
    /// The parts of the pair just given, the second first.
    private var pending: [LineWord] = []

    init(_ line: NamedLine) { bytes = line.bytes }

    /// Whether `listen`, `bind` or `bound` may stand in the line: whether `lis`, `bin` or `bou` do.
    var mayListen: Bool {
        let bytes = bytes.span
        var at = 0
        while at + 2 < bytes.count {
            let first = bytes[at]
            if first == 0x6C, bytes[at + 1] == 0x69, bytes[at + 2] == 0x73 { return true }
            if first == 0x62,
                bytes[at + 1] == 0x69 && bytes[at + 2] == 0x6E || bytes[at + 1] == 0x6F && bytes[at + 2] == 0x75
            {
                return true
            }
            at += 1
        }
        return false
    }

    /// Whether the line begins as `10.0.0.5 - - [...`.
    var beginsWithCaller: Bool {
        guard let space = bytes.firstIndex(of: 32), space + 2 < bytes.count else { return false }
        return bytes[space + 1] == 45 && bytes[space + 2] == 32
    }

    mutating func next() -> LineWord? {
        if let word = pending.popLast() { return word }
        guard left > 0, let first = scan() else { return nil }
        left -= 1
        // A single slash between two words may be a node's name.
        guard at < bytes.count, bytes[at] == 47, at > 0, Self.isWordByte(bytes[at - 1]), at + 1 < bytes.count,
            Self.isWordByte(bytes[at + 1])
        else { return first }
        let mark = at
        at += 1
        guard let second = scan() else {
            at = mark
            return first
        }
        pending = [second, first]
        return LineWord(low: first.low, high: first.high, secondLow: second.low, secondHigh: second.high)
    }

    /// The pair just given was a name as a whole.
    mutating func passOverParts() {
        guard pending.count == 2 else { return }
        pending = []
    }

    private mutating func scan() -> LineWord? {
        while at < bytes.count {
            while at < bytes.count, !Self.isWordByte(bytes[at]) { at += 1 }
            var low = at
            while at < bytes.count, Self.isWordByte(bytes[at]) { at += 1 }
            var high = at
            // A Korean particle follows its noun without a blank: `db1에`.
            if low < high, bytes[low] < 0x80, let particle = bytes[low..<high].firstIndex(where: \.beginsHangul) {
                high = particle
            }
            // Punctuation of the sentence is not part of the name.
            while low < high, Self.isPunctuation(bytes[low]) { low += 1 }
            while low < high, Self.isPunctuation(bytes[high - 1]) { high -= 1 }
            guard low < high else { continue }
            low = pastScheme(low, high)
            return LineWord(low: low, high: high)
        }
        return nil
    }

    /// Behind the scheme of an address: `udp:10.0.0.5:22222`, `sip:10.0.0.5`, `tcp:db1:5432`. Two colons, or an address of numbers, tell
    /// it from `db1:5432`.
    private func pastScheme(_ low: Int, _ high: Int) -> Int {
        guard let colon = bytes[low..<high].firstIndex(of: 58), colon > low, colon + 2 < high, colon - low <= 12,
            bytes[low..<colon].allSatisfy({ $0 | 32 >= 97 && $0 | 32 <= 122 })
        else { return low }
        let rest = bytes[(colon + 1)..<high]
        if let second = rest.firstIndex(of: 58) {
            guard second > colon + 1, second + 1 < high, bytes[(second + 1)..<high].allSatisfy({ $0 >= 48 && $0 <= 57 })
            else { return low }
            return colon + 1
        }
        return Address.isV4(rest) ? colon + 1 : low
    }

    static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122, 45, 46, 58, 64, 95, 128...255: true
        default: false
        }
    }
    private static func isPunctuation(_ byte: UInt8) -> Bool { byte == 46 || byte == 58 || byte == 45 || byte == 64 }
}

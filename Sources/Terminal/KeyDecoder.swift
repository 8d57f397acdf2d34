/// A key, or a character, as it comes from a terminal in raw mode.
package enum Key: Sendable, Hashable {
    case text(Character)
    case enter, interrupt, end, tab
    case left, right, up, down, home, last, wordLeft, wordRight
    case backspace, delete, killToEnd, killToStart, killWord, clear
}

/// Bytes from a terminal, cut anywhere, to keys: UTF-8, control characters, the usual escape sequences, bracketed paste (its line
/// ends become blanks, so that pasted text is never sent off unseen). Unknown sequences are swallowed whole.
package struct KeyDecoder: Sendable {
    private var pending: [UInt8] = []
    private var isPasting = false
    private static let longestSequence = 32

    package init() {}

    /// The keys that `bytes` complete.
    package mutating func feed(_ bytes: some Sequence<UInt8>) -> [Key] {
        pending += bytes
        var keys: [Key] = []
        while let (key, length) = next() {
            pending.removeFirst(length)
            if let key { keys.append(key) }
        }
        return keys
    }

    /// The first key of what is pending and its length; nil when more bytes are needed.
    private mutating func next() -> (Key?, Int)? {
        guard let first = pending.first else { return nil }
        if first == 0x1B { return escape() }
        if first < 0x20 || first == 0x7F {
            if isPasting { return (first == 0x0A || first == 0x0D || first == 0x09 ? .text(" ") : nil, 1) }
            return (Self.controls[first], 1)
        }
        let width = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0
        guard width > 0 else { return (nil, 1) }
        guard pending.count >= width else { return pending.dropFirst().contains { $0 & 0xC0 != 0x80 } ? (nil, 1) : nil }
        guard pending[1..<width].allSatisfy({ $0 & 0xC0 == 0x80 }) else { return (nil, 1) }
        let text = String(decoding: pending[..<width], as: UTF8.self)
        return (text.count == 1 && text != "\u{FFFD}" ? text.first.map(Key.text) : nil, width)
    }

    private static let controls: [UInt8: Key] = [
        0x01: .home, 0x02: .left, 0x03: .interrupt, 0x04: .end, 0x05: .last, 0x06: .right, 0x08: .backspace, 0x09: .tab,
        0x0A: .enter,
        0x0B: .killToEnd, 0x0C: .clear, 0x0D: .enter, 0x0E: .down, 0x10: .up, 0x15: .killToStart, 0x17: .killWord,
        0x7F: .backspace,
    ]

    private mutating func escape() -> (Key?, Int)? {
        guard pending.count > 1 else { return nil }
        let second = pending[1]
        guard second == UInt8(ascii: "[") || second == UInt8(ascii: "O") else {
            let key: Key? =
                second == UInt8(ascii: "b")
                ? .wordLeft : second == UInt8(ascii: "f") ? .wordRight : second == 0x7F ? .killWord : nil
            // An escape before an escape is a key of its own.
            return (key, second == 0x1B ? 1 : 2)
        }
        guard let stop = pending.dropFirst(2).firstIndex(where: { (0x40...0x7E).contains($0) }) else {
            return pending.count > Self.longestSequence ? (nil, pending.count) : nil
        }
        let body = String(decoding: pending[2..<stop], as: UTF8.self)
        let key: Key?
        switch (pending[stop], body) {
        case (UInt8(ascii: "A"), _): key = .up
        case (UInt8(ascii: "B"), _): key = .down
        case (UInt8(ascii: "C"), "1;5"), (UInt8(ascii: "C"), "1;3"): key = .wordRight
        case (UInt8(ascii: "D"), "1;5"), (UInt8(ascii: "D"), "1;3"): key = .wordLeft
        case (UInt8(ascii: "C"), _): key = .right
        case (UInt8(ascii: "D"), _): key = .left
        case (UInt8(ascii: "H"), _), (UInt8(ascii: "~"), "1"), (UInt8(ascii: "~"), "7"): key = .home
        case (UInt8(ascii: "F"), _), (UInt8(ascii: "~"), "4"), (UInt8(ascii: "~"), "8"): key = .last
        case (UInt8(ascii: "~"), "3"): key = .delete
        case (UInt8(ascii: "~"), "200"):
            isPasting = true
            key = nil
        case (UInt8(ascii: "~"), "201"):
            isPasting = false
            key = nil
        default: key = nil
        }
        return (isPasting ? nil : key, stop + 1)
    }
}

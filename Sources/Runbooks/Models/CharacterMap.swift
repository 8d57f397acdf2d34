import FoundationEssentials

/// The character map of a SentencePiece model ("precompiled_charsmap": mostly NFKC with changes of its own): a double-array trie
/// (Yata's darts-clone) from sequences of bytes to their normal form. Read as the `tokenizers` library reads it, quirks
/// included: a grapheme under six bytes is replaced whole by its shortest known prefix, longer ones scalar by scalar.
struct CharacterMap: Sendable {
    private var units: [UInt32] = []
    private var strings: [UInt8] = []

    /// Nil when the bytes are no such map. Every index is checked at use, so a damaged map gives wrong text, never a crash.
    init?(_ bytes: [UInt8]) {
        guard bytes.count >= 8 else { return nil }
        func word(_ at: Int) -> UInt32 {
            UInt32(bytes[at]) | UInt32(bytes[at + 1]) << 8 | UInt32(bytes[at + 2]) << 16 | UInt32(bytes[at + 3]) << 24
        }
        let size = Int(word(0))
        guard size % 4 == 0, size >= 4, size <= bytes.count - 4 else { return nil }
        units = stride(from: 4, to: 4 + size, by: 4).map(word)
        strings = Array(bytes[(4 + size)...])
    }

    /// The normal form of `text`. O(n).
    func normalised(_ text: String) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(text.utf8.count)
        for character in text {
            let bytes = Array(character.utf8)
            if bytes.count == 1, bytes[0] >= 0x20, bytes[0] < 0x7F {
                // Printable ASCII is its own normal form in every published map but where the map says otherwise.
                if let form = form(of: bytes[...]) { out += form } else { out.append(bytes[0]) }
                continue
            }
            if bytes.count < 6, let form = form(of: bytes[...]) {
                out += form
                continue
            }
            for scalar in character.unicodeScalars {
                let bytes = Array(String(scalar).utf8)
                out += form(of: bytes[...]) ?? bytes[...]
            }
        }
        return out
    }

    /// The form under the shortest prefix of `key` that the trie knows.
    private func form(of key: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard let root = units.first else { return nil }
        var at = Self.offset(root)
        for byte in key {
            guard byte != 0 else { return nil }
            at ^= Int(byte)
            guard units.indices.contains(at) else { return nil }
            let unit = units[at]
            guard unit & 0x8000_00FF == UInt32(byte) else { return nil }
            at ^= Self.offset(unit)
            if unit >> 8 & 1 == 1 {
                guard units.indices.contains(at) else { return nil }
                let start = Int(units[at] & 0x7FFF_FFFF)
                guard start < strings.count else { return nil }
                return strings[start...].prefix { $0 != 0 }
            }
        }
        return nil
    }

    private static func offset(_ unit: UInt32) -> Int { Int(unit >> 10) << Int((unit & 512) >> 6) }
}

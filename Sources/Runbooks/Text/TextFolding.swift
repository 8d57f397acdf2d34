/// The part of Unicode's NFKC that logs and runbooks need: full-width forms, decomposed Hangul, typographic quotes and
/// spaces, invisible characters. Without tables, so that no ICU is linked.
package enum TextFolding {
    /// Folds `text`; the same string when it is ASCII. O(n). The number of lines never changes.
    package static func fold(_ text: String) -> String {
        var text = text
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
        text.makeContiguousUTF8()
        var folded = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { append(scalar, to: &folded) }
        return String(folded)
    }

    private static func append(_ scalar: Unicode.Scalar, to folded: inout String.UnicodeScalarView) {
        let value = scalar.value
        switch value {
        case 0..<0x80: folded.append(scalar)
        case 0xFF01...0xFF5E: folded.append(Unicode.Scalar(value - 0xFEE0) ?? scalar)
        case 0xA0, 0x3000, 0x2000...0x200A, 0x202F: folded.append(" ")
        case 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0xFEFF, 0xFE00...0xFE0F: return
        case 0x300...0x36F: return  // combining accents of Latin letters: the letter stays
        case 0x2018, 0x2019, 0x201A, 0x2032: folded.append("'")
        case 0x201C, 0x201D, 0x201E, 0x2033: folded.append("\"")
        case 0x2010...0x2014, 0x2212: folded.append("-")
        case 0x1161...0x1175:
            // Vowel after a leading consonant: compose them.
            if let last = folded.last, (0x1100...0x1112).contains(last.value),
                let whole = Unicode.Scalar(0xAC00 + ((last.value - 0x1100) * 21 + (value - 0x1161)) * 28)
            {
                folded.removeLast()
                folded.append(whole)
            } else {
                folded.append(scalar)
            }
        case 0x11A8...0x11C2:
            // Final consonant after an open syllable.
            if let last = folded.last, (0xAC00...0xD7A3).contains(last.value), (last.value - 0xAC00) % 28 == 0,
                let whole = Unicode.Scalar(last.value + value - 0x11A7)
            {
                folded.removeLast()
                folded.append(whole)
            } else {
                folded.append(scalar)
            }
        default: folded.append(scalar)
        }
    }

    /// A composed Hangul syllable.
    @inline(__always)
    static func isHangul(_ value: UInt32) -> Bool { value >= 0xAC00 && value <= 0xD7A3 }
}

extension String {
    /// Whether the text holds a Hangul syllable: a question in Korean.
    var hasHangul: Bool { unicodeScalars.contains { TextFolding.isHangul($0.value) } }
}

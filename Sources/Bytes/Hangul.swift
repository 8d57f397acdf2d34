extension UInt8 {
    /// Whether a Hangul syllable (U+AC00 to U+D7A3) may begin with this byte in UTF-8; none of its other bytes is so large.
    @inlinable
    package var beginsHangul: Bool { self >= 0xEA && self <= 0xED }

    /// Whether a kana, a Chinese character or a Hangul syllable (U+3000 to U+D7FF) may begin with this byte in UTF-8.
    @inlinable
    package var beginsEastAsian: Bool { self >= 0xE3 && self <= 0xED }
}

extension UInt8 {
    /// Whether a Hangul syllable (U+AC00 to U+D7A3) may begin with this byte in UTF-8; none of its other bytes is so large.
    @inlinable
    package var beginsHangul: Bool { self >= 0xEA && self <= 0xED }
}

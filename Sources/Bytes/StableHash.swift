/// A 64-bit hash of bytes that is the same on every host, in every process and for ever: template ids, fingerprints
/// and stored keys are made of it. Not for hostile keys in a hash table that must not degrade.
///
/// Multiply-and-fold over 8-byte words, after wyhash (Wang Yi, public domain); changing it changes every stored id, so
/// a golden test pins its values.
public enum StableHash {
    @inlinable
    static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return product.high ^ product.low
    }

    /// Hash of `bytes[range]`. O(bytes); reads no byte outside the range.
    @inlinable
    public static func hash(_ bytes: RawSpan, _ range: Range<Int>, seed: UInt64 = 0) -> UInt64 {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.byteCount)
        let s0: UInt64 = 0xa076_1d64_78bd_642f
        let s1: UInt64 = 0xe703_7ed1_a0b4_28db
        let s2: UInt64 = 0x8ebc_6af0_9c88_c6e3
        var state = seed ^ s0
        var at = range.lowerBound
        let end = range.upperBound
        while end &- at >= 16 {
            state = fold(load8(bytes, at) ^ s1, load8(bytes, at &+ 8) ^ state)
            at &+= 16
        }
        var a: UInt64 = 0
        var b: UInt64 = 0
        let left = end &- at
        if left >= 8 {
            a = load8(bytes, at)
            b = tail(bytes, at &+ 8, left &- 8)
        } else {
            a = tail(bytes, at, left)
        }
        return fold(s2 ^ UInt64(truncatingIfNeeded: range.count), fold(a ^ s1, b ^ state))
    }

    /// Hash of a string's UTF-8. For names and keys, not for lines.
    public static func hash(_ text: String, seed: UInt64 = 0) -> UInt64 {
        let bytes = [UInt8](text.utf8)
        return hash(bytes.span.bytes, 0..<bytes.count, seed: seed)
    }

    /// One hash from two, order-sensitive.
    @inlinable
    public static func combine(_ a: UInt64, _ b: UInt64) -> UInt64 {
        fold(a ^ 0xa076_1d64_78bd_642f, b ^ 0xe703_7ed1_a0b4_28db)
    }

    @inlinable
    static func load8(_ bytes: RawSpan, _ at: Int) -> UInt64 {
        UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: at, as: UInt64.self))
    }

    /// Up to seven bytes, little-endian, without reading past them.
    @inlinable
    static func tail(_ bytes: RawSpan, _ at: Int, _ count: Int) -> UInt64 {
        var value: UInt64 = 0
        var index = 0
        while index < count {
            value |=
                UInt64(bytes.unsafeLoad(fromUncheckedByteOffset: at &+ index, as: UInt8.self)) &<< UInt64(8 &* index)
            index &+= 1
        }
        return value
    }
}

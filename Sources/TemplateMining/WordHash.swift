import Bytes

/// The hashes that signatures are made of. Stored with the templates, so they never change; a golden test pins them.
enum WordHash {
    /// Stands for every variable.
    static let variable: UInt64 = 0x5bf0_3635_d1a2_9c17

    @inline(__always)
    static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return product.high ^ product.low
    }

    /// Hash of the bytes from `start` to `end`: one multiplication for up to eight bytes.
    @inline(__always)
    static func hash(_ bytes: RawSpan, _ start: Int, _ end: Int) -> UInt64 {
        var at = start
        var state: UInt64 = 0xa076_1d64_78bd_642f ^ UInt64(truncatingIfNeeded: end &- start)
        while end &- at > 8 {
            state = fold(load(bytes, at) ^ state, 0xe703_7ed1_a0b4_28db)
            at &+= 8
        }
        return fold(tail(bytes, at, end &- at) ^ state, 0x8ebc_6af0_9c88_c6e3)
    }

    /// A word's share of the signature: its hash, what separates it from the word before, and its position.
    /// Shares are added up, so that blanking a position is a subtraction and an addition.
    @inline(__always)
    static func share(_ word: UInt64, _ delimiter: UInt64, _ position: Int) -> UInt64 {
        fold(
            word ^ (delimiter &* 0x9e37_79b9_7f4a_7c15),
            (UInt64(truncatingIfNeeded: position) &* 0xd1b5_4a32_d192_ed03) | 1 &<< 62)
    }

    @inline(__always)
    static func load(_ bytes: RawSpan, _ at: Int) -> UInt64 {
        UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: at, as: UInt64.self))
    }

    /// Up to eight bytes. Reads eight at once where the span has them, and never a byte outside the span.
    @inline(__always)
    static func tail(_ bytes: RawSpan, _ at: Int, _ count: Int) -> UInt64 {
        if at &+ 8 <= bytes.byteCount {
            return load(bytes, at) & (~0 >> UInt64(truncatingIfNeeded: 64 &- 8 &* count))
        }
        var value: UInt64 = 0
        var index = 0
        while index < count {
            value |= UInt64(bytes.byte(at &+ index)) &<< UInt64(truncatingIfNeeded: 8 &* index)
            index &+= 1
        }
        return value
    }
}

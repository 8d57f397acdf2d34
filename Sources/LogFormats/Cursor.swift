import Bytes

/// A place in a line and the line's end. Spans cannot be stored, so every function takes the bytes along.
///
/// Reading past the end gives 0, never a trap: the parsers look ahead by fixed offsets, and a NUL in the line only
/// makes them give up.
struct Cursor {
    var at: Int
    var end: Int

    @inline(__always)
    init(_ at: Int, _ end: Int) { (self.at, self.end) = (at, end) }

    /// Bytes left.
    @inline(__always) var left: Int { end &- at }

    /// The byte `offset` after the current one, 0 past the end.
    @inline(__always)
    func peek(_ bytes: RawSpan, _ offset: Int = 0) -> UInt8 {
        at &+ offset < end ? bytes.byte(at &+ offset) : 0
    }

    /// Steps over `byte` when it stands here.
    @inline(__always)
    mutating func take(_ byte: UInt8, _ bytes: RawSpan) -> Bool {
        guard at < end, bytes.byte(at) == byte else { return false }
        at &+= 1
        return true
    }

    /// Steps over a literal when it stands here.
    @inline(__always)
    mutating func take(_ text: StaticString, _ bytes: RawSpan) -> Bool {
        guard Scan.starts(bytes, at: at, end: end, with: text) else { return false }
        at &+= text.utf8CodeUnitCount
        return true
    }

    /// Steps over spaces and tabs; says how many.
    @inline(__always) @discardableResult
    mutating func skipSpaces(_ bytes: RawSpan) -> Int {
        let from = at
        while at < end, bytes.byte(at) == 32 || bytes.byte(at) == 9 { at &+= 1 }
        return at &- from
    }

    /// Two decimal digits at `offset`, or -1.
    @inline(__always)
    func two(_ bytes: RawSpan, _ offset: Int) -> Int {
        let a = Int(peek(bytes, offset)) &- 48
        let b = Int(peek(bytes, offset &+ 1)) &- 48
        return a >= 0 && a < 10 && b >= 0 && b < 10 ? a &* 10 &+ b : -1
    }

    /// Four decimal digits at `offset`, or -1.
    @inline(__always)
    func four(_ bytes: RawSpan, _ offset: Int) -> Int {
        let a = two(bytes, offset)
        let b = two(bytes, offset &+ 2)
        return a >= 0 && b >= 0 ? a &* 100 &+ b : -1
    }

    /// How many digits stand here, up to `limit`.
    @inline(__always)
    func digitCount(_ bytes: RawSpan, limit: Int = 20) -> Int {
        var count = 0
        while count < limit, Byte.isDigit(peek(bytes, count)) { count &+= 1 }
        return count
    }

    /// Reads up to 18 digits; nil (and no step) where there is none or there are more.
    @inline(__always)
    mutating func number(_ bytes: RawSpan) -> Int? {
        let count = digitCount(bytes, limit: 19)
        guard count > 0, count < 19 else { return nil }
        var value = 0
        for index in 0..<count { value = value &* 10 &+ Int(bytes.byte(at &+ index) &- 48) }
        at &+= count
        return value
    }

    /// Offset of the next space or tab, or the end.
    @inline(__always)
    func wordEnd(_ bytes: RawSpan) -> Int {
        var index = at
        // Eight bytes at a time: a byte that is a space, or a tab, makes a zero in one of the two differences.
        while index &+ 8 <= end {
            let word = UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self))
            let space = word ^ 0x2020_2020_2020_2020
            let tab = word ^ 0x0909_0909_0909_0909
            let hit =
                ((space &- 0x0101_0101_0101_0101) & ~space | (tab &- 0x0101_0101_0101_0101) & ~tab)
                & 0x8080_8080_8080_8080
            if hit != 0 { return index &+ hit.trailingZeroBitCount &>> 3 }
            index &+= 8
        }
        while index < end, bytes.byte(index) != 32, bytes.byte(index) != 9 { index &+= 1 }
        return index
    }

    /// Offset of the next `byte`, looking at most `limit` bytes ahead; nil where there is none.
    @inline(__always)
    func find(_ byte: UInt8, _ bytes: RawSpan, limit: Int = .max) -> Int? {
        let stop = limit < left ? at &+ limit : end
        let hit = Scan.first(byte, in: bytes, from: at, to: stop)
        return hit < stop ? hit : nil
    }

    /// Offset of the `]` (`)`, `>`, ...) that closes the bracket standing here, nested ones passed over.
    func closing(_ open: UInt8, _ close: UInt8, _ bytes: RawSpan, limit: Int = 256) -> Int? {
        let stop = limit < left ? at &+ limit : end
        var depth = 0
        var index = at
        while index < stop {
            let byte = bytes.byte(index)
            if byte == open {
                depth &+= 1
            } else if byte == close {
                depth &-= 1
                if depth == 0 { return index }
            }
            index &+= 1
        }
        return nil
    }

    /// Steps over spaces and terminal colours in any order.
    @inline(__always)
    mutating func skipBlanks(_ bytes: RawSpan) {
        skipSpaces(bytes)
        while at < end, bytes.byte(at) == 0x1b {
            guard skipOneANSI(bytes) else { return }
            skipSpaces(bytes)
        }
    }

    /// Steps over terminal colour sequences (`ESC [ ... letter`).
    @inline(__always)
    mutating func skipANSI(_ bytes: RawSpan) {
        while at < end, bytes.byte(at) == 0x1b { if !skipOneANSI(bytes) { return } }
    }

    @inline(never)
    private mutating func skipOneANSI(_ bytes: RawSpan) -> Bool {
        if peek(bytes, 1) == UInt8(ascii: "%") || peek(bytes, 1) == UInt8(ascii: "("), left >= 3 {
            // `ESC % G`, `ESC ( B`: a set of characters is chosen.
            at &+= 3
            return true
        }
        guard peek(bytes, 1) == UInt8(ascii: "[") else { return false }
        var index = at &+ 2
        while index < end, index < at &+ 20 {
            let byte = bytes.byte(index)
            if byte >= 0x40, byte <= 0x7e {
                at = index &+ 1
                return true
            }
            index &+= 1
        }
        return false
    }
}

/// Classes of bytes.
enum Byte {
    @inline(__always) static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }
    @inline(__always) static func isUpper(_ byte: UInt8) -> Bool { byte &- 65 < 26 }
    @inline(__always) static func isLower(_ byte: UInt8) -> Bool { byte &- 97 < 26 }
    @inline(__always) static func isLetter(_ byte: UInt8) -> Bool { (byte | 32) &- 97 < 26 }
    @inline(__always) static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 }
    @inline(__always) static func isHex(_ byte: UInt8) -> Bool { isDigit(byte) || (byte | 32) &- 97 < 6 }
    // The sets below are literal masks: a stored `ByteSet` would cost a look at its initialisation for each byte.

    /// Letters, digits, `._-/@$:+#*~\\`, and all that is not ASCII: the names of programs, loggers, hosts.
    @inline(__always)
    static func isName(_ byte: UInt8) -> Bool {
        if byte >= 128 { return true }
        let word: UInt64 = byte < 64 ? 0x07ff_ec18_0000_0000 : 0x47ff_fffe_97ff_ffff
        return (word &>> UInt64(byte & 63)) & 1 == 1
    }

    /// As `isName`, with brackets of all kinds: `handler[3](x)<y>`.
    @inline(__always)
    static func isHeaderName(_ byte: UInt8) -> Bool {
        if byte >= 128 { return true }
        let word: UInt64 = byte < 64 ? 0x57ff_ef18_0000_0000 : 0x47ff_fffe_bfff_ffff
        return (word &>> UInt64(byte & 63)) & 1 == 1
    }

    /// Letters, digits, `-_:.`: identifiers.
    @inline(__always)
    static func isIdentifier(_ byte: UInt8) -> Bool {
        if byte >= 128 { return false }
        let word: UInt64 = byte < 64 ? 0x07ff_6000_0000_0000 : 0x07ff_fffe_87ff_fffe
        return (word &>> UInt64(byte & 63)) & 1 == 1
    }

    /// Letters, digits, `_.-@/`: logfmt's keys.
    @inline(__always)
    static func isKey(_ byte: UInt8) -> Bool {
        if byte >= 128 { return false }
        let word: UInt64 = byte < 64 ? 0x03ff_e000_0000_0000 : 0x07ff_fffe_87ff_ffff
        return (word &>> UInt64(byte & 63)) & 1 == 1
    }
}

/// Short ASCII words as integers, so that a table of them is a chain of compares.
///
/// All bytes have bit 5 set, which puts letters in lower case and maps no other byte of a name to a letter.
enum Word {
    private static let fold: UInt64 = 0x2020_2020_2020_2020

    /// A literal of up to 8 bytes; folded to a constant by the optimiser.
    @inline(__always)
    static func of(_ text: StaticString) -> UInt64 {
        var value: UInt64 = 0
        let count = text.utf8CodeUnitCount
        var index = 0
        while index < count, index < 8 {
            value |= UInt64(text.utf8Start[index] | 0x20) &<< UInt64(8 &* index)
            index &+= 1
        }
        return value
    }

    /// Up to 8 bytes of the line from `from`, which is not past `to`.
    @inline(__always)
    static func lower(_ bytes: RawSpan, _ from: Int, _ to: Int) -> UInt64 {
        let count = to &- from
        if count >= 8 || from &+ 8 <= bytes.byteCount {
            // Within the span, though perhaps past the line; what is past it is masked off.
            let word =
                UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: from, as: UInt64.self)) | fold
            return count >= 8 ? word : word & ((1 &<< UInt64(8 &* count)) &- 1)
        }
        var value: UInt64 = 0
        var index = from
        var shift: UInt64 = 0
        while index < to {
            value |= UInt64(bytes.byte(index) | 0x20) &<< shift
            shift &+= 8
            index &+= 1
        }
        return value
    }
}

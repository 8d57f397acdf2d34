/// UTF-16 as UTF-8 (The Unicode Standard §3.10): unpaired surrogates become U+FFFD. The byte order mark is left out.
final class UTF16Input: ByteInput {
    private let inner: any ByteInput
    private let bigEndian: Bool
    private var units: [UInt8] = []  // bytes of units not yet converted: at most a surrogate pair and a half
    private var ready: ArraySlice<UInt8> = []
    private var started = false
    private(set) var offset: UInt64 = 0

    init(_ inner: any ByteInput, bigEndian: Bool) { (self.inner, self.bigEndian) = (inner, bigEndian) }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(SourceError) -> Int {
        // An end is only that of this moment: the file may grow, also in the middle of a character.
        while ready.isEmpty { if try !convert() { return 0 } }
        let count = min(ready.count, buffer.count)
        buffer.copyBytes(from: ready.prefix(count))
        ready.removeFirst(count)
        offset += UInt64(count)
        return count
    }

    /// Converts what there is to read; false where there is nothing.
    private func convert() throws(SourceError) -> Bool {
        var piece = try inner.prefix(64 << 10)
        if piece.isEmpty { return false }
        piece = units + piece
        var output: [UInt8] = []
        output.reserveCapacity(piece.count)
        var at = 0
        func unit(_ index: Int) -> UInt16 {
            let (a, b) = (UInt16(piece[index]), UInt16(piece[index + 1]))
            return bigEndian ? a << 8 | b : b << 8 | a
        }
        func put(_ scalar: UInt32) {
            switch scalar {
            case 0..<0x80: output.append(UInt8(scalar))
            case 0x80..<0x800: output += [UInt8(0xc0 | scalar >> 6), UInt8(0x80 | scalar & 63)]
            case 0x800..<0x1_0000:
                output += [UInt8(0xe0 | scalar >> 12), UInt8(0x80 | scalar >> 6 & 63), UInt8(0x80 | scalar & 63)]
            default:
                output += [
                    UInt8(0xf0 | scalar >> 18), UInt8(0x80 | scalar >> 12 & 63), UInt8(0x80 | scalar >> 6 & 63),
                    UInt8(0x80 | scalar & 63),
                ]
            }
        }
        if !started, piece.count >= 2 {
            started = true
            if unit(0) == 0xfeff { at = 2 }
        }
        while at + 1 < piece.count {
            let first = unit(at)
            switch first {
            case 0xd800..<0xdc00:
                guard at + 3 < piece.count else {
                    units = Array(piece[at...])
                    ready = output[...]
                    return true
                }
                let second = unit(at + 2)
                if (0xdc00..<0xe000).contains(second) {
                    put(0x1_0000 + (UInt32(first) - 0xd800) << 10 + (UInt32(second) - 0xdc00))
                    at += 4
                } else {
                    put(0xfffd)
                    at += 2
                }
            case 0xdc00..<0xe000:
                put(0xfffd)
                at += 2
            default:
                put(UInt32(first))
                at += 2
            }
        }
        units = Array(piece[at...])
        ready = output[...]
        return true
    }

    var remaining: Int? { inner.remaining }
    var consumed: UInt64 { inner.consumed }
}

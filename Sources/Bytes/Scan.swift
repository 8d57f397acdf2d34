#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Byte scanners over spans.
public enum Scan {
    /// Offset of the first `byte` in `bytes[from..<to]`, or `to`. By the C library's vectorised `memchr`.
    @inlinable
    public static func first(_ byte: UInt8, in bytes: RawSpan, from: Int, to: Int) -> Int {
        precondition(from >= 0 && from <= to && to <= bytes.byteCount)
        if from == to { return to }
        return bytes.withUnsafeBytes { buffer in
            // `from < to <= byteCount`, so the base address is there and the scan stays inside the span.
            let base = buffer.baseAddress.unsafelyUnwrapped
            guard let hit = memchr(base + from, Int32(byte), to - from) else { return to }
            return UnsafeRawPointer(hit) - base
        }
    }

    /// Whether `bytes[range]` equals an ASCII literal.
    @inlinable
    public static func equals(_ bytes: RawSpan, _ range: Range<Int>, _ text: StaticString) -> Bool {
        guard range.count == text.utf8CodeUnitCount, range.upperBound <= bytes.byteCount else { return false }
        return text.withUTF8Buffer { literal in
            var index = 0
            while index < literal.count {
                if bytes.unsafeLoad(fromUncheckedByteOffset: range.lowerBound &+ index, as: UInt8.self)
                    != literal[index]
                {
                    return false
                }
                index &+= 1
            }
            return true
        }
    }

    /// Whether an ASCII literal stands anywhere in `bytes`. O(length).
    public static func contains(_ bytes: RawSpan, _ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard count > 0 else { return true }
        guard bytes.byteCount >= count else { return false }
        let first = text.withUTF8Buffer { $0[0] }
        let end = bytes.byteCount - count + 1
        var at = Scan.first(first, in: bytes, from: 0, to: end)
        while at < end {
            if equals(bytes, at..<at + count, text) { return true }
            at = Scan.first(first, in: bytes, from: at + 1, to: end)
        }
        return false
    }

    /// Whether `bytes` at `at` begins with an ASCII literal, within `end`.
    @inlinable
    public static func starts(_ bytes: RawSpan, at: Int, end: Int, with text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard at >= 0, end - at >= count else { return false }
        return equals(bytes, at..<at + count, text)
    }
}

extension RawSpan {
    /// The byte at `offset`. Checked in debug; the caller has proved the bound.
    @inlinable
    public func byte(_ offset: Int) -> UInt8 {
        assert(offset >= 0 && offset < byteCount)
        return unsafeLoad(fromUncheckedByteOffset: offset, as: UInt8.self)
    }

    /// A copy as text, invalid UTF-8 repaired. Allocates: for samples and names, never per line.
    public func text(_ range: Range<Int>) -> String {
        let part = extracting(range)
        return part.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    }

    /// As `text(_:)`, of a `ByteRange`.
    public func text(_ range: ByteRange) -> String { text(range.range) }
}

extension String {
    /// Whether an ASCII phrase stands in the text. By bytes: the standard library's search goes by characters and builds a table for each
    /// phrase, thirty thousand instructions for a line.
    public func hasPhrase(_ phrase: StaticString) -> Bool {
        let utf8 = self.utf8
        return Scan.contains(utf8.span.bytes, phrase)
    }
}

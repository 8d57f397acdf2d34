/// Walks the lines of a buffer: the one place that knows what ends a line.
///
///     var lines = LineRanges()
///     while let line = lines.next(in: bytes) { ... }
///
/// A line ends at LF; a CR before it belongs to neither. The last line may lack its end. The bytes are given at each step because a span
/// cannot be stored; they must be the same. O(bytes) for all lines together, no allocation.
public struct LineRanges: Sendable {
    @usableFromInline var at = 0

    @inlinable
    public init() {}

    /// The next line without its end, nil behind the last.
    @inlinable
    @inline(__always)
    public mutating func next(in bytes: RawSpan) -> ByteRange? {
        let start = at
        guard start < bytes.byteCount else { return nil }
        let newline = Scan.first(0x0A, in: bytes, from: start, to: bytes.byteCount)
        at = newline &+ 1
        let stop = newline > start && bytes.byte(newline &- 1) == 0x0D ? newline &- 1 : newline
        return ByteRange(start, stop)
    }
}

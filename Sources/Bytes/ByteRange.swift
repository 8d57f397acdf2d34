/// A half-open range of byte offsets into an arena: 8 bytes, no reference.
///
/// Spans cannot be stored or returned in Swift 6, so every stored type keeps offsets and makes the span where it is
/// used: `arena.span.bytes.extracting(range.range)`.
@frozen
public struct ByteRange: Sendable, Hashable {
    /// Offset of the first byte.
    public var start: UInt32
    /// Offset past the last byte; never below `start`.
    public var end: UInt32

    @inlinable
    public init(_ start: Int, _ end: Int) {
        assert(start >= 0 && start <= end && end <= Int(UInt32.max))
        self.start = UInt32(truncatingIfNeeded: start)
        self.end = UInt32(truncatingIfNeeded: end)
    }

    /// The range that stands for "there is none".
    @inlinable public static var none: ByteRange { ByteRange(0, 0) }

    /// Length in bytes.
    @inlinable public var count: Int { Int(end) &- Int(start) }
    /// Whether it covers no byte.
    @inlinable public var isEmpty: Bool { start == end }
    /// As a range of `Int`, for `extracting`.
    @inlinable public var range: Range<Int> { Int(start)..<Int(end) }
}

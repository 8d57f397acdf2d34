/// A set of byte values: 32 bytes, membership by one shift and one mask.
@frozen
public struct ByteSet: Sendable, Hashable {
    @usableFromInline var words: (UInt64, UInt64, UInt64, UInt64)

    @inlinable
    public init() { words = (0, 0, 0, 0) }

    /// The bytes of an ASCII literal, such as `" \t=,"`.
    @inlinable
    public init(_ bytes: StaticString) {
        self.init()
        bytes.withUTF8Buffer { for byte in $0 { insert(byte) } }
    }

    @inlinable
    public mutating func insert(_ byte: UInt8) {
        let bit = UInt64(1) &<< UInt64(byte & 63)
        switch byte &>> 6 {
        case 0: words.0 |= bit
        case 1: words.1 |= bit
        case 2: words.2 |= bit
        default: words.3 |= bit
        }
    }

    @inlinable
    public mutating func insert(_ range: ClosedRange<UInt8>) { for byte in range { insert(byte) } }

    /// Whether the set holds `byte`. O(1).
    @inlinable
    public func contains(_ byte: UInt8) -> Bool {
        let word: UInt64
        switch byte &>> 6 {
        case 0: word = words.0
        case 1: word = words.1
        case 2: word = words.2
        default: word = words.3
        }
        return (word &>> UInt64(byte & 63)) & 1 == 1
    }

    public static func == (a: ByteSet, b: ByteSet) -> Bool { a.words == b.words }
    public func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
        hasher.combine(words.2)
        hasher.combine(words.3)
    }
}

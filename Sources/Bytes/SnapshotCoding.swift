/// Why a stored snapshot cannot be read.
public enum SnapshotError: Error, Sendable, Equatable, CustomStringConvertible {
    /// It ends before its last field, at this offset.
    case truncated(at: Int)
    /// It was written by another version of this stage.
    case version(found: UInt32, supported: UInt32)
    /// A field holds what cannot be.
    case invalid(String)

    public var description: String {
        switch self {
        case .truncated(let offset): "snapshot ends early, at byte \(offset)"
        case .version(let found, let supported): "snapshot has version \(found); this program reads \(supported)"
        case .invalid(let what): "snapshot is damaged: \(what)"
        }
    }
}

/// Writes a stage's state as bytes: little-endian, lengths before contents, the version first.
public struct SnapshotWriter: Sendable {
    public private(set) var bytes: [UInt8] = []

    public init(version: UInt32) { write(version) }

    public mutating func write<T: FixedWidthInteger>(_ value: T) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }
    public mutating func write(_ value: Bool) { write(UInt8(value ? 1 : 0)) }
    public mutating func write(_ value: Double) { write(value.bitPattern) }
    public mutating func write(_ value: Float) { write(value.bitPattern) }
    public mutating func write(_ value: [UInt8]) {
        write(UInt32(value.count))
        bytes.append(contentsOf: value)
    }
    public mutating func write(_ value: String) {
        write([UInt8](value.utf8))
    }
    /// A sequence: its count, then each element by `body`.
    public mutating func write<C: Collection>(_ values: C, _ body: (inout SnapshotWriter, C.Element) -> Void) {
        write(UInt32(values.count))
        for value in values { body(&self, value) }
    }
    /// An optional: one byte, then the value where there is one.
    public mutating func write<T>(_ value: T?, _ body: (inout SnapshotWriter, T) -> Void) {
        write(value != nil)
        if let value { body(&self, value) }
    }
}

/// Reads what `SnapshotWriter` wrote. Hostile bytes give an error, never a trap or an unbounded allocation.
public struct SnapshotReader: Sendable {
    let bytes: [UInt8]
    public private(set) var offset = 0

    /// Opens a snapshot and checks its version.
    public init(_ bytes: [UInt8], version: UInt32) throws(SnapshotError) {
        self.bytes = bytes
        let found: UInt32 = try read()
        guard found == version else { throw .version(found: found, supported: version) }
    }

    public mutating func read<T: FixedWidthInteger>(_ type: T.Type = T.self) throws(SnapshotError) -> T {
        let size = MemoryLayout<T>.size
        guard bytes.count - offset >= size else { throw .truncated(at: offset) }
        var value: T = 0
        for index in 0..<size { value |= T(truncatingIfNeeded: bytes[offset + index]) << T(8 * index) }
        offset += size
        return value
    }
    public mutating func read(_ type: Bool.Type = Bool.self) throws(SnapshotError) -> Bool {
        switch try read(UInt8.self) {
        case 0: return false
        case 1: return true
        default: throw .invalid("a flag that is neither 0 nor 1, at byte \(offset - 1)")
        }
    }
    public mutating func read(_ type: Double.Type = Double.self) throws(SnapshotError) -> Double {
        Double(bitPattern: try read())
    }
    public mutating func read(_ type: Float.Type = Float.self) throws(SnapshotError) -> Float {
        Float(bitPattern: try read())
    }
    public mutating func read(_ type: [UInt8].Type = [UInt8].self) throws(SnapshotError) -> [UInt8] {
        let count = Int(try read(UInt32.self))
        guard bytes.count - offset >= count else { throw .truncated(at: offset) }
        defer { offset += count }
        return Array(bytes[offset..<offset + count])
    }
    public mutating func read(_ type: String.Type = String.self) throws(SnapshotError) -> String {
        String(decoding: try read([UInt8].self), as: UTF8.self)
    }
    /// A sequence of elements, each of at least one byte, so its length is bounded by what is left.
    public mutating func readArray<T>(
        _ body: (inout SnapshotReader) throws(SnapshotError) -> T
    ) throws(SnapshotError) -> [T] {
        let count = Int(try read(UInt32.self))
        guard count <= bytes.count - offset else { throw .truncated(at: offset) }
        var values: [T] = []
        values.reserveCapacity(count)
        for _ in 0..<count { values.append(try body(&self)) }
        return values
    }
    public mutating func readOptional<T>(
        _ body: (inout SnapshotReader) throws(SnapshotError) -> T
    ) throws(SnapshotError) -> T? {
        try read(Bool.self) ? try body(&self) : nil
    }
    /// Whether everything was read.
    public var isAtEnd: Bool { offset == bytes.count }
}

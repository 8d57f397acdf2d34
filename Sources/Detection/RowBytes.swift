/// Encodes rows of fixed-width numbers, little-endian: what `SnapshotWriter` writes, for the tables of which a checkpoint
/// encodes a hundred thousand rows.
///
/// Unsafe: `pointer` has room for `capacity` bytes for as long as `encode` runs; every store is checked against it.
struct RowBytes: ~Copyable {
    private let pointer: UnsafeMutablePointer<UInt8>
    private let capacity: Int
    private(set) var count = 0

    private init(_ pointer: UnsafeMutablePointer<UInt8>, _ capacity: Int) {
        (self.pointer, self.capacity) = (pointer, capacity)
    }

    /// The bytes that `body` puts, `capacity` at most.
    static func encode(capacity: Int, _ body: (inout RowBytes) -> Void) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            guard let base = buffer.baseAddress else { return }
            var row = RowBytes(base, capacity)
            body(&row)
            count = row.count
        }
    }

    @inline(__always)
    mutating func put<T: FixedWidthInteger>(_ value: T) {
        let size = MemoryLayout<T>.size
        precondition(count + size <= capacity, "a row is longer than it may be")
        UnsafeMutableRawPointer(pointer + count).storeBytes(of: value.littleEndian, as: T.self)
        count += size
    }
    @inline(__always)
    mutating func put(_ value: Float) { put(value.bitPattern) }
    @inline(__always)
    mutating func put(_ value: Bool) { put(UInt8(value ? 1 : 0)) }
}

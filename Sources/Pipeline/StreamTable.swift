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

    /// The stream known under `key`, a hash of host and service. O(1).
    func known(_ key: UInt64) -> StreamID? { ids[key] }

    /// Takes up a stream.
    mutating func add(_ key: UInt64, host: String, service: String, topology: TopologyGraph) -> StreamID {
        if nodes.count >= Self.capacity {
            overflowed += 1
            let other = StreamID(Self.capacity)
            if nodes.count == Self.capacity { append(host: "other", service: "", node: NodeName("other")) }
            return other
        }
        let id = StreamID(nodes.count)
        ids[key] = id
        // `notify[warn]`: what is in brackets behind a name tells of the line, not who speaks.
        var service = service
        if service.hasSuffix("]"), let open = service.firstIndex(of: "["), open != service.startIndex {
            service = String(service[..<open])
        }
        append(host: host, service: service, node: topology.nodeName(ofService: service, onHost: host))
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
        for (key, id) in ids { keys[Int(id.raw)] = key }
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

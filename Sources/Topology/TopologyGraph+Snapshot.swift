import Bytes
import Model

extension TopologyGraph {
    static let snapshotVersion: UInt32 = 2

    /// What was learned: nodes, edges, and sightings of declared edges, by name. The declaration itself is not in it; it is read
    /// anew at each start and may have changed. Equal graphs give equal bytes.
    package func snapshot() -> [UInt8] {
        var writer = SnapshotWriter(version: Self.snapshotVersion)
        writer.write(fadedAt)
        writer.write(nodes.filter { !$0.declared }) { $0.write($1.name.name) }
        writer.write(edges.filter { $0.provenance != .declared || $0.firstSeen != .unknown }) { writer, edge in
            writer.write(name(edge.from))
            writer.write(name(edge.to))
            writer.write(edge.relation.rawValue)
            writer.write(edge.provenance.rawValue)
            writer.write(edge.confidence)
            writer.write(edge.firstSeen)
            writer.write(edge.lastSeen)
            writer.write(edge.sightings)
            writer.write(edge.sourceBits)
        }
        writer.write(learnedAliases.sorted { $0.key < $1.key }) { writer, alias in
            writer.write(alias.key)
            writer.write(name(alias.value))
        }
        writer.write(UInt64(statistics.refusedNodes))
        writer.write(UInt64(statistics.evictedEdges))
        writer.write(UInt64(statistics.fadedEdges))
        return writer.bytes
    }

    /// Adds what an earlier run had learned to this graph, which holds the declaration. What is declared now wins.
    package mutating func restore(_ snapshot: [UInt8]) throws(SnapshotError) {
        var reader = try SnapshotReader(snapshot, version: Self.snapshotVersion)
        fadedAt = try reader.read()
        let learned = try reader.readArray { (reader: inout SnapshotReader) throws(SnapshotError) in
            try reader.read(String.self)
        }
        for name in learned where index(of: NodeName(name)) == nil {
            let node = NodeName(name)
            _ = insert(
                Node(
                    name: node, kind: node.service.isEmpty ? "host" : "service", aliases: [], labels: [],
                    declared: false))
        }
        let stored = try reader.readArray { (reader: inout SnapshotReader) throws(SnapshotError) in
            let from = try reader.read(String.self)
            let to = try reader.read(String.self)
            let relation = Relation(rawValue: try reader.read())
            let provenance = Provenance(rawValue: try reader.read())
            let confidence = try reader.read(Double.self)
            let first = try reader.read(Micros.self)
            let last = try reader.read(Micros.self)
            let sightings = try reader.read(UInt32.self)
            let sources = try reader.read(UInt8.self)
            guard let relation, let provenance, confidence >= 0, confidence <= 1 else {
                throw SnapshotError.invalid("an edge of an unknown kind")
            }
            return (
                from: from, to: to,
                edge: Edge(
                    from: 0, to: 0, relation: relation, provenance: provenance, confidence: confidence,
                    firstSeen: first,
                    lastSeen: last, sightings: sightings, sourceBits: sources)
            )
        }
        for (from, to, edge) in stored {
            guard let a = index(of: NodeName(from)), let b = index(of: NodeName(to)), a != b else { continue }
            if let place = pairs[Self.pair(a, b)] {
                edges[Int(place)].firstSeen = edge.firstSeen
                edges[Int(place)].lastSeen = edge.lastSeen
                edges[Int(place)].sightings = edge.sightings
                edges[Int(place)].sourceBits = edge.sourceBits
            } else if edge.provenance != .declared, edges.count < options.maximumEdges {
                let place = Int32(edges.count)
                var edge = edge
                (edge.from, edge.to) = (a, b)
                edges.append(edge)
                pairs[Self.pair(a, b)] = place
                needs[Int(a)].append(place)
                neededBy[Int(b)].append(place)
            }
        }
        let aliases = try reader.readArray { (reader: inout SnapshotReader) throws(SnapshotError) in
            (try reader.read(String.self), NodeName(try reader.read(String.self)))
        }
        for (alias, node) in aliases { learn(alias: alias, of: node, at: .unknown) }
        statistics.refusedNodes = Int(clamping: try reader.read(UInt64.self))
        statistics.evictedEdges = Int(clamping: try reader.read(UInt64.self))
        statistics.fadedEdges = Int(clamping: try reader.read(UInt64.self))
        version += 1
    }
}

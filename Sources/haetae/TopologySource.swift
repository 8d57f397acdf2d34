import APIModel
import FoundationEssentials
import Model
import Topology

extension TopologyGraph {
    /// The graph that a document tells of. What it says of an edge that this program does not know is left out.
    init(_ document: TopologyDocument) {
        let nodes = document.nodes.map { node in
            Node(
                name: NodeName(node.name), kind: node.kind, aliases: node.aliases,
                labels: node.labels.sorted { $0.key < $1.key }.map { Label(key: $0.key, value: $0.value) },
                declared: node.declared)
        }
        let aliases = document.nodes.flatMap { node in
            (node.learnedAliases ?? []).map { (alias: $0, node: NodeName(node.name)) }
        }
        let edges = document.edges.compactMap { edge -> (from: NodeName, to: NodeName, edge: Edge)? in
            guard let relation = Relation.allCases.first(where: { $0.key == edge.relation }),
                let provenance = Provenance.allCases.first(where: { "\($0)" == edge.provenance })
            else { return nil }
            let sources = Source.allCases.filter { (edge.seenBy ?? []).contains("\($0)") }
            let known = Edge(
                from: 0, to: 0, relation: relation, provenance: provenance, confidence: min(1, max(0, edge.confidence)),
                firstSeen: edge.firstSeen.flatMap { TimeArgument.parse($0, now: 0) } ?? .unknown,
                lastSeen: edge.lastSeen.flatMap { TimeArgument.parse($0, now: 0) } ?? .unknown,
                sightings: UInt32(clamping: edge.sightings), sourceBits: sources.reduce(0) { $0 | 1 << $1.rawValue })
            return (NodeName(edge.from), NodeName(edge.to), known)
        }
        self.init(nodes: nodes, learnedAliases: aliases, edges: edges)
    }
}

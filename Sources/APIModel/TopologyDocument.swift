/// The graph as `haetae topology show --json` and `GET /v1/topology` give it.
package struct TopologyDocument: Codable, Sendable {
    /// A host or a service.
    package struct Node: Codable, Sendable {
        package var name: String
        package var kind: String
        /// From the operator's file; otherwise learned.
        package var declared: Bool
        package var aliases: [String]
        package var learnedAliases: [String]?
        package var labels: [String: String]
        enum CodingKeys: String, CodingKey {
            case name, kind, declared, aliases, labels
            case learnedAliases = "learned_aliases"
        }
    }
    /// From the one that needs to the one that is needed.
    package struct Edge: Codable, Sendable {
        package var from: String
        package var to: String
        /// `depends_on`, `runs_on` or `talks_to`.
        package var relation: String
        /// `declared`, `observed`, `mentioned` or `correlated`.
        package var provenance: String
        /// 0...1.
        package var confidence: Double
        /// RFC 3339, null for a declared edge that was never seen.
        package var firstSeen: String?
        package var lastSeen: String?
        package var sightings: Int
        /// By what it was seen: `sockets`, `units`, `requests`, `errors`, `containers`, `alerts`.
        package var seenBy: [String]?
        enum CodingKeys: String, CodingKey {
            case from, to, relation, provenance, confidence, sightings
            case firstSeen = "first_seen"
            case lastSeen = "last_seen"
            case seenBy = "seen_by"
        }
    }
    package var nodes: [Node]
    package var edges: [Edge]
}

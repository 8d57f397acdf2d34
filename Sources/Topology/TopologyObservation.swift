import Model

/// What somebody outside the graph saw: an input of the engine, so that a replay learns the same.
package enum TopologyObservation: Sendable, Hashable, Codable {
    /// The first needs the second.
    case edge(from: NodeName, to: NodeName, relation: TopologyGraph.Relation, source: TopologyGraph.Source)
    /// An address, `address:port` or host name that means this node, wherever it is said.
    case alias(String, of: NodeName)
}

extension TopologyGraph {
    /// By what an edge was seen. Several may agree.
    package enum Source: UInt8, Sendable, Hashable, CaseIterable, Codable {
        /// systemd's unit dependencies and slices.
        case units
        /// A connection between two processes.
        case sockets
        /// The same request id in lines of both, nested.
        case requests
        /// One names the other in its errors.
        case errors
        /// Fields of a container or an orchestrator.
        case containers
        /// Its alerts often come soon after the other's.
        case alerts

        package var words: String {
            switch self {
            case .units: "unit dependencies"
            case .sockets: "connections"
            case .requests: "request ids"
            case .errors: "names in errors"
            case .containers: "container labels"
            case .alerts: "alerts that follow each other"
            }
        }
        /// How a single sighting counts.
        package var provenance: Provenance {
            switch self {
            case .units, .sockets, .requests, .containers: .observed
            case .errors: .mentioned
            case .alerts: .correlated
            }
        }
    }

    /// Takes in what was seen at a time. A declared edge keeps its provenance, a declared name its meaning. O(observations).
    package mutating func observe(_ observations: [TopologyObservation], at time: Micros) {
        for observation in observations {
            switch observation {
            case .edge(let from, let to, let relation, let source):
                observe(from: from, to: to, relation: relation, provenance: source.provenance, source: source, at: time)
            case .alias(let name, let node): learn(alias: name, of: node, at: time)
            }
        }
    }

    /// Takes note that a name means a node everywhere. What is declared wins; of what is learned, the last. Loopback and
    /// unspecified addresses mean nobody.
    package mutating func learn(alias: String, of node: NodeName, at time: Micros) {
        let key = alias.asciiLowercased()
        guard !key.isEmpty, key.utf8.count <= 255, !key.utf8.contains(where: { $0 <= 32 || $0 == 127 }), !Self.isNobody(key),
            learnedAliases[key] != nil || learnedAliases.count < options.maximumAliases
        else { return }
        if learnedAliases[key] == nil, names.global[key] != nil || names.exact[key] != nil { return }
        guard let index = learn(node, at: time) else { return }
        if learnedAliases[key] != index {
            learnedAliases[key] = index
            names.global[key] = index
            version += 1
        }
    }

    /// `127.0.0.1`, `::1`, `localhost`, `0.0.0.0`, with or without a port.
    static func isNobody(_ key: String) -> Bool {
        let host = Endpoint(key)?.host ?? key
        return host.hasPrefix("127.") || host == "::1" || host == "::" || host == "0.0.0.0" || host.hasPrefix("localhost")
    }
}

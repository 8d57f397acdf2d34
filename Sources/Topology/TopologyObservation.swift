import Model

/// What somebody outside the graph saw: an input of the engine, so that a replay learns the same.
package enum TopologyObservation: Sendable, Hashable, Codable {
    /// The first needs the second.
    case edge(from: NodeName, to: NodeName, relation: TopologyGraph.Relation, source: TopologyGraph.Source)
    /// An address, `address:port` or host name that means this node, wherever it is said.
    case alias(String, of: NodeName)
    /// What one source said of an edge was wrong.
    case retracted(from: NodeName, to: NodeName, source: TopologyGraph.Source)
    /// The node has a connection to an address, `address:port`; what that means is for the graph to know.
    case connection(from: NodeName, to: String)
    /// Something at an address has a connection to the node.
    case caller(String, of: NodeName)
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
        /// A line of any kind names the other's endpoint, as at a start: `connected to db1:5432`.
        case lines

        package var words: String {
            switch self {
            case .units: "unit dependencies"
            case .sockets: "connections"
            case .requests: "request ids"
            case .errors: "names in errors"
            case .containers: "container labels"
            case .alerts: "alerts that follow each other"
            case .lines: "endpoints in lines"
            }
        }
        /// How a single sighting counts.
        package var provenance: Provenance {
            switch self {
            case .units, .sockets, .requests, .containers: .observed
            case .errors, .lines: .mentioned
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
            case .retracted(let from, let to, let source): retract(from: from, to: to, source: source)
            case .connection(let node, let address):
                guard let place = resolveAnywhere(address.asciiLowercased()) else { continue }
                observe(
                    from: node, to: nodes[Int(place)].name, relation: .talksTo, provenance: .observed, source: .sockets,
                    at: time)
            case .caller(let address, let node):
                guard let place = resolveHost(address.asciiLowercased()) else { continue }
                let from = nodes[Int(place)].name
                // A host says less than a service of it that is known to call.
                let known = neededBy[Int(place)].contains {
                    edges[Int($0)].relation == .runsOn
                        && edge(from: nodes[Int(edges[Int($0)].from)].name, to: node) != nil
                }
                guard !known, from.name != node.host else { continue }
                observe(from: from, to: node, relation: .talksTo, provenance: .observed, source: .sockets, at: time)
            }
        }
    }

    /// Takes note that a name means a node everywhere. What is declared wins; of what is learned, the last. Loopback and
    /// unspecified addresses mean nobody.
    package mutating func learn(alias: String, of node: NodeName, at time: Micros) {
        let key = alias.asciiLowercased()
        guard !key.isEmpty, key.utf8.count <= 255, !key.utf8.contains(where: { $0 <= 32 || $0 == 127 }),
            !Self.isNobody(key),
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

    /// Takes back what one source said. An edge that nothing else speaks for is dropped.
    mutating func retract(from: NodeName, to: NodeName, source: Source) {
        guard let a = index(of: from), let b = index(of: to), let place = pairs[Self.pair(a, b)] else { return }
        edges[Int(place)].sourceBits &= ~(1 << source.rawValue)
        let edge = edges[Int(place)]
        guard edge.provenance != .declared else { return }
        if edge.sourceBits == 0, edge.relation != .runsOn {
            edges.remove(at: Int(place))
            rebuildAdjacency()
        } else if let best = edge.sources.map(\.provenance).min(by: { $0.rawValue < $1.rawValue }),
            best != edge.provenance
        {
            edges[Int(place)].provenance = best
            edges[Int(place)].confidence = min(edge.confidence, best.ceiling)
            version += 1
        }
    }

    /// `127.0.0.1`, `::1`, `localhost`, `0.0.0.0`, with or without a port.
    static func isNobody(_ key: String) -> Bool {
        let host = Endpoint(key)?.host ?? key
        return host.hasPrefix("127.") || host == "::1" || host == "::" || host == "0.0.0.0"
            || host.hasPrefix("localhost")
    }
}

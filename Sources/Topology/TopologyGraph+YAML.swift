import Model

extension TopologyGraph {
    /// The graph as a topology file: what `haetae topology import` and the configuration read. Learned edges of at least
    /// `confidence` are in it, each with a comment that says how it is known. Sorted by name; equal graphs give equal text.
    package func yaml(confidence: Double = 0.3) -> String {
        var text =
            "# depends_on: whom it needs to do its work. Written by haetae; edges with a comment were learned.\nnodes:\n"
        let learned = Dictionary(grouping: learnedAliases.keys.sorted()) { learnedAliases[$0] ?? -1 }
        for index in nodes.indices.sorted(by: { nodes[$0].name < nodes[$1].name }) {
            let node = nodes[index]
            text += "  - name: \(Self.quoted(node.name.name))\n    kind: \(Self.quoted(node.kind))\n"
            let aliases = node.aliases + (learned[Int32(index)] ?? []).filter { !node.aliases.contains($0) }
            if !aliases.isEmpty { text += "    aliases: [\(aliases.map(Self.quoted).joined(separator: ", "))]\n" }
            if !node.labels.isEmpty {
                let labels = node.labels.map { "\(Self.quoted($0.key)): \(Self.quoted($0.value))" }
                text += "    labels: {\(labels.joined(separator: ", "))}\n"
            }
            for relation in Relation.allCases {
                let wanted = needs[index].map { edges[Int($0)] }.filter {
                    $0.relation == relation && ($0.provenance == .declared || $0.confidence >= confidence)
                        // A service runs on the host of its name without saying so.
                        && !(relation == .runsOn && name($0.to) == node.name.host)
                }.sorted { name($0.to) < name($1.to) }
                guard !wanted.isEmpty else { continue }
                text += "    \(relation.key):\n"
                for edge in wanted {
                    text += "      - \(Self.quoted(name(edge.to)))"
                    text += edge.provenance == .declared ? "\n" : "  # \(evidence(of: edge))\n"
                }
            }
        }
        return text
    }

    /// How an edge is known, in words: `observed: connections, request ids; 87 %`.
    package func evidence(of edge: Edge) -> String {
        guard edge.provenance != .declared else { return edge.provenance.word }
        let sources = edge.sources.map(\.words).joined(separator: ", ")
        let percent = "\(Int((edge.confidence * 100).rounded())) %"
        return sources.isEmpty
            ? "\(edge.provenance.word); \(percent)" : "\(edge.provenance.word): \(sources); \(percent)"
    }

    /// The graph for a person: each node with what it needs, the cycles at the end. Sorted by name.
    package func text() -> String {
        var text = ""
        for index in nodes.indices.sorted(by: { nodes[$0].name < nodes[$1].name }) {
            let node = nodes[index]
            text += "\(node.name)  (\(node.kind)\(node.declared ? "" : ", learned"))\n"
            for edge in needs[index].map({ edges[Int($0)] }).sorted(by: { name($0.to) < name($1.to) })
            where !(edge.relation == .runsOn && name(edge.to) == node.name.host) {
                text += "  \(edge.relation.words) \(name(edge.to))  [\(evidence(of: edge))"
                if edge.lastSeen != .unknown {
                    text += "; last seen \(RFC3339.string(edge.lastSeen - edge.lastSeen % .second))"
                }
                text += "]\n"
            }
        }
        for cycle in cycles() { text += "a circle: \(cycle.map(\.name).joined(separator: " -> "))\n" }
        return text
    }

    /// A graph of known parts, as `json()` tells them. Edges whose nodes are missing are left out.
    package init(
        nodes: [Node], learnedAliases aliases: [(alias: String, node: NodeName)],
        edges: [(from: NodeName, to: NodeName, edge: Edge)],
        options: Options = .init()
    ) {
        self.init(options: options)
        for node in nodes where index(of: node.name) == nil { _ = insert(node) }
        for (from, to, edge) in edges {
            guard let a = index(of: from), let b = index(of: to), a != b else { continue }
            connect(a, b, edge.relation, edge.provenance, confidence: edge.confidence, at: edge.lastSeen)
            guard let place = pairs[Self.pair(a, b)] else { continue }
            var known = edge
            (known.from, known.to) = (a, b)
            self.edges[Int(place)] = known
        }
        for (alias, node) in aliases { learn(alias: alias, of: node, at: .unknown) }
    }
}

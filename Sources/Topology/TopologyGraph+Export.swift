import Model

extension TopologyGraph {
    /// Graphviz: hosts as boxes, learned edges dashed. Sorted by name, so equal graphs give equal text.
    package func dot() -> String {
        var text = "digraph topology {\n  rankdir=LR;\n"
        for node in nodes.sorted(by: { $0.name < $1.name }) {
            text += "  \(Self.quoted(node.name.name)) [shape=\(node.isHost ? "box" : "ellipse")];\n"
        }
        for edge in sortedEdges {
            let style = edge.provenance == .declared ? "solid" : edge.provenance == .observed ? "dashed" : "dotted"
            text +=
                "  \(Self.quoted(name(edge.from))) -> \(Self.quoted(name(edge.to)))"
                + " [label=\(Self.quoted(edge.relation.key)), style=\(style)];\n"
        }
        return text + "}\n"
    }

    /// Mermaid flow chart, for Markdown.
    package func mermaid() -> String {
        let sorted = nodes.sorted { $0.name < $1.name }
        var ids: [String: String] = [:]
        var text = "graph LR\n"
        for (place, node) in sorted.enumerated() {
            ids[node.name.name] = "n\(place)"
            let label = Self.quoted(node.name.name)
            text += node.isHost ? "  n\(place)[\(label)]\n" : "  n\(place)(\(label))\n"
        }
        for edge in sortedEdges {
            let arrow = edge.provenance == .declared ? "-->" : "-.->"
            text += "  \(ids[name(edge.from)] ?? "") \(arrow)|\(edge.relation.key)| \(ids[name(edge.to)] ?? "")\n"
        }
        return text
    }

    /// `{"nodes":[...],"edges":[...]}` with everything that is known, sorted by name.
    package func json() -> String {
        var known: [NodeName: [String]] = [:]
        for (alias, index) in learnedAliases.sorted(by: { $0.key < $1.key }) {
            known[nodes[Int(index)].name, default: []].append(alias)
        }
        let nodeTexts = nodes.sorted { $0.name < $1.name }.map { node in
            let aliases = node.aliases.map(Self.quoted).joined(separator: ",")
            let learned = (known[node.name] ?? []).map(Self.quoted).joined(separator: ",")
            let labels = node.labels.map { "\(Self.quoted($0.key)):\(Self.quoted($0.value))" }.joined(separator: ",")
            return
                "{\"name\":\(Self.quoted(node.name.name)),\"kind\":\(Self.quoted(node.kind)),\"declared\":\(node.declared),"
                + "\"aliases\":[\(aliases)],\"learned_aliases\":[\(learned)],\"labels\":{\(labels)}}"
        }
        let edgeTexts = sortedEdges.map { edge in
            "{\"from\":\(Self.quoted(name(edge.from))),\"to\":\(Self.quoted(name(edge.to))),\"relation\":\"\(edge.relation.key)\","
                + "\"provenance\":\"\(edge.provenance)\",\"confidence\":\(Self.rounded(edge.confidence)),"
                + "\"first_seen\":\(Self.time(edge.firstSeen)),\"last_seen\":\(Self.time(edge.lastSeen)),"
                + "\"sightings\":\(edge.sightings),\"seen_by\":[\(edge.sources.map { "\"\($0)\"" }.joined(separator: ","))]}"
        }
        return "{\"nodes\":[\(nodeTexts.joined(separator: ","))],\"edges\":[\(edgeTexts.joined(separator: ","))]}"
    }

    /// A step by name, for text.
    func name(_ index: Int32) -> String { nodes[Int(index)].name.name }

    var sortedEdges: [Edge] {
        edges.sorted { (name($0.from), name($0.to)) < (name($1.from), name($1.to)) }
    }

    private static func time(_ time: Micros) -> String { time == .unknown ? "null" : "\"\(RFC3339.string(time))\"" }

    private static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }

    static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case _ where scalar.value < 32:
                let digits = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }
}

import Topology
import Yams

/// Reads `topology.yaml`: the nodes of the installation and what depends on what. The graph itself checks the names.
package enum TopologyFile {
    static let keys = ["name", "kind", "aliases", "labels", "depends_on", "runs_on", "talks_to"]

    /// The declared graph of a file.
    package static func read(_ file: String) throws(ConfigurationError) -> TopologyGraph {
        try parse(try YAMLText.read(file), file: file)
    }

    /// The declared graph of YAML text; `file` is the name that errors show.
    package static func parse(_ yaml: String, file: String) throws(ConfigurationError) -> TopologyGraph {
        func place(_ node: Node, _ key: String = "") -> ConfigurationPlace {
            ConfigurationPlace(file: file, line: node.line, key: key)
        }
        let root = try YAMLText.compose(yaml, file: file)
        var declaration = TopologyGraph.Declaration()
        if let root, root.isPresent {
            guard let mapping = root.mapping else {
                throw .wrongType(place(root), expected: "'nodes:' at the top level")
            }
            for (key, value) in mapping {
                guard key.string == "nodes" else {
                    throw .unknownTopologyKey(place(key, key.string ?? ""), nearest: nil, known: ["nodes"])
                }
                guard let sequence = value.sequence else {
                    throw .wrongType(place(value, "nodes"), expected: "a list of nodes")
                }
                for element in sequence { declaration.nodes.append(try node(element, place)) }
            }
        }
        do throws(TopologyGraph.Invalid) {
            return try TopologyGraph(declaring: declaration)
        } catch {
            let first = error.problems[0]
            let more = error.problems.count > 1 ? " (and \(error.problems.count - 1) more)" : ""
            throw .invalid(
                ConfigurationPlace(file: first.place.file, line: first.place.line, key: ""),
                problem: first.message + more)
        }
    }

    private static func node(
        _ element: Node, _ place: (Node, String) -> ConfigurationPlace
    ) throws(ConfigurationError) -> TopologyGraph.Declaration.Node {
        guard let mapping = element.mapping else {
            throw .wrongType(place(element, "nodes"), expected: "a node with a name")
        }
        func text(_ node: Node, _ key: String) throws(ConfigurationError) -> TopologyGraph.Declaration.Text {
            guard node.scalar != nil, let value = node.string else {
                throw .wrongType(place(node, key), expected: "a text")
            }
            let at = place(node, key)
            return .init(value, at: .init(file: at.file, line: at.line))
        }
        func texts(_ node: Node, _ key: String) throws(ConfigurationError) -> [TopologyGraph.Declaration.Text] {
            guard let sequence = node.sequence else { return node.isPresent ? [try text(node, key)] : [] }
            var result: [TopologyGraph.Declaration.Text] = []
            for element in sequence { result.append(try text(element, key)) }
            return result
        }
        var name: TopologyGraph.Declaration.Text?
        var kind: TopologyGraph.Declaration.Text?
        var lists: [String: [TopologyGraph.Declaration.Text]] = [:]
        var labels: [TopologyGraph.Label] = []
        for (key, value) in mapping {
            switch key.string ?? "" {
            case "name": name = try text(value, "name")
            case "kind": kind = try text(value, "kind")
            case "aliases", "depends_on", "runs_on", "talks_to":
                lists[key.string ?? ""] = try texts(value, key.string ?? "")
            case "labels":
                guard let inner = value.mapping else {
                    throw .wrongType(place(value, "labels"), expected: "keys and values")
                }
                for (label, content) in inner {
                    labels.append(.init(key: label.string ?? "", value: try text(content, "labels").value))
                }
            default:
                throw .unknownTopologyKey(
                    place(key, key.string ?? ""), nearest: Nearest.name(to: key.string ?? "", among: keys), known: keys)
            }
        }
        guard let name else { throw .missing(place(element, "nodes"), what: "a node's 'name'") }
        return .init(
            name: name, kind: kind, aliases: lists["aliases"] ?? [], labels: labels,
            dependsOn: lists["depends_on"] ?? [],
            runsOn: lists["runs_on"] ?? [], talksTo: lists["talks_to"] ?? [])
    }
}

import Model

extension TopologyGraph {
    /// The operator's topology file as plain values, each with its place, before it is checked. Whoever reads the file makes it.
    package struct Declaration: Sendable, Equatable {
        /// File and line, for messages.
        package struct Place: Sendable, Hashable, Comparable, CustomStringConvertible {
            package var file: String
            /// From 1.
            package var line: Int
            package init(file: String, line: Int) { (self.file, self.line) = (file, line) }
            package var description: String { "\(file):\(line)" }
            package static func < (a: Place, b: Place) -> Bool { (a.file, a.line) < (b.file, b.line) }
        }
        /// A text and where it stands.
        package struct Text: Sendable, Hashable {
            package var value: String
            package var place: Place
            package init(_ value: String, at place: Place) { (self.value, self.place) = (value, place) }
        }
        /// One entry of `nodes:`.
        package struct Node: Sendable, Equatable {
            /// `host` or `host/service`.
            package var name: Text
            /// Nil: `host` or `service`, by the name.
            package var kind: Text?
            package var aliases: [Text]
            package var labels: [Label]
            /// Names or aliases of other nodes; a bare service name means that of the same host first.
            package var dependsOn: [Text]
            package var runsOn: [Text]
            package var talksTo: [Text]
            package init(
                name: Text, kind: Text? = nil, aliases: [Text] = [], labels: [Label] = [], dependsOn: [Text] = [],
                runsOn: [Text] = [], talksTo: [Text] = []
            ) {
                (self.name, self.kind, self.aliases, self.labels) = (name, kind, aliases, labels)
                (self.dependsOn, self.runsOn, self.talksTo) = (dependsOn, runsOn, talksTo)
            }
        }
        package var nodes: [Node]
        package init(nodes: [Node] = []) { self.nodes = nodes }
    }

    /// Why a declaration is refused, with the place and what to do.
    package struct Problem: Sendable, Hashable, CustomStringConvertible {
        package enum Kind: Sendable, Hashable {
            case badName, duplicateNode, duplicateAlias, unknownNode, ambiguousNode, selfReference, tooMany
        }
        package var kind: Kind
        package var place: Declaration.Place
        package var message: String
        package var description: String { "\(place): \(message)" }
    }

    /// Everything that is wrong with a declaration, in the order of its lines.
    package struct Invalid: Error, Sendable, Equatable, CustomStringConvertible {
        package var problems: [Problem]
        package var description: String { problems.map(\.description).joined(separator: "\n") }
    }

    /// A graph of what is declared. A host that only occurs in a service's name is added, and so is the edge from each service
    /// to its host. Throws all problems at once.
    package init(declaring declaration: Declaration, options: Options = .init()) throws(Invalid) {
        self.init(options: options)
        var problems = declareNodes(declaration)
        if problems.isEmpty { problems = declareEdges(declaration) }
        guard problems.isEmpty else { throw Invalid(problems: problems.sorted { $0.place < $1.place }) }
    }

    private mutating func declareNodes(_ declaration: Declaration) -> [Problem] {
        var problems: [Problem] = []
        var places: [String: Declaration.Place] = [:]
        var claimed: [String: (String, Declaration.Place)] = [:]
        for entry in declaration.nodes {
            let name = entry.name.value
            let key = name.asciiLowercased()
            guard Self.isNodeName(name) else {
                problems.append(
                    Problem(
                        kind: .badName, place: entry.name.place,
                        message: "'\(name)' is no node name; write HOST or HOST/SERVICE, without spaces"))
                continue
            }
            if let first = places[key] {
                problems.append(
                    Problem(
                        kind: .duplicateNode, place: entry.name.place,
                        message: "'\(name)' is declared already at \(first)"))
                continue
            }
            places[key] = entry.name.place
            let node = Node(
                name: NodeName(name), kind: entry.kind?.value ?? (name.contains("/") ? "service" : "host"),
                aliases: entry.aliases.map(\.value), labels: entry.labels.sorted { $0.key < $1.key }, declared: true)
            // A service's alias is its own on its host; an address or a host's name is everywhere.
            for alias in entry.aliases {
                let word = alias.value.asciiLowercased()
                guard !word.isEmpty, !word.utf8.contains(where: { $0 <= 32 }) else {
                    problems.append(
                        Problem(
                            kind: .badName, place: alias.place,
                            message: "'\(alias.value)' of '\(name)' is no alias; it has spaces or is empty"))
                    continue
                }
                let everywhere = node.isHost || Endpoint(word) != nil || Address.isAddress(word)
                let scope = everywhere ? word : NameIndex.scope(node.name.host.asciiLowercased(), word)
                if let (other, place) = claimed[scope], other != name {
                    problems.append(
                        Problem(
                            kind: .duplicateAlias, place: alias.place,
                            message: "alias '\(alias.value)' of '\(name)' already means '\(other)' (\(place))"))
                } else {
                    claimed[scope] = (name, alias.place)
                }
            }
            if insert(node) == nil {
                problems.append(
                    Problem(
                        kind: .tooMany, place: entry.name.place, message: "more than \(options.maximumNodes) nodes"))
                return problems
            }
        }
        return problems
    }

    private mutating func declareEdges(_ declaration: Declaration) -> [Problem] {
        var problems: [Problem] = []
        for entry in declaration.nodes {
            let host = NodeName(NodeName(entry.name.value).host)
            if index(of: host) == nil {
                _ = insert(Node(name: host, kind: "host", aliases: [], labels: [], declared: true))
            }
        }
        for entry in declaration.nodes {
            let name = NodeName(entry.name.value)
            guard let from = index(of: name) else { continue }
            for (relation, targets) in [
                (Relation.dependsOn, entry.dependsOn), (.runsOn, entry.runsOn), (.talksTo, entry.talksTo),
            ] {
                for target in targets {
                    switch reference(target, from: name, relation: relation) {
                    case .success(let to): connect(from, to, relation, .declared, confidence: 1, at: .unknown)
                    case .failure(let invalid): problems += invalid.problems
                    }
                }
            }
            if !name.service.isEmpty, let host = index(of: NodeName(name.host)), pairs[Self.pair(from, host)] == nil {
                connect(from, host, .runsOn, .declared, confidence: 1, at: .unknown)
            }
        }
        return problems
    }

    private func reference(
        _ target: Declaration.Text, from: NodeName, relation: Relation
    ) -> Result<Int32, Invalid> {
        func failure(_ kind: Problem.Kind, _ message: String) -> Result<Int32, Invalid> {
            .failure(Invalid(problems: [Problem(kind: kind, place: target.place, message: message)]))
        }
        let key = target.value.asciiLowercased()
        let found =
            names.exact[key] ?? names.scoped[NameIndex.scope(from.host.asciiLowercased(), key)] ?? resolveAnywhere(key)
        if let found {
            if nodes[Int(found)].name == from {
                return failure(.selfReference, "'\(from)' \(relation.words) itself")
            }
            return .success(found)
        }
        let bare = names.bare[key] ?? []
        if bare.count == 1 { return .success(bare[0]) }
        if bare.count > 1 {
            let choices = bare.map { nodes[Int($0)].name.name }.sorted().prefix(4).joined(separator: "', '")
            return failure(
                .ambiguousNode,
                "\(relation.key) of '\(from)': '\(target.value)' may be '\(choices)'; write HOST/SERVICE")
        }
        let near = Spelling.nearest(to: target.value, among: nodes.map(\.name.name).filter { $0 != from.name }.sorted())
        return failure(
            .unknownNode,
            "\(relation.key) of '\(from)': no node is called '\(target.value)'"
                + (near.map { "; did you mean '\($0)'?" } ?? ""))
    }

    static func isNodeName(_ name: String) -> Bool {
        guard !name.isEmpty, name.utf8.count <= 255, !name.utf8.contains(where: { $0 <= 32 || $0 == 127 }) else {
            return false
        }
        let parts = name.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        return parts.count <= 2 && !parts.contains("")
    }
}

/// Which known word a mistyped one was meant to be.
package enum Spelling {
    /// The word at the least edit distance, at most a third of the length; the first of equals.
    package static func nearest(to word: String, among words: [String]) -> String? {
        let limit = max(1, min(4, word.utf8.count / 3))
        var best: (String, Int)?
        for candidate in words.prefix(4096) {
            let distance = distance(Array(word.utf8.prefix(64)), Array(candidate.utf8.prefix(64)))
            if distance <= limit, best.map({ distance < $0.1 }) ?? true { best = (candidate, distance) }
        }
        return best?.0
    }

    /// Levenshtein distance. O(a·b), both at most 64 bytes here.
    static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var row = Array(0...b.count)
        for (i, x) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, y) in b.enumerated() {
                let next = min(row[j] + 1, row[j + 1] + 1, diagonal + (x == y ? 0 : 1))
                diagonal = row[j + 1]
                row[j + 1] = next
            }
        }
        return row[b.count]
    }
}

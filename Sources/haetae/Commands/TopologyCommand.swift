import APIClient
import APIModel
import ArgumentParser
import Model
import Server
import Settings
import Storage
import Topology

struct TopologyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "topology", abstract: "Show what depends on what, as declared and as learned.",
        subcommands: [Show.self, Why.self, PathCommand.self, Discover.self, Export.self, Import.self],
        defaultSubcommand: Show.self)

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "The graph as text for a person, Graphviz, Mermaid or JSON.",
            discussion: HelpText.joined(
                """
                EXAMPLES
                  haetae topology show
                  haetae topology show --json | jq '.edges[] | select(.provenance == "observed")'
                  haetae topology show --topology topology.yaml --dot | dot -Tsvg > graph.svg
                """))
        @Flag(name: .long, help: "Graphviz.")
        var dot = false
        @Flag(name: .long, help: "Mermaid.")
        var mermaid = false
        @OptionGroup var source: TopologySource

        func validate() throws {
            guard [dot, mermaid, source.asking.json].count(where: \.self) <= 1 else {
                throw ValidationError("--dot, --mermaid and --json exclude each other: choose one")
            }
        }

        func run() async throws {
            let graph = try await source.graph()
            guard !graph.nodes.isEmpty else {
                throw CommandFailure(
                    "the graph is empty: declare one (`topology` in the configuration), or let the daemon read for a while",
                    code: .nothingFound)
            }
            if source.asking.json { return Console.raw(graph.json() + "\n") }
            if dot { return Console.raw(graph.dot()) }
            if mermaid { return Console.raw(graph.mermaid()) }
            for line in graph.text().split(separator: "\n") { Console.print(Console.visible(String(line))) }
            for line in try await source.unreadable() { Console.error("not read: \(Console.visible(line))") }
        }
    }

    struct Why: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "why",
            abstract: "Why two nodes are related: each step with how it is known.",
            discussion:
                "EXAMPLES\n  haetae topology why lb1/nginx db1/postgresql\n  haetae topology why --topology topology.yaml nginx db1"
        )
        @Argument(help: "A node: HOST/SERVICE, a host, or any of its names.")
        var from: String
        @Argument(help: "Another node.")
        var to: String
        @OptionGroup var source: TopologySource

        func run() async throws {
            let graph = try await source.graph()
            let (a, b) = (try source.node(from, in: graph), try source.node(to, in: graph))
            let steps = graph.why(a, b)
            guard !steps.isEmpty else {
                throw CommandFailure(
                    a == b ? "\(a) is one node" : "nothing is known that relates \(a) and \(b)", code: .nothingFound)
            }
            if source.asking.json { return try Output.json(steps) }
            for step in steps { Console.print(Console.visible(step)) }
        }
    }

    struct PathCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "path", abstract: "The shortest way from one node to another.",
            discussion:
                "EXAMPLES\n  haetae topology path lb1/nginx db1/postgresql\n  haetae topology path --upstream lb1 db1 --json"
        )
        @Argument(help: "A node: HOST/SERVICE, a host, or any of its names.")
        var from: String
        @Argument(help: "Another node.")
        var to: String
        @Flag(name: .long, help: "Only along what each node needs.")
        var upstream = false
        @OptionGroup var source: TopologySource

        func run() async throws {
            let graph = try await source.graph()
            let (a, b) = (try source.node(from, in: graph), try source.node(to, in: graph))
            guard let way = graph.path(from: a, to: b, heading: upstream ? .upstream : .either) else {
                throw CommandFailure("there is no way from \(a) to \(b)", code: .nothingFound)
            }
            if source.asking.json { return try Output.json(way.map(\.name)) }
            Console.print(Console.visible(way.map(\.name).joined(separator: "  ->  ")))
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export",
            abstract: "The graph as a topology file (YAML), with what was learned.",
            discussion:
                "EXAMPLES\n  haetae topology export > topology.yaml\n  haetae topology export --confidence 0.6 > topology.yaml"
        )
        @Option(name: .long, help: "Leave out learned edges below this confidence, 0 to 1.")
        var confidence = 0.3
        @OptionGroup var source: TopologySource

        func validate() throws {
            guard (0...1).contains(confidence) else { throw ValidationError("--confidence \(confidence): use 0 to 1") }
        }
        func run() async throws {
            let graph = try await source.graph()
            Console.raw(source.asking.json ? graph.json() + "\n" : graph.yaml(confidence: confidence))
        }
    }
}

/// Where a command takes the graph from: a file, the daemon, or its store.
struct TopologySource: ParsableArguments {
    @Option(name: .long, help: "A topology file, instead of what the daemon knows.")
    var topology: String?
    @OptionGroup var asking: AskingOptions

    func graph() async throws -> TopologyGraph {
        if let topology { return try TopologySource.declared(topology) }
        let document = try await asking.ask(
            daemon: { client throws(APIClientError) in try await client.topology() },
            store: { try TopologyReading.document(of: $0) })
        return TopologyGraph(document)
    }

    /// What a file declares; nothing where none is named.
    static func declared(_ file: String?) throws -> TopologyGraph {
        guard let file else { return TopologyGraph() }
        do throws(ConfigurationError) { return try TopologyFile.read(file) } catch { throw CommandFailure("\(error)") }
    }

    /// What the daemon could not read of the host.
    func unreadable() async throws -> [String] {
        guard topology == nil else { return [] }
        return try await asking.ask(
            daemon: { client throws(APIClientError) in try await client.status().discoveryGaps ?? [] },
            store: { _ in [] })
    }

    /// The node that a user means: its whole name, a name that means one node everywhere, or the only service of that name.
    func node(_ text: String, in graph: TopologyGraph) throws -> NodeName {
        if let known = graph.resolve(text, onHost: "") { return known }
        let same = graph.nodes.map(\.name).filter { $0.service == text }.sorted()
        if same.count == 1 { return same[0] }
        if same.count > 1 {
            throw CommandFailure(
                "'\(text)' may be \(same.prefix(4).map(\.name).joined(separator: ", ")): write HOST/SERVICE")
        }
        throw CommandFailure("no node is called '\(text)'; `haetae topology show` lists them", code: .nothingFound)
    }
}

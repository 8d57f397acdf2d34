import ArgumentParser
import Settings
import Topology

struct TopologyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "topology", abstract: "Show what depends on what.", subcommands: [Show.self], defaultSubcommand: Show.self)

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The graph as text for a person, Graphviz, Mermaid or a script.",
            discussion: """
                EXAMPLES
                  haetae topology show --topology topology.yaml
                  haetae topology show --topology topology.yaml --dot | dot -Tsvg > graph.svg
                """)
        @Option(name: .long, help: "The file. Default: as configured.")
        var topology: String?
        @Option(name: .long, help: "The configuration file. Default: /etc/haetae/haetae.yaml where it exists.")
        var config: String?
        @Flag(name: .long, help: "Graphviz.")
        var dot = false
        @Flag(name: .long, help: "Mermaid.")
        var mermaid = false

        func run() throws {
            let file = try topology ?? ConfigurationLocation.load(config).topologyFile
            guard !file.isEmpty else {
                throw CommandFailure("no topology: name a file with --topology, or set 'topology' in the configuration", code: .nothingFound)
            }
            let graph: TopologyGraph
            do throws(ConfigurationError) { graph = try TopologyFile.read(file) } catch { throw CommandFailure("\(error)") }
            Console.raw(dot ? graph.dot() : mermaid ? graph.mermaid() : graph.json() + "\n")
        }
    }
}

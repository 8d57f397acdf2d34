import ArgumentParser
import FoundationEssentials
import Model
import Settings
import Topology

extension TopologyCommand {
    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import",
            abstract: "Check a topology file and put it where the configuration says.",
            discussion: HelpText.joined(
                """
                A mistake is named with its line, and nothing is replaced. The daemon reads the file at its next start.

                EXAMPLES
                  haetae topology import topology.yaml --check
                  haetae topology import topology.yaml && systemctl restart haetae
                """))
        @Argument(help: "The file.")
        var file: String
        @Option(name: .long, help: "Where to put it. Default: 'topology' of the configuration.")
        var to: String?
        @Option(name: .long, help: "The configuration file. Default: /etc/haetae/haetae.yaml where it exists.")
        var config: String?
        @Flag(name: .long, help: "Only check it.")
        var check = false

        func run() throws {
            let graph = try TopologySource.declared(file)
            let declared = graph.edges.count(where: { $0.relation != .runsOn })
            Console.print("\(graph.nodes.count) nodes, \(declared) dependencies")
            for cycle in graph.cycles() {
                Console.print(
                    "a circle, which is allowed: " + Console.visible(cycle.map(\.name).joined(separator: " -> ")))
            }
            guard !check else { return }
            let target = try to ?? ConfigurationLocation.load(config).topologyFile
            guard !target.isEmpty else {
                throw CommandFailure("no place for it: set 'topology' in the configuration, or name one with --to")
            }
            do {
                try Data(contentsOf: URL(filePath: file)).write(to: URL(filePath: target), options: .atomic)
            } catch {
                throw CommandFailure("\(target) cannot be written; run as root, or name another place with --to")
            }
            Console.print(
                "written to \(Console.visible(target)); restart the daemon to use it: systemctl restart haetae")
        }
    }
}

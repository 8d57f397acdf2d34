import ArgumentParser
import Pipeline
import Topology

extension TopologyCommand {
    struct Discover: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "discover",
            abstract:
                "Learn the graph from logs alone: from request ids that several services write, and names in errors.",
            discussion: HelpText.joined(
                """
                EXAMPLES
                  haetae topology discover /var/log > topology.yaml
                  haetae topology discover --json logs/ | jq '.edges[]'
                """))
        @Flag(name: .long, help: "Read this host's journal.")
        var journal = false
        @Option(name: .long, parsing: .unconditional, help: "Only what is not older: 2026-11-24, -7d, yesterday.")
        var since: String?
        @Option(name: .long, parsing: .unconditional, help: "Zone of times that state none.")
        var timezone: String?
        @Option(name: .long, help: "Leave out edges below this confidence, 0 to 1.")
        var confidence = 0.3
        @Flag(name: .long, help: "JSON instead of a topology file.")
        var json = false
        @Flag(name: .long, help: "Graphviz.")
        var dot = false
        @Argument(help: "Files or folders; - for standard input.")
        var paths: [String] = []

        func validate() throws {
            if paths.isEmpty && !journal {
                throw ValidationError("nothing to read: name a file or folder, - for standard input, or --journal")
            }
            guard (0...1).contains(confidence) else { throw ValidationError("--confidence \(confidence): use 0 to 1") }
        }

        func run() async throws {
            let command = self
            try await Blocking.run { try command.discover() }
        }

        private func discover() throws {
            let input = try OfflineInput(paths: paths, journal: journal, since: since, timezone: timezone)
            for problem in input.problems { Console.error("haetae: \(Console.visible(problem))") }
            guard !input.openings.isEmpty else { throw input.nothingReadable }
            var run = OfflineRun(sources: input.openings, topology: TopologyGraph(), readAt: input.now)
            run.options.span = input.span
            var bar = ProgressBar(enabled: true)
            let result = run.run(progress: { bar.show($0) })
            bar.clear()
            for problem in result.problems { Console.error("haetae: \(Console.visible(problem))") }
            let graph = result.engine.graph
            Console.raw(json ? graph.json() + "\n" : dot ? graph.dot() : graph.yaml(confidence: confidence))
        }
    }
}

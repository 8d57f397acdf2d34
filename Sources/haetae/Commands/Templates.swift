import APIClient
import APIModel
import ArgumentParser
import Bytes
import LogFormats
import LogSources
import Model
import Pipeline
import Server
import TemplateMining

struct Templates: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the templates that the daemon knows, or mine a file's.", subcommands: [Mine.self, List.self],
        defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Templates of the daemon, the most frequent first.",
            discussion: "EXAMPLES\n  haetae templates list --limit 50\n  haetae templates list --json")
        @Option(name: [.short, .long], help: "At most so many.")
        var limit = 50
        @OptionGroup var asking: AskingOptions

        func validate() throws {
            guard (1...10_000).contains(limit) else { throw ValidationError("--limit \(limit): use 1 to 10000") }
        }

        func run() async throws {
            let templates = try await asking.ask(
                daemon: { client throws(APIClientError) in try await client.templates(limit: limit) },
                store: { try IncidentReading.templates(of: $0, limit: limit) })
            if asking.json { return try Output.json(templates) }
            for template in templates {
                let count = Figures.count(template.count)
                Console.print(
                    String(repeating: " ", count: max(0, 12 - count.count)) + count + "  \(template.id)  "
                        + Console.visible(template.text))
            }
            if templates.isEmpty { Console.print("no templates yet") }
        }
    }

    struct Mine: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Cluster a file's lines into templates.",
            discussion: """
                EXAMPLES
                  haetae templates mine /var/log/syslog
                  haetae templates mine --csv out.csv app.log
                  cut -d' ' -f5- app.log | haetae templates mine --content -
                """)
        @Flag(name: .long, help: "The lines are messages already: no header is looked for.")
        var content = false
        @Flag(name: .long, help: "In the CSV, each line's template as it was known at that line.")
        var online = false
        @Option(name: .long, help: "Write LineId,ClusterId,Template, one row a line.")
        var csv: String?
        @Argument(help: "The file, or - for standard input.")
        var file: String

        func run() async throws {
            let command = self
            try await Blocking.run { try command.mine() }
        }

        private func mine() throws {
            let input = try OfflineInput(paths: [file])
            for problem in input.problems { Console.error("haetae: \(Console.visible(problem))") }
            guard let opening = input.openings.first else { throw CommandFailure("nothing could be read") }
            var mining = FileMining(descriptor: opening.descriptor, content: content, rows: csv != nil, online: online)
            let started = ProgressBar(enabled: false)
            do throws(SourceError) {
                let source = try opening.open()
                while let batch = try source.next(maxBytes: 1 << 20, readAt: input.now) { mining.take(batch) }
                source.close()
            } catch {
                Console.error("haetae: \(Console.visible("\(error)"))")
            }
            let seconds = started.elapsed
            if let csv { try mining.write(csv) } else { mining.list() }
            Console.error(
                "\(Figures.count(mining.lines)) lines, \(Figures.count(mining.miner.indices.count)) templates, "
                    + "\(Figures.decimal(seconds, 2)) s, \(Figures.count(UInt64(Double(mining.lines) / max(seconds, 0.001)))) lines/s"
            )
        }
    }
}

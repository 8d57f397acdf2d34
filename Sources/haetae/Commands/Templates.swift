import ArgumentParser
import Bytes
import LogFormats
import LogSources
import Pipeline
import TemplateMining

struct Templates: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "templates",
        abstract: "The templates that the daemon knows, what you decide of them, or those of a file.",
        subcommands: [
            List.self, Show.self, Merge.self, Unmerge.self, Split.self, Unsplit.self, Name.self, Mute.self, Unmute.self,
            Export.self, Mine.self,
        ],
        defaultSubcommand: List.self)

    struct Mine: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "mine",
            abstract: "Cluster a file's lines into templates.",
            discussion: HelpText.joined(
                """
                EXAMPLES
                  haetae templates mine /var/log/syslog
                  haetae templates mine --csv out.csv app.log
                  cut -d' ' -f5- app.log | haetae templates mine --content -
                """))
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
            let started = ProgressBar(enabled: false)
            let mining = try FileMining.whole(file, content: content, rows: csv != nil, online: online)
            let seconds = started.elapsed
            if let csv { try mining.write(csv) } else { mining.list() }
            Console.error(
                "\(Figures.count(mining.lines)) lines, \(Figures.count(mining.miner.indices.count)) templates, "
                    + "\(Figures.decimal(seconds, 2)) s, \(Figures.count(UInt64(Double(mining.lines) / max(seconds, 0.001)))) lines/s"
            )
        }
    }
}

import APIModel
import ArgumentParser
import Host
import LogSources
import Model
import Pipeline
import Runbooks
import Server
import Settings

struct Analyze: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "analyze",
        abstract: "Read logs once and tell what was unusual in them. Needs no configuration and no daemon.",
        discussion: HelpText.joined(
            """
            A folder is read recursively: .gz and .zst, rotated parts (x.log.1 continues x.log) and Journal Export Format
            (*.export) included; several files are merged by event time. In HOST/NAME the folder names the host.

            EXAMPLES
              haetae analyze /var/log/syslog
              haetae analyze --journal --since -7d
              haetae analyze --topology topology.yaml --runbooks runbooks/ logs/
              zcat app.log.gz | haetae analyze -
              haetae analyze --json logs/ | jq -r '.root_cause'
            """))

    @Flag(name: .long, help: "Read this host's journal.")
    var journal = false
    @Option(
        name: .long, parsing: .unconditional,
        help: "Only what is not older: 2026-11-24T17:00:00Z, 2026-11-24, -90m, -7d, yesterday.")
    var since: String?
    @Option(name: .long, parsing: .unconditional, help: "Only what is not newer.")
    var until: String?
    @Option(name: .long, help: "Folder of runbooks: each incident then names the one to read.")
    var runbooks: [String] = []
    @Option(
        name: .long,
        help:
            "Configuration whose detection, alerting and mining settings hold here too; its runbooks.vocabulary goes with --runbooks. Default: the built-in settings."
    )
    var config: String?
    @Option(name: .long, help: "Incidents a day that are acceptable.")
    var budget: Double?
    @OptionGroup var reading: InputOptions
    @Option(name: .customLong("batch-bytes"), help: .hidden)
    var batchBytes = 256 * 1024
    @Option(
        name: .customLong("why-not"), parsing: .unconditional,
        help: "Also tell what was held back and why: words, a node, a template or a time."
    )
    var whyNot: String?
    @Flag(name: .long, help: "One incident a line, as JSON.")
    var json = false
    @Flag(name: .long, help: "Show every alert and up to three of its lines.")
    var verbose = false
    @Argument(help: "Files, folders, globs, or - for standard input.")
    var paths: [String] = []

    func validate() throws {
        if paths.isEmpty && !journal {
            throw ValidationError("nothing to read: name a file or folder, - for standard input, or --journal")
        }
        guard batchBytes > 0 else { throw ValidationError("--batch-bytes \(batchBytes): use 1 or more") }
        if let budget, !(budget > 0 && budget <= 1000) { throw ValidationError("--budget \(budget): use 0.01 to 1000") }
    }

    func run() async throws {
        let command = self
        // Reading blocks; it has a thread of its own.
        try await Blocking.run { try command.analyze() }
    }

    private func analyze() throws {
        let input = try reading.input(paths, journal: journal, since: since, until: until)
        var run = OfflineRun(sources: input.openings, topology: try reading.graph(), readAt: input.now)
        run.workers = reading.workers
        run.batchBytes = batchBytes
        if config != nil { run.options = try ConfigurationLocation.load(config).engine }
        run.options.span = input.span
        if let budget { run.options.budget = budget }
        for problem in input.problems { Console.error("haetae: \(Console.visible(problem))") }
        guard !run.sources.isEmpty else { throw input.nothingReadable }
        var bar = ProgressBar(enabled: !json)
        let result = run.run(progress: { bar.show($0) })
        bar.clear()
        for problem in result.problems { Console.error("haetae: \(Console.visible(problem))") }
        let index =
            runbooks.isEmpty
            ? nil
            : try RunbookFolders.index(
                of: runbooks, vocabulary: try RunbookFolders.vocabulary(try ConfigurationLocation.load(config)))
        if json {
            for incident in result.incidents {
                Console.print(IncidentReading.text(incident, runbooks: try index?.suggestions(for: incident)))
            }
        } else {
            try AnalysisReport(
                result: result, skipped: input.skipped, readAt: input.now, seconds: bar.elapsed, verbose: verbose,
                runbooks: index, language: run.options.languageName
            ).print()
        }
        if let whyNot { tellHeldBack(result, query: whyNot, now: input.now) }
    }

    /// What the run held back, with the reason; on standard error where the incidents are JSON.
    private func tellHeldBack(_ result: OfflineResult, query: String, now: Micros) {
        let asked = TimeArgument.parse(query, now: now).map { HeldBackQuery.time($0) } ?? .text(query)
        let held = HeldBackReading.matching(result.held, asked).prefix(verbose ? 1000 : 20).map(
            HeldBackReading.document)
        let text = HeldBackReport.text(HeldBackList(held: held, incidents: []), asked: query)
        if json { Console.rawError(text) } else { Console.raw("\n" + text) }
    }
}

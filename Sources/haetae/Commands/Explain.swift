import APIClient
import APIModel
import ArgumentParser
import FoundationEssentials
import Host
import Model
import Pipeline
import Server
import Topology

struct Explain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "What a line is: format, template, each value and what is usual there, how often and where else it is seen.",
        discussion: """
            By what the daemon has learned, a stopped one's store (--state), or other logs (--from). Values are compared with a sample of
            the template's messages.

            EXAMPLES
              haetae explain '2026-11-24T17:00:11Z web1 nginx: GET /cart 502 in 142 ms'
              journalctl -n 5 -o short-iso | haetae explain -
              haetae explain --from /var/log/syslog --language ko "$(tail -n 1 /var/log/syslog)"
              haetae explain --file strange.log --json
            """)
    @Option(name: .long, help: "Lines to explain, from a file; - for standard input.")
    var file: String?
    @Option(
        name: .long, help: "Learn what is usual from these files or folders instead of asking the daemon. Repeatable.")
    var from: [String] = []
    @Option(name: .long, help: "Tell it in this language: en or ko.")
    var language = "en"
    @OptionGroup var asking: AskingOptions
    @Argument(help: "The line, or - for lines of standard input.")
    var line: [String] = []

    func validate() throws {
        if line.isEmpty, file == nil { throw ValidationError("give a line, --file FILE, or - for standard input") }
        if !line.isEmpty, file != nil { throw ValidationError("give a line or --file, not both") }
        if !ExplanationReport.languages.contains(language) {
            throw ValidationError(
                "--language '\(language)': use \(ExplanationReport.languages.joined(separator: " or "))")
        }
        if !from.isEmpty, asking.state != nil || asking.socket != nil {
            throw ValidationError("--from takes the place of a daemon: give it without --state and --socket")
        }
    }

    func run() async throws {
        let lines = try lines()
        let documents: [ExplanationDocument]
        if from.isEmpty {
            let now = Clock.now()
            let zone = Clock.zoneOffset(at: now)
            documents = try await asking.ask(
                daemon: { client throws(APIClientError) in try await client.explain(lines) },
                store: {
                    ExplanationReading.explain(
                        lines, of: try LearnedState(store: $0), incidents: try ExplanationReading.open($0),
                        zoneOffset: zone, now: now)
                })
        } else {
            let command = self
            documents = try await Blocking.run { try command.learnAndExplain(lines) }
        }
        if asking.json { return try Output.json(documents) }
        let report = ExplanationReport(language: language)
        Console.raw(documents.map { report.text($0) }.joined(separator: "\n"))
    }

    private func learnAndExplain(_ lines: [String]) throws -> [ExplanationDocument] {
        let input = try OfflineInput(paths: from)
        for problem in input.problems { Console.error("haetae: \(Console.visible(problem))") }
        guard !input.openings.isEmpty else { throw CommandFailure("nothing could be read to learn from") }
        let result = OfflineRun(sources: input.openings, topology: .init(), readAt: input.now).run()
        return ExplanationReading.explain(
            lines, of: LearnedState(result.engine), incidents: result.incidents.filter { $0.state != .resolved },
            zoneOffset: Clock.zoneOffset(at: input.now), now: input.now)
    }

    private func lines() throws -> [String] {
        let name = file ?? (line == ["-"] ? "-" : nil)
        guard let name else { return [line.joined(separator: " ")] }
        let bytes: Data
        do {
            bytes = try Data(contentsOf: URL(filePath: name == "-" ? "/dev/stdin" : name))
        } catch { throw CommandFailure("\(name): cannot be read: \(error)") }
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
            .filter { !$0.allSatisfy(\.isWhitespace) }
        guard !lines.isEmpty else { throw CommandFailure("\(name): no lines", code: .nothingFound) }
        if lines.count > ExplanationReading.most {
            Console.error("the first \(ExplanationReading.most) of \(lines.count) lines are explained")
        }
        return Array(lines.prefix(ExplanationReading.most))
    }
}

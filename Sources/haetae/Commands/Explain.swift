import APIClient
import APIModel
import ArgumentParser
import Glibc
import Host
import Model
import Pipeline
import Server
import Topology

struct Explain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract:
            "What a line is: format, template, each value and what is usual there, how often and where else it is seen.",
        discussion: HelpText.joined(
            """
            By what the daemon has learned, a stopped one's store (--state), or other logs (--from). Values are compared with a sample of
            the template's messages.

            EXAMPLES
              haetae explain '2026-11-24T17:00:11Z web1 nginx: GET /cart 502 in 142 ms'
              journalctl -n 5 -o short-iso | haetae explain -
              haetae explain --from /var/log/syslog --language ko "$(tail -n 1 /var/log/syslog)"
              haetae explain --file strange.log --json
            """))
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
        let lines = try (name == "-" ? Self.standardInput() : Self.lines(of: name))
            .filter { !$0.allSatisfy(\.isWhitespace) }
        guard !lines.isEmpty else { throw CommandFailure("\(name): no lines", code: .nothingFound) }
        if lines.count > ExplanationReading.most {
            Console.error("there are more lines; the first \(ExplanationReading.most) are explained")
        }
        return Array(lines.prefix(ExplanationReading.most))
    }

    private static func lines(of file: String) throws -> [String] {
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw CommandFailure("\(file): cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        // More than this many bytes hold more lines than are explained, or hardly a log.
        while bytes.count < 64 << 20 {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw CommandFailure("\(file): cannot be read: \(String(cString: strerror(errno)))")
            }
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
    }

    private static func standardInput() -> [String] {
        var lines: [String] = []
        // One more than is explained, so that it can be said.
        while lines.count <= ExplanationReading.most, let line = readLine() { lines.append(line) }
        return lines
    }
}

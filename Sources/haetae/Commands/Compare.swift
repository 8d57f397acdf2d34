import ArgumentParser
import Comparison
import Host
import LogSources
import Model
import Pipeline

struct Compare: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Tell how two logs differ, and which node is the likeliest cause.",
        discussion: HelpText.joined(
            """
            GOOD and BAD are files or folders, as `analyze` reads them; or one log is divided by time with --good and --bad. Messages
            are new, gone, more, less, or slower than before in the flow of a request. Each difference has a probability, corrected
            for the number of comparisons; bursts are taken for what they are, from how bursty the good side is.

            EXAMPLES
              haetae compare good.log bad.log
              haetae compare --topology topology.yaml before/ after/
              haetae compare --journal --good -2d..-1d --bad -1h..
              haetae compare --good 16:00..17:00 --bad 17:00..17:05 --now 2026-11-24T18:00:00Z logs/
              haetae compare --json good.log bad.log | jq -r '.suspects[0].node'
            """))

    @Flag(name: .long, help: "Read this host's journal; needs --good and --bad.")
    var journal = false
    @Option(
        name: .long, parsing: .unconditional,
        help: "The span of time that was good: FROM..TO, each a time (2026-11-24T17:00:00Z, 17:00, -2d) or left out.")
    var good: String?
    @Option(name: .long, parsing: .unconditional, help: "The span of time that was bad.")
    var bad: String?
    @OptionGroup var reading: InputOptions
    @Option(name: [.short, .long], help: "Show at most so many differences.")
    var limit = 15
    @Flag(name: .long, help: "One JSON object with all differences and suspects.")
    var json = false
    @Argument(help: "GOOD and BAD, or with --good and --bad whatever holds both.")
    var paths: [String] = []

    func validate() throws {
        guard (good == nil) == (bad == nil) else {
            throw ValidationError("--good and --bad go together: name both spans, such as --good -2d..-1d --bad -1h..")
        }
        if good == nil {
            if journal {
                throw ValidationError("--journal needs --good and --bad, such as --good -2d..-1d --bad -1h..")
            }
            guard paths.count == 2 else {
                throw ValidationError("name two files or folders: the good one, then the bad one")
            }
            guard paths.filter({ $0 == "-" }).count < 2 else {
                throw ValidationError("standard input can be only one of the two")
            }
        } else if paths.isEmpty && !journal {
            throw ValidationError("nothing to read: name a file or folder, or --journal")
        }
        guard (1...10_000).contains(limit) else { throw ValidationError("--limit \(limit): use 1 to 10000") }
    }

    func run() async throws {
        let command = self
        try await Blocking.run { try command.compare() }
    }

    private func compare() throws {
        var sources: [ComparisonSource] = []
        var spans: (good: Range<Micros>, bad: Range<Micros>)?
        var present: Micros = .unknown
        func take(_ input: OfflineInput, _ side: ComparisonSide?) {
            for problem in input.problems { Console.error("haetae: \(Console.visible(problem))") }
            sources += input.openings.map { ComparisonSource(opening: $0, side: side) }
            present = input.now
        }
        if let good, let bad {
            let clock = try OfflineInput.present(reading.now)
            let (first, second) = (
                try TimeSpan.parse(good, "good", now: clock), try TimeSpan.parse(bad, "bad", now: clock)
            )
            guard !first.overlaps(second) else {
                throw ValidationError(
                    "--good '\(good)' and --bad '\(bad)' overlap: name two spans that share no moment")
            }
            spans = (first, second)
            take(
                try reading.input(
                    paths, journal: journal, since: RFC3339.string(max(0, min(first.lowerBound, second.lowerBound))),
                    until: RFC3339.string(min(max(first.upperBound, second.upperBound), clock + .day))), nil)
        } else {
            take(try reading.input([paths[0]]), .good)
            take(try reading.input([paths[1]]), .bad)
            sources = ComparisonNames.matched(sources)
        }
        for (side, path) in [(ComparisonSide.good, paths.first), (.bad, paths.last)] where spans == nil {
            guard sources.contains(where: { $0.side == side }) else {
                throw CommandFailure("\(path ?? ""): nothing could be read", code: .failure)
            }
        }
        guard !sources.isEmpty else { throw CommandFailure("nothing could be read", code: .failure) }
        var run = ComparisonRun(sources: sources, topology: try reading.graph(), readAt: present)
        run.workers = reading.workers
        run.spans = spans
        var bar = ProgressBar(enabled: !json)
        let result = run.run(progress: { bar.show($0) })
        bar.clear()
        for problem in result.problems { Console.error("haetae: \(Console.visible(problem))") }
        for (name, extent) in [("good", result.good), ("bad", result.bad)] where extent.records == 0 {
            throw CommandFailure(
                "the \(name) side holds no record\(spans == nil ? "" : ": look at --\(name) and at the logs' times")",
                code: .nothingFound)
        }
        if json {
            Console.print(result.json)
        } else {
            Console.raw(ComparisonReport(result: result, limit: limit, seconds: bar.elapsed).text)
        }
    }
}

/// A span of time as an operator types it: `-2d..-1d`, `-1h..`, `2026-11-24T17:00:00Z..17:05`.
enum TimeSpan {
    static func parse(_ text: String, _ flag: String, now: Micros) throws -> Range<Micros> {
        guard let dots = text.firstRange(of: "..") else { throw wrong(text, flag) }
        let first = String(text[..<dots.lowerBound])
        let last = String(text[dots.upperBound...])
        guard let from = first.isEmpty ? 0 : time(first, now), let to = last.isEmpty ? now : time(last, now) else {
            throw wrong(text, flag)
        }
        guard from < to else { throw ValidationError("--\(flag) '\(text)': it ends before it begins") }
        return from..<to
    }

    /// As `TimeArgument`, and `17:00` or `17:00:30`: of the present's day, in UTC.
    private static func time(_ text: String, _ now: Micros) -> Micros? {
        if let time = TimeArgument.parse(text, now: now) { return time }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int64($0) }
        guard (2...3).contains(parts.count), let hours = parts[0], let minutes = parts[1], (0..<24).contains(hours),
            (0..<60).contains(minutes),
            let seconds = parts.count == 3 ? parts[2] : 0, (0..<60).contains(seconds)
        else { return nil }
        return now / .day * .day + (hours * 60 + minutes) * .minute + seconds * .second
    }

    private static func wrong(_ text: String, _ flag: String) -> ValidationError {
        ValidationError(
            "--\(flag) '\(text)': use FROM..TO, each a time such as 2026-11-24T17:00:00Z, 17:00, -90m or -7d, or left out"
        )
    }
}

/// Names that differ only because the two sides lie in two places: `before/app.log` and `after/app.log` are one service's logs.
enum ComparisonNames {
    /// Gives a host, or the service of a file, that only the bad side has the good side's name, where there is one such on each.
    static func matched(_ sources: [ComparisonSource]) -> [ComparisonSource] {
        var sources = sources
        func values(_ side: ComparisonSide, _ name: (SourceDescriptor) -> String) -> Set<String> {
            Set(sources.filter { $0.side == side }.map { name($0.opening.descriptor) })
        }
        let goodHosts = values(.good, \.host)
        let badHosts = values(.bad, \.host)
        if let old = only(goodHosts.subtracting(badHosts)), let new = only(badHosts.subtracting(goodHosts)) {
            for index in sources.indices where sources[index].opening.descriptor.host == new {
                sources[index].opening.descriptor.host = old
            }
        }
        let good = sources.indices.filter { sources[$0].side == .good }
        let bad = sources.indices.filter { sources[$0].side == .bad }
        if good.count == 1, bad.count == 1 {
            let service = sources[good[0]].opening.descriptor.service
            sources[bad[0]].opening.descriptor.service = service
        }
        return sources
    }

    private static func only(_ names: Set<String>) -> String? { names.count == 1 ? names.first : nil }
}

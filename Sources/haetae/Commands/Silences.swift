import APIClient
import APIModel
import ArgumentParser
import Glibc
import Host
import Model
import Server
import Settings

struct Silences: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "silences",
        abstract: "Maintenance windows and silences: what the daemon is not to open incidents for.",
        subcommands: [ListSilences<Self>.self, Add.self, RemoveSilence<Self>.self],
        defaultSubcommand: ListSilences<Self>.self)

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add",
            abstract: "Silence what matches. An incident with one alert that does not match is still told.",
            discussion: HelpText.joined(
                """
                EXAMPLES
                  haetae silences add --node db1 --for 2h --comment 'disk is being replaced'
                  haetae silences add --node 'web*' --severity warning --for 1d --comment 'known'
                  haetae silences add --node db1 --between 02:00-04:00 --on mon-fri --for 52w --comment 'nightly backup'
                  haetae silences add --template 'certificate' --for 7d --comment 'renewal is under way' --preview
                """))
        @OptionGroup var matching: SilenceMatching
        @Option(name: .customLong("for"), help: "How long: 90m, 2h, 7d, 4w.")
        var duration: String?
        @OptionGroup var asking: AskingOptions
        func validate() throws { try matching.check(duration) }
        func run() async throws { try await matching.add(.silence, duration, asking, confirm: false) }
    }
}

struct Exemptions: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exemptions",
        abstract: "What is so by design: narrow, expiring, and shown on past incidents before it is accepted.",
        subcommands: [ListSilences<Self>.self, Add.self, RemoveSilence<Self>.self],
        defaultSubcommand: ListSilences<Self>.self)

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add",
            abstract: "Exempt a message. Shows first which past incidents it would have hidden, and asks.",
            discussion: HelpText.joined(
                """
                EXAMPLES
                  haetae exemptions add --node app1/shop --template 'cache miss for' --for 90d --comment 'the cache is cold by design' --preview
                  haetae exemptions add --node app1/shop --template 'cache miss for' --for 90d --comment 'the cache is cold by design' --yes
                """))
        @OptionGroup var matching: SilenceMatching
        @Option(name: .customLong("for"), help: "How long, a year at most: 7d, 12w. Default: 90 days.")
        var duration: String?
        @Flag(name: .long, help: "Accept without being asked.")
        var yes = false
        @OptionGroup var asking: AskingOptions
        func validate() throws { try matching.check(duration ?? "90d") }
        func run() async throws { try await matching.add(.exemption, duration ?? "90d", asking, confirm: !yes) }
    }
}

/// Which of the two a command is about: both are kept, listed and ended alike.
protocol SilenceFamily {
    static var purpose: Silence.Purpose { get }
}

extension SilenceFamily {
    /// As in `haetae silences list`.
    static var command: String { purpose.rawValue + "s" }
}

extension Silences: SilenceFamily { static var purpose: Silence.Purpose { .silence } }
extension Exemptions: SilenceFamily { static var purpose: Silence.Purpose { .exemption } }

struct ListSilences<Family: SilenceFamily>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "list", abstract: "Those that are kept.",
            discussion: "EXAMPLES\n  haetae \(Family.command) list --json")
    }
    @OptionGroup var asking: AskingOptions
    func run() async throws { try await SilenceList.show(Family.purpose, asking) }
}

struct RemoveSilence<Family: SilenceFamily>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "remove", abstract: "End one now.",
            discussion: "EXAMPLES\n  haetae \(Family.command) remove 3f9a1c22")
    }
    @Argument(help: "Its id, or the beginning of it.")
    var id: String
    @OptionGroup var asking: AskingOptions
    func run() async throws { try await SilenceList.remove(id, Family.purpose, asking) }
}

/// What a silence matches, and when: the flags that silences and exemptions share.
struct SilenceMatching: ParsableArguments {
    @Option(name: .long, help: "A host (with all its services), HOST/SERVICE, or either with * at its end.")
    var node: String?
    @Option(name: .long, help: "A part of the message's template.")
    var template: String?
    @Option(name: .long, help: "One kind of evidence: rate, silence, novelty, severity, values, flows, external, ...")
    var kind: String?
    @Option(name: .long, help: "This severity and milder ones: info, warning, critical.")
    var severity: String?
    @Option(name: .long, help: "key=value that all nodes have as a label in the topology. Repeatable.")
    var label: [String] = []
    @Option(name: .long, parsing: .unconditional, help: "When it begins: 2026-11-24T22:00:00Z. Default: now.")
    var from: String?
    @Option(name: .long, parsing: .unconditional, help: "When it ends, instead of --for.")
    var until: String?
    @Option(name: .long, help: "Only so each day: 02:00-04:00, by the clock of the configured time zone.")
    var between: String?
    @Option(name: .customLong("on"), help: "Only windows that begin on these days: mon-fri, sat,sun.")
    var days: String?
    @Option(name: .long, help: "Why.")
    var comment = ""
    @Flag(name: .long, help: "Only show which past incidents it would have hidden.")
    var preview = false

    func check(_ duration: String?) throws {
        if (duration == nil) == (until == nil) {
            throw ValidationError("say when it ends: --for 2h, or --until 2026-11-24T23:00:00Z")
        }
        if let duration, TimeArgument.duration(duration) == nil {
            throw ValidationError("--for '\(duration)': use 90m, 2h, 7d or 4w")
        }
        for (name, time) in [("--from", from), ("--until", until)] {
            if let time, TimeArgument.parse(time, now: 0) == nil {
                throw ValidationError("\(name) '\(time)': use 2026-11-24T22:00:00Z")
            }
        }
        if let between, TimeArgument.window(between) == nil {
            throw ValidationError("--between '\(between)': use 02:00-04:00")
        }
        if let days, TimeArgument.weekdays(days) == nil {
            throw ValidationError("--on '\(days)': use mon-fri or sat,sun")
        }
        if days != nil, between == nil { throw ValidationError("--on needs --between") }
    }

    private func document(_ purpose: Silence.Purpose, _ duration: String?, zone: Int) -> SilenceDocument {
        let now = Clock.now()
        let start = from.flatMap { TimeArgument.parse($0, now: now) } ?? now
        let end =
            until.flatMap { TimeArgument.parse($0, now: now) } ?? start + (duration.flatMap(TimeArgument.duration) ?? 0)
        let window = between.flatMap(TimeArgument.window).map {
            SilenceDocument.Window(
                start: $0.start, end: $0.end, weekdays: days.flatMap(TimeArgument.weekdays) ?? [], zone: zone)
        }
        return SilenceDocument(
            purpose: purpose.rawValue, node: node, kind: kind, template: template, severity: severity, labels: label,
            from: RFC3339.string(start), until: RFC3339.string(end), window: window, comment: comment)
    }

    func add(_ purpose: Silence.Purpose, _ duration: String?, _ asking: AskingOptions, confirm: Bool) async throws {
        let configured = try asking.loaded().timezone
        let zone = configured.isEmpty ? Clock.zoneOffset(at: Clock.now()) : TimeArgument.zone(configured) ?? 0
        let document = document(purpose, duration, zone: zone)
        if preview || confirm {
            let shown = try await asking.tell { client throws(APIClientError) in try await client.preview(document) }
            if asking.json { try Output.json(shown) } else { Self.show(shown) }
            if preview { return }
            guard isatty(STDIN_FILENO) == 1, !asking.json else {
                throw CommandFailure("not added; say --yes to accept what it would have hidden")
            }
            Console.print("Add it? [y/N]")
            guard let answer = readLine(), ["y", "yes"].contains(answer.lowercased()) else {
                throw CommandFailure("not added")
            }
        }
        let added = try await asking.tell { client throws(APIClientError) in try await client.add(document) }
        if asking.json { return try Output.json(added) }
        Console.print(SilenceList.row(added))
        if let warning = added.warning { Console.error(Console.visible(warning)) }
    }

    private static func show(_ preview: SilencePreview) {
        Console.print(
            "It would have hidden \(preview.hidden.count) of the last \(preview.lookedAt) incidents\(preview.hidden.isEmpty ? "" : ":")"
        )
        for incident in preview.hidden.prefix(20) {
            Console.print(
                "  \(incident.id)  \(Figures.time(incident.openedAt))  \(IncidentReport.severity(incident.severity))  \(Console.visible(incident.title, limit: 100))"
            )
        }
        if preview.hidden.count > 20 { Console.print("  and \(preview.hidden.count - 20) more") }
        if preview.partly > 0 {
            Console.print(
                "\(preview.partly) more hold alerts that match beside others that do not; they would still have been told"
            )
        }
    }
}

extension SilenceList {
    static func show(_ purpose: Silence.Purpose, _ asking: AskingOptions) async throws {
        let list = try await asking.ask(
            daemon: { client throws(APIClientError) in try await client.silences(purpose: purpose.rawValue) },
            store: { try SilenceReading.list(of: $0, purpose: purpose.rawValue) })
        if asking.json { return try Output.json(list.silences) }
        if list.silences.isEmpty { Console.print("no \(purpose.rawValue)s") }
        for silence in list.silences { Console.print(row(silence)) }
    }

    static func remove(_ id: String, _ purpose: Silence.Purpose, _ asking: AskingOptions) async throws {
        let removed = try await asking.tell { client throws(APIClientError) in
            try await client.removeSilence(id, purpose: purpose.rawValue)
        }
        if asking.json { return try Output.json(removed) }
        Console.print("removed \(row(removed))")
    }

    /// One line.
    static func row(_ silence: SilenceDocument) -> String {
        var parts: [String] = []
        for (name, value) in [
            ("node", silence.node), ("kind", silence.kind), ("template", silence.template),
            ("severity", silence.severity),
        ] {
            if let value { parts.append("\(name)=\(value)") }
        }
        parts += (silence.labels ?? []).map { "label \($0)" }
        var text = "\(silence.id ?? "-")  \(parts.joined(separator: " "))  "
        text += "\(silence.from.map { Figures.time($0) } ?? "now") to \(Figures.time(silence.until)) UTC"
        if let window = silence.window {
            func clock(_ minutes: Int) -> String {
                "\(minutes / 60 < 10 ? "0" : "")\(minutes / 60):\(minutes % 60 < 10 ? "0" : "")\(minutes % 60)"
            }
            let names = window.weekdays.map { TimeArgument.dayNames[$0 % 7] }.joined(separator: ",")
            // The span above is in UTC; the window follows the clock of the zone that it was given in.
            let zone = window.zone / 60
            let offset = zone == 0 ? "" : "\(zone < 0 ? "-" : "+")\(clock(Int(zone.magnitude)))"
            text += ", \(names.isEmpty ? "daily" : names) \(clock(window.start))-\(clock(window.end)) UTC\(offset)"
        }
        // On one line: a line break in what somebody wrote makes no row of its own.
        return Console.visible(text + (silence.comment.isEmpty ? "" : "  \"\(silence.comment)\""))
            .replacing("\n", with: "\u{2424}")
    }
}

extension TimeArgument {
    static let dayNames = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    /// `90m`, `2h`, `7d`, `4w` as microseconds; ten years at most.
    static func duration(_ text: String) -> Micros? {
        parse("-" + text, now: 0).map { -$0 }.flatMap { $0 > 0 && $0 <= 3660 * .day ? $0 : nil }
    }

    /// `02:00-04:00` as minutes since midnight.
    static func window(_ text: String) -> (start: Int, end: Int)? {
        let parts = text.split(separator: "-").map { part -> Int? in
            let fields = part.split(separator: ":")
            guard fields.count == 2, let hour = Int(fields[0]), let minute = Int(fields[1]), (0...24).contains(hour),
                (0..<60).contains(minute), hour * 60 + minute <= 1440
            else { return nil }
            return hour * 60 + minute
        }
        guard parts.count == 2, let start = parts[0], let end = parts[1], start != end, start < 1440 else { return nil }
        return (start, end)
    }

    /// `mon-fri`, `sat,sun` as days from Monday.
    static func weekdays(_ text: String) -> [Int]? {
        var days: [Int] = []
        for part in text.lowercased().split(separator: ",") {
            let ends = part.split(separator: "-").map { dayNames.firstIndex(of: String($0.prefix(3))) }
            guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2 else { return nil }
            var day = first
            days.append(day)
            while day != last {
                day = (day + 1) % 7
                days.append(day)
            }
        }
        return days.isEmpty ? nil : Array(Set(days)).sorted()
    }
}

import ArgumentParser
import Host
import LogSources
import Model
import Pipeline

/// Turns the paths and flags of a command that reads once into sources to open.
struct OfflineInput {
    var openings: [SourceOpening] = []
    var problems: [String] = []
    var skipped: [String] = []
    let now: Micros
    private let paths: [String]
    /// The event times asked for, nil where all are: a journal seeks there, of files the records outside are passed over.
    private(set) var span: ClosedRange<Micros>?

    /// The time that a `--now` names, else the clock's.
    static func present(_ now: String?) throws -> Micros {
        let clock = Clock.now()
        return try time(now, "now", from: clock) ?? clock
    }

    private static func time(_ text: String?, _ flag: String, from present: Micros) throws -> Micros? {
        guard let text else { return nil }
        guard let time = TimeArgument.parse(text, now: present) else {
            throw ValidationError(
                "--\(flag) '\(text)': use a time such as 2026-11-24T17:00:00Z, 2026-11-24, -90m or -7d")
        }
        return time
    }

    init(
        paths: [String], journal: Bool = false, since: String? = nil, until: String? = nil, now: String? = nil,
        timezone: String? = nil, exclude: [String] = []
    ) throws {
        self.now = try Self.present(now)
        self.paths = paths
        let from = try Self.time(since, "since", from: self.now)
        let to = try Self.time(until, "until", from: self.now)
        if let from, let to, to < from {
            throw ValidationError("--until '\(until ?? "")' is before --since '\(since ?? "")': swap them")
        }
        if from != nil || to != nil { span = (from ?? .min)...(to ?? .max) }
        var options = Discovery.Options()
        options.exclude = exclude
        options.localHost = HostName.short()
        options.now = self.now
        if let timezone {
            guard let zone = TimeArgument.zone(timezone) else {
                throw ValidationError("--timezone '\(timezone)': use UTC or hours from it such as +09:00")
            }
            options.zoneOffset = zone
        } else {
            options.zoneOffset = Clock.zoneOffset(at: self.now)
        }
        let found = Discovery.find(paths, options: options)
        problems = found.errors.map { "\($0)" }
        skipped = found.skipped.map { "\($0.path): \($0.reason)" }
        var opening = SourcePlan.OpenOptions()
        opening.journal.since = from
        opening.journal.until = to
        var plans = found.plans
        if journal {
            plans.append(
                SourcePlan(
                    descriptor: SourceDescriptor(
                        name: "journal", kind: .journal, host: options.localHost, latest: self.now,
                        zoneOffset: options.zoneOffset),
                    content: .journal(.system)))
        }
        // A dozen files of one host and the like are told apart by their names, whose order decides between equal times.
        for (number, plan) in plans.sorted(by: { $0.descriptor.name < $1.descriptor.name }).enumerated() {
            let chosen = opening
            openings.append(
                SourceOpening(descriptor: plan.descriptor) { () throws(SourceError) in
                    try plan.open(id: SourceID(number), options: chosen)
                })
        }
    }

    /// Why nothing is left to open. What was named and cannot be read has been told in `problems`; this adds what was passed over
    /// in folders, which is otherwise a note of the report.
    var nothingReadable: CommandFailure {
        var text = "nothing could be read"
        if !skipped.isEmpty {
            text += ":" + skipped.prefix(5).map { "\n  \($0)" }.joined()
            if skipped.count > 5 { text += "\n  and \(skipped.count - 5) more" }
        } else if problems.isEmpty {
            text += ": no log in \(paths.joined(separator: ", "))"
        }
        return CommandFailure(text)
    }
}

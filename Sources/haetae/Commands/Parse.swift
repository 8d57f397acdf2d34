import ArgumentParser
import Bytes
import LogFormats
import LogSources
import Model
import Pipeline

struct Parse: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parse",
        abstract: "Show what is made of each line: time, severity, host, service, pid, id, message.",
        discussion: HelpText.joined(
            """
            EXAMPLES
              haetae parse /var/log/syslog | head
              haetae parse --json app.log | jq 'select(.severity == null)'
            """))
    @Flag(name: .long, help: "One record a line, as JSON.")
    var json = false
    @Option(
        name: .long, parsing: .unconditional,
        help: "Zone of times that state none: UTC, +09:00, ... Default: the host's.")
    var timezone: String?
    @Option(name: .long, parsing: .unconditional, help: "The present, for times without a year. Default: the clock.")
    var now: String?
    @Argument(help: "Files, folders, globs, or - for standard input.")
    var paths: [String]

    func run() async throws {
        let command = self
        try await Blocking.run { try command.parse() }
    }

    private func parse() throws {
        let input = try OfflineInput(paths: paths, now: now, timezone: timezone)
        for problem in input.problems { Console.error("haetae: \(Console.visible(problem))") }
        for opening in input.openings {
            var listing = RecordListing(descriptor: opening.descriptor, json: json)
            do throws(SourceError) {
                let source = try opening.open()
                while true {
                    guard let batch = try source.next(maxBytes: 256 * 1024, readAt: input.now) else { break }
                    listing.take(batch)
                }
                source.close()
            } catch {
                Console.error("haetae: \(Console.visible("\(error)"))")
            }
            listing.end()
        }
        if input.openings.isEmpty { throw input.nothingReadable }
    }
}

/// Joins lines to records and prints them.
private struct RecordListing {
    let descriptor: SourceDescriptor
    let json: Bool
    var tracker: FormatTracker
    var number = 0
    var first = 0
    var joined = 0
    /// Lines of a header that stands alone, waiting for its text, and the last of them.
    var headings = 0
    var heading: (record: Record, message: String, host: String, service: String, id: String)?
    var record = Record()
    var texts: (message: String, host: String, service: String, id: String) = ("", "", "", "")

    init(descriptor: SourceDescriptor, json: Bool) {
        (self.descriptor, self.json) = (descriptor, json)
        tracker = FormatTracker(descriptor)
    }

    mutating func take(_ batch: LogBatch) {
        let bytes = batch.arena.span.bytes
        switch batch.content {
        case .lines:
            var ranges = LineRanges()
            while let line = ranges.next(in: bytes) { take(tracker.parser.parse(line, in: bytes), bytes) }
        case .entries(let entries): for entry in entries { take(tracker.parser.parse(entry, in: bytes), bytes) }
        }
    }

    private mutating func take(_ parsed: Record, _ bytes: RawSpan) {
        number += 1
        _ = tracker.observe(parsed, in: bytes)
        var next = parsed
        tracker.join(&next, in: bytes)
        switch tracker.gather(next, in: bytes) {
        case .line: show(next, bytes)
        case .part: break
        case .whole: showWhole()
        }
    }

    /// A line that came in parts.
    private mutating func showWhole() {
        let (arena, whole, lines) = tracker.takeWhole()
        show(whole, arena.span.bytes, lines: lines, behind: tracker.linesBehind)
    }

    /// `behind`: lines of the next record that were read before this one was whole.
    private mutating func show(_ next: Record, _ bytes: RawSpan, lines: Int = 1, behind: Int = 0) {
        if next.flags.contains(.heading) {
            finish()
            headings += lines
            heading = (
                next, bytes.text(next.message), bytes.text(next.host), bytes.text(next.service),
                bytes.text(next.correlation)
            )
            return
        }
        if headings > 0, next.flags.contains(.continuation) {
            headings += lines
            return
        }
        if next.flags.contains(.continuation), joined > 0 {
            // Into its trace another program wrote: it goes on with a record that was shown.
            if tracker.isApart { return }
            joined += lines
            // A frame around a trace's line is no part of the text.
            let isFramed = !next.message.isEmpty && next.format != .none && next.message != next.line
            texts.message += "\n" + bytes.text(isFramed ? next.message : next.line)
            return
        }
        finish()
        (record, first, joined) = (next, number - headings - behind - (lines - 1), lines + headings)
        headings = 0
        texts = (
            bytes.text(next.message), next.host.isEmpty ? descriptor.host : bytes.text(next.host),
            next.service.isEmpty ? descriptor.service : bytes.text(next.service), bytes.text(next.correlation)
        )
    }

    /// The input ended.
    mutating func end() {
        // What there is of a split line.
        while tracker.hasParts { showWhole() }
        finish()
        guard headings > 0, let last = heading else { return }
        // A header whose text did not come any more.
        (record, first, joined) = (last.record, number - headings + 1, headings)
        texts = (
            last.message, last.host.isEmpty ? descriptor.host : last.host,
            last.service.isEmpty ? descriptor.service : last.service, last.id
        )
        finish()
    }

    mutating func finish() {
        guard joined > 0 else { return }
        defer { joined = 0 }
        let time = record.time == .unknown ? nil : RFC3339.string(record.time)
        if json {
            Console.print(
                JSONText.object { text in
                    text.member("line", first)
                    text.member("lines", joined)
                    text.member("format", FormatCatalog.name(record.format))
                    text.member("time", time)
                    text.member("severity", record.severity?.name)
                    text.member("host", texts.host.isEmpty ? nil : texts.host)
                    text.member("service", texts.service.isEmpty ? nil : texts.service)
                    text.member("pid", json: record.pid == 0 ? "null" : String(record.pid))
                    text.member("id", texts.id.isEmpty ? nil : texts.id)
                    text.member("message", texts.message)
                })
        } else {
            let pid = record.pid == 0 ? "" : "[\(record.pid)]"
            let lines = joined > 1 ? " (\(joined) lines)" : ""
            Console.print(
                "\(first)\(lines)  \(time ?? "no time")  \(record.severity?.name ?? "-")  \(Console.visible(texts.host + "/" + texts.service))\(pid)  "
                    + Console.styled(FormatCatalog.name(record.format), .dim)
                    + (texts.id.isEmpty ? "" : "  id=" + Console.visible(texts.id))
                    + "\n    " + Console.visible(texts.message))
        }
    }
}

import ArgumentParser
import Bytes
import LogFormats
import LogSources
import Model
import Pipeline

struct Parse: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show what is made of each line: time, severity, host, service, pid, id, message.",
        discussion: """
            EXAMPLES
              haetae parse /var/log/syslog | head
              haetae parse --json app.log | jq 'select(.severity == null)'
            """)
    @Flag(name: .long, help: "One record a line, as JSON.")
    var json = false
    @Option(name: .long, help: "Zone of times that state none: UTC, +09:00, ... Default: the host's.")
    var timezone: String?
    @Option(name: .long, help: "The present, for times without a year. Default: the clock.")
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
            listing.finish()
        }
        if input.openings.isEmpty { throw ExitCode.failure }
    }
}

/// Joins lines to records and prints them.
private struct RecordListing {
    let descriptor: SourceDescriptor
    let json: Bool
    var tracker: FormatTracker
    var joiner = RecordJoiner()
    /// The record is a header so far whose text is to come; its last line was split by the writer.
    var (isAnnounced, isSplit) = (false, false)
    var number = 0
    var first = 0
    var joined = 0
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
            var lines = LineRanges()
            while let line = lines.next(in: bytes) { take(tracker.parser.parse(line, in: bytes), bytes) }
        case .entries(let entries): for entry in entries { take(tracker.parser.parse(entry, in: bytes), bytes) }
        }
    }

    private mutating func take(_ line: Record, _ bytes: RawSpan) {
        number += 1
        _ = tracker.observe(line, in: bytes)
        var next = line
        let place = joiner.place(&next, in: bytes)
        if place == .continues, joined > 0 {
            joined += 1
            // Of an envelope only the text inside belongs to the record; what was split goes on without a gap.
            let isInside = next.format == record.format && !next.flags.contains(.headerless)
            let text = !isInside ? next.line : next.message == next.line ? .none : next.message
            texts.message += (isSplit ? "" : "\n") + bytes.text(text)
            isSplit = next.flags.contains(.partial)
            return
        }
        if isAnnounced, place == .starts, next.flags.contains(.headerless) {
            // The header before it is the first line of this record.
            (next.time, next.format, joined) = (record.time, record.format, joined + 1)
            record = next
            texts.message = bytes.text(next.message)
            isAnnounced = false
            return
        }
        finish()
        (record, first, joined) = (next, number, 1)
        (isAnnounced, isSplit) = (place == .announces, next.flags.contains(.partial))
        texts = (
            bytes.text(next.message), next.host.isEmpty ? descriptor.host : bytes.text(next.host),
            next.service.isEmpty ? descriptor.service : bytes.text(next.service), bytes.text(next.correlation)
        )
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
                    + Console.styled(FormatCatalog.name(record.format), .dim) + (texts.id.isEmpty ? "" : "  id=" + Console.visible(texts.id))
                    + "\n    " + Console.visible(texts.message))
        }
    }
}

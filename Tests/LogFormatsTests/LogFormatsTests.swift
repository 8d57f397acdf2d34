import Bytes
import Model
import TestSupport
import Testing

@testable import LogFormats

/// The record of each line of a source, with what it says of the line before.
func joinedRecords(of lines: [String]) -> [(line: String, record: Record)] {
    var source = tracker(of: lines)
    return lines.map { line in
        let bytes = Array(line.utf8)
        let span = bytes.span.bytes
        var record = source.parser.parse(ByteRange(0, bytes.count), in: span)
        _ = source.observe(record, in: span)
        source.join(&record, in: span)
        return (line, record)
    }
}

/// A parser as a source of these lines would have it.
func tracker(of lines: [String], zone: Int = 0, latest: String = "2026-12-01T00:00:00Z") -> FormatTracker {
    let head = Array((lines.joined(separator: "\n") + "\n").utf8)
    return FormatTracker(
        SourceDescriptor(
            name: "file:test", kind: .file, host: "here", service: "test", latest: RFC3339.parse(latest) ?? 0,
            zoneOffset: zone,
            head: head))
}

/// The record of a line, with the texts of its ranges.
struct Parsed {
    let record: Record
    let message, host, service, correlation, fields: String
    var time: String { record.time == .unknown ? "" : RFC3339.string(record.time) }

    init(_ line: String, by parser: LineParser) {
        let bytes = Array(line.utf8)
        record = parser.parse(ByteRange(0, bytes.count), in: bytes.span.bytes)
        message = bytes.span.bytes.text(record.message)
        host = bytes.span.bytes.text(record.host)
        service = bytes.span.bytes.text(record.service)
        correlation = bytes.span.bytes.text(record.correlation)
        fields = bytes.span.bytes.text(record.fields)
    }
}

@Suite struct CatalogTests {
    @Test func everySampleIsOfItsFormat() {
        let parser = tracker(of: []).parser
        for format in Format.allCases where ![.w3c, .syslogISO, .compose].contains(format) {
            for line in format.samples {
                let parsed = Parsed(line, by: parser)
                let found = Format(rawValue: parsed.record.format.raw)
                #expect(found == format || found == .syslogISO && format == .syslog, "\(line)")
                #expect(!parsed.message.isEmpty, "\(line)")
            }
        }
    }
}

@Suite struct CaseTests {
    @Test(arguments: SyslogCases.sources) func syslog(_ source: Source) { source.verify() }
    @Test(arguments: ServerCases.sources) func servers(_ source: Source) { source.verify() }
    @Test(arguments: StructuredCases.sources) func structured(_ source: Source) { source.verify() }
    @Test(arguments: ApplicationCases.sources) func applications(_ source: Source) { source.verify() }
}

import Bytes
import Model
import Testing

@testable import LogFormats

/// A line with what must be made of it.
struct Case: Sendable {
    let line, time, host, service, message, id, fields: String
    let severity: Severity?
    let pid: UInt32

    /// `time` as RFC 3339 in UTC, empty where the line has none.
    init(
        _ line: String, _ time: String, _ severity: Severity?, host: String = "", service: String = "", pid: UInt32 = 0,
        id: String = "",
        fields: String = "", _ message: String
    ) {
        (self.line, self.time, self.severity, self.host, self.service) = (line, time, severity, host, service)
        (self.pid, self.id, self.fields, self.message) = (pid, id, fields, message)
    }
}

/// The lines of one source, in order.
struct Source: Sendable, CustomTestStringConvertible {
    let name: String
    /// The formats that its lines may be found to have.
    let formats: [Format]
    let cases: [Case]
    var testDescription: String { name }

    init(_ name: String, _ formats: Format..., cases: [Case]) {
        (self.name, self.formats, self.cases) = (name, formats, cases)
    }

    /// Reads the lines as a source of their own and compares.
    func verify() {
        #expect(cases.count >= 5, "\(name): too few lines to show anything")
        var tracker = tracker(of: cases.map(\.line))
        for expected in cases {
            let parsed = Parsed(expected.line, by: tracker.parser)
            let line = expected.line
            #expect(formats.contains(Format(rawValue: parsed.record.format.raw) ?? .none), "\(line)")
            #expect(parsed.time == expected.time, "\(line)")
            #expect(parsed.record.severity == expected.severity, "\(line)")
            #expect(parsed.host == expected.host, "\(line)")
            #expect(parsed.service == expected.service, "\(line)")
            #expect(parsed.record.pid == expected.pid, "\(line)")
            #expect(parsed.message == expected.message, "\(line)")
            #expect(parsed.correlation == expected.id, "\(line)")
            #expect(parsed.fields == expected.fields, "\(line)")
            let bytes = Array(line.utf8)
            _ = tracker.observe(parsed.record, in: bytes.span.bytes)
        }
    }
}

import Bytes
import Model
import Testing

@testable import LogFormats

/// Records whose lines are gathered and read as one: Windows' event text, paragraphs of pairs.
@Suite struct BlockTests {
    struct Found: Equatable, CustomStringConvertible {
        var time, severity, host, service, message: String
        var lines: Int
        var description: String { "\(time) \(severity) \(host)/\(service) (\(lines)) \(message)" }
    }

    /// Reads lines as a source; `restarts`: the state is stored and read again before each line.
    static func read(_ text: String, restarts: Bool = false) throws -> [Found] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var descriptor = TrackerTests.descriptor
        descriptor.head = Array((lines.joined(separator: "\n") + "\n").utf8)
        var tracker = FormatTracker(descriptor)
        var found: [Found] = []
        func show(_ record: Record, _ bytes: RawSpan, _ lines: Int) {
            if record.flags.contains(.continuation), !found.isEmpty {
                found[found.count - 1].lines += lines
                return
            }
            found.append(
                Found(
                    time: record.time == .unknown ? "" : RFC3339.string(record.time),
                    severity: record.severity?.name ?? "", host: bytes.text(record.host),
                    service: bytes.text(record.service), message: bytes.text(record.message), lines: lines))
        }
        for line in lines {
            if restarts { tracker = try FormatTracker(descriptor, snapshot: tracker.snapshot()) }
            let bytes = Array(line.utf8)
            var record = tracker.parser.parse(ByteRange(0, bytes.count), in: bytes.span.bytes)
            _ = tracker.observe(record, in: bytes.span.bytes)
            tracker.join(&record, in: bytes.span.bytes)
            switch tracker.gather(record, in: bytes.span.bytes) {
            case .line: show(record, bytes.span.bytes, 1)
            case .part: break
            case .whole:
                let (arena, whole, count) = tracker.takeWhole()
                show(whole, arena.span.bytes, count)
            }
        }
        while tracker.hasParts {
            let (arena, whole, count) = tracker.takeWhole()
            show(whole, arena.span.bytes, count)
        }
        return found
    }

    static let eventText = """
        Event[0]:
          Log Name: System
          Source: Service Control Manager
          Date: 2026-11-24T17:00:11.1230000Z
          Event ID: 7031
          Task: N/A
          Level: Error
          Opcode: N/A
          Keyword: Classic
          User: N/A
          User Name: N/A
          Computer: web1.example.org
          Description: 
        The Cart Service service terminated unexpectedly.

        Event[1]:
          Log Name: System
          Source: disk
          Date: 2026-11-24T17:00:12.456
          Event ID: 7
          Level: Warning
          Computer: web1
          Description: 
        The device has a bad block.
        Its sectors:
        \tfirst:\t\t12
          User: none
        """

    static let eventList = """
        Index              : 4711
        EntryType          : Error
        InstanceId         : 7031
        Message            : The Cart Service service terminated
                             unexpectedly.
        Category           : (0)
        ReplacementStrings : {Cart Service, 1}
        Source             : Service Control Manager
        TimeGenerated      : 11/24/2026 5:00:11 PM
        TimeWritten        : 11/24/2026 5:00:12 PM
        UserName           : 

        Index              : 4710
        EntryType          : Information
        Message            : The history was cleared.
        Source             : Kernel-General
        TimeGenerated      : 11/24/2026 5:00:01 PM
        """

    @Test func aBlockOfEventTextIsOneRecord() throws {
        let expected = [
            Found(
                time: "2026-11-24T17:00:11.123000Z", severity: "error", host: "web1.example.org",
                service: "Service Control Manager", message: "The Cart Service service terminated unexpectedly.",
                lines: 15),
            Found(
                time: "2026-11-24T17:00:12.456000Z", severity: "warning", host: "web1", service: "disk",
                message: "The device has a bad block.", lines: 12),
        ]
        #expect(try Self.read(Self.eventText) == expected)
        #expect(try Self.read(Self.eventText, restarts: true) == expected)
    }

    @Test func aParagraphOfPairsIsOneRecord() throws {
        let expected = [
            Found(
                time: "2026-11-24T17:00:11Z", severity: "error", host: "", service: "Service Control Manager",
                message: "The Cart Service service terminated\n                     unexpectedly.", lines: 12),
            Found(
                time: "2026-11-24T17:00:01Z", severity: "info", host: "", service: "Kernel-General",
                message: "The history was cleared.", lines: 5),
        ]
        #expect(try Self.read(Self.eventList) == expected)
        #expect(try Self.read(Self.eventList, restarts: true) == expected)
    }

    @Test func aSettingsFileIsNoParagraphOfEvents() throws {
        let settings = "Name : cart\nPort : 80\nOwner : kim\nState : open\n\nName : pay\nPort : 81\nOwner : kim"
        #expect(try Self.read(settings).count == 7)
    }

    @Test func eventsAsXMLNameTheirProviderAndLevel() {
        let line = EventXML.samples[0]
        let parsed = Parsed(line, by: FormatTracker(TrackerTests.descriptor).parser)
        #expect(parsed.time == "2026-11-24T17:00:11.123456Z")
        #expect(parsed.record.severity == .warning)
        #expect(parsed.host == "WEB01")
        #expect(parsed.service == "disk")
        #expect(parsed.message.hasPrefix("<EventID>7"))
    }

    @Test func tagsOfARequestAreItsId() {
        let line = "[3e8c5b34-2f0a-4d5e-9d4b-000000000001] Completed 404 Not Found in 2ms"
        let parsed = Parsed(line, by: FormatTracker(TrackerTests.descriptor).parser)
        #expect(parsed.correlation == "3e8c5b34-2f0a-4d5e-9d4b-000000000001")
        #expect(parsed.message == "Completed 404 Not Found in 2ms")
    }
}

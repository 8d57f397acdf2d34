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

    static let verbose = """
        Tue 2026-11-24 17:00:11.123456 UTC [s=6c7c6013a26343b29e964691ff25d04c;i=4fc72;b=15ea21f0;m=11f2;t=5a9d;x=6f1a]
            _TRANSPORT=syslog
            PRIORITY=3
            SYSLOG_IDENTIFIER=cart
            _HOSTNAME=shop1
            MESSAGE=disk /srv is full
            _COMM=cart-server
        Tue 2026-11-24 17:00:12.123456 UTC [s=6c7c6013a26343b29e964691ff25d04c;i=4fc73;b=15ea21f0;m=11f3;t=5a9e;x=6f1b]
            MESSAGE=two lines
                    the second
            PRIORITY=6
            _COMM=pay
        Tue 2026-11-24 17:00:13.123456 UTC [s=6c7c6013a26343b29e964691ff25d04c;i=4fc74;b=15ea21f0;m=11f3;t=5a9e;x=6f1b]
            PRIORITY=4
            MESSAGE=ERROR: last one
        """

    @Test func anEntryOfTheJournalWithItsFieldsIsOneRecord() throws {
        let expected = [
            Found(
                time: "2026-11-24T17:00:11.123456Z", severity: "error", host: "shop1", service: "cart",
                message: "disk /srv is full", lines: 7),
            Found(
                time: "2026-11-24T17:00:12.123456Z", severity: "info", host: "", service: "pay",
                message: "two lines\n            the second", lines: 5),
            Found(
                time: "2026-11-24T17:00:13.123456Z", severity: "error", host: "", service: "",
                message: "last one", lines: 3),
        ]
        #expect(try Self.read(Self.verbose) == expected)
        #expect(try Self.read(Self.verbose, restarts: true) == expected)
    }

    static let objects = """
        {
          "time": "2026-11-24T17:00:11Z",
          "level": "error",
          "message": "disk is full",
          "context": {
            "part": "/srv"
          }
        }
        {
          "time": "2026-11-24T17:00:12Z",
          "level": "info",

          "message": "cart is ready"
        }
        """

    @Test func anObjectOverSeveralLinesIsOneRecord() throws {
        let expected = [
            Found(
                time: "2026-11-24T17:00:11Z", severity: "error", host: "", service: "", message: "disk is full",
                lines: 8),
            Found(
                time: "2026-11-24T17:00:12Z", severity: "info", host: "", service: "", message: "cart is ready",
                lines: 6),
        ]
        #expect(try Self.read(Self.objects) == expected)
        #expect(try Self.read(Self.objects, restarts: true) == expected)
    }

    /// A configuration tells no time and no level; what is cut is a record all the same.
    @Test func whatIsNoObjectOfALogStaysAsItIs() throws {
        let settings = "{\n  \"port\": 80,\n  \"owner\": \"kim\"\n}"
        #expect(try Self.read(settings).first?.severity == "")
        let cut = try Self.read(Self.objects + "\n{\n  \"level\": \"error\",\nplain text\n{\n  \"level\":")
        #expect(cut.map(\.lines).reduce(0, +) == 19)
        #expect(cut.contains { $0.message.contains("plain text") })
    }

    static let diagnostics = """
        2026-11-24-17.00.11.123456+060 I27204F655            LEVEL: Error
        PID     : 4711                 TID : 140123          PROC : db2sysc
        INSTANCE: db2inst1             NODE : 000            DB   : SHOP
        HOSTNAME: shop01
        FUNCTION: DB2 UDB, base sys utilities, sqleattach, probe:20
        MESSAGE : SQLO_EOF "the data does not exist"
        DATA #1 : String, 26 bytes
        the file is gone

        2026-11-24-17.00.12.123456+060 E27860F455            LEVEL: Warning
        PID     : 4711                 TID : 140123          PROC : db2start
        HOSTNAME: shop01
        MESSAGE : ADM7513W  The manager has started.
        """

    @Test func aParagraphBelowATimeAndALevelIsOneRecord() throws {
        let expected = [
            Found(
                time: "2026-11-24T16:00:11.123456Z", severity: "error", host: "shop01", service: "db2sysc",
                message: "SQLO_EOF \"the data does not exist\"", lines: 9),
            Found(
                time: "2026-11-24T16:00:12.123456Z", severity: "warning", host: "shop01", service: "db2start",
                message: "ADM7513W  The manager has started.", lines: 4),
        ]
        #expect(try Self.read(Self.diagnostics) == expected)
        #expect(try Self.read(Self.diagnostics, restarts: true) == expected)
        // A message that begins with a word in capitals is no such pair.
        let server = (0..<6).map { "2026-11-24 17:00:1\($0).123 GMT [29]    LOG:  checkpoint \($0)" }
        #expect(try Self.read(server.joined(separator: "\n")).allSatisfy { $0.message.hasPrefix("checkpoint") })
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

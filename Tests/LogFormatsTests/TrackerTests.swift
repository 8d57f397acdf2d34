import Bytes
import Model
import TestSupport
import Testing

@testable import LogFormats

/// The tracker's decisions: they depend on the sequence of lines alone.
@Suite struct TrackerTests {
    static let descriptor = SourceDescriptor(
        name: "file:x", kind: .file, host: "h", latest: RFC3339.parse("2026-12-01T00:00:00Z") ?? 0)

    /// A source that changes its mind: plain lines, a time-led program, syslog, JSON, with traces between.
    static func changingSource(_ seed: UInt64) -> [String] {
        var random = Seeded(seed)
        var lines: [String] = []
        for _ in 0..<6 {
            let kind = Int.random(in: 0..<6, using: &random)
            for index in 0..<Int.random(in: 1...200, using: &random) {
                let second = 10 + index % 50
                switch kind {
                case 0: lines.append("plain text \(index) without a header")
                case 1:
                    lines.append(
                        "2026-11-24 17:00:\(second),123 INFO [main-\(index % 3)] shop.Cart: item \(index) added")
                case 2: lines.append("Nov 24 17:00:\(second) host sshd[\(index + 1)]: Accepted password for root")
                case 3:
                    lines.append(
                        "{\"time\":\"2026-11-24T17:00:\(second)Z\",\"level\":\"info\",\"msg\":\"hello \(index)\"}")
                case 4:
                    lines.append(
                        "\(index) node-\(index % 7) unix.hw state_change 10778047\(second) 1 component \(index) is up")
                default: lines.append("[10.30 16:49:\(second)] chrome.exe - proxy:\(index) open through proxy")
                }
                if Int.random(in: 0..<20, using: &random) == 0 {
                    lines += ["Traceback (most recent call last):", "  File \"x.py\", line 1", "ValueError: x"]
                }
            }
        }
        return lines
    }

    /// Reads lines one by one; the tracker is thrown away and revived from its snapshot at `restarts`.
    static func read(_ lines: [String], head: Int, restarts: Set<Int> = []) throws -> [Record] {
        var descriptor = descriptor
        descriptor.head = Array((lines.prefix(head).joined(separator: "\n") + "\n").utf8)
        var tracker = FormatTracker(descriptor)
        var records: [Record] = []
        for (index, line) in lines.enumerated() {
            if restarts.contains(index) {
                let snapshot = tracker.snapshot()
                tracker = try FormatTracker(descriptor, snapshot: snapshot)
                #expect(tracker.snapshot() == snapshot)
            }
            let bytes = Array(line.utf8)
            let record = tracker.parser.parse(ByteRange(0, bytes.count), in: bytes.span.bytes)
            _ = tracker.observe(record, in: bytes.span.bytes)
            records.append(record)
        }
        return records
    }

    @Test(arguments: 0..<12 as Range<UInt64>) func restartAnywhereSameRecords(seed: UInt64) throws {
        let lines = Self.changingSource(seed)
        var random = Seeded(seed)
        let restarts = Set((0..<20).map { _ in Int.random(in: 0..<lines.count, using: &random) })
        for head in [0, 5, 100] {
            let once = try Self.read(lines, head: head)
            #expect(try Self.read(lines, head: head, restarts: restarts) == once)
        }
    }

    /// As the pipeline does it: batches parsed ahead with the parser of the moment, and again when the decision
    /// changed.
    @Test(arguments: 0..<12 as Range<UInt64>) func cutAnywhereSameRecords(seed: UInt64) throws {
        let lines = Self.changingSource(seed)
        let expected = try Self.read(lines, head: 20)
        var random = Seeded(seed &+ 99)
        var descriptor = Self.descriptor
        descriptor.head = Array((lines.prefix(20).joined(separator: "\n") + "\n").utf8)
        var tracker = FormatTracker(descriptor)
        var records: [Record] = []
        var at = 0
        while at < lines.count {
            let end = min(lines.count, at + Int.random(in: 1...300, using: &random))
            var parser = tracker.parser
            var ahead = lines[at..<end].map { line in
                let bytes = Array(line.utf8)
                return parser.parse(ByteRange(0, bytes.count), in: bytes.span.bytes)
            }
            for index in at..<end {
                let bytes = Array(lines[index].utf8)
                records.append(ahead[index - at])
                if tracker.observe(ahead[index - at], in: bytes.span.bytes) {
                    #expect(tracker.parser.version > parser.version)
                    parser = tracker.parser
                    for later in index + 1..<max(index + 1, end) {
                        let bytes = Array(lines[later].utf8)
                        ahead[later - at] = parser.parse(ByteRange(0, bytes.count), in: bytes.span.bytes)
                    }
                }
            }
            at = end
        }
        #expect(records == expected)
    }

    @Test func followsASourceThatChangesItsFormat() throws {
        let lines =
            (0..<50).map { "Nov 24 17:00:11 host app[\($0)]: one \($0)" }
            + (0..<300).map { "\($0) node-\($0 % 9) unix.hw 10778047\(10 + $0 % 80) 1 component \($0) is up" }
        let records = try Self.read(lines, head: 30)
        #expect(records[49].format == Format.syslog.id)
        #expect(records.last?.format == Format.columns.id)
        let last = Array((lines.last ?? "").utf8)
        #expect(last.span.bytes.text(records.last?.message ?? .none) == "component 299 is up")
        // Nothing is dropped on the way: each line has a message of its own.
        #expect(records.allSatisfy { !$0.message.isEmpty })
    }

    @Test func decidesWithoutAHead() throws {
        let lines = (0..<40).map { "2026-11-24 17:00:\(10 + $0),123 INFO [main] shop.Cart: item \($0) added" }
        let records = try Self.read(lines, head: 0)
        #expect(records.allSatisfy { $0.severity == .info && $0.time != .unknown })
    }

    @Test func plainSourcesStayPlain() throws {
        let lines = (0..<500).map { "the \($0)th line says nothing special" }
        let records = try Self.read(lines, head: 100)
        #expect(records.allSatisfy { $0.flags == .headerless && $0.message.count > 20 })
    }

    @Test func aFewHeadersDoNotSwallowPlainLines() throws {
        // Two programs write to one file; most lines have no header: they are records of their own.
        let lines = (0..<200).map { $0 % 10 == 0 ? "2026-11-24 17:00:11,123 INFO started \($0)" : "plain line \($0)" }
        let records = try Self.read(lines, head: 200)
        #expect(records.filter { $0.flags.contains(.continuation) }.isEmpty)
        #expect(records.filter { $0.flags.contains(.headerless) }.count == 180)
    }

    @Test func snapshotsOfEqualStatesAreEqual() {
        let lines = Self.changingSource(3)
        #expect(tracker(of: lines).snapshot() == tracker(of: lines).snapshot())
    }
}

/// Years, zones and what is reported of them.
@Suite struct InferenceTests {
    func time(_ line: String, latest: String, zone: Int = 0) -> String {
        Parsed(line, by: tracker(of: [line], zone: zone, latest: latest).parser).time
    }

    @Test(arguments: [
        ("Nov 24 17:00:11 h a[1]: x", "2026-11-24T18:00:00Z", "2026-11-24T17:00:11Z"),
        // A day's slack for clocks and zones.
        ("Nov 25 12:00:00 h a[1]: x", "2026-11-24T18:00:00Z", "2026-11-25T12:00:00Z"),
        ("Nov 26 12:00:00 h a[1]: x", "2026-11-24T18:00:00Z", "2025-11-26T12:00:00Z"),
        ("Dec 31 23:59:59 h a[1]: x", "2027-01-01T00:10:00Z", "2026-12-31T23:59:59Z"),
        ("Jan  1 00:00:01 h a[1]: x", "2026-12-31T23:59:59Z", "2027-01-01T00:00:01Z"),
        // February 29 is in the last leap year.
        ("Feb 29 12:00:00 h a[1]: x", "2026-11-24T18:00:00Z", "2024-02-29T12:00:00Z"),
    ])
    func years(_ line: String, _ latest: String, _ expected: String) {
        #expect(time(line, latest: latest) == expected)
    }

    @Test func zones() {
        #expect(
            time("Nov 24 17:00:11 h a[1]: x", latest: "2026-11-24T18:00:00Z", zone: 32_400) == "2026-11-24T08:00:11Z")
        #expect(
            time("2026-11-24 17:00:11 INFO x", latest: "2026-11-24T18:00:00Z", zone: -18_000) == "2026-11-24T22:00:11Z")
        // A zone in the line wins.
        #expect(
            time("2026-11-24T17:00:11Z INFO x", latest: "2026-11-24T18:00:00Z", zone: 32_400) == "2026-11-24T17:00:11Z")
    }

    @Test func guessesAreReported() {
        let line = "Nov 24 17:00:11 h a[1]: x"
        var source = tracker(of: [line], zone: 32_400)
        #expect(source.guesses == [])
        let bytes = Array(line.utf8)
        _ = source.observe(source.parser.parse(ByteRange(0, bytes.count), in: bytes.span.bytes), in: bytes.span.bytes)
        #expect(source.guesses == ["year inferred: 2026", "zone assumed: UTC+09:00"])
    }

    @Test func dayFirstIsSeenInTheHead() {
        let lines = ["03/11/2026 10:00:00 INFO a", "24/11/2026 10:00:00 INFO b"]
        let source = tracker(of: lines)
        #expect(Parsed(lines[0], by: source.parser).time == "2026-11-03T10:00:00Z")
        #expect(source.guesses == ["dates read as day/month/year"])
        #expect(Parsed("03/11/2026 10:00:00 INFO a", by: tracker(of: []).parser).time == "2026-03-11T10:00:00Z")
    }

    @Test func aSourceFollowedForMonthsKeepsItsYear() {
        var source = tracker(of: ["Nov 24 17:00:11 h a[1]: x"], latest: "2026-11-24T18:00:00Z")
        var last = Micros.unknown
        // Twice a day through the winter.
        for half in 0..<200 {
            let at = CivilTime((RFC3339.parse("2026-11-24T06:00:00Z") ?? 0) + Micros(half) * .day / 2)
            let month = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][
                at.month - 1]
            let bytes = Array(
                "\(month) \(at.day < 10 ? " " : "")\(at.day) \(at.hour < 10 ? "0" : "")\(at.hour):00:00 h a[1]: x".utf8)
            let record = source.parser.parse(ByteRange(0, bytes.count), in: bytes.span.bytes)
            #expect(record.time > last)
            last = record.time
            _ = source.observe(record, in: bytes.span.bytes)
        }
        #expect(RFC3339.string(last).hasPrefix("2027-03"))
    }

    @Test func bitsAreThoseOfTheModel() {
        #expect(Record.Flags.continuation.rawValue == FlagBits.continuation)
        #expect(Record.Flags.headerless.rawValue == FlagBits.headerless)
        #expect(Record.Flags.inferredYear.rawValue == FlagBits.inferredYear)
        #expect(Record.Flags.inferredZone.rawValue == FlagBits.inferredZone)
        #expect(Record.Flags.partial.rawValue == FlagBits.partial)
    }
}

/// The short way through a syslog time agrees with the long one.
@Suite struct ShortcutTests {
    @Test func classicAgreesWithTheLongWay() {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        for latest in ["2026-11-24T18:00:00Z", "2027-01-01T00:00:00Z", "2024-02-29T12:00:00Z", "2026-12-31T23:59:59Z"] {
            for zone in [0, 32_400, -28_800] {
                let context = TimeContext(zoneOffset: zone, latest: RFC3339.parse(latest) ?? 0, slack: .day)
                for month in months {
                    for day in 1...31 {
                        for clock in ["00:00:00", "12:34:56", "23:59:59"] {
                            let text = Array("\(month) \(day < 10 ? " " : "")\(day) \(clock) host a: b".utf8)
                            var short = Cursor(0, text.count)
                            var long = short
                            var quick = Stamp()
                            var slow = Stamp()
                            guard Timestamps.classic(&short, text.span.bytes, context, &quick) else { continue }
                            #expect(Timestamps.letterLed(&long, text.span.bytes, context, &slow))
                            #expect(quick.time == slow.time && quick.flags == slow.flags && short.at == long.at)
                        }
                    }
                }
            }
        }
    }

    @Test(arguments: [
        "Jun 14 15:16:0x host", "Jun 14 25:16:01 host", "Jun 14 15:66:01 host", "Jux 14 15:16:01 host",
        "Jun 00 15:16:01 host", "Jun 14 15:16:01.5 host", "Jun 14",
    ])
    func otherTextsGoTheLongWay(_ text: String) {
        let context = TimeContext(zoneOffset: 0, latest: 0, slack: .day)
        let bytes = Array(text.utf8)
        var c = Cursor(0, bytes.count)
        var stamp = Stamp()
        #expect(!Timestamps.classic(&c, bytes.span.bytes, context, &stamp))
    }
}

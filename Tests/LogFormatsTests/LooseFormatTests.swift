import Bytes
import Model
import TestSupport
import Testing

@testable import LogFormats

/// Shapes that many programs share: rows, loose times, progress, and which lines stand alone.
@Suite struct LooseFormatTests {
    /// Whether each line of a source goes on with the one before it.
    private func joined(_ lines: [String]) -> [Bool] {
        joinedRecords(of: lines).map { $0.record.flags.contains(.continuation) }
    }

    @Test(arguments: [
        ("10 %\r20 %\r100 %", "100 %"), ("10 %\r100 %\r", "100 %"), ("done\r      \r", "done"), ("plain", "plain"),
        ("\r\r\r", ""), ("2026-11-24T17:00:11.123456789Z stdout F 10 %\r100 %", "100 %"),
    ]) func theLastStateOfAProgressIsTheLine(_ line: String, _ message: String) {
        #expect(Parsed(line, by: tracker(of: [line]).parser).message == message)
    }

    @Test func aLongProgressIsReadInOnePass() {
        let line = String(repeating: "|\r", count: 200_000) + "ready"
        #expect(Parsed(line, by: tracker(of: ["text"]).parser).message == "ready")
    }

    @Test(arguments: [
        (["03/11/2026 10:00:00 a", "24/11/2026 10:00:00 b"], DateOrder.dayFirst),
        (["03/11/2026 10:00:00 a", "11/24/2026 10:00:00 b"], .monthFirst),
        (["03/11/2026 10:00:00 a", "04/11/2026 10:00:00 b", "05/11/2026 10:00:00 c"], .dayFirst),
        (["11/03/2026 10:00:00 a", "11/04/2026 10:00:00 b", "11/05/2026 10:00:00 c"], .monthFirst),
        (["01/12/2026 10:00:00 a"], .unknown), (["02/12/2026 10:00:00 a"], .unknown),
        (["05/12/2026 10:00:00 a", "text"], .unknown), (["no date"], .unknown),
        (["03/12/2026 10:00:00 a"], .unknown),
        (["06/01/2027 10:00:00 a"], .unknown), (["01/12/2027 a"], .unknown),
    ]) func theOrderOfADate(_ lines: [String], _ order: DateOrder) {
        var sample = LineSample()
        sample.fill(from: Array((lines.joined(separator: "\n") + "\n").utf8), lines: 64)
        let latest = RFC3339.parse("2027-12-31T00:00:00Z") ?? 0
        #expect(DateOrder.shown(by: sample, sample.bytes.span.bytes, latest: latest) == order)
    }

    @Test func aMonthInTheFutureIsADay() {
        // Twelve days into the year the second number cannot be a day of December.
        let parser = tracker(of: ["05/01/2026 10:00:00 INFO a"], latest: "2026-01-06T00:00:00Z").parser
        #expect(Parsed("05/01/2026 10:00:00 INFO a", by: parser).time == "2026-01-05T10:00:00Z")
    }

    @Test func dashesPutTheDayFirstUnlessTheSourceShowsOtherwise() {
        #expect(Parsed("03-11-2026 10:00:00 a", by: tracker(of: []).parser).time == "2026-11-03T10:00:00Z")
        let lines = ["03-11-2026 10:00:00 a", "11-24-2026 10:00:00 b"]
        #expect(Parsed(lines[0], by: tracker(of: lines).parser).time == "2026-03-11T10:00:00Z")
    }

    /// Sources whose programs write one line a record: other lines are records of their own, traces are not.
    @Test func otherLinesStandAlone() {
        #expect(
            joined([
                "Nov 24 17:00:10 web1 app[4]: starts", "Nov 24 17:00:10 web1 app[4]: runs",
                "Nov 24 17:00:11 web1 app[4]: boom", "web1 cron[44]: (root) CMD (true)", "plain words",
                "Nov 24 17:00:12 web1 app[4]: boom", "java.lang.IllegalStateException: boom", "\tat a.B.c(B.java:1)",
            ]) == [false, false, false, false, false, false, true, true])
        #expect(
            joined([
                #"{"level":"info","msg":"a"}"#, "not an object", #"{"level":"info","msg":"b"}"#,
                #"{"level":"info","msg":"c"}"#,
            ]) == [false, false, false, false])
    }

    /// In a program's own log, text goes on, but what begins as another record does not.
    @Test func textGoesOnAndRecordsDoNot() {
        #expect(
            joined([
                "2026-11-24 17:00:11,123 INFO [main] org.example.Db: select", "from carts", "where id = '17:00:11'",
                "2026-11-24 17:00:12,123 INFO [main] org.example.Db: done", "web1 nginx[2833]: 10 open files",
                "2026-11-24 17:00:13,123 INFO [main] org.example.Db: done",
                "2026-11-24 17:00:14,123 INFO [main] org.example.Db: done",
            ]) == [false, true, true, false, false, false, false])
    }

    /// A date within a sentence, and one in the future, are no header.
    @Test(arguments: [
        "backup of the carts finished, last one was 2026-11-20 01:00:00", "certificate expires 2030-01-01 00:00:00",
        "valid until Nov 24 17:00:11", "took 12:30:11 in all", "ratio 10.11.12 for 2.3.4",
    ]) func sentencesKeepTheirDates(_ line: String) {
        let parsed = Parsed(line, by: tracker(of: []).parser)
        #expect(parsed.time == "")
        #expect(parsed.message == line)
    }

    @Test func oneWordBeforeADateGivesItsTimeAndStays() {
        let parsed = Parsed("tls 1.0 2026-11-20T02:59:40 net/x 10.0.0.9:51", by: tracker(of: []).parser)
        #expect(parsed.time == "2026-11-20T02:59:40Z")
        #expect(parsed.message == "tls 1.0 2026-11-20T02:59:40 net/x 10.0.0.9:51")
    }

    @Test func columnsSurviveASnapshot() throws {
        let lines = ["time;severity;text", "2026-11-24T17:00:11Z;error;disk full", "2026-11-24T17:00:12Z;info;ok"]
        let source = tracker(of: lines)
        let again = try FormatTracker(
            SourceDescriptor(
                name: "file:test", kind: .file, host: "here", service: "test",
                latest: RFC3339.parse("2026-12-01T00:00:00Z") ?? 0, zoneOffset: 0, head: []),
            snapshot: source.snapshot())
        for parser in [source.parser, again.parser] {
            let parsed = Parsed(lines[1], by: parser)
            #expect(parsed.time == "2026-11-24T17:00:11Z")
            #expect(parsed.record.severity == .error)
            #expect(parsed.message == "disk full")
        }
        #expect(again.snapshot() == source.snapshot())
    }

    @Test(arguments: [
        "on time, and in good order, the message was sent", "a,b,c", "time", "1,2,time", "level=info,time=3",
    ]) func sentencesAreNoHeaderOfATable(_ line: String) {
        let bytes = Array(line.utf8)
        let columns = Columns(row: bytes.span.bytes, 0, bytes.count)
        #expect(columns == nil || line.hasPrefix("on time"))
    }

    /// Damaged lines of all small logs: no parser traps, and no range leaves its line.
    @Test(arguments: 0..<10) func hostileRows(seed: UInt64) {
        var random = Seeded(seed &+ 977)
        for log in WildLog.read(WildLogsC.text) {
            let lines = log.records.flatMap(\.lines)
            var source = tracker(of: lines)
            for line in lines {
                let other = Array((lines.randomElement(using: &random) ?? line).utf8)
                let bytes = FuzzTests.mutate(Array(line.utf8), other, &random)
                let span = bytes.span.bytes
                let range = ByteRange(0, bytes.count)
                var record = source.parser.parse(range, in: span)
                FuzzTests.check(record, range, "\(log.name): \(String(decoding: bytes, as: UTF8.self))")
                _ = source.observe(record, in: span)
                source.join(&record, in: span)
            }
        }
    }
}

import Bytes
import Model
import TestSupport
import Testing

@testable import LogFormats

/// Which lines make one record, where a line alone does not tell.
@Suite struct JoinerTests {
    /// A text and how many lines each of its records has; a header that announces a record counts with it.
    struct Example: Sendable, CustomTestStringConvertible {
        var name: String
        var lines: [String]
        var records: [Int]
        var testDescription: String { name }
    }

    static let cri = "2026-11-24T16:00:00.000000001Z "
    static func docker(_ text: String) -> String {
        "{\"log\":\"\(text)\",\"stream\":\"stderr\",\"time\":\"2026-11-24T16:00:00.000000001Z\"}"
    }

    static let examples: [Example] = [
        Example(
            name: "CRI parts",
            lines: [cri + "stdout P first, ", cri + "stdout P second, ", cri + "stdout F third", cri + "stdout F alone"],
            records: [3, 1]),
        Example(
            name: "a Python traceback in CRI",
            lines: [
                cri + "stdout F {\"level\":\"info\",\"msg\":\"served\"}", cri + "stderr F Traceback (most recent call last):",
                cri + "stderr F   File \"a.py\", line 1, in <module>", cri + "stderr F     main()",
                cri + "stderr F ValueError: bad thing", cri + "stdout F ValueErrors are counted elsewhere",
            ], records: [1, 4, 1]),
        Example(
            name: "Docker's parts",
            lines: [docker("first "), docker("second\\n"), docker("alone\\n")], records: [2, 1]),
        Example(
            name: "a Go panic in Docker",
            lines: [
                docker("ready\\n"), docker("panic: index out of range\\n"), docker("\\n"), docker("goroutine 1 [running]:\\n"),
                docker("main.main()\\n"), docker("\\t/src/main.go:12 +0x1d\\n"), docker("exit status 2\\n"), docker("starting\\n"),
            ], records: [1, 6, 1]),
        Example(
            name: "a Java exception in CRI",
            lines: [
                cri + "stdout F 2026-11-24 16:00:00,001 ERROR [main] shop.Cart: cannot save",
                cri + "stdout F java.io.IOException: disk", cri + "stdout F \tat shop.Cart.save(Cart.java:12)",
                cri + "stdout F Caused by: java.lang.Error: x", cri + "stdout F \t... 3 more",
                cri + "stdout F 2026-11-24 16:00:01,001 INFO [main] shop.Cart: saved",
            ], records: [5, 1]),
        Example(
            name: ".NET's console",
            lines: [
                "info: Microsoft.Hosting.Lifetime[14]", "      Now listening on: http://localhost:5000",
                "fail: Microsoft.AspNetCore.Server.Kestrel[13]", "      An unhandled exception was thrown.",
                "      System.InvalidOperationException: boom", "         at Program.Main() in /src/Program.cs:line 12",
                "info: Microsoft.Hosting.Lifetime[0]", "      Application started.",
            ], records: [2, 4, 2]),
        Example(
            name: "java.util.logging",
            lines: [
                "Nov 24, 2026 4:13:31 PM org.apache.catalina.startup.HostConfig deployDirectory",
                "INFO: Deployment has finished in 431 ms",
                "Nov 24, 2026 4:14:02 PM org.apache.catalina.core.StandardWrapperValve invoke",
                "SEVERE: Servlet.service() threw exception", "java.lang.NullPointerException", "\tat com.example.Foo.bar(Foo.java:12)",
            ], records: [2, 4]),
    ]

    private struct Walk {
        var tracker: FormatTracker
        var joiner = RecordJoiner()
        var records: [Int] = []
        var severities: [Severity?] = []
        var announced = 0

        mutating func take(_ line: String) {
            let bytes = Array(line.utf8)
            take(tracker.parser.parse(ByteRange(0, bytes.count), in: bytes.span.bytes), bytes.span.bytes)
        }

        mutating func take(_ line: Record, _ bytes: RawSpan) {
            var record = line
            _ = tracker.observe(record, in: bytes)
            switch joiner.place(&record, in: bytes) {
            case .announces: announced += 1
            case .starts:
                records.append(1 + announced)
                severities.append(record.severity)
                announced = 0
            case .continues:
                if records.isEmpty { records.append(1) } else { records[records.count - 1] += 1 }
            }
        }
    }

    private static func walk(_ lines: [String], restarting: Bool = false) -> Walk {
        var descriptor = TrackerTests.descriptor
        descriptor.head = Array((lines.joined(separator: "\n") + "\n").utf8)
        var walk = Walk(tracker: FormatTracker(descriptor))
        for line in lines {
            if restarting { walk.joiner = RecordJoiner(packed: walk.joiner.packed) }
            walk.take(line)
        }
        return walk
    }

    @Test(arguments: examples) func linesOfARecordAreJoined(_ example: Example) {
        #expect(Self.walk(example.lines).records == example.records)
        #expect(Self.walk(example.lines, restarting: true).records == example.records)
    }

    @Test func aTextTakesTheSeverityOfItsHeader() {
        #expect(Self.walk(Self.examples[5].lines).severities == [.info, .error, .info])
    }

    /// Journal entries of two processes between each other: a traceback is joined, with its last line, and only with its own process.
    @Test func aTracebackInTheJournalEndsWithItsException() {
        let texts: [(pid: UInt32, text: String)] = [
            (41, "2026-11-24 16:44:04,669 ERROR [shop] Exception on /search [GET]"), (41, "Traceback (most recent call last):"),
            (41, "  File \"/opt/shop/shop.py\", line 80, in search"), (41, "ValueError: invalid literal for int() with base 10: 'two'"),
            (41, "2026-11-24 16:44:04,672 INFO [shop] GET /search -> 500 in 2 ms"), (7, "Traceback (most recent call last):"),
            (7, "  File \"x.py\", line 1, in <module>"), (41, "KeyError: of another process"),
        ]
        var walk = Walk(tracker: FormatTracker(TrackerTests.descriptor))
        for (pid, text) in texts {
            let bytes = Array(text.utf8)
            var entry = JournalEntry(time: 1_790_000_000 * .second, severity: .info)
            entry.message = ByteRange(0, bytes.count)
            entry.pid = pid
            walk.take(walk.tracker.parser.parse(entry, in: bytes.span.bytes), bytes.span.bytes)
        }
        #expect(walk.records == [4, 1, 2, 1])
        #expect(walk.severities == [.error, .info, .error, .info])
    }

    /// Whatever the lines are: each has a place, and a restart before any of them changes nothing.
    @Test(arguments: 0..<20) func anyTextAnyRestart(_ seed: Int) {
        var random = Seeded(UInt64(seed) + 77)
        let pieces = Self.examples.flatMap(\.lines) + ["", " ", "\u{0}", "goroutine ", "thread 'x' panicked at a.rs:1:2:", "a.b.CError", ":"]
        let lines = (0..<300).map { _ in pieces.randomElement(using: &random) ?? "" }
        let whole = Self.walk(lines)
        #expect(whole.records == Self.walk(lines, restarting: true).records)
        #expect(whole.records.reduce(0, +) + whole.announced == lines.count)
    }
}

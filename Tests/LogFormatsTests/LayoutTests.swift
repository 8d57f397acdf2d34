import Bytes
import Model
import Testing

@testable import LogFormats

/// Headers of free build, found by the vote of a source's lines.
@Suite struct LayoutTests {
    /// Reads `count` lines made by `line`, which also says what their messages are.
    func check(
        _ name: String, _ count: Int = 40, _ line: (Int) -> (line: String, message: String),
        _ more: (Parsed, Int) -> Void = { _, _ in }
    ) {
        let lines = (0..<count).map(line)
        let source = tracker(of: lines.map(\.line))
        for (index, expected) in lines.enumerated() {
            let parsed = Parsed(expected.line, by: source.parser)
            #expect(parsed.message == expected.message, "\(name): \(source.parser.context.layout.elements)")
            #expect(parsed.record.time != .unknown, "\(name)")
            more(parsed, index)
        }
    }

    static let words = ["cart", "order", "user", "mail", "stock", "price", "search", "login", "batch"]
    static func text(_ index: Int) -> String { "\(words[index % 9]) \(index) is \(words[(index * 7 + 3) % 9])" }

    @Test func columnsBeforeTheTime() {
        check("number host tag epoch flag") {
            (
                "\(134681 + $0) node-\($0 % 11) unix.hw state_change.\($0 % 3) 10778047\(10 + $0) 1 \(Self.text($0))",
                Self.text($0)
            )
        }
        check("a file's name before the line") {
            (
                "nova-api.log.1.2017-05-16_13:53:08 2017-05-16 00:00:\(10 + $0).008 25746 INFO nova.wsgi.server [req-38101a0b-2096-447d-96ea-a692162415\(10 + $0) - -] \(Self.text($0))",
                Self.text($0)
            )
        } _: { parsed, index in
            #expect(parsed.record.pid == 25746)
            #expect(parsed.correlation == "req-38101a0b-2096-447d-96ea-a692162415\(10 + index)")
        }
    }

    @Test func programsInColumns() {
        check("bracketed time, program, dash") {
            (
                "[10.30 16:49:\(10 + $0)] \($0 % 3 == 0 ? "chrome.exe *64" : "YodaoDict.exe") - \(Self.text($0))",
                Self.text($0)
            )
        } _: { parsed, index in
            #expect(parsed.service == (index % 3 == 0 ? "chrome.exe" : "YodaoDict.exe"))
        }
        check("host and tag") {
            ("2026-11-24 17:00:\(10 + $0) host\($0 % 4) sshd[\($0 + 1)]: \(Self.text($0))", Self.text($0))
        } _: { parsed, index in
            #expect(parsed.host == "host\(index % 4)")
            #expect(parsed.service == "sshd")
            #expect(parsed.record.pid == UInt32(index + 1))
        }
    }

    @Test func pipes() {
        check("pipes") {
            (
                "20171223-22:15:\(10 + $0):\([606, 11, 7][$0 % 3])|Step_\(["LSC", "SPUtils", "Ext"][$0 % 3])|30002312|\(Self.text($0))",
                Self.text($0)
            )
        }
    }

    @Test func paddedColumns() {
        check("component set off by spaces") {
            (
                "2016-09-28 04:30:\(10 + $0), Info                  \($0 % 4 == 0 ? "CSI" : "CBS")    \(Self.text($0))",
                Self.text($0)
            )
        } _: { parsed, _ in
            #expect(parsed.record.severity == .info)
        }
        check("process, thread, letter, tag") {
            (
                "03-17 16:13:\(10 + $0).811  1702  \(2395 + $0 % 5) \(["D", "I", "W"][$0 % 3]) \(["art", "PowerManagerService", "am"][$0 % 3]): \(Self.text($0))",
                Self.text($0)
            )
        } _: { parsed, index in
            #expect(parsed.record.severity == [.debug, .info, .warning][index % 3])
            #expect(parsed.record.pid == 1702)
        }
    }

    @Test func whatOnlySomeLinesHaveIsMessage() {
        check("a prefix of some messages") {
            let text = $0 % 3 == 0 ? "Failed: \(Self.text($0))" : Self.text($0)
            return ("2026-11-24 17:00:\(10 + $0),123 ERROR \(text)", text)
        }
        check("bracket of some messages") {
            let text = $0 % 2 == 0 ? "[client 10.0.0.\($0)] \(Self.text($0))" : Self.text($0)
            return ("2026-11-24 17:00:\(10 + $0),123 INFO shop.Cart: \(text)", text)
        }
        check("names that differ on each line") {
            ("2026-11-24 17:00:\(10 + $0),123 INFO user\($0)x\($0): logged in", "user\($0)x\($0): logged in")
        }
    }

    @Test func plainWordsAsLoggersNeedTheVote() {
        check("logger of one plain word") {
            ("2026-11-24 17:00:\(10 + $0),123 INFO \(["db", "web"][$0 % 2]): \(Self.text($0))", Self.text($0))
        }
        check("host, level") { ("2026-11-24 17:00:\(10 + $0) web\($0 % 2) INFO \(Self.text($0))", Self.text($0)) }
    }
}

/// Stack traces and other lines that go on.
@Suite struct ContinuationTests {
    static let header = "2026-11-24 17:00:11,123 ERROR [main] shop.Cart: boom"
    static let traces: [(String, [String])] = [
        (
            "Java",
            [
                "java.lang.IllegalStateException: x", "\tat com.example.Foo.bar(Foo.java:12)",
                "Caused by: java.io.IOException: y", "\t... 12 more",
            ]
        ),
        (
            "Python",
            [
                "Traceback (most recent call last):", "  File \"/opt/shop.py\", line 12, in f", "    return g()",
                "           ^^^", "ValueError: x",
            ]
        ),
        (
            "Go",
            [
                "panic: runtime error: index out of range", "", "goroutine 1 [running]:", "main.main()",
                "\t/src/main.go:12 +0x1d", "exit status 2",
            ]
        ),
        ("Node", ["TypeError: Cannot read properties of undefined", "    at Object.<anonymous> (/app/index.js:1:2)"]),
        (
            ".NET",
            [
                "System.Exception: x", "   at Foo.Bar() in C:\\src\\foo.cs:line 12",
                "   --- End of inner exception stack trace ---",
            ]
        ),
        ("Ruby", ["app/models/a.rb:12:in `b': x (RuntimeError)", "\tfrom app/c.rb:1:in `<main>'"]),
        (
            "Rust",
            [
                "thread 'main' panicked at src/main.rs:2:5:", "boom", "stack backtrace:", "   0: rust_begin_unwind",
                "note: run with `RUST_BACKTRACE=1`",
            ]
        ),
        ("C++", ["==12==ERROR: AddressSanitizer: heap-use-after-free", "    #0 0x4f in main /src/a.cc:1"]),
    ]

    @Test(arguments: traces.map(\.0)) func joinTheRecordBefore(name: String) {
        let lines = Self.traces.first { $0.0 == name }?.1 ?? []
        let source = tracker(of: Array(repeating: Self.header, count: 20))
        for line in lines {
            let parsed = Parsed(line, by: source.parser)
            #expect(parsed.record.flags == [.continuation, .headerless], "\(line)")
        }
    }

    @Test func withoutAFormatOnlyWhatLooksLikeATraceJoins() {
        let parser = tracker(of: []).parser
        for line in [
            "  indented", "\tat x.Y(Z.java:1)", "Caused by: x", "Traceback (most recent call last):",
            "goroutine 1 [running]:", "at a.b(c.js:1)",
        ] {
            #expect(Parsed(line, by: parser).record.flags.contains(.continuation), "\(line)")
        }
        for line in ["text", "ValueError: x"] {
            #expect(!Parsed(line, by: parser).record.flags.contains(.continuation), "\(line)")
        }
    }

    @Test func marksAreSkipped() {
        let parser = tracker(of: [Self.header]).parser
        #expect(Parsed("\u{feff}2026-11-24 17:00:11 INFO x", by: parser).message == "x")
        #expect(
            Parsed("\u{1b}[32m2026-11-24 17:00:11\u{1b}[0m \u{1b}[1mINFO\u{1b}[0m x", by: parser).record.severity
                == .info)
        #expect(
            Parsed("2026-11-24 17:00:11 \u{1b}[33mWARN\u{1b}[0m \u{1b}[36mx.Y\u{1b}[0m: slow", by: parser).record
                .severity == .warning)
        #expect(Parsed("2026-11-24 17:00:11 INFO x\r", by: parser).message == "x")
        #expect(Parsed("\u{1b}[31m[ERROR]\u{1b}[0m x", by: tracker(of: []).parser).message == "x")
    }

    @Test func journalEntries() {
        let text =
            Array("host app 2026-11-24 16:35:04,629 ERROR [shop] [47b3ed81c41d16693486a472269e878a] boom".utf8)
            + Array("  File x".utf8)
        var entry = JournalEntry(time: 5, severity: .info)
        entry.host = ByteRange(0, 4)
        entry.service = ByteRange(5, 8)
        entry.pid = 7
        let end = text.count - 8
        entry.message = ByteRange(9, end)
        let parser = tracker(of: []).parser
        let record = parser.parse(entry, in: text.span.bytes)
        #expect(record.time == 5 && record.severity == .error && record.pid == 7 && record.format == .journal)
        #expect(text.span.bytes.text(record.message) == "boom")
        #expect(text.span.bytes.text(record.host) == "host" && text.span.bytes.text(record.service) == "app")
        #expect(text.span.bytes.text(record.correlation) == "47b3ed81c41d16693486a472269e878a")
        entry.message = ByteRange(end, text.count)
        #expect(parser.parse(entry, in: text.span.bytes).flags.contains(.continuation))
    }
}

import Bytes
import Model
import TestSupport
import Testing

@testable import LogFormats

/// Which lines that a frame carries belong to one record: those of one writer, close in time, with no graver level.
@Suite struct TraceLaneTests {
    /// One entry of a journal.
    struct Entry {
        var service: String
        var text: String
        var level = Severity.info
        var pid: UInt32 = 7
        /// Milliseconds after the one before.
        var after: Micros = 1
    }

    /// Whether each entry goes on with the one before it, and its severity.
    private func joined(_ entries: [Entry]) -> [(goesOn: Bool, severity: Severity?)] {
        var tracker = FormatTracker(TrackerTests.descriptor)
        var time: Micros = 1_790_000_000 * .second
        return entries.map { entry in
            time += entry.after * 1000
            let bytes = Array((entry.service + entry.text).utf8)
            var read = JournalEntry(time: time, severity: entry.level)
            read.service = ByteRange(0, entry.service.utf8.count)
            read.message = ByteRange(entry.service.utf8.count, bytes.count)
            read.pid = entry.pid
            var record = tracker.parser.parse(read, in: bytes.span.bytes)
            _ = tracker.observe(record, in: bytes.span.bytes)
            tracker.join(&record, in: bytes.span.bytes)
            return (record.flags.contains(.continuation), record.severity)
        }
    }

    @Test func anotherProgramsEntryIsItsOwn() {
        let found = joined([
            Entry(service: "web", text: "ok", pid: 1), Entry(service: "copier", text: " 12 files"),
            Entry(service: "kernel", text: " sda: read failed", level: .error, pid: 0),
            Entry(service: "jobs", text: "... waits"), Entry(service: "shop", text: "#12 is late"),
            Entry(service: "shop", text: "Traceback (most recent call last):", pid: 9),
            Entry(service: "shop", text: "  File \"a.py\", line 1, in b", pid: 8),
            Entry(service: "bank", text: "java.io.IOException: gone"),
        ])
        #expect(found.allSatisfy { !$0.goesOn })
        #expect(found[2].severity == .error)
    }

    @Test func aLevelIsARecordsOwn() {
        let alarms = (0..<20).map { Entry(service: "disks", text: " drive \($0) fails", level: .critical) }
        #expect(joined([Entry(service: "disks", text: "starts")] + alarms).allSatisfy { !$0.goesOn })
        let found = joined([
            Entry(service: "shop", text: "starts"), Entry(service: "shop", text: "  with 3 workers"),
            Entry(service: "shop", text: "  ERROR: none of them answers"),
        ])
        #expect(found.map(\.goesOn) == [false, true, false])
        #expect(found[2].severity == .error)
    }

    @Test func whatIsFarInTimeIsApart() {
        let found = joined([
            Entry(service: "shop", text: "starts"), Entry(service: "shop", text: "  slowly", after: 1500),
            Entry(service: "shop", text: "Traceback (most recent call last):"),
            Entry(service: "shop", text: "  File \"a.py\", line 1, in b", after: 900),
            Entry(service: "shop", text: "  File \"a.py\", line 2, in c", after: 4000),
        ])
        #expect(found.map(\.goesOn) == [false, false, false, true, false])
    }

    @Test func aTraceGoesWithTheMessageThatReportsIt() {
        let trace = [
            Entry(service: "shop", text: "Traceback (most recent call last):"),
            Entry(service: "shop", text: "  File \"a.py\", line 1, in b"), Entry(service: "shop", text: "    b()"),
            Entry(service: "shop", text: "KeyError: 'sku'"),
        ]
        for first in ["2026-11-24 16:44:04,669 ERROR [shop] cart is gone", "Exception while reading the cart"] {
            #expect(
                joined([Entry(service: "shop", text: first)] + trace).map(\.goesOn) == [false, true, true, true, true])
        }
        // What stands before by chance has no part in it, nor has the next one.
        let alone = joined([Entry(service: "shop", text: "GET /cart 200")] + trace + trace)
        #expect(alone.map(\.goesOn) == [false, false, true, true, true, false, true, true, true])
    }

    @Test func tracesOfTwoProgramsMayBeMixed() {
        var a = Entry(service: "a", text: "Traceback (most recent call last):", pid: 1)
        var b = Entry(service: "b", text: "Traceback (most recent call last):", pid: 2)
        var entries = [a, b]
        for text in ["  File \"a.py\", line 1, in b", "    b()", "KeyError: 'sku'"] {
            (a.text, b.text) = (text, text)
            entries += [a, b]
        }
        entries.append(Entry(service: "a", text: "goes on", pid: 1))
        #expect(joined(entries).map(\.goesOn) == [false, false, true, true, true, true, true, true, false])
    }

    /// Whether each line of a file goes on with a record above it.
    private func joinedLines(_ lines: [String]) -> [Bool] {
        var tracker = tracker(of: lines)
        return lines.map { line in
            let bytes = Array(line.utf8)
            var record = tracker.parser.parse(ByteRange(0, bytes.count), in: bytes.span.bytes)
            _ = tracker.observe(record, in: bytes.span.bytes)
            tracker.join(&record, in: bytes.span.bytes)
            return record.flags.contains(.continuation)
        }
    }

    @Test func aTraceWithinSyslogIsOneRecord() {
        let python = [
            "cart[7]: ERROR Exception on /search", "cart[7]: Traceback (most recent call last):",
            "cart[7]:   File \"/opt/cart.py\", line 80, in search", "sshd[9]: Accepted publickey for eva",
            "cart[7]:     return int(q)", "cart[7]: ValueError: invalid literal", "cart[7]: served /",
        ]
        let expected = [false, true, true, false, true, true, false]
        #expect(joinedLines(python.map { "Nov 24 17:00:11 shop1 " + $0 }) == expected)
        #expect(joinedLines(python.map { "2026-11-24T17:00:11.123456+00:00 shop1 " + $0 }) == expected)
        let java = [
            "pay[12]: java.lang.IllegalStateException: no rate", "pay[12]: #011at org.example.Pay.run(Pay.java:12)",
            "pay[12]: Caused by: java.io.IOException: gone", "pay[12]: #011... 2 more", "pay[12]: retries",
            "pay[13]: #011at org.example.Pay.run(Pay.java:12)",
        ]
        #expect(
            joinedLines(java.map { "Nov 24 17:00:11 shop1 " + $0 }) == [false, true, true, true, false, false])
        // An indent alone tells nothing there, nor does an empty text.
        let indented = ["gate[3]: starts", "gate[3]:    with 3 ports", "gate[3]: ", "gate[3]: #3 is open"]
        #expect(joinedLines(indented.map { "Nov 24 17:00:11 shop1 " + $0 }).allSatisfy { !$0 })
    }

    @Test func aKernelsTraceIsOneRecord() {
        let texts = [
            "BUG: soft lockup on CPU 1", "Call Trace:", " <TASK>", " ? exc_page_fault+0x37/0x90",
            " do_syscall_64+0x5c/0x90",
        ]
        let found = joined(texts.map { Entry(service: "kernel", text: $0, level: .warning, pid: 0) })
        #expect(found.map(\.goesOn) == [false, false, true, true, true])
    }

    // MARK: containers

    private static func cri(_ text: String, _ stream: String = "stderr", second: Int = 12, tag: String = "F") -> String
    {
        "2026-11-24T17:00:\(second).123456789Z \(stream) \(tag) \(text)"
    }

    private static func docker(_ text: String) -> String {
        let quoted = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\t", with: "\\t")
        return "{\"log\":\"\(quoted)\\n\",\"stream\":\"stderr\",\"time\":\"2026-11-24T17:00:12.123456789Z\"}"
    }

    static let traces: [String] = [
        "java.lang.IllegalStateException: gone\n\tat shop.Cart.add(Cart.java:11)\nCaused by: java.io.IOException: disk\n\t... 12 more",
        "Traceback (most recent call last):\n  File \"/srv/a.py\", line 3, in b\n    b()\nKeyError: 'sku'\n\nDuring handling of the above exception, another exception occurred:\n\nTraceback (most recent call last):\n  File \"/srv/a.py\", line 5, in c\n    c()\nshop.errors.CartGone: 12",
        "panic: index out of range\n\ngoroutine 1 [running]:\nmain.add(0x1)\n\t/srv/a.go:3 +0x1d\nexit status 2",
        "/srv/cart.js:3\nthrow new Error(\"gone\");\n^\n\nError: gone\n    at add (/srv/cart.js:3:7) {\n  code: 'GONE'\n}\n\nNode.js v20.1.0",
        "Unhandled exception. System.InvalidOperationException: gone\n   at Shop.Cart.Add() in /srv/Cart.cs:line 3\n ---> System.IO.IOException: disk",
        "cart.rb:3:in `add': gone (RuntimeError)\n\tfrom cart.rb:7:in `main'\n\tfrom cart.rb:9:in `<main>'",
        "thread 'main' panicked at src/cart.rs:3:5:\nthe cart is gone\nstack backtrace:\n   0: rust_begin_unwind\n             at /rustc/std/panicking.rs:5:5\nnote: Some details are omitted",
        "=================================================================\n==12==ERROR: AddressSanitizer: heap-use-after-free on address 0x6020\nREAD of size 4 at 0x6020 thread T0\n    #0 0x400b2c in add /srv/cart.cc:3\n\nfreed by thread T0 here:\n    #0 0x7f2 in operator delete(void*)\nSUMMARY: AddressSanitizer: heap-use-after-free /srv/cart.cc:3 in add\n==12==ABORTING",
        "PHP Fatal error:  Uncaught Exception: gone in /srv/cart.php:3\nStack trace:\n#0 /srv/cart.php(7): add()\n#1 {main}\n  thrown in /srv/cart.php on line 3",
    ]

    @Test(arguments: traces) func aTraceInAFrameIsOneRecord(_ trace: String) {
        let text = trace.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let before = ["starts", "cart 1 served", "cart 2 served"], after = ["cart 3 served", "cart 4 served"]
        let expected = [false, false, false] + [false] + text.dropFirst().map { _ in true } + [false, false]
        let all = before + text + after
        for frame in [{ Self.cri($0) }, Self.docker] as [(String) -> String] {
            #expect(joinedRecords(of: all.map(frame)).map { $0.record.flags.contains(.continuation) } == expected)
        }
    }

    @Test func theStreamsOfAContainerAreApart() {
        let lines = [
            Self.cri("INFO cart 1 served", "stdout"), Self.cri("Traceback (most recent call last):"),
            Self.cri("INFO cart 2 served", "stdout"), Self.cri("  File \"a.py\", line 1, in b"),
            Self.cri("  of 3", "stdout"), Self.cri("KeyError: 'sku'"), Self.cri("INFO cart 3 served", "stdout"),
        ]
        let found = joinedRecords(of: lines).map { $0.record.flags.contains(.continuation) }
        #expect(found == [false, false, false, true, true, true, false])
    }

    @Test func aProgramsOwnObjectIsARecord() {
        let lines = [
            #"{"level":"info","msg":"ok"}"#, #"{"level":"error","msg":" the disk fails"}"#,
            #"{"level":"error","msg":"java.io.IOException: gone"}"#,
            #"{"level":"error","msg":"Traceback (most recent call last):\n  File x"}"#,
            #"{"level":"info","msg":"... waits"}"#,
            #"{"msg":"\tindented"}"#, #"{"log":"half of it","level":"info"}"#, #"{"log":" and more","level":"error"}"#,
        ]
        let found = joinedRecords(of: lines)
        #expect(found.allSatisfy { !$0.record.flags.contains(.continuation) && !$0.record.flags.contains(.partial) })
        #expect(found[1].record.severity == .error)
    }

    @Test func theServicesOfAComposeLogAreApart() {
        let lines = [
            "web-1  | ready", "web-1  | cart 1 served", "db-1   | java.io.IOException: disk",
            "db-1   | \tat db.Store.read(Store.java:3)", "web-1  | cart 2 served", "db-1   |   indented",
        ]
        let found = joinedRecords(of: lines).map { $0.record.flags.contains(.continuation) }
        #expect(found == [false, false, false, true, false, true])
        // Without times a trace is not waited for long.
        let far = joinedRecords(
            of: lines.dropLast() + Array(repeating: "web-1  | cart 3 served", count: 9) + [lines[5]])
        #expect(far.last?.record.flags.contains(.continuation) == false)
    }

    @Test func aSnapshotKeepsATraceUnderWay() throws {
        let lines =
            [Self.cri("starts")]
            + ["Traceback (most recent call last):", "  File \"a.py\", line 1", "KeyError: 4"].map { Self.cri($0) }
        let expected = joinedRecords(of: lines).map { $0.record.flags }
        for cut in lines.indices {
            var source = tracker(of: lines)
            var flags: [Record.Flags] = []
            for (index, line) in lines.enumerated() {
                if index == cut { source = try FormatTracker(TrackerTests.descriptor, snapshot: source.snapshot()) }
                let bytes = Array(line.utf8)
                var record = source.parser.parse(ByteRange(0, bytes.count), in: bytes.span.bytes)
                _ = source.observe(record, in: bytes.span.bytes)
                source.join(&record, in: bytes.span.bytes)
                flags.append(record.flags)
            }
            #expect(flags == expected)
        }
    }

    @Test(arguments: [
        ("", TraceLine.Role.blank), (" \t", .blank), ("text", .none), (" text", .none), ("  text", .weak),
        ("#12 is done", .weak),
        ("#1 {main}", .inside), ("... 12 more", .inside), ("... waits", .weak), ("KeyError: 4", .end),
        ("cart.rb:3:in 'add'", .inside), ("/srv/cart.js:12", .header(.node)), ("/srv/cart.txt:12", .none),
        ("====", .none), ("==12== heap", .none), ("thread 'a' (12) panicked at x", .header(.rust)),
        ("thread 'a' waits", .none), ("panic: x", .header(.go)),
        ("redis.exceptions.ConnectionError: x", .start(.general)),
        ("  0: core::panic", .inside), ("\\tat a.b(C.java:1)", .inside), ("Caused by: x", .inside),
    ]) func theRoleOfALine(_ text: String, _ role: TraceLine.Role) {
        let bytes = Array(text.utf8)
        #expect(TraceLine.role(Cursor(0, bytes.count), bytes.span.bytes) == role)
    }
}

import Bytes
import Model
import Testing

@testable import LogFormats

/// Traces in the journal, where each line is an entry of its own.
@Suite struct JournalTraceTests {
    @Test func aTracebackIsOneRecordUpToItsException() {
        let texts = [
            "2026-11-24 16:44:04,669 ERROR [shop] Exception on /search [GET]", "Traceback (most recent call last):",
            "  File \"/opt/shop/shop.py\", line 80, in search",
            "ValueError: invalid literal for int() with base 10: 'two'",
            "2026-11-24 16:44:04,672 INFO [shop] GET /search -> 500 in 2 ms", "ValueErrors are counted elsewhere",
        ]
        var tracker = FormatTracker(TrackerTests.descriptor)
        var continues: [Bool] = []
        var names: [Bool] = []
        for text in texts {
            let bytes = Array(text.utf8)
            var entry = JournalEntry(time: 1_790_000_000 * .second, severity: .info)
            entry.message = ByteRange(0, bytes.count)
            var record = tracker.parser.parse(entry, in: bytes.span.bytes)
            _ = tracker.observe(record, in: bytes.span.bytes)
            tracker.join(&record, in: bytes.span.bytes)
            continues.append(record.flags.contains(.continuation))
            names.append(record.namesException(in: bytes.span.bytes))
        }
        #expect(continues == [false, true, true, true, false, false])
        #expect(names == [false, false, false, true, false, false])
    }

    @Test(arguments: [
        ("KeyError: 4", true), ("java.io.IOException", true), ("Caused by: a.b.CException: x", true),
        ("KeyboardInterrupt", true),
        ("Errors: 4", false), ("the Error: x", false), ("Err", false), ("", false), ("Caused by: ", false),
    ])
    func whatNamesAnException(_ text: String, _ expected: Bool) {
        let bytes = Array(text.utf8)
        var record = Record()
        record.message = ByteRange(0, bytes.count)
        #expect(record.namesException(in: bytes.span.bytes) == expected)
    }
}

import Bytes
import Model
import Testing

@testable import LogFormats

/// Headers whose times and levels stand in brackets of any kind, times to the minute, processes and addresses without a level. And that
/// every line of a source is in a record, whatever is made of it.
@Suite struct EnclosedTests {
    private func check(
        _ name: String, _ count: Int = 20,
        levels: [(word: String, severity: Severity?)] = SlotTests.levels,
        _ header: (_ index: Int, _ level: String) -> String
    ) {
        SlotTests().check(name, count, levels: levels, header)
    }

    @Test func timesInBrackets() {
        check("round") { "(2026-11-24 17:00:\(10 + $0),123) \($1) " }
        check("curly") { "{2026-11-24 17:00:\(10 + $0)} [\($1)] " }
        check("round, a clock alone") { "(17:00:\(10 + $0)) - \($1): " }
        check("round, seconds since 1970") { "(\(1_795_539_611_123 + $0 * 1000)) <\($1)> " }
        check("the clock behind the date") { "2026-11-24 [17:00:\(10 + $0)] [\($1)]: " }
        check("clock, thread and level") { "[17:00:\(10 + $0).123 worker-\($0 % 3)/\($1)] " }
        check("the month's name") { "[2026-Nov-24 17:00:\(10 + $0)] [\($1)] " }
    }

    @Test func timesToTheMinute() {
        check("year first") { "2026-11-24 17:\(10 + $0) \($1) " }
        check("bars") { "2026-11-24 17:\(10 + $0) | \($1) | " }
        check("month first", levels: [("", nil)]) { index, _ in "11/24/26 - 17:\(10 + index) : " }
    }

    @Test func lettersForLevels() {
        let letters: [(word: String, severity: Severity?)] = [("I", .info), ("W", .warning), ("E", .error)]
        check("with a colon behind an address", levels: letters) {
            "2026-11-24 17:00:\(10 + $0) 0x7f12ab34\($0 % 2)0 \($1): "
        }
        check("in parentheses with a colon", levels: letters) { "2026-11-24 17:00:\(10 + $0) (\($1)): " }
        check("padded in a bracket", levels: letters) { "2026-11-24 17:00:\(10 + $0) [\($1)    ] " }
    }

    @Test func withoutALevel() {
        let none: [(word: String, severity: Severity?)] = [("", nil)]
        check("process in parentheses", levels: none) { index, _ in
            "11/24/26-17:00:\(10 + index):828 (144145) 0 [Cart.Event] "
        }
        check("an address", levels: none) { index, _ in "2026-11-24 17:00:\(10 + index) 0x7f12ab3\(index % 2)00 " }
        check("a mask in parentheses", levels: none) { index, _ in
            "(Tue Nov 24 17:00:\(10 + index) 2026) [db[shop.example]] [\(["get", "put"][index % 2])] (0x0\(index % 3)000): "
        }
    }

    @Test func theLevelBeforeNameAndTime() {
        check("a name with its process") { "\($1) cart[4711]: (20261124-17:00:\(10 + $0).906): " }
        check("an address") { "\($1) 0x7f12ab3500 2026-11-24T17:00:\(10 + $0).143000Z: " }
    }

    /// Texts stay whole where they only look like these.
    @Test func textsStayWhole() {
        SlotTests().checkWhole("parentheses") { "(\(["retry", "again", "slow"][$0 % 3]) \($0)) cart \($0)" }
        SlotTests().checkWhole("a backslash", 1) { _ in "path is C:\\shop\\" }
    }

    /// The lines of the records are the source's bytes, none left out, and each record's message lies within its line.
    @Test(arguments: WildTests.logs) func nothingIsDropped(_ log: WildLog) {
        let lines = log.records.flatMap(\.lines)
        let bytes = Array(lines.joined(separator: "\n").utf8)
        let span = bytes.span.bytes
        var tracker = tracker(of: lines, latest: "2026-11-26T00:00:00Z")
        var ranges = LineRanges()
        var kept: [UInt8] = []
        while let line = ranges.next(in: span) {
            var record = tracker.parser.parse(line, in: span)
            _ = tracker.observe(record, in: span)
            tracker.join(&record, in: span)
            #expect(record.message.start >= record.line.start && record.message.end <= record.line.end)
            if !kept.isEmpty { kept.append(10) }
            kept += bytes[record.line.range]
        }
        #expect(kept == bytes)
    }
}

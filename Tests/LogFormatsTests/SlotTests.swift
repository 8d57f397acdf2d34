import Bytes
import Model
import Testing

@testable import LogFormats

/// Headers known by the columns of a source's lines alone: the level wherever it stands, places, counters, headers without a time.
/// And texts that look like headers and must stay whole.
@Suite struct SlotTests {
    static let levels: [(word: String, severity: Severity?)] = [
        ("INFO", .info), ("WARN", .warning), ("ERROR", .error), ("DEBUG", .debug),
    ]
    static let short: [(word: String, severity: Severity?)] = [
        ("INF", .info), ("WRN", .warning), ("ERR", .error), ("DBG", .debug),
    ]

    /// A line of text such as programs write, with different beginnings.
    static func text(_ index: Int) -> String {
        let texts = [
            "Connection to 10.2.0.\(index % 9):5432 lost", "loaded \(index) entries", "Starting up",
            "\(index) files copied", "timeout after 3000 ms", "Failed to open \"/etc/shop.conf\"", "queue length is 17",
            "GET /cart/\(index) -> 200", "Unable to resolve host db-2",
        ]
        return texts[(index * 5 + index / 9) % texts.count]
    }

    /// Reads `count` lines of a header before texts; the severity is that of the header's level.
    func check(
        _ name: String, _ count: Int = 20, hasTime: Bool = true,
        levels: [(word: String, severity: Severity?)] = Self.levels,
        _ header: (_ index: Int, _ level: String) -> String
    ) {
        let lines = (0..<count).map { header($0, levels[$0 % levels.count].word) + Self.text($0) }
        let source = tracker(of: lines)
        for (index, line) in lines.enumerated() {
            let parsed = Parsed(line, by: source.parser)
            #expect(parsed.message == Self.text(index), "\(name): \(source.parser.context.layout.elements)")
            #expect(parsed.record.severity == levels[index % levels.count].severity, "\(name): \(line)")
            #expect((parsed.record.time != .unknown) == hasTime, "\(name): \(line)")
        }
    }

    /// Texts that have to stay whole behind a time, whatever they begin with.
    func checkWhole(_ name: String, _ count: Int = 20, _ text: (Int) -> String) {
        let lines = (0..<count).map { "2026-11-24 17:00:\(10 + $0) \(text($0))" }
        let source = tracker(of: lines)
        for (index, line) in lines.enumerated() {
            let parsed = Parsed(line, by: source.parser)
            #expect(parsed.message == text(index), "\(name): \(source.parser.context.layout.elements)")
        }
    }

    @Test func theLevelFurtherOn() {
        let small = Self.levels.map { ($0.word.lowercased(), $0.severity) }
        check("seconds with a unit", levels: small) { "2026-11-24T17:00:11.426623100 \($0).017351s \($1): " }
        check("bracket behind a word") {
            "2026-11-24T17:00:\(10 + $0).123 GX2F [\(["Ledger", "Peer", "Herder"][$0 % 3]) \($1)] "
        }
        check("part of a name", levels: Self.short) {
            "2026-11-24 17:00:\(10 + $0).123456 \(["Peer", "JobQueue", "Ledger"][$0 % 3]):\($1) "
        }
        check("words of different number, then angles") {
            "2026-11-24 17:00:\(10 + $0).002 \(["Pool Monitor", "Spread In Order Queue", "Main"][$0 % 3]):7fe51e7fc70\($0 % 9) <\($1)> "
        }
        check("small words in one column", levels: small) {
            "\(700 + $0) 2026/11/24 17:00:\(10 + $0).123456 2684\($0) \($0 % 9) ECU1 NAV \(["CTX1", "MAIN"][$0 % 2]) \($1) "
        }
        check("double colons") { "2026-11-24 17:00:\(10 + $0),123::\($1)::[\(["fetch", "store"][$0 % 2]):\(40 + $0)] " }
        check("tabs") { "Nov 24 17:00:\(10 + $0) \(["general", "mod_bosh", "c2s"][$0 % 3])\t\($1)\t" }
        check("letters in parentheses", levels: [("N", .notice), ("W", .warning), ("C", .critical)]) {
            "(\($1)) 2026-11-24T17:00:\(10 + $0) - "
        }
        check("a letter before the time's bracket", levels: [("I", .info), ("E", .error)]) {
            "\($1)[2026-11-24|17:00:\(10 + $0).123] "
        }
        check("level and clock in one bracket", levels: [("LOG", .info), ("WRN", .warning)]) {
            "[\($1) 17:00:\(10 + $0).123] "
        }
    }

    @Test func behindTheLevel() {
        check("counters in hexadecimal") {
            "2026-11-24 17:00:11.646 UTC [\(["msp", "policies"][$0 % 2])] run\($0 % 3) -> \($1) \(String(0x970 + $0, radix: 16)) "
        }
        check("braces") {
            "TID: [] [2026-11-24 17:00:\(10 + $0),316] \($1) {org.example.\(["Cart", "Stock"][$0 % 2])} -  "
        }
        check("three lines, a place and a function", 3) {
            "[Nov 24 17:00:\(10 + $0)] \($1)[814][C-00000002]: cart_\($0).c:24\($0) run_cart: "
        }
    }

    @Test func processesAndPlacesWithoutALevel() {
        let lines = (0..<20).map {
            "2026-11-24 17:00:\(10 + $0) <1> setup(3740) [\(["ui", "ui-part"][$0 % 2])] \(["View.cc(run)", "Tree.cc(View)"][$0 % 2]):\(83 + $0) \(Self.text($0))"
        }
        let source = tracker(of: lines)
        for (index, line) in lines.enumerated() {
            let parsed = Parsed(line, by: source.parser)
            #expect(parsed.message == Self.text(index), "\(source.parser.context.layout.elements)")
            #expect(parsed.service == "setup")
            #expect(parsed.record.pid == 3740)
        }
    }

    @Test func withoutATime() {
        check("letter, milliseconds, name", hasTime: false, levels: [("I", .info), ("W", .warning), ("E", .error)]) {
            "\($1) (\(1107 + $0)) \(["boot", "wifi", "spi_flash"][$0 % 3]): "
        }
        check("two brackets", hasTime: false) { "[\($1)] [\(["gate-1", "gate-2"][$0 % 2])]: " }
        check("level and who says it", hasTime: false, levels: [("info", .info), ("warn", .warning)]) {
            "\($1)(net\($0 % 3)): "
        }
    }

    @Test func timeSinceTheStartBehindAProgram() {
        let lines = (0..<20).map { "GATE 29:\(10 + $0).191: \(Self.text($0))" }
        let source = tracker(of: lines)
        for (index, line) in lines.enumerated() {
            let parsed = Parsed(line, by: source.parser)
            #expect(parsed.message == Self.text(index), "\(source.parser.context.layout.elements)")
            #expect(parsed.record.time == .unknown)
        }
    }

    @Test func linesWithoutTheLevelAreTheirOwnWhereNoTimeLeads() {
        let lines = (0..<40).map {
            $0 % 20 == 7 ? "spi mode \($0) set" : "I (\(100 + $0)) \(["boot", "wifi"][$0 % 2]): \(Self.text($0))"
        }
        let source = tracker(of: lines)
        let parsed = Parsed(lines[7], by: source.parser)
        #expect(parsed.message == lines[7])
        #expect(!parsed.record.flags.contains(.continuation))
    }

    @Test func textsStayWhole() {
        checkWhole("a level in a sentence") { "worker\($0) got an ERROR from host \($0 % 4)" }
        checkWhole("an error in small letters") { "Unexpected error:(cart \($0), empty)" }
        checkWhole("a table's columns") { "Started_Job->\tJob_Id: \($0)\tWorker: \($0 % 3)" }
        checkWhole("addresses") { "node\($0 % 3):8080 joined after \($0) s" }
        checkWhole("calls") { "open() failed for file \($0)" }
        checkWhole("numbers that count") { "\($0 + 1) of 20 done" }
    }

    @Test func aNumberBehindALoggerAndAQuotedDateAreText() {
        let parser = tracker(of: []).parser
        let number = Parsed("[Nov 24 17:00:11] DEBUG[695]: cart.c:2912 close_cart: 100: closing", by: parser)
        #expect(number.message == "100: closing")
        let quoted = "Python: '3.9.2 (default, Dec  1 2024, 12:12:57)"
        #expect(Parsed(quoted, by: parser).message == quoted)
        #expect(Parsed(quoted, by: parser).record.time == .unknown)
    }
}

import Bytes
import Model
import Testing

@testable import LogFormats

/// Headers of numbers joined by marks, letters and words for levels in columns, clocks that count from the start, headings of a time. And
/// texts that look like them and must stay whole.
@Suite struct CodedTests {
    /// Reads `count` lines of a header before texts; it has no level unless one is given.
    func check(
        _ name: String, _ count: Int = 20, hasTime: Bool = true,
        levels: [(word: String, severity: Severity?)] = [("", nil)],
        _ header: (_ index: Int, _ level: String) -> String
    ) {
        SlotTests().check(name, count, hasTime: hasTime, levels: levels, header)
    }

    /// The records of a source's lines: first line of the message and the time as text, without those that go on with the one before.
    func records(_ lines: [String]) -> [String] {
        joinedRecords(of: lines).compactMap { line, record in
            guard !record.flags.contains(.continuation) else { return nil }
            let message = String(decoding: Array(line.utf8)[record.message.range], as: UTF8.self)
            return (record.time == .unknown ? "-" : RFC3339.string(record.time)) + " " + message
        }
    }

    @Test func numbersJoinedByMarks() {
        check("number and group") { index, _ in
            "24 Nov 17:00:\(10 + index) \(["08[NET]", "02[JOB]", "11[CFG]"][index % 3]) "
        }
        check("process and thread by name") { index, _ in
            "[2026/11/24@17:00:\(10 + index).123+0100] P-\(4711 + index % 2) T-\(7 + index % 3) "
        }
        check("process by name") { index, _ in "2026-11-24 17:00:\(10 + index) pid:\(6850 + index % 3) " }
        check("before all lines, without a time", hasTime: false) { index, _ in ["2a28.67c: ", "2a28.7f0: "][index % 2]
        }
        check("two brackets before all lines", hasTime: false) { index, _ in
            "[6924f3ab][\(["cart", "stock"][index % 2])]: "
        }
        check("a date joined to numbers", 4) { index, _ in "00:0024:0000\(index):2026/11/24 17:00:\(10 + index).82 " }
    }

    @Test func lettersAndWordsForLevels() {
        check("letters with a number", levels: [("e(0)", .error), ("w(0)", .warning), ("i(2)", .info)]) {
            "[11/24/2026 17:00:\(10 + $0)] [\($1)] "
        }
        check("small letters", hasTime: false, levels: [("v", .debug), ("w", .warning), ("d", .debug)]) {
            "[   \($0 + 3).473][\($1)][\(["play", "file"][$0 % 2])] "
        }
        check(
            "words before a comma, some of them unknown",
            levels: [("Info", .info), ("Detail", nil), ("Warning", .warning), ("Always", nil)]
        ) { "2026-11-24 17:00:\(10 + $0).123 \($1), " }
        check("a level behind a path", levels: [("warning", .warning), ("info", .info)]) {
            "[24112026 17:00:\(10 + $0)] http /srv/cart/http.py:13\($0 % 3)-\($1): "
        }
        check("names behind the level", levels: [("INFO", .info), ("WARN", .warning)]) {
            "2026-11-24 17:00:\(10 + $0) *\($1)* \(["CartService", "DbPool"][$0 % 2]) "
        }
        check("commas between columns", levels: [("INFO", .info), ("ERROR", .error)]) {
            "[2026-11-24 17:00:\(10 + $0)], \($1) , \(["cart", "stock"][$0 % 2]), "
        }
        check("semicolons between columns", levels: [("I", .info), ("E", .error)]) {
            "17:00:\(10 + $0).123;\($1);"
        }
    }

    @Test func clocksThatCountFromTheStart() {
        check("hours of one digit", hasTime: false, levels: [("INFO", .info), ("DEBUG", .debug)]) {
            "0:00:\(10 + $0).030078976 \(4711)      0x2619ed0 \($1)    "
        }
        check("microseconds", hasTime: false) { index, _ in "00:00:0\(index / 10).\(136528 + index * 1000) " }
        check("minutes behind blanks", hasTime: false) { index, _ in "  \(index / 6):\(10 + index * 7 % 42) " }
        check("ticks and a tab", hasTime: false) { index, _ in "\(901099 + index * 977)\tID:\(5 + index % 2)\t" }
        check("seconds in a bracket and a level", hasTime: false, levels: [("Info", .info), ("Error", .error)]) {
            "[   0.28\(1000 + $0)] Front <\($1)> "
        }
        // A day's log begins at midnight with two digits and milliseconds: that is a time of day.
        check("midnight") { index, _ in "00:00:0\(index / 10).\(100 + index) " }
    }

    @Test(arguments: [
        ("2026-328T17:00:11,672 shop text", "2026-11-24T17:00:11.672000Z"),
        ("2026328 17:00:11 shop text", "2026-11-24T17:00:11Z"),
        ("[11/24/2026 - 05:00:11PM] text", "2026-11-24T17:00:11Z"),
        ("24112026 17:00:11 text", "2026-11-24T17:00:11Z"),
        ("24/11/25 17:00:11 text", "2024-11-25T17:00:11Z"),
        ("[30/07/24 17:00:11] text", "2024-07-30T17:00:11Z"),
        ("2026-11-24-17.00.11.193659+540 text", "2026-11-24T08:00:11.193659Z"),
    ]) func moreDates(_ line: String, _ time: String) {
        #expect(Parsed(line, by: tracker(of: [line, line, line]).parser).time == time)
    }

    @Test(arguments: [
        "2026-400T17:00:11 text", "12345678 17 text", "2026-11-24-17.00.11.193659+541x text",
        "4711 328 17 text",
    ]) func noDates(_ line: String) {
        let parsed = Parsed(line, by: tracker(of: [line, line, line]).parser)
        #expect(parsed.message.hasSuffix("text"))
        if parsed.record.time != .unknown { #expect(!line.hasPrefix("2026-400")) }
    }

    @Test func aTimeWithANameIsAHeading() {
        #expect(
            records([
                "SHOPDB\tTue Nov 24 17:00:11 2026", "\tINET: connect errno = 111", "", "",
                "SHOPDB\tTue Nov 24 17:00:12 2026", "\tINET: read errno = 104", "\tUncommitted work is lost", "",
                "STOCK\tTue Nov 24 17:00:13 2026", "\tshutdown",
            ]) == [
                "2026-11-24T17:00:11Z INET: connect errno = 111", "2026-11-24T17:00:12Z INET: read errno = 104",
                "2026-11-24T17:00:13Z shutdown",
            ])
        #expect(
            records([
                "%%%%%%%%%%%  OPCOM  24-NOV-2026 17:00:11.54  %%%%%%%%%%%", "Message from user SHOP",
                "Volume mounted", "%%%%%%%%%%%  OPCOM  24-NOV-2026 17:00:12.10  %%%%%%%%%%%", "Message from user STOCK",
            ]) == [
                "2026-11-24T17:00:11.540000Z Message from user SHOP",
                "2026-11-24T17:00:12.100000Z Message from user STOCK",
            ])
        // One such line is a text.
        #expect(records(["Started 2026-11-24 17:00:11", "listening", "ready"]).count == 3)
    }

    @Test func paragraphsAndTablesAreOneRecord() {
        let lines = (0..<6).flatMap {
            ["2026-11-24 17:00:1\($0) cart \($0) is slow", "Cause:", "the stock is slow", "Action: none", ""]
        }
        #expect(records(lines).count == 6)
        let table =
            ["2026-11-24 17:00:11,123 - shop - INFO - 12 parts found:"]
            + (0..<12).map { "|  part \($0) = /srv/part/\($0)" }
            + ["2026-11-24 17:00:12,123 - shop - INFO - ready"]
        #expect(records(table).count == 2)
        // A file of such rows alone has none.
        #expect(records((0..<12).map { "| part \($0) |" }).count == 12)
    }

    @Test func aSecondNameIsTheTexts() {
        let lines = (0..<6).map { "1795539611.46\($0): wlan0: State: up \($0)" }
        let source = tracker(of: lines)
        #expect(lines.map { Parsed($0, by: source.parser).message } == (0..<6).map { "State: up \($0)" })
    }

    @Test func textsStayWhole() {
        let slots = SlotTests()
        slots.checkWhole("the same name before all") { "CartService \($0) entries" }
        slots.checkWhole("addresses with a colon") { "10.0.0.\($0 % 3): connected" }
        slots.checkWhole("places of a network") { "proxy.shop.example:50\(70 + $0) open through gate" }
        slots.checkWhole("words of a status") { "\(["OK", "DONE", "FAILED"][$0 % 3]) job \($0)" }
        slots.checkWhole("drawn lines") { ["--- BEGIN OF LIST", "part \($0)", "--- END OF LIST"][$0 % 3] }
        slots.checkWhole("rows of a table") { "\($0),10.20.30.1/16,\($0 % 7)" }
    }
}

import Foundation
import Model
import TestSupport
import Testing

/// What `analyze` prints of little and of much.
@Suite struct AnalysisReportTests {
    private static func line(_ second: Int, _ text: String) -> String {
        let time = Date(timeIntervalSince1970: 1_790_000_000 + Double(second))
        return "\(time.formatted(.iso8601)) web1 app[1]: \(text)"
    }

    @Test func ofALogThatIsTooShortWhatSpeaksOfTroubleIsListed() throws {
        let folder = try TemporaryFolder("short")
        let file = folder.file("a.log")
        var lines = (0..<200).map { Self.line($0, "request \($0) served in \($0 % 7) ms") }
        lines += (0..<12).map { Self.line(200 + $0, "ERROR connection to db1:5432 refused, attempt \($0)") }
        lines.append(Self.line(212, "ERROR worker 3 crashed"))
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: file))
        let result = try Program.run(["analyze", file])
        #expect(result.status == 0)
        #expect(result.output.contains("messages that speak of trouble"), "\(result.output)")
        #expect(result.output.contains("12 times between 2026-09-21 14:16:40 and 14:16:51  web1/app\n"))
        #expect(result.output.contains("once at 2026-09-21 14:16:52  web1/app\n"))
        #expect(!result.output.contains("served"))
    }

    /// Where there is no room for all of an incident's alerts, the gravest is among those shown, however late it came.
    @Test func theGravestOfAnIncidentsAlertsIsShown() throws {
        let folder = try TemporaryFolder("gravest")
        let file = folder.file("a.log")
        var lines: [String] = []
        for minute in 0..<(12 * 60) { lines.append(Self.line(minute * 60, "INFO request \(minute) served")) }
        let start = 12 * 3600
        let parts = ["ledger", "cart", "mailer", "search", "invoice", "catalogue", "voucher", "stock"]
        for (index, part) in parts.enumerated() {
            for _ in 0..<3 { lines.append(Self.line(start + 2 * index, "ERROR \(part) cannot be written")) }
        }
        lines.append(Self.line(start + 40, "CRITICAL the last replica is gone"))
        for minute in 1..<20 { lines.append(Self.line(start + minute * 60, "INFO request \(minute) served")) }
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: file))
        let result = try Program.run(["analyze", file])
        let evidence = try #require(result.output.components(separatedBy: "  evidence\n").dropFirst().first)
        #expect(evidence.contains("CRITICAL the last replica is gone"), "\(result.output)")
        #expect(evidence.contains("ERROR ledger cannot be written"), "\(result.output)")
        #expect(evidence.contains(" more not shown: "), "\(result.output)")
    }

    /// Eight alike faults in two days: one line, and one of them whole.
    @Test func manyAlikeIncidentsAreOneLine() throws {
        let folder = try TemporaryFolder("many")
        let file = folder.file("a.log")
        var lines: [String] = []
        for minute in 0..<(2 * 24 * 60) {
            lines.append(Self.line(minute * 60, "request \(minute) served in \(minute % 7) ms"))
            if minute > 600, minute % 270 == 0 {
                lines += (0..<40).map {
                    Self.line(minute * 60 + 1 + $0 / 4, "cannot reach storage node \($0): timed out")
                }
            }
        }
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: file))
        let result = try Program.run(["analyze", "--budget", "10", file])
        let rows = result.output.split(separator: "\n").filter { $0.contains(" times, last 2026-") }
        #expect(rows.count == 1, "\(result.output)")
        let head = try #require(result.output.firstMatch(of: /(\d+) incidents in the order/))
        let count = try #require(Int(head.1))
        #expect(count > 6)
        #expect(result.output.contains("the gravest of them"))
        #expect(result.output.components(separatedBy: "likely cause").count - 1 < count)
        let verbose = try Program.run(["analyze", "--budget", "10", "--verbose", file])
        #expect(verbose.output.components(separatedBy: "likely cause").count - 1 == count)
    }

    /// A log that was never rotated, without a year in its times, from one September to the next November.
    @Test func aLogOfMoreThanAYearWithoutYearsKeepsItsOrder() throws {
        let folder = try TemporaryFolder("years")
        let file = folder.file("messages")
        let start = try #require(RFC3339.parse("2025-09-01T00:00:00Z"))
        let lines = (0..<(445 * 4)).map { quarter in
            let at = CivilTime(start + Micros(quarter) * 6 * .hour)
            let month = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][
                at.month - 1]
            return
                "\(month) \(at.day < 10 ? " " : "")\(at.day) \(at.hour < 10 ? "0" : "")\(at.hour):00:00 web1 app[1]: job \(quarter) done"
        }
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: file))
        let result = try Program.run([
            "analyze", "--timezone", "UTC", "--now", "2026-11-24T00:00:00Z", file,
        ])
        #expect(result.output.contains("2025-09-01 00:00:00 to 2026-11-19 18:00:00 UTC"), "\(result.output)")
        #expect(result.output.contains("Nothing here stands out"), "\(result.output)")
    }
}

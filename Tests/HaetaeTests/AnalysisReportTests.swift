import Foundation
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
}

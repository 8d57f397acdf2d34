import Foundation
import LogSources
import Model
import Pipeline
import TestSupport
import Testing
import Topology

/// Numbers and words in variable positions, from the line of text to the incident.
@Suite struct ValuesTests {
    private static let start: Micros = 1_790_000_000 * .second

    /// An hour of a service with two requests a second; `line` writes what it says.
    private func incidents(_ line: (_ second: Int, inout Seeded) -> String) throws -> [Incident] {
        var random = Seeded(3)
        var text = ""
        for second in 0..<3600 {
            for _ in 0..<2 {
                text +=
                    "\(RFC3339.string(Self.start + Micros(second) * .second)) web1 app[12]: \(line(second, &random))\n"
            }
            if second % 7 == 0 {
                text += "\(RFC3339.string(Self.start + Micros(second) * .second)) web1 app[12]: cache refreshed\n"
            }
        }
        return try Scenario.analyze(text, readAt: Self.start + .day).incidents
    }

    /// Milliseconds between 8 and 24, most of them about 12.
    private func latency(_ random: inout Seeded) -> Int {
        8 + Int.random(in: 0...8, using: &random) * Int.random(in: 0...8, using: &random) / 4
    }

    @Test(arguments: [
        ("request \u{1} served in \u{2} ms", "ms"), ("request \u{1} done elapsed_ms=\u{2} status=200", "ms"),
        ("request \u{1} took \u{2}ms", "ms"), ("batch \u{1}: queue_depth=\u{2}", ""),
    ])
    func aNumberThatDoublesIsOneIncidentWithPlainEvidence(_ form: String, _ unit: String) throws {
        func run(_ factor: Int) throws -> [Incident] {
            try incidents { second, random in
                form.replacing("\u{1}", with: "\(Int.random(in: 1000...9999, using: &random))").replacing(
                    "\u{2}", with: "\(latency(&random) * (second < 3000 ? 1 : factor))")
            }
        }
        #expect(try run(1).isEmpty)
        let found = try run(2)
        #expect(found.count == 1, "\(found.map(\.title))")
        let alert = try #require(found.first?.members.first { $0.alert.kind == .values }?.alert)
        #expect(alert.onset >= Self.start + 2990 * .second && alert.at <= Self.start + 3300 * .second)
        #expect(alert.evidence.text.contains("p50 ") && alert.evidence.text.contains(" -> "), "\(alert.evidence.text)")
        let words = alert.evidence.text.split(separator: " ")
        #expect(words.contains("ms") == (unit == "ms"), "\(alert.evidence.text)")
    }

    /// Identifiers, ports and counters look like numbers and measure nothing.
    @Test func whatIsNoMeasureIsLeftAlone() throws {
        let found = try incidents { second, random in
            let port = (second < 3000 ? 20_000 : 50_000) + Int.random(in: 0..<9999, using: &random)
            return
                "order \(second * 3 + 1000) of client port \(port) pid=\(second < 3000 ? 12 : 977) bytes_total_mb=\(second)"
        }
        #expect(found.isEmpty, "\(found.map(\.title))")
    }

    @Test func aStatusThatTakesOverIsToldByItsName() throws {
        let found = try incidents { second, random in
            let status = second < 3000 || Int.random(in: 0..<10, using: &random) == 0 ? 200 : 429
            return "request \(Int.random(in: 1000...9999, using: &random)) from 10.0.0.\(second % 40) status=\(status)"
        }
        let texts = found.flatMap(\.members).map(\.alert.evidence.text)
        #expect(texts.contains { $0.contains("429 is ") && $0.contains("of `status`") }, "\(texts)")
    }
}

import Model
import Pipeline
import TestSupport
import Testing

/// Lines without a time, and times that cannot be true or go back: what they do to the lines around them.
@Suite struct TimeOrderTests {
    private static let start: Micros = 1_790_000_000 * .second

    /// Three hours of a service, about twenty lines a minute; `failing` is the minute in which its database refuses.
    private func service(from start: Micros = Self.start, hours: Int = 3, failing: Int? = nil) -> String {
        var random = Seeded(8)
        var text = ""
        for second in stride(from: 0, to: hours * 3600, by: 3) {
            let time = RFC3339.string(start + Micros(second) * .second)
            text += "\(time) web1 app[12]: served order \(Int.random(in: 1000...9999, using: &random))\n"
            if let failing, second / 60 == failing {
                text += "\(time) web1 app[12]: ERROR could not connect to database orders\n"
            }
        }
        return text
    }

    private func analyze(_ text: String) throws -> OfflineResult {
        try Scenario.analyze(text, readAt: Self.start + 100 * .day)
    }

    /// A title, the names of columns or an empty line stand before the first time; they are not of the moment of reading.
    @Test(arguments: ["=== Application log ===\n", "\n", "time host program message\n# columns as above\n\n"])
    func whatStandsAboveTheFirstTimeMovesNoTime(head: String) throws {
        let plain = try analyze(service(failing: 100))
        let headed = try analyze(head + service(failing: 100))
        #expect(!plain.incidents.isEmpty)
        #expect(headed.incidents.map(\.openedAt) == plain.incidents.map(\.openedAt))
        #expect(headed.span == plain.span)
        #expect(headed.sources.allSatisfy { $0.late == 0 })
    }

    /// Whether a batch ends between the head and the first time makes no difference.
    @Test func theHeadOfALogIsTheSameForAnyCut() throws {
        let text = "=== Application log ===\nversion 3\n\n" + service(failing: 100)
        let results = try [8, 64, 1 << 18].map {
            try Scenario.analyze(text, readAt: Self.start + 100 * .day, batchBytes: $0)
        }
        #expect(results.allSatisfy { $0.span == results[0].span })
        #expect(Set(results.map { $0.incidents.map(IncidentJSON.string) }).count == 1)
    }

    /// A log without any time is of now.
    @Test func aLogWithoutTimesIsOfTheMomentOfReading() throws {
        let result = try analyze(String(repeating: "something happened here\n", count: 1500))
        #expect(result.span == Self.start + 100 * .day...Self.start + 100 * .day)
        #expect(result.sources.first?.ledger.parsed == 1500)
    }

    /// A device starts with a clock at 1970 or 1980 and sets it then.
    @Test(arguments: ["1970-01-01T00:00:05Z", "1980-01-01T00:00:00Z", "0001-01-01T00:00:00Z"])
    func aClockThatWasNeverSetIsNotBelieved(time: String) throws {
        let plain = try analyze(service(failing: 100))
        let unset = try analyze(
            "\(time) web1 app[12]: starting\n\(time) web1 app[12]: still starting\n" + service(failing: 100))
        #expect(unset.span == plain.span)
        #expect(unset.incidents.map(\.openedAt) == plain.incidents.map(\.openedAt))
        #expect(!plain.incidents.isEmpty)
    }

    /// The hour that comes twice in autumn, or files put together in the wrong order: no rise, since it is none.
    @Test func aClockThatGoesBackIsNoSurge() throws {
        let result = try analyze(service(hours: 3) + service(from: Self.start + 2 * .hour, hours: 3))
        #expect(result.incidents.isEmpty, "\(result.incidents.map(\.title))")
        #expect(result.sources.first.map { $0.late > 1000 } == true)
    }

    /// A message that was never seen is told also then, and its time is that of the lines around it.
    @Test func aNewMessageIsToldWhereverItsClockStands() throws {
        let lost = "2001-01-01T00:00:00Z web1 app[12]: CRITICAL table orders is corrupt\n"
        let result = try analyze(service(hours: 3) + lost + service(from: Self.start + 3 * .hour, hours: 1))
        let incident = try #require(result.incidents.first)
        #expect(incident.startedAt >= Self.start + 3 * .hour - .minute)
    }
}

import Model
import Pipeline
import TestSupport
import Testing

/// A short input is worth something, and says how much.
@Suite struct GroundingTests {
    private static let start: Micros = 1_790_000_000 * .second

    /// So many minutes of a service, a database that refuses for one of them.
    private func result(minutes: Int, refusedAt: Int) throws -> OfflineResult {
        var random = Seeded(8)
        var text = ""
        for second in 0..<minutes * 60 {
            let time = RFC3339.string(Self.start + Micros(second) * .second)
            text += "\(time) web1 app[12]: served order \(Int.random(in: 1000...9999, using: &random))\n"
            if second / 60 == refusedAt { text += "\(time) web1 app[12]: ERROR could not connect to database orders\n" }
        }
        return try Scenario.analyze(text, readAt: Self.start + .day)
    }

    @Test func twentyMinutesTellWhatStandsOutAsWeaklyGrounded() throws {
        let result = try result(minutes: 20, refusedAt: 17)
        #expect(!result.incidents.isEmpty)
        #expect(result.incidents.allSatisfy { $0.weak })
        #expect(result.isShort)
        #expect(result.judgedFrom == Self.start + 15 * .minute)
    }

    @Test func tenMinutesHaveNoTimeFromWhichTheyAreJudged() throws {
        let result = try result(minutes: 10, refusedAt: 8)
        #expect(result.judgedFrom == nil && result.isShort)
        #expect(result.incidents.allSatisfy { $0.weak })
    }

    @Test func afterAnHourAnIncidentIsGrounded() throws {
        let result = try result(minutes: 120, refusedAt: 100)
        #expect(result.incidents.contains { !$0.weak })
        #expect(!result.isShort)
    }
}

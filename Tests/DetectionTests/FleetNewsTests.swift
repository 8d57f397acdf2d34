import Bytes
import Detection
import Model
import TestSupport
import Testing

/// A failure's first message on one host after the other, and on many at once.
@Suite struct FleetNewsTests {
    private static let start: Micros = 1_790_000_000 * .second

    /// News of twelve hosts that all speak steadily for two hours, and say a failure for the first time `apart` buckets after each other.
    private func news(apart: Int, restartEvery: Int = .max) throws -> [Signal] {
        var bank = DetectorBank()
        bank.introduce(template: 0, text: "page <*> served")
        bank.introduce(template: 1, text: "syncing pod <*> failed")
        var found: [Signal] = []
        for bucket in 0..<900 {
            let time = Self.start + Micros(bucket) * 10 * .second
            for host in 0..<12 {
                bank.observe(stream: StreamID(host), template: 0, severity: .info, time: time)
                if bucket == 600 + host * apart {
                    bank.observe(stream: StreamID(host), template: 1, severity: nil, time: time)
                }
            }
            if bucket % restartEvery == restartEvery - 1 { bank = try DetectorBank(snapshot: bank.snapshot()) }
            found += bank.close(bucketEnding: time + 10 * .second).filter { $0.kind == .novelty && $0.template == 1 }
        }
        return found
    }

    @Test func whatAFleetSaysOneAfterTheOtherIsNoNewsInTheEnd() throws {
        // Every four minutes.
        let told = try news(apart: 24)
        #expect(told.count == 12)
        let first = try #require(told.first)
        let last = try #require(told.last)
        #expect(first.score >= 4.5 && !first.evidence.text.contains("elsewhere"))
        #expect(last.score < 2)
        #expect(last.evidence.text.hasSuffix("; heard from 11 elsewhere within the last hour"))
    }

    @Test func whatBreaksOutOnManyAtOnceIsNewsOnEach() throws {
        let told = try news(apart: 0)
        #expect(told.count == 12 && told.allSatisfy { $0.score >= 4.5 })
    }

    @Test func restartAnywhereSameNews() throws {
        let whole = try news(apart: 24)
        #expect(try news(apart: 24, restartEvery: 37) == whole)
    }
}

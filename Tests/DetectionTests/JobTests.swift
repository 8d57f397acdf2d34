import Bytes
import Detection
import Model
import TestSupport
import Testing

/// Jobs that a clock drives, and failures that come back: what is told of them and when.
@Suite struct JobTests {
    private static let start: Micros = 1_790_000_000 * .second

    /// Ten days of a service that speaks twice a minute; `job` gives the times of a message of its own by day.
    private func signals(_ text: String, days: Int = 9, job: (_ day: Int) -> Micros?) -> [Signal] {
        var bank = DetectorBank()
        bank.introduce(template: 0, text: "page <*> served")
        bank.introduce(template: 1, text: text)
        var found: [Signal] = []
        for bucket in 0..<days * 8640 {
            let time = Self.start + Micros(bucket) * 10 * .second
            if bucket % 3 == 0 { bank.observe(stream: StreamID(0), template: 0, severity: .info, time: time) }
            if let due = job(bucket / 8640), bucket % 8640 == Int(due / (10 * .second)) {
                bank.observe(stream: StreamID(0), template: 1, severity: .info, time: time)
            }
            found += bank.close(bucketEnding: time + 10 * .second).filter { $0.template == 1 }
        }
        return found
    }

    @Test func aNightlyJobThatStaysAwayIsMissedTheSameMorning() throws {
        let found = signals("backup complete") { day in day == 8 ? nil : 2 * .hour + Micros(day % 3) * .minute }
        let due = Self.start + 8 * .day + 2 * .hour
        let told = try #require(found.first { $0.kind == .silence && $0.score >= 4 })
        #expect(told.at > due + .hour && told.at < due + 9 * .hour, "\((told.at - due) / .minute) min")
        #expect(!found.contains { $0.kind == .silence && $0.at < due && $0.score >= 2 })
    }

    /// `expired 12 carts` is the report of a job, not a complaint; that a failure repeated by the clock stops is good news.
    @Test(arguments: [("run done, expired <*> carts", true), ("copy failed with exit code <*>", false)])
    func theReportOfAJobIsMissedWhateverItsWords(_ text: String, _ isMissed: Bool) {
        var bank = DetectorBank()
        bank.introduce(template: 0, text: "page <*> served")
        bank.introduce(template: 1, text: text)
        var found: [Signal] = []
        for bucket in 0..<3 * 360 {
            let time = Self.start + Micros(bucket) * 10 * .second
            bank.observe(stream: StreamID(0), template: 0, severity: .info, time: time)
            if bucket % 30 == 0, bucket < 720 {
                bank.observe(stream: StreamID(0), template: 1, severity: .info, time: time + 3 * .second)
            }
            found += bank.close(bucketEnding: time + 10 * .second)
        }
        #expect(found.contains { $0.kind == .silence && $0.template == 1 && $0.score >= 4 } == isMissed)
    }

    @Test func aFailureThatComesBackAfterDaysIsNews() throws {
        var bank = DetectorBank()
        bank.introduce(template: 0, text: "page <*> served")
        bank.introduce(template: 1, text: "ledger checksum mismatch in segment <*>")
        var found: [Signal] = []
        for bucket in 0..<4 * 8640 {
            let time = Self.start + Micros(bucket) * 10 * .second
            if bucket % 3 == 0 { bank.observe(stream: StreamID(0), template: 0, severity: .info, time: time) }
            if bucket == 1000 || bucket == 1006 || bucket == 30_000 {
                bank.observe(stream: StreamID(0), template: 1, severity: .error, time: time)
            }
            found += bank.close(bucketEnding: time + 10 * .second).filter { $0.template == 1 && $0.kind == .novelty }
        }
        let back = try #require(found.last)
        #expect(back.at == Self.start + Micros(30_001) * 10 * .second && back.score >= 3.5)
        #expect(back.evidence.text.contains("without it"), "\(back.evidence.text)")
    }

    /// An attack that is over is no fall: back to what the profile says is back to normal.
    @Test func theEndOfARiseIsNoFall() {
        var feed = Feed(seed: 3, rates: [(0, 0, 4)])
        feed.steps.append(.introduce(0, "connection from <*>"))
        feed.pass(8 * 360)
        feed.pass(72, factor: { _, _ in 40 })
        let over = feed.time
        feed.pass(360)
        var bank = DetectorBank()
        let falls = bank.take(feed.steps).filter { $0.at > over && $0.direction == .down && $0.kind == .rate }
        // Against the level of the last hours it would be 3.5 decades.
        #expect(falls.allSatisfy { $0.score < 3 }, "\(falls.map(\.evidence.text))")
    }
}

import Detection
import Model
import Testing

@Suite struct ModelHealthTests {
    private let start: Micros = 1_790_208_000 * .second

    /// Hours of one message, then `flood` kinds of messages that never came before, within ten minutes, each day.
    private func drifts(flood: Int, days: Int) -> [Signal] {
        var bank = DetectorBank()
        var signals: [Signal] = []
        var next: Int32 = 1
        bank.introduce(template: 0, text: "tick")
        for minute in 0..<days * 1440 {
            let time = start + Micros(minute) * .minute
            bank.observe(stream: StreamID(0), template: 0, severity: .info, time: time)
            if minute % 1440 >= 180, minute % 1440 < 190 {
                for _ in 0..<flood / 10 {
                    bank.introduce(template: next, text: "message \(next) of its own kind")
                    bank.observe(stream: StreamID(0), template: next, severity: .info, time: time)
                    next += 1
                }
            }
            signals += bank.close(bucketEnding: time + .minute)
        }
        return signals.filter { $0.kind == .drift }
    }

    @Test func moreNewsThanAPictureCanBearIsSaidOnceADay() throws {
        let said = drifts(flood: 2500, days: 2)
        #expect(said.count == 2)
        let first = try #require(said.first)
        #expect(first.score >= AlertFloor.usual && first.evidence.text.contains("new kinds of messages"))
        #expect(first.at - start > 3 * .hour && first.at - start < 4 * .hour)
    }

    @Test func aDeployIsNoDrift() { #expect(drifts(flood: 500, days: 1).isEmpty) }

    /// The gate's floor, which such a signal must reach to be told.
    private enum AlertFloor { static let usual = 2.5 }
}

import Bytes
import Detection
import Model
import TestSupport
import Testing

/// Services that are first heard of when much is known of the others.
@Suite struct LateComerTests {
    private static let start: Micros = 1_790_000_000 * .second
    private static let texts = [
        "page <*> served", "EXT4-fs error (device sda1): reading directory lblock <*>", "module loaded",
        "worker <*> failed to bind", "disk <*> failed",
    ]

    /// News of a service that speaks steadily from the start, and of others that say `said` (hour, stream, template) once.
    private func news(hours: Int, _ said: [(hour: Double, stream: Int, template: Int32)]) -> [Signal] {
        var bank = DetectorBank()
        for (index, text) in Self.texts.enumerated() { bank.introduce(template: Int32(index), text: text) }
        for number in 0..<20 {
            bank.introduce(
                template: Int32(Self.texts.count + number),
                text: "part \(Character(UnicodeScalar(UInt8(97 + number)))) failed")
        }
        var found: [Signal] = []
        for bucket in 0..<hours * 360 {
            let time = Self.start + Micros(bucket) * 10 * .second
            bank.observe(stream: StreamID(0), template: 0, severity: .info, time: time)
            for one in said where Int(one.hour * 360) == bucket {
                bank.observe(stream: StreamID(one.stream), template: one.template, severity: nil, time: time)
            }
            found += bank.close(bucketEnding: time + 10 * .second).filter { $0.kind == .novelty }
        }
        return found
    }

    @Test func theFirstFailureOfANewServiceIsWellGrounded() throws {
        let told = try #require(news(hours: 6, [(5, 1, 1)]).first)
        #expect(!told.weak && told.score >= 3.5)
        #expect(told.evidence.text == "first message of a service not heard of before, once")
    }

    @Test func withinTheFirstHourItIsNot() throws {
        let told = news(hours: 2, [(0.7, 1, 1)])
        #expect(!told.contains { !$0.weak })
    }

    @Test func aHarmlessBeginningIsNoNews() {
        #expect(!news(hours: 6, [(5, 1, 2)]).contains { $0.score >= 2 })
    }

    /// The same program says it on host after host.
    @Test func whatIsKnownElsewhereIsWeak() {
        let told = news(hours: 8, [(5, 1, 1), (6, 2, 1), (7, 3, 1)])
        #expect(told.filter { !$0.weak }.map(\.stream) == [StreamID(1)])
    }

    /// Where every new service begins with a failure of its own, one more is worth less.
    @Test func manyThatBeginSoAreUsualHere() throws {
        var said: [(hour: Double, stream: Int, template: Int32)] = []
        for number in 0..<20 { said.append((Double(number) + 2, 10 + number, Int32(Self.texts.count + number))) }
        let calm = try #require(news(hours: 30, [(29, 1, 1)]).last)
        let busy = try #require(news(hours: 30, said + [(29, 1, 1)]).last)
        #expect(busy.stream == StreamID(1) && busy.score < calm.score - 0.5)
    }

    @Test func restartAnywhereSameSignals() throws {
        var bank = DetectorBank()
        for (index, text) in Self.texts.enumerated() { bank.introduce(template: Int32(index), text: text) }
        var other = bank
        for bucket in 0..<5 * 360 {
            let time = Self.start + Micros(bucket) * 10 * .second
            func step(_ bank: inout DetectorBank) -> [Signal] {
                bank.observe(stream: StreamID(0), template: 0, severity: .info, time: time)
                if bucket % 400 == 399 {
                    let late = bucket / 400
                    bank.observe(stream: StreamID(late + 1), template: Int32(late % 4 + 1), severity: nil, time: time)
                }
                return bank.close(bucketEnding: time + 10 * .second)
            }
            let expected = step(&bank)
            if bucket % 97 == 0 { other = try DetectorBank(snapshot: other.snapshot()) }
            let same = step(&other) == expected
            #expect(same)
        }
    }
}

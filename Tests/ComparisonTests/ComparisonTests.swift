import Comparison
import Model
import Testing

@Suite struct ComparisonTests {
    private let start: Micros = 1_764_000_000 * .second
    private let stream = StreamID(0)

    /// Notes `rate` records a second of a template for `seconds`, evenly.
    private func feed(
        _ comparison: inout Comparison, _ side: ComparisonSide, _ template: Int32, rate: Double, from: Micros,
        seconds: Int, stream: StreamID? = nil
    ) {
        let count = Int(rate * Double(seconds))
        for number in 0..<count {
            let time = from + Micros(Double(number) / rate * 1e6)
            comparison.note(
                side, stream: stream ?? self.stream, template: template, severity: nil, time: time, begin: from)
        }
    }

    private func kind(_ findings: ComparisonFindings, _ template: Int32) -> ComparisonChange? {
        findings.changes.first { $0.template == template && $0.p < 0.05 }
    }

    @Test func findsWhatIsNewGoneMoreAndLessAndNothingElse() {
        var comparison = Comparison()
        let later = start + .hour
        for template in Int32(0)..<6 {
            feed(&comparison, .good, template, rate: 2, from: start, seconds: 300)
            feed(&comparison, .bad, template, rate: 2, from: later, seconds: 300)
        }
        feed(&comparison, .good, 10, rate: 1, from: start, seconds: 300)
        feed(&comparison, .bad, 11, rate: 1, from: later, seconds: 300)
        feed(&comparison, .good, 12, rate: 1, from: start, seconds: 300)
        feed(&comparison, .bad, 12, rate: 8, from: later, seconds: 300)
        feed(&comparison, .good, 13, rate: 8, from: start, seconds: 300)
        feed(&comparison, .bad, 13, rate: 1, from: later, seconds: 300)
        let findings = comparison.judge { $0 }
        #expect(kind(findings, 10)?.kind == .gone)
        #expect(kind(findings, 11)?.kind == .new)
        #expect(kind(findings, 12)?.kind == .more)
        #expect(kind(findings, 13)?.kind == .less)
        for template in Int32(0)..<6 { #expect(kind(findings, template) == nil) }
        #expect(abs((kind(findings, 12)?.effect ?? 0) - 8) < 0.3)
        #expect(kind(findings, 11)?.onset == later)
    }

    /// A load that rises everywhere is not a change of any one message.
    @Test func whatRisesWithEverythingIsNotNamed() {
        var comparison = Comparison()
        let later = start + .hour
        for template in Int32(0)..<8 {
            feed(&comparison, .good, template, rate: 2, from: start, seconds: 300)
            feed(&comparison, .bad, template, rate: template == 7 ? 60 : 6, from: later, seconds: 300)
        }
        let findings = comparison.judge { $0 }
        #expect(abs(findings.load - 3) < 0.1)
        #expect(kind(findings, 7)?.kind == .more)
        for template in Int32(0)..<7 { #expect(kind(findings, template) == nil) }
    }

    /// A message that comes in bursts on the good side may come in one on the bad side.
    @Test func burstsAreNotTakenForChanges() {
        var comparison = Comparison()
        let later = start + .hour
        for burst in 0..<10 {
            for number in 0..<60 {
                comparison.note(
                    .good, stream: stream, template: 1, severity: nil,
                    time: start + Micros(burst * 60) * .second + Micros(number) * 1000, begin: start)
            }
        }
        feed(&comparison, .good, 2, rate: 1, from: start, seconds: 600)
        feed(&comparison, .bad, 2, rate: 1, from: later, seconds: 120)
        for number in 0..<240 {
            comparison.note(
                .bad, stream: stream, template: 1, severity: nil, time: later + Micros(number) * 1000, begin: later)
        }
        #expect(kind(comparison.judge { $0 }, 1) == nil)
    }

    @Test func namesTheSlowStepAndTheMissingOne() {
        var comparison = Comparison()
        let other = StreamID(1)
        for (side, from, delay) in [(ComparisonSide.good, start, 50_000), (.bad, start + .hour, 900_000)] {
            for request in 0..<200 {
                let time = from + Micros(request) * .second
                let id = UInt64(request + 1) &* 0x9e37_79b9_7f4a_7c15
                comparison.note(side, stream: stream, template: 1, severity: nil, time: time, begin: from)
                comparison.follow(side, id: id, stream: stream, template: 1, time: time)
                let done = time + Micros(delay + request % 7 * 1000)
                comparison.note(side, stream: other, template: 2, severity: nil, time: done, begin: from)
                comparison.follow(side, id: id, stream: other, template: 2, time: done)
                guard side == .good || request % 4 == 0 else { continue }
                comparison.note(side, stream: stream, template: 3, severity: nil, time: done + 1000, begin: from)
                comparison.follow(side, id: id, stream: stream, template: 3, time: done + 1000)
            }
        }
        let findings = comparison.judge { $0 }
        let slow = findings.changes.first { $0.kind == .slower && $0.p < 0.01 }
        #expect(slow?.stream == other && slow?.template == 2)
        #expect(slow.map { $0.effect > 10 && $0.before < 0.1 && $0.after > 0.8 } ?? false)
        let lost = findings.changes.first { $0.from != nil && $0.kind == .less && $0.p < 0.01 }
        #expect(lost?.template == 3)
    }

    /// The order of records, and templates that become one, do not matter.
    @Test func orderAndMergesDoNotMatter() {
        var records: [(ComparisonSide, Int32, Micros)] = []
        for (side, from) in [(ComparisonSide.good, start), (.bad, start + .hour)] {
            for number in 0..<3000 {
                records.append((side, Int32(number % 3), from + Micros(number * number % 9973) * 100_000))
            }
        }
        func judged(_ records: [(ComparisonSide, Int32, Micros)], split: Bool) -> ComparisonFindings {
            var comparison = Comparison()
            for (number, record) in records.enumerated() {
                // Half of template 2's records come under another number that later turns out to be the same.
                let template = split && record.1 == 2 && number % 2 == 0 ? 9 : record.1
                comparison.note(
                    record.0, stream: stream, template: template, severity: nil, time: record.2,
                    begin: record.0 == .good ? start : start + .hour)
            }
            comparison.settle { $0 == 9 ? 2 : $0 }
            return comparison.judge { $0 }
        }
        let straight = judged(records, split: false)
        #expect(judged(records.reversed(), split: false).changes == straight.changes)
        #expect(judged(records, split: true).changes.map(\.p) == straight.changes.map(\.p))
        #expect(straight.comparisons > 0)
    }

    /// The less there is, the more it takes.
    @Test func saysWhatLittleLogIsWorth() {
        func least(_ seconds: Int) -> ComparisonFindings {
            var comparison = Comparison()
            for template in Int32(0)..<20 {
                feed(&comparison, .good, template, rate: 1, from: start, seconds: seconds)
                feed(&comparison, .bad, template, rate: 1, from: start + .hour, seconds: 60)
            }
            return comparison.judge { $0 }
        }
        let short = least(60)
        let long = least(3000)
        #expect((short.leastNew ?? .max) > (long.leastNew ?? .max))
        #expect(short.changes.allSatisfy { $0.p > 0.05 })
    }
}

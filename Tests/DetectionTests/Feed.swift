import Bytes
import Detection
import Model
import TestSupport

/// One call into a bank.
enum Step: Sendable {
    case introduce(Int32, String)
    case record(stream: Int, template: Int32, severity: Severity?, time: Micros)
    case value(Double, stream: Int, template: Int32)
    case word(String, stream: Int, template: Int32)
    case flow(UInt64, stream: Int, template: Int32, time: Micros)
    case merge(Int32, Int32)
    case close(Micros)
}

extension DetectorBank {
    /// Carries out a step; the signals of a bucket's end.
    mutating func take(_ step: Step) -> [Signal] {
        switch step {
        case .introduce(let template, let text): introduce(template: template, text: text)
        case .record(let stream, let template, let severity, let time):
            observe(stream: StreamID(stream), template: template, severity: severity, time: time)
        case .value(let value, let stream, let template):
            note(value: value, stream: StreamID(stream), template: template, position: 0)
        case .word(let word, let stream, let template):
            let bytes = Array("user=\(word)".utf8)
            note(
                word: StableHash.hash(word), text: ByteRange(5, bytes.count), name: ByteRange(0, 4),
                in: bytes.span.bytes, stream: StreamID(stream), template: template, position: 1)
        case .flow(let id, let stream, let template, let time):
            follow(correlation: id, stream: StreamID(stream), template: template, time: time)
        case .merge(let from, let to): merge(TemplateMerge(from: from, to: to))
        case .close(let end): return close(bucketEnding: end)
        }
        return []
    }

    mutating func take(_ steps: some Sequence<Step>) -> [Signal] {
        var signals: [Signal] = []
        for step in steps { signals += take(step) }
        return signals
    }
}

/// A small world: services with steady messages, a heartbeat, and whatever a test injects.
struct Feed {
    static let start: Micros = 1_790_000_000 * .second
    var steps: [Step] = []
    var random: Seeded
    let rates: [(stream: Int, template: Int32, perBucket: Double)]
    var heartbeat: (stream: Int, template: Int32)?
    private(set) var time = Feed.start

    init(seed: UInt64 = 1, rates: [(stream: Int, template: Int32, perBucket: Double)]) {
        random = Seeded(seed)
        self.rates = rates
    }

    /// A Poisson variable (Knuth; small means only).
    static func poisson(_ mean: Double, _ random: inout Seeded) -> Int {
        var left = mean
        var count = 0
        while left > 0 {
            let part = min(left, 20)
            left -= part
            var product = 1.0
            // e^-part by repeated squaring of the series would need libm; a short product of exponentials is enough here.
            let limit = exponential(-part)
            repeat {
                product *= Double.random(in: 0..<1, using: &random)
                count += 1
            } while product > limit
            count -= 1
        }
        return count
    }

    static func exponential(_ x: Double) -> Double {
        var term = 1.0
        var sum = 1.0
        let y = x / 64
        for n in 1...20 {
            term *= y / Double(n)
            sum += term
        }
        for _ in 0..<6 { sum *= sum }
        return sum
    }

    /// Lets `buckets` pass; `factor` scales a series' rate, `extra` adds records of its own.
    mutating func pass(
        _ buckets: Int, factor: (Int, Int32) -> Double = { _, _ in 1 }, beating: Bool = true,
        extra: [(stream: Int, template: Int32, severity: Severity?, perBucket: Int)] = []
    ) {
        for _ in 0..<buckets {
            for rate in rates {
                let count = Self.poisson(rate.perBucket * factor(rate.stream, rate.template), &random)
                for n in 0..<count {
                    steps.append(
                        .record(
                            stream: rate.stream, template: rate.template, severity: .info,
                            time: time + Micros(n) * 10 * .second / Micros(count)))
                }
            }
            if let heartbeat, beating, (time - Feed.start) % .minute < 10 * .second {
                steps.append(
                    .record(stream: heartbeat.stream, template: heartbeat.template, severity: .info, time: time + 3))
            }
            for one in extra {
                for n in 0..<one.perBucket {
                    steps.append(
                        .record(
                            stream: one.stream, template: one.template, severity: one.severity,
                            time: time + Micros(n) * 1000))
                }
            }
            time += 10 * .second
            steps.append(.close(time))
        }
    }
}

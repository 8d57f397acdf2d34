import Detection
import Glibc
import Model

/// One stream of a simulated host: its series, its detectors, its thresholds. A value, so that a fault is tried on a copy while
/// the stream itself goes on without it.
///
/// Each stream has a bank of its own, so streams can be simulated one after the other and on several threads. What is lost is
/// that a bank takes the other streams' totals for load where a stream has fewer than two lively messages of its own.
struct SimulatedLane: Sendable {
    let stream: Int
    private let first: Int
    private var series: [SimulatedSeries]
    private var bank: DetectorBank
    private var baselines: [BaselineSeries]
    private var flows: FastRandom
    private var correlation: UInt64 = 0
    private let hasFlows: Bool
    /// Scores below this are not recorded.
    private let floor: Double

    /// What one series of the lane said at one moment.
    struct Sign: Sendable {
        /// End of the bucket or minute, in buckets of 10 s since the start.
        var bucket: Int32
        /// 0 is this detector, then the baselines.
        var statistic: UInt8
        var kind: SignalKind
        /// Index in the lane; -1 for the stream as a whole, -2 for the error.
        var series: Int32
        var stream: Int32
        var score: Float

        var key: UInt64 {
            UInt64(UInt32(bitPattern: stream)) << 32 | UInt64(UInt16(truncatingIfNeeded: series)) << 8
                | UInt64(kind == .values ? 1 : kind == .flows ? 2 : kind == .severity ? 3 : 0)
        }
    }

    static let start: Micros = 1_790_208_000 * .second

    init(_ world: SimulatedWorld, stream: Int, floor: Double) {
        self.stream = stream
        self.floor = floor
        first = stream * SimulatedWorld.perStream
        series = Array(world.series[first..<min(first + SimulatedWorld.perStream, world.size)])
        var options = DetectionOptions()
        options.floor = floor
        options.maxSeries = 64
        (options.maxValueSeries, options.maxOpenFlows, options.maxFlowPairs) = (16, 256, 64)
        bank = DetectorBank(options: options)
        for index in series.indices { bank.introduce(template: Int32(index), text: "message \(index) of <*>") }
        bank.introduce(template: Int32(series.count), text: "unhandled error: <*>")
        baselines = Array(repeating: BaselineSeries(), count: series.count)
        flows = FastRandom(world.seed &+ 99 &+ UInt64(stream) &* 7919)
        hasFlows = stream < 100
    }

    mutating func deploy(_ index: Int, factor: Double) {
        series[index - first].level = min(max(series[index - first].level * factor, 0.1), 10)
    }

    /// Lives through one minute, with the fault in it if there is one.
    mutating func live(minute: Int, fault: InjectedFault?, into signs: inout [Sign]) {
        var counts = [6 of Int](repeating: 0)
        let time = Self.start + Micros(minute) * .minute
        var rows = [10 of [6 of Int]](repeating: [6 of Int](repeating: 0))
        for index in series.indices {
            let isStruck = fault.map { $0.series == first + index || $0.others.contains(first + index) } ?? false
            series[index].counts(minute: minute, factor: isStruck ? fault?.factor(at: minute) ?? 1 : 1, into: &counts)
            rows[index] = counts
            var sum = 0
            for bucket in 0..<6 { sum += counts[bucket] }
            let scores = baselines[index].ingest(Float(sum))
            record(1, scores.0, index, minute, &signs)
            record(2, scores.1, index, minute, &signs)
            record(3, scores.2, index, minute, &signs)
        }
        for bucket in 0..<6 {
            let begin = time + Micros(bucket) * 10 * .second
            for index in series.indices where rows[index][bucket] > 0 {
                bank.observe(
                    stream: StreamID(0), template: Int32(index), severity: .info, time: begin,
                    times: UInt32(rows[index][bucket]))
            }
            if let fault, fault.kind == .error, minute == fault.start, bucket < 3 {
                bank.observe(stream: StreamID(0), template: Int32(series.count), severity: .error, time: begin)
            }
            if hasFlows { trace(minute: minute, time: begin, fault) }
            for signal in bank.close(bucketEnding: begin + 10 * .second) {
                signs.append(
                    Sign(
                        bucket: Int32(minute * 6 + bucket + 1), statistic: 0, kind: signal.kind,
                        series: signal.template == Int32(series.count) ? -2 : signal.template, stream: Int32(stream),
                        score: Float(signal.score)))
            }
        }
    }

    @inline(__always)
    private func record(_ statistic: UInt8, _ signed: Float, _ index: Int, _ minute: Int, _ signs: inout [Sign]) {
        guard abs(signed) >= Float(floor) else { return }
        signs.append(
            Sign(
                bucket: Int32(minute * 6 + 6), statistic: statistic, kind: .rate, series: Int32(index),
                stream: Int32(stream),
                score: abs(signed)))
    }

    /// Three requests a bucket, each from the stream's first message to its second, with numbers and delays of some noise.
    private mutating func trace(minute: Int, time: Micros, _ fault: InjectedFault?) {
        let isActive = fault.map { minute >= $0.start && minute < $0.end } ?? false
        let latency = isActive && fault?.kind == .latency ? 2.0 : 1
        let step = isActive && fault?.kind == .step ? 2.0 : 1
        for _ in 0..<3 {
            bank.note(value: 40 * exp(0.35 * flows.normal()) * latency, stream: StreamID(0), template: 0, position: 0)
            correlation += 1
            let delay = Micros(80_000 * exp(0.35 * flows.normal()) * step)
            bank.follow(correlation: correlation, stream: StreamID(0), template: 0, time: time)
            bank.follow(correlation: correlation, stream: StreamID(0), template: 1, time: time + delay)
        }
    }
}

/// Lanes that threads take turns at.
///
/// Unchecked: `run` gives each lane to one thread only, by an atomic index, and joins all threads before it returns.
final class LaneStore: @unchecked Sendable {
    private let lanes: UnsafeMutablePointer<SimulatedLane>
    let count: Int
    init(_ all: [SimulatedLane]) {
        count = all.count
        lanes = .allocate(capacity: all.count)
        lanes.initialize(from: all, count: all.count)
    }
    deinit {
        lanes.deinitialize(count: count)
        lanes.deallocate()
    }
    func withLane<Result>(_ index: Int, _ body: (inout SimulatedLane) -> Result) -> Result { body(&lanes[index]) }
}

import Detection
import Glibc
import Model

/// A simulated month of one host: what the gate lets through when nothing is wrong, and which injected faults would have
/// passed it, for this detector and for three thresholds behind the same gate.
package struct BudgetSimulation {
    package let world: WorldKind, size: Int, seed: UInt64, days: Int
    /// Days before which nothing is counted: the detectors learn a week's shape.
    package let warmUp: Int

    package init(world: WorldKind, size: Int, seed: UInt64, days: Int, warmUp: Int = 8) {
        (self.world, self.size, self.seed, self.days, self.warmUp) = (world, size, seed, days, warmUp)
    }

    /// Incidents a day of one statistic behind one gate.
    package struct Quiet: Sendable {
        package var statistic: String, budget: Double, floor: Double
        /// After the warm-up, on the first live days (2 to 7), and on the worst day after the warm-up.
        package var perDay: Double, early: Double, worst: Int
    }
    /// Faults of one kind found by one statistic at one budget.
    package struct Found: Sendable {
        package var statistic: String, budget: Double, fault: InjectedFault.Kind
        package var injected: Int, detected: Int
        /// Minutes from the start to what passed the gate; nil when none did.
        package var medianMinutes: Double?
    }
    package struct Result: Sendable {
        package var quiet: [Quiet] = []
        package var found: [Found] = []
        /// Median level of the last days by budget (floor 2.5), of the pot of rises.
        package var levels: [Double] = []
        package var seconds = 0.0
    }

    private static let start: Micros = 1_790_208_000 * .second
    private static let statistics = ["haetae"] + Baseline.allCases.map(\.rawValue)

    /// Runs it twice: without faults for the levels, with them for the recall.
    package func run() -> Result {
        let begin = Self.monotonic()
        var boards: [GateBoard] = []
        replay(faults: [], boards: &boards)
        var result = Result()
        for (statistic, board) in zip(Self.statistics, boards) {
            for (index, setting) in GateBoard.settings.enumerated() {
                let live = board.perDay[index][warmUp...]
                let early = board.perDay[index][2..<min(7, days)]
                result.quiet.append(
                    Quiet(
                        statistic: statistic, budget: setting.budget, floor: setting.floor,
                        perDay: Double(live.reduce(0, +)) / Double(live.count),
                        early: Double(early.reduce(0, +)) / Double(max(1, early.count)), worst: live.max() ?? 0))
            }
        }
        for index in GateBoard.settings.indices where GateBoard.settings[index].floor > 0 {
            let trace = boards[0].levels[index].suffix(5 * 1440).map { Double($0[0]) }.sorted()
            result.levels.append(trace[trace.count / 2])
        }
        let faults = SimulatedWorld(world, size: size, seed: seed).faults(from: warmUp * 1440, to: days * 1440 - 60)
        var seen = Sightings(faults: faults, levels: boards.map(\.levels))
        replay(faults: faults, boards: &boards, seen: &seen)
        for (statistic, name) in Self.statistics.enumerated() {
            for (index, setting) in GateBoard.settings.enumerated() where setting.floor > 0 {
                for kind in InjectedFault.Kind.allCases {
                    let delays = faults.indices.filter { faults[$0].kind == kind }.map {
                        seen.first[statistic][index][$0]
                    }
                    let hits = delays.compactMap { $0 }.sorted()
                    result.found.append(
                        Found(
                            statistic: name, budget: setting.budget, fault: kind, injected: delays.count,
                            detected: hits.count,
                            medianMinutes: hits.isEmpty ? nil : hits[hits.count / 2]))
                }
            }
        }
        result.seconds = Self.monotonic() - begin
        return result
    }

    private static func monotonic() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    /// Which fault was first seen when, by statistic, setting and fault.
    struct Sightings {
        let faults: [InjectedFault]
        let levels: [[[[3 of Float]]]]
        /// Faults by series.
        let ofSeries: [Int: [Int]]
        let ofStream: [Int: [Int]]
        var first: [[[Double?]]]

        init(faults: [InjectedFault], levels: [[[[3 of Float]]]]) {
            (self.faults, self.levels) = (faults, levels)
            ofSeries = Dictionary(grouping: faults.indices) { faults[$0].series }
            ofStream = Dictionary(grouping: faults.indices) { faults[$0].series / SimulatedWorld.perStream }
            first = Array(
                repeating: Array(
                    repeating: Array(repeating: nil, count: faults.count), count: GateBoard.settings.count),
                count: levels.count)
        }

        /// A signal of a series (or of a stream, -1) that reached `score` at `seconds` since the start.
        mutating func see(_ statistic: Int, series: Int?, stream: Int, kind: SignalKind, score: Double, seconds: Double)
        {
            let candidates = series.map { ofSeries[$0] ?? [] } ?? ofStream[stream] ?? []
            for index in candidates {
                let fault = faults[index]
                let minute = seconds / 60
                guard minute > Double(fault.start), minute <= Double(fault.end + 10) else { continue }
                for setting in GateBoard.settings.indices where first[statistic][setting][index] == nil {
                    let trace = levels[statistic][setting]
                    let level = trace[min(trace.count - 1, Int(minute))][potOf(kind)]
                    if score >= max(Double(level), GateBoard.settings[setting].floor) {
                        first[statistic][setting][index] = minute - Double(fault.start)
                    }
                }
            }
        }
    }

    private func replay(faults: [InjectedFault], boards: inout [GateBoard]) {
        var none = Sightings(faults: [], levels: [])
        replay(faults: faults, boards: &boards, seen: &none)
    }

    private func replay(faults: [InjectedFault], boards: inout [GateBoard], seen: inout Sightings) {
        let isJudging = seen.faults.isEmpty
        var world = SimulatedWorld(world, size: size, seed: seed)
        let perStream = SimulatedWorld.perStream
        let streams = (size + perStream - 1) / perStream
        var bank = DetectorBank()
        for index in 0..<size { bank.introduce(template: Int32(index), text: "message \(index) of <*>") }
        bank.introduce(template: Int32(size), text: "unhandled error: <*>")
        var baselines = Array(repeating: BaselineSeries(), count: size)
        if isJudging {
            boards = Self.statistics.map { _ in GateBoard(streams: streams, days: days, start: Self.start) }
        }
        var flows = FastRandom(seed &+ 99)
        var correlation: UInt64 = 0
        let watched = min(streams, 100)
        var active: [Int] = []
        var counts = [6 of Int](repeating: 0)
        var buckets = Array(repeating: [UInt32](repeating: 0, count: size), count: 6)
        for minute in 0..<days * 1440 {
            world.turn(minute: minute)
            active = faults.indices.filter { minute >= faults[$0].start && minute < faults[$0].end }
            var signs = Baseline.allCases.map { _ in [GateBoard.Sign]() }
            for index in 0..<size {
                var factor = 1.0
                for fault in active where faults[fault].series == index { factor *= faults[fault].factor(at: minute) }
                world.series[index].counts(minute: minute, factor: factor, into: &counts)
                var sum = 0
                for bucket in 0..<6 {
                    buckets[bucket][index] = UInt32(counts[bucket])
                    sum += counts[bucket]
                }
                let scores = baselines[index].ingest(Float(sum))
                for (which, signed) in [scores.0, scores.1, scores.2].enumerated() where abs(signed) >= 1 {
                    let score = Double(abs(signed))
                    let stream = index / perStream
                    if isJudging {
                        signs[which].append(
                            GateBoard.Sign(key: UInt64(index), stream: stream, kind: .rate, score: score))
                    } else {
                        seen.see(
                            which + 1, series: index, stream: stream, kind: .rate, score: score,
                            seconds: Double(minute + 1) * 60)
                    }
                }
            }
            let minuteStart = Self.start + Micros(minute) * .minute
            for bucket in 0..<6 {
                let time = minuteStart + Micros(bucket) * 10 * .second
                for index in 0..<size where buckets[bucket][index] > 0 {
                    bank.observe(
                        stream: StreamID(index / perStream), template: Int32(index), severity: .info, time: time,
                        times: buckets[bucket][index])
                }
                for fault in active where faults[fault].kind == .error && minute == faults[fault].start && bucket < 3 {
                    bank.observe(
                        stream: StreamID(faults[fault].series / perStream), template: Int32(size), severity: .error,
                        time: time)
                }
                trace(
                    &bank, minute: minute, bucket: bucket, time: time, watched: watched, active.map { faults[$0] },
                    &flows, &correlation)
                let signals = bank.close(bucketEnding: time + 10 * .second)
                if isJudging {
                    boards[0].judge(
                        signals.map { signal in
                            let kind: UInt64 =
                                signal.kind == .values
                                ? 1 : signal.kind == .flows ? 2 : signal.kind == .severity ? 3 : 0
                            return GateBoard.Sign(
                                key: UInt64(UInt32(bitPattern: signal.template)) << 32 | UInt64(signal.stream.raw) << 2
                                    | kind,
                                stream: Int(signal.stream.raw), kind: signal.kind, score: signal.score)
                        }, at: time + 10 * .second)
                } else {
                    for signal in signals {
                        let isError = signal.template == Int32(size)
                        seen.see(
                            0,
                            series: signal.template >= 0 && !isError && signal.kind != .flows && signal.kind != .values
                                ? Int(signal.template) : nil,
                            stream: Int(signal.stream.raw), kind: signal.kind, score: signal.score,
                            seconds: Double(minute * 60 + bucket * 10 + 10))
                    }
                }
            }
            guard isJudging else { continue }
            for which in Baseline.allCases.indices {
                boards[which + 1].judge(signs[which], at: minuteStart + .minute)
            }
            for which in boards.indices { boards[which].note() }
        }
    }

    /// Numbers and request flows of the first streams: three requests a bucket, each from one stream's first message to
    /// another message of the same stream, with a latency of some noise.
    private func trace(
        _ bank: inout DetectorBank, minute: Int, bucket: Int, time: Micros, watched: Int, _ active: [InjectedFault],
        _ random: inout FastRandom, _ correlation: inout UInt64
    ) {
        let perStream = SimulatedWorld.perStream
        for stream in 0..<watched {
            var latency = 1.0
            var step = 1.0
            for fault in active where fault.series / perStream == stream {
                if fault.kind == .latency { latency = 2 }
                if fault.kind == .step { step = 2 }
            }
            for _ in 0..<3 {
                let spread = random.normal()
                bank.note(
                    value: 40 * exp(0.35 * spread) * latency, stream: StreamID(stream),
                    template: Int32(stream * perStream), position: 0)
                correlation += 1
                let delay = Micros(80_000 * exp(0.35 * random.normal()) * step)
                let first = Int32(stream * perStream)
                let second = first + min(1, Int32(size) - first - 1)
                bank.follow(correlation: correlation, stream: StreamID(stream), template: first, time: time)
                bank.follow(correlation: correlation, stream: StreamID(stream), template: second, time: time + delay)
            }
        }
    }
}

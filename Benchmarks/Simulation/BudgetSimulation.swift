import Glibc
import Model

/// A simulated month of one host: what the gate lets through when nothing is wrong, and which injected faults would have
/// passed it, for this detector and for three thresholds behind the same gate.
///
/// Faults are tried one at a time on a copy of their stream, from their start to ten minutes after their end; what the copy says
/// is held against the levels that the host without faults had at that minute.
package struct BudgetSimulation: Sendable {
    package let world: WorldKind, size: Int, seed: UInt64, days: Int
    /// Days before which nothing is counted: the detectors learn a week's shape.
    package let warmUp: Int
    let threads: Int

    package init(world: WorldKind, size: Int, seed: UInt64, days: Int, warmUp: Int = 8, threads: Int = 2) {
        (self.world, self.size, self.seed, self.days, self.warmUp) = (world, size, seed, days, warmUp)
        self.threads = threads
    }

    /// Incidents a day of one statistic behind one gate.
    package struct Quiet: Sendable {
        package var statistic: String, budget: Double, floor: Double
        /// After the warm-up, on the first live days (2 to 7), and on the worst day after the warm-up.
        package var perDay: Double, early: Double, worst: Int
    }
    /// Faults of one kind by one statistic at one budget: for each the minutes until something passed the gate, nil where nothing did.
    package struct Found: Sendable {
        package var statistic: String, budget: Double, fault: InjectedFault.Kind
        package var delays: [Double?]
    }
    package struct Result: Sendable {
        package var quiet: [Quiet] = []
        package var found: [Found] = []
        /// Median level of the last five days by budget (floor 2.5) and pot, of this detector.
        package var levels: [[Double]] = []
        package var seconds = 0.0
    }

    /// The detector, with related streams joined before the gate, and the thresholds.
    static let statistics = ["haetae", "haetae, joined"] + Baseline.allCases.map(\.rawValue)

    package func run() -> Result {
        let begin = Self.monotonic()
        var world = SimulatedWorld(world, size: size, seed: seed)
        let deploys = world.deploys(days: days)
        let faults = world.faults(from: warmUp * 1440, to: days * 1440 - 60)
        let streams = (size + SimulatedWorld.perStream - 1) / SimulatedWorld.perStream
        // On a large host the level is far above this; what is below it would only fill memory.
        let floor = size >= 1000 ? 2.0 : 1.0
        let store = LaneStore((0..<streams).map { SimulatedLane(world, stream: $0, floor: floor) })
        var trials: [Int: [(fault: Int, start: Int)]] = [:]
        for (index, fault) in faults.enumerated() {
            for series in [fault.series] + fault.others {
                trials[series / SimulatedWorld.perStream, default: []].append((index, fault.start))
            }
        }
        var boards = Self.statistics.map { _ in GateBoard(streams: streams, days: days, start: SimulatedLane.start) }
        var joining = JoinedSigns()
        var tried: [[SimulatedLane.Sign]] = Array(repeating: [], count: faults.count)
        for day in 0..<days {
            let (signs, sights) = liveDay(day, store, deploys, faults, trials)
            for (fault, seen) in sights { tried[fault] += seen }
            judge(day, signs, &boards, &joining)
        }
        var result = summary(boards)
        result.found = found(faults, tried, boards)
        result.seconds = Self.monotonic() - begin
        return result
    }

    /// Whether each missed fault is told of: HAETAE_VERBOSE.
    private static let isVerbose = getenv("HAETAE_VERBOSE") != nil

    static func monotonic() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    /// All streams through one day, and the faults that begin in it: their signs by stream.
    private func liveDay(
        _ day: Int, _ store: LaneStore, _ deploys: [Int: [(series: Int, factor: Double)]], _ faults: [InjectedFault],
        _ trials: [Int: [(fault: Int, start: Int)]]
    ) -> (signs: [SimulatedLane.Sign], sights: [(Int, [SimulatedLane.Sign])]) {
        let results = Parallel.map(Array(0..<store.count), threads: threads) { stream in
            store.withLane(stream) { lane in
                var signs: [SimulatedLane.Sign] = []
                var sights: [(Int, [SimulatedLane.Sign])] = []
                let due = trials[stream] ?? []
                for minute in day * 1440..<(day + 1) * 1440 {
                    for moved in deploys[minute] ?? [] where moved.series / SimulatedWorld.perStream == stream {
                        lane.deploy(moved.series, factor: moved.factor)
                    }
                    for trial in due where trial.start == minute {
                        var copy = lane
                        var seen: [SimulatedLane.Sign] = []
                        for later in minute..<faults[trial.fault].end + 10 {
                            copy.live(minute: later, fault: faults[trial.fault], into: &seen)
                        }
                        sights.append((trial.fault, seen))
                    }
                    lane.live(minute: minute, fault: nil, into: &signs)
                }
                return (signs, sights)
            }
        }
        return (results.flatMap(\.0), results.flatMap(\.1))
    }

    /// One day's signs of all streams through the gates, in order of time.
    private func judge(
        _ day: Int, _ signs: [SimulatedLane.Sign], _ boards: inout [GateBoard], _ joining: inout JoinedSigns
    ) {
        var byBucket: [[Int32]] = Array(repeating: [], count: 8640)
        for index in signs.indices { byBucket[Int(signs[index].bucket) - 1 - day * 8640].append(Int32(index)) }
        var moment: [[GateBoard.Sign]] = Self.statistics.map { _ in [] }
        for bucket in 0..<8640 {
            let time = SimulatedLane.start + Micros(day * 8640 + bucket + 1) * 10 * .second
            for which in moment.indices { moment[which].removeAll(keepingCapacity: true) }
            for index in byBucket[bucket] {
                let sign = signs[Int(index)]
                let one = GateBoard.Sign(
                    key: sign.key, stream: Int(sign.stream), kind: sign.kind, score: Double(sign.score))
                moment[sign.statistic == 0 ? 0 : Int(sign.statistic) + 1].append(one)
            }
            moment[1] = joining.join(moment[0], at: time)
            boards[0].judge(moment[0], at: time)
            boards[1].judge(moment[1], at: time)
            guard bucket % 6 == 5 else { continue }
            for which in 2..<boards.count { boards[which].judge(moment[which], at: time) }
            for which in boards.indices { boards[which].note() }
        }
    }

    private func summary(_ boards: [GateBoard]) -> Result {
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
            result.levels.append(
                (0..<3).map { pot in
                    let trace = boards[0].levels[index].suffix(5 * 1440).map { Double($0[pot]) }.sorted()
                    return trace[trace.count / 2]
                })
        }
        return result
    }

    private func found(_ faults: [InjectedFault], _ tried: [[SimulatedLane.Sign]], _ boards: [GateBoard]) -> [Found] {
        var result: [Found] = []
        let joined = faults.indices.map { fault -> [SimulatedLane.Sign] in
            var joining = JoinedSigns()
            return joining.join(all: tried[fault].filter { $0.statistic == 0 && Self.isOf(faults[fault], $0) })
        }
        for (statistic, name) in Self.statistics.enumerated() {
            for (index, setting) in GateBoard.settings.enumerated() where setting.floor > 0 {
                let levels = boards[statistic].levels[index]
                for kind in InjectedFault.Kind.allCases {
                    let delays = faults.indices.filter { faults[$0].kind == kind }.map { fault -> Double? in
                        let signs = statistic == 1 ? joined[fault] : tried[fault]
                        let which = statistic == 0 ? 0 : statistic - 1
                        var first: Double?
                        for sign in signs where Int(sign.statistic) == which && Self.isOf(faults[fault], sign) {
                            let minute = Double(sign.bucket) / 6
                            let level = levels[min(levels.count - 1, Int(minute))][potOf(sign.kind)]
                            guard Double(sign.score) >= max(Double(level), setting.floor) else { continue }
                            first = min(first ?? .infinity, minute - Double(faults[fault].start))
                        }
                        if first == nil, Self.isVerbose, setting.budget == 3, statistic == 0 {
                            let best = tried[fault].filter { $0.statistic == 0 && Self.isOf(faults[fault], $0) }.max {
                                $0.score < $1.score
                            }
                            let series = SimulatedWorld(world, size: size, seed: seed).series[faults[fault].series]
                            print(
                                "missed", kind, "rate", series.rate, "bursts/day", series.burstsPerMinute * 1440,
                                "amplitude", series.amplitude, "spread", series.spread, "start", faults[fault].start,
                                "best", best.map { "\($0.score) \($0.kind) \($0.series)" } ?? "-", "level",
                                levels[faults[fault].start][0])
                        }
                        return first
                    }
                    result.append(Found(statistic: name, budget: setting.budget, fault: kind, delays: delays))
                }
            }
        }
        return result
    }

    /// Whether a sign speaks of a fault: of its series or the stream as a whole, or of the numbers and steps that it changed.
    private static func isOf(_ fault: InjectedFault, _ sign: SimulatedLane.Sign) -> Bool {
        switch fault.kind {
        case .error: sign.series == -2 || sign.kind == .severity
        case .latency: sign.kind == .values
        case .step: sign.kind == .flows
        default:
            sign.kind != .values && sign.kind != .flows
                && (sign.series == -1
                    || ([fault.series] + fault.others).contains(
                        Int(sign.stream) * SimulatedWorld.perStream + Int(sign.series)))
        }
    }
}

import Glibc

/// Which kind of host is simulated.
package enum WorldKind: String, Sendable, CaseIterable {
    /// Rates from 0.001 to 1000 a minute, daily and weekly cycle, AR(1) noise of the logarithm, over-dispersed counts, 30%
    /// of series with bursts of up to x12 for minutes, 8% heartbeats, deploys each 3 days that move 5% of the series.
    case a = "A"
    /// Rates, clumps and spread of the messages of a log (`MeasuredRates`): most rare and in clumps, few very frequent.
    case b = "B"
    /// As A, but half of the series have bursts.
    case c = "C"
}

/// A fault put into one series, or one stream.
package struct InjectedFault: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case x3, x10, drop, ramp, heartbeat, error, latency, step
        /// x3 in one series each of three related streams.
        case several
        /// How long it lasts, in minutes.
        var minutes: Int {
            switch self {
            case .x3, .x10, .latency, .step, .several: 30
            case .drop: 120
            case .ramp: 180
            case .heartbeat: 240
            case .error: 5
            }
        }
    }
    package var kind: Kind
    package var series: Int
    package var start: Int
    /// The other series that it strikes, in related streams.
    package var others: [Int] = []
    package var end: Int { start + kind.minutes }

    /// Factor on the series' rate at a minute.
    func factor(at minute: Int) -> Double {
        guard minute >= start, minute < end else { return 1 }
        switch kind {
        case .x3, .several: return 3
        case .x10: return 10
        case .drop, .heartbeat: return 0
        case .ramp: return 1 + 4 * min(1, Double(minute - start) / 120)
        case .error, .latency, .step: return 1
        }
    }
}

/// A fast generator (xorshift128+ seeded by SplitMix64), one a series: a fault in one series leaves the noise of all others
/// as it was.
struct FastRandom: Sendable {
    private var a: UInt64, b: UInt64
    private var spare = 0.0, hasSpare = false

    init(_ seed: UInt64) {
        func mix(_ value: UInt64) -> UInt64 {
            var z = value &+ 0x9e37_79b9_7f4a_7c15
            z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
            z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
            return z ^ (z >> 31)
        }
        a = mix(seed)
        b = mix(a ^ 0x1234_5678) | 1
    }

    mutating func next() -> UInt64 {
        var x = a
        let y = b
        a = y
        x ^= x << 23
        b = x ^ y ^ (x >> 17) ^ (y >> 26)
        return b &+ y
    }
    mutating func uniform() -> Double { (Double(next() >> 11) + 0.5) / 9_007_199_254_740_992 }
    /// Standard normal (Box, Muller).
    mutating func normal() -> Double {
        if hasSpare {
            hasSpare = false
            return spare
        }
        let radius = sqrt(-2 * log(uniform()))
        let angle = 2 * Double.pi * uniform()
        spare = radius * sin(angle)
        hasSpare = true
        return radius * cos(angle)
    }
    mutating func poisson(_ mean: Double) -> Int {
        if mean > 40 { return max(0, Int((mean + sqrt(mean) * normal()).rounded())) }
        let limit = exp(-mean)
        var product = uniform()
        var count = 0
        while product > limit {
            product *= uniform()
            count += 1
        }
        return count
    }
}

/// One series of the world.
struct SimulatedSeries: Sendable {
    var random: FastRandom
    /// Records a minute, on average.
    var rate: Double
    /// Records of one event.
    var clump: Int
    var isHeartbeat = false
    /// Heartbeats: minutes between beats.
    var period = 1
    var amplitude: Double, phase: Double, weekend: Double
    var noise = 0.0, noiseSize: Double
    /// Spread of the factor on each minute: over-dispersion.
    var spread: Double
    var burstsPerMinute: Double
    var burst = 1.0, burstLeft = 0
    /// What deploys made of the rate so far.
    var level = 1.0
    /// Of its numbers: mean of the logarithm, slow noise.
    var latencyNoise = 0.0

    /// Counts of the six buckets of a minute.
    mutating func counts(minute: Int, factor: Double, into out: inout [6 of Int]) {
        out = .init(repeating: 0)
        if isHeartbeat {
            if minute % period == 0, factor > 0 { out[Int(phase * 5.99)] = 1 }
            return
        }
        let hour = Double(minute % 1440) / 1440
        let isWeekend = (minute / 1440) % 7 >= 5
        noise = 0.95 * noise + noiseSize * random.normal()
        if burstLeft > 0 {
            burstLeft -= 1
        } else if burstsPerMinute > 0, random.uniform() < burstsPerMinute {
            burst = 1 + 11 * random.uniform()
            burstLeft = 1 + Int(random.uniform() * 9)
        } else {
            burst = 1
        }
        let cycle = 1 + amplitude * sin(2 * Double.pi * (hour + phase))
        let mean =
            rate / Double(clump) * level * cycle * (isWeekend ? weekend : 1) * burst * factor
            * exp(noise + spread * random.normal())
        if mean < 1.5 {
            for _ in 0..<random.poisson(mean) { out[Int(random.uniform() * 5.999_999)] += clump }
        } else {
            for bucket in 0..<6 { out[bucket] = random.poisson(mean / 6) * clump }
        }
    }
}

/// All series of a simulated host, ten to a stream.
package struct SimulatedWorld: Sendable {
    package let kind: WorldKind, size: Int, seed: UInt64
    var series: [SimulatedSeries] = []
    private var random: FastRandom
    /// Series a stream, and streams that are related to each other.
    package static let perStream = 10, related = 5

    package init(_ kind: WorldKind, size: Int, seed: UInt64) {
        (self.kind, self.size, self.seed) = (kind, size, seed)
        random = FastRandom(seed &* 1_000_003 &+ UInt64(size))
        for index in 0..<size {
            var own = FastRandom(seed &* 7_919 &+ UInt64(index) &* 104_729 &+ 1)
            let isHeartbeat = index == 9 || random.uniform() < 0.08
            var rate = pow(10, -3 + 6 * random.uniform())
            var clump = 1
            var measured: MeasuredRates.Message?
            if kind == .b {
                // The messages of a log, in turn; more series than messages differ by up to a factor of two.
                let message = MeasuredRates.messages[
                    index < 200
                        ? index % MeasuredRates.messages.count
                        : Int(
                            random.uniform() * Double(MeasuredRates.messages.count))]
                rate = min(
                    message.rate * (index < MeasuredRates.messages.count ? 1 : exp2(2 * random.uniform() - 1)), 1000)
                clump = message.clump
                measured = message
            }
            let bursting = random.uniform() < (kind == .c ? 0.5 : 0.3)
            let bursts = bursting ? (0.2 + 3.8 * random.uniform()) / 1440 : 0
            series.append(
                SimulatedSeries(
                    random: own, rate: rate, clump: clump, isHeartbeat: isHeartbeat,
                    period: [1, 1, 5, 10][Int(own.uniform() * 3.99)], amplitude: 0.8 * random.uniform(),
                    phase: random.uniform() * 0.15, weekend: 0.4 + 0.6 * random.uniform(),
                    noiseSize: 0.02 + 0.05 * random.uniform(),
                    spread: max(0.05 + 0.25 * random.uniform(), measured?.spread ?? 0), burstsPerMinute: bursts))
            series[index].random = own
        }
    }

    /// Factors that deploys put on the series' level for good, by minute: each three days 5% of the series.
    mutating func deploys(days: Int) -> [Int: [(series: Int, factor: Double)]] {
        var plan: [Int: [(series: Int, factor: Double)]] = [:]
        for day in stride(from: 3, to: days, by: 3) {
            var moved: [(series: Int, factor: Double)] = []
            for index in series.indices where random.uniform() < 0.05 {
                moved.append((index, exp(0.7 * random.normal())))
            }
            plan[day * 1440 + 600] = moved
        }
        return plan
    }

    /// Faults one after the other in some lanes, each judged by itself: with gaps of four hours, kinds in turn.
    package func faults(from first: Int, to last: Int) -> [InjectedFault] {
        var random = FastRandom(seed &* 31 &+ 7)
        var result: [InjectedFault] = []
        let frequent = series.indices.filter { !series[$0].isHeartbeat && series[$0].rate >= 0.1 }
        let beats = series.indices.filter { series[$0].isHeartbeat && series[$0].period <= 10 }
        guard !frequent.isEmpty else { return [] }
        var turn = 0
        for lane in 0..<max(1, min(20, size / 100)) {
            var time = first + lane * 17
            while true {
                let kind = InjectedFault.Kind.allCases[turn % InjectedFault.Kind.allCases.count]
                turn += 1
                let pool = kind == .heartbeat ? beats : frequent
                guard !pool.isEmpty else { continue }
                var fault = InjectedFault(
                    kind: kind, series: pool[Int(random.uniform() * Double(pool.count))], start: time)
                if kind == .several {
                    let stream = fault.series / Self.perStream
                    let near = stream / Self.related
                    fault.others = Array(
                        frequent.filter { $0 / Self.perStream / Self.related == near && $0 / Self.perStream != stream }
                            .reduce(into: [Int: Int]()) { $0[$1 / Self.perStream] = $1 }.sorted { $0.key < $1.key }
                            .map(\.value).prefix(2))
                }
                guard fault.end < last else { break }
                result.append(fault)
                time = fault.end + 240 + Int(random.uniform() * 60)
            }
        }
        return result
    }
}

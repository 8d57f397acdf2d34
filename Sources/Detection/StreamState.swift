import Model

#if canImport(Glibc)
    import Glibc
#endif

/// What is known of one stream (one service on one host).
struct StreamState: Sendable {
    /// First and last record, event time.
    var first: Micros = .unknown, last: Micros = .unknown
    /// The bank's count of such buckets when the stream began.
    var born: Int64 = 0
    /// Its own series, and the head of the list of its templates' series.
    var own: Int32 = -1, head: Int32 = -1
    /// The open bucket: records, those that speak of a fault, gravest severity.
    var count: UInt32 = 0, bad: UInt32 = 0, severity: UInt8 = 255
    var news = NewsRate()
    var mix = SeverityMix()
    var mass = NewsMass()

    var exists: Bool { own >= 0 }
}

/// How often a stream brings templates that it never had: clumps within a minute count once.
struct NewsRate: Sendable, Hashable {
    /// Decayed (one week) numbers of clumps, of bad ones and of others.
    private(set) var bad: Float = 0, benign: Float = 0
    private(set) var lastBad: Micros = .unknown, lastBenign: Micros = .unknown

    init() {}
    init(bad: Float, benign: Float, lastBad: Micros, lastBenign: Micros) {
        (self.bad, self.benign, self.lastBad, self.lastBenign) = (bad, benign, lastBad, lastBenign)
    }

    private static let memory = Float(7 * Micros.day)

    /// Clumps a day that had bad news so far, in a stream watched for `age`.
    func perDay(bad isBad: Bool, now: Micros, age: Micros) -> Float {
        let (count, last) = isBad ? (bad, lastBad) : (benign, lastBenign)
        let kept = last == .unknown ? 0 : count * expf(-Float(now - last) / Self.memory)
        let days = min(Float(max(age, 0)), Self.memory) / Float(Micros.day)
        return (kept + 0.2) / (days + 0.2)
    }

    mutating func learn(bad isBad: Bool, at now: Micros) {
        func add(_ count: inout Float, _ last: inout Micros) {
            if last == .unknown || now - last > .minute {
                count = (last == .unknown ? 0 : count * expf(-Float(now - last) / Self.memory)) + 1
            }
            last = now
        }
        if isBad { add(&bad, &lastBad) } else { add(&benign, &lastBenign) }
    }

    /// Whether news of this kind came within the last minute: the same matter.
    func continues(bad isBad: Bool, at now: Micros) -> Bool {
        let last = isBad ? lastBad : lastBenign
        return last != .unknown && now - last <= .minute
    }
}

/// The share of records that speak of a fault, against the stream's own history: conditional on how much it says at
/// all, so load does not disturb it.
struct SeverityMix: Sendable, Hashable {
    /// Decayed sums over one and five minutes: bad records, and how many of that many records usually are bad.
    private(set) var bad: SIMD2<Float> = .zero, expected: SIMD2<Float> = .zero
    /// Decayed sums over a day.
    private(set) var historyBad: Float = 0, historyAll: Float = 0
    private(set) var squares: Float = 2, squaresBase: Float = 2
    private(set) var tails = (CountTail(), CountTail())
    private(set) var bucket: Int32 = .min
    /// Onset of the excess under way.
    var since: Micros = .unknown

    private static let keep = SIMD2<Float>(1 - 1 / 6, 1 - 1 / 30)
    private static let keepDay: Float = 1 - 1 / 8640

    /// Usual share of bad records, 0...1.
    var share: Float { (historyBad + 0.05) / (historyAll + 10) }

    static func == (a: SeverityMix, b: SeverityMix) -> Bool { a.parts == b.parts && a.bucket == b.bucket }
    func hash(into hasher: inout Hasher) { hasher.combine(parts) }

    /// All numbers in one row, for snapshots.
    var parts: [Float] {
        [
            bad[0], bad[1], expected[0], expected[1], historyBad, historyAll, squares, squaresBase, tails.0.level,
            tails.0.excess, tails.1.level, tails.1.excess,
        ]
    }
    init() {}
    init(parts: [Float], bucket: Int32, since: Micros) {
        precondition(parts.count == Self.partCount)
        bad = SIMD2(parts[0], parts[1])
        expected = SIMD2(parts[2], parts[3])
        (historyBad, historyAll, squares, squaresBase) = (parts[4], parts[5], parts[6], parts[7])
        tails = (CountTail(level: parts[8], excess: parts[9]), CountTail(level: parts[10], excess: parts[11]))
        (self.bucket, self.since) = (bucket, since)
    }

    static let partCount = 12

    /// Takes one bucket with `count` records of which `badCount` are bad, and judges it. `watched`: buckets of history.
    mutating func ingest(bucket now: Int32, count: Float, badCount: Float, watched: Float) -> CountVerdict {
        if bucket != .min, now > bucket + 1 {
            let empty = Float(now - bucket - 1)
            bad *= SIMD2(powf(Self.keep[0], empty), powf(Self.keep[1], empty))
            expected *= SIMD2(powf(Self.keep[0], empty), powf(Self.keep[1], empty))
        }
        bucket = now
        let usual = share * count
        let nowUsual = usual
        bad = bad * Self.keep + SIMD2(repeating: badCount)
        expected = expected * Self.keep + SIMD2(repeating: usual)
        let dispersion = min(max(squares / squaresBase, 1), 30)
        var best = CountVerdict()
        for w in 0..<2 where watched >= 30 {
            let observed = bad[w]
            let usual = max(expected[w], 1e-6)
            let distance = observed - usual
            var z: Float = 0
            // Two bad records of two prove nothing: they are not counted.
            let counted = usual < 1 ? observed - 2 : observed
            if distance > 0, distance * distance > 7.8 * usual * dispersion, counted > usual {
                z = log1pf(CountModel.chernoff(counted, usual) / dispersion)
            }
            let tail = w == 0 ? tails.0 : tails.1
            // The window remembers what is over: it is said only while more than usual come now.
            if z > 0, badCount > 1.2 * nowUsual {
                let ratio = observed / usual
                let score = tail.surprise(z) * (ratio >= 3 ? 1 : logf(ratio) * 0.9102392)
                if score > best.score {
                    best = CountVerdict(score: score, window: w, observed: observed, expected: usual)
                }
            }
            if w == 0 { tails.0.learn(z, weight: watched) } else { tails.1.learn(z, weight: watched) }
        }
        let deviation = badCount - usual
        squares = squares * 0.9998 + min(deviation * deviation, 9 * dispersion * max(usual, 1))
        squaresBase = squaresBase * 0.9998 + max(usual, 0.02 * badCount)
        historyBad = historyBad * Self.keepDay + badCount
        historyAll = historyAll * Self.keepDay + count
        return best
    }
}

import Model

#if canImport(Glibc)
    import Glibc
#endif

/// What one window of one series says.
struct CountVerdict: Sendable, Hashable {
    /// Calibrated decades; 0 when nothing is unusual.
    var score: Float = 0
    /// Index into `CountModel.spans`.
    var window = 0
    /// Decayed sums: what came, and what was expected.
    var observed: Float = 0, expected: Float = 0
    /// Of a rise that is unusual by its length: buckets since it began, and how many such a rise usually takes (0: there was none).
    var lasting: Float = 0, usualLength: Float = 0
}

/// Counts of one series: what is expected now, and how surprising the last seconds to hours are, both ways. About 232
/// bytes, and 240 more for the hourly profile of a series that lived through an hour.
///
/// Five windows (10 s, 1, 5, 30, 120 min) as decayed sums of counts and of expectations; their ratio is judged by the Chernoff
/// bound of a Poisson variable, divided by the series' own index of dispersion, and calibrated by the learned tail
/// of each window and direction. The expectation is the hourly profile (or the plain mean) times the ratio of the last four
/// hours, so a deploy's new level is learned in hours while the day's shape is kept. A bucket without a record costs
/// nothing: decay is made up in closed form when the series is touched next, or when its deadline passes.
struct CountModel: Sendable {
    static let windows = 5
    /// Effective width of each window in buckets of 10 s.
    static let spans: [5 of Float] = [1, 6, 30, 180, 720]
    private static let keep: [5 of Float] = [0, 1 - 1 / 6, 1 - 1 / 30, 1 - 1 / 180, 1 - 1 / 720]
    private static let adjustSpan: Float = 1440
    private static let meanSpan: Float = 60_480

    /// The bucket up to which everything is folded in.
    private(set) var bucket: Int32
    /// Decayed sums of counts and of buckets: their ratio is the mean of the last week.
    private(set) var mass: Float = 0, weight: Float
    /// Decayed four-hour sums of counts and of profile.
    private(set) var recent: Float = 0, recentExpected: Float = 0
    private(set) var counts = [5 of Float](repeating: 0)
    private(set) var expected = [5 of Float](repeating: 0)
    /// Decayed sums of squared deviations and of expectations.
    private(set) var squares: Float = 2, squaresBase: Float = 2
    /// Dispersion before the last bucket was learned: the one to judge that bucket by.
    private(set) var judgedBy: Float = 1
    /// What was expected of the last bucket.
    private(set) var lastRate: Float = 0
    private(set) var up = [5 of CountTail](repeating: CountTail())
    private(set) var down = [5 of CountTail](repeating: CountTail())
    /// How long it has been well above what is expected.
    private(set) var run = RunLength()
    /// The series' place in the pool of profiles, -1 while it has none.
    private(set) var profile: Int32 = -1
    /// Counts of the hour under way.
    private(set) var hour: Int32, hourCount: Float = 0

    /// A series first seen at `bucket`, in a stream of which `knownBuckets` have been seen without it.
    init(bucket: Int32, hour: Int32, knownBuckets: Float) {
        self.bucket = bucket - 1
        self.hour = hour
        weight = min(knownBuckets, Self.meanSpan)
        recentExpected = 0
    }

    /// From what `forEachPart` gave.
    init(bucket: Int32, profile: Int32, hour: Int32, parts: [Float]) {
        precondition(parts.count == Self.partCount)
        (self.bucket, self.profile, self.hour) = (bucket, profile, hour)
        (mass, weight, recent, recentExpected) = (parts[0], parts[1], parts[2], parts[3])
        (squares, squaresBase, judgedBy, lastRate, hourCount) = (parts[4], parts[5], parts[6], parts[7], parts[8])
        for w in 0..<Self.windows {
            let at = 9 + 6 * w
            (counts[w], expected[w]) = (parts[at], parts[at + 1])
            up[w] = CountTail(level: parts[at + 2], excess: parts[at + 3])
            down[w] = CountTail(level: parts[at + 4], excess: parts[at + 5])
        }
        let at = 9 + 6 * Self.windows
        run = RunLength(length: parts[at], stretches: parts[at + 1], mean: parts[at + 2])
    }

    /// Mean count a bucket over the last week (less when younger).
    var mean: Float { (mass + 0.1) / (weight + 1) }
    /// Variance over mean of the counts beside what was expected: 1 for a Poisson series, more when records come in clumps.
    var dispersion: Float { min(max(squares / squaresBase, 1), 30) }

    /// Level of the last four hours against the profile. In its first six hours a series' mean says the same already.
    private var adjustment: Float {
        weight < 2160 ? 1 : min(max((recent + 0.3) / (recentExpected + 0.3), 0.02), 50)
    }

    private func base(_ bucket: Int32, _ profiles: HourlyProfiles, _ clock: BucketClock) -> Float {
        guard profile >= 0 else { return mean }
        return profiles.expected(
            profile, minutesSinceEpoch: clock.minutes(bucket), bucketsAnHour: clock.perHour, mean: mean)
    }

    /// Expected count in one bucket.
    func rate(at bucket: Int32, _ profiles: HourlyProfiles, _ clock: BucketClock) -> Float {
        base(bucket, profiles, clock) * adjustment
    }

    /// Folds in all buckets up to and including `now`; `count` records fell into the last one. O(1) for the next
    /// bucket, O(hours) for a pause.
    mutating func advance(to now: Int32, count: Float, profiles: inout HourlyProfiles, clock: BucketClock) {
        guard now > bucket else {
            // A second folding into the same bucket (late merge): counts only.
            mass += count
            recent += count
            hourCount += count
            for w in 0..<Self.windows { counts[w] += count }
            return
        }
        let empty = now - bucket - 1
        if empty > 0 {
            skip(empty, &profiles, clock)
            let w = runWindow
            if isRunOver(counts[w], expected[w]) { run.end(after: min(Float(empty), Self.spans[w])) }
        }
        turnHour(to: clock.hour(now), &profiles, clock)
        let base = base(now, profiles, clock)
        let rate = base * adjustment
        for w in 0..<Self.windows {
            counts[w] = counts[w] * Self.keep[w] + count
            expected[w] = expected[w] * Self.keep[w] + rate
        }
        judgedBy = dispersion
        lastRate = rate
        if weight >= 20 {
            let deviation = count - rate
            squares = squares * 0.9998 + min(deviation * deviation, 9 * judgedBy * max(rate, 1))
            squaresBase = squaresBase * 0.9998 + max(rate, 0.02 * count)
        }
        learnMean(count, base)
        bucket = now
        followRun(elapsed: Float(empty + 1))
    }

    /// The window that tells whether the series is well above what is expected now: the minute, or five where a minute holds too little.
    private var runWindow: Int { expected[1] >= 2 ? 1 : 2 }

    private mutating func followRun(elapsed: Float) {
        let w = runWindow
        let usual = max(expected[w], 1e-6)
        let keep = 1 - 1 / Self.meanSpan
        run.follow(
            elapsed: elapsed, kept: elapsed == 1 ? keep : powf(keep, elapsed),
            isFar: counts[w] >= max(RunLength.begins * usual, usual + 2)
                && statistic(counts[w], usual, dispersion: judgedBy, up: true) > 0,
            isOver: isRunOver(counts[w], usual))
    }

    /// A record alone is no stretch of its own, however rare it is.
    private func isRunOver(_ observed: Float, _ usual: Float) -> Bool { observed < max(RunLength.ends * usual, 1.2) }

    /// What a burst brings is not what is usual. While five minutes hold over three times what was expected, and more than clumps
    /// explain, only that much of it goes into the level of the last hours and into the hour's profile: else the service
    /// would seem too quiet for hours after, and at that time of the next days. A level that stays is learned, by threefold steps.
    private mutating func learnMean(_ count: Float, _ base: Float) {
        let most = 3 * (expected[2] + judgedBy + 1)
        let usual = counts[2] > most ? count * most / counts[2] : count
        hourCount += usual
        recent = recent * (1 - 1 / Self.adjustSpan) + usual
        recentExpected = recentExpected * (1 - 1 / Self.adjustSpan) + base
        mass = mass * (1 - 1 / Self.meanSpan) + count
        weight = weight * (1 - 1 / Self.meanSpan) + 1
    }

    /// Empty buckets in closed form, in steps of at most ten minutes over the last six hours; older ones at once.
    private mutating func skip(_ empty: Int32, _ profiles: inout HourlyProfiles, _ clock: BucketClock) {
        var left = empty
        let fine: Int32 = 2160
        if left > fine {
            step(left - fine, profiles, clock)
            turnHour(to: clock.hour(bucket), &profiles, clock)
            left = fine
        }
        while left > 0 {
            let size = min(left, 60)
            step(size, profiles, clock)
            turnHour(to: clock.hour(bucket), &profiles, clock)
            left -= size
        }
        let weight = weight
        for w in 0..<Self.windows {
            up[w].rest(Float(empty), weight: weight)
            down[w].rest(Float(empty), weight: weight)
        }
    }

    private mutating func step(_ size: Int32, _ profiles: HourlyProfiles, _ clock: BucketClock) {
        let n = Float(size)
        let base = base(bucket + size / 2 + 1, profiles, clock)
        let rate = base * adjustment
        for w in 0..<Self.windows {
            let kept = w == 0 ? 0 : powf(Self.keep[w], n)
            counts[w] *= kept
            expected[w] = expected[w] * kept + rate * (1 - kept) * Self.spans[w]
        }
        let keptRecent = powf(1 - 1 / Self.adjustSpan, n)
        let keptMean = powf(1 - 1 / Self.meanSpan, n)
        recent *= keptRecent
        recentExpected = recentExpected * keptRecent + base * (1 - keptRecent) * Self.adjustSpan
        mass *= keptMean
        weight = weight * keptMean + (1 - keptMean) * Self.meanSpan
        let keptSquares = powf(0.9998, n)
        let sum = (1 - keptSquares) / 0.0002
        squares = squares * keptSquares + min(rate * rate, 25 * dispersion * max(rate, 1)) * sum
        squaresBase = squaresBase * keptSquares + rate * sum
        bucket += size
    }

    /// Ends the hour under way when another has begun.
    private mutating func turnHour(to now: Int32, _ profiles: inout HourlyProfiles, _ clock: BucketClock) {
        guard now != hour else { return }
        if now > hour {
            // A profile is worth its bytes only where an hour has something to tell.
            if profile < 0, hourCount >= 1 || mean * clock.perHour >= 0.5 { profile = profiles.make() }
            if profile >= 0 {
                profiles.learn(profile, hour: hour, perBucket: hourCount / clock.perHour)
                var skipped = max(hour + 1, now - 48)
                while skipped < now {
                    profiles.learn(profile, hour: skipped, perBucket: 0)
                    skipped += 1
                }
            }
        }
        hour = now
        hourCount = 0
    }

    /// Chernoff bound in decades that a Poisson variable of mean `expected` lies as far out as `observed`.
    @inline(__always)
    static func chernoff(_ observed: Float, _ expected: Float) -> Float {
        observed > 0
            ? max(0, (observed * logf(observed / expected) - observed + expected) * 0.4342945) : expected * 0.4342945
    }

    /// z = ln(1 + decades/dispersion) of one window, or 0 where it is plainly usual.
    @inline(__always)
    private func statistic(_ observed: Float, _ expected: Float, dispersion: Float, up: Bool) -> Float {
        let distance = observed - expected
        guard up ? distance > 0 : distance < 0 else { return 0 }
        // Cheap bounds of the Chernoff exponent: below them z is under the floor of every tail.
        if distance * distance <= (up ? 7.8 : 3.9) * expected * dispersion { return 0 }
        return log1pf(Self.chernoff(observed, expected) / dispersion)
    }

    /// How surprising the state after `advance` is, upwards and downwards. Does not learn.
    ///
    /// - Parameters:
    ///   - load: by how much the stream's other messages rose over the short and over the long windows; excuses a rise.
    ///   - free: records of a rise that are not counted against it: one clump of a message that comes now and then anyway.
    ///   - isYoung: whether the stream is still being learned: then a series of two minutes is judged too, for rises.
    func judge(load: LoadFactor, free: Float, isYoung: Bool = false) -> (up: CountVerdict, down: CountVerdict) {
        var best = (up: CountVerdict(), down: CountVerdict())
        if weight < Self.judged { return isYoung ? (youngRise(load, free), best.down) : best }
        let dispersion = judgedBy
        let weight = weight
        for w in 0..<Self.windows {
            let span = Self.spans[w]
            guard weight >= 3 * span else { break }
            let observed = counts[w]
            let usual = max(expected[w], 1e-6)
            if observed > usual {
                let excused = usual * (w < 2 ? load.short : load.long)
                let counted = usual < 1 ? observed - free * dispersion : observed
                let z = statistic(counted, excused, dispersion: dispersion, up: true)
                guard z > 0 else { continue }
                let score = up[w].surprise(z) * Self.effect(counted, excused)
                if score > best.up.score {
                    best.up = CountVerdict(score: score, window: w, observed: observed, expected: usual)
                }
            } else {
                // Back to what the profile says is the end of a rise, not a fall.
                let promised = adjustment > 1 ? min(usual, max(usual / adjustment, 1e-6)) : usual
                guard observed < promised else { continue }
                let z = statistic(observed, promised, dispersion: dispersion, up: false)
                guard z > 0 else { continue }
                let score = down[w].surprise(z) * Self.effect(observed + 0.5, promised + 0.5)
                if score > best.down.score {
                    best.down = CountVerdict(score: score, window: w, observed: observed, expected: promised)
                }
            }
        }
        if run.length >= RunLength.judged, weight >= Self.runJudged {
            let w = runWindow
            let excused = max(expected[w], 1e-6) * load.long
            if counts[w] > max(RunLength.begins * excused, 2) {
                let score = run.surprise(weight: weight) * Self.effect(counts[w], excused)
                if score > best.up.score {
                    best.up = CountVerdict(
                        score: score, window: w, observed: counts[w], expected: expected[w], lasting: run.length,
                        usualLength: run.stretches > 1.5 ? run.mean : 0)
                }
            }
        }
        return best
    }

    /// Buckets of history from which a series is judged by what it usually does: five minutes.
    private static let judged: Float = 30
    /// The same for how long a rise lasts: six hours.
    private static let runJudged: Float = 2160
    /// Buckets from which a rise is told in a stream that is still being learned, and how clumped its records are taken to be.
    private static let young: Float = 12, youngDispersion: Float = 3

    /// A rise in a series younger than five minutes, by what came before the window alone: its mean, taken one standard
    /// deviation higher than it was, since so few records may have been too few by chance.
    private func youngRise(_ load: LoadFactor, _ free: Float) -> CountVerdict {
        var best = CountVerdict()
        let dispersion = max(judgedBy, Self.youngDispersion)
        for w in 0..<2 where weight >= max(Self.young, 3 * Self.spans[w]) {
            let before = max(mass - counts[w], 0) + 1
            let usual = (before + (before * dispersion).squareRoot()) * Self.spans[w] / (weight - Self.spans[w])
            let counted = counts[w] - free * dispersion
            let z = statistic(counted, usual * load.short, dispersion: dispersion, up: true)
            guard z > 0 else { continue }
            let score = up[w].surprise(z) * Self.effect(counted, usual * load.short)
            if score > best.score { best = CountVerdict(score: score, window: w, observed: counts[w], expected: usual) }
        }
        return best
    }

    /// Learns the tails from the state after `advance`. After judging: a burst must not excuse itself.
    mutating func learnTails() {
        let dispersion = judgedBy
        let weight = weight
        for w in 0..<Self.windows {
            let span = Self.spans[w]
            guard weight >= 3 * span, weight >= Self.judged else { break }
            let observed = counts[w]
            let usual = max(expected[w], 1e-6)
            up[w].learn(statistic(observed, usual, dispersion: dispersion, up: true), weight: weight)
            down[w].learn(statistic(observed, usual, dispersion: dispersion, up: false), weight: weight)
        }
    }

    /// Whether the last minute still lies above, or below, what is usual: a long window remembers what is over.
    var isUpNow: Bool { counts[0] > 1.2 * expected[0] || counts[1] > 1.3 * expected[1] }
    var isDownNow: Bool { counts[1] < 0.75 * expected[1] }
    /// The last minute against what was expected of it.
    var minute: (observed: Float, expected: Float) { (counts[1], expected[1]) }
    var fiveMinutes: (observed: Float, expected: Float) { (counts[2], expected[2]) }

    /// A change must also be large: significance alone makes a fault of every 20% at a high rate. 1 from a factor of 3 on.
    @inline(__always)
    private static func effect(_ a: Float, _ b: Float) -> Float {
        guard a > 0, b > 0 else { return 1 }
        let ratio = a > b ? a / b : b / a
        return ratio >= 3 ? 1 : logf(ratio) * 0.9102392
    }

    /// Folds in empty buckets up to and including `now`.
    mutating func settle(to now: Int32, profiles: inout HourlyProfiles, clock: BucketClock) {
        if now > bucket { skip(now - bucket, &profiles, clock) }
    }
    /// Its profile was taken over by another series.
    mutating func forgetProfile() { profile = -1 }
    /// History before its first record: a failure that a long watched stream never had is measured against that silence.
    mutating func credit(buckets: Float) { weight = min(max(weight, buckets), Self.meanSpan) }

    /// Two series became one.
    mutating func join(_ other: CountModel, profiles: inout HourlyProfiles) {
        mass += other.mass
        weight = max(weight, other.weight)
        recent += other.recent
        recentExpected += other.recentExpected
        squares += other.squares
        squaresBase += other.squaresBase
        for w in 0..<Self.windows {
            counts[w] += other.counts[w]
            expected[w] += other.expected[w]
            up[w].join(other.up[w])
            down[w].join(other.down[w])
        }
        run.join(other.run)
        if hour == other.hour { hourCount += other.hourCount }
        if profile < 0 {
            profile = other.profile
        } else if other.profile >= 0 {
            profiles.add(other.profile, to: profile)
            profiles.release(other.profile)
        }
    }
}

/// By how much messages of a stream rose together: 1 where nothing is known.
struct LoadFactor: Sendable, Hashable {
    /// Over the last minute, and over the last five.
    var short: Float = 1, long: Float = 1
}

/// From bucket numbers to hours and minutes. Buckets are numbered from 1970.
struct BucketClock: Sendable, Hashable {
    let width: Micros
    /// Buckets an hour.
    let perHour: Float

    init(width: Micros) {
        self.width = width
        perHour = Float(Micros.hour) / Float(width)
    }

    /// The bucket that holds `time`.
    func bucket(_ time: Micros) -> Int32 {
        Int32(clamping: time.flooredDivision(by: width).quotient)
    }
    /// Start of a bucket.
    func start(_ bucket: Int32) -> Micros { Micros(bucket) * width }
    func hour(_ bucket: Int32) -> Int32 {
        Int32(clamping: start(bucket).flooredDivision(by: .hour).quotient)
    }
    func minutes(_ bucket: Int32) -> Int64 { start(bucket).flooredDivision(by: .minute).quotient }
    func seconds(_ buckets: Int32) -> Float { Float(buckets) * Float(width) / Float(Micros.second) }
}

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What the parts of the detector said of each point of one series, before weights and level: to try many of those without
/// running the detector again.
struct SeriesTrace: Sendable {
    /// Signed surprises by part, the ratio of the spacing to the unit, and whether the time of day knew the value.
    private var surprises: [SIMD8<Float>] = [], ratios: [Double] = [], known: [Bool] = []

    /// Runs a fresh detector over a series. O(points).
    init(_ series: LabelledSeries, _ options: SeriesOptions) {
        var neutral = options
        neutral.known = 1
        for part in SeriesPart.allCases { neutral.weights[part] = 1 }
        var detector = SeriesDetector(options: SharedSeriesOptions(neutral))
        surprises.reserveCapacity(series.times.count)
        for index in series.times.indices {
            _ = detector.ingest(time: series.times[index], value: series.values[index])
            var point = SIMD8<Float>.zero
            for part in 0..<8 { point[part] = detector.last.surprise[part] }
            surprises.append(point)
            known.append(detector.last.isKnown)
            ratios.append(min(max(detector.state.spacing / options.unit, options.slowest), options.fastest))
        }
    }

    /// Scores of the alarms, 0 for all other points.
    func alarms(_ options: SeriesOptions) -> [Double] {
        var weights = SIMD8<Float>.zero
        for part in SeriesPart.allCases { weights[Int(part.rawValue)] = Float(options.weights[part]) }
        var discounted = weights
        for part in [SeriesPart.level, .moment, .variability, .roughness] {
            discounted[Int(part.rawValue)] *= Float(options.known)
        }
        var alarm = SeriesAlarm(options)
        var ratio = -1.0
        var setting = SeriesAlarm.Setting(options, ratio: 1)
        var scores = [Double](repeating: 0, count: surprises.count)
        for index in surprises.indices {
            if ratios[index] != ratio {
                ratio = ratios[index]
                setting = SeriesAlarm.Setting(options, ratio: ratio)
            }
            let weighted = surprises[index] * (known[index] ? discounted : weights)
            // Level and moment see the same deviation.
            let near = max(abs(weighted[0]), abs(weighted[1]))
            var squares = weighted * weighted
            (squares[0], squares[1]) = (0, 0)
            let total = Double(squares.sum() + near * near).squareRoot()
            let score = alarm.conclude(total, n: Double(index + 1), setting, options).score
            if score >= 0.5 { scores[index] = score }
        }
        return scores
    }

    /// Whether two choices of constants give the same trace: all but weights, level and hold are equal.
    static func isShared(_ a: SeriesOptions, _ b: SeriesOptions) -> Bool {
        var c = b
        (c.weights, c.known) = (a.weights, a.known)
        (c.level, c.levelBySpacing, c.levelByCount) = (a.level, a.levelBySpacing, a.levelByCount)
        (c.levelFollows, c.levelFactor, c.levelShare) = (a.levelFollows, a.levelFactor, a.levelShare)
        (c.levelMemory, c.levelPrior, c.silent) = (a.levelMemory, a.levelPrior, a.silent)
        (c.hold, c.holdPower, c.holdAtLeast, c.holdFactor) = (a.hold, a.holdPower, a.holdAtLeast, a.holdFactor)
        return a == c
    }
}

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Chooses the constants of the series detector from labelled series, and tells how far that choice can be trusted.
///
/// A coordinate search with a seeded generator: same series, same seed, same result. Its objective is the mean score over
/// *variants* of the series (as recorded, averaged to coarser points, cut short, begun late, upside down), so that what it
/// finds does not hang on one alignment of points and windows; each is scored at three levels 6% apart for the same reason.
package struct SeriesSearch: Sendable {
    /// One constant and the values it may take, in order.
    package struct Dimension: Sendable {
        package let name: String
        let path: WritableKeyPath<SeriesOptions, Double> & Sendable
        let values: [Double]
    }

    /// The series in each variant with its weight in the mean, and what the parts say of them by the constants tried last.
    private let variants: [(series: [LabelledSeries], weight: Double)]
    private var traces: [Int: (options: SeriesOptions, of: [[SeriesTrace]])] = [:]
    private var state: UInt64
    /// How many times a choice is judged with all its constants shaken by about 12%, beside itself: the same shaking for every
    /// choice. What scores well by luck of the exact values does not.
    private let shakes: Int

    /// - Parameters:
    ///   - series: what to choose by.
    ///   - seed: of the order in which constants are tried.
    package init(_ series: [LabelledSeries], seed: UInt64 = 1, shakes: Int = 0) {
        self.shakes = shakes
        variants = Self.variants(of: series).map { ($0.series, $0.name == "as recorded" ? 2 : 1) }
        state = seed
    }

    /// The variants that every change is judged by.
    package static func variants(of series: [LabelledSeries]) -> [(name: String, series: [LabelledSeries])] {
        [
            ("as recorded", series), ("averaged by 3", series.map { $0.averaged(by: 3) }),
            ("averaged by 6", series.map { $0.averaged(by: 6) }),
            ("averaged by 12", series.map { $0.averaged(by: 12) }),
            ("cut to 40%", series.map { $0.cut(to: 0.4) }), ("begun after 20%", series.map { $0.begun(after: 0.2) }),
            ("upside down", series.map(\.flipped)),
        ]
    }

    /// Mean score of a choice of constants over the variants, smoothed over the level. Alarms count, scores below them do not.
    package mutating func objective(_ options: SeriesOptions) -> Double {
        var sum = 0.0
        for shake in 0...shakes {
            sum += score(shake == 0 ? options : Self.shaken(options, seed: UInt64(shake)), slot: shake)
        }
        return sum / Double(1 + shakes)
    }

    /// All constants changed at random by about 12%.
    package static func shaken(_ options: SeriesOptions, seed: UInt64) -> SeriesOptions {
        var result = options
        var state = seed &* 0x9e37_79b9_7f4a_7c15
        var names: Set<String> = []
        for dimension in dimensions where names.insert(dimension.name).inserted {
            // Three uniform numbers make a bell.
            var bell = 0.0
            for _ in 0..<3 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bell += Double(state >> 40) / 16_777_216 - 0.5
            }
            let value = options[keyPath: dimension.path] * exp(0.24 * bell)
            let limit =
                dimension.name.contains("Visits")
                ? 3.0 : dimension.path == \.recall || dimension.path == \.known ? 1 : .infinity
            result[keyPath: dimension.path] = min(value, limit)
        }
        return result
    }

    private mutating func score(_ options: SeriesOptions, slot: Int) -> Double {
        var known = traces[slot]?.of
        if let cached = traces[slot], SeriesTrace.isShared(cached.options, options) {
        } else {
            known = variants.map { variant in variant.series.map { SeriesTrace($0, options) } }
        }
        guard let known else { return 0 }
        traces[slot] = (options, known)
        var sum = 0.0
        for (share, factor) in [(0.25, 0.94), (0.5, 1.0), (0.25, 1.06)] {
            var at = options
            at.level *= factor
            var mean = 0.0
            var weights = 0.0
            for (variant, traces) in zip(variants, known) {
                mean += variant.weight * SeriesScore.score(variant.series, traces.map { $0.alarms(at) }).value
                weights += variant.weight
            }
            sum += share * mean / weights
        }
        return sum
    }

    /// Tries neighbouring values of one or two constants at a time and keeps what raises the objective.
    ///
    /// - Parameters:
    ///   - start: where to begin.
    ///   - evaluations: how many choices to try; each judges seven variants of all series at three levels.
    ///   - report: called for each improvement with the number of the evaluation, the objective and what changed.
    package mutating func run(
        from start: SeriesOptions, evaluations: Int, leastGain: Double = 0.01,
        report: (Int, Double, String) -> Void = { _, _, _ in }
    ) -> (options: SeriesOptions, objective: Double) {
        var best = start
        var value = objective(start)
        var tried = 0
        var bestTraces = traces
        while tried < evaluations {
            var candidate = best
            var changes: [String] = []
            for _ in 0..<1 + random(2) {
                let dimension = Self.dimensions[random(Self.dimensions.count)]
                guard let moved = neighbour(of: best[keyPath: dimension.path], in: dimension.values) else { continue }
                candidate[keyPath: dimension.path] = moved
                changes.append("\(dimension.name) \(moved)")
            }
            if candidate == best { continue }
            tried += 1
            let objective = objective(candidate)
            guard objective > value + leastGain else {
                traces = bestTraces
                continue
            }
            (best, value, bestTraces) = (candidate, objective, traces)
            report(tried, value, changes.joined(separator: ", "))
        }
        return (best, value)
    }

    /// One or two steps up or down from where a value is, or is nearest to; nil at an end.
    private mutating func neighbour(of value: Double, in values: [Double]) -> Double? {
        guard let nearest = values.indices.min(by: { abs(values[$0] - value) < abs(values[$1] - value) }) else {
            return nil
        }
        let at = nearest + [-2, -1, 1, 2][random(4)]
        return values.indices.contains(at) && values[at] != value ? values[at] : nil
    }

    /// A number below `bound` (Knuth's MMIX generator, its upper bits).
    private mutating func random(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }
}

extension SeriesSearch {
    /// The outcome of choosing constants without one kind of series.
    package struct LeftOut: Sendable {
        package let kind: String
        package let options: SeriesOptions
        /// Scores of the kind's own series by those constants, in their order.
        package let scores: [[Double]]
    }

    /// Chooses constants without the series of `kind`, and scores them with the result.
    package static func leavingOut(
        _ kind: String, of series: [LabelledSeries], from start: SeriesOptions, evaluations: Int,
        leastGain: Double = 0.01, seed: UInt64 = 1, shakes: Int = 0
    ) -> LeftOut {
        var search = SeriesSearch(series.filter { $0.kind != kind }, seed: seed, shakes: shakes)
        let options = search.run(from: start, evaluations: evaluations, leastGain: leastGain).options
        let shared = SharedSeriesOptions(options)
        return LeftOut(
            kind: kind, options: options, scores: series.filter { $0.kind == kind }.map { $0.scores(shared) })
    }

    /// The score of all series when each is judged by constants that were chosen without its kind: pooled over the kinds, at
    /// one threshold. What to expect of a new kind of series.
    package static func pooled(_ outcomes: [LeftOut], _ series: [LabelledSeries]) -> SeriesScore.Result {
        var left: [LabelledSeries] = []
        var scores: [[Double]] = []
        for outcome in outcomes {
            left += series.filter { $0.kind == outcome.kind }
            scores += outcome.scores
        }
        return SeriesScore.score(left, scores)
    }
}

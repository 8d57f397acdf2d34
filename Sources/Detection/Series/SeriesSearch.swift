#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Chooses the constants of the series detector from labelled series, and tells how far that choice can be trusted.
///
/// A coordinate search with a seeded generator: same series, same seed, same result. It changes a dozen constants only, those
/// by which the parts are weighed against each other and against the level, and those by coarse steps: with a few dozen
/// windows to choose by, each further constant is a chance to be lucky. Half of its objective is the mean score over
/// *variants* of the series (as recorded, averaged to coarser points, cut short, begun late, upside down), half that of the same
/// series with faults put into them (`LabelledSeries.withFaults`), each with three holds, so that what it finds does not hang on
/// one alignment of points and windows. The level plays no part: the scorer takes the threshold that suits a choice best.
package struct SeriesSearch: Sendable {
    /// One constant and the values it may take, in order.
    package struct Dimension: Sendable {
        package let name: String
        let path: WritableKeyPath<SeriesOptions, Double> & Sendable
        let values: [Double]
    }

    /// The series of a variant: its weight in the objective, and what is needed to score them without running a detector.
    private struct Variant: Sendable {
        let weight: Double
        let sheets: [SeriesScore.Sheet], traces: [SeriesTrace]
    }

    private let variants: [Variant]
    private let start: SeriesOptions
    private var state: UInt64

    /// Runs the detector over each variant of the series. O(points), the only slow step.
    ///
    /// - Parameters:
    ///   - series: what to choose by.
    ///   - start: where to begin; constants that the search does not change stay as they are in it.
    ///   - seed: of the order in which constants are tried.
    package init(_ series: [LabelledSeries], from start: SeriesOptions, seed: UInt64 = 1) {
        let recorded = Self.variants(of: series)
        let struck = Self.struck(series)
        // The series as recorded count twice.
        let share = 0.5 / Double(recorded.count + 1)
        variants =
            recorded.map { Self.variant($0.series, $0.name == "as recorded" ? 2 * share : share, start) }
            + struck.map { Self.variant($0.series, 0.5 / Double(struck.count), start) }
        self.start = start
        state = seed
    }

    private static func variant(_ series: [LabelledSeries], _ weight: Double, _ options: SeriesOptions) -> Variant {
        Variant(
            weight: weight, sheets: series.map { SeriesScore.Sheet($0) },
            traces: series.map { SeriesTrace($0, options) })
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

    /// The same series with faults put into them, four times, and twice averaged to coarser points.
    package static func struck(_ series: [LabelledSeries]) -> [(name: String, series: [LabelledSeries])] {
        (1...4).map { seed in ("with faults, seed \(seed)", series.map { $0.withFaults(seed: UInt64(seed)) }) }
            + [3, 6].map { count in
                ("with faults, averaged by \(count)", series.map { $0.withFaults(seed: 11).averaged(by: count) })
            }
    }

    /// How far the hold is changed for the objective: weight, factor of its share of the series, factor of what is told
    /// while it lasts.
    package static let holds: [(weight: Double, share: Double, factor: Double)] = [
        (0.4, 1, 1), (0.3, 0.8, 0.93), (0.3, 1.2, 1.07),
    ]

    /// Weighted mean score of a choice of constants over the variants, smoothed over the hold. Only the constants among `dimensions` are read: all others are those of the start. O(points).
    package func objective(_ options: SeriesOptions) -> Double {
        var sum = 0.0
        for variant in variants {
            let totals = variant.traces.map { $0.totals(options) }
            for hold in Self.holds {
                var at = options
                at.holdShare *= hold.share
                at.holdFactor *= hold.factor
                let found = zip(variant.traces, totals).map { $0.alarms($1, at) }
                sum += variant.weight * hold.weight * SeriesScore.score(variant.sheets, found).value
            }
        }
        return sum
    }

    /// Tries neighbouring values of one or two constants at a time and keeps what raises the objective.
    ///
    /// - Parameters:
    ///   - evaluations: how many choices to try; each judges thirteen variants of all series with three holds.
    ///   - leastGain: of the objective for which a change is kept.
    ///   - report: called for each improvement with the number of the evaluation, the objective and what changed.
    package mutating func run(
        evaluations: Int, leastGain: Double = 0.05, report: (Int, Double, String) -> Void = { _, _, _ in }
    ) -> (options: SeriesOptions, objective: Double) {
        var best = start
        var value = objective(start)
        var tried = 0
        while tried < evaluations {
            var candidate = best
            var changes: [String] = []
            for _ in 0..<1 + random(2) {
                let dimension = Self.dimensions[random(Self.dimensions.count)]
                guard let moved = neighbour(of: candidate[keyPath: dimension.path], in: dimension.values) else {
                    continue
                }
                candidate[keyPath: dimension.path] = moved
                changes.append("\(dimension.name) \(moved)")
            }
            if candidate == best { continue }
            tried += 1
            let objective = objective(candidate)
            guard objective > value + leastGain else { continue }
            (best, value) = (candidate, objective)
            report(tried, value, changes.joined(separator: ", "))
        }
        return (best, value)
    }

    /// The mean of what several searches with seeds of their own choose: what only one of them found is luck.
    ///
    /// - Parameter evaluations: of all searches together.
    package func consensus(
        searches: Int = 5, evaluations: Int, leastGain: Double = 0.05,
        report: (Int, Double, String) -> Void = { _, _, _ in }
    ) -> SeriesOptions {
        let found = (0..<searches).map { number in
            var search = self
            search.state = state &+ UInt64(number) &* 0x9e37_79b9_7f4a_7c15
            return search.run(evaluations: evaluations / searches, leastGain: leastGain, report: report).options
        }
        var result = start
        for dimension in Self.dimensions {
            let sum = found.reduce(0) { $0 + $1[keyPath: dimension.path] }
            result[keyPath: dimension.path] = sum / Double(searches)
        }
        return result
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
        leastGain: Double = 0.05, seed: UInt64 = 1
    ) -> LeftOut {
        let search = SeriesSearch(series.filter { $0.kind != kind }, from: start, seed: seed)
        let options = search.consensus(evaluations: evaluations, leastGain: leastGain)
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

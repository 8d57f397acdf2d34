/// What the parts of the detector said of the points of one series, before weights and level: to try many of those without
/// running the detector again. Points of which no part said anything are not kept.
struct SeriesTrace: Sendable {
    /// Row of each point, its surprises by part, and whether the time of day knew the value.
    private var rows: [Int32] = [], surprises: [SIMD8<Float>] = [], known: [Bool] = []

    /// Runs a fresh detector over a series. O(points).
    init(_ series: LabelledSeries, _ options: SeriesOptions) {
        var neutral = options
        neutral.known = 1
        for part in SeriesPart.allCases { neutral.weights[part] = 1 }
        var detector = SeriesDetector(options: SharedSeriesOptions(neutral))
        for row in series.times.indices {
            _ = detector.ingest(time: series.times[row], value: series.values[row])
            guard Double(row + 1) >= options.silent, detector.last.total > 0 else { continue }
            var point = SIMD8<Float>.zero
            for part in 0..<8 { point[part] = detector.last.surprise[part] }
            rows.append(Int32(row))
            surprises.append(point)
            known.append(detector.last.isKnown)
        }
    }

    /// Combined surprise of each point in it by the weights of `options`. O(points).
    func totals(_ options: SeriesOptions) -> [Double] {
        var weights = SIMD8<Float>.zero
        for part in SeriesPart.allCases { weights[Int(part.rawValue)] = Float(options.weights[part]) }
        return surprises.indices.map { index in
            let weighted = surprises[index] * weights
            return Double((weighted * weighted).sum()).squareRoot() * (known[index] ? options.known : 1)
        }
    }

    /// The points that are told of by those surprises, in order, alarms or not. O(points).
    func alarms(_ totals: [Double], _ options: SeriesOptions) -> [SeriesScore.Detection] {
        var alarm = SeriesAlarm()
        var found: [SeriesScore.Detection] = []
        var last = -1
        for (index, total) in totals.enumerated() where total >= options.least {
            let row = Int(rows[index])
            // The rows between were told of neither.
            if last >= 0 { alarm.sinceAlarm += UInt64(row - last - 1) }
            last = row
            let score = alarm.conclude(total, n: Double(row + 1), options)
            if alarm.sinceAlarm == 0 { found.append(SeriesScore.Detection(row: row, score: score)) }
        }
        return found
    }
}

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The Numenta Anomaly Benchmark's score (Lavin, Ahmad 2015, version 1.1): the first detection in a window earns more the
/// earlier it comes, a missed window and each point flagged outside cost; 100 is perfect, 0 a detector that never fires.
/// One threshold serves all series; the best one is taken.
package enum SeriesScore {
    /// What a false point and a missed window cost, against 1 for the best possible detection.
    package struct Profile: Sendable {
        package let name: String, falsePoint: Double, missed: Double
        package static let standard = Profile(name: "standard", falsePoint: 0.11, missed: 1)
        package static let fewFalse = Profile(name: "reward_low_FP", falsePoint: 0.22, missed: 1)
        package static let fewMissed = Profile(name: "reward_low_FN", falsePoint: 0.11, missed: 2)
    }

    package struct Result: Sendable, Equatable {
        /// The score, and the threshold that gave it.
        package let value: Double, threshold: Double
        /// Windows found, of how many, and rows flagged outside of windows.
        package let found: Int, windows: Int, falseRows: Int
    }

    /// A row that was flagged, and how strongly.
    package struct Detection: Sendable {
        package let row: Int, score: Double
        package init(row: Int, score: Double) { (self.row, self.score) = (row, score) }
    }

    /// What a detection at each row of one series is worth: made once, to score many choices by.
    package struct Sheet: Sendable {
        /// Value of each row; of a row that is not scored, none.
        fileprivate var values: [Double] = []
        /// The window that each row lies in, from 0; -1 outside, -2 where it is not scored.
        fileprivate var places: [Int32] = []
        fileprivate let windows: Int, counted: Int

        /// O(rows).
        package init(_ series: LabelledSeries, _ profile: Profile = .standard) {
            (windows, counted) = (series.windows.count, series.windows.count { $0.upperBound >= series.unscored })
            let highest = SeriesScore.scaled(-1)
            var next = 0
            var passed: ClosedRange<Int>?
            values.reserveCapacity(series.times.count)
            places.reserveCapacity(series.times.count)
            for row in series.times.indices {
                while next < series.windows.count, row > series.windows[next].upperBound {
                    passed = series.windows[next]
                    next += 1
                }
                if row < series.unscored {
                    values.append(0)
                    places.append(-2)
                } else if next < series.windows.count, series.windows[next].contains(row) {
                    let window = series.windows[next]
                    let position = -Double(window.upperBound - row + 1) / Double(window.count)
                    values.append(SeriesScore.scaled(position) / highest)
                    places.append(Int32(next))
                } else {
                    var value = -profile.falsePoint
                    if let passed, passed.count > 1 {
                        let position = Double(row - passed.upperBound) / Double(passed.count - 1)
                        value = profile.falsePoint * SeriesScore.scaled(position)
                    }
                    values.append(value)
                    places.append(-1)
                }
            }
        }
    }

    private struct Row { let score: Double, value: Double, window: Int }

    /// Scores `scores[i]`, one for each point of `series[i]`. O(points log points).
    package static func score(
        _ series: [LabelledSeries], _ scores: [[Double]], _ profile: Profile = .standard
    ) -> Result {
        precondition(series.count == scores.count)
        let found = zip(series, scores).map { series, scores -> [Detection] in
            precondition(series.times.count == scores.count)
            // Rows that score nothing at all are left out: no useful threshold is that low.
            return scores.indices.compactMap { scores[$0] > 0 ? Detection(row: $0, score: scores[$0]) : nil }
        }
        return score(series.map { Sheet($0, profile) }, found, profile)
    }

    /// Scores the detections of each series by its sheet, made with the same profile. O(detections log detections).
    package static func score(
        _ sheets: [Sheet], _ found: [[Detection]], _ profile: Profile = .standard
    ) -> Result {
        var rows: [Row] = []
        var windows = 0
        var counted = 0
        for (sheet, detections) in zip(sheets, found) {
            for one in detections where sheet.places[one.row] > -2 {
                let place = Int(sheet.places[one.row])
                rows.append(
                    Row(score: one.score, value: sheet.values[one.row], window: place < 0 ? -1 : windows + place))
            }
            counted += sheet.counted
            windows += sheet.windows
        }
        guard windows > 0 else { return Result(value: 0, threshold: 1.1, found: 0, windows: 0, falseRows: 0) }
        rows.sort { $0.score > $1.score }

        var parts = [Double](repeating: -profile.missed, count: windows)
        var seen = [Bool](repeating: false, count: windows)
        let nothing = -profile.missed * Double(counted)
        var total = nothing
        var found = 0
        var falseRows = 0
        var best = (total: nothing, threshold: 1.1, found: 0, falseRows: 0)
        var at = 0
        while at < rows.count {
            let level = rows[at].score
            while at < rows.count, rows[at].score == level {
                let row = rows[at]
                if row.window < 0 {
                    total += row.value
                    falseRows += 1
                } else {
                    if !seen[row.window] { (seen[row.window], found) = (true, found + 1) }
                    if row.value > parts[row.window] {
                        total += row.value - parts[row.window]
                        parts[row.window] = row.value
                    }
                }
                at += 1
            }
            if total > best.total { best = (total, level, found, falseRows) }
        }
        return Result(
            value: 100 * (best.total - nothing) / (Double(windows) - nothing), threshold: best.threshold,
            found: best.found, windows: windows, falseRows: best.falseRows)
    }

    private static func scaled(_ position: Double) -> Double { position > 3 ? -1 : 2 / (1 + exp(5 * position)) - 1 }
}

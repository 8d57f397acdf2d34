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

    private struct Row { let score: Double, value: Double, window: Int }

    /// Scores `scores[i]`, one for each point of `series[i]`. O(points log points).
    package static func score(
        _ series: [LabelledSeries], _ scores: [[Double]], _ profile: Profile = .standard
    ) -> Result {
        precondition(series.count == scores.count)
        var rows: [Row] = []
        var windows = 0
        var counted = 0
        for (series, scores) in zip(series, scores) {
            counted += series.windows.count { $0.upperBound >= series.unscored }
            append(series, scores, profile, firstWindow: windows, to: &rows)
            windows += series.windows.count
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

    /// The value of each scored row. Rows that score nothing at all are left out: no useful threshold is that low.
    private static func append(
        _ series: LabelledSeries, _ scores: [Double], _ profile: Profile, firstWindow: Int, to rows: inout [Row]
    ) {
        precondition(series.times.count == scores.count)
        let highest = scaled(-1)
        var next = 0
        var passed: ClosedRange<Int>?
        for index in scores.indices {
            while next < series.windows.count, index > series.windows[next].upperBound {
                passed = series.windows[next]
                next += 1
            }
            guard index >= series.unscored, scores[index] > 0 else { continue }
            if next < series.windows.count, series.windows[next].contains(index) {
                let window = series.windows[next]
                let position = -Double(window.upperBound - index + 1) / Double(window.count)
                rows.append(Row(score: scores[index], value: scaled(position) / highest, window: firstWindow + next))
            } else {
                var value = -profile.falsePoint
                if let passed, passed.count > 1 {
                    value = profile.falsePoint * scaled(Double(index - passed.upperBound) / Double(passed.count - 1))
                }
                rows.append(Row(score: scores[index], value: value, window: -1))
            }
        }
    }

    private static func scaled(_ position: Double) -> Double { position > 3 ? -1 : 2 / (1 + exp(5 * position)) - 1 }
}

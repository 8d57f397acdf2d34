import Detection
import Model
import TestSupport
import Testing

@Suite struct SeriesScoreTests {
    static func series(_ count: Int = 200, window: ClosedRange<Int>? = 100...119, kind: String = "a") -> LabelledSeries
    {
        let points = SeriesDetectorTests.daily(count)
        var text = "timestamp,value\n"
        for (index, point) in points.enumerated() {
            let value = window?.contains(index) == true ? point.1 + 80 : point.1
            text += "\(RFC3339.string(point.0)),\(value)\n"
        }
        let bytes = [UInt8](text.utf8)
        let windows = window.map { [(from: points[$0.lowerBound].0, to: points[$0.upperBound].0)] } ?? []
        do {
            return try LabelledSeries(name: "s", kind: kind, csv: bytes.span.bytes, windows: windows)
        } catch {
            preconditionFailure("\(error)")
        }
    }

    static func firing(at rows: [Int], _ count: Int = 200) -> [Double] {
        var scores = [Double](repeating: 0, count: count)
        for row in rows { scores[row] = 0.9 }
        return scores
    }

    /// Values by hand from the definition: the earliest hit is worth 1, a false row 0.11 (less right after a window).
    @Test func scoresByTheDefinition() {
        let series = [Self.series()]
        #expect(series[0].windows == [100...119])
        func value(_ rows: [Int]) -> Double { SeriesScore.score(series, [Self.firing(at: rows)]).value }
        #expect(abs(value([100]) - 100) < 1e-9)
        #expect(abs(value([100, 105, 110]) - 100) < 1e-9)
        #expect(value([110]) < 100 && value([110]) > 90)
        #expect(abs(value([100]) - value([50, 100]) - 5.5) < 1e-9)
        #expect(value([]) == 0)
        #expect(value([50]) == 0)  // the best threshold is then above all
        #expect(value([10]) == 0)  // not scored: learning
        #expect(value([100, 121]) > value([100, 180]))
        let few = SeriesScore.score(series, [Self.firing(at: [50, 100])], .fewFalse)
        #expect(abs(few.value - 89) < 1e-9)
        #expect(few.found == 1 && few.windows == 1 && few.falseRows == 1)
    }

    @Test func variantsKeepTheirWindows() {
        let series = Self.series()
        #expect(series.averaged(by: 3).windows == [33...39])
        #expect(series.averaged(by: 3).times.count == 67)
        #expect(series.cut(to: 0.5).windows.isEmpty)
        #expect(series.cut(to: 0.7).windows == [100...119])
        #expect(series.begun(after: 0.2).windows == [60...79])
        #expect(series.begun(after: 0.2).times.count == 160)
        #expect(series.flipped.values == series.values.map { -$0 })
    }

    /// Same series and seed, same choice; it never ends below its start; a kind that is left out is still scored.
    @Test func searchIsRepeatable() {
        let series = [Self.series(400, window: 250...280), Self.series(400, window: 300...330, kind: "b")]
        var start = SeriesOptions()
        start.holdShare = 0.06
        var first = SeriesSearch(series, from: start, seed: 5)
        var second = SeriesSearch(series, from: start, seed: 5)
        let a = first.run(evaluations: 12)
        let b = second.run(evaluations: 12)
        #expect(a.options == b.options && a.objective == b.objective)
        #expect(a.objective >= first.objective(start))
        let outcomes = ["a", "b"].map { SeriesSearch.leavingOut($0, of: series, from: start, evaluations: 4) }
        #expect(outcomes.map(\.scores.count) == [1, 1])
        #expect(SeriesSearch.pooled(outcomes, series).windows == 2)
    }

    /// What a search scores by kept surprises is what a detector scores.
    @Test func keptSurprisesScoreAsTheDetectorDoes() {
        let series = [Self.series(900, window: 500...560)]
        var options = SeriesOptions()
        options.weights.record = 2
        let search = SeriesSearch(series, from: .neutral)
        var neutral = SeriesOptions.neutral
        neutral.weights = options.weights
        let found = search.objective(neutral)
        var sum = 0.0
        for (variants, weights) in [
            (SeriesSearch.variants(of: series), [2.0, 1, 1, 1, 1, 1, 1].map { $0 / 16 }),
            (SeriesSearch.struck(series), Array(repeating: 1.0 / 12, count: 6)),
        ] {
            for (variant, weight) in zip(variants, weights) {
                for hold in SeriesSearch.holds {
                    var at = neutral
                    at.holdShare *= hold.share
                    at.holdFactor *= hold.factor
                    // More than a tenth: told of.
                    let scores = variant.series.map { one in
                        one.scores(SharedSeriesOptions(at)).map { $0 > 0.1 ? $0 : 0 }
                    }
                    sum += weight * hold.weight * SeriesScore.score(variant.series, scores).value
                }
            }
        }
        #expect(abs(found - sum) < 0.01)
        #expect(found > 0)
    }

    /// Faults are put outside of the windows that are there, and the same ones each time.
    @Test(arguments: 1...8) func faultsHaveWindowsOfTheirOwn(seed: UInt64) {
        let series = Self.series(2000, window: 800...899)
        let struck = series.withFaults(seed: seed)
        #expect(
            struck.windows == series.withFaults(seed: seed).windows
                && struck.values == series.withFaults(seed: seed).values)
        #expect(struck.windows.contains(800...899) && (2...4).contains(struck.windows.count))
        for (before, after) in zip(struck.windows, struck.windows.dropFirst()) {
            #expect(before.upperBound < after.lowerBound)
        }
        let changed = struck.values.indices.filter { struck.values[$0] != series.values[$0] }
        #expect(!changed.isEmpty)
        // A fault begins in the middle of its window and may outlast it a little.
        for row in changed {
            #expect(struck.windows.contains { ($0.lowerBound...$0.upperBound + $0.count / 4).contains(row) })
        }
    }
}

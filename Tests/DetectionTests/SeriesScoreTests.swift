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
        start.level = 8
        var first = SeriesSearch(series, seed: 5)
        var second = SeriesSearch(series, seed: 5)
        let a = first.run(from: start, evaluations: 12)
        let b = second.run(from: start, evaluations: 12)
        #expect(a.options == b.options && a.objective == b.objective)
        #expect(a.objective >= first.objective(start))
        let outcomes = ["a", "b"].map { SeriesSearch.leavingOut($0, of: series, from: start, evaluations: 4) }
        #expect(outcomes.map(\.scores.count) == [1, 1])
        #expect(SeriesSearch.pooled(outcomes, series).windows == 2)
    }
}

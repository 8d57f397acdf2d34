import Bytes
import Detection
import FoundationEssentials
import Glibc
import Model

/// How far the constants of the series detector can be trusted: chooses them anew without some of the labelled series, and
/// judges those by the result (docs/series.md).
struct SeriesTuning {
    let series: [LabelledSeries]

    /// - Parameter folder: `KIND/FILE.csv` and `windows.json`, as of the Numenta Anomaly Benchmark.
    init(folder: String) throws {
        let windows = try JSONDecoder().decode(
            [String: [[String]]].self, from: Data(contentsOf: URL(filePath: folder + "/windows.json")))
        series = try windows.sorted { $0.key < $1.key }.map { name, spans in
            let bytes = [UInt8](try Data(contentsOf: URL(filePath: folder + "/" + name)))
            return try LabelledSeries(
                name: name, kind: String(name.prefix { $0 != "/" }), csv: bytes.span.bytes,
                windows: spans.map { (Self.time($0[0]), Self.time($0[1])) })
        }
    }

    private static func time(_ text: String) -> Micros {
        let text = text.prefix { $0 != "." }.replacing(" ", with: "T") + "Z"
        return RFC3339.parse(String(text)) ?? 0
    }

    var kinds: [String] { Set(series.map(\.kind)).sorted() }

    /// Scores of the committed constants, over the variants.
    func report(_ options: SeriesOptions = SeriesOptions(), title: String = "committed constants") {
        print(title)
        let shared = SharedSeriesOptions(options)
        for (name, series) in SeriesSearch.variants(of: series) + SeriesSearch.struck(series) {
            print("  \(name): \(Self.rounded(SeriesScore.score(series, series.map { $0.scores(shared) }).value))")
        }
    }

    /// One line a kind left out, then the pooled score of all of them.
    func leaveOut(
        _ kinds: [String], start: SeriesOptions, evaluations: Int, leastGain: Double, seed: UInt64
    ) {
        let series = series
        let outcomes = Parallel.map(kinds, threads: 2) { kind in
            SeriesSearch.leavingOut(
                kind, of: series, from: start, evaluations: evaluations, leastGain: leastGain, seed: seed)
        }
        for outcome in outcomes {
            let own = series.filter { $0.kind == outcome.kind }
            print(
                "  without \(outcome.kind): \(Self.rounded(SeriesScore.score(own, outcome.scores).value)) there, at its own best threshold"
            )
        }
        if kinds.count > 1 {
            let pooled = SeriesSearch.pooled(outcomes, series)
            print(
                "  pooled over \(kinds.count) kinds, one threshold: \(Self.rounded(pooled.value)) (\(pooled.found) of \(pooled.windows) windows)"
            )
        }
    }

    /// Half of the files judged by constants chosen on the other half, both ways.
    func halves(start: SeriesOptions, evaluations: Int, leastGain: Double, seed: UInt64) {
        let halves = (0..<2).map { half in
            series.enumerated().filter { $0.offset % 2 == half }.map(\.element)
        }
        let scores = Parallel.map([0, 1], threads: 2) { half in
            let search = SeriesSearch(halves[1 - half], from: start, seed: seed)
            let options = search.consensus(evaluations: evaluations, leastGain: leastGain)
            return halves[half].map { $0.scores(SharedSeriesOptions(options)) }
        }
        let pooled = SeriesScore.score(halves[0] + halves[1], scores[0] + scores[1])
        print(
            "  halves judged by each other's constants: \(Self.rounded(pooled.value)) (\(pooled.found) of \(pooled.windows) windows)"
        )
    }

    /// Chooses on all series, prints each step and the outcome.
    func choose(start: SeriesOptions, evaluations: Int, leastGain: Double, seed: UInt64) {
        let search = SeriesSearch(series, from: start, seed: seed)
        let found = search.consensus(evaluations: evaluations, leastGain: leastGain) { tried, value, change in
            print("  \(tried): \(Self.rounded(value * 10)) \(change)")
            fflush(nil)
        }
        print(found)
        report(found, title: "chosen on all series")
    }

    /// Scores of constants shaken by 12%, eight times.
    func shake(_ options: SeriesOptions = SeriesOptions()) {
        let series = series
        let values = Parallel.map(Array(101..<109), threads: 2) { seed in
            let shared = SharedSeriesOptions(SeriesSearch.shaken(options, seed: UInt64(seed)))
            return SeriesScore.score(series, series.map { $0.scores(shared) }).value
        }.sorted()
        print("  constants shaken by 12%: \(values.map(Self.rounded).joined(separator: " "))")
    }

    /// What luck alone can reach on each variant: all thirty constants climb by random steps on that variant and nothing else,
    /// from the committed ones. No honest choice does better, so a target above it is out of this detector's reach.
    func ceilings(evaluations: Int, seed: UInt64) {
        let variants = SeriesSearch.variants(of: series)
        let lines = Parallel.map(variants, threads: 2) { name, series in
            var best = SeriesOptions()
            func score(_ options: SeriesOptions) -> Double {
                let shared = SharedSeriesOptions(options)
                return SeriesScore.score(series, series.map { $0.scores(shared) }).value
            }
            let committed = score(best)
            var value = committed
            for step in 0..<evaluations {
                let candidate = SeriesSearch.shaken(best, seed: seed &* 1_000_003 &+ UInt64(step))
                let reached = score(candidate)
                if reached > value { (best, value) = (candidate, reached) }
            }
            return
                "  \(name): \(Self.rounded(committed)) committed, \(Self.rounded(value)) with every constant fitted to it"
        }
        for line in lines { print(line) }
    }

    static func rounded(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(abs(tenths) % 10)"
    }
}

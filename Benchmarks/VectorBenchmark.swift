import Runbooks

/// Exact search in the vectors of 100,000 passages, 384 numbers each, on one thread: the best and the median of 15 queries.
struct VectorBenchmark {
    static let count = 100_000
    static let dimension = 384

    func run() {
        var random: UInt64 = 42
        func vector() -> [Float] {
            let numbers = (0..<Self.dimension).map { _ -> Float in
                random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return Float(random >> 40) / Float(1 << 24) - 0.5
            }
            let length = numbers.reduce(0) { $0 + $1 * $1 }.squareRoot()
            return numbers.map { $0 / length }
        }
        var table = VectorTable(dimension: Self.dimension)
        table.reserve(Self.count)
        for id in 0..<Self.count { table.append(id: Int64(id), vector()) }
        let query = vector()
        var times: [Double] = []
        var best: Float = -1
        for _ in 0..<15 {
            let began = ContinuousClock.now
            best = table.cosines(with: query).max() ?? -1
            times.append(began.duration(to: .now) / .milliseconds(1))
        }
        times.sort()
        print(
            "\(Self.count) x \(Self.dimension) vectors, exact: \(times[0]) ms at best, \(times[7]) ms median (nearest \(best))"
        )
    }
}

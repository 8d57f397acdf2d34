import Bytes
import Detection
import Model
import TestSupport
import Testing

@Suite struct SeriesDetectorTests {
    /// A day's cycle with noise, points five minutes apart.
    static func daily(_ count: Int, seed: UInt64 = 1, step: Micros = 5 * .minute) -> [(Micros, Double)] {
        var random = Seeded(seed)
        return (0..<count).map { index in
            let time = 1_700_000_000 * Micros.second + Micros(index) * step
            let phase = Double(time % .day) / Double(Micros.day)
            let hump = phase < 0.5 ? phase * 40 : (1 - phase) * 40
            return (time, 20 + hump + Double.random(in: -2...2, using: &random))
        }
    }

    static func scores(_ points: [(Micros, Double)], _ detector: SeriesDetector = SeriesDetector()) -> [Double] {
        var detector = detector
        return points.map { detector.ingest(time: $0.0, value: $0.1) }
    }

    @Test func isSmall() { #expect(MemoryLayout<SeriesDetector>.size <= 2048) }

    @Test func staysQuietOnAHealthySeries() {
        #expect(Self.scores(Self.daily(4000)).dropFirst(600).count { $0 >= 0.5 } <= 3)
    }

    @Test(arguments: ["jump", "drop", "flat", "noise"])
    func findsAFault(_ kind: String) {
        var points = Self.daily(3000)
        for index in 2500..<2600 {
            switch kind {
            case "jump": points[index].1 += 60
            case "drop": points[index].1 = 0
            case "flat": points[index].1 = 30
            default: points[index].1 += index % 2 == 0 ? 25 : -25
            }
        }
        let found = Self.scores(points)[2500..<2600].firstIndex { $0 >= 0.5 }
        #expect(found != nil)
        if let found, kind == "jump" { #expect(found - 2500 <= 3) }
    }

    @Test func scoresAreSharesAndConstantSeriesAreQuiet() {
        for score in Self.scores(Self.daily(2000)) { #expect((0...1).contains(score)) }
        let constant = (0..<2000).map { (Micros($0) * .minute, 7.0) }
        #expect(Self.scores(constant).allSatisfy { $0 < 0.5 })
    }

    @Test(arguments: [0, 1, 2, 19, 20, 21, 500, 1999])
    func goesOnFromASnapshot(cut: Int) throws {
        let points = Self.daily(2000)
        var whole = SeriesDetector()
        var first = SeriesDetector()
        for point in points[..<cut] { _ = first.ingest(time: point.0, value: point.1) }
        let bytes = first.snapshot()
        var second = try SeriesDetector(snapshot: bytes)
        #expect(second.snapshot() == bytes)
        let expected = points.map { whole.ingest(time: $0.0, value: $0.1) }
        #expect(points[cut...].map { second.ingest(time: $0.0, value: $0.1) } == Array(expected[cut...]))
        #expect(second.snapshot() == whole.snapshot())
    }

    @Test func refusesDamagedSnapshots() throws {
        var detector = SeriesDetector()
        for point in Self.daily(300) { _ = detector.ingest(time: point.0, value: point.1) }
        let bytes = detector.snapshot()
        for length in stride(from: 0, to: bytes.count, by: 37) {
            #expect(throws: SnapshotError.self) { try SeriesDetector(snapshot: Array(bytes[..<length])) }
        }
        #expect(throws: SnapshotError.self) { try SeriesDetector(snapshot: bytes + [0]) }
        var random = Seeded(5)
        for _ in 0..<300 {
            var damaged = bytes
            damaged[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            guard var restored = try? SeriesDetector(snapshot: damaged) else { continue }
            for point in Self.daily(20) { #expect(!restored.ingest(time: point.0, value: point.1).isNaN) }
        }
    }

    @Test func survivesAnyTimeAndValue() {
        var random = Seeded(9)
        var detector = SeriesDetector()
        let values = [0, -0.0, 1e308, -1e308, .nan, .infinity, Double.leastNonzeroMagnitude, 1, 2, 3]
        let times: [Micros] = [0, 1, -1, .min, .max, .day, 1_700_000_000 * .second]
        for _ in 0..<5000 {
            let score = detector.ingest(
                time: times.randomElement(using: &random)!, value: values.randomElement(using: &random)!)
            #expect(score >= 0 && score <= 1)
        }
    }

    @Test func givesEvidenceInOrderOfShare() {
        var points = Self.daily(3000)
        var detector = SeriesDetector()
        points[2900].1 += 200
        for point in points[...2900] { _ = detector.ingest(time: point.0, value: point.1) }
        let evidence = detector.evidence
        #expect(evidence.score >= 0.5)
        #expect(evidence.surprise >= evidence.level)
        #expect(evidence.shares.map(\.share) == evidence.shares.map(\.share).sorted(by: >))
        #expect(abs(evidence.shares.reduce(0) { $0 + $1.share } - 1) < 1e-6)
        let record = evidence.shares.first { $0.part == .record }
        #expect(record?.above == true)
        #expect(abs((record?.observed ?? 0) - points[2900].1) < 0.01)
        #expect(evidence.text.contains("higher than ever before"))
    }

    /// The offset of a series does not matter.
    @Test func isTheSameForAnotherOffset() {
        let points = Self.daily(2500)
        let shifted = points.map { ($0.0, $0.1 + 1_000_000) }
        for (a, b) in zip(Self.scores(points), Self.scores(shifted)) { #expect(abs(a - b) < 0.02) }
    }
}

import Bytes
import Foundation
import LogFormats
import Model
import Pipeline
import TemplateMining

/// How often each message of a folder of logs comes: the table of world B.
///
///     sample-logs/generate.py DIR && Benchmarks rates DIR
struct RateTable {
    /// Prints one line a message that came ten times or more: records a minute, records an event, spread of the minutes.
    static func print(folder: String) {
        guard let walk = FileManager.default.enumerator(atPath: folder) else {
            return Swift.print("\(folder): no folder")
        }
        let files = walk.compactMap { $0 as? String }.filter { $0.hasSuffix(".log") }.sorted()
        for name in files {
            guard let data = FileManager.default.contents(atPath: folder + "/" + name) else { continue }
            for row in rows(of: [UInt8](data), name: name) { Swift.print(row) }
        }
    }

    private static func rows(of arena: [UInt8], name: String) -> [String] {
        let descriptor = SourceDescriptor(
            name: name, kind: .file, host: "host", latest: 2_000_000_000 * .second, head: Array(arena.prefix(16 * 1024))
        )
        let batch = LogBatch(
            source: SourceID(0), sequence: 0, arena: arena, resume: SourcePosition(token: "", lines: 0),
            readAt: 2_000_000_000 * .second)
        let front = Front(tokenizer: Tokenizer()).parse(batch, with: FormatTracker(descriptor).parser)
        var miner = TemplateMiner()
        var minutes: [Int32: [Micros: Int]] = [:]
        var buckets: [Int32: Set<Micros>] = [:]
        var first = Micros.max
        var last = Micros.min
        for line in front.lines where line.record.time != .unknown {
            let index = miner.match(line.shape, message: line.record.mined, in: arena.span.bytes).index
            minutes[index, default: [:]][line.record.time / .minute, default: 0] += 1
            buckets[index, default: []].insert(line.record.time / (10 * .second))
            (first, last) = (min(first, line.record.time), max(last, line.record.time))
        }
        let length = max(1, Double(last - first) / Double(Micros.minute))
        return minutes.sorted { $0.key < $1.key }.compactMap { index, counts in
            let all = Double(counts.values.reduce(0, +))
            let events = Double(buckets[index]?.count ?? 1)
            guard all >= 10 else { return nil }
            let rate = all / length
            let clump = rate > 3 ? 1 : max(1, (all / events).rounded())
            let variance = counts.values.reduce(0.0) { $0 + Double($1 * $1) } / length - rate * rate
            let spread = rate > 1 ? max(0, (variance - clump * rate) / (rate * rate)).squareRoot() : 0
            return "(\(rounded(rate)), \(Int(clump)), \(rounded(min(spread, 1)))),"
        }
    }

    private static func rounded(_ value: Double) -> String { "\((value * 1000).rounded() / 1000)" }
}

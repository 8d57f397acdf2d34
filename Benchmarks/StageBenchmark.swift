import Bytes
import CAllocations
import Glibc
import LogFormats
import Model
import Pipeline
import TemplateMining
import Topology

/// Lines a second of each stage of the line, on one thread, over lines made in memory: syslog, ISO 8601 and JSON, 60 messages,
/// each line with values of its own. Each stage is timed over the same lines; the best of three passes counts.
struct StageBenchmark {
    static let lines = 300_000
    let arena: [UInt8]
    let start: Micros = 1_790_000_000 * .second

    init() {
        var random: UInt64 = 42
        func next(_ bound: UInt64) -> UInt64 {
            random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (random >> 33) % bound
        }
        let verbs = ["accepted", "closed", "stored", "rejected", "renewed", "checked"]
        let things = [
            "session", "order", "lease", "certificate", "mailbox", "shard", "invoice", "token", "index", "batch",
        ]
        var bytes: [UInt8] = []
        for number in 0..<Self.lines {
            let time = RFC3339.string(start + Micros(number) * 10_000)
            let message =
                "\(things[Int(next(10))]) \(verbs[Int(next(6))]) by user \(next(5000)) from 10.\(next(200)).\(next(200)).\(next(200)) in \(next(900)) ms"
            let line =
                switch number % 3 {
                case 0: "\(time) web1 app[\(400 + next(9))]: \(message)"
                case 1: "\(time) INFO worker.queue - \(message)"
                default: #"{"time":"\#(time)","level":"info","service":"shop","msg":"\#(message)","n":\#(number)}"#
                }
            bytes += line.utf8
            bytes.append(0x0A)
        }
        arena = bytes
    }

    func run() {
        let descriptor = SourceDescriptor(
            name: "bench", kind: .file, host: "bench", latest: start + .day, head: Array(arena.prefix(16 * 1024)))
        let parser = FormatTracker(descriptor).parser
        let tokenizer = Tokenizer()
        let bytes = arena.span.bytes
        var ranges: [ByteRange] = []
        print(
            "stage            ns/line      lines/s   (one thread, \(Self.lines) lines, \(arena.count / 1_000_000) MB)")
        report("find lines") {
            ranges.removeAll(keepingCapacity: true)
            var lines = LineRanges()
            while let line = lines.next(in: bytes) { ranges.append(line) }
        }
        var records: [Record] = []
        report("read header") {
            records.removeAll(keepingCapacity: true)
            for range in ranges { records.append(parser.parse(range, in: bytes)) }
        }
        var shapes: [LineShape] = []
        report("tokenise, hash") {
            shapes.removeAll(keepingCapacity: true)
            for record in records { shapes.append(tokenizer.shape(of: record.mined, in: bytes)) }
        }
        var miner = TemplateMiner()
        report("look up template") {
            for index in records.indices { _ = miner.match(shapes[index], message: records[index].mined, in: bytes) }
        }
        report("front, whole") {
            _ = Front(tokenizer: tokenizer).parse(batch(), with: parser)
        }
        report("whole line") {
            var engine = Engine(options: EngineOptions(), topology: TopologyGraph())
            let source = engine.add(descriptor)
            _ = engine.ingest(.batch(batch(), engine.front.parse(batch(), with: engine.parser(of: source))))
            _ = engine.finish()
        }
        print("templates: \(miner.indices.count)")
    }

    /// Allocations per 1000 lines of front and engine, of the first tenth of the lines and of the last half.
    func allocations() -> (first: Int, last: Int) {
        let descriptor = SourceDescriptor(
            name: "bench", kind: .file, host: "bench", latest: start + .day, head: Array(arena.prefix(16 * 1024)))
        var engine = Engine(options: EngineOptions(), topology: TopologyGraph())
        let source = engine.add(descriptor)
        // Batches of about a tenth of the arena, cut at line ends.
        var cuts: [Int] = [0]
        for part in 1...10 {
            let from = arena.count * part / 10
            cuts.append(part == 10 ? arena.count : (arena[from...].firstIndex(of: 0x0A) ?? arena.count - 1) + 1)
        }
        var counts: [(lines: UInt64, allocations: UInt64)] = []
        for part in 0..<10 {
            let batch = LogBatch(
                source: source, sequence: UInt64(part), arena: Array(arena[cuts[part]..<cuts[part + 1]]),
                resume: SourcePosition(token: "", lines: 0), readAt: start + .day)
            let before = (engine.statistics.lines, haetae_heap_allocations())
            _ = engine.ingest(.batch(batch, engine.front.parse(batch, with: engine.parser(of: source))))
            counts.append((engine.statistics.lines - before.0, haetae_heap_allocations() - before.1))
        }
        func perThousand(_ parts: Range<Int>) -> Int {
            let lines = parts.reduce(0) { $0 + counts[$1].lines }
            return Int(Double(parts.reduce(0) { $0 + counts[$1].allocations }) / Double(max(lines, 1)) * 1000)
        }
        return (perThousand(0..<1), perThousand(5..<10))
    }

    private func batch() -> LogBatch {
        LogBatch(
            source: SourceID(0), sequence: 0, arena: arena, resume: SourcePosition(token: "", lines: 0),
            readAt: start + .day)
    }

    private func report(_ stage: String, _ body: () -> Void) {
        var best = Double.infinity
        for _ in 0..<3 {
            let begin = ThreadClock.seconds()
            body()
            best = min(best, ThreadClock.seconds() - begin)
        }
        let nanoseconds = best * 1e9 / Double(Self.lines)
        func padded(_ text: String, _ width: Int) -> String {
            String(repeating: " ", count: max(0, width - text.count)) + text
        }
        print(
            stage + padded("\(Int(nanoseconds.rounded()))", 24 - stage.count) + padded("\(Int(1e9 / nanoseconds))", 13))
    }
}

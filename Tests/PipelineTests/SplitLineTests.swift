import Alerting
import Bytes
import LogFormats
import LogSources
import Model
import Pipeline
import Testing
import Topology

/// Lines that a container's runtime split, on the whole line: wherever batches are cut, the parts are one record.
@Suite struct SplitLineTests {
    private static let start: Micros = 1_790_000_000 * .second

    /// Lines of which every fifth is split in three; the last one stays open where `endsOpen`.
    private static func lines(endsOpen: Bool) -> [String] {
        var lines: [String] = []
        for index in 0..<60 {
            let time = RFC3339.string(start + Micros(index) * .second)
            if index % 5 == 4 {
                lines.append(#"\#(time) stdout P {"level":"error","#)
                lines.append(#"\#(time) stdout P "msg":"cart \#(index) "#)
                lines.append(#"\#(time) stdout F is broken"}"#)
            } else {
                lines.append("\(time) stdout F cart \(index) is fine")
            }
        }
        if endsOpen { lines.append(#"\#(RFC3339.string(start + 61 * .second)) stdout P {"level":"error","#) }
        return lines
    }

    private static func run(_ batches: [[String]]) -> (ledger: Ledger, alerts: [String]) {
        var engine = Engine(options: EngineOptions(), topology: TopologyGraph())
        let text = batches.joined().joined(separator: "\n")
        let source = engine.add(
            SourceDescriptor(
                name: "pod", kind: .file, host: "app1", service: "shop", latest: start + .day, head: Array(text.utf8)))
        var alerts: [Alert] = []
        var read = 0
        for (index, lines) in batches.enumerated() {
            let arena = lines.map { $0 + "\n" }.joined()
            let batch = LogBatch(
                source: source, sequence: UInt64(index), arena: Array(arena.utf8),
                resume: SourcePosition(token: "", lines: UInt64(read)), readAt: start + .day)
            read += lines.count
            alerts += engine.ingest(.batch(batch, engine.front.parse(batch, with: engine.parser(of: source)))).alerts
        }
        alerts += engine.ingest(.ended(source)).alerts
        alerts += engine.finish().alerts
        return (engine.sourceStatus[0].ledger, alerts.map { "\($0.at) \($0.templateText)" })
    }

    /// One batch, batches of two lines (which end within the parts), and one line each.
    @Test(arguments: [1, 2, 3], [false, true]) func cutsWithinPartsChangeNothing(size: Int, endsOpen: Bool) {
        let lines = Self.lines(endsOpen: endsOpen)
        let whole = Self.run([lines])
        let cut = Self.run(
            stride(from: 0, to: lines.count, by: size).map { Array(lines[$0..<min($0 + size, lines.count)]) })
        #expect(whole.ledger.balances && cut.ledger.balances)
        #expect(cut.ledger.parsed == whole.ledger.parsed && cut.ledger.continued == whole.ledger.continued)
        #expect(cut.alerts == whole.alerts)
        // 48 whole lines and 12 split in three; a part without its rest is counted, not lost.
        #expect(whole.ledger.parsed >= 60 && whole.ledger.parsed + whole.ledger.continued == UInt64(lines.count))
    }
}

import Alerting
import Bytes
import LogFormats
import LogSources
import Model
import Pipeline
import Testing
import Topology

/// Stack traces on the whole line: one record each, and the exception they name is watched.
@Suite struct TraceTests {
    private static let start: Micros = 1_790_000_000 * .second

    private static func trace(_ time: Micros, _ exception: String) -> String {
        """
        \(RFC3339.string(time)) app1 shop[41]: ERROR Exception on /search [GET]
        Traceback (most recent call last):
          File "/opt/shop/shop.py", line 80, in search
            total = price[key]
        \(exception)

        """
    }

    private static func run(_ text: String) -> (alerts: [Alert], ledger: Ledger) {
        var engine = Engine(options: EngineOptions(), topology: TopologyGraph())
        let source = engine.add(
            SourceDescriptor(name: "traces", kind: .file, host: "app1", service: "shop", latest: start + .day))
        let batch = LogBatch(
            source: source, sequence: 0, arena: Array(text.utf8), resume: SourcePosition(token: "", lines: 0),
            readAt: start + .day)
        var alerts = engine.ingest(.batch(batch, engine.front.parse(batch, with: engine.parser(of: source)))).alerts
        alerts += engine.ingest(.ended(source)).alerts
        alerts += engine.finish().alerts
        return (alerts, engine.sourceStatus[0].ledger)
    }

    /// The same line has reported the same failure each minute for two hours; then its trace names another exception.
    @Test func anotherExceptionBelowTheSameLineIsNews() {
        var text = ""
        for second in 0..<7200 {
            let time = Self.start + Micros(second) * .second
            text += "\(RFC3339.string(time)) app1 shop[41]: INFO request \(second) served in \(second % 40) ms\n"
            if second % 60 == 30 {
                text += Self.trace(time + 1000, "ValueError: invalid literal for int() with base 10: 'two'")
            }
        }
        let usual = Self.run(text)
        #expect(!usual.alerts.contains { $0.templateText.contains("Error") && $0.at > Self.start + .hour })
        let news = Self.run(text + Self.trace(Self.start + 7201 * .second, "KeyError: 4"))
        #expect(news.alerts.contains { $0.kind == .novelty && $0.templateText.contains("KeyError") })
        // One record each: the other four lines of a trace are continued, whichever of them is watched.
        #expect(usual.ledger.parsed == 7200 + 120 && usual.ledger.continued == 4 * 120)
        #expect(news.ledger.balances)
    }
}

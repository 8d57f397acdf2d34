import Bytes
import LogFormats
import LogSources
import Model
import Pipeline
import TemplateMining
import TestSupport
import Testing
import Topology

/// Floods of messages that no template holds: told once, and what was known stays known.
@Suite struct FloodTests {
    enum Kind: CaseIterable { case random, growing }

    private static let start: Micros = 1_790_000_000 * .second

    private struct Feed {
        var engine = Engine(options: EngineOptions(), topology: TopologyGraph())
        var source = SourceID(0)
        var alerts: [Alert] = []
        var incidents: [Incident] = []
        var number = 0
        var random = Seeded(11)

        init() {
            source = engine.add(
                SourceDescriptor(
                    name: "flood", kind: .file, host: "web1", service: "app", latest: FloodTests.start + .day))
        }

        mutating func take(_ lines: [String]) {
            let batch = LogBatch(
                source: source, sequence: UInt64(number), arena: Array((lines.joined(separator: "\n") + "\n").utf8),
                resume: SourcePosition(token: "", lines: 0), readAt: FloodTests.start + .day)
            number += 1
            note(engine.ingest(.batch(batch, engine.front.parse(batch, with: engine.parser(of: source)))))
        }

        mutating func finish() {
            note(engine.ingest(.ended(source)))
            note(engine.finish())
        }

        private mutating func note(_ outcome: Outcome) {
            alerts += outcome.alerts
            incidents += outcome.changes.map(\.incident)
        }

        func stamp(_ time: Micros) -> String { RFC3339.string(time) + " web1 app[17]: " }

        mutating func usual(_ time: Micros) -> String {
            let n = Int.random(in: 0..<10_000, using: &random)
            let messages = [
                "request \(n) served in \(n % 90) ms", "session opened for user u\(n)", "queue depth=\(n % 40)",
                "job \(n) finished",
            ]
            return stamp(time) + messages[n % messages.count]
        }

        mutating func word() -> String {
            String(
                (0..<Int.random(in: 4...9, using: &random)).map { _ in
                    Character(UnicodeScalar(UInt8.random(in: 97...122, using: &random)))
                })
        }
    }

    /// Two hours as usual, then twenty minutes at the same pace in which most lines are like no other, then as usual again.
    @Test(arguments: Kind.allCases)
    func toldOnceAndWhatWasKnownStaysKnown(kind: Kind) {
        var feed = Feed()
        var time = Self.start
        func minute(_ line: (inout Feed, Micros) -> String) {
            var lines: [String] = []
            for _ in 0..<500 {
                time += 120_000
                lines.append(line(&feed, time))
            }
            feed.take(lines)
        }
        for _ in 0..<120 { minute { $0.usual($1) } }
        let known = Set(feed.engine.miner.indices)
        let usual = feed.engine.statistics.lines
        let before = feed.engine.miningCounts
        #expect(before.floods == 0 && !before.isFlooded)
        var words: [String] = []
        for _ in 0..<20 {
            minute { feed, time in
                if feed.random.next() % 20 == 0 { return feed.usual(time) }
                switch kind {
                case .random: return feed.stamp(time) + (0..<8).map { _ in feed.word() }.joined(separator: " ")
                case .growing:
                    if words.count > 100 { words = [] }
                    words.append(feed.word())
                    return feed.stamp(time) + words.joined(separator: " ")
                }
            }
        }
        let counts = feed.engine.miningCounts
        #expect(counts.isFlooded)
        #expect(counts.floods == 1)
        #expect(counts.born > before.born + 5_000)
        let born = counts.born
        for _ in 0..<30 { minute { $0.usual($1) } }
        feed.finish()
        // Exactly one alert of it, in an incident, and none of its lines was news by itself.
        #expect(feed.alerts.filter { $0.kind == .flood }.count == 1)
        #expect(
            feed.alerts.filter { $0.kind == .novelty }.count <= 1,
            "\(feed.alerts.filter { $0.kind == .novelty }.map(\.templateText))")
        #expect(feed.incidents.contains { $0.members.contains { $0.alert.kind == .flood } })
        // What was known is matched as before: as usual made no template.
        #expect(feed.engine.miningCounts.born == born)
        #expect(!feed.engine.miningCounts.isFlooded)
        #expect(Set(feed.engine.miner.indices).isSuperset(of: known))
        #expect(feed.engine.statistics.lines > usual)
    }

    /// A second flood on the same day is not told again; one a day later is.
    @Test func atMostOneADay() {
        var feed = Feed()
        var time = Self.start
        func flood() {
            for _ in 0..<8 {
                var lines: [String] = []
                for _ in 0..<1000 {
                    time += 20_000
                    lines.append(feed.stamp(time) + (0..<8).map { _ in feed.word() }.joined(separator: " "))
                }
                feed.take(lines)
            }
        }
        func quiet(hours: Int) {
            for _ in 0..<hours * 60 {
                var lines: [String] = []
                for _ in 0..<100 {
                    time += 600_000
                    lines.append(feed.usual(time))
                }
                feed.take(lines)
            }
        }
        quiet(hours: 1)
        flood()
        quiet(hours: 2)
        flood()
        #expect(feed.engine.miningCounts.floods == 1)
    }
}

import Bytes
import Correlation
import Model
import Topology

/// 10,000 alerts within a minute, as when a database stops under 500 application servers: the time of grouping and ranking, the
/// memory that it leaves, and what comes of it.
struct BurstBenchmark {
    static let alerts = 10_000, servers = 500

    static func run() throws {
        func text(_ value: String) -> TopologyGraph.Declaration.Text { .init(value, at: .init(file: "burst", line: 1)) }
        var nodes = [
            TopologyGraph.Declaration.Node(name: text("db1")),
            TopologyGraph.Declaration.Node(name: text("db1/postgresql")),
        ]
        for server in 0..<servers {
            nodes.append(
                TopologyGraph.Declaration.Node(
                    name: text("app\(server)/shop"), dependsOn: [text("db1/postgresql")]))
        }
        let topology = try TopologyGraph(declaring: .init(nodes: nodes))
        for hasOneCause in [true, false] {
            let alerts = (0..<alerts).map { alert($0, hasOneCause) }
            let before = CostBenchmark.resident()
            let begin = CostBenchmark.cpu()
            var correlator = Correlator(topology: hasOneCause ? topology : TopologyGraph())
            var opened = 0
            var next = 0
            var time = start
            while time < start + 2 * .minute {
                time += 10 * .second
                while next < alerts.count, alerts[next].at <= time {
                    correlator.place(alerts[next])
                    next += 1
                }
                for candidate in correlator.candidates(at: time) where candidate.score >= 4 {
                    if let change = correlator.open(candidate.id, at: time), change.kind == .opened { opened += 1 }
                }
                _ = correlator.close(upTo: time)
            }
            let seconds = CostBenchmark.cpu() - begin
            let snapshot = correlator.snapshot().count >> 10
            let cause = correlator.openIncidents().first?.rootCause?.name ?? "-"
            print(
                "\(Self.alerts) alerts, \(hasOneCause ? "one cause" : "no two related"): \(Int(seconds * 1000)) ms CPU, "
                    + "\(max(0, CostBenchmark.resident() - before) >> 20) MB more, snapshot \(snapshot) kB, "
                    + "\(opened) opened\(hasOneCause ? ", cause \(cause)" : ""), \(correlator.statistics.evictedGroups) candidates made room"
            )
        }
    }

    private static let start: Micros = 1_790_208_000 * .second

    private static func alert(_ number: Int, _ hasOneCause: Bool) -> Alert {
        let onset = start + Micros(number) * 60 * .second / Micros(alerts)
        let isCause = hasOneCause && number == 0
        let node =
            isCause
            ? NodeName("db1/postgresql")
            : NodeName(hasOneCause ? "app\(number % servers)/shop" : "n\(number)/s\(number)")
        let template =
            hasOneCause
            ? "query <*> kind \(number / servers) failed: connection to db1:5432 refused" : unrelated(number)
        return Alert(
            id: Hexadecimal.string(StableHash.hash("\(number)")), fingerprint: StableHash.hash("f\(number)"),
            kind: isCause ? .silence : .rate, direction: isCause ? .down : .up, node: node, template: nil,
            templateText: template, at: (onset / (10 * .second) + 1) * (10 * .second), onset: onset, lastSeen: onset,
            score: isCause ? 8 : 5, severity: .error, weak: false,
            evidence: Evidence(observed: 12, expected: 0.1, samples: [template], text: "more than usual"),
            mentions: hasOneCause && !isCause ? [NodeName("db1/postgresql")] : [],
            identifiers: ["req\(number)"])
    }

    /// Words that no other alert has.
    private static func unrelated(_ number: Int) -> String {
        (0..<4).map { "w" + String(StableHash.hash("\(number) \($0)"), radix: 36) }.joined(separator: " ")
    }
}

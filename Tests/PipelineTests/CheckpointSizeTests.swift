import Alerting
import Detection
import LogFormats
import LogSources
import Model
import Pipeline
import Storage
import TestSupport
import Testing
import Topology

/// What a checkpoint writes, and that what it wrote is the whole state: slight signals, gaps and masses included.
@Suite struct CheckpointSizeTests {
    private static let start: Micros = 1_790_000_000 * .second

    /// An engine that is fed lines and gaps, and the rows that a store would hold of it.
    private struct Host {
        var engine = Engine(options: EngineOptions(), topology: TopologyGraph())
        var pages = SnapshotPages()
        var model: [String: [ModelKey: [UInt8]]] = [:]
        var listed: [TemplateID: TemplateRow] = [:]
        var source = SourceID(0)
        var number: UInt64 = 0
        var told: [String] = []

        init() { open() }

        mutating func open() {
            source = engine.add(
                SourceDescriptor(name: "app", kind: .file, host: "web1", service: "app", latest: start + .day))
        }

        mutating func take(_ lines: [String], at now: Micros) {
            let text = lines.map { RFC3339.string(now) + " web1 " + $0 + "\n" }.joined()
            let batch = LogBatch(
                source: source, sequence: number, arena: Array(text.utf8),
                resume: SourcePosition(token: "", lines: 0), readAt: start + 30 * .day)
            number += 1
            note(engine.ingest(.batch(batch, engine.front.parse(batch, with: engine.parser(of: source)))))
        }

        mutating func lose(_ path: String, at now: Micros) {
            note(
                engine.ingest(
                    .gap(
                        CollectionGap(source: path, host: "web1", cause: "permission", text: "\(path) may not be read"),
                        at: now)))
        }

        private mutating func note(_ outcome: Outcome) {
            told += outcome.alerts.map { "alert \($0.id) \($0.kind) \($0.score) \($0.evidence.text)" }
            told += outcome.heldBack.map { "held \($0.at) \($0.reason) \($0.score) \($0.text)" }
            told += outcome.changes.map { "\($0.kind) " + IncidentJSON.string($0.incident) }
        }

        /// Bytes of model rows written, and rows.
        @discardableResult
        mutating func checkpoint() -> (bytes: Int, rows: Int) {
            let rows = engine.checkpoint(&pages)
            var bytes = 0
            for change in rows.model {
                switch change {
                case .put(let row):
                    model[row.namespace, default: [:]][row.key] = row.value
                    bytes += row.value.count
                case .delete(let namespace, let key): model[namespace]?[key] = nil
                }
            }
            for id in rows.mergedTemplates { listed[id] = nil }
            for row in rows.templates { listed[row.id] = row }
            return (bytes, rows.model.count)
        }

        var rows: [ModelRow] {
            model.flatMap { namespace, rows in
                rows.map { ModelRow(namespace: namespace, key: $0.key, value: $0.value) }
            }
        }

        mutating func restart() throws {
            checkpoint()
            let state = StoredState(sequence: 1, at: start, sources: [], model: rows, snapshots: [], facts: [:])
            pages = SnapshotPages()
            engine = try Engine(options: EngineOptions(), topology: TopologyGraph(), state: state, pages: &pages)
            engine.restore(templates: Array(listed.values))
            open()
        }
    }

    private static let words = [
        "stored", "fetched", "queued", "parsed", "merged", "sent", "opened", "indexed", "rotated", "linked", "signed",
        "mapped",
    ]

    /// Two hundred messages of sixty services.
    private static func lines(_ services: Range<Int>) -> [String] {
        services.flatMap { service in
            words.map {
                "svc\(service)[7]: \($0) the item of kind \(words[service % 12])\(words[(service / 12) % 12]) ok"
            }
        }
    }

    /// After a bucket in which one service spoke, a checkpoint writes a small part of what all of them take.
    @Test func aCheckpointWritesOnlyWhatChanged() {
        var host = Host()
        var now = Self.start
        for _ in 0..<12 {
            host.take(Self.lines(0..<60), at: now)
            now += 10 * .second
        }
        let all = host.checkpoint()
        #expect(all.bytes > 300_000, "\(all)")
        let none = host.checkpoint()
        #expect(none.rows == 0, "nothing happened, nothing is written")
        host.take(Self.lines(3..<4), at: now)
        host.take(Self.lines(3..<4), at: now + 20 * .second)
        let few = host.checkpoint()
        #expect(few.rows > 0 && few.bytes < all.bytes / 4, "\(few) of \(all)")
    }

    /// A state that this version cannot read is replaced as a whole: rows that stay would be taken for pages of the new one.
    @Test func whatCannotBeReadIsRemoved() throws {
        var host = Host()
        for bucket in 0..<6 { host.take(Self.lines(0..<40), at: Self.start + Micros(bucket) * 10 * .second) }
        host.checkpoint()
        var fresh = Host()
        fresh.model = host.model
        fresh.pages = SnapshotPages(unreadable: host.rows)
        for bucket in 0..<4 { fresh.take(Self.lines(0..<2), at: Self.start + Micros(bucket) * 10 * .second) }
        fresh.checkpoint()
        #expect(fresh.rows.count < host.rows.count)
        let templates = fresh.engine.detectors.statistics.series
        try fresh.restart()
        #expect(fresh.engine.detectors.statistics.series == templates)
    }

    /// Slight signals, gaps told once a day, a mass of refused logins: the same alerts, incidents and reasons, restarts or not.
    @Test(arguments: 0..<6 as Range<UInt64>)
    func restartAnywhereTheSameIsTold(_ seed: UInt64) throws {
        var random = Seeded(seed &+ 17)
        var script: [(Micros, [String], String?)] = []
        var now = Self.start
        for bucket in 0..<330 {
            var lines: [String] = []
            for _ in 0..<Int.random(in: 3...6, using: &random) {
                lines.append(
                    "app[7]: served a page in \(Int.random(in: 10...30, using: &random)) ms to 10.0.0.\(bucket % 7)")
            }
            if bucket % 9 == 4 { lines.append("job[9]: nightly copy \(Self.words[bucket % 12]) done") }
            if bucket > 250, bucket % 6 == 0 {
                lines.append("job[9]: new step \(Self.words[(bucket / 6) % 12]) of the copy")
            }
            if bucket > 280, bucket < 292 {
                for n in 0..<8 {
                    lines.append("sshd[7]: Failed password for root from 10.9.9.\(n) port \(2000 + n) ssh2")
                }
            }
            if bucket > 300 { lines.append("app[7]: could not connect to 10.0.0.9: timed out") }
            let gap = bucket % 40 == 39 ? "/var/log/\(bucket % 3).log" : nil
            script.append((now, lines, gap))
            now += 10 * .second
        }
        var straight = Host()
        var broken = Host()
        for (at, lines, gap) in script {
            straight.take(lines, at: at)
            broken.take(lines, at: at)
            if let gap {
                straight.lose(gap, at: at)
                broken.lose(gap, at: at)
            }
            if Int.random(in: 0..<12, using: &random) == 0 { try broken.restart() }
        }
        #expect(broken.told == straight.told)
        #expect(straight.told.contains { $0.contains("collection") })
        #expect(straight.told.contains { $0.contains("a single sign") }, "slight signals were noted")
        #expect(straight.told.contains { $0.contains("Failed password") || $0.contains("hardly ever had") })
    }
}

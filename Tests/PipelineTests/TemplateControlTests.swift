import LogFormats
import LogSources
import Model
import Pipeline
import Storage
import TemplateMining
import TestSupport
import Testing
import Topology

/// An operator's word on templates, through the engine: what it changes, and that a restart anywhere changes nothing.
@Suite struct TemplateControlTests {
    private static let start: Micros = 1_790_000_000 * .second

    /// An engine fed line by line, restarted from its checkpoints where asked.
    private struct Host {
        var engine = Engine(options: EngineOptions(), topology: TopologyGraph())
        var pages = SnapshotPages()
        var source = SourceID(0)
        var model: [String: [ModelKey: [UInt8]]] = [:]
        var listed: [TemplateID: TemplateRow] = [:]
        var alerts: [Alert] = []
        var held: [HeldBack] = []
        var incidents: [String] = []
        var number = 0
        var now = TemplateControlTests.start

        init() { open() }

        mutating func open() {
            source = engine.add(
                SourceDescriptor(
                    name: "app", kind: .file, host: "web1", service: "app", latest: TemplateControlTests.start + .day))
        }

        mutating func take(_ messages: [String]) {
            let text = messages.map { RFC3339.string(now) + " web1 app[17]: " + $0 + "\n" }.joined()
            let batch = LogBatch(
                source: source, sequence: UInt64(number), arena: Array(text.utf8),
                resume: SourcePosition(token: "", lines: 0), readAt: TemplateControlTests.start + 30 * .day)
            number += 1
            note(engine.ingest(.batch(batch, engine.front.parse(batch, with: engine.parser(of: source)))))
        }

        mutating func say(_ command: TemplateCommand) { note(engine.ingest(.templates(command, at: now))) }

        private mutating func note(_ outcome: Outcome) {
            alerts += outcome.alerts
            held += outcome.heldBack.filter { $0.reason == .muted }
            incidents += outcome.changes.map { "\($0.kind) " + IncidentJSON.string($0.incident) }
        }

        mutating func checkpoint() {
            let rows = engine.checkpoint(&pages)
            for change in rows.model {
                switch change {
                case .put(let row): model[row.namespace, default: [:]][row.key] = row.value
                case .delete(let namespace, let key): model[namespace]?[key] = nil
                }
            }
            for id in rows.mergedTemplates { listed[id] = nil }
            for row in rows.templates { listed[row.id] = row }
        }

        mutating func restart() throws {
            checkpoint()
            let rows = model.flatMap { namespace, rows in
                rows.map { ModelRow(namespace: namespace, key: $0.key, value: $0.value) }
            }
            let state = StoredState(sequence: 1, at: now, sources: [], model: rows, snapshots: [], facts: [:])
            pages = SnapshotPages()
            engine = try Engine(options: EngineOptions(), topology: TopologyGraph(), state: state, pages: &pages)
            engine.restore(templates: Array(listed.values))
            open()
        }

        func id(_ text: String) throws -> TemplateID {
            let index = engine.miner.indices.first { engine.miner.text($0).contains(text) }
            return engine.miner.id(try #require(index))
        }
    }

    /// Half a day of usual lines, `words` said after an hour, then a failure that nobody has seen.
    private func run(
        restarts: Bool, seed: UInt64 = 1, words: (inout Host) throws -> Void = { _ in },
        failure: String = "FATAL payment gateway refused: out of memory"
    ) throws -> Host {
        var host = Host()
        var random = Seeded(seed)
        var cuts = Seeded(seed &+ 1)
        for minute in 0..<720 {
            host.now = Self.start + Micros(minute) * .minute
            host.take([
                "request \(Int.random(in: 0..<9000, using: &random)) served in \(Int.random(in: 1..<90, using: &random)) ms",
                "session opened for user u\(Int.random(in: 0..<90, using: &random))",
                "GET /cart returned \([200, 200, 200, 404][Int.random(in: 0..<4, using: &random)])",
            ])
            if minute == 60 { try words(&host) }
            if restarts, Int.random(in: 0..<60, using: &cuts) == 0 { try host.restart() }
            if minute >= 700 { host.take(Array(repeating: failure, count: 5)) }
            if minute == 706 { host.take(["GET /cart returned 503"]) }
        }
        host.checkpoint()
        return host
    }

    @Test func aMutedTemplateRaisesNothingAndIsToldOfAsHeldBack() throws {
        let loud = try run(restarts: false)
        #expect(loud.alerts.contains { $0.templateText.contains("payment gateway") })
        let quiet = try run(restarts: false) { host in
            host.take(["FATAL payment gateway refused: out of memory"])
            host.say(.mute(try host.id("payment gateway"), until: nil, comment: "known"))
        }
        #expect(
            !quiet.alerts.contains { $0.templateText.contains("payment gateway") && $0.at > Self.start + 2 * .hour })
        let held = try #require(quiet.held.first { $0.templates == ["FATAL payment gateway refused: out of memory"] })
        #expect(held.text.contains("muted until it is unmuted: known") && held.nodes == [NodeName("web1/app")])
        // The word ends by itself.
        let over = try run(restarts: false) { host in
            host.take(["FATAL payment gateway refused: out of memory"])
            host.say(.mute(try host.id("payment gateway"), until: host.now + 2 * .hour, comment: ""))
        }
        #expect(over.alerts.contains { $0.templateText.contains("payment gateway") && $0.at > Self.start + 2 * .hour })
    }

    @Test func aNameStandsInIncidents() throws {
        let named = try run(restarts: false) { host in
            host.take(["FATAL payment gateway refused: out of memory"])
            host.say(.name(try host.id("payment gateway"), "Gateway down"))
        }
        #expect(
            named.alerts.contains { $0.templateText == "Gateway down: FATAL payment gateway refused: out of memory" })
        #expect(named.incidents.contains { $0.contains("Gateway down") })
    }

    @Test func mergedRowsFollow() throws {
        var gone = TemplateID(0)
        let host = try run(restarts: true) { host in
            host.checkpoint()
            gone = try host.id("session opened")
            #expect(host.listed[gone]?.count == 61)
            host.say(.merge(gone, into: try host.id("request")))
        }
        #expect(host.listed[gone] == nil)
        let row = try #require(host.listed[try host.id("request")])
        #expect(row.count == 1440 && row.firstSeen == Self.start)
        #expect(host.engine.miner.index(of: gone).map { host.engine.miner.text($0) } == row.text)
        // That one of them is seen no more is no silence.
        #expect(!host.alerts.contains { $0.kind == .silence })
    }

    @Test func aSplitMakesAnUnseenWordNewsAndTheOldOnesNot() throws {
        let split = { (host: inout Host) in
            let id = try host.id("GET")
            let index = try #require(host.engine.miner.index(of: id))
            host.say(.split(id, at: try #require(host.engine.miner.places(of: index).last)))
        }
        let host = try run(restarts: false, words: split, failure: "request 7 served in 3 ms")
        let texts = host.listed.values.map(\.text)
        for code in [200, 404, 503] { #expect(texts.contains("GET <*> returned \(code)"), "\(texts)") }
        #expect(!host.alerts.contains { $0.templateText.contains("returned 200") || $0.kind == .silence })
    }

    /// What is taken back is as before, and none of it is news.
    @Test func wordsAreTakenBack() throws {
        var ids: [TemplateID] = []
        let host = try run(
            restarts: true,
            words: { host in
                let (session, request) = (try host.id("session"), try host.id("request"))
                ids = [session, request]
                host.say(.merge(session, into: request))
                host.say(.split(try host.id("GET"), at: 3))
                host.take(["session opened for user u5", "GET /cart returned 404"])
                try host.restart()
                host.checkpoint()
                #expect(
                    host.listed[session] == nil && host.listed.values.contains { $0.text == "GET <*> returned 404" })
                host.say(.unmerge(session))
                host.say(.unsplit(try host.id("GET <*> returned <*>")))
                // Listed at once, although nothing was seen since.
                host.checkpoint()
                #expect(
                    host.listed[session] != nil && !host.listed.values.contains { $0.text == "GET <*> returned 404" })
            }, failure: "request 7 served in 3 ms")
        #expect(host.listed[ids[0]]?.count == 721)
        #expect(host.listed.values.contains { $0.text == "GET <*> returned <*>" && $0.count == 722 })
        let told = host.alerts.filter {
            $0.kind == .silence || $0.templateText.contains("session") || $0.templateText.contains("GET")
        }
        #expect(told.isEmpty, "\(told)")
    }

    /// With all words, a run cut anywhere ends with the bytes of a run in one piece.
    @Test(arguments: [3, 4, 5] as [UInt64]) func restartAnywhereSameResult(seed: UInt64) throws {
        let words = { (host: inout Host) in
            host.take(["FATAL payment gateway refused: out of memory"])
            host.say(.mute(try host.id("payment gateway"), until: host.now + 11 * .hour + 45 * .minute, comment: "x"))
            host.say(.name(try host.id("payment gateway"), "Gateway"))
            host.say(.merge(try host.id("session"), into: try host.id("request")))
            host.say(.split(try host.id("GET"), at: 3))
        }
        let whole = try run(restarts: false, seed: seed, words: words)
        let pieces = try run(restarts: true, seed: seed, words: words)
        #expect(whole.incidents == pieces.incidents)
        #expect(whole.alerts == pieces.alerts)
        #expect(whole.held == pieces.held && !whole.held.isEmpty)
        #expect(whole.listed == pieces.listed)
        #expect((whole.engine.miner.snapshot() == pieces.engine.miner.snapshot()) as Bool)
        #expect(whole.engine.book == pieces.engine.book)
    }

    @Test func whatCannotBeDoneIsRefusedWithTheRemedy() throws {
        var host = Host()
        host.take(["request 7 served in 8 ms", "no space left on device"])
        let request = try host.id("request")
        let state = LearnedState(host.engine)
        func refusal(_ command: TemplateCommand) -> String {
            do throws(TemplateCommandError) {
                try state.check(command, at: host.now)
                return ""
            } catch { return "\(error)" }
        }
        #expect(refusal(.merge(request, into: request)).contains("same template"))
        #expect(refusal(.merge(TemplateID(1), into: request)).contains("templates list"))
        #expect(refusal(.split(request, at: 0)).contains("its variables are at 1, 4"))
        #expect(refusal(.split(request, at: 1)).isEmpty)
        #expect(refusal(.unmute(request)).contains("not muted"))
        #expect(refusal(.mute(request, until: host.now, comment: "")).contains("--for"))
        #expect(refusal(.name(request, String(repeating: "x", count: 500))).contains("longer than"))
        #expect(refusal(.name(request, "a\u{1B}[2J")).contains("control characters"))
    }
}

import Alerting
import Model
import Testing

/// "Why was I not told?": every reason, and what it would have cost.
@Suite struct HeldBackTests {
    static let start: Micros = 1_790_000_000 * .second

    private func candidate(
        _ id: String, score: Double, kinds: [SignalKind] = [.rate], weak: Bool = false, mild: Bool = false
    ) -> Candidate {
        Candidate(
            id: id, score: score, kinds: kinds, nodes: [NodeName("web1/nginx")], templates: ["error <*>"], weak: weak,
            mild: mild, startedAt: Self.start, alertCount: 1)
    }

    private func held(_ gate: inout IncidentGate, _ candidate: Candidate) -> HeldBack? {
        if case .held(let held) = gate.judge(candidate, at: Self.start) { return held }
        return nil
    }

    @Test func eachReasonIsToldWithItsCost() throws {
        var gate = IncidentGate(options: .settled)
        gate.advance(to: Self.start)
        let slight = try #require(held(&gate, candidate("a", score: 2)))
        #expect(slight.reason == .belowLevel && slight.text.contains("0.5 short of 2.5 decades"))
        #expect(slight.text.contains("it would have cost one of the 6 incidents in reserve"))
        let learning = try #require(held(&gate, candidate("b", score: 3, weak: true)))
        #expect(learning.reason == .learning && learning.text.contains("set aside for learning"))
        let deploy = try #require(held(&gate, candidate("c", score: 4, kinds: [.novelty], mild: true)))
        #expect(deploy.reason == .deploy && deploy.text.contains("taken for a release"))
        gate.silences.add(
            Silence(id: "s1", node: "web1", from: Self.start, until: Self.start + .day, comment: "maintenance"))
        #expect(held(&gate, candidate("d", score: 9))?.reason == .silenced)
        gate.silences.remove(id: "s1")
        gate.silences.add(
            Silence(
                id: "e1", purpose: .exemption, node: "web1", from: Self.start, until: Self.start + .day,
                comment: "it is meant so"))
        #expect(held(&gate, candidate("e", score: 9))?.reason == .exempt)
        gate.silences.remove(id: "e1")
        gate.apply(
            FeedbackMark(
                incident: "x", isNoise: true, kinds: [.rate], nodes: [NodeName("web1/nginx")], at: Self.start))
        #expect(held(&gate, candidate("f", score: 3))?.reason == .muted)
        gate.undo(incident: "x")
        #expect(held(&gate, candidate("g", score: 3, kinds: [.collection])) == nil)
        let cooling = try #require(held(&gate, candidate("h", score: 3, kinds: [.collection])))
        #expect(cooling.reason == .cooling && cooling.text.contains("it would have cost nothing"))
        for n in 0..<9 { _ = gate.judge(candidate("n\(n)", score: 20), at: Self.start) }
        let spent = try #require(held(&gate, candidate("i", score: 4)))
        #expect(spent.reason == .budgetSpent)
        #expect(spent.text.contains("it would have raised the level from 5.5 to 6.5 decades"), "\(spent.text)")
    }

    /// Each source of logs by itself: that one was told of does not hide another.
    @Test func gapsCoolSourceBySource() {
        var gate = IncidentGate(options: .settled)
        gate.advance(to: Self.start)
        for name in ["a.log: lost", "b.log: lost"] {
            var gap = candidate(name, score: 3, kinds: [.collection])
            gap.templates = [name]
            #expect(gate.judge(gap, at: Self.start) == .opens)
        }
    }

    private func signal(_ score: Double, template: Int32, kind: SignalKind = .rate, weak: Bool = false) -> Signal {
        Signal(
            kind: kind, stream: StreamID(0), template: template, direction: kind == .novelty ? .none : .up,
            score: score, at: Self.start, onset: Self.start, weak: weak,
            evidence: Evidence(text: "17 in 60 s, usually 9"))
    }

    @Test func slightSignalsAreKeptByTheirStrongestMoment() throws {
        var log = FaintLog()
        for score in [1.2, 1.8, 1.1] {
            log.note(signal(score, template: 1), node: NodeName("web1/nginx"), text: "GET <*>")
        }
        log.note(signal(2.6, template: 2, weak: true), node: NodeName("db1/postgresql"), text: "checkpoint")
        log.note(signal(1.7, template: 3, kind: .novelty), node: NodeName("app1/shop"), text: "feature on")
        #expect(log.flush(at: Self.start + .minute, level: 2, weakLevel: 3).isEmpty)
        let bytes = log.snapshot()
        log = try FaintLog(snapshot: bytes)
        #expect(log.snapshot() == bytes)
        let rows = log.flush(at: Self.start + 10 * .minute, level: 2, weakLevel: 3)
        #expect(rows.map(\.reason) == [.learning, .belowFloor, .deploy])
        #expect(rows[1].score == 1.8 && rows[1].level == 2 && rows[1].nodes == [NodeName("web1/nginx")])
        #expect(rows[1].text.contains("17 in 60 s, usually 9") && rows[1].text.contains("0.2 short of 2 decades"))
        #expect(rows[1].text.contains("3 times within ten minutes") && rows.allSatisfy(FaintLog.isSlight))
        #expect(log.flush(at: nil, level: 2, weakLevel: 3).isEmpty)
    }

    @Test func slightSignalsAreBounded() {
        var log = FaintLog()
        for n in 0..<3000 {
            log.note(signal(1 + Double(n % 900) / 1000, template: Int32(n)), node: NodeName("a/b"), text: "t \(n)")
        }
        let rows = log.flush(at: nil, level: 2, weakLevel: 3)
        #expect(
            rows.count == FaintLog.perFlush && rows[0].score > 1.89 && log.dropped == 3000 - UInt64(FaintLog.capacity))
    }
}

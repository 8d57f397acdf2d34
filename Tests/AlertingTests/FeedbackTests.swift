import Alerting
import Model
import Testing

/// An operator's word moves what is needed by exactly what it says, over a restart, until it is taken back.
@Suite struct FeedbackTests {
    private let start: Micros = 1_764_000_000 * .second

    private func candidate(_ id: String, node: String, kind: SignalKind = .rate) -> Candidate {
        Candidate(
            id: id, score: 3, kinds: [kind], nodes: [NodeName(node)], templates: ["error <*>"], weak: false,
            startedAt: start,
            alertCount: 1)
    }

    private func opens(_ gate: IncidentGate, _ candidate: Candidate) -> Bool {
        var gate = gate
        return gate.judge(candidate, at: start) == .opens
    }

    @Test func noiseHoldsBackThatKindOnThatNodeUntilUndone() throws {
        var gate = IncidentGate(options: .settled)
        let same = candidate("b", node: "web1/nginx")
        #expect(opens(gate, same))
        gate.apply(
            FeedbackMark(incident: "a", isNoise: true, kinds: [.rate], nodes: [NodeName("web1/nginx")], at: start))
        gate = try IncidentGate(snapshot: gate.snapshot(), options: .settled)
        #expect(gate.feedback.map(\.decades) == [1])
        #expect(!opens(gate, same))
        #expect(opens(gate, candidate("c", node: "db1/postgresql")))
        #expect(opens(gate, candidate("d", node: "web1/nginx", kind: .silence)))
        guard case .held(let held) = gate.judge(same, at: start) else {
            Issue.record("it opened")
            return
        }
        #expect(held.reason == .muted && held.level == 3.5)
        let known = gate.undo(incident: "a")
        #expect(known)
        gate = try IncidentGate(snapshot: gate.snapshot(), options: .settled)
        #expect(gate.feedback.isEmpty)
        #expect(opens(gate, same))
        let again = gate.undo(incident: "a")
        #expect(!again)
    }

    /// Who says "useful" after "noise" has thought better of it.
    @Test func theLastWordOnAnIncidentCounts() {
        var gate = IncidentGate(options: .settled)
        for isNoise in [true, false, true, false] {
            gate.apply(
                FeedbackMark(
                    incident: "a", isNoise: isNoise, kinds: [.rate], nodes: [NodeName("web1/nginx")], at: start))
        }
        #expect(gate.feedback.map(\.isNoise) == [false])
    }

    @Test(arguments: [("d*b", false), ("*", true), ("db*", true), ("db1/post*", true), ("*b", false)])
    func aStarIsUnderstoodAtTheEndOnly(_ node: String, _ isTaken: Bool) {
        let silence = Silence(id: "s", node: node, from: start, until: start + .hour)
        #expect((silence.problem(now: start) == nil) == isTaken)
    }

    /// A group is judged again at each bucket's end while it grows: it is told of once.
    @Test func aGroupThatGrewIsToldOnce() {
        func held(_ minute: Micros, _ nodes: [String], _ score: Double) -> HeldBack {
            HeldBack(
                at: start + minute * .minute, reason: .belowLevel, text: "too little", score: score, level: 4,
                nodes: nodes.map { NodeName($0) }, templates: ["a"])
        }
        let rows = [
            held(0, ["a"], 2), held(1, ["a", "b"], 3), held(2, ["b"], 2), held(3, ["c"], 1), held(90, ["a"], 1),
        ]
        #expect(HeldBack.strongest(rows).map(\.score) == [3, 1, 1])
    }
}

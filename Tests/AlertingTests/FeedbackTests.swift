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
}

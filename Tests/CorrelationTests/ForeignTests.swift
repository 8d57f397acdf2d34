import Correlation
import Model
import TestSupport
import Testing
import Topology

@Suite struct ForeignTests {
    static func external(_ node: String, _ name: String, at: Micros) -> Alert {
        Alert(
            id: "x-\(node)-\(name)", fingerprint: 1, kind: .external, direction: .none, node: NodeName(node),
            template: nil,
            templateText: name, at: at, onset: at, lastSeen: at, score: 6, severity: .critical, weak: false,
            evidence: Evidence(text: name), origin: "alertmanager")
    }

    @Test func sentAgainIsTheSameAndResolvedEndsIt() throws {
        var correlator = Correlator(topology: Shop.topology())
        let start = Shop.start
        let isNew = correlator.takeForeign(Self.external("db1/postgresql", "PgDown", at: start))
        #expect(isNew)
        let candidate = try #require(correlator.candidates(at: start).first)
        _ = correlator.open(candidate.id, at: start)
        var again = Self.external("db1/postgresql", "PgDown", at: start)
        again.lastSeen = start + 5 * .minute
        let isNewAgain = correlator.takeForeign(again)
        #expect(!isNewAgain)
        #expect(correlator.incident(id: candidate.id)?.members.first?.alert.count == 2)
        let before = correlator.close(upTo: start + 10 * .minute)
        #expect(before.allSatisfy { $0.kind != .resolved })
        correlator.end(again, at: start + 10 * .minute)
        let after = correlator.close(upTo: start + 14 * .minute)
        #expect(after.map(\.kind) == [.resolved])
    }

    /// Some senders date the end by when it ended, or give no time at all: the name and the labels say which alert is meant.
    @Test func anEndWithAnotherTimeEndsTheSameAlert() throws {
        var correlator = Correlator(topology: Shop.topology())
        let start = Shop.start
        _ = correlator.takeForeign(Self.external("db1/postgresql", "PgDown", at: start))
        let candidate = try #require(correlator.candidates(at: start).first)
        _ = correlator.open(candidate.id, at: start)
        var end = Self.external("db1/postgresql", "PgDown", at: start + 5 * .minute)
        end.id = "another"
        correlator.end(end, at: start + 5 * .minute)
        let ended = correlator.close(upTo: start + 9 * .minute)
        #expect(ended.map(\.kind) == [.resolved])
    }

    @Test func oneIncidentHoldsMetricsAndLogs() {
        var play = Play()
        play.run(ScenarioTests.databaseStopped)
        let alone = play.incidents.count
        var both = Play()
        both.correlator.place(Self.external("db1/postgresql", "PgDown", at: Shop.start + 30 * .second))
        both.run(ScenarioTests.databaseStopped)
        #expect(both.incidents.count == alone)
        #expect(
            both.incidents.contains {
                $0.members.contains { $0.alert.origin == "alertmanager" }
                    && $0.members.contains { $0.alert.origin == "haetae" }
            })
    }

    @Test func operatorsMergeAndSplit() throws {
        var correlator = Correlator(topology: Shop.topology())
        for node in ["db1/postgresql", "lb1/sshd"] {
            _ = correlator.takeForeign(Self.external(node, "A", at: Shop.start))
        }
        let candidates = correlator.candidates(at: Shop.start)
        try #require(candidates.count == 2)
        for candidate in candidates { _ = correlator.open(candidate.id, at: Shop.start) }
        let merged = correlator.apply(
            .merge(incident: candidates[0].id, other: candidates[1].id), at: Shop.start + .minute)
        #expect(Set(merged.map(\.kind)) == [.resolved, .updated])
        let one = try #require(correlator.openIncidents().first)
        #expect(one.members.count == 2)
        let split = correlator.apply(
            .split(incident: one.id, alerts: [one.members[1].alert.id]), at: Shop.start + 2 * .minute)
        #expect(split.map(\.kind) == [.updated, .opened])
        #expect(correlator.openIncidents().map(\.members.count) == [1, 1])
    }
}

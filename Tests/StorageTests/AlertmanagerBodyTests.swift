import FoundationEssentials
import Model
import Storage
import Testing

@testable import Notifications

/// What Alertmanager is told of an incident. To it an alert is its set of labels.
@Suite struct AlertmanagerBodyTests {
    private struct Alert: Decodable {
        var labels: [String: String]
        var annotations: [String: String]
        var startsAt: String
        var endsAt: String
    }

    private func alerts(_ type: String, state: String, severity: String, at: String) throws -> [Alert] {
        let event = OutboxEvent(
            id: "e", type: type, at: 1_700_000_000 * .second, incident: "i1",
            body:
                #"{"at":"\#(at)","incident":{"id":"i1","state":"\#(state)","severity":"\#(severity)","title":"t of \#(severity)","root_cause":"db1/\#(severity)","opened_at":"2023-11-14T22:13:10Z"}}"#,
            receivers: ["am"])
        return try JSONDecoder().decode([Alert].self, from: Data(try #require(AlertmanagerBody.body(event)).utf8))
    }

    /// An incident that becomes graver, or has another cause, stays the alert that it was: otherwise Alertmanager would say that the one
    /// before is resolved while the incident lasts.
    @Test func labelsStayTheSameOverAnIncidentsLife() throws {
        let opened = try alerts("incident.opened", state: "open", severity: "warning", at: "2023-11-14T22:13:20Z")
        let updated = try alerts("incident.updated", state: "open", severity: "critical", at: "2023-11-14T22:18:20Z")
        let resolved = try alerts("incident.resolved", state: "resolved", severity: "info", at: "2023-11-14T22:40:00Z")
        #expect([opened.count, updated.count, resolved.count] == [1, 1, 1])
        let identity = ["alertname": "HaetaeIncident", "incident": "i1", "origin": "haetae"]
        #expect([opened, updated, resolved].allSatisfy { $0.first?.labels == identity })
        #expect(Set([opened, updated, resolved].map { $0.first?.startsAt }).count == 1)
    }

    /// What changes is in the annotations, of which Alertmanager shows the latest.
    @Test func whatChangesIsAnAnnotation() throws {
        let updated = try alerts("incident.updated", state: "open", severity: "critical", at: "2023-11-14T22:18:20Z")
        #expect(updated.first?.annotations["severity"] == "critical")
        #expect(updated.first?.annotations["summary"] == "t of critical")
        #expect(updated.first?.annotations["cause"] == "db1/critical")
    }

    /// It ends when the incident does, and not before.
    @Test func theAlertEndsWithTheIncident() throws {
        let at = "2023-11-14T22:40:00Z"
        let open = try #require(
            try alerts("incident.updated", state: "acknowledged", severity: "warning", at: at).first)
        let over = try #require(try alerts("incident.resolved", state: "resolved", severity: "warning", at: at).first)
        let now = try #require(RFC3339.parse(at))
        #expect(try #require(RFC3339.parse(open.endsAt)) == now + AlertmanagerBody.lasts)
        #expect(try #require(RFC3339.parse(over.endsAt)) == now)
    }
}

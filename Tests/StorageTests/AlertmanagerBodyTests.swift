import Model
import Storage
import Testing

@testable import Notifications

/// Which alerts Alertmanager is told of an incident.
@Suite struct AlertmanagerBodyTests {
    private func body(_ type: String, state: String) throws -> String {
        let event = OutboxEvent(
            id: "e", type: type, at: 1_700_000_000 * .second, incident: "i1",
            body:
                #"{"at":"2023-11-14T22:13:20Z","incident":{"id":"i1","state":"\#(state)","severity":"warning","title":"t","opened_at":"2023-11-14T22:13:10Z"}}"#,
            receivers: ["am"])
        return try #require(AlertmanagerBody.body(event))
    }

    private func severities(_ body: String) -> Int { body.ranges(of: #""alertname":"HaetaeIncident""#).count }

    /// Nothing was told before: other severities would be listed as resolved alerts that never were.
    @Test func anIncidentThatOpensIsOneAlert() throws {
        let opened = try body("incident.opened", state: "open")
        #expect(severities(opened) == 1)
        #expect(opened.contains(#""severity":"warning""#))
    }

    /// What may have been told under another severity is over.
    @Test func laterTheOtherSeveritiesAreOver() throws {
        #expect(severities(try body("incident.updated", state: "open")) == IncidentSeverity.allCases.count)
        #expect(severities(try body("incident.resolved", state: "resolved")) == IncidentSeverity.allCases.count)
    }
}

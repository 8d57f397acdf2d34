import Model
import Notifications
import Storage
import Testing

@Suite struct EventAppendixTests {
    /// What is added to an event's incident is told, and changes no id and no state.
    @Test func anAppendixStandsInTheIncident() {
        let incident = sampleIncident("i", openedAt: 1_700_000_000_000_000, state: .open, severity: .warning)
        let change = IncidentChange(kind: .opened, at: 1_700_000_000_000_000, incident: incident)
        var plain = Outbox()
        var more = Outbox()
        more.appendix = { incident, text in text.member("runbooks", ["\(incident.id).md#fix"]) }
        let (a, b) = (plain.admit(change), more.admit(change))
        #expect(a.map(\.id) == b.map(\.id) && plain.snapshot() == more.snapshot())
        #expect(b.first?.body.contains(#""runbooks":["i.md#fix"]}}"#) == true, "\(b.first?.body ?? "")")
        #expect(a.first?.body.contains("runbooks") == false)
    }

    @Test func onlyResolvedIncidentsWithNotesAreListed() throws {
        let folder = TemporaryFolder()
        let store = try Store(folder: folder.path, access: .readWrite)
        defer { store.close() }
        var checkpoint = sampleCheckpoint(1)
        var noted = sampleIncident("noted", openedAt: 1_700_000_000_000_000, state: .resolved, severity: .warning)
        noted.notes = ["restarted the pool"]
        var open = sampleIncident("open", openedAt: 1_700_000_000_000_000, state: .open, severity: .warning)
        open.notes = ["looking"]
        let bare = sampleIncident("bare", openedAt: 1_700_000_000_000_000, state: .resolved, severity: .warning)
        checkpoint.incidents = [noted, open, bare].map {
            IncidentChange(kind: .resolved, at: 1_700_000_000_000_000, incident: $0)
        }
        try store.commit(checkpoint)
        #expect(try store.incidentsWithNotes().map(\.id) == ["noted"])
    }
}

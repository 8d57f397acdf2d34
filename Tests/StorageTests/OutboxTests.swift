import Bytes
import Model
import Storage
import TestSupport
import Testing

@testable import Notifications

@Suite struct OutboxTests {
    private let start: Micros = 1_700_000_000_000_000

    private func change(
        _ kind: IncidentChange.Kind, _ minute: Int, id: String = "i", severity: IncidentSeverity = .warning
    ) -> IncidentChange {
        let at = start + Micros(minute) * .minute
        return IncidentChange(
            kind: kind, at: at,
            incident: sampleIncident(
                id, openedAt: start, state: kind == .resolved ? .resolved : .open, severity: severity))
    }

    private func types(_ events: [OutboxEvent]) -> [String] { events.map(\.type) }

    @Test func aLifeOfAnIncident() {
        var outbox = Outbox()
        #expect(types(outbox.admit(change(.opened, 0))) == ["incident.opened"])
        #expect(types(outbox.admit(change(.updated, 6))) == [])  // Nothing a person would want to hear.
        #expect(types(outbox.admit(change(.updated, 7, severity: .critical))) == ["incident.updated"])
        #expect(types(outbox.admit(change(.updated, 8, severity: .info))) == [])  // Too early.
        #expect(types(outbox.advance(to: start + 11 * .minute)) == [])
        let late = outbox.advance(to: start + 12 * .minute)
        #expect(types(late) == ["incident.updated"])
        #expect(late.first?.body.contains(#""severity":"info""#) == true)
        #expect(types(outbox.advance(to: start + 60 * .minute)) == [])
        #expect(types(outbox.admit(change(.resolved, 61, severity: .info))) == ["incident.resolved"])
        #expect(types(outbox.advance(to: start + 99 * .minute)) == [])
        #expect(outbox.statistics.events == 4)
    }

    @Test func aChangeThatGoesBackIsNotTold() {
        var outbox = Outbox()
        _ = outbox.admit(change(.opened, 0))
        #expect(outbox.admit(change(.updated, 1, severity: .critical)).isEmpty)
        #expect(outbox.admit(change(.updated, 2)).isEmpty)
        #expect(outbox.advance(to: start + .hour).isEmpty)
    }

    @Test func aChangeThatWaitsIsOverWithTheIncident() {
        var outbox = Outbox()
        _ = outbox.admit(change(.opened, 0))
        #expect(outbox.admit(change(.updated, 1, severity: .critical)).isEmpty)
        #expect(types(outbox.admit(change(.resolved, 2))) == ["incident.resolved"])
        #expect(outbox.advance(to: start + .hour).isEmpty)
    }

    @Test func theBodyIsTheContract() {
        var options = Outbox.Options()
        options.receivers = ["ops"]
        var outbox = Outbox(options: options)
        var opened = change(.opened, 0)
        opened.incident.members[0].alert.evidence.samples = ["login password=hunter2"]
        let event = outbox.admit(opened)[0]
        #expect(event.receivers == ["ops"])
        #expect(event.incident == "i")
        #expect(event.id.utf8.count == 32)
        #expect(
            event.body.hasPrefix(
                #"{"event_id":"\#(event.id)","type":"incident.opened","at":"2023-11-14T22:13:20Z","incident":{"id":"i","opened_at":"#
            ))
        #expect(event.body.contains("login password=[masked]"))
        #expect(!event.body.contains("hunter2"))
    }

    /// Changes of several incidents in one order, with the time passing between them.
    private func changes(_ seed: UInt64) -> [IncidentChange] {
        var random = Seeded(seed)
        var minute = 0
        var open: Set<Int> = []
        return (0..<60).map { _ in
            minute += Int.random(in: 0...3, using: &random)
            let id = Int.random(in: 0...4, using: &random)
            let severity = IncidentSeverity.allCases.randomElement(using: &random) ?? .info
            let kind: IncidentChange.Kind =
                open.insert(id).inserted ? .opened : (Int.random(in: 0..<6, using: &random) == 0 ? .resolved : .updated)
            if kind == .resolved { open.remove(id) }
            return change(kind, minute, id: "i\(id)", severity: severity)
        }
    }

    /// Property: stopped anywhere and taken up from its snapshot, the outbox makes the same events with the same ids;
    /// no incident has two updates within the interval; ids are never given twice.
    @Test(arguments: 0..<20 as Range<UInt64>) func restartAnywhere(seed: UInt64) throws {
        let changes = changes(seed)
        func run(restart: (Int) -> Bool) throws -> [OutboxEvent] {
            var outbox = Outbox()
            var events: [OutboxEvent] = []
            for (index, change) in changes.enumerated() {
                events += outbox.advance(to: change.at)
                events += outbox.admit(change)
                if restart(index) {
                    let snapshot = outbox.snapshot()
                    outbox = try Outbox(snapshot: snapshot)
                    #expect(outbox.snapshot() == snapshot)
                }
            }
            return events
        }
        let whole = try run { _ in false }
        #expect(try run { _ in true } == whole)
        for place in 0..<6 { #expect(try run { $0 % 7 == place } == whole) }
        #expect(Set(whole.map(\.id)).count == whole.count)
        var last: [String: Micros] = [:]
        for event in whole {
            if event.type == "incident.updated", let at = last[event.incident] { #expect(event.at - at >= 5 * .minute) }
            last[event.incident] = event.at
        }
    }

    @Test func followedIncidentsAreBounded() {
        var options = Outbox.Options()
        options.maximumIncidents = 10
        var outbox = Outbox(options: options)
        for number in 0..<50 { _ = outbox.admit(change(.opened, number, id: "i\(number)")) }
        #expect(outbox.statistics.evicted == 40)
        #expect(types(outbox.admit(change(.resolved, 60, id: "i0"))) == ["incident.resolved"])
    }

    @Test(arguments: 0..<100 as Range<UInt64>) func damagedSnapshotsAreErrors(seed: UInt64) {
        var outbox = Outbox()
        _ = outbox.admit(change(.opened, 0))
        _ = outbox.admit(change(.updated, 1, severity: .critical))
        var random = Seeded(seed)
        var bytes = outbox.snapshot()
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random))
        _ = try? Outbox(snapshot: bytes)
    }
}

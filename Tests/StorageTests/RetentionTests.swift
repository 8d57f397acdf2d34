import Glibc
import Model
import Testing

@testable import Storage

@Suite struct RetentionTests {
    private let day: Micros = 1_700_000_000_000_000

    @Test func oldRowsGoAndWhatIsNeededStays() throws {
        let folder = TemporaryFolder()
        let store = try Store(folder: folder.path, access: .readWrite)
        var checkpoint = Checkpoint(sequence: 1, at: day)
        checkpoint.incidents = [
            sampleIncident("old", openedAt: day - 100 * .day, state: .resolved),
            sampleIncident("old-open", openedAt: day - 100 * .day),
            sampleIncident("new", openedAt: day, state: .resolved),
        ].map { IncidentChange(kind: .opened, at: $0.openedAt, incident: $0) }
        checkpoint.heldBack = [day - 20 * .day, day].map {
            HeldBack(at: $0, reason: .muted, text: "", score: 0, level: 0, nodes: [], templates: [])
        }
        checkpoint.outbox = [
            sampleEvent("old", at: day - 20 * .day), sampleEvent("waits", at: day - 20 * .day),
            sampleEvent("new", at: day),
        ]
        checkpoint.templates = (0..<5).map {
            TemplateRow(
                id: TemplateID(UInt64($0)), text: "t\($0)", count: 1, firstSeen: 0,
                lastSeen: $0 == 4 ? 0 : day + Micros($0))
        }
        try store.commit(checkpoint)
        for id in ["old", "new"] { try store.record(.delivered(at: day), event: id, receiver: "ops") }
        var retention = Retention()
        retention.maximumTemplates = 3
        let pruned = try store.prune(retention, now: day)
        #expect(pruned.incidents == 1 && pruned.heldBack == 1 && pruned.events == 1 && pruned.templates == 2)
        #expect(!pruned.isOverLimit)
        #expect(try store.incidents().items.map(\.id) == ["new", "old-open"])
        #expect(try store.events().map(\.id) == ["new", "waits"])
        #expect(try store.templates().map(\.text).sorted() == ["t1", "t2", "t3"])
        #expect(try store.prune(retention, now: day) == Pruned(bytes: pruned.bytes))
    }

    @Test func theSizeIsHeldAndPagesGoBack() throws {
        let folder = TemporaryFolder()
        let store = try Store(folder: folder.path, access: .readWrite)
        for sequence in 1...20 as ClosedRange<UInt64> {
            var checkpoint = Checkpoint(sequence: sequence, at: day)
            for number in 0..<20 {
                var incident = sampleIncident(
                    "i\(sequence)-\(number)", openedAt: day + Micros(sequence), state: .resolved)
                incident.summary = String(repeating: "x", count: 4000)
                checkpoint.incidents.append(IncidentChange(kind: .resolved, at: day, incident: incident))
            }
            checkpoint.incidents.append(
                IncidentChange(kind: .opened, at: day, incident: sampleIncident("open\(sequence)", openedAt: day)))
            try store.commit(checkpoint)
        }
        let before = try store.bytesInUse()
        var retention = Retention()
        retention.maximumBytes = 600_000
        #expect(before > 2 * retention.maximumBytes)
        let pruned = try store.prune(retention, now: day)
        #expect(pruned.bytes <= retention.maximumBytes && !pruned.isOverLimit)
        #expect(try store.incidentCounts()[.open] == 20)
        // The newest of the resolved ones are left.
        var filter = IncidentFilter()
        filter.states = [.resolved]
        #expect(try store.incidents(filter).items.first?.openedAt == day + 20)
        store.close()
        var info = stat()
        #expect(stat(store.path, &info) == 0)
        #expect(info.st_size <= retention.maximumBytes + 200_000)
        retention.maximumBytes = 1
        let again = try Store(folder: folder.path, access: .readWrite)
        #expect(try again.prune(retention, now: day).isOverLimit)
        #expect(try again.incidentCounts() == [.open: 20])
    }

    /// A full disk: the commit fails whole, and the same checkpoint goes through when there is space again.
    @Test func aFullDiskLosesNothing() throws {
        let folder = TemporaryFolder()
        var options = Store.Options()
        options.maximumPages = 120
        var store = try Store(folder: folder.path, access: .readWrite, options: options)
        try store.commit(sampleCheckpoint(1))
        var big = sampleCheckpoint(2)
        big.snapshots = [StageSnapshot(name: "miner", bytes: [UInt8](repeating: 7, count: 1 << 20))]
        for _ in 0..<3 {
            #expect(throws: StoreError.diskFull(path: store.path)) { try store.commit(big) }
            #expect(try store.checkpoint().sequence == 1)
            #expect(try store.loadCheckpoint().snapshot("miner") == [9, 8, 1])
        }
        // What is small enough still goes, and what was refused is as it was.
        var small = Checkpoint(sequence: 2, at: 0)
        small.facts = ["a": "b"]
        try store.commit(small)
        store.close()
        store = try Store(folder: folder.path, access: .readWrite)
        big.sequence = 3
        try store.commit(big)
        #expect(try store.loadCheckpoint().snapshot("miner")?.count == 1 << 20)
        #expect(try store.events().map(\.id) == ["e2", "e1"])
    }

    @Test func whatWaitsForOneReceiverIsBounded() throws {
        let folder = TemporaryFolder()
        var options = Store.Options()
        options.maximumPending = 3
        let store = try Store(folder: folder.path, access: .readWrite, options: options)
        var checkpoint = Checkpoint(sequence: 1, at: day)
        checkpoint.outbox = (0..<5).map { sampleEvent("e\($0)", receivers: $0 == 0 ? ["ops", "other"] : ["ops"]) }
        try store.commit(checkpoint)
        #expect(try store.pendingDeliveries(receiver: "ops").map(\.event.id) == ["e2", "e3", "e4"])
        #expect(try store.deliveryCounts() == ["ops": [.pending: 3, .dropped: 2], "other": [.pending: 1]])
    }
}

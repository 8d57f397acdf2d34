import GRDB
import Glibc
import Model
import TestSupport
import Testing

@testable import Storage

@Suite struct CheckpointTests {
    @Test func everyRowComesBack() throws {
        let folder = TemporaryFolder()
        let checkpoint = sampleCheckpoint(7)
        do {
            let store = try Store(folder: folder.path, access: .readWrite)
            try store.commit(checkpoint)
        }
        let store = try Store(folder: folder.path, access: .readWrite)
        let state = try store.loadCheckpoint()
        #expect(state.sequence == 7)
        #expect(state.at == checkpoint.at)
        #expect(state.sources == checkpoint.sources)
        #expect(state.snapshots == checkpoint.snapshots)
        #expect(state.snapshot("miner") == [9, 8, 7])
        #expect(state.facts == ["last": "7"])
        #expect(state.model.map(\.namespace) == ["names", "names", "names", "series", "series", "series"])
        // Unsigned order, though the column holds signed numbers.
        let keys: [ModelKey] = [.number(0), .number(0x4000_0000_0000_0001), .number(0x8000_0000_0000_0002)]
        #expect(state.model.suffix(3).map(\.key) == keys)
        #expect(try store.incident("i7") == .found(checkpoint.incidents[0].incident))
        #expect(try store.heldBack() == checkpoint.heldBack)
        #expect(try store.templates() == checkpoint.templates)
        #expect(try store.pendingDeliveries(receiver: "ops").map(\.event) == checkpoint.outbox)
    }

    @Test func anEmptyStoreIsTheStartOfEverything() throws {
        let folder = TemporaryFolder()
        let state = try Store(folder: folder.path + "/a/b c", access: .readWrite).loadCheckpoint()
        #expect(state.sequence == 0)
        #expect(state.at == .unknown)
        #expect(state.sources.isEmpty && state.model.isEmpty && state.snapshots.isEmpty)
    }

    @Test(arguments: [(5, 5), (5, 4), (5, 1)] as [(UInt64, UInt64)])
    func aDoubleIsRefused(have: UInt64, offered: UInt64) throws {
        let folder = TemporaryFolder()
        let store = try Store(folder: folder.path, access: .readWrite)
        try store.commit(sampleCheckpoint(have))
        #expect(throws: StoreError.staleCheckpoint(have: have, offered: offered)) {
            try store.commit(sampleCheckpoint(offered))
        }
        #expect(try store.events().map(\.id) == ["e\(have)"])
        #expect(try store.checkpoint().sequence == have)
    }

    @Test func rowsAreReplacedAndDeleted() throws {
        let folder = TemporaryFolder()
        let store = try Store(folder: folder.path, access: .readWrite)
        try store.commit(sampleCheckpoint(1))
        var second = Checkpoint(sequence: 2, at: 5)
        second.model = [
            .put(ModelRow(namespace: "names", key: .text("k1"), value: [])),
            .delete(namespace: "names", key: .text("k0")),
            .delete(namespace: "series", key: .number(0x8000_0000_0000_0002)),
            .delete(namespace: "nothing", key: .number(0)),
        ]
        try store.commit(second)
        #expect(
            try store.model(namespace: "names") == [
                ModelRow(namespace: "names", key: .text("k1"), value: []),
                ModelRow(namespace: "names", key: .text("k2"), value: [1, 2, 2]),
            ])
        let left: [ModelKey] = [.number(0), .number(0x4000_0000_0000_0001)]
        #expect(try store.model(namespace: "series").map(\.key) == left)
        #expect(try store.sources().count == 1)
    }

    /// A number and a text that look alike are two keys.
    @Test func keysOfBothKindsStayApart() throws {
        let folder = TemporaryFolder()
        let store = try Store(folder: folder.path, access: .readWrite)
        let rows = [ModelKey.number(5), .number(.max), .text("5"), .text("")].map {
            ModelRow(namespace: "n", key: $0, value: Array("\($0)".utf8))
        }
        var checkpoint = Checkpoint(sequence: 1, at: 0)
        checkpoint.model = rows.map { .put($0) }
        try store.commit(checkpoint)
        #expect(try store.model(namespace: "n") == rows.sorted { $0.key < $1.key })
    }

    @Test func aRepeatedEventIsIgnored() throws {
        let folder = TemporaryFolder()
        let store = try Store(folder: folder.path, access: .readWrite)
        try store.commit(sampleCheckpoint(1))
        try store.record(.delivered(at: 10), event: "e1", receiver: "ops")
        var second = Checkpoint(sequence: 2, at: 5)
        second.outbox = [sampleEvent("e1", receivers: ["ops", "other"]), sampleEvent("e2", receivers: [])]
        try store.commit(second)
        #expect(try store.events().map(\.id) == ["e2", "e1"])
        #expect(try store.deliveries().map(\.state) == [.delivered])
    }

    @Test func brokenScoresStopNoCheckpoint() throws {
        let folder = TemporaryFolder()
        let store = try Store(folder: folder.path, access: .readWrite)
        var checkpoint = sampleCheckpoint(1)
        checkpoint.heldBack[0].score = .nan
        checkpoint.heldBack[0].level = .infinity
        checkpoint.incidents[0].incident.score = .nan
        checkpoint.incidents[0].incident.members[0].alert.evidence.observed = -.infinity
        try store.commit(checkpoint)
        guard case .found(let incident) = try store.incident("i1") else {
            Issue.record("the incident is not there")
            return
        }
        #expect(incident.score.isNaN)
        #expect(incident.members[0].alert.evidence.observed == -.infinity)
        #expect(try store.heldBack()[0].level == .infinity)
    }

    /// The test aid tells of each commit that it stopped in, once.
    @Test func aCommitCanBeStoppedInside() throws {
        let folder = TemporaryFolder()
        var options = Store.Options()
        options.commitPause = CommitPause(milliseconds: 1, mark: folder.path + "/mark")
        let store = try Store(folder: folder.path, access: .readWrite, options: options)
        for sequence in 1...3 as ClosedRange<UInt64> { try store.commit(sampleCheckpoint(sequence)) }
        try store.commit(Checkpoint(sequence: 4, at: 0))
        let file = try #require(fopen(folder.path + "/mark", "r"))
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 200)
        let count = fread(&bytes, 1, bytes.count, file)
        #expect(
            String(decoding: bytes[..<count], as: UTF8.self)
                == "in-transaction 1\nin-transaction 2\nin-transaction 3\nin-transaction 4\n")
    }

    /// Property: whatever is killed or refused in between, the stored state is the one of the last good commit.
    @Test(arguments: 0..<20 as Range<UInt64>) func theLastCommitIsTheState(seed: UInt64) throws {
        var random = Seeded(seed)
        let folder = TemporaryFolder()
        var store = try Store(folder: folder.path, access: .readWrite)
        var expected: [ModelKey: [UInt8]] = [:]
        for sequence in 1...30 as ClosedRange<UInt64> {
            var checkpoint = Checkpoint(sequence: sequence, at: Micros(sequence))
            var next = expected
            for _ in 0..<Int.random(in: 0...20, using: &random) {
                let key: ModelKey =
                    Bool.random(using: &random)
                    ? .number(UInt64.random(in: 0...9, using: &random) << 60)
                    : .text("\(Int.random(in: 0...9, using: &random))")
                if Int.random(in: 0..<3, using: &random) == 0 {
                    checkpoint.model.append(.delete(namespace: "n", key: key))
                    next[key] = nil
                } else {
                    let value = (0..<Int.random(in: 0...9, using: &random)).map { _ in
                        UInt8.random(in: 0...255, using: &random)
                    }
                    checkpoint.model.append(.put(ModelRow(namespace: "n", key: key, value: value)))
                    next[key] = value
                }
            }
            switch Int.random(in: 0..<4, using: &random) {
            case 0:  // A write that fails at its end leaves nothing.
                #expect(throws: StoreError.self) {
                    try store.write { db in
                        for case .put(let row) in checkpoint.model {
                            try db.execute(
                                sql: "INSERT OR REPLACE INTO model VALUES (?, ?, x'00')",
                                arguments: [row.namespace, row.key.databaseValue])
                        }
                        try db.execute(sql: "INSERT INTO model VALUES ('n', 'x', NULL)")
                    }
                }
            default:
                try store.commit(checkpoint)
                expected = next
            }
            if Int.random(in: 0..<5, using: &random) == 0 {
                store.close()
                store = try Store(folder: folder.path, access: .readWrite)
            }
            let stored = try store.loadCheckpoint().model
            #expect(Dictionary(uniqueKeysWithValues: stored.map { ($0.key, $0.value) }) == expected, "seed \(seed)")
            #expect(stored.map(\.key) == stored.map(\.key).sorted())
        }
    }
}

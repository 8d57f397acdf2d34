import Bytes
import Model
import TemplateMining
import TestSupport
import Testing

/// Messages of a few programs with names, numbers and new kinds now and then.
func mixedMessages(_ count: Int, seed: UInt64) -> [String] {
    var random = Seeded(seed)
    let names = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi", "ivan", "judy"]
    let states = ["opened", "closed", "reset", "refused"]
    return (0..<count).map { _ in
        let name = names[Int.random(in: 0..<names.count, using: &random)]
        let state = states[Int.random(in: 0..<states.count, using: &random)]
        let number = Int.random(in: 0..<100_000, using: &random)
        switch Int.random(in: 0..<8, using: &random) {
        case 0: return "session \(state) for user \(name) by (uid=\(number))"
        case 1: return "connection \(state) from 10.0.\(number % 250).7 port \(number)"
        case 2: return "Failed password for \(name) from host\(number % 7).example.org port \(number) ssh2"
        case 3: return "worker \(name) finished job \(number) in \(number % 900) ms"
        case 4: return "class org.example.\(name).Service\(number % 3) loads org.example.\(state).Part"
        case 5: return "mount of /srv/\(name) took \(number)us"
        case 6: return "thing \(number % 40) \(name) \(state) \(names[number % names.count])"
        default: return "queue \(name): depth=\(number % 50) owner=\(names[number % names.count]) state=\(state)"
        }
    }
}

/// Cutting the run anywhere, with a snapshot, a restore from rows or neither, changes nothing.
@Test(arguments: 0..<12 as Range<UInt64>)
func restartAnywhereSameResult(seed: UInt64) throws {
    let messages = mixedMessages(1500, seed: seed)
    var whole = Mill()
    whole.feed(messages)

    var random = Seeded(seed &+ 1000)
    var mill = Mill()
    var store: [UInt64: [UInt8]] = [:]
    var revision: UInt64?
    for message in messages {
        mill.feed(message)
        switch Int.random(in: 0..<60, using: &random) {
        case 0:
            let snapshot = mill.miner.snapshot()
            mill.miner = try TemplateMiner(snapshot: snapshot)
            #expect((mill.miner.snapshot() == snapshot) as Bool)
        case 1:
            for row in mill.miner.changedRows(since: revision) { store[row.key] = row.bytes }
            revision = mill.miner.revision
            let rows = store.map { MinerRow(key: $0.key, bytes: $0.value) }
            let restored = try TemplateMiner(rows: rows)
            #expect((restored.snapshot() == mill.miner.snapshot()) as Bool)
            mill.miner = restored
        default: break
        }
    }
    #expect((mill.rows == whole.rows) as Bool)
    #expect((mill.merges == whole.merges) as Bool)
    #expect((mill.texts == whole.texts) as Bool)
    #expect((mill.rows.map { mill.miner.id($0) } == whole.rows.map { whole.miner.id($0) }) as Bool)
    #expect((mill.rows.map { mill.miner.resolve($0) } == whole.rows.map { whole.miner.resolve($0) }) as Bool)
    #expect((mill.miner.snapshot() == whole.miner.snapshot()) as Bool)
}

/// A checkpoint in the steady state writes counts alone.
@Test func steadyStateWritesLittle() {
    var mill = Mill()
    mill.feed(mixedMessages(3000, seed: 7))
    for number in 0..<40 { mill.feed("took \(number) ms") }
    let revision = mill.miner.revision
    #expect(mill.miner.changedRows(since: revision).isEmpty)
    for number in 0..<20 { mill.feed("took \(number) ms") }
    let rows = mill.miner.changedRows(since: revision)
    #expect(rows.count <= 3)
    #expect(rows.reduce(0) { $0 + $1.bytes.count } < 2500)
}

/// Damaged bytes give an error or some state, never a trap.
@Test func damagedSnapshots() {
    var mill = Mill()
    mill.feed(mixedMessages(300, seed: 3))
    let good = mill.miner.snapshot()
    var random = Seeded(5)
    for _ in 0..<400 {
        var bad = good
        if Bool.random(using: &random) { bad.removeLast(Int.random(in: 1..<bad.count, using: &random)) }
        if !bad.isEmpty {
            for _ in 0..<3 { bad[Int.random(in: 0..<bad.count, using: &random)] = .random(in: 0...255, using: &random) }
        }
        guard let miner = try? TemplateMiner(snapshot: bad) else { continue }
        var again = Mill(miner)
        again.feed(mixedMessages(50, seed: 4))
        for index in miner.indices { _ = again.miner.text(index) }
    }
}

import Bytes
import Model
import TemplateMining
import TestSupport
import Testing

/// What an operator says of templates holds, whatever the miner does and whenever it is restarted.
@Suite struct ControlTests {
    private static func requests(_ count: Int, status: [Int], seed: UInt64) -> [String] {
        var random = Seeded(seed)
        return (0..<count).map { _ in
            let code = status[Int.random(in: 0..<status.count, using: &random)]
            return "GET /cart returned \(code) in \(Int.random(in: 1..<900, using: &random)) ms"
        }
    }

    @Test func aMergedTemplateIsToldAsTheOther() throws {
        var mill = Mill()
        mill.feed(["disk sda is full", "disk sda is full", "no space left on device"])
        let (full, space) = (mill.rows[0], mill.rows[2])
        let id = mill.miner.id(space)
        let merge = try mill.miner.join(space, into: full)
        #expect(merge == TemplateMerge(from: space, to: full))
        #expect(mill.feed("no space left on device").index == full)
        #expect(mill.miner.resolve(space) == full && mill.miner.count(full) == 4)
        #expect(mill.miner.index(of: id) == full)
        #expect(mill.miner.text(space) == "disk sda is full")
        #expect(!mill.miner.indices.contains(space))
        #expect(mill.miner.absorbed(by: full).map(\.text) == ["no space left on device"])
        #expect(mill.miner.statistics.lines == 4)
        #expect(throws: TemplateControlError.same) { try mill.miner.join(space, into: full) }
        #expect(throws: TemplateControlError.unknown) { try mill.miner.join(99, into: full) }
    }

    @Test func aSplitTellsTheWordsOfAPositionApart() throws {
        var mill = Mill()
        mill.feed(Self.requests(100, status: [200, 404], seed: 1))
        let trunk = mill.rows[0]
        #expect(mill.templates == ["GET <*> returned <*> in <*> ms"])
        #expect(throws: TemplateControlError.noVariable(position: 0, variables: [1, 3, 5])) {
            try mill.miner.split(trunk, at: 0)
        }
        try mill.miner.split(trunk, at: 3)
        #expect(throws: TemplateControlError.alreadySplit(position: 3)) { try mill.miner.split(trunk, at: 5) }
        let first = mill.feed("GET /cart returned 502 in 1 ms")
        #expect(first.isNew && mill.miner.text(first.index) == "GET <*> returned 502 in <*> ms")
        #expect(mill.miner.isApart(first.index) && mill.miner.trunk(of: first.index) == trunk)
        let again = mill.feed("GET /other returned 502 in 4 ms")
        #expect(again.index == first.index && !again.isNew)
        let other = mill.feed("GET /cart returned 200 in 9 ms")
        #expect(other.isNew && other.index != first.index)
        #expect(mill.miner.split(of: trunk)?.parts == [first.index, other.index])
        #expect(mill.miner.positions(of: first.index) == [1, 5])
        // A part can be split again, and merged with another.
        try mill.miner.split(first.index, at: 1)
        let deep = mill.feed("GET /cart returned 502 in 5 ms")
        #expect(mill.miner.text(deep.index) == "GET /cart returned 502 in <*> ms")
        _ = try mill.miner.join(deep.index, into: other.index)
        #expect(mill.feed("GET /cart returned 502 in 6 ms").index == other.index)
    }

    /// What is split by a word that the miner had taken for a variable stays split, however many words come.
    @Test func nothingMergesTheParts() throws {
        let names = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi", "ivan", "judy"]
        var mill = Mill()
        mill.feed(names.map { "Failed password for \($0) from 10.0.0.7 port 4" })
        #expect(mill.templates.count == 1)
        try mill.miner.split(mill.rows[0], at: 3)
        for _ in 0..<3 { mill.feed(names.map { "Failed password for \($0) from 10.0.0.7 port 4" }) }
        let parts = try #require(mill.miner.split(of: mill.rows[0])).parts
        #expect(parts.count == names.count && parts.allSatisfy { mill.miner.count($0) == 3 })
        #expect(
            parts.map { mill.miner.text($0) }.sorted() == names.map { "Failed password for \($0) from <*> port <*>" })
    }

    /// Of several values in a row, which are one token, each can be told apart by.
    @Test func aSplitTellsOneOfSeveralValuesInARow() throws {
        var mill = Mill()
        mill.feed((0..<40).map { "GET /cart/\($0) \($0 % 4 == 0 ? 404 : 200) \(1000 + $0 * 7) in \($0) ms" })
        let trunk = try #require(mill.rows.last)
        #expect(mill.templates == ["GET <*> in <*> ms"])
        #expect(mill.miner.places(of: trunk).map(\.description) == ["1.1", "1.2", "1.3", "3"])
        let sizes = try #require(mill.miner.variableSummaries(of: trunk).first { $0.value == 3 })
        #expect(sizes.numbers?.minimum ?? 0 >= 1000)
        #expect(
            throws: TemplateControlError.noVariable(
                position: VariablePlace(1, value: 4), variables: mill.miner.places(of: trunk))
        ) { try mill.miner.split(trunk, at: VariablePlace(1, value: 4)) }
        try mill.miner.split(trunk, at: VariablePlace(1, value: 2))
        let first = mill.feed("GET /cart/a1 502 77 in 1 ms")
        #expect(first.isNew && mill.miner.text(first.index) == "GET <*> 502 <*> in <*> ms")
        #expect(mill.feed("GET /other/b2 502 1 in 9 ms").index == first.index)
        #expect(mill.feed("GET /other/b2 200 1 in 9 ms").index != first.index)
        #expect(mill.miner.places(of: first.index).map(\.description) == ["1.1", "1.3", "3"])
        #expect(
            PatternLanguage.regex.pattern(of: mill.miner.pieces(of: first.index), id: "").contains(
                #">.*?)\s+502\s+(?P<"#))
        // A part of it by the next value, over a restart.
        try mill.miner.split(first.index, at: VariablePlace(1, value: 3))
        mill.miner = try TemplateMiner(snapshot: mill.miner.snapshot())
        let deep = mill.feed("GET /cart/a1 502 77 in 3 ms")
        #expect(mill.miner.text(deep.index) == "GET <*> 502 77 in <*> ms")
        // A message with fewer values in the row is told as the whole.
        #expect(mill.feed("GET /cart/a1 in 3 ms").index == trunk)
    }

    @Test func aSplitIsTakenBack() throws {
        var mill = Mill()
        mill.feed(Self.requests(100, status: [200, 404], seed: 1))
        let trunk = mill.rows[0]
        #expect(throws: TemplateControlError.notSplit) { try mill.miner.unsplit(trunk) }
        try mill.miner.split(trunk, at: 3)
        mill.feed(Self.requests(100, status: [200, 404], seed: 2))
        let parts = try #require(mill.miner.split(of: trunk)).parts
        let ids = parts.map { mill.miner.id($0) }
        try mill.miner.split(parts[0], at: 1)
        let deep = mill.feed("GET /cart returned 200 in 5 ms").index
        // By the id of any part.
        let merges = try mill.miner.unsplit(parts[1])
        #expect(Set(merges.map(\.from)) == Set(parts + [deep]) && merges.allSatisfy { $0.to == trunk })
        #expect(mill.miner.count(trunk) == 201 && mill.miner.indices == [trunk])
        #expect(ids.allSatisfy { mill.miner.index(of: $0) == trunk })
        #expect(mill.feed("GET /cart returned 200 in 5 ms").index == trunk)
        // It can be split anew.
        try mill.miner.split(trunk, at: 3)
        let anew = mill.feed("GET /cart returned 200 in 5 ms").index
        #expect(mill.miner.text(anew) == "GET <*> returned 200 in <*> ms")
    }

    @Test func aMergeIsTakenBack() throws {
        var mill = Mill()
        mill.feed(["disk sda is full", "no space left on device", "no space left on device", "fan stopped"])
        let (full, space, fan) = (mill.rows[0], mill.rows[1], mill.rows[3])
        let id = mill.miner.id(space)
        #expect(throws: TemplateControlError.notJoined) { try mill.miner.separate(space) }
        _ = try mill.miner.join(space, into: full)
        _ = try mill.miner.join(fan, into: full)
        mill.feed("no space left on device")
        #expect(mill.miner.joined(id: id) == [space])
        #expect(mill.miner.joined(id: mill.miner.id(full)) == [space, fan].sorted())
        #expect(mill.miner.joined(idPrefix: String(id.description.prefix(6))) == [id])
        #expect(try mill.miner.separate(space) == full)
        #expect(mill.feed("no space left on device").index == space)
        // What came in between was counted of both, and each has its own back.
        #expect(mill.miner.count(space) == 4 && mill.miner.count(full) == 2)
        #expect(mill.miner.isApart(space) && mill.miner.isApart(full) && !mill.miner.isApart(fan))
        let restored = try TemplateMiner(snapshot: mill.miner.snapshot())
        #expect(restored.isApart(space) && restored.edits.merged == [mill.miner.id(full): 1])
    }

    /// The miner goes on merging by itself below what the operator said.
    @Test func theMinersOwnMergesCarryTheWordAlong() throws {
        var mill = Mill()
        mill.feed(["alarm cleared", "session closed for user alice"])
        let alarm = mill.rows[0]
        _ = try mill.miner.join(mill.rows[1], into: alarm)
        mill.feed(["bob", "carol", "dave", "erin", "frank"].map { "session closed for user \($0)" })
        #expect(Set(mill.rows.suffix(3)) == [alarm])
        #expect(mill.miner.resolve(mill.rows[1]) == alarm)
        #expect(mill.miner.count(alarm) == 7)
        #expect(mill.miner.indices.map { mill.miner.count($0) }.reduce(0, +) == 7)
        for merge in mill.merges { #expect(mill.miner.resolve(merge.to) == mill.miner.resolve(merge.from)) }
    }

    /// Cutting a run with an operator's words in it anywhere, by snapshot or by rows, changes nothing.
    @Test(arguments: 0..<10 as Range<UInt64>)
    func restartAnywhereSameResult(seed: UInt64) throws {
        let messages = mixedMessages(1200, seed: seed) + Self.requests(300, status: [200, 404, 502], seed: seed)
        var random = Seeded(seed &+ 77)
        let order = messages.shuffled(using: &random)
        func run(cut: Bool) throws -> Mill {
            var mill = Mill()
            var words = Seeded(seed &+ 5)
            var cuts = Seeded(seed &+ 9)
            var store: [UInt64: [UInt8]] = [:]
            var revision: UInt64?
            for (number, message) in order.enumerated() {
                mill.feed(message)
                if number % 50 == 49 {
                    let living = mill.miner.indices
                    let a = living[Int.random(in: 0..<living.count, using: &words)]
                    let b = living[Int.random(in: 0..<living.count, using: &words)]
                    let places = mill.miner.places(of: a)
                    let joined = mill.miner.joined(id: mill.miner.id(b))
                    switch Int.random(in: 0..<8, using: &words) {
                    case 0: if let one = joined.first { _ = try mill.miner.separate(one) }
                    case 1: if let merges = try? mill.miner.unsplit(b) { mill.merges += merges }
                    case 2...4: if a != b { mill.merges.append(try mill.miner.join(a, into: b)) }
                    default:
                        if let place = places.randomElement(using: &words), mill.miner.split(of: a) == nil {
                            try mill.miner.split(a, at: place)
                        }
                    }
                }
                guard cut else { continue }
                switch Int.random(in: 0..<40, using: &cuts) {
                case 0: mill.miner = try TemplateMiner(snapshot: mill.miner.snapshot())
                case 1:
                    for row in mill.miner.changedRows(since: revision) { store[row.key] = row.bytes }
                    revision = mill.miner.revision
                    let restored = try TemplateMiner(rows: store.map { MinerRow(key: $0.key, bytes: $0.value) })
                    #expect((restored.snapshot() == mill.miner.snapshot()) as Bool)
                    mill.miner = restored
                default: break
                }
            }
            return mill
        }
        let whole = try run(cut: false)
        let pieces = try run(cut: true)
        #expect((pieces.rows == whole.rows) as Bool)
        #expect((pieces.merges == whole.merges) as Bool)
        #expect((pieces.texts == whole.texts) as Bool)
        #expect((pieces.miner.snapshot() == whole.miner.snapshot()) as Bool)
        #expect(whole.miner.indices.map { whole.miner.count($0) }.reduce(0, +) == order.count)
    }

    /// A word that comes between two messages is in the next checkpoint, even when no message follows.
    @Test func aWordAloneIsACheckpoint() throws {
        var mill = Mill()
        mill.feed(["disk sda is full", "no space left on device"])
        var store: [UInt64: [UInt8]] = [:]
        for row in mill.miner.changedRows(since: nil) { store[row.key] = row.bytes }
        let revision = mill.miner.revision
        _ = try mill.miner.join(mill.rows[1], into: mill.rows[0])
        for row in mill.miner.changedRows(since: revision) { store[row.key] = row.bytes }
        let restored = try TemplateMiner(rows: store.map { MinerRow(key: $0.key, bytes: $0.value) })
        #expect(restored.resolve(mill.rows[1]) == mill.rows[0])
    }

    /// A flood gives up nothing that an operator touched.
    @Test func whatIsTouchedIsKept() throws {
        var options = TemplateMiner.Options()
        options.maximumTemplates = 64
        var mill = Mill(options: options)
        mill.feed(["disk sda is full", "no space left on device", "took 4 ms"])
        let (full, space, took) = (mill.rows[0], mill.rows[1], mill.rows[2])
        _ = try mill.miner.join(space, into: full)
        try mill.miner.split(took, at: 1)
        mill.feed("took 4 ms")
        var random = Seeded(3)
        for _ in 0..<2000 {
            let words = (0..<7).map { _ in String(Int.random(in: 100_000..<1_000_000, using: &random), radix: 36) }
            mill.feed(words.map { $0.filter { !$0.isNumber } + "x" }.joined(separator: " "))
        }
        #expect(mill.miner.statistics.evictions > 0)
        #expect(mill.feed("no space left on device").index == full)
        #expect(mill.feed("took 4 ms").index == mill.miner.split(of: took)?.parts.first)
    }

    /// What was taken back is given up like any other, and the same ones are with a restart in between.
    @Test func whatIsTakenBackMayBeGivenUp() throws {
        var options = TemplateMiner.Options()
        options.maximumTemplates = 64
        var mill = Mill(options: options)
        mill.feed(["disk sda is full", "no space left on device", "took 4 ms"])
        let (full, space, took) = (mill.rows[0], mill.rows[1], mill.rows[2])
        let id = mill.miner.id(took)
        try mill.miner.split(took, at: 1)
        mill.feed("took 4 ms")
        _ = try mill.miner.unsplit(took)
        _ = try mill.miner.join(space, into: full)
        _ = try mill.miner.separate(space)
        var restored = Mill(try TemplateMiner(snapshot: mill.miner.snapshot(), options: options))
        var random = Seeded(3)
        for _ in 0..<2000 {
            let words = (0..<7).map { _ in String(Int.random(in: 100_000..<1_000_000, using: &random), radix: 36) }
            let line = words.map { $0.filter { !$0.isNumber } + "x" }.joined(separator: " ")
            mill.feed(line)
            restored.feed(line)
        }
        #expect(mill.miner.statistics.evictions > 0)
        #expect((mill.miner.snapshot() == restored.miner.snapshot()) as Bool)
        #expect(mill.miner.index(of: id) == nil)
    }

    /// A whole snapshot with an operator's words in it, damaged anywhere, gives an error or some state, never a trap.
    @Test func damagedSnapshots() throws {
        var mill = Mill()
        mill.feed(mixedMessages(200, seed: 4) + Self.requests(40, status: [200, 404], seed: 4))
        let request = try #require(mill.rows.last)
        try mill.miner.split(request, at: 3)
        _ = try mill.miner.join(mill.rows[0], into: mill.miner.resolve(request))
        mill.feed(Self.requests(40, status: [200, 404], seed: 5))
        let snapshot = mill.miner.snapshot()
        var random = Seeded(8)
        for _ in 0..<300 {
            var damaged = snapshot
            // The operator's row is the last but the sketches' totals.
            let at = damaged.count - 1 - Int.random(in: 0..<min(400, damaged.count), using: &random)
            damaged[at] = UInt8.random(in: 0...255, using: &random)
            guard let miner = try? TemplateMiner(snapshot: damaged) else { continue }
            var after = Mill(miner)
            after.feed(Self.requests(20, status: [200, 404, 500], seed: 6))
            _ = after.miner.snapshot()
        }
    }
}

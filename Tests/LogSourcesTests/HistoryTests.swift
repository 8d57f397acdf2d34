import Glibc
import LogSources
import Model
import TestSupport
import Testing

/// A log read for the first time begins with its rotated parts.
@Suite struct HistoryTests {
    static let now: Micros = 1_700_000_000 * .second
    static let seconds = 1_700_000_000

    static func follow(
        _ path: String, from position: SourcePosition? = nil, _ change: (inout FileFollow.Options) -> Void = { _ in }
    ) -> FileFollow {
        var options = FileFollow.Options()
        options.history = 14 * .day
        change(&options)
        return FileFollow([path], options: options) { _ in (SourceID(0), position) }
    }

    static func part(_ scratch: Scratch, _ name: String, _ text: String, daysAgo: Int) {
        setTime(scratch.write(name, text), seconds - daysAgo * 86_400)
    }

    @Test func oldestPartFirstAndNoneFromBeforeTheSpan() throws {
        let scratch = Scratch()
        Self.part(scratch, "x.log.4", "too old\n", daysAgo: 30)
        Self.part(scratch, "x.log.3", "three\n", daysAgo: 13)
        Self.part(scratch, "x.log.2", "two\n", daysAgo: 9)
        Self.part(scratch, "x.log.1", "one\n", daysAgo: 1)
        Self.part(scratch, "y.log.1", "another log\n", daysAgo: 1)
        run("/bin/gzip", [scratch.file("x.log.3")])
        Self.part(scratch, "x.log", "now\n", daysAgo: 0)
        let follow = Self.follow(scratch.file("x.log"))
        #expect(try FollowTests.all(follow, at: Self.now) == ["three", "two", "one", "now"])
        scratch.write("x.log", "later\n", append: true)
        #expect(try FollowTests.all(follow, at: Self.now + .second) == ["later"])
        #expect(follow.takeEvents().filter { $0 != .rotated(path: scratch.file("x.log")) } == [])
    }

    @Test func noneWithoutASpanAndNoneBeyondTheBytes() throws {
        let scratch = Scratch()
        Self.part(scratch, "x.log.2", String(repeating: "long\n", count: 100), daysAgo: 2)
        Self.part(scratch, "x.log.1", "one\n", daysAgo: 1)
        Self.part(scratch, "x.log", "now\n", daysAgo: 0)
        let path = scratch.file("x.log")
        #expect(try FollowTests.all(Self.follow(path) { $0.history = 0 }, at: Self.now) == ["now"])
        #expect(try FollowTests.all(Self.follow(path) { $0.historyBytes = 100 }, at: Self.now) == ["one", "now"])
        #expect(try FollowTests.all(Self.follow(path) { $0.startAtEnd = true }, at: Self.now) == [])
    }

    @Test func aPartThatIsNamedItselfIsALogOfItsOwn() throws {
        let scratch = Scratch()
        Self.part(scratch, "x.log.2", "two\n", daysAgo: 2)
        Self.part(scratch, "x.log.1", "one\n", daysAgo: 1)
        #expect(try FollowTests.all(Self.follow(scratch.file("x.log.1")), at: Self.now) == ["one"])
    }

    @Test func aPositionBeginsWhereItSaysAndNotWithTheHistory() throws {
        let scratch = Scratch()
        Self.part(scratch, "x.log", "one\n", daysAgo: 0)
        let first = Self.follow(scratch.file("x.log"))
        #expect(try FollowTests.all(first, at: Self.now) == ["one"])
        let position = try #require(first.positions.first?.position)
        Self.part(scratch, "x.log.1", "never seen\n", daysAgo: 1)
        scratch.write("x.log", "two\n", append: true)
        #expect(try FollowTests.all(Self.follow(scratch.file("x.log"), from: position), at: Self.now) == ["two"])
    }

    /// A compressed part is left at once; while an older one is read on it must not be taken for one never seen.
    @Test func aCompressedPartBehindAnOpenOneIsReadOnce() throws {
        let scratch = Scratch()
        let path = scratch.file("x.log")
        Self.part(scratch, "x.log", "one\n", daysAgo: 2)
        let first = Self.follow(path)
        #expect(try FollowTests.all(first, at: Self.now) == ["one"])
        let position = try #require(first.positions.first?.position)
        rename(path, path + ".2")
        Self.part(scratch, "x.log.1", "two\n", daysAgo: 1)
        run("/bin/gzip", [path + ".1"])
        // Between the rotation and the first line of the new file.
        var follow = Self.follow(path, from: position)
        var found: [String] = []
        for _ in 0..<5 {
            if let batch = try follow.next(maxBytes: 4096, readAt: Self.now) { found += lines(of: batch) }
        }
        #expect(found == ["two"])
        follow = Self.follow(path, from: try #require(follow.positions.first?.position))
        scratch.write("x.log", "three\n")
        for _ in 0..<5 {
            if let batch = try follow.next(maxBytes: 4096, readAt: Self.now) { found += lines(of: batch) }
        }
        #expect(found == ["two", "three"])
    }

    /// Stopped and started anywhere, parts renamed and compressed meanwhile, times of modification in any order: every line
    /// once, in order.
    @Test(arguments: 0..<80 as Range<UInt64>) func everyLineOnce(seed: UInt64) throws {
        var random = Seeded(seed &* 104_729 &+ 3)
        let scratch = Scratch()
        let path = scratch.file("x.log")
        var count = 0
        func text(_ lines: Int) -> String {
            (0..<lines).map { _ in
                count += 1
                return "line \(count) \(String(repeating: "x", count: count % 40))\n"
            }.joined()
        }
        let parts = Int.random(in: 1...5, using: &random)
        for number in stride(from: parts, through: 1, by: -1) {
            Self.part(
                scratch, "x.log.\(number)", text(Int.random(in: 1...60, using: &random)),
                daysAgo: Int.random(in: 1...9, using: &random))
        }
        Self.part(scratch, "x.log", text(Int.random(in: 0...20, using: &random)), daysAgo: 0)
        var delivered: [String] = []
        var position: SourcePosition?
        var follow = Self.follow(path)
        var highest = parts
        for _ in 0..<40 {
            switch Int.random(in: 0..<8, using: &random) {
            case 0:
                follow.close()
                follow = Self.follow(path, from: position)
            case 1:
                scratch.write("x.log", text(Int.random(in: 1...3, using: &random)), append: true)
            case 2 where highest < 9:
                for number in stride(from: highest, through: 1, by: -1) {
                    for suffix in ["", ".gz"] {
                        rename(scratch.file("x.log.\(number)\(suffix)"), scratch.file("x.log.\(number + 1)\(suffix)"))
                    }
                }
                rename(path, path + ".1")
                scratch.write("x.log", "")
                highest += 1
            case 3:
                let number = Int.random(in: 2...9, using: &random)
                if access(scratch.file("x.log.\(number)"), F_OK) == 0 {
                    run("/bin/gzip", [scratch.file("x.log.\(number)")])
                }
            default:
                guard let batch = try follow.next(maxBytes: 256, readAt: Self.now) else { break }
                delivered += lines(of: batch)
                position = batch.resume
            }
        }
        while let batch = try follow.next(maxBytes: 256, readAt: Self.now) { delivered += lines(of: batch) }
        let numbers = delivered.compactMap { $0.split(separator: " ").dropFirst().first.flatMap { Int($0) } }
        #expect(numbers == Array(1...max(count, 1)).filter { $0 <= count }, "seed \(seed)")
    }
}

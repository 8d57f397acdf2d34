import Glibc
import LogSources
import Model
import Testing

@Suite struct FollowTests {
    static let start: Micros = 1_700_000_000 * .second

    static func follow(_ patterns: [String], _ change: (inout FileFollow.Options) -> Void = { _ in }) -> FileFollow {
        var options = FileFollow.Options()
        change(&options)
        var count = 0
        return FileFollow(patterns, options: options) { _ in
            defer { count += 1 }
            return (SourceID(count), nil)
        }
    }

    static func all(_ follow: FileFollow, at time: Micros) throws -> [String] {
        var found: [String] = []
        while let batch = try follow.next(maxBytes: 1 << 20, readAt: time) { found += lines(of: batch) }
        return found
    }

    /// A damaged disk or a hostile archive may give a folder any time of change.
    @Test(arguments: [15_000_000_000, -2_000_000_000, 0])
    func aFolderOfAnyTimeIsFollowed(_ seconds: Int) throws {
        let scratch = Scratch()
        scratch.write("app.log.1", "before\n")
        let path = scratch.write("app.log", "one\n")
        let times = [timespec(tv_sec: seconds, tv_nsec: 0), timespec(tv_sec: seconds, tv_nsec: 0)]
        #expect(utimensat(AT_FDCWD, scratch.path, times, 0) == 0)
        #expect(try Self.all(Self.follow([path]), at: Self.start).contains("one"))
    }

    @Test func aLineIsHeldBackUntilItsEndOrTheIdleTime() throws {
        let scratch = Scratch()
        let follow = Self.follow([scratch.write("x.log", "one\ntwo")])
        #expect(try Self.all(follow, at: Self.start) == ["one"])
        scratch.write("x.log", "!\nthree", append: true)
        #expect(try Self.all(follow, at: Self.start + 4 * .second) == ["two!"])
        #expect(try Self.all(follow, at: Self.start + 8 * .second) == [])
        #expect(try Self.all(follow, at: Self.start + 9 * .second) == ["three"])
    }

    private static func utf16(_ text: String) -> [UInt8] { text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] } }

    @Test func utf16IsFollowedAsItGrows() throws {
        let scratch = Scratch()
        let path = scratch.write("x.log", [0xff, 0xfe] + Self.utf16("one\ntwo"))
        let follow = Self.follow([path])
        #expect(try Self.all(follow, at: Self.start) == ["one"])
        // The rest comes in the middle of a character.
        let rest = Self.utf16("\u{1F600}\nthree\n")
        scratch.write("x.log", Array(rest[..<3]), append: true)
        #expect(try Self.all(follow, at: Self.start + 1 * .second) == [])
        scratch.write("x.log", Array(rest[3...]), append: true)
        #expect(try Self.all(follow, at: Self.start + 2 * .second) == ["two\u{1F600}", "three"])
        // Cut back and written anew.
        scratch.write("x.log", [0xff, 0xfe] + Self.utf16("new\n"))
        #expect(try Self.all(follow, at: Self.start + 3 * .second) == ["new"])
    }

    /// Killed between two looks: the next process goes on behind the last line taken.
    @Test func utf16IsFollowedOverARestart() throws {
        let scratch = Scratch()
        let path = scratch.write("x.log", [0xff, 0xfe] + Self.utf16("one\ntwo"))
        let before = Self.follow([path])
        #expect(try Self.all(before, at: Self.start) == ["one"])
        let position = try #require(before.positions.first?.position)
        scratch.write("x.log", Self.utf16("!\nthree\n"), append: true)
        let after = FileFollow([path], options: .init()) { _ in (SourceID(0), position) }
        #expect(try Self.all(after, at: Self.start + 1 * .second) == ["two!", "three"])
    }

    @Test func utf16IsFollowedFromItsEnd() throws {
        let scratch = Scratch()
        let path = scratch.write("x.log", [0xff, 0xfe] + Self.utf16("one\ntwo\n"))
        let follow = Self.follow([path]) { $0.startAtEnd = true }
        #expect(try Self.all(follow, at: Self.start) == [])
        scratch.write("x.log", Self.utf16("three\n"), append: true)
        #expect(try Self.all(follow, at: Self.start + 1 * .second) == ["three"])
    }

    @Test func theOldFileIsFinishedBeforeTheNewOne() throws {
        let scratch = Scratch()
        let path = scratch.write("x.log", "a1\n")
        let follow = Self.follow([path])
        #expect(try Self.all(follow, at: Self.start) == ["a1"])
        scratch.write("x.log", "a2\n", append: true)
        rename(path, path + ".1")
        scratch.write("x.log", "b1\n")
        #expect(try Self.all(follow, at: Self.start) == ["a2", "b1"])
        #expect(follow.takeEvents() == [.rotated(path: path)])
        // A writer that has not noticed the rotation.
        scratch.write("x.log.1", "a3\n", append: true)
        #expect(try Self.all(follow, at: Self.start + .second) == ["a3"])
    }

    @Test func aDeletedFileIsReadToItsEndAndANewOneFromItsBeginning() throws {
        let scratch = Scratch()
        let path = scratch.write("x.log", "a1\n")
        let follow = Self.follow([path])
        #expect(try Self.all(follow, at: Self.start) == ["a1"])
        scratch.write("x.log", "a2\n", append: true)
        unlink(path)
        #expect(try Self.all(follow, at: Self.start) == ["a2"])
        scratch.write("x.log", "b1\n")
        #expect(try Self.all(follow, at: Self.start) == ["b1"])
    }

    /// More files than are followed: said once, and read when there is room.
    @Test func thatThereAreTooManyFilesIsSaid() throws {
        let scratch = Scratch()
        for name in ["a", "b", "c", "d"] { scratch.write("\(name).log", "\(name)1\n") }
        let follow = Self.follow([scratch.path + "/*.log"]) { $0.maxFiles = 2 }
        #expect(try Self.all(follow, at: Self.start) == ["a1", "b1"])
        let said = follow.takeEvents()
        #expect(said == [.crowded(path: scratch.path + "/c.log", limit: 2)])
        #expect(said.allSatisfy { !$0.isRoutine && "\($0)".contains("sources.exclude") })
        unlink(scratch.path + "/a.log")
        _ = try Self.all(follow, at: Self.start + 70 * .second)
        #expect(try Self.all(follow, at: Self.start + 140 * .second) == ["c1"])
        #expect(!follow.takeEvents().contains { if case .crowded = $0 { true } else { false } })
    }

    /// A device in a log's place has bytes without end; it is refused, and what comes in its place is read.
    @Test func aDeviceInALogsPlaceIsNotFollowed() throws {
        let scratch = Scratch()
        let path = scratch.write("x.log", "a1\n")
        let follow = Self.follow([path])
        #expect(try Self.all(follow, at: Self.start) == ["a1"])
        unlink(path)
        symlink("/dev/zero", path)
        var refused = false
        do { _ = try Self.all(follow, at: Self.start + 20 * .second) } catch let error as SourceError {
            if case .notALog = error { refused = true }
        }
        #expect(refused || follow.takeEvents().contains { if case .failed(.notALog) = $0 { true } else { false } })
        unlink(path)
        scratch.write("x.log", "b1\n")
        #expect(try Self.all(follow, at: Self.start + 40 * .second) == ["b1"])
    }

    @Test func deletedFilesAreNotHeldOpenForEver() throws {
        let scratch = Scratch()
        let path = scratch.write("x.log", "a1\n")
        let follow = Self.follow([path])
        _ = try Self.all(follow, at: Self.start)
        unlink(path)
        _ = try Self.all(follow, at: Self.start + 61 * .second)
        #expect(follow.takeEvents().contains(.vanished(path: path)))
        scratch.write("x.log", "b1\n")
        #expect(try Self.all(follow, at: Self.start + 62 * .second) == ["b1"])
    }

    @Test func newFilesOfAPatternAreFound() throws {
        let scratch = Scratch()
        let folder = scratch.folder("logs")
        let follow = Self.follow([folder + "/*.log"])
        #expect(try Self.all(follow, at: Self.start) == [])
        scratch.write("logs/a.log", "a\n")
        scratch.write("logs/a.txt", "no\n")
        scratch.write("logs/a.log.1", "old\n")
        #expect(follow.wait(timeout: 5 * .second) == .ready)
        #expect(try Self.all(follow, at: Self.start) == ["a"])
        #expect(follow.takeEvents() == [.appeared(path: folder + "/a.log")])
        #expect(follow.sources.map(\.service) == ["logs-a"] || follow.sources.map(\.service) == ["a"])
    }

    @Test func theNewestDatedFileIsFollowed() throws {
        let scratch = Scratch()
        scratch.write("app-2024-01-01.log", "one\n")
        let follow = Self.follow([scratch.path + "/*.log"])
        #expect(try Self.all(follow, at: Self.start) == ["one"])
        scratch.write("app-2024-01-02.log", "two\n")
        #expect(try Self.all(follow, at: Self.start) == ["two"])
        #expect(follow.sources.map(\.name) == ["file:\(scratch.path)/app.log"])
    }

    @Test func binaryFilesAreRefusedWithTheReason() throws {
        let scratch = Scratch()
        scratch.write("a.log", [0x7f, 0x45, 0x4c, 0x46, 0, 0, 0])
        scratch.write("b.log", "text\n")
        let follow = Self.follow([scratch.path])
        #expect(try Self.all(follow, at: Self.start) == ["text"])
        #expect(follow.skipped.map(\.reason) == ["a program (ELF)"])
    }

    @Test func waitReturnsOnAWriteAndWhenInterrupted() throws {
        let scratch = Scratch()
        let follow = Self.follow([scratch.write("x.log", "one\n")])
        #expect(try Self.all(follow, at: Self.start) == ["one"])
        #expect(follow.wait(timeout: 1000) == .timeout)
        scratch.write("x.log", "two\n", append: true)
        #expect(follow.wait(timeout: 5 * .second) == .ready)
        #expect(try Self.all(follow, at: Self.start) == ["two"])
        follow.interrupter.interrupt()
        #expect(follow.wait(timeout: -1) == .interrupted)
    }

    @Test func startsAtTheEndWhenAsked() throws {
        let scratch = Scratch()
        let path = scratch.write("x.log", "old\nhalf")
        let follow = Self.follow([path]) { $0.startAtEnd = true }
        #expect(try Self.all(follow, at: Self.start) == [])
        scratch.write("x.log", " line\nnew\n", append: true)
        #expect(try Self.all(follow, at: Self.start) == ["half line", "new"])
    }

    @Test func aFileWithoutPermissionIsToldWithItsRemedy() throws {
        guard geteuid() != 0 else { return print("skipped: root may read everything") }
        let scratch = Scratch()
        let path = scratch.write("x.log", "one\n")
        chmod(path, 0)
        let follow = Self.follow([path])
        #expect(try Self.all(follow, at: Self.start) == [])
        guard case .failed(.denied(path, let remedy))? = follow.takeEvents().first else {
            Issue.record("no event")
            return
        }
        #expect(!remedy.isEmpty)
        chmod(path, 0o644)
        #expect(try Self.all(follow, at: Self.start + 11 * .second) == ["one"])
    }

    /// A real writer that rotates by itself, as fast as it can, while the reader waits for notices.
    @Test func nothingIsLostBesideALiveWriter() throws {
        let scratch = Scratch()
        let path = scratch.file("x.log")
        let script = """
            i=0
            while [ $i -lt 30 ]; do
                i=$((i+1))
                seq -f "$i %g some text to make it longer" 1 200 >> "$1"
                [ $((i % 3)) = 0 ] && mv "$1" "$1.$((100-i))"
            done
            echo end >> "$1"
            """
        let follow = Self.follow([path])
        let child = try #require(launch("/bin/sh", ["-c", script, "sh", path]))
        var found: [String] = []
        var looks = 0
        while found.last != "end", looks < 2000 {
            found += try Self.all(follow, at: Self.start)
            if found.last != "end" { _ = follow.wait(timeout: .second) }
            looks += 1
        }
        var status: Int32 = 0
        waitpid(child, &status, 0)
        let expected = (1...30).flatMap { i in (1...200).map { "\(i) \($0) some text to make it longer" } } + ["end"]
        #expect(found == expected)
    }
}

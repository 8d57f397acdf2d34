import Glibc
import LogSources
import Model
import TestSupport
import Testing

/// A writer, a rotation and a reader in random order, against a model of what the reader owes: each line once, none
/// lost.
///
/// Not owed, because no reader could know: what was written after the last look to a file that is then cut back without
/// a copy, or deleted while the reader is down; and the unread content of a file that the reader had never seen a byte
/// of.
@Suite struct FollowModelTests {
    enum Operation: CaseIterable {
        case write, writePart, rename, reopen, copyTruncate, truncate, delete, read, restart, wait
    }

    @Test(arguments: 0..<150 as Range<UInt64>) func nothingLostNothingDoubled(seed: UInt64) throws {
        var random = Seeded(seed &* 7919 &+ 1)
        let world = World()
        for _ in 0..<120 {
            switch Operation.allCases.randomElement(using: &random) ?? .read {
            case .write: world.write(count: Int.random(in: 1...5, using: &random))
            case .writePart: world.writePart()
            case .rename: if Int.random(in: 0..<3, using: &random) == 0 { world.rename() }
            case .reopen: world.reopen()
            case .copyTruncate: if Int.random(in: 0..<3, using: &random) == 0 { world.copyTruncate() }
            case .truncate: if Int.random(in: 0..<6, using: &random) == 0 { world.truncate() }
            case .delete: if Int.random(in: 0..<6, using: &random) == 0 { world.delete() }
            case .read: world.read(batches: Int.random(in: 1...3, using: &random))
            case .restart: world.restart()
            case .wait: world.now += Micros.random(in: 0...2 * .second, using: &random)
            }
        }
        world.finish()
        let problems = world.problems()
        #expect(problems.isEmpty, "seed \(seed): \(problems.prefix(5)) \(world.history.suffix(120))")
    }
}

/// The files, who writes them, who reads them, and what is owed.
final class World {
    let scratch = Scratch()
    var now: Micros = 1_700_000_000 * .second
    var history: [String] = []

    private let path: String
    private var writer: Int32 = -1
    private var nextLine = 0
    private var part: String?  // the rest of a line of which a part is written
    private var partName = ""
    private var owed: [String] = [], optional: Set<String> = [], fragments: Set<String> = []
    private var delivered: [String] = []
    /// Lines that stand unread in each file, by inode; what the reader has seen of it.
    private var contents: [UInt64: [String]] = [:]
    private var seen: Set<UInt64> = []
    private var writerInode: UInt64 = 0
    private var follow: FileFollow?
    private var position: SourcePosition?
    private var everRead = false

    init() {
        path = scratch.file("x.log")
        reopen()
        read(batches: 1)  // so that the reader's first look is at the empty file, and not later
    }
    deinit { if writer >= 0 { close(writer) } }

    // MARK: the writer

    func reopen() {
        if part != nil { write(count: 0) }  // a writer ends its line before it takes the new file
        if writer >= 0 { close(writer) }
        writer = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o644)
        writerInode = inode(path)
        touch()
        history.append("reopen")
    }

    func write(count: Int) {
        if let rest = part {
            put(rest + "\n")
            own(partName)
            part = nil
        }
        for _ in 0..<count {
            let line = newLine()
            put(line + "\n")
            own(line)
        }
        history.append("write \(nextLine)")
    }

    func writePart() {
        guard part == nil else { return }
        let line = newLine()
        put("line \(nextLine):")
        partName = line
        fragments.insert("line \(nextLine):")  // all that is left of it when the file is cut back now
        part = String(line.dropFirst("line \(nextLine):".count))
        history.append("part \(nextLine)")
    }

    private func newLine() -> String {
        nextLine += 1
        return "line \(nextLine): " + String(repeating: "x", count: nextLine % 50)
    }
    private func own(_ line: String) {
        owed.append(line)
        contents[writerInode, default: []].append(line)
        var status = stat()
        if fstat(writer, &status) == 0, status.st_nlink == 0 { optional.insert(line) }
    }
    /// The part of a line that is written will not be completed: a reader may give it as a line.
    private func abandonPart() { part = nil }
    private func put(_ text: String) {
        let bytes = Array(text.utf8)
        _ = Glibc.write(writer, bytes, bytes.count)
        touch()
    }
    /// Modification times go up with every change, whatever the file system's granularity.
    private func touch() {
        now += 1000
        var times = [timespec(tv_sec: Int(now / .second), tv_nsec: Int(now % .second) * 1000)]
        times.append(times[0])
        futimens(writer, times)
    }
    private func inode(_ path: String) -> UInt64 {
        var status = stat()
        return stat(path, &status) == 0 ? UInt64(status.st_ino) : 0
    }

    // MARK: the rotation

    private func shift() {
        let last = scratch.file("x.log.4")
        if inode(last) != 0 {
            // The oldest goes: what is unread in it is lost to a reader that is down.
            optional.formUnion(contents[inode(last)] ?? [])
            contents[inode(last)] = nil
            seen.remove(inode(last))
            unlink(last)
        }
        for number in stride(from: 3, through: 1, by: -1) {
            Glibc.rename(scratch.file("x.log.\(number)"), scratch.file("x.log.\(number + 1)"))
        }
    }

    func rename() {
        guard inode(path) != 0 else { return }
        shift()
        Glibc.rename(path, scratch.file("x.log.1"))
        history.append("rename")
    }

    func copyTruncate() {
        guard inode(path) != 0, inode(path) == writerInode else { return }
        if part != nil { abandonPart() }
        shift()
        let source = writerInode
        run("/bin/cp", [path, scratch.file("x.log.1")])
        now += 1000
        var times = [timespec(tv_sec: Int(now / .second), tv_nsec: Int(now % .second) * 1000)]
        times.append(times[0])
        utimensat(AT_FDCWD, scratch.file("x.log.1"), times, 0)
        if !seen.contains(source) { optional.formUnion(contents[source] ?? []) }
        contents[inode(scratch.file("x.log.1"))] = contents[source]
        contents[source] = nil
        ftruncate(writer, 0)
        seen.remove(source)
        touch()
        history.append("copytruncate")
    }

    func truncate() {
        if part != nil { abandonPart() }
        ftruncate(writer, 0)
        optional.formUnion(contents[writerInode] ?? [])
        contents[writerInode] = nil
        seen.remove(writerInode)
        touch()
        history.append("truncate")
    }

    func delete() {
        guard inode(path) != 0 else { return }
        optional.formUnion(contents[inode(path)] ?? [])
        contents[inode(path)] = nil
        seen.remove(inode(path))
        // The writer may go on writing to it; only a reader that has it open sees that.
        if inode(path) == writerInode {
            if part != nil { abandonPart() }
            unlink(path)
            reopen()
        } else {
            unlink(path)
        }
        history.append("delete")
    }

    // MARK: the reader

    func read(batches: Int) {
        if follow == nil {
            let position = position
            var options = FileFollow.Options()
            options.idleFlush = .day
            options.drainTime = .day
            follow = FileFollow([path], options: options) { _ in (SourceID(0), position) }
        }
        guard let follow else { return }
        for _ in 0..<batches {
            guard let batch = try? follow.next(maxBytes: 4096, readAt: now) else { break }
            delivered += lines(of: batch)
            position = batch.resume
        }
        // Looked at: the reader has a fingerprint of every file that holds something.
        while let batch = try? follow.next(maxBytes: 4096, readAt: now) {
            delivered += lines(of: batch)
            position = batch.resume
        }
        // What was seen of a file counts as known once its position was handed out.
        if let stored = follow.positions.first?.position { position = stored }
        var status = stat()
        if fstat(writer, &status) == 0, status.st_size > 0 { seen.insert(UInt64(status.st_ino)) }
        contents = contents.mapValues { _ in [] }
        history.append("read to \(delivered.count) (\(follow.takeEvents().map(\.description).joined(separator: ", ")))")
    }

    func restart() {
        follow?.close()
        follow = nil
        history.append("restart")
    }

    func finish() {
        write(count: 1)
        reopen()
        write(count: 1)
        read(batches: 1)
        now += 2 * .day
        read(batches: 1)
        read(batches: 1)
    }

    func problems() -> [String] {
        var count: [String: Int] = [:]
        for line in delivered { count[line, default: 0] += 1 }
        var problems = owed.filter { count[$0] == nil && !optional.contains($0) }.map { "lost: \($0)" }
        problems += count.filter { $0.value > 1 }.map { "doubled: \($0.key)" }
        let known = Set(owed)
        problems += count.keys.filter { !known.contains($0) && !fragments.contains($0) }.map { "never written: \($0)" }
        return problems.sorted()
    }
}

import Glibc
import Model

/// Follows any number of files on one thread: paths, folders and patterns; new files are picked up as they appear.
///
/// inotify tells of changes; every `recheck` everything is looked at all the same, for file systems that send no
/// notices (network ones) and for links whose target was exchanged.
package final class FileFollow: LogReader {
    package struct Options: Sendable, Hashable {
        /// Patterns of what to leave out.
        package var exclude: [String] = []
        /// This machine's name, and seconds east of UTC.
        package var localHost = "localhost"
        package var zoneOffset = 0
        /// Files that are there at the start and have no position begin at their end. Later ones begin at their
        /// beginning.
        package var startAtEnd = false
        /// A log without a position begins with its rotated parts, those written to within this long before the log itself
        /// was; 0: with the log itself.
        package var history: Micros = 0
        /// The most that is read of rotated parts of one log, in bytes on the disk; the newest parts count first.
        package var historyBytes: UInt64 = 1 << 30
        /// A last line without its newline is delivered when nothing was added to it for this long.
        package var idleFlush: Micros = 5 * .second
        /// A rotated or deleted file is read on until nothing was added to it for this long.
        package var drainTime: Micros = .minute
        /// How often everything is looked at without a notice.
        package var recheck: Micros = 10 * .second
        /// The most files followed at once; that there are more is told by an event.
        package var maxFiles = 4000
        package init() {}
    }
    /// Gives a source that appeared its id and, where one is stored, its position.
    package typealias Assign = (SourceDescriptor) -> (id: SourceID, resume: SourcePosition?)

    package let interrupter = Interrupter()
    private let patterns: [String]
    private let options: Options
    private let assign: Assign
    private let inotify = Inotify()
    private var tails: [String: FileTail] = [:]
    /// In the order of their paths, for fairness and for the same order in every process.
    private var order: [FileTail] = []
    private var turn = 0
    private var folders: [Int32: String] = [:]
    private var fileWatches: [Int32: String] = [:]
    private var watched: [String: [WatchedFile]] = [:]
    private var refused: [String: String] = [:]
    private var events: [SourceEvent] = []
    private var needsScan = true, isFirstScan = true, toldExhausted = false, toldCrowded = false
    private var now: Micros = .unknown, lastScan: Micros = .unknown

    private struct WatchedFile: Hashable { var device: UInt64, inode: UInt64, watch: Int32 }

    /// - Parameters:
    ///   - patterns: files, folders (all below them) and patterns.
    ///   - assign: called on the reading thread for each source, before its first line.
    package init(_ patterns: [String], options: Options = Options(), assign: @escaping Assign) {
        self.patterns = patterns.map { pattern in
            (try? FileStatus(path: pattern).kind) == .folder ? Path.join(pattern, "**/*") : pattern
        }
        (self.options, self.assign) = (options, assign)
    }

    /// The sources followed at present, by name.
    package var sources: [SourceDescriptor] { order.map(\.descriptor) }
    /// Files that matched and are not followed, with the reason.
    package var skipped: [Discovery.Skipped] {
        refused.map { Discovery.Skipped(path: $0.key, reason: $0.value) }.sorted { $0.path < $1.path }
    }
    /// The position of every source, whether or not it gave something since the last call.
    package var positions: [(id: SourceID, position: SourcePosition)] {
        order.map { ($0.id, $0.position) }
    }

    /// How many sources have a position that names a file. O(sources), without making the positions.
    package var placedCount: Int { order.reduce(0) { $0 + ($1.hasMarks ? 1 : 0) } }

    package func next(maxBytes: Int, readAt: Micros) throws(SourceError) -> LogBatch? {
        now = readAt
        takeNotices()
        if needsScan || lastScan == .unknown || readAt - lastScan >= options.recheck || readAt < lastScan { scan() }
        for step in 0..<order.count {
            let place = (turn + step) % order.count
            let tail = order[place]
            if let due = tail.deadline, due <= readAt { tail.isDirty = true }
            guard tail.isDirty else { continue }
            let batch = tail.next(maxBytes: maxBytes, readAt: readAt)
            events += tail.takeEvents()
            let added = updateWatches(of: tail)
            if let batch {
                turn = place + 1 == order.count ? 0 : place + 1
                return batch
            }
            // Whatever was written between the last read and a new watch has sent no notice: look once more.
            tail.isDirty = added
        }
        return nil
    }

    package func wait(timeout: Micros) -> WakeReason {
        takeNotices()
        if needsScan || order.contains(where: \.isDirty) { return .ready }
        // Until the next line to flush, file to give up, or look without a notice.
        var due =
            lastScan == .unknown
            ? now : lastScan + (inotify.isExhausted ? min(.second, options.recheck) : options.recheck)
        for tail in order { due = min(due, tail.deadline ?? .max) }
        let left = max(1000, due - now)
        let limited = timeout < 0 ? left : min(timeout, left)
        let reason = interrupter.poll(inotify.descriptor, events: Int16(POLLIN), timeout: limited)
        takeNotices()
        if reason == .timeout, timeout < 0 || limited < timeout { return .ready }
        return reason
    }

    package var isFinished: Bool { false }
    package func takeEvents() -> [SourceEvent] {
        defer { events = [] }
        return events
    }
    package var progress: SourceProgress {
        SourceProgress(bytes: tails.values.reduce(0) { $0 + $1.parts.reduce(0) { $0 + $1.consumed } }, total: nil)
    }
    package func close() {
        tails = [:]
        order = []
    }

    // MARK: notices

    private func takeNotices() {
        for notice in inotify.notices() {
            if notice.watch < 0 {
                needsScan = true
                for tail in tails.values { tail.isDirty = true }
            } else if let path = fileWatches[notice.watch] {
                tails[path]?.isDirty = true
                if notice.mask & UInt32(IN_IGNORED) != 0 { fileWatches[notice.watch] = nil }
            } else if let folder = folders[notice.watch] {
                if notice.mask & UInt32(IN_IGNORED) != 0 {
                    folders[notice.watch] = nil
                    needsScan = true
                    continue
                }
                let stem = Path.join(folder, RotatedName(notice.name).stem)
                if let tail = tails[stem] { tail.isDirty = true } else { needsScan = true }
                // What was refused may be something else now.
                refused[Path.join(folder, notice.name)] = nil
            }
        }
    }

    /// Watches the tail's open files and no others; true when one was added.
    private func updateWatches(of tail: FileTail) -> Bool {
        var added = false
        var kept: [WatchedFile] = []
        let before = watched[tail.path] ?? []
        for part in tail.parts {
            let (device, inode) = (part.status.device, part.status.inode)
            if let known = before.first(where: { $0.device == device && $0.inode == inode }) {
                kept.append(known)
            } else if let watch = inotify.watch(file: part.file) {
                fileWatches[watch] = tail.path
                kept.append(WatchedFile(device: device, inode: inode, watch: watch))
                added = true
            }
        }
        for old in before where !kept.contains(old) {
            if !kept.contains(where: { $0.watch == old.watch }) {
                inotify.remove(old.watch)
                fileWatches[old.watch] = nil
            }
        }
        watched[tail.path] = kept.isEmpty ? nil : kept
        tellExhausted()
        return added
    }

    private func tellExhausted() {
        guard inotify.isExhausted, !toldExhausted else { return }
        toldExhausted = true
        events.append(
            .degraded(
                path: patterns.first ?? "",
                remedy: "raise fs.inotify.max_user_watches and fs.inotify.max_user_instances (sysctl)"))
    }

    // MARK: scanning

    /// Looks for files to follow, and at every followed one.
    private func scan() {
        var known = Set(folders.values)
        for pattern in patterns {
            for folder in Glob.folders(of: pattern) where known.insert(folder).inserted {
                if let watch = inotify.watch(folder: folder) { folders[watch] = folder }
            }
        }
        tellExhausted()
        let named = Set(patterns.filter { !Glob.isPattern($0) })
        var found: [String: Bool] = [:]
        for pattern in patterns {
            for path in Glob.expand(pattern) {
                let name = RotatedName(Path.name(path))
                // A rotated part belongs to its log; a compressed file is never written to.
                let isNamed = named.contains(path)
                if name.compression != nil, !isNamed { continue }
                let stem = isNamed ? path : Path.join(Path.folder(path), name.stem)
                if name.part != .current, !isNamed, !isDated(name), (try? FileStatus(path: stem)) == nil { continue }
                found[stem] = (found[stem] ?? false) || isNamed
            }
        }
        // First: what is gone makes room.
        forget(except: Set(found.keys))
        let open = openInodes
        for (path, isNamed) in found.sorted(by: { $0.key < $1.key }) where tails[path] == nil {
            follow(path, isNamed: isNamed, open)
        }
        for tail in tails.values { tail.isDirty = true }
        order = tails.sorted { $0.key < $1.key }.map(\.value)
        turn = order.isEmpty ? 0 : turn % order.count
        (needsScan, isFirstScan, lastScan) = (false, false, now)
    }

    private func isDated(_ name: RotatedName) -> Bool {
        if case .date = name.part { return true }
        return false
    }

    /// A file of a file system.
    private struct Inode: Hashable {
        var device: UInt64, inode: UInt64
        init(_ status: FileStatus) { (device, inode) = (status.device, status.inode) }
    }

    /// The files that are open. Made once a scan: to look through all tails for each new file is quadratic.
    private var openInodes: Set<Inode> {
        var open: Set<Inode> = []
        for tail in tails.values { for part in tail.parts { open.insert(Inode(part.status)) } }
        return open
    }

    private func follow(_ path: String, isNamed: Bool, _ open: Set<Inode>) {
        guard refused[path] == nil else { return }
        if options.exclude.contains(where: { Glob.matches($0, path: path) }) {
            refused[path] = "excluded"
            return
        }
        guard tails.count < options.maxFiles else {
            // Not refused for good: when others go, there is room.
            if !toldCrowded { events.append(.crowded(path: path, limit: options.maxFiles)) }
            toldCrowded = true
            return
        }
        let status = try? FileStatus(path: path)
        if status?.kind == .folder { return }
        if let status, status.kind != .regular {
            refused[path] = "not a regular file"
            return
        }
        if let status, open.contains(Inode(status)) {
            // A link, or a file that is just being rotated: looked at again at the next scan.
            return
        }
        var head: [UInt8] = []
        var milestones: [UInt8] = []
        if status != nil {
            do throws(SourceError) {
                let file = try OpenFile(path: path)
                let encoding = FileEncoding(head: try file.prefix(4))
                head = try FilePart.head(of: file, encoding, count: 16 << 10)
                if !isNamed, let what = NameCheck.isNoLog(Path.name(path)) ?? ContentCheck.binary(head) {
                    refused[path] = what
                    return
                }
                milestones = Milestones.lines(of: file, encoding, head: head)
            } catch {
                // Followed nevertheless: permission may come, and the tail says what is wrong.
            }
        }
        let absolute = Path.join(Path.resolved(Path.folder(path)), Path.name(path))
        let names = HostRule.name(path: absolute, root: nil, local: options.localHost)
        var descriptor = SourceDescriptor(
            name: "file:\(absolute)", kind: .file, host: options.localHost, service: names.service,
            latest: now == .unknown ? .max : now, zoneOffset: options.zoneOffset,
            head: TerminalCodes.removed(from: head))
        descriptor.milestones = TerminalCodes.removed(from: milestones)
        let (id, resume) = assign(descriptor)
        do throws(SourceError) {
            tails[path] = try FileTail(
                path: path, descriptor: descriptor.withoutLines, id: id, options: options,
                startsAtEnd: isFirstScan && options.startAtEnd, resume: resume)
            if !isFirstScan { events.append(.appeared(path: path)) }
        } catch {
            refuse(path, "\(error)")
            events.append(.failed(error))
        }
    }

    private func refuse(_ path: String, _ reason: String) { refused[path] = reason }

    /// Lets go of tails whose files are gone and read to the end.
    private func forget(except found: Set<String>) {
        for (path, tail) in tails where !found.contains(path) && tail.parts.isEmpty { tails[path] = nil }
    }
}

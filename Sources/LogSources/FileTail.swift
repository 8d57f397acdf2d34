import Model

/// Follows one log over its rotations: finishes the old file, then reads the new one.
///
/// The log is a path (`x.log`); its present file is the one of that name or, where logs are named by date only, the
/// newest dated one (`x-20240101.log`). Files stay open while they may still grow: a writer that has not yet noticed
/// the rotation goes on writing to the old one, so that is read on for `drainTime` after its last byte.
final class FileTail {
    let path: String
    let descriptor: SourceDescriptor
    let id: SourceID
    /// Whether there may be something to read; cleared by the owner when `next` gave nothing.
    var isDirty = true
    private(set) var events: [SourceEvent] = []
    private(set) var lines: UInt64
    private(set) var parts: [FilePart] = []

    private let options: FileFollow.Options
    private var sequence: UInt64 = 0
    private var resume: FileToken?
    private var lastMark: FileMark?
    /// Whether `lastMark` is of a file behind those that are open: a compressed part is left at once, while an older one
    /// is still read on.
    private var leftNewest = false
    /// The latest modification of any file that was read to its end and left: what is older was read.
    private var horizon: Int64 = .min
    private var lastFailure: SourceError?
    /// Files to read after those that are open, old to new.
    private var waiting: [FileChain.Step] = []
    private var startsAtEnd: Bool
    /// Whether rotated parts are looked for at the first opening.
    private var wantsHistory: Bool

    /// - Parameter startsAtEnd: without a position, begins at the end of the file that is there.
    init(
        path: String, descriptor: SourceDescriptor, id: SourceID, options: FileFollow.Options, startsAtEnd: Bool,
        resume position: SourcePosition?
    ) throws(SourceError) {
        (self.path, self.descriptor, self.id, self.options) = (path, descriptor, id, options)
        self.startsAtEnd = startsAtEnd
        // A part that is named itself is a log of its own.
        wantsHistory =
            position == nil && !startsAtEnd && options.history > 0 && RotatedName(Path.name(path)).part == .current
        lines = position?.lines ?? 0
        guard let position else { return }
        guard let token = FileToken(position.token) else {
            throw .position(source: descriptor.name, token: position.token)
        }
        resume = token
    }

    func takeEvents() -> [SourceEvent] {
        defer { events = [] }
        return events
    }

    /// The next batch; nil when every file is read to its present end.
    func next(maxBytes: Int, readAt: Micros) -> LogBatch? {
        while true {
            var index = 0
            while index < parts.count {
                if let batch = read(&index, maxBytes: maxBytes, readAt: readAt) { return batch }
            }
            guard openNext(readAt) else { break }
        }
        return nil
    }

    /// When `next` should be called again though nothing changed: a held-back line or a file to give up.
    var deadline: Micros? {
        var earliest: Micros?
        for (index, part) in parts.enumerated() {
            var due: Micros?
            if part.holdsLine, !part.holdsCutLine { due = part.lastGrowth + options.idleFlush }
            if index < parts.count - 1 || part.status.links == 0 {
                due = min(due ?? .max, part.lastGrowth + options.drainTime)
            }
            if let due { earliest = min(earliest ?? .max, due) }
        }
        return earliest
    }

    // MARK: reading

    /// Reads one part; moves on to the next, or removes it, when it has nothing.
    private func read(_ index: inout Int, maxBytes: Int, readAt: Micros) -> LogBatch? {
        let part = parts[index]
        do throws(SourceError) {
            if try part.inspect() == .truncated { return try restart(part, at: index, readAt: readAt) }
            var ended = false
            // Only the first batch tells where it began: later on the engine has the one before.
            let start = sequence == 0 ? position : nil
            while !ended {
                if let piece = try part.next(maxBytes: maxBytes, readAt: readAt, ended: &ended) {
                    var batch = batch(piece, readAt: readAt)
                    batch.start = start
                    return batch
                }
            }
        } catch {
            report(error)
            return finish(part, at: index, readAt: readAt)
        }
        let idle = readAt - part.lastGrowth
        if !part.canGrow { return finish(part, at: index, readAt: readAt) }
        if idle >= options.drainTime, index < parts.count - 1 || part.status.links == 0 {
            if index == parts.count - 1 { events.append(.vanished(path: path)) }
            return finish(part, at: index, readAt: readAt)
        }
        if idle >= options.idleFlush, !part.holdsCutLine, let rest = part.flush() { return batch(rest, readAt: readAt) }
        index += 1
        return nil
    }

    /// Takes leave of a part; its held-back last line is delivered.
    private func finish(_ part: FilePart, at index: Int, readAt: Micros) -> LogBatch? {
        let rest = part.flush()
        horizon = max(horizon, part.status.modified)
        if index == parts.count - 1 {
            var mark = part.mark
            // A deleted file's inode may be given to the next one.
            if part.status.links == 0 { (mark.device, mark.inode) = (0, 0) }
            lastMark = mark
            leftNewest = part.status.links != 0
        }
        parts.remove(at: index)
        return rest.map { batch($0, readAt: readAt) }
    }

    /// The file was cut back. Its unread rest is looked for in a copy (copytruncate makes one); then it begins anew.
    private func restart(_ part: FilePart, at index: Int, readAt: Micros) throws(SourceError) -> LogBatch? {
        let copies = FileChain.copies(of: part.mark, in: FileChain.siblings(of: path))
        var opened: [FilePart] = []
        for step in copies {
            guard let copy = try? FilePart(path: step.path, offset: step.offset), !isOpen(copy) else { continue }
            copy.isClosed = true
            copy.opened(at: readAt)
            opened.append(copy)
        }
        events.append(.truncated(path: part.file.path, recovered: !opened.isEmpty))
        let held = try part.restart()
        part.opened(at: readAt)
        parts.insert(contentsOf: opened, at: index)
        // A copy holds the line that was held back, whole.
        guard opened.isEmpty, let held else { return nil }
        return batch(held, readAt: readAt)
    }

    private func batch(_ piece: LineCutter.Piece, readAt: Micros) -> LogBatch {
        lines += piece.lines
        var batch = LogBatch(
            source: id, sequence: sequence, arena: piece.arena, resume: position, readAt: readAt,
            reachedEnd: parts.last?.isAtEnd ?? true)
        batch.cutLines = piece.cutLines
        batch.lostBytes = piece.lostBytes
        sequence += 1
        return batch
    }

    /// Whether its position names a file. O(1).
    var hasMarks: Bool { !parts.isEmpty || !waiting.isEmpty || lastMark != nil }

    /// Where to resume after what was delivered so far.
    var position: SourcePosition {
        var marks = parts.map(\.mark)
        if let lastMark, leftNewest || (marks.isEmpty && waiting.isEmpty) { marks.append(lastMark) }
        // A restarted reader must not take a file that was left for one it has not seen.
        if waiting.isEmpty, let newest = marks.indices.last {
            marks[newest].modified = max(marks[newest].modified, horizon)
        }
        // Those not begun are named too: by age alone, files restored from elsewhere would be passed over.
        marks += waiting.compactMap(\.mark)
        return SourcePosition(token: FileToken(marks).text, lines: lines)
    }

    // MARK: opening

    /// Opens the file that follows the last one; false when there is none.
    private func openNext(_ readAt: Micros) -> Bool {
        if let token = resume {
            resume = nil
            horizon = token.marks.map(\.modified).max() ?? horizon
            // Kept in the position until a file is opened, and after that where none is left.
            lastMark = token.marks.last
            let found = FileChain.resume(token.marks, in: FileChain.siblings(of: path), isFollowed: true)
            events += found.lost.map { .lost(path: path, offset: $0.offset) }
            waiting = found.steps
        }
        if wantsHistory {
            wantsHistory = false
            waiting = FileChain.history(
                of: path, span: options.history, now: readAt, bytes: options.historyBytes)
        }
        while !waiting.isEmpty {
            let step = waiting.removeFirst()
            guard let place = FileChain.place(of: step, in: FileChain.siblings(of: path)) else {
                if step.mark?.fingerprint.length != 0 { events.append(.lost(path: step.path, offset: step.offset)) }
                continue
            }
            if open(place, readAt) { return true }
        }
        guard var mark = (leftNewest ? lastMark : nil) ?? parts.last?.mark ?? lastMark else {
            guard let newest = newestPath else {
                report(.missing(path: path))
                return false
            }
            return open(FileChain.Step(path: newest, offset: startsAtEnd ? LineEnd.last(in: newest) : 0), readAt)
        }
        if let newest = newestPath, let status = try? FileStatus(path: newest),
            let index = parts.firstIndex(where: { $0.status.isSameFile(as: status) })
        {
            // The log's name was given back to a file that was being drained.
            if index < parts.count - 1 { parts.append(parts.remove(at: index)) }
            return false
        }
        mark.modified = max(mark.modified, horizon)
        for path in FileChain.newer(than: mark, in: FileChain.siblings(of: path)) {
            if open(FileChain.Step(path: path, offset: 0), readAt) {
                events.append(.rotated(path: self.path))
                return true
            }
        }
        return false
    }

    private func open(_ step: FileChain.Step, _ readAt: Micros) -> Bool {
        do throws(SourceError) {
            guard let part = try FilePart(path: step.path, offset: step.offset) else {
                events.append(.lost(path: step.path, offset: step.offset))
                return false
            }
            guard !isOpen(part) else { return false }
            part.opened(at: readAt)
            parts.append(part)
            leftNewest = false
            startsAtEnd = false
            lastFailure = nil
            return true
        } catch {
            report(error)
            return false
        }
    }

    private func isOpen(_ part: FilePart) -> Bool { parts.contains { $0.status.isSameFile(as: part.status) } }

    /// The file that is written to: of the log's own name or, without one, the newest dated one.
    private var newestPath: String? {
        if (try? FileStatus(path: path)) != nil { return path }
        return FileChain.siblings(of: path).dropLast().last {
            let name = RotatedName(Path.name($0))
            guard case .date = name.part else { return false }
            return name.compression == nil
        }
    }

    /// Tells a failure once, until something else happens.
    private func report(_ error: SourceError) {
        guard error != lastFailure else { return }
        lastFailure = error
        events.append(.failed(error))
    }
}

/// Where a file's last whole line ends.
enum LineEnd {
    /// Offset behind the last newline within the last 64 KiB; the size where there is none.
    static func last(in path: String) -> UInt64 {
        guard let file = try? OpenFile(path: path), let size = try? file.status().size else { return 0 }
        if let encoding = (try? file.prefix(64)).map({ FileEncoding(head: $0) }), !encoding.isSeekable {
            return last(in: file, encoding)
        }
        let window = min(size, UInt64(LineCutter.limit))
        var bytes = [UInt8](repeating: 0, count: Int(window))
        let got = bytes.withUnsafeMutableBytes { buffer in (try? file.read(into: buffer, at: size - window)) ?? 0 }
        guard let newline = bytes[..<got].lastIndex(of: 10) else { return size }
        return size - window + UInt64(newline) + 1
    }

    /// Of a file whose stream is not its bytes: it is read to its end.
    private static func last(in file: OpenFile, _ encoding: FileEncoding) -> UInt64 {
        guard let stream = try? encoding.stream(of: file, from: 0) else { return 0 }
        var end: UInt64 = 0
        while let piece = try? stream.prefix(LineCutter.limit), !piece.isEmpty {
            guard let newline = piece.lastIndex(of: 10) else { continue }
            end = stream.offset - UInt64(piece.count - newline - 1)
        }
        return end
    }
}

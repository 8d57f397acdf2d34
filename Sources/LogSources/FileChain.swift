import Model

/// Files that are one log, in the order they were written, and where reading goes on in them after a restart.
enum FileChain {
    /// A file to read, from an offset of its stream.
    struct Step: Sendable, Hashable {
        var path: String
        var offset: UInt64
        /// Finds the file again should it be renamed, copied or compressed before its turn comes.
        var mark: FileMark?
    }

    /// Where a stored position lies now.
    ///
    /// A file is known again by device, inode and fingerprint; else (copied, compressed, restored) by its fingerprint
    /// alone. Files behind the newest mark's follow from their beginning. Where that is not found, rotation has deleted
    /// it; then what was written after it was last read follows, and the mark is `lost`.
    /// - Parameters:
    ///   - marks: old to new.
    ///   - paths: old to new; the last one is read in any case.
    ///   - isFollowed: the folder lives, and old files of a similar name may lie in it: only what was written since
    ///     follows.
    static func resume(
        _ marks: [FileMark], in paths: [String], isFollowed: Bool
    ) -> (steps: [Step], lost: [FileMark]) {
        let candidates = paths.compactMap(Candidate.init)
        var steps: [Int: UInt64] = [:]
        var lost: [FileMark] = []
        var newestFound: Int?
        // Without a mark nothing was read and nothing was seen: the log itself is all there is to begin with.
        let horizon = marks.map(\.modified).max() ?? (isFollowed ? .max : .min)
        for mark in marks {
            newestFound = nil
            // Of an empty file only the inode is known, which may be another's by now unless it is empty still and nothing
            // was done to it since.
            if mark.fingerprint.length == 0 {
                newestFound = candidates.firstIndex {
                    $0.isEmpty && $0.hasInode(of: mark) && $0.status.modified <= mark.modified
                }
                if let newestFound { steps[newestFound] = 0 }
                continue
            }
            if let index = candidates.firstIndex(where: { $0.isSame(as: mark) })
                ?? candidates.lastIndex(where: { $0.isCopy(of: mark) })
            {
                steps[index] = mark.offset
                newestFound = index
            } else {
                lost.append(mark)
            }
        }
        if let newest = newestFound {
            for index in candidates.indices where index > newest && steps[index] == nil {
                if !isFollowed || candidates[index].path == paths.last || candidates[index].status.modified >= horizon {
                    steps[index] = 0
                }
            }
        } else {
            // By the order of names nothing can be said: parts that were read to their end are in no token.
            for (index, candidate) in candidates.enumerated()
            where steps[index] == nil && (candidates[index].path == paths.last || candidate.status.modified > horizon) {
                steps[index] = 0
            }
        }
        let ordered = steps.sorted { $0.key < $1.key }
        return (ordered.map { candidates[$0.key].step(from: $0.value) }, lost)
    }

    /// What a log that was never read begins with: its rotated parts, old to new, and the log itself.
    ///
    /// Of the parts those written to within `span` before the log itself was (before `now`, where there is none), the
    /// newest of them, while they have no more than `bytes` bytes (as they lie on the disk) together and are no more than
    /// `most`. Unreadable ones, and compressions that are not read, are passed over.
    static func history(of path: String, span: Micros, now: Micros, bytes: UInt64, most: Int = 40) -> [Step] {
        let paths = siblings(of: path)
        let own = paths.last.flatMap(Candidate.init)
        let since = min(own?.status.modified ?? now, now) - span
        var steps: [Step] = []
        var left = bytes
        for older in paths.dropLast().reversed() {
            guard steps.count < most, readable.contains(RotatedName(Path.name(older)).compression),
                let candidate = Candidate(older), !candidate.head.isEmpty
            else { continue }
            guard candidate.status.modified >= since, candidate.status.size <= left else { break }
            left -= candidate.status.size
            steps.append(candidate.step(from: 0))
        }
        steps.reverse()
        if let own { steps.append(own.step(from: 0)) }
        return steps
    }
    /// The compressions that a part's name may tell; nil for none.
    private static let readable: Set<String?> = [nil, "gz", "zst"]

    /// Where a step's file lies now, `paths` being old to new; nil when it is gone.
    static func place(of step: Step, in paths: [String]) -> Step? {
        guard let mark = step.mark else { return step }
        if let status = try? FileStatus(path: step.path), status.device == mark.device, status.inode == mark.inode {
            return step
        }
        let candidates = paths.compactMap(Candidate.init)
        let found =
            candidates.first { mark.fingerprint.length > 0 && $0.isSame(as: mark) }
            ?? candidates.last { $0.isCopy(of: mark) }
        return found?.step(from: step.offset)
    }

    /// Files written after the one of `mark`, which is held open: of those behind it in the order of rotation (of all,
    /// where it has no name any more) the ones written to since it was; the last of `paths` in any case.
    static func newer(than mark: FileMark, in paths: [String]) -> [String] {
        let statuses = paths.map { path in (path: path, status: try? FileStatus(path: path)) }
        let index = statuses.lastIndex { $0.status?.device == mark.device && $0.status?.inode == mark.inode }
        return statuses.indices.filter { place in
            guard let status = statuses[place].status else { return false }
            if place == paths.count - 1 { return place != index }
            guard let index else { return status.modified > mark.modified }
            return place > index && status.modified >= mark.modified
        }.map { paths[$0] }
    }

    /// Where the unread rest of a file that was cut back in place can be read: the copy made before that, and further
    /// copies between it and the file itself.
    static func copies(of mark: FileMark, in paths: [String]) -> [Step] {
        guard mark.fingerprint.length > 0 else { return [] }
        let candidates = paths.compactMap(Candidate.init)
        let own = candidates.lastIndex { $0.status.device == mark.device && $0.status.inode == mark.inode }
        guard let index = candidates.indices.last(where: { $0 != own && candidates[$0].isCopy(of: mark) }) else {
            return []
        }
        let copy = Step(path: candidates[index].path, offset: mark.offset)
        // What stands behind the file itself is read after it, as files that followed it.
        guard let own, index < own else { return [copy] }
        return [copy] + candidates[(index + 1)..<own].map { Step(path: $0.path, offset: 0) }
    }

    /// The parts of `path` in its folder, old to new, itself last (whether it exists or not).
    static func siblings(of path: String) -> [String] {
        let folder = Path.folder(path)
        let own = RotatedName(Path.name(path))
        guard let names = try? FolderNames.of(folder) else { return [path] }
        // Every part's name begins so (`x.log.1`, `x-2024-01-01.log`): the names of other logs need not be taken apart.
        let beginning = own.stem.hasSuffix(".log") ? String(own.stem.dropLast(4)) : own.stem
        var parts = names.filter { $0.utf8.starts(with: beginning.utf8) && $0 != Path.name(path) }
            .map { ($0, RotatedName($0)) }
            .filter { $0.1.stem == own.stem && $0.1.part != .current }
        // A part that is there both plain and compressed (it is being compressed just now) counts once, plain.
        let plain = Set(parts.filter { $0.1.compression == nil }.map(\.1.part))
        parts.removeAll { $0.1.compression != nil && plain.contains($0.1.part) }
        parts.sort { $0.1.precedes($1.1) }
        return parts.map { Path.join(folder, $0.0) } + [path]
    }

    private struct Candidate {
        var path: String
        var status: FileStatus
        var head: [UInt8]
        var isSeekable: Bool

        init?(_ path: String) {
            guard let file = try? OpenFile(path: path), let status = try? file.status(), status.kind == .regular,
                let raw = try? file.prefix(Fingerprint.limit)
            else { return nil }
            let encoding = FileEncoding(head: raw)
            guard let head = encoding.isSeekable ? raw : try? FilePart.head(of: file, encoding) else { return nil }
            (self.path, self.status, self.head, isSeekable) = (path, status, head, encoding.isSeekable)
        }

        func step(from offset: UInt64) -> Step {
            let mark = FileMark(
                device: status.device, inode: status.inode, fingerprint: Fingerprint(head: head), offset: offset,
                modified: status.modified)
            return Step(path: path, offset: offset, mark: mark)
        }

        var isEmpty: Bool { status.size == 0 }
        func hasInode(of mark: FileMark) -> Bool { status.device == mark.device && status.inode == mark.inode }

        func isSame(as mark: FileMark) -> Bool {
            hasInode(of: mark) && mark.fingerprint.matches(head: head)
                && (!isSeekable || status.size >= mark.offset)
        }
        /// A copy is written after the original was last read: an older part that begins alike is none.
        func isCopy(of mark: FileMark) -> Bool {
            mark.fingerprint.length > 0 && mark.fingerprint.matches(head: head) && status.modified >= mark.modified
                && (!isSeekable || status.size >= mark.offset)
        }
    }
}

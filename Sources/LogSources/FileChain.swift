/// Files that are one log, in the order they were written, and where reading goes on in them after a restart.
enum FileChain {
    /// A file to read, from an offset of its stream.
    struct Step: Sendable, Hashable {
        var path: String
        var offset: UInt64
    }

    /// Where a stored position lies now.
    ///
    /// A file is known again by device, inode and fingerprint; else (copied, compressed, restored) by its fingerprint
    /// alone. Files behind the newest one found follow from their beginning. Where none is found, rotation has deleted
    /// it; then what was written after it was last read follows, and the mark is `lost`.
    /// - Parameter paths: old to new.
    static func resume(_ marks: [FileMark], in paths: [String]) -> (steps: [Step], lost: [FileMark]) {
        let candidates = paths.compactMap(Candidate.init)
        var steps: [Int: UInt64] = [:]
        var lost: [FileMark] = []
        for mark in marks {
            if let index = candidates.firstIndex(where: { $0.isSame(as: mark) })
                ?? candidates.lastIndex(where: { $0.isCopy(of: mark) })
            {
                steps[index] = mark.offset
            } else if mark.offset > 0 || mark.fingerprint.length > 0 {
                lost.append(mark)
            }
        }
        if let newest = steps.keys.max() {
            for index in candidates.indices where index > newest { steps[index] = 0 }
        } else {
            let horizon = marks.map(\.modified).max() ?? .min
            for (index, candidate) in candidates.enumerated()
            where index == candidates.count - 1 || candidate.status.modified > horizon {
                steps[index] = 0
            }
        }
        let ordered = steps.sorted { $0.key < $1.key }
        return (ordered.map { Step(path: candidates[$0.key].path, offset: $0.value) }, lost)
    }

    /// The parts of `path` in its folder, old to new, itself last (whether it exists or not).
    static func siblings(of path: String) -> [String] {
        let folder = Path.folder(path)
        let own = RotatedName(Path.name(path))
        guard let names = try? Path.entries(folder) else { return [path] }
        var parts = names.filter { $0 != Path.name(path) }.map { ($0, RotatedName($0)) }.filter {
            $0.1.stem == own.stem && $0.1.part != .current
        }
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

        func isSame(as mark: FileMark) -> Bool {
            status.device == mark.device && status.inode == mark.inode && mark.fingerprint.matches(head: head)
                && (!isSeekable || status.size >= mark.offset)
        }
        func isCopy(of mark: FileMark) -> Bool {
            mark.fingerprint.length > 0 && mark.fingerprint.matches(head: head)
                && (!isSeekable || status.size >= mark.offset)
        }
    }
}

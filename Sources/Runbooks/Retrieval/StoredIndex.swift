import FoundationEssentials

/// The index of some folders in a file of the state folder: made once, kept up to date by content, used by the daemon and by each
/// question. Whatever happens to the file costs time, never the answer: a damaged one is made anew, and where none can be kept (a
/// full disk, no permission) the index is made in memory.
package struct StoredIndex: Sendable {
    package var index: RunbookIndex
    package var report: RefreshReport
    /// What the operator should know: a rebuilt file, or why none is kept.
    package var messages: [String] = []
    /// Whether it stands in the file.
    package var isStored: Bool

    /// Opens the index in `file` (nil: none can be kept) and makes it equal to the folders and notes. Blocks.
    package static func open(
        file: String?, folders: [String], notes: [ResolutionNote]? = nil, vocabulary: Vocabulary = .builtin
    ) throws(RunbookError) -> StoredIndex {
        var messages: [String] = []
        for attempt in 0..<2 {
            guard let file else { break }
            var isMade = FileManager.default.fileExists(atPath: file)
            do throws(RunbookError) {
                let index = try RunbookIndex(path: file, vocabulary: vocabulary)
                isMade = index.isMade
                return try make(index, folders, notes, messages: messages, isStored: true)
            } catch .damaged(let why) {
                messages.append("\(file) was damaged (\(why)) and is made anew")
                guard attempt == 0, remove(file) else { break }
            } catch .cannotKeep(let why) {
                messages.append(cannotKeep(file, why))
                break
            } catch .noRoom(let why) {
                // The beginning of an index that did not fit would fill the disk for everybody else.
                if !isMade { remove(file) }
                messages.append(cannotKeep(file, why))
                break
            }
        }
        return try make(
            RunbookIndex(vocabulary: vocabulary), folders, notes, messages: messages, isStored: false)
    }

    private static func cannotKeep(_ file: String, _ why: String) -> String {
        "the index cannot be kept in \(file) (\(why)); made in memory for now"
    }

    /// Somebody else's index, to read only; nil where it cannot be opened or the folders have changed since.
    package static func current(file: String, folders: [String], vocabulary: Vocabulary = .builtin) -> StoredIndex? {
        guard let index = try? RunbookIndex(path: file, isReadOnly: true, vocabulary: vocabulary),
            let report = try? index.unchanged(folders)
        else { return nil }
        return StoredIndex(index: index, report: report, isStored: true)
    }

    private static func make(
        _ index: RunbookIndex, _ folders: [String], _ notes: [ResolutionNote]?, messages: [String], isStored: Bool
    ) throws(RunbookError) -> StoredIndex {
        let report = try index.refresh(folders)
        if let notes { try index.refresh(notes: notes) }
        return StoredIndex(index: index, report: report, messages: messages, isStored: isStored)
    }

    /// Takes the file away with what SQLite keeps beside it. False when it is still there.
    @discardableResult
    package static func remove(_ file: String) -> Bool {
        for suffix in ["", "-wal", "-shm", "-journal"] { try? FileManager.default.removeItem(atPath: file + suffix) }
        return !FileManager.default.fileExists(atPath: file)
    }

    /// Removes the indexes of folders that were not asked for longest, beyond `count`; never `kept`.
    package static func prune(folder: String, keeping count: Int, and kept: String) {
        let manager = FileManager.default
        let files = ((try? manager.contentsOfDirectory(atPath: folder)) ?? []).filter {
            $0.hasPrefix("runbooks-") && $0.hasSuffix(".sqlite") && folder + "/" + $0 != kept
        }
        guard files.count >= count else { return }
        let dated = files.map { name -> (name: String, changed: Date) in
            let attributes = try? manager.attributesOfItem(atPath: folder + "/" + name)
            return (name, attributes?[.modificationDate] as? Date ?? .distantPast)
        }.sorted { ($0.changed, $0.name) > ($1.changed, $1.name) }
        for old in dated.dropFirst(max(count - 1, 0)) { remove(folder + "/" + old.name) }
    }
}

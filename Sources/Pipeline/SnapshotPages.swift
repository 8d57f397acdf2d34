import Bytes
import Detection
import Storage

/// Cuts stage snapshots into pages and tells which changed since the last checkpoint, so that a checkpoint writes what was
/// touched and not the whole model. A stage with fixed-size rows moves only the pages of the rows that changed.
package struct SnapshotPages: Sendable {
    /// Bytes a page.
    static let size = 16 * 1024

    /// A page to write (`bytes`), or to delete (nil).
    package struct Change: Sendable {
        package var stage: String
        package var page: UInt64
        package var bytes: [UInt8]?
    }

    private var hashes: [String: [UInt64]] = [:]
    /// Of stages that know themselves which of their pages changed: up to where the store holds them, and how many pages it has.
    private var tables: [String: (revision: UInt64, count: Int)] = [:]
    /// Rows of a state that could not be read: to be deleted before anything is written, or they would be read with the new ones.
    private var stale: [ModelRow] = []

    package init() {}
    /// For a store whose rows cannot be read by this version: the first checkpoint removes them.
    package init(unreadable rows: [ModelRow]) { stale = rows }

    /// Deletions of what could not be read, once.
    mutating func takeStale() -> [ModelChange] {
        defer { stale = [] }
        return stale.map { .delete(namespace: $0.namespace, key: $0.key) }
    }

    /// The revision up to which the store holds a table; nil where it holds nothing.
    func revision(of stage: String) -> UInt64? { tables[stage]?.revision }

    /// Remembers that the store holds a table.
    mutating func holds(_ stage: String, _ table: ChangedPages) { tables[stage] = (table.revision, table.count) }

    /// The pages of a table to write, and to delete where it has become shorter.
    mutating func changes(of stage: String, _ table: ChangedPages) -> [Change] {
        var changes = table.pages.map { Change(stage: stage, page: UInt64($0.number), bytes: $0.bytes) }
        let known = tables[stage]?.count ?? 0
        for page in table.count..<max(table.count, known) {
            changes.append(Change(stage: stage, page: UInt64(page), bytes: nil))
        }
        holds(stage, table)
        return changes
    }

    /// The pages of `snapshot` that differ from the ones last seen under `stage`. O(bytes).
    mutating func changes(of stage: String, _ snapshot: [UInt8]) -> [Change] {
        let old = hashes[stage] ?? []
        let count = (snapshot.count + Self.size - 1) / Self.size
        var new: [UInt64] = []
        new.reserveCapacity(count)
        var changes: [Change] = []
        let bytes = snapshot.span.bytes
        for page in 0..<count {
            let range = page * Self.size..<min((page + 1) * Self.size, snapshot.count)
            let hash = StableHash.hash(bytes, range)
            new.append(hash)
            if page >= old.count || old[page] != hash {
                changes.append(Change(stage: stage, page: UInt64(page), bytes: Array(snapshot[range])))
            }
        }
        for page in count..<max(count, old.count) {
            changes.append(Change(stage: stage, page: UInt64(page), bytes: nil))
        }
        hashes[stage] = new
        return changes
    }

    /// Puts a snapshot together from its pages and remembers their hashes. Nil when a page is missing.
    mutating func assemble(_ stage: String, pages: [(page: UInt64, bytes: [UInt8])]) -> [UInt8]? {
        var snapshot: [UInt8] = []
        var new: [UInt64] = []
        for (expected, entry) in pages.sorted(by: { $0.page < $1.page }).enumerated() {
            guard entry.page == UInt64(expected), expected == pages.count - 1 || entry.bytes.count == Self.size else {
                return nil
            }
            new.append(StableHash.hash(entry.bytes.span.bytes, 0..<entry.bytes.count))
            snapshot += entry.bytes
        }
        hashes[stage] = new
        return snapshot
    }
}

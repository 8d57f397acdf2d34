import Bytes

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

    package init() {}

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

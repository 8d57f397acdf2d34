import GRDB
import Model

/// How long, and how much, the store keeps. What has to be kept for correctness (positions, model, unresolved
/// incidents, undelivered events) is never touched.
package struct Retention: Sendable, Hashable {
    /// Resolved incidents, by the time they closed.
    package var incidents: Micros = 90 * .day
    /// Candidates held back, and finished deliveries.
    package var history: Micros = 14 * .day
    /// Templates that were not seen for so long go from the listing.
    package var templates: Micros = 90 * .day
    /// Templates in the listing; the least recently seen go.
    package var maximumTemplates = 100_000
    /// Size of the file's content. Over it the oldest history goes, then the oldest resolved incidents.
    package var maximumBytes: Int64 = 512 << 20
    /// Pages given back to the file system in one call, so that a call stays short.
    package var maximumVacuumPages = 4_096
    package init() {}
}

/// What a call of `prune` removed.
package struct Pruned: Sendable, Hashable {
    package var incidents = 0
    package var heldBack = 0
    package var events = 0
    package var templates = 0
    /// Bytes in use afterwards.
    package var bytes: Int64 = 0
    /// It is still over `maximumBytes`: what is left may not be removed.
    package var isOverLimit = false
}

extension Store {
    /// Removes what is older than the retention or beyond the size limit, and gives free pages back to the file system.
    ///
    /// - Parameter now: the clock, or event time of a replay; ages count back from it.
    /// - Complexity: O(rows removed + templates); several short transactions, so a checkpoint waits for none of it
    /// long.
    @discardableResult
    package func prune(_ retention: Retention, now: Micros) throws(StoreError) -> Pruned {
        var pruned = Pruned()
        try write { db in
            pruned.incidents += try Self.delete(
                db, "DELETE FROM incident WHERE state = 'resolved' AND COALESCE(closed_at, last_seen) < ?",
                [now - retention.incidents])
            pruned.heldBack += try Self.delete(db, "DELETE FROM held_back WHERE at < ?", [now - retention.history])
            pruned.events += try Self.delete(
                db,
                """
                DELETE FROM event WHERE at < ?
                AND NOT EXISTS (SELECT 1 FROM delivery WHERE event = event.id AND state = 'pending')
                """, [now - retention.history])
            pruned.templates += try Self.delete(
                db, "DELETE FROM template WHERE last_seen < ?", [now - retention.templates])
            pruned.templates += try Self.delete(
                db,
                """
                DELETE FROM template WHERE id IN (
                    SELECT id FROM template ORDER BY last_seen DESC, id LIMIT -1 OFFSET ?)
                """, [retention.maximumTemplates])
        }
        pruned.bytes = try bytesInUse()
        while pruned.bytes > retention.maximumBytes {
            let removed = try write { db in try Self.shrink(db, &pruned) }
            pruned.bytes = try bytesInUse()
            guard removed > 0 else { break }
        }
        pruned.isOverLimit = pruned.bytes > retention.maximumBytes
        guard access == .readWrite else { return pruned }
        do {
            try database.writeWithoutTransaction { db in
                // The file itself shrinks when the WAL is carried over; PASSIVE waits for no reader.
                try db.execute(sql: "PRAGMA incremental_vacuum(\(max(retention.maximumVacuumPages, 1)))")
                try db.execute(sql: "PRAGMA wal_checkpoint(PASSIVE)")
            }
        } catch {
            throw StoreError(error, path: path)
        }
        return pruned
    }

    /// Bytes of the file that hold something: pages without those that are free.
    package func bytesInUse() throws(StoreError) -> Int64 {
        try read { db in
            let pages = try Int64.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            let free = try Int64.fetchOne(db, sql: "PRAGMA freelist_count") ?? 0
            return (pages - free) * (try Int64.fetchOne(db, sql: "PRAGMA page_size") ?? 4096)
        }
    }

    private static func delete(_ db: Database, _ sql: String, _ arguments: StatementArguments) throws -> Int {
        try db.execute(sql: sql, arguments: arguments)
        return db.changesCount
    }

    /// Removes a tenth of what may go, the least missed first. Returns how many rows went.
    private static func shrink(_ db: Database, _ pruned: inout Pruned) throws -> Int {
        func tenth(_ sql: String) throws -> Int { max(((try Int.fetchOne(db, sql: sql) ?? 0) + 9) / 10, 1) }
        let heldBack = try delete(
            db, "DELETE FROM held_back WHERE id IN (SELECT id FROM held_back ORDER BY id LIMIT ?)",
            [try tenth("SELECT COUNT(*) FROM held_back")])
        let finished = "NOT EXISTS (SELECT 1 FROM delivery WHERE event = event.id AND state = 'pending')"
        let events = try delete(
            db, "DELETE FROM event WHERE id IN (SELECT id FROM event WHERE \(finished) ORDER BY number LIMIT ?)",
            [try tenth("SELECT COUNT(*) FROM event")])
        pruned.heldBack += heldBack
        pruned.events += events
        if heldBack + events > 0 { return heldBack + events }
        let incidents = try delete(
            db,
            "DELETE FROM incident WHERE id IN (SELECT id FROM incident WHERE state = 'resolved' ORDER BY opened_at LIMIT ?)",
            [try tenth("SELECT COUNT(*) FROM incident WHERE state = 'resolved'")])
        pruned.incidents += incidents
        return incidents
    }
}

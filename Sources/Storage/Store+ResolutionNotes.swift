import GRDB
import Model

extension Store {
    /// Resolved incidents on which an operator left a note, newest first: what was learned is worth finding again. O(incidents kept).
    package func incidentsWithNotes(limit: Int = 2000) throws(StoreError) -> [Incident] {
        try read { db in
            let bodies = try String.fetchAll(
                db,
                sql: """
                    SELECT body FROM incident WHERE state = 'resolved' AND instr(body, '"notes":[]') = 0
                    ORDER BY opened_at DESC, id LIMIT ?
                    """, arguments: [limit])
            let incidents: [Incident] = try bodies.map { try StoreJSON.value($0) }
            return incidents.filter { !$0.notes.isEmpty }
        }
    }
}

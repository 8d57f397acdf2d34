import GRDB
import Model

extension Store {
    /// Sources with their ledgers, sorted by name.
    package func sources() throws(StoreError) -> [SourceRow] { try read(Self.sources) }

    /// Small facts for people, as the daemon left them.
    package func facts() throws(StoreError) -> [String: String] { try read(Self.facts) }

    /// Stores a fact outside of a checkpoint: the daemon's own, such as when it started.
    package func setFact(_ name: String, _ value: String) throws(StoreError) {
        try write { db in try Self.putFact(name, value, db) }
    }

    static func sources(_ db: Database) throws -> [SourceRow] {
        try Row.fetchAll(
            db, sql: "SELECT name, kind, token, lines, ledger, latest, format, notes FROM source ORDER BY name"
        ).map { row in
            SourceRow(
                name: row[0], kind: row[1],
                position: SourcePosition(token: row[2], lines: UInt64(bitPattern: row[3] as Int64)),
                ledger: try StoreJSON.value(row[4] as String), latest: row[5], format: row[6],
                notes: try StoreJSON.value(row[7] as String))
        }
    }

    static func facts(_ db: Database) throws -> [String: String] {
        var found: [String: String] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT name, value FROM fact") { found[row[0] as String] = row[1] }
        return found
    }

    static func putFact(_ name: String, _ value: String, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO fact (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value
                """
        ).execute(arguments: [name, value])
    }
}

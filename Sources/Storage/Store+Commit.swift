import FoundationEssentials
import GRDB
import Model

extension Store {
    /// Writes a checkpoint: all of it or, on any error, nothing. The engine's one writer.
    ///
    /// - Throws: `.staleCheckpoint` where the stored sequence is not below the offered one (a double must not count
    ///   twice), `.diskFull` where there is no space (offer the same checkpoint again later), and what SQLite says.
    /// - Complexity: O(rows of the checkpoint · log(rows stored)).
    package func commit(_ checkpoint: Checkpoint) throws(StoreError) {
        try write { db in
            var writer = CheckpointWriter(db: db, checkpoint: checkpoint, pause: pause, options: options)
            try writer.write()
        }
    }

    /// What the last commit left, for a daemon that starts.
    /// - Complexity: O(model rows + snapshots), in memory at once: the stages bound their state.
    package func loadCheckpoint() throws(StoreError) -> StoredState {
        try read { db in
            let (sequence, at) = try Self.stored(db)
            var snapshots: [StageSnapshot] = []
            let rows = try Row.fetchCursor(db, sql: "SELECT name, value FROM snapshot ORDER BY name")
            while let row = try rows.next() {
                snapshots.append(StageSnapshot(name: row[0], bytes: [UInt8](row[1] as Data)))
            }
            return StoredState(
                sequence: sequence, at: at, sources: try Self.sources(db),
                model: try Self.modelRows(db, namespace: nil),
                snapshots: snapshots, facts: try Self.facts(db))
        }
    }

    /// The sequence and watermark of the stored checkpoint; sequence 0 before the first.
    package func checkpoint() throws(StoreError) -> (sequence: UInt64, at: Micros) { try read(Self.stored) }

    /// The model rows of one namespace, sorted by key.
    package func model(namespace: String) throws(StoreError) -> [ModelRow] {
        try read { db in try Self.modelRows(db, namespace: namespace) }
    }

    static func stored(_ db: Database) throws -> (sequence: UInt64, at: Micros) {
        guard let row = try Row.fetchOne(db, sql: "SELECT sequence, at FROM checkpoint WHERE id = 1") else {
            return (0, .unknown)
        }
        return (UInt64(bitPattern: row[0] as Int64), row[1])
    }

    private static func modelRows(_ db: Database, namespace: String?) throws -> [ModelRow] {
        var found: [ModelRow] = []
        let rows = try Row.fetchCursor(
            db,
            sql: "SELECT namespace, key, value FROM model WHERE ?1 IS NULL OR namespace = ?1 ORDER BY namespace, key",
            arguments: [namespace])
        while let row = try rows.next() {
            let key: ModelKey
            switch (row[1] as DatabaseValue).storage {
            case .int64(let number): key = .number(UInt64(bitPattern: number))
            case .string(let text): key = .text(text)
            default: throw StoreError.badValue("a model key that is neither a number nor a text")
            }
            found.append(ModelRow(namespace: row[0], key: key, value: [UInt8](row[2] as Data)))
        }
        // SQLite orders the numbers as signed ones.
        return namespace == nil || !found.isEmpty
            ? found.sorted { ($0.namespace, $0.key) < ($1.namespace, $1.key) } : found
    }
}

/// One checkpoint on its way into one open transaction.
private struct CheckpointWriter {
    let db: Database
    let checkpoint: Checkpoint
    let pause: CommitPause?
    let options: Store.Options
    private var written = 0

    init(db: Database, checkpoint: Checkpoint, pause: CommitPause?, options: Store.Options) {
        (self.db, self.checkpoint, self.pause, self.options) = (db, checkpoint, pause, options)
    }

    mutating func write() throws {
        let have = try Store.stored(db).sequence
        guard checkpoint.sequence > have else {
            throw StoreError.staleCheckpoint(have: have, offered: checkpoint.sequence)
        }
        try writeSources()
        try writeModel()
        try writeSnapshots()
        try writeTemplates()
        try writeIncidents()
        try writeHeldBack()
        try writeOutbox()
        try writeFacts()
        try db.execute(
            sql: "UPDATE checkpoint SET sequence = ?, at = ? WHERE id = 1",
            arguments: [Int64(bitPattern: checkpoint.sequence), checkpoint.at])
        if checkpoint.rowCount < 2 { pause?.stop(sequence: checkpoint.sequence) }
    }

    /// Counts a row; half-way through, the test aid stops here.
    private mutating func step() {
        written += 1
        if let pause, written == checkpoint.rowCount / 2 { pause.stop(sequence: checkpoint.sequence) }
    }

    private mutating func writeSources() throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO source (name, kind, token, lines, ledger, latest, format, notes)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (name) DO UPDATE SET kind = excluded.kind, token = excluded.token, lines = excluded.lines,
                    ledger = excluded.ledger, latest = excluded.latest, format = excluded.format, notes = excluded.notes
                """)
        for row in checkpoint.sources {
            try statement.execute(arguments: [
                row.name, row.kind, row.position.token, Int64(bitPattern: row.position.lines),
                try StoreJSON.text(row.ledger),
                row.latest, row.format, try StoreJSON.text(row.notes),
            ])
            step()
        }
    }

    private mutating func writeModel() throws {
        let put = try db.cachedStatement(
            sql: """
                INSERT INTO model (namespace, key, value) VALUES (?, ?, ?)
                ON CONFLICT (namespace, key) DO UPDATE SET value = excluded.value
                """)
        let delete = try db.cachedStatement(sql: "DELETE FROM model WHERE namespace = ? AND key = ?")
        for change in checkpoint.model {
            switch change {
            case .put(let row):
                try put.execute(arguments: [row.namespace, row.key.databaseValue, Data(row.value)])
            case .delete(let namespace, let key):
                try delete.execute(arguments: [namespace, key.databaseValue])
            }
            step()
        }
    }

    private mutating func writeSnapshots() throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO snapshot (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value
                """)
        for snapshot in checkpoint.snapshots {
            try statement.execute(arguments: [snapshot.name, Data(snapshot.bytes)])
            step()
        }
    }

    private mutating func writeTemplates() throws {
        let delete = try db.cachedStatement(sql: "DELETE FROM template WHERE id = ?")
        for id in checkpoint.mergedTemplates {
            try delete.execute(arguments: [Int64(bitPattern: id.raw)])
            step()
        }
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO template (id, text, count, first_seen, last_seen, streams) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET text = excluded.text, count = excluded.count, first_seen = excluded.first_seen,
                    last_seen = excluded.last_seen, streams = excluded.streams
                """)
        for row in checkpoint.templates {
            try statement.execute(arguments: [
                Int64(bitPattern: row.id.raw), row.text, Int64(bitPattern: row.count), row.firstSeen, row.lastSeen,
                try StoreJSON.text(row.streams),
            ])
            step()
        }
    }

    private mutating func writeIncidents() throws {
        for change in checkpoint.incidents {
            try IncidentRows.put(change.incident, db)
            step()
        }
    }

    private mutating func writeHeldBack() throws {
        guard !checkpoint.heldBack.isEmpty else { return }
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO held_back (at, reason, text, score, level, nodes, templates) VALUES (?, ?, ?, ?, ?, ?, ?)
                """)
        for row in checkpoint.heldBack {
            try statement.execute(arguments: [
                row.at, row.reason.rawValue, row.text, row.score.storable, row.level.storable,
                try StoreJSON.text(row.nodes),
                try StoreJSON.text(row.templates),
            ])
            step()
        }
        // The oldest go first; ids only grow, so what is kept is one range of them.
        try db.execute(
            sql: "DELETE FROM held_back WHERE id <= (SELECT MAX(id) FROM held_back) - ?",
            arguments: [options.maximumHeldBack])
    }

    private mutating func writeOutbox() throws {
        for event in checkpoint.outbox {
            try OutboxRows.put(event, db, maximumPending: options.maximumPending)
            step()
        }
    }

    private mutating func writeFacts() throws {
        for (name, value) in checkpoint.facts.sorted(by: { $0.key < $1.key }) {
            try Store.putFact(name, value, db)
            step()
        }
    }
}

extension Double {
    /// SQLite stores a NaN as NULL, which no column here takes: one broken score must not stop a checkpoint.
    var storable: Double { isNaN ? 0 : self }
}

extension ModelKey {
    /// As the column holds it: numbers keep their 64 bits, read as signed.
    var databaseValue: DatabaseValue {
        switch self {
        case .number(let number): Int64(bitPattern: number).databaseValue
        case .text(let text): text.databaseValue
        }
    }
}

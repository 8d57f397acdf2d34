import GRDB

/// The schema, as the migrations that make it.
///
/// A migration that was shipped is never edited: databases in the field have run it as it was. A change is a new
/// migration at the end, and a test keeps a database of each shipped schema and migrates it.
/// Tables are STRICT, so a column holds what it says and reading a row cannot meet another type.
enum StoreSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1: checkpoints, incidents, outbox", migrate: first)
        return migrator
    }

    private static func first(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE fact (
                    name TEXT NOT NULL PRIMARY KEY,
                    value TEXT NOT NULL
                ) STRICT, WITHOUT ROWID;

                -- One row: which checkpoint the rest of the file belongs to.
                CREATE TABLE checkpoint (
                    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
                    sequence INTEGER NOT NULL,
                    at INTEGER NOT NULL
                ) STRICT;
                INSERT INTO checkpoint (id, sequence, at) VALUES (1, 0, -9223372036854775808);

                CREATE TABLE source (
                    name TEXT NOT NULL PRIMARY KEY,
                    kind TEXT NOT NULL,
                    token TEXT NOT NULL,
                    lines INTEGER NOT NULL,
                    ledger TEXT NOT NULL,
                    latest INTEGER NOT NULL,
                    format TEXT NOT NULL,
                    notes TEXT NOT NULL
                ) STRICT, WITHOUT ROWID;

                -- The key is an integer or a text; ANY keeps the two apart.
                CREATE TABLE model (
                    namespace TEXT NOT NULL,
                    key ANY NOT NULL,
                    value BLOB NOT NULL,
                    PRIMARY KEY (namespace, key)
                ) STRICT, WITHOUT ROWID;

                CREATE TABLE snapshot (
                    name TEXT NOT NULL PRIMARY KEY,
                    value BLOB NOT NULL
                ) STRICT;

                CREATE TABLE template (
                    id INTEGER NOT NULL PRIMARY KEY,
                    text TEXT NOT NULL,
                    count INTEGER NOT NULL,
                    first_seen INTEGER NOT NULL,
                    last_seen INTEGER NOT NULL,
                    streams TEXT NOT NULL
                ) STRICT;
                CREATE INDEX template_last_seen ON template (last_seen);

                CREATE TABLE incident (
                    id TEXT NOT NULL PRIMARY KEY,
                    opened_at INTEGER NOT NULL,
                    started_at INTEGER NOT NULL,
                    last_seen INTEGER NOT NULL,
                    closed_at INTEGER,
                    state TEXT NOT NULL,
                    severity TEXT NOT NULL,
                    score REAL NOT NULL,
                    title TEXT NOT NULL,
                    root_cause TEXT NOT NULL,
                    alerts INTEGER NOT NULL,
                    weak INTEGER NOT NULL,
                    body TEXT NOT NULL
                ) STRICT;
                CREATE INDEX incident_opened ON incident (opened_at, id);
                CREATE INDEX incident_unresolved ON incident (opened_at) WHERE state <> 'resolved';

                CREATE TABLE incident_node (
                    node TEXT NOT NULL,
                    incident TEXT NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
                    PRIMARY KEY (node, incident)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX incident_node_incident ON incident_node (incident);

                CREATE TABLE held_back (
                    id INTEGER NOT NULL PRIMARY KEY,
                    at INTEGER NOT NULL,
                    reason TEXT NOT NULL,
                    text TEXT NOT NULL,
                    score REAL NOT NULL,
                    level REAL NOT NULL,
                    nodes TEXT NOT NULL,
                    templates TEXT NOT NULL
                ) STRICT;
                CREATE INDEX held_back_at ON held_back (at);

                CREATE TABLE event (
                    id TEXT NOT NULL PRIMARY KEY,
                    number INTEGER NOT NULL UNIQUE,
                    type TEXT NOT NULL,
                    at INTEGER NOT NULL,
                    incident TEXT NOT NULL,
                    body TEXT NOT NULL
                ) STRICT;

                -- What became of an event at one receiver.
                CREATE TABLE delivery (
                    event TEXT NOT NULL REFERENCES event (id) ON DELETE CASCADE,
                    receiver TEXT NOT NULL,
                    number INTEGER NOT NULL,
                    state TEXT NOT NULL,
                    attempts INTEGER NOT NULL,
                    next_attempt INTEGER NOT NULL,
                    uncertain INTEGER NOT NULL,
                    finished_at INTEGER,
                    last_error TEXT NOT NULL,
                    summary TEXT,
                    PRIMARY KEY (event, receiver)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX delivery_summary ON delivery (receiver, summary) WHERE summary IS NOT NULL;
                CREATE INDEX delivery_pending ON delivery (receiver, number) WHERE state = 'pending';
                """)
    }
}

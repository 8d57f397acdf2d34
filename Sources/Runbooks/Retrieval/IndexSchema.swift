import GRDB

/// The tables of the index. The analysed text stands in `chunk` beside what is shown from `document.source`, because
/// FTS5 is contentless (SQLite 3.40 deletes there only with the old values) and because ranking reads the terms again.
enum IndexSchema {
    static func migrator() -> DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("runbooks 1") { db in
            try db.execute(
                sql: """
                    CREATE TABLE document(
                        id INTEGER PRIMARY KEY, folder TEXT NOT NULL, path TEXT NOT NULL, title TEXT NOT NULL,
                        hash INTEGER NOT NULL, bytes INTEGER NOT NULL, changed INTEGER NOT NULL, analysis INTEGER NOT NULL,
                        matter TEXT NOT NULL, source TEXT NOT NULL, UNIQUE(path));
                    CREATE TABLE chunk(
                        id INTEGER PRIMARY KEY, document INTEGER NOT NULL, ordinal INTEGER NOT NULL, slug TEXT NOT NULL,
                        path TEXT NOT NULL, first_line INTEGER NOT NULL, last_line INTEGER NOT NULL, hollow INTEGER NOT NULL,
                        title TEXT NOT NULL, head TEXT NOT NULL, body TEXT NOT NULL, hash INTEGER NOT NULL, size INTEGER NOT NULL);
                    CREATE INDEX chunk_document ON chunk(document, ordinal);
                    CREATE VIRTUAL TABLE chunk_terms USING fts5(title, head, body, content='',
                        tokenize="unicode61 remove_diacritics 0");
                    CREATE VIRTUAL TABLE chunk_words USING fts5vocab(chunk_terms, 'row');
                    CREATE TABLE vector(
                        hash INTEGER NOT NULL, model TEXT NOT NULL, vector BLOB NOT NULL, PRIMARY KEY(hash, model)) WITHOUT ROWID;
                    CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
                    """)
        }
        return migrator
    }
}

import GRDB

/// The tables of the index. The analysed text stands in `chunk` beside what is shown from `document.source`, because
/// FTS5 is contentless (SQLite 3.40 deletes there only with the old values) and because ranking reads the terms again.
enum IndexSchema {
    static func migrator() -> DatabaseMigrator {
        var migrator = DatabaseMigrator()
        // The index is made from the folders, so a new schema drops the old one. STRICT: a check of the file finds values of a
        // wrong kind, which reading would trip over.
        migrator.registerMigration("runbooks 2") { db in
            try db.execute(
                sql: """
                    DROP TABLE IF EXISTS chunk_words; DROP TABLE IF EXISTS chunk_terms; DROP TABLE IF EXISTS chunk;
                    DROP TABLE IF EXISTS document; DROP TABLE IF EXISTS vector; DROP TABLE IF EXISTS setting;
                    CREATE TABLE document(
                        id INTEGER PRIMARY KEY, folder TEXT NOT NULL, path TEXT NOT NULL, title TEXT NOT NULL,
                        hash INTEGER NOT NULL, bytes INTEGER NOT NULL, changed INTEGER NOT NULL, analysis INTEGER NOT NULL,
                        matter TEXT NOT NULL, source TEXT NOT NULL, UNIQUE(path)) STRICT;
                    CREATE TABLE chunk(
                        id INTEGER PRIMARY KEY, document INTEGER NOT NULL, ordinal INTEGER NOT NULL, slug TEXT NOT NULL,
                        path TEXT NOT NULL, first_line INTEGER NOT NULL, last_line INTEGER NOT NULL, hollow INTEGER NOT NULL,
                        title TEXT NOT NULL, head TEXT NOT NULL, body TEXT NOT NULL, hash INTEGER NOT NULL,
                        size INTEGER NOT NULL) STRICT;
                    CREATE INDEX chunk_document ON chunk(document, ordinal);
                    CREATE VIRTUAL TABLE chunk_terms USING fts5(title, head, body, content='',
                        tokenize="unicode61 remove_diacritics 0");
                    CREATE VIRTUAL TABLE chunk_words USING fts5vocab(chunk_terms, 'row');
                    CREATE TABLE vector(
                        hash INTEGER NOT NULL, model TEXT NOT NULL, vector BLOB NOT NULL, PRIMARY KEY(hash, model)
                    ) STRICT, WITHOUT ROWID;
                    CREATE TABLE setting(name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
                    """)
        }
        return migrator
    }
}

import Bytes
import FoundationEssentials
import GRDB
import Model
import Synchronization

extension RunbookIndex {
    /// Makes the vectors that are missing for `embedder`, by content hash: what did not change is not embedded again. Commits
    /// after every 32 passages, so that a stop costs little. Returns how many were made.
    @discardableResult
    package func embed(with embedder: any Embedder, progress: (_ done: Int, _ of: Int) -> Void = { _, _ in })
        async throws -> Int
    {
        let missing = try read { db in try Self.missing(db, model: embedder.name, limit: .max) }
        var done = 0
        while done < missing.count {
            let batch = Array(missing[done..<min(done + 32, missing.count)])
            let texts = try read { db in try batch.map { try Self.textToEmbed(db, chunk: $0.id) } }
            let vectors = try await embedder.vectors(of: texts, isQuery: false)
            guard vectors.count == batch.count, vectors.allSatisfy({ $0.count == embedder.dimension }) else {
                throw RunbookError.model("\(embedder.name): \(vectors.count) vectors for \(batch.count) texts")
            }
            try store(zip(batch.map(\.hash), vectors), model: embedder.name)
            done += batch.count
            progress(done, missing.count)
        }
        return done
    }

    /// The first `limit` passages, each with its content's hash, that have no vector of `model`; equal ones once.
    static func missing(_ db: Database, model: String, limit: Int) throws -> [(id: Int64, hash: Int64)] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT min(c.id) AS id, c.hash AS hash FROM chunk AS c LEFT JOIN vector AS v ON v.hash = c.hash AND v.model = ?
                WHERE v.hash IS NULL GROUP BY c.hash ORDER BY id LIMIT ?
                """, arguments: [model, limit]
        ).map { (id: $0["id"] as Int64, hash: $0["hash"] as Int64) }
    }

    /// Keeps vectors by content hash, in one transaction.
    func store(_ vectors: some Sequence<(Int64, [Float])>, model: String) throws(RunbookError) {
        try write { db in
            for (hash, vector) in vectors {
                let bytes = vector.withUnsafeBytes { Data($0) }
                try db.execute(
                    sql: "INSERT OR REPLACE INTO vector(hash, model, vector) VALUES (?, ?, ?)",
                    arguments: [hash, model, bytes])
            }
            try Self.touch(db)
        }
    }

    /// Name of the file that keeps the index of these folders.
    package static func fileName(of folders: [String]) -> String {
        "runbooks-\(Hexadecimal.string(StableHash.hash(folders.joined(separator: "\n")))).sqlite"
    }

    /// The vector of a question; a Korean one is first put into English by the word list, for models that read no Hangul.
    package func vector(of question: String, with embedder: any Embedder) async throws -> QuestionVector? {
        var reader = QueryReader(vocabulary: vocabulary)
        let text = embedder.readsHangul ? question : reader.english(question)
        guard !text.trimmed.isEmpty, let vector = try await embedder.vectors(of: [text], isQuery: true).first else {
            return nil
        }
        return QuestionVector(model: embedder.name, numbers: vector)
    }

    /// The same by an encoder in process, at once.
    func vector(of question: String, with encoder: SentenceEncoder) -> QuestionVector? {
        var reader = QueryReader(vocabulary: vocabulary)
        let text = encoder.readsHangul ? question : reader.english(question)
        guard !text.trimmed.isEmpty else { return nil }
        return QuestionVector(model: encoder.name, numbers: encoder.vector(of: text, isQuery: true))
    }

    /// Title and headings first: what is cut off at the model's limit is the end of a long passage.
    static func textToEmbed(_ db: Database, chunk: Int64) throws -> String {
        let statement = try db.cachedStatement(
            sql:
                "SELECT d.title, d.path AS file, d.source, c.path, c.first_line, c.last_line FROM chunk AS c JOIN document AS d ON d.id = c.document WHERE c.id = ?"
        )
        guard let row = try Row.fetchOne(statement, arguments: [chunk]) else { return "" }
        let title: String = row["title"]
        let headings: String = row["path"]
        let source: String = row["source"]
        let first: Int = row["first_line"]
        let last: Int = row["last_line"]
        let body = SourceLines.text(of: source, first...max(first, last))
        return ([spaced(title)] + headings.split(separator: "\u{1F}").map(String.init).filter { $0 != title } + [body])
            .joined(separator: "\n")
    }

    /// `KubePodNotReady` as the words that it is made of, which is how a model knows them.
    static func spaced(_ title: String) -> String {
        var out = ""
        var before: Character = " "
        for character in title {
            if character.isUppercase, before.isLowercase { out.append(" ") }
            out.append(character)
            before = character
        }
        return out
    }

    static func touch(_ db: Database) throws {
        try db.execute(
            sql:
                "INSERT INTO setting(name, value) VALUES ('revision', '1') ON CONFLICT(name) DO UPDATE SET value = CAST(value AS INTEGER) + 1"
        )
    }

    /// The table of one model's vectors, from memory unless the index changed.
    func vectors(_ db: Database, model: String, dimension: Int) throws -> (table: VectorTable, crowding: Double) {
        let revision = try String.fetchOne(db, sql: "SELECT value FROM setting WHERE name = 'revision'") ?? ""
        let key = model + "@" + revision
        if let cached = vectorCache.withLock({ $0 }), cached.key == key { return (cached.table, cached.crowding) }
        var table = VectorTable(dimension: dimension)
        table.reserve(try Int.fetchOne(db, sql: "SELECT count(*) FROM chunk") ?? 0)
        let rows = try Row.fetchCursor(
            db,
            sql:
                "SELECT c.id, v.vector FROM chunk AS c JOIN vector AS v ON v.hash = c.hash AND v.model = ? ORDER BY c.id",
            arguments: [model])
        while let row = try rows.next() {
            let id: Int64 = row[0]
            try row.withUnsafeData(atIndex: 1) { data in data?.withUnsafeBytes { table.append(id: id, bytes: $0) } }
        }
        let (made, crowding) = (table, table.crowding())
        vectorCache.withLock { $0 = (key, made, crowding) }
        return (made, crowding)
    }
}

import Bytes
import FoundationEssentials
import GRDB

extension RunbookIndex {
    /// Makes the index equal to the folders: new and changed files (by content hash) are read again, files that went are
    /// dropped; what did not change costs one `stat`, and where nothing did, nothing is written. One transaction: a kill or a full
    /// disk leaves the index as it was. With several folders a path begins with the name
    /// of its folder.
    @discardableResult
    package func refresh(_ folders: [String]) throws(RunbookError) -> RefreshReport {
        let (all, skipped) = try Self.files(under: folders)
        if var same = try read({ db in try Refresh(db: db).unchanged(all) }) {
            same.skipped = skipped + same.skipped
            return same
        }
        return try write { db in
            var refresh = Refresh(db: db)
            refresh.report.skipped = skipped
            return try refresh.run(all)
        }
    }

    /// The report of a refresh that would change nothing; nil when there is something to do.
    package func unchanged(_ folders: [String]) throws(RunbookError) -> RefreshReport? {
        let (all, skipped) = try Self.files(under: folders)
        var report = try read { db in try Refresh(db: db).unchanged(all) }
        report?.skipped.insert(contentsOf: skipped, at: 0)
        return report
    }

    private static func files(under folders: [String]) throws(RunbookError) -> (
        all: [(file: RunbookFile, folder: String)], skipped: [String]
    ) {
        var files: [(file: RunbookFile, folder: String)] = []
        var skipped: [String] = []
        for folder in folders {
            let name = folder.split(separator: "/").last.map(String.init) ?? folder
            let listing = try RunbookFolder.files(under: folder)
            skipped += listing.skipped
            for var file in listing.files {
                if folders.count > 1 { file.path = name + "/" + file.path }
                files.append((file, folder))
            }
        }
        return (files, skipped)
    }

    /// Makes the notes in the index equal to `notes`. Only what changed is written.
    package func refresh(notes: [ResolutionNote]) throws(RunbookError) {
        let known = try read { db in
            try Row.fetchAll(
                db, sql: "SELECT path, hash FROM document WHERE folder = ?", arguments: [ResolutionNote.scheme]
            ).reduce(into: [String: Int64]()) { $0[$1["path"]] = $1["hash"] }
        }
        let wanted = Dictionary(notes.map { ($0.path, $0.text) }) { first, _ in first }
        let new = wanted.filter { known[$0.key] != Int64(bitPattern: StableHash.hash($0.value)) }
        let gone = known.keys.filter { wanted[$0] == nil }
        guard !new.isEmpty || !gone.isEmpty else { return }
        try write { db in
            var refresh = Refresh(db: db)
            for path in gone.sorted() {
                guard let id = try Int64.fetchOne(db, sql: "SELECT id FROM document WHERE path = ?", arguments: [path])
                else { continue }
                try refresh.remove(id)
            }
            for (path, text) in new.sorted(by: { $0.key < $1.key }) {
                let hash = Int64(bitPattern: StableHash.hash(text))
                try refresh.replace(
                    path: path, folder: ResolutionNote.scheme, text: text, hash: hash, bytes: text.utf8.count,
                    changed: 0)
            }
            try refresh.finish()
        }
    }

    /// Puts one document into the index, from memory.
    package func put(path: String, text: String) throws(RunbookError) {
        try write { db in
            var refresh = Refresh(db: db)
            let hash = Int64(bitPattern: StableHash.hash(text))
            try refresh.replace(path: path, folder: "", text: text, hash: hash, bytes: text.utf8.count, changed: 0)
            try refresh.finish()
        }
    }
}

extension RunbookIndex {
    /// Takes one document out of the index; the next `refresh` of its folder puts it back. Returns whether it was there.
    @discardableResult
    package func remove(path: String) throws(RunbookError) -> Bool {
        try write { db in
            guard let id = try Int64.fetchOne(db, sql: "SELECT id FROM document WHERE path = ?", arguments: [path])
            else { return false }
            var refresh = Refresh(db: db)
            try refresh.remove(id)
            try refresh.finish()
            return true
        }
    }
}

private struct Refresh {
    let db: Database
    var analyzer = Analyzer()
    var report = RefreshReport()

    init(db: Database) { self.db = db }

    struct Known {
        var id: Int64
        var hash: Int64
        var bytes: Int
        var changed: Int64
        var analysis: Int
    }

    /// Documents that came from folders.
    private func known() throws -> [String: Known] {
        try Row.fetchAll(
            db, sql: "SELECT id, path, hash, bytes, changed, analysis FROM document WHERE folder NOT IN ('', ?)",
            arguments: [ResolutionNote.scheme]
        ).reduce(into: [:]) { known, row in
            known[row["path"]] = Known(
                id: row["id"], hash: row["hash"], bytes: row["bytes"], changed: row["changed"],
                analysis: row["analysis"])
        }
    }

    /// The report of a refresh that would change nothing; nil when there is something to do.
    func unchanged(_ files: [(file: RunbookFile, folder: String)]) throws -> RefreshReport? {
        guard
            let chunks = try String.fetchOne(db, sql: "SELECT value FROM setting WHERE name = 'chunks'").flatMap(
                Int.init)
        else { return nil }
        let known = try known()
        guard known.count <= files.count else { return nil }
        var report = RefreshReport()
        var seen: Set<String> = []
        for (file, _) in files {
            guard let old = known[file.path] else {
                // One that cannot be read is not in the index, and nothing is written for it at each look.
                guard case .none(let why) = RunbookFolder.read(file) else { return nil }
                report.skipped.append("\(file.location): \(why)")
                continue
            }
            guard seen.insert(file.path).inserted else {
                report.skipped.append(Self.samePath(file))
                continue
            }
            guard old.analysis == Analyzer.version, old.changed == file.changed, old.bytes == file.bytes,
                file.changed != 0
            else { return nil }
        }
        guard seen.count == known.count else { return nil }
        (report.unchanged, report.chunks) = (seen.count, chunks)
        return report
    }

    private static func samePath(_ file: RunbookFile) -> String {
        "\(file.location): another folder holds the same path"
    }

    mutating func run(_ files: [(file: RunbookFile, folder: String)]) throws -> RefreshReport {
        let known = try known()
        var seen: Set<String> = []
        for (file, folder) in files {
            guard seen.insert(file.path).inserted else {
                report.skipped.append(Self.samePath(file))
                continue
            }
            let old = known[file.path]
            let isSame = old?.analysis == Analyzer.version
            if let old, isSame, old.changed == file.changed, old.bytes == file.bytes, file.changed != 0 {
                report.unchanged += 1
                continue
            }
            let text: String
            switch RunbookFolder.read(file) {
            case .text(let read): text = read
            case .none(let why):
                report.skipped.append("\(file.location): \(why)")
                seen.remove(file.path)
                continue
            }
            let hash = Int64(bitPattern: StableHash.hash(text))
            if let old, isSame, old.hash == hash {
                try db.execute(
                    sql: "UPDATE document SET bytes = ?, changed = ? WHERE id = ?",
                    arguments: [file.bytes, file.changed, old.id])
                report.unchanged += 1
                continue
            }
            if old == nil { report.added += 1 } else { report.changed += 1 }
            try replace(
                path: file.path, folder: folder, text: text, hash: hash, bytes: file.bytes, changed: file.changed)
        }
        for (path, old) in known.sorted(by: { $0.key < $1.key }) where !seen.contains(path) {
            try remove(old.id)
            report.removed += 1
        }
        report.chunks =
            try String.fetchOne(db, sql: "SELECT value FROM setting WHERE name = 'chunks'").flatMap(Int.init) ?? -1
        if report.isChanged || report.chunks < 0 { try finish() }
        return report
    }

    mutating func replace(path: String, folder: String, text: String, hash: Int64, bytes: Int, changed: Int64) throws {
        if let old = try Int64.fetchOne(db, sql: "SELECT id FROM document WHERE path = ?", arguments: [path]) {
            try remove(old)
        }
        let document = RunbookFolder.parse(text, path: path)
        let matter = String(decoding: (try? JSONEncoder().encode(document.matter)) ?? Data(), as: UTF8.self)
        try db.cachedStatement(
            sql:
                "INSERT INTO document(folder, path, title, hash, bytes, changed, analysis, matter, source) VALUES (?,?,?,?,?,?,?,?,?)"
        )
        .execute(arguments: [folder, path, document.title, hash, bytes, changed, Analyzer.version, matter, text])
        let id = db.lastInsertedRowID
        let title = analyzer.indexed(Self.titleText(path: path, document: document))
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO chunk(document, ordinal, slug, path, first_line, last_line, hollow, title, head, body, hash, size)
                VALUES (?,?,?,?,?,?,?,?,?,?,?,?)
                """)
        let index = try db.cachedStatement(sql: "INSERT INTO chunk_terms(rowid, title, head, body) VALUES (?,?,?,?)")
        for (ordinal, chunk) in Chunker.chunks(of: document).enumerated() {
            // The first heading is the title already.
            let path = chunk.path.filter { $0 != document.title }
            let head = analyzer.indexed(path.joined(separator: "\n"))
            let body = analyzer.indexed(chunk.text)
            let hash = Int64(
                bitPattern: StableHash.hash(
                    document.title + "\n" + chunk.path.joined(separator: "\n") + "\n" + chunk.text))
            let size = body.utf8.reduce(1) { $0 + ($1 == 0x20 ? 1 : 0) }
            try insert.execute(arguments: [
                id, ordinal, chunk.slug, chunk.path.joined(separator: "\u{1F}"), chunk.lines.lowerBound,
                chunk.lines.upperBound,
                chunk.isHollow, title, head, body, hash, size,
            ])
            try index.execute(arguments: [db.lastInsertedRowID, title, head, body])
        }
    }

    /// Title, file name, folders, and what the front matter says the runbook is for.
    private static func titleText(path: String, document: ParsedDocument) -> String {
        let folders = path.split(separator: "/").map(String.init).dropLast()
        let name = RunbookFolder.topic(of: path)
        let matter = document.matter
        let lists = matter.services + matter.alerts + matter.tags
        return ([document.title == name ? "" : document.title, name] + folders + lists).joined(
            separator: " \n ")
    }

    func remove(_ id: Int64) throws {
        for row in try Row.fetchAll(
            db, sql: "SELECT id, title, head, body FROM chunk WHERE document = ?", arguments: [id])
        {
            try db.execute(
                sql: "INSERT INTO chunk_terms(chunk_terms, rowid, title, head, body) VALUES ('delete', ?, ?, ?, ?)",
                arguments: [row["id"], row["title"], row["head"], row["body"]])
        }
        try db.execute(sql: "DELETE FROM chunk WHERE document = ?", arguments: [id])
        try db.execute(sql: "DELETE FROM document WHERE id = ?", arguments: [id])
    }

    /// Vectors without a passage that are kept: another branch of a git folder, and back.
    private static let sparedVectors = 2000

    /// The averages that ranking needs, and vectors that no passage has had for long.
    mutating func finish() throws {
        let lone =
            try Int.fetchOne(
                db, sql: "SELECT count(*) FROM vector WHERE hash NOT IN (SELECT hash FROM chunk)") ?? 0
        if lone > Self.sparedVectors {
            try db.execute(sql: "DELETE FROM vector WHERE hash NOT IN (SELECT hash FROM chunk)")
        }
        try RunbookIndex.touch(db)
        let row = try Row.fetchOne(db, sql: "SELECT count(*) AS n, avg(size) AS size FROM chunk")
        report.chunks = row?["n"] ?? 0
        let size: Double = row?["size"] ?? 0
        for (name, value) in [("chunks", "\(report.chunks)"), ("average_body", "\(size)")] {
            try db.execute(
                sql:
                    "INSERT INTO setting(name, value) VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value",
                arguments: [name, value])
        }
    }
}

import Bytes
import FoundationEssentials
import GRDB
import Synchronization

/// The index over one or several folders of runbooks: documents cut into passages, searched by meaning-bearing words (FTS5
/// finds the candidates, `Ranking` orders them). Thread-safe; SQLite serialises.
package final class RunbookIndex: Sendable {
    let database: any DatabaseWriter
    package let vocabulary: Vocabulary
    /// The vectors of the model asked last, by model and revision of the index.
    let vectorCache = Mutex<(key: String, table: VectorTable, crowding: Double)?>(nil)

    /// The index's Latin words by their first letter, of one revision.
    let spellingCache = Mutex<(revision: String, words: [UInt8: [[UInt8]]])?>(nil)
    /// The same by their sound.
    let soundCache = Mutex<(revision: String, words: [[UInt8]: [String]])?>(nil)

    /// Opens or creates the index in the file at `path`; `isReadOnly` opens one that exists, for commands beside a daemon.
    ///
    /// Throws `.damaged` when the file is no index or its pages do not hold together, `.cannotKeep` or `.noRoom` when it cannot be written.
    package init(path: String, isReadOnly: Bool = false, vocabulary: Vocabulary = .builtin) throws(RunbookError) {
        self.vocabulary = vocabulary
        do {
            var configuration = Configuration()
            configuration.busyMode = .timeout(10)
            configuration.readonly = isReadOnly
            // With a write-ahead log a power cut costs the last changes, which the folders still hold.
            configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = NORMAL") }
            let pool = try DatabasePool(path: path, configuration: configuration)
            database = pool
            if try pool.read(Self.bytes) <= Self.largestChecked, let fault = try pool.read(Self.fault) {
                throw RunbookError.damaged(fault)
            }
            if !isReadOnly { try IndexSchema.migrator().migrate(database) }
        } catch { throw Self.mapped(error) }
    }

    /// A file up to this size is checked as a whole when it is opened; a larger one takes too long.
    private static let largestChecked = 128 << 20

    private static func bytes(_ db: Database) throws -> Int {
        let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
        return pages * (try Int.fetchOne(db, sql: "PRAGMA page_size") ?? 0)
    }

    /// What is wrong with the pages, or with the kinds of value in them; nil when nothing is.
    private static func fault(_ db: Database) throws -> String? {
        let found = try String.fetchOne(db, sql: "PRAGMA quick_check(1)") ?? "ok"
        return found == "ok"
            ? nil : String(found.prefix(160)).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    static func mapped(_ error: any Error) -> RunbookError {
        if let error = error as? RunbookError { return error }
        guard let error = error as? DatabaseError else { return .index("\(error)") }
        let message = error.message ?? "\(error.resultCode)"
        return switch error.resultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FORMAT, .SQLITE_MISMATCH: .damaged(message)
        case .SQLITE_FULL: .noRoom(message)
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_IOERR, .SQLITE_PERM, .SQLITE_BUSY,
            .SQLITE_LOCKED:
            .cannotKeep(message)
        case .SQLITE_ERROR where message.hasPrefix("no such table") || message.hasPrefix("no such column"):
            .damaged(message)
        default: .index(message)
        }
    }

    /// Whether some refresh has succeeded.
    var isMade: Bool {
        let chunks = try? read { db in try String.fetchOne(db, sql: "SELECT value FROM setting WHERE name = 'chunks'") }
        return chunks != nil
    }

    /// Whether there is no passage in it.
    package func isEmpty() throws(RunbookError) -> Bool {
        try read { db in try Int.fetchOne(db, sql: "SELECT id FROM chunk LIMIT 1") == nil }
    }

    /// An index in memory, gone with the value.
    package init(vocabulary: Vocabulary = .builtin) throws(RunbookError) {
        self.vocabulary = vocabulary
        do {
            database = try DatabaseQueue()
            try IndexSchema.migrator().migrate(database)
        } catch { throw Self.mapped(error) }
    }

    func read<T>(_ body: (Database) throws -> T) throws(RunbookError) -> T {
        do { return try database.read(body) } catch { throw Self.mapped(error) }
    }
    func write<T>(_ body: (Database) throws -> T) throws(RunbookError) -> T {
        do { return try database.write(body) } catch {
            // What the failed change left in the log must not hold the disk's last room.
            if (error as? DatabaseError)?.resultCode == .SQLITE_FULL {
                try? database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
            }
            throw Self.mapped(error)
        }
    }
}

/// What a refresh did.
package struct RefreshReport: Sendable, Hashable, Codable {
    package var added = 0
    package var changed = 0
    package var removed = 0
    package var unchanged = 0
    /// Passages in the index afterwards.
    package var chunks = 0
    /// Files passed over, with the reason.
    package var skipped: [String] = []
    /// Whether anything in the index is new.
    package var isChanged: Bool { added + changed + removed > 0 }
}

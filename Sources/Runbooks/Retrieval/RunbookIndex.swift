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

    /// Opens or creates the index in the file at `path`; `isReadOnly` opens one that exists, for commands beside a daemon.
    package init(path: String, isReadOnly: Bool = false, vocabulary: Vocabulary = .builtin) throws(RunbookError) {
        self.vocabulary = vocabulary
        do {
            var configuration = Configuration()
            configuration.busyMode = .timeout(5)
            configuration.readonly = isReadOnly
            database = try DatabasePool(path: path, configuration: configuration)
            if !isReadOnly { try IndexSchema.migrator().migrate(database) }
        } catch { throw .index("\(path): \(error)") }
    }

    /// An index in memory, gone with the value.
    package init(vocabulary: Vocabulary = .builtin) throws(RunbookError) {
        self.vocabulary = vocabulary
        do {
            database = try DatabaseQueue()
            try IndexSchema.migrator().migrate(database)
        } catch { throw .index("\(error)") }
    }

    func read<T>(_ body: (Database) throws -> T) throws(RunbookError) -> T {
        do { return try database.read(body) } catch let error as RunbookError { throw error } catch {
            throw .index("\(error)")
        }
    }
    func write<T>(_ body: (Database) throws -> T) throws(RunbookError) -> T {
        do { return try database.write(body) } catch let error as RunbookError { throw error } catch {
            throw .index("\(error)")
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

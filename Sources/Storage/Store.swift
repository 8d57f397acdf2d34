import GRDB
import Glibc

/// The durable state of one installation: `haetae.sqlite` in a folder.
///
/// One daemon writes (a lock sees to that); commands read beside it or without it. All calls block on disk I/O: call
/// them from a thread that may wait, never from the cooperative pool's. Safe from any thread.
package final class Store: Sendable {
    package static let fileName = "haetae.sqlite"

    package enum Access: Sendable { case readWrite, readOnly }

    /// Ceilings of what the store keeps by itself; what is over goes at a commit or at `prune`.
    package struct Options: Sendable {
        /// How long a statement waits for another process.
        package var busyTimeoutSeconds = 10.0
        /// Candidates held back that are kept, the newest.
        package var maximumHeldBack = 10_000
        /// Events waiting for one receiver; beyond it the oldest are given up, and counted.
        package var maximumPending = 1_000
        /// SQLite pages the file may have; nil for no limit but `Retention.maximumBytes`.
        package var maximumPages: Int?
        /// See `CommitPause`: a test aid.
        var commitPause = CommitPause.fromEnvironment()
        package init() {}
    }

    package let folder: String
    package let path: String
    package let access: Access
    package let options: Options
    /// Opened without locking because neither a daemon nor its shared memory was there and none could be made.
    package let isImmutable: Bool
    let database: any DatabaseWriter
    let pause: CommitPause?
    private let lock: StoreLock?

    /// Opens the store of `folder`.
    ///
    /// For writing: makes folder and file where missing, takes the lock, checks the file, migrates it. O(file) for the
    /// check. For reading: the file must be there; O(1).
    package convenience init(folder: String, access: Access, options: Options = Options()) throws(StoreError) {
        switch access {
        case .readWrite: try self.init(writing: folder, options: options)
        case .readOnly: try self.init(reading: folder, options: options)
        }
    }

    private init(writing folder: String, options: Options) throws(StoreError) {
        try Self.makeFolder(folder)
        (self.folder, self.options, access, isImmutable) = (folder, options, .readWrite, false)
        let path = folder + "/" + Self.fileName
        self.path = path
        lock = try StoreLock(folder: folder)
        pause = options.commitPause
        do {
            let pool = try DatabasePool(path: path, configuration: Self.configuration(options, readOnly: false))
            try pool.writeWithoutTransaction { db in try Self.check(db, path: path) }
            try StoreSchema.migrator.migrate(pool)
            database = pool
        } catch {
            throw StoreError(error, path: path)
        }
    }

    private init(reading folder: String, options: Options) throws(StoreError) {
        let path = folder + "/" + Self.fileName
        guard Glibc.access(path, F_OK) == 0 else {
            if errno == EACCES { throw .cannotOpen(path: path, reason: String(cString: strerror(errno))) }
            throw .missing(path: path)
        }
        (self.folder, self.path, self.options, access, lock, pause) = (folder, path, options, .readOnly, nil, nil)
        do {
            let configuration = Self.configuration(options, readOnly: true)
            do {
                let queue = try DatabaseQueue(path: path, configuration: configuration)
                try queue.read { db in try Self.checkSchema(db, path: path) }
                (database, isImmutable) = (queue, false)
            } catch let error as DatabaseError
                where [.SQLITE_CANTOPEN, .SQLITE_READONLY].contains(error.resultCode) && Self.isAtRest(folder)
            {
                // A reader needs the WAL's shared memory, which a clean stop removed and which only someone who may
                // write to the folder can make again. Nobody writes now and there is no WAL, so the file alone is the
                // whole truth.
                let queue = try DatabaseQueue(path: Self.immutableURI(path), configuration: configuration)
                try queue.read { db in try Self.checkSchema(db, path: path) }
                (database, isImmutable) = (queue, true)
            }
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// Whether a daemon holds the store in `folder` now.
    package static func isInUse(folder: String) -> Bool { StoreLock.isHeld(folder: folder) }

    /// Closes the file, then gives the lock up. Later calls fail; a second close does nothing.
    package func close() {
        if access == .readWrite {
            // GRDB's readers close last and may not write, so SQLite would leave the WAL behind; with it gone the file
            // alone is the whole truth, also for someone who may not write to the folder.
            try? database.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
        }
        // A reader still at work keeps the file open until it is done; the lock then stays with this value.
        guard (try? database.close()) != nil else { return }
        lock?.release()
    }

    // MARK: - Access for the subject files

    func read<T>(_ body: (Database) throws -> T) throws(StoreError) -> T {
        do { return try database.read(body) } catch { throw StoreError(error, path: path) }
    }

    /// One transaction: all or nothing.
    func write<T>(_ body: (Database) throws -> T) throws(StoreError) -> T {
        guard access == .readWrite else { throw .readOnly(path: path) }
        do { return try database.write(body) } catch { throw StoreError(error, path: path) }
    }

    // MARK: - Opening

    private static func configuration(_ options: Options, readOnly: Bool) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = readOnly
        configuration.label = "haetae.store"
        configuration.busyMode = .timeout(options.busyTimeoutSeconds)
        configuration.maximumReaderCount = 4
        configuration.prepareDatabase { db in
            guard !db.configuration.readonly else { return }
            // Before the first table, or it is without effect: lets `prune` give pages back to the file system.
            try db.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL")
            // NORMAL, not FULL: a commit is atomic and survives the process either way. What NORMAL can lose is the
            // last commits before a power cut, whole ones, and then the daemon reads on from the positions of the one
            // before: sources are read again, and events get the same ids. So FULL would buy nothing, at a sync a
            // commit.
            try db.execute(sql: "PRAGMA synchronous = NORMAL")
            // The pages of a large checkpoint stay in memory until it is written; the default, 2 MB, would spill them.
            try db.execute(sql: "PRAGMA cache_size = -16000")
            // After a burst the WAL file shrinks again.
            try db.execute(sql: "PRAGMA journal_size_limit = 16777216")
            if let pages = options.maximumPages { try db.execute(sql: "PRAGMA max_page_count = \(pages)") }
        }
        return configuration
    }

    private static func check(_ db: Database, path: String) throws {
        let found = try String.fetchAll(db, sql: "PRAGMA quick_check(3)")
        guard found == ["ok"] else { throw StoreError.corrupt(path: path, detail: found.joined(separator: "; ")) }
        let applied = try StoreSchema.migrator.appliedIdentifiers(db)
        let unknown = applied.subtracting(StoreSchema.migrator.migrations)
        guard unknown.isEmpty else { throw StoreError.newerSchema(path: path, unknown: unknown.sorted()) }
    }

    private static func checkSchema(_ db: Database, path: String) throws {
        let known = StoreSchema.migrator.migrations
        let applied = try StoreSchema.migrator.appliedIdentifiers(db)
        let unknown = applied.subtracting(known)
        guard unknown.isEmpty else { throw StoreError.newerSchema(path: path, unknown: unknown.sorted()) }
        let made = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master WHERE name NOT LIKE '%grdb_%'") ?? 0
        guard made > 0 else {
            throw StoreError.cannotOpen(
                path: path, reason: "nothing is in it yet: a daemon is just making it, or was stopped while it did")
        }
        guard known.allSatisfy(applied.contains) else { throw StoreError.olderSchema(path: path) }
    }

    private static func makeFolder(_ folder: String) throws(StoreError) {
        var made = ""
        for part in folder.split(separator: "/", omittingEmptySubsequences: true) {
            made += (made.isEmpty && !folder.hasPrefix("/") ? "" : "/") + part
            if mkdir(made, 0o750) != 0, errno != EEXIST {
                throw .cannotOpen(path: made, reason: String(cString: strerror(errno)))
            }
        }
    }

    /// Nobody writes, and the file holds everything: no daemon, and no WAL with content.
    private static func isAtRest(_ folder: String) -> Bool {
        var info = stat()
        let wal = folder + "/" + fileName + "-wal"
        return !StoreLock.isHeld(folder: folder) && (stat(wal, &info) != 0 || info.st_size == 0)
    }

    private static func immutableURI(_ path: String) -> String {
        var text = "file:"
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-"),
                UInt8(ascii: "_"):
                text.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                text += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
            }
        }
        return text + "?immutable=1"
    }
}

import Bytes
import GRDB
import Glibc
import Model
import Testing

@testable import Storage

@Suite struct OpeningTests {
    @Test func twoDaemonsCannotShareAFolder() throws {
        let folder = TemporaryFolder()
        let first = try Store(folder: folder.path, access: .readWrite)
        #expect(throws: StoreError.locked(path: folder.path, holder: Int(getpid()))) {
            try Store(folder: folder.path, access: .readWrite)
        }
        #expect(Store.isInUse(folder: folder.path))
        withExtendedLifetime(first) {}
    }

    @Test func theLockGoesWithItsHolder() throws {
        let folder = TemporaryFolder()
        do { _ = try Store(folder: folder.path, access: .readWrite) }
        #expect(!Store.isInUse(folder: folder.path))
        _ = try Store(folder: folder.path, access: .readWrite)
    }

    @Test func commandsReadBesideTheDaemonAndWithoutIt() throws {
        let folder = TemporaryFolder()
        do {
            let daemon = try Store(folder: folder.path, access: .readWrite)
            try daemon.commit(sampleCheckpoint(1))
            let command = try Store(folder: folder.path, access: .readOnly)
            #expect(try command.checkpoint().sequence == 1)
            try daemon.commit(sampleCheckpoint(2))
            #expect(try command.checkpoint().sequence == 2)
            #expect(throws: StoreError.readOnly(path: command.path)) { try command.commit(sampleCheckpoint(3)) }
        }
        let command = try Store(folder: folder.path, access: .readOnly)
        #expect(try command.incidents().items.map(\.id) == ["i2", "i1"])
        #expect(!command.isImmutable)
    }

    /// Someone who may read the folder but not write to it: no WAL and no shared memory can be made.
    @Test func aFolderThatMayOnlyBeReadIsRead() throws {
        let folder = TemporaryFolder()
        do { try Store(folder: folder.path + "/a?b#c 100%", access: .readWrite).commit(sampleCheckpoint(1)) }
        let inner = folder.path + "/a?b#c 100%"
        for name in [Store.fileName, StoreLock.fileName] { chmod(inner + "/" + name, 0o444) }
        chmod(inner, 0o555)
        defer { chmod(inner, 0o755) }
        // Root may write anywhere; then there is no need of the other way in.
        let store = try Store(folder: inner, access: .readOnly)
        #expect(try store.checkpoint().sequence == 1)
        #expect(store.isImmutable == (geteuid() != 0))
    }

    @Test func aMissingStoreSaysSo() {
        let folder = TemporaryFolder()
        #expect(throws: StoreError.missing(path: folder.path + "/haetae.sqlite")) {
            try Store(folder: folder.path, access: .readOnly)
        }
    }

    @Test func aFolderThatCannotBeMadeSaysSo() {
        #expect(throws: StoreError.self) { try Store(folder: "/proc/nowhere/haetae", access: .readWrite) }
    }

    @Test(arguments: [Store.Access.readWrite, .readOnly]) func aLaterSchemaIsRefused(access: Store.Access) throws {
        let folder = TemporaryFolder()
        do {
            let store = try Store(folder: folder.path, access: .readWrite)
            try store.write { db in try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('9: from the future')") }
        }
        #expect(throws: StoreError.newerSchema(path: folder.path + "/haetae.sqlite", unknown: ["9: from the future"])) {
            try Store(folder: folder.path, access: access)
        }
    }

    @Test func anEarlierSchemaIsNotReadButMigrated() throws {
        let folder = TemporaryFolder()
        // A file as it is before the first migration.
        do {
            _ = try DatabaseQueue(path: folder.path + "/haetae.sqlite").write {
                try $0.execute(sql: "CREATE TABLE x (a)")
            }
        }
        #expect(throws: StoreError.olderSchema(path: folder.path + "/haetae.sqlite")) {
            try Store(folder: folder.path, access: .readOnly)
        }
        #expect(try Store(folder: folder.path, access: .readWrite).checkpoint().sequence == 0)
    }

    /// A reader that comes while the daemon makes its very first store is not told of an earlier version.
    @Test func anEmptyFileIsBeingMade() throws {
        let folder = TemporaryFolder()
        do {
            _ = try DatabaseQueue(path: folder.path + "/haetae.sqlite").write {
                try $0.execute(sql: "PRAGMA user_version = 0")
            }
        }
        let error = #expect(throws: StoreError.self) { try Store(folder: folder.path, access: .readOnly) }
        #expect(error?.description.contains("just making it") == true, "\(error?.description ?? "")")
    }

    /// A migration that was shipped is never edited: add one at the end, and its own line here.
    @Test func theSchemaIsWhatItWas() throws {
        let folder = TemporaryFolder()
        let store = try Store(folder: folder.path, access: .readWrite)
        let schema = try store.read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'grdb%' ORDER BY type, name
                    """
            ).map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        }
        #expect(schema.count == 18)
        #expect(StableHash.hash(schema.joined(separator: ";")) == 0x63c1_ac6d_850c_fcc2)
    }

    @Test func freePagesCanBeGivenBack() throws {
        let folder = TemporaryFolder()
        let store = try Store(folder: folder.path, access: .readWrite)
        #expect(try store.read { try Int.fetchOne($0, sql: "PRAGMA auto_vacuum") } == 2)
        #expect(try store.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
        #expect(try store.write { try Int.fetchOne($0, sql: "PRAGMA synchronous") } == 1)
    }
}

@Suite struct DamageTests {
    /// Writes a store of some size, then `change`s the file.
    private func damaged(_ change: (UnsafeMutablePointer<FILE>, Int) -> Void) throws -> TemporaryFolder {
        let folder = TemporaryFolder()
        do {
            let store = try Store(folder: folder.path, access: .readWrite)
            try store.commit(sampleCheckpoint(1, rows: 2000))
        }
        let file = try #require(fopen(folder.path + "/haetae.sqlite", "r+"))
        fseek(file, 0, SEEK_END)
        change(file, ftell(file))
        fclose(file)
        return folder
    }

    private func expectCorrupt(_ folder: TemporaryFolder) {
        do {
            _ = try Store(folder: folder.path, access: .readWrite)
            Issue.record("a damaged database was opened")
        } catch {
            guard case .corrupt(let path, let detail) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(path == folder.path + "/haetae.sqlite")
            #expect(!detail.isEmpty)
        }
    }

    @Test func overwrittenPagesAreFound() throws {
        expectCorrupt(
            try damaged { file, size in
                fseek(file, size / 8192 * 4096, SEEK_SET)
                let noise = [UInt8](repeating: 0xa5, count: 8192)
                fwrite(noise, 1, noise.count, file)
            })
    }

    @Test func anotherFileIsFound() throws {
        expectCorrupt(
            try damaged { file, _ in
                fseek(file, 0, SEEK_SET)
                fputs("this is no database, though it has its name", file)
            })
    }

    @Test func aTruncatedFileIsFound() throws {
        expectCorrupt(try damaged { file, size in ftruncate(fileno(file), size / 2) })
    }

    @Test func quarantineMakesRoomForANewStart() throws {
        let folder = try damaged { file, size in ftruncate(fileno(file), size / 2) }
        let moved = try Store.quarantine(folder: folder.path, now: 1_700_000_000_123_456)
        #expect(moved == folder.path + "/haetae.sqlite.damaged-2023-11-14T22:13:20Z")
        #expect(access(moved, F_OK) == 0)
        let store = try Store(folder: folder.path, access: .readWrite)
        #expect(try store.checkpoint().sequence == 0)
        #expect(throws: StoreError.self) { try Store.quarantine(folder: folder.path, now: 0) }
    }
}

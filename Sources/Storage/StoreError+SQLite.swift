import GRDB
import Glibc

extension StoreError {
    /// What an error of SQLite means for the store at `path`.
    init(_ error: any Error, path: String) {
        if let already = error as? StoreError {
            self = already
            return
        }
        guard let error = error as? DatabaseError else {
            self = .failed(path: path, detail: "\(error)")
            return
        }
        let detail = error.message ?? "SQLite code \(error.extendedResultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_FULL: self = .diskFull(path: path)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .corrupt(path: path, detail: detail)
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(path: path)
        case .SQLITE_READONLY: self = .readOnly(path: path)
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH: self = .cannotOpen(path: path, reason: detail)
        case .SQLITE_IOERR where Self.spaceIsGone(path):
            // Growing the shared-memory file on a full disk is reported as an I/O error, not as SQLITE_FULL.
            self = .diskFull(path: path)
        default: self = .failed(path: path, detail: detail)
        }
    }

    /// Whether the file system has less than one WAL frame's worth of room for us.
    private static func spaceIsGone(_ path: String) -> Bool {
        var info = statvfs()
        guard statvfs(path, &info) == 0 else { return false }
        return UInt64(info.f_bavail) * UInt64(info.f_frsize) < 65_536
    }
}

import Glibc

/// Every way the store can refuse: what, where, and what to do about it.
package enum StoreError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A command looked for a store where there is none.
    case missing(path: String)
    /// The folder or file cannot be opened or made.
    case cannotOpen(path: String, reason: String)
    /// Another daemon holds the folder; its process id where it is known.
    case locked(path: String, holder: Int?)
    /// Written by a later version: its migrations that this program does not know.
    case newerSchema(path: String, unknown: [String])
    /// Written by an earlier version, and opened for reading only.
    case olderSchema(path: String)
    /// The file is damaged.
    case corrupt(path: String, detail: String)
    /// The checkpoint's sequence is not above the stored one.
    case staleCheckpoint(have: UInt64, offered: UInt64)
    /// No space is left; nothing of the checkpoint was written, and it can be offered again.
    case diskFull(path: String)
    /// Another process held the database longer than the busy timeout.
    case busy(path: String)
    /// A write on a store that was opened for reading.
    case readOnly(path: String)
    /// A value that cannot be encoded or decoded.
    case badValue(String)
    /// Anything else that SQLite or the operating system said.
    case failed(path: String, detail: String)

    package var description: String {
        switch self {
        case .missing(let path):
            "\(path): no store here. Start the daemon once, or name its folder with --state"
        case .cannotOpen(let path, let reason): "\(path): cannot be opened: \(reason)\(Self.remedy(reason))"
        case .locked(let path, let holder):
            "\(path): another daemon\(holder.map { " (process \($0))" } ?? "") uses this folder. "
                + "Stop it first, or give this one a folder of its own"
        case .newerSchema(let path, let unknown):
            "\(path): written by a later version of haetae (\(unknown.joined(separator: ", "))). "
                + "Run that version, or move the file away to start anew"
        case .olderSchema(let path):
            "\(path): written by an earlier version of haetae. "
                + "Start the daemon of this version once: it migrates the file"
        case .corrupt(let path, let detail):
            "\(path): damaged (\(detail)). The daemon can move it aside and learn anew; "
                + "keep the moved file, or restore a backup while the daemon is stopped"
        case .staleCheckpoint(let have, let offered):
            "checkpoint \(offered) was refused: the store already holds checkpoint \(have)"
        case .diskFull(let path):
            "\(path): no space left on the disk. Nothing is lost; the next checkpoint is tried again"
        case .busy(let path): "\(path): held by another process for too long"
        case .readOnly(let path): "\(path): opened for reading only"
        case .badValue(let what): "a stored value cannot be used: \(what)"
        case .failed(let path, let detail): "\(path): \(detail)"
        }
    }

    private static func remedy(_ reason: String) -> String {
        switch reason {
        case String(cString: strerror(EACCES)), String(cString: strerror(EROFS)):
            ". Give the user that runs this write access to its folder, or name another one (`state.path`)"
        case String(cString: strerror(ENOENT)), String(cString: strerror(ENOTDIR)):
            ". Its folder is not there and cannot be made: make it, or name another one (`state.path`)"
        default: ""
        }
    }
}

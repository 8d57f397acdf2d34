import Glibc

/// Every way a source can fail to give its lines: what, where, and what to do about it.
package enum SourceError: Error, Sendable, Hashable, CustomStringConvertible {
    /// There is no such file or folder.
    case missing(path: String)
    /// It is there and may not be read.
    case denied(path: String, remedy: String)
    /// It holds no byte.
    case empty(path: String)
    /// It is not a log: an executable, a picture, a database.
    case notALog(path: String, what: String)
    /// A compressed file ends early; what came before was delivered.
    case truncated(path: String, at: UInt64)
    /// Its content is damaged at this offset of the decompressed stream; what came before was delivered.
    case damaged(path: String, at: UInt64, what: String)
    /// A stored position is not one of this source's.
    case position(source: String, token: String)
    /// A system call failed.
    case system(path: String, call: String, code: Int32)

    package var description: String {
        switch self {
        case .missing(let path): "\(path): no such file or folder; check the name"
        case .denied(let path, let remedy): "\(path): may not be read; \(remedy)"
        case .empty(let path): "\(path): is empty; nothing to read"
        case .notALog(let path, let what):
            "\(path): is \(what), not a log; name a text file, a journal or a folder of them"
        case .truncated(let path, let offset):
            "\(path): ends early, after \(offset) decompressed bytes (those were read); copy or compress it again"
        case .damaged(let path, let offset, let what):
            "\(path): damaged after \(offset) bytes (those were read): \(what); copy it again"
        case .position(let source, let token):
            "\(source): cannot resume from '\(token)'; it was not stored by this source. Read it from the beginning"
        case .system(let path, let call, let code): "\(path): \(call): \(String(cString: strerror(code)))"
        }
    }

    /// The file, folder or source that it is about.
    package var path: String {
        switch self {
        case .missing(let path), .denied(let path, _), .empty(let path), .notALog(let path, _), .truncated(let path, _),
            .damaged(let path, _, _), .position(let path, _), .system(let path, _, _):
            path
        }
    }

    /// The error that stands for `errno` after `call` on `path`. A permission problem comes with its remedy.
    static func last(_ call: String, path: String) -> SourceError { from(code: errno, call: call, path: path) }

    static func from(code: Int32, call: String, path: String) -> SourceError {
        switch code {
        case ENOENT, ENOTDIR: .missing(path: path)
        case EACCES, EPERM: .denied(path: path, remedy: AccessAdvice.remedy(for: path))
        default: .system(path: path, call: call, code: code)
        }
    }
}

/// What an operator can do about a log that may not be read.
enum AccessAdvice {
    /// One sentence: the group to join where the file's group can read it, else the general way.
    static func remedy(for path: String) -> String {
        var status = stat()
        var place = path
        // A folder on the way may be closed; then the nearest part that can be looked at decides.
        while stat(place, &status) != 0 {
            guard let slash = place.lastIndex(of: "/"), slash != place.startIndex else {
                return "run as a user who may read it"
            }
            place = String(place[..<slash])
        }
        if status.st_mode & S_IRGRP != 0, status.st_gid != 0 {
            let group = groupName(status.st_gid)
            return
                "its group '\(group)' may: add the user \(user) to group \(group) (`usermod -aG \(group) \(user)`; for the service "
                + "`SupplementaryGroups=\(group)`), or run as root"
        }
        return "only its owner may: grant access (`setfacl -m u:\(user):r \(path)`) or run as root"
    }

    /// Who is to be given access: who runs this.
    private static var user: String {
        var entry = passwd()
        var buffer = [CChar](repeating: 0, count: 16 << 10)
        var found: UnsafeMutablePointer<passwd>?
        guard geteuid() != 0, getpwuid_r(geteuid(), &entry, &buffer, buffer.count, &found) == 0, found != nil,
            let name = entry.pw_name
        else { return "haetae" }
        return String(cString: name)
    }

    static func groupName(_ id: gid_t) -> String {
        var entry = group()
        var buffer = [CChar](repeating: 0, count: 16 << 10)
        var found: UnsafeMutablePointer<group>?
        guard getgrgid_r(id, &entry, &buffer, buffer.count, &found) == 0, found != nil, let name = entry.gr_name else {
            return String(id)
        }
        return String(cString: name)
    }
}

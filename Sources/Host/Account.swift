import Glibc

/// A user of this host with its groups, for questions of what it may read. Modes alone are looked at, not access lists.
package struct Account: Sendable, Hashable {
    package var name: String
    package var user: UInt32
    package var groups: Set<UInt32>

    /// Nil where there is no such user.
    package init?(name: String) {
        var entry = passwd()
        var buffer = [CChar](repeating: 0, count: 16 << 10)
        var found: UnsafeMutablePointer<passwd>?
        guard getpwnam_r(name, &entry, &buffer, buffer.count, &found) == 0, found != nil else { return nil }
        var list = [gid_t](repeating: 0, count: 256)
        var count = Int32(list.count)
        guard getgrouplist(name, entry.pw_gid, &list, &count) >= 0 else { return nil }
        (self.name, user, groups) = (name, entry.pw_uid, Set(list.prefix(Int(count))))
    }

    /// The first part of a path that it may not pass or read; nil where it may read the file or list the folder. A path that is not
    /// there: the part that is missing.
    package func obstacle(to path: String) -> String? {
        var parts = path.split(separator: "/").map(String.init)
        guard path.hasPrefix("/"), let last = parts.popLast() else { return may(path, 4) ? nil : path }
        var at = ""
        for part in parts {
            at += "/" + part
            if !may(at, 1) { return at }
        }
        return may(at + "/" + last, 4) ? nil : at + "/" + last
    }

    /// Whether it may write a folder.
    package func canWrite(folder path: String) -> Bool { may(path, 3) }

    private func may(_ path: String, _ wanted: UInt32) -> Bool {
        var info = stat()
        guard stat(path, &info) == 0 else { return false }
        if user == 0 { return true }
        let mode = UInt32(info.st_mode)
        let own = info.st_uid == user ? mode >> 6 : groups.contains(info.st_gid) ? mode >> 3 : mode
        return own & wanted == wanted
    }

    /// Whether it is in a group of this name.
    package func isMember(of group: String) -> Bool {
        var entry = Glibc.group()
        var buffer = [CChar](repeating: 0, count: 16 << 10)
        var found: UnsafeMutablePointer<Glibc.group>?
        guard getgrnam_r(group, &entry, &buffer, buffer.count, &found) == 0, found != nil else { return false }
        return groups.contains(entry.gr_gid)
    }
}

/// Owner and mode of a file, for `doctor`.
package struct FileMode: Sendable, Hashable {
    package var owner: UInt32
    package var group: UInt32
    /// Permission bits.
    package var bits: UInt32
    package var isFolder: Bool

    /// Nil where there is none.
    package init?(path: String) {
        var info = stat()
        guard stat(path, &info) == 0 else { return nil }
        (owner, group, bits) = (info.st_uid, info.st_gid, UInt32(info.st_mode) & 0o7777)
        isFolder = info.st_mode & S_IFMT == S_IFDIR
    }
    package var othersMayRead: Bool { bits & 0o004 != 0 }
    package var othersMayWrite: Bool { bits & 0o002 != 0 }
}

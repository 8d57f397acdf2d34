import Glibc

/// What this process may read, for `doctor` and for errors that name a remedy.
package struct Permissions: Sendable, Hashable {
    package var user: String
    package var isRoot: Bool
    /// Names of its groups, sorted.
    package var groups: [String]
    package var journal: Journal

    package enum Journal: Sendable, Hashable {
        /// All of the system's journal can be read.
        case readable
        /// There are journal files, and they may not be read.
        case denied(remedy: String)
        /// There is no journal on this host.
        case absent
    }

    /// Probes; opens nothing for longer than the probe.
    package static func probe() -> Permissions {
        var ids = [gid_t](repeating: 0, count: 256)
        let count = getgroups(Int32(ids.count), &ids)
        var groups = Set(ids.prefix(max(0, Int(count))).map(groupName))
        groups.insert(groupName(getegid()))
        return Permissions(
            user: userName(geteuid()), isRoot: geteuid() == 0, groups: groups.sorted(), journal: probeJournal())
    }

    /// Whether a file or folder may be read.
    package static func canRead(_ path: String) -> Bool { access(path, R_OK) == 0 }

    private static func probeJournal() -> Journal {
        var found = false
        for root in ["/var/log/journal", "/run/log/journal"] {
            guard let folder = opendir(root) else {
                if errno == EACCES { found = true }
                continue
            }
            defer { closedir(folder) }
            while let entry = readdir(folder) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                    pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name.hasPrefix(".") { continue }
                let file = "\(root)/\(name)/system.journal"
                if access(file, R_OK) == 0 { return .readable }
                if errno == EACCES { found = true }
            }
        }
        guard found else { return .absent }
        return .denied(
            remedy:
                "add the user to the group 'systemd-journal' (`usermod -aG systemd-journal \(userName(geteuid()))`), "
                + "or run as root")
    }

    private static func groupName(_ id: gid_t) -> String {
        var entry = group()
        var buffer = [CChar](repeating: 0, count: 16 << 10)
        var found: UnsafeMutablePointer<group>?
        guard getgrgid_r(id, &entry, &buffer, buffer.count, &found) == 0, found != nil, let name = entry.gr_name else {
            return String(id)
        }
        return String(cString: name)
    }

    private static func userName(_ id: uid_t) -> String {
        var entry = passwd()
        var buffer = [CChar](repeating: 0, count: 16 << 10)
        var found: UnsafeMutablePointer<passwd>?
        guard getpwuid_r(id, &entry, &buffer, buffer.count, &found) == 0, found != nil, let name = entry.pw_name else {
            return String(id)
        }
        return String(cString: name)
    }
}

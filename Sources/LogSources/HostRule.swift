import Model

/// Which host and which service a path names, for lines that do not name them.
///
/// - Below `.../var/log`, as on a host or in a support archive: the host is the folder above `var`, else this machine;
///   folders below `log` belong to the service (`nginx/access.log`: `nginx-access`).
/// - Else the first folder below the one that was asked for is the host (`logs/db1/x.log` when `logs` was asked for); a
///   file named itself, or directly in the folder asked for, has its own folder as the host. Folders that say nothing
///   (`log`, `logs`, `var`, `data`, `tmp`, `home`, ...) are passed over, upwards; when none is left: this machine.
package enum HostRule {
    static let meaningless: Set<String> = [
        "log", "logs", "var", "tmp", "data", "home", "root", "mnt", "media", "opt", "srv", "usr", "run", "lib", "share",
        "downloads", "desktop", "documents", "archive", "backup", "backups", "old", "work", "files", "journal",
        "remote", "dev",
        "proc", "fd",
    ]

    /// - Parameters:
    ///   - path: absolute.
    ///   - root: the folder that was asked for, absolute; nil when the file itself was.
    ///   - local: this machine's name.
    package static func name(path: String, root: String?, local: String) -> (host: String, service: String) {
        let folders = Path.folder(path).split(separator: "/").map(String.init)
        let base = RotatedName(Path.name(path)).service
        if let at = folders.indices.dropLast().first(where: { folders[$0] == "var" && folders[$0 + 1] == "log" }) {
            let host = folders[..<at].last { !isMeaningless($0) } ?? local
            // The journal's and private folders say nothing about the service.
            return (host, service(base, within: folders[(at + 2)...]))
        }
        let depth = root.map { $0.split(separator: "/").count } ?? folders.count
        if depth < folders.count, let at = folders.indices[depth...].first(where: { !isMeaningless(folders[$0]) }) {
            return (folders[at], service(base, within: folders[(at + 1)...]))
        }
        let host = folders.prefix(depth).last { !isMeaningless($0) }
        // A person's own folder is no host.
        if let host, !(folders.count >= 2 && folders[0] == "home" && folders[1] == host) { return (host, base) }
        return (local, base)
    }

    private static func isMeaningless(_ name: String) -> Bool { meaningless.contains(name.lowercased()) || name == "." }

    /// `access` within `nginx` is `nginx-access`; `nginx-access` within `nginx` stays.
    private static func service(_ base: String, within folders: ArraySlice<String>) -> String {
        guard let folder = folders.last(where: { !isMeaningless($0) }), !base.hasPrefix(folder) else { return base }
        return "\(folder)-\(base)"
    }
}

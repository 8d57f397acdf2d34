import Glibc

/// File name patterns: `*`, `?`, `[...]` within one component, `**` for any number of folders.
package enum Glob {
    /// Whether the text has a pattern's characters at all.
    package static func isPattern(_ text: String) -> Bool { text.utf8.contains { $0 == 42 || $0 == 63 || $0 == 91 } }

    /// Whether a path matches: the whole path, or its last component where the pattern has no slash.
    package static func matches(_ pattern: String, path: String) -> Bool {
        if !pattern.contains("/") { return fnmatch(pattern, Path.name(path), 0) == 0 }
        let parts = pattern.split(separator: "/")
        // A relative pattern may match the end of a path.
        return matches((pattern.hasPrefix("/") ? [] : ["**"])[...] + parts, path.split(separator: "/")[...])
    }
    private static func matches(_ pattern: ArraySlice<Substring>, _ path: ArraySlice<Substring>) -> Bool {
        guard let first = pattern.first else { return path.isEmpty }
        if first == "**" {
            return (0...path.count).contains { matches(pattern.dropFirst(), path.dropFirst($0)) }
        }
        guard let name = path.first, fnmatch(String(first), String(name), 0) == 0 else { return false }
        return matches(pattern.dropFirst(), path.dropFirst())
    }

    /// Existing paths that match, sorted, each once. A path without pattern characters is given back as it is.
    package static func expand(_ pattern: String) -> [String] {
        guard isPattern(pattern) else { return [pattern] }
        var found = [pattern.hasPrefix("/") ? "/" : "."]
        let parts = pattern.split(separator: "/").map(String.init)
        for (index, part) in parts.enumerated() {
            let isLast = index == parts.count - 1
            var next: [String] = []
            for folder in found {
                if part == "**" {
                    next += foldersBelow(folder)
                } else if isPattern(part) {
                    for name in (try? Path.entries(folder)) ?? [] where fnmatch(part, name, FNM_PERIOD) == 0 {
                        next.append(Path.join(folder, name))
                    }
                } else {
                    next.append(Path.join(folder, part))
                }
            }
            found = isLast ? next.filter { (try? FileStatus(path: $0)) != nil } : next
        }
        return Array(Set(found)).sorted()
    }

    /// The folders in which a new file could come to match: to be watched.
    package static func folders(of pattern: String) -> [String] {
        guard let slash = pattern.lastIndex(of: "/") else { return ["."] }
        let folder = String(pattern[..<slash])
        return expand(folder.isEmpty ? "/" : folder).filter { (try? FileStatus(path: $0).kind) == .folder }
    }

    /// The folder and all below it, links to folders not followed; at most 10,000.
    private static func foldersBelow(_ folder: String) -> [String] {
        var found = [folder]
        var at = 0
        while at < found.count, found.count < 10_000 {
            for name in (try? Path.entries(found[at])) ?? [] where !name.hasPrefix(".") {
                let path = Path.join(found[at], name)
                var status = stat()
                if lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { found.append(path) }
            }
            at += 1
        }
        return found
    }
}

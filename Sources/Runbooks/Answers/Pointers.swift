/// Names and links of other runbooks in a text.
enum Pointers {
    /// Names in the form of an alert or a file: `NodeFilesystemFilesFillingUp`, `redis.md`.
    static func names(in text: String) -> [String] {
        text.split { !($0.isLetter || $0.isNumber || "_-./".contains($0)) }.map { word in
            var word = String(word)
            while word.hasSuffix(".") { word.removeLast() }
            return word
        }.filter { word in
            if RunbookFolder.suffixes.contains(RunbookFolder.suffix(of: word)) { return true }
            let capitals = word.filter { $0.isUppercase }.count
            return word.count > 6 && capitals >= 2 && word.contains { $0.isLowercase } && !word.contains(".")
        }
    }

    /// The path that `target` names, seen from the document `from`: `../x/y.md#z` against `a/b/c.md` is `a/x/y.md`.
    static func resolve(_ target: String, from: String) -> String {
        let path = target.split(separator: "#", omittingEmptySubsequences: false).first.map(String.init) ?? ""
        var parts = path.hasPrefix("/") ? [] : from.split(separator: "/").dropLast().map(String.init)
        for part in path.split(separator: "/") {
            if part == ".." {
                if !parts.isEmpty { parts.removeLast() }
            } else if part != "." {
                parts.append(String(part))
            }
        }
        return parts.joined(separator: "/")
    }
}

/// reStructuredText inside a line.
enum ReStructuredText {
    /// A line as its page shows it: ` ``literal`` ` between single backticks, `` :role:`text <target>` `` and `` `text <target>`_ `` as their text
    /// (a target on the web follows in brackets), `text::` with one colon. O(n).
    static func quotable(_ line: String) -> String {
        if line.hasSuffix("::"), !line.trimmed.hasPrefix("..") { return quotable(String(line.dropLast())) }
        guard line.contains("`") else { return line }
        var out = ""
        var rest = line[...]
        while let open = rest.firstIndex(of: "`") {
            let before = rest[..<open]
            let ticks = rest[open...].prefix { $0 == "`" }
            let inner = rest[ticks.endIndex...]
            guard let close = inner.range(of: String(ticks)) else { break }
            let inside = inner[..<close.lowerBound]
            rest = inner[close.upperBound...]
            if ticks.count > 1 {
                out += before + "`" + inside + "`"
                continue
            }
            let (text, role) = withoutRole(before)
            let isLink = rest.first == "_"
            if isLink { rest = rest.drop { $0 == "_" } }
            out += text
            guard isLink || role.map({ !typed.contains($0) }) == true else {
                out += "`" + inside + "`"
                continue
            }
            if let target = inside.range(of: " <"), inside.hasSuffix(">") {
                out += inside[..<target.lowerBound]
                let address = inside[target.upperBound...].dropLast()
                if address.contains("://") { out += " (" + address + ")" }
            } else {
                out += inside
            }
        }
        return out + rest
    }

    /// Roles of what is typed or stands in files: it keeps its backticks.
    private static let typed: Set<Substring> = [
        "file", "command", "samp", "code", "envvar", "option", "program", "literal",
    ]

    /// What stands before a backtick without `:role:` at its end, and the role.
    private static func withoutRole(_ text: Substring) -> (Substring, Substring?) {
        guard text.hasSuffix(":") else { return (text, nil) }
        let role = text.dropLast().reversed().prefix { $0.isLetter || $0.isNumber || "-+_.:".contains($0) }
        let start = text.index(text.endIndex, offsetBy: -(role.count + 1))
        guard !role.isEmpty, text[start] == ":" else { return (text, nil) }
        return (text[..<start], text[text.index(after: start)...].dropLast())
    }
}

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
            let (text, isRole) = withoutRole(before)
            let isLink = rest.first == "_"
            if isLink { rest = rest.drop { $0 == "_" } }
            out += text
            guard isRole || isLink else {
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

    /// What stands before a backtick without `:role:` at its end.
    private static func withoutRole(_ text: Substring) -> (Substring, Bool) {
        guard text.hasSuffix(":") else { return (text, false) }
        let role = text.dropLast().reversed().prefix { $0.isLetter || $0.isNumber || "-+_.:".contains($0) }
        let start = text.index(text.endIndex, offsetBy: -(role.count + 1))
        guard !role.isEmpty, text[start] == ":" else { return (text, false) }
        return (text[..<start], true)
    }
}

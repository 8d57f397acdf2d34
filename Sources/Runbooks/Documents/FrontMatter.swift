/// The head of a runbook between two `---` lines: `key: value`, `key: [a, b]` and `- item` lists, which is what runbooks
/// use. Not YAML: anything else in it is passed over, never an error.
package struct FrontMatter: Sendable, Hashable, Codable {
    package var title: String?
    package var services: [String] = []
    package var alerts: [String] = []
    package var tags: [String] = []
    package var owner: String?

    package init() {}

    /// The front matter at the top of `lines` and how many lines it takes (0 when there is none).
    static func read(_ lines: [String]) -> (FrontMatter, lines: Int) {
        var matter = FrontMatter()
        guard let first = lines.first, first.trimmed == "---" || first.trimmed == "+++" else { return (matter, 0) }
        let fence = first.trimmed
        guard let end = lines.indices.dropFirst().first(where: { lines[$0].trimmed == fence }), end <= 200 else {
            return (matter, 0)
        }
        var key = ""
        for line in lines[1..<end] {
            let text = line.trimmed
            if text.hasPrefix("- ") {
                matter.set(key, [unquoted(String(text.dropFirst(2)))])
                continue
            }
            guard let separator = text.firstIndex(where: { $0 == ":" || $0 == "=" }) else { continue }
            key = String(text[..<separator]).trimmed.lowercased()
            let value = String(text[text.index(after: separator)...]).trimmed
            if value.isEmpty { continue }
            if value.hasPrefix("["), value.hasSuffix("]") {
                matter.set(key, value.dropFirst().dropLast().split(separator: ",").map { unquoted(String($0)) })
            } else {
                matter.set(key, [unquoted(value)])
            }
        }
        return (matter, end + 1)
    }

    private mutating func set(_ key: String, _ values: [String]) {
        switch key {
        case "title": title = values.first
        case "service", "services": services += values
        case "alert", "alerts", "alertname": alerts += values
        case "tag", "tags", "keywords": tags += values
        case "owner", "team": owner = values.first
        default: break
        }
    }

    private static func unquoted(_ text: String) -> String {
        var text = text.trimmed
        if text.count >= 2, let first = text.first, first == "\"" || first == "'", text.last == first {
            text = String(text.dropFirst().dropLast())
        }
        return text
    }
}

extension StringProtocol {
    /// Without blanks at both ends.
    var trimmed: String {
        var text = self[...]
        while let first = text.first, first.isWhitespace { text = text.dropFirst() }
        while let last = text.last, last.isWhitespace { text = text.dropLast() }
        return String(text)
    }
}

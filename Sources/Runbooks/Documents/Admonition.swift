/// Marks of warnings and notes: those of Markdown's site generators (`:::warning Title`, `> [!IMPORTANT]`), of reStructuredText
/// (`.. warning:: text`) and of AsciiDoc (`[WARNING]` above a paragraph or block).
enum Admonition {
    private static let names = [
        "warning", "caution", "danger", "attention", "important", "error", "note", "hint", "tip",
    ]

    /// A line of Markdown with the mark as a word (`Warning: Title`), nil when nothing is left, and as it is where there is no mark. O(line).
    static func visible(_ line: String) -> String? {
        let text = line.trimmed
        if text.hasPrefix(":::") {
            let rest = String(text.drop { $0 == ":" }).trimmed
            guard let kind = rest.split(separator: " ").first else { return nil }
            let title = rest.dropFirst(kind.count).filter { !"[]{}".contains($0) }
            return word(kind) + ":" + (String(title).trimmed.isEmpty ? "" : " " + String(title).trimmed)
        }
        guard text.hasPrefix("[!"), let close = text.firstIndex(of: "]") else { return line }
        let kind = text[text.index(text.startIndex, offsetBy: 2)..<close]
        guard !kind.isEmpty, kind.allSatisfy(\.isLetter) else { return line }
        return word(kind) + ":" + text[text.index(after: close)...]
    }

    /// The mark that a line of another format opens, as a word, and what stands behind it on the line; nil for any other line. O(line).
    static func opening(_ line: String, _ format: PlainReader.Format) -> (mark: String, text: String)? {
        let line = line.trimmed
        let name: Substring
        var text = ""
        switch format {
        case .rst:
            guard line.hasPrefix(".. "), let colons = line.firstRange(of: "::") else { return nil }
            name = line[line.index(line.startIndex, offsetBy: 3)..<colons.lowerBound]
            text = String(line[colons.upperBound...]).trimmed
        case .asciidoc:
            guard line.hasPrefix("["), line.hasSuffix("]"), line.count > 2 else { return nil }
            name = line.dropFirst().dropLast()
            guard name == name.uppercased() else { return nil }
        case .text: return nil
        }
        return names.contains(name.lowercased()) ? (word(name), text) : nil
    }

    /// Whether a block's first line opens such a mark, so that the block's text is what is quoted.
    static func opens(_ line: String) -> Bool { opening(line, .rst) != nil || opening(line, .asciidoc) != nil }

    private static func word(_ kind: Substring) -> String {
        kind.prefix(1).uppercased() + kind.dropFirst().lowercased()
    }
}

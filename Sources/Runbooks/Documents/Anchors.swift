/// The places in a Markdown document that a link may name after `#`.
enum Anchors {
    /// Anchors of headings, of HTML (`<a name="x">`, `id="x"`) and of attributes (`{#x}`), folded; nil for a document of another format,
    /// whose converters make anchors in ways of their own. O(length).
    static func all(of document: ParsedDocument, path: String) -> Set<String>? {
        guard ["md", "markdown", "mdown"].contains(RunbookFolder.suffix(of: path)) else { return nil }
        var anchors: Set<String> = ["top"]
        for section in Section.sections(of: document) {
            anchors.insert(folded(section.slug))
            // What other converters make of a heading that numbers or marks its text.
            anchors.insert(folded(Slug.make(section.title)))
        }
        for line in document.source {
            // MyST's label before a heading.
            let label = line.trimmed
            if label.hasPrefix("("), label.hasSuffix(")=") {
                anchors.insert(folded(String(label.dropFirst().dropLast(2))))
            }
            for mark in ["id=\"", "name=\"", "id='", "name='", "{#", "{: #"] {
                var rest = line[...]
                while let found = rest.range(of: mark) {
                    rest = rest[found.upperBound...]
                    anchors.insert(folded(String(rest.prefix { !"\"'} \t".contains($0) })))
                }
            }
        }
        return anchors
    }

    /// What stands after `#`; nil where nothing does, and for a line's number (`#L10`), which is none of the document's.
    static func anchor(of target: String) -> String? {
        guard let hash = target.firstIndex(of: "#") else { return nil }
        let written = String(target[target.index(after: hash)...])
        let anchor = decoded(written)
        let isLine = anchor.first == "L" && anchor.dropFirst().first?.isNumber == true
        return anchor.isEmpty || isLine ? nil : anchor
    }

    /// `%EC%A1%B0%EC%B9%98` as it is read: editors write anchors so. (FoundationEssentials has nothing for it.) O(length).
    private static func decoded(_ text: String) -> String {
        guard text.contains("%") else { return text }
        let bytes = Array(text.utf8)
        var out: [UInt8] = []
        var at = 0
        while at < bytes.count {
            if bytes[at] == UInt8(ascii: "%"), at + 2 < bytes.count,
                let byte = UInt8(String(decoding: bytes[(at + 1)...(at + 2)], as: UTF8.self), radix: 16)
            {
                out.append(byte)
                at += 3
            } else {
                out.append(bytes[at])
                at += 1
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// Lower case, hyphens in a row as one: converters differ in that, and a link that some of them follow is no mistake.
    static func folded(_ anchor: String) -> String {
        var out = ""
        for character in anchor.lowercased() where character != "-" || out.last != "-" { out.append(character) }
        while out.hasSuffix("-") { out.removeLast() }
        return out.hasPrefix("-") ? String(out.dropFirst()) : out
    }
}

/// Source lines made fit to quote: markup that a reader cannot use goes, words and commands stay as they are.
enum QuoteText {
    /// Cleans the lines of one block: link targets, images, comments, short codes and badges dropped outside code.
    static func clean(_ lines: [String]) -> String {
        var out: [String] = []
        var fence: String?
        var inComment = false
        for line in lines {
            let text = line.trimmed
            if let open = fence {
                if text.hasPrefix(open), text.allSatisfy({ $0 == open.first }) {
                    fence = nil
                    continue
                }
                // Commands stand out of the prose; their own indentation is kept.
                out.append("    " + line)
                continue
            }
            if text.hasPrefix("```") || text.hasPrefix("~~~") {
                fence = String(text.prefix { $0 == text.first })
                continue
            }
            if inComment {
                if text.hasSuffix("-->") { inComment = false }
                continue
            }
            if text.hasPrefix("<!--") {
                inComment = !text.hasSuffix("-->")
                continue
            }
            if isDefinition(text) { continue }
            guard let line = Admonition.visible(line) else { continue }
            let cleaned = inline(line)
            if cleaned.trimmed.isEmpty { continue }
            out.append(cleaned)
        }
        while out.last?.trimmed.isEmpty == true { out.removeLast() }
        while out.first?.trimmed.isEmpty == true { out.removeFirst() }
        return dedented(out).joined(separator: "\n")
    }

    /// An item with the number that its page shows, where the source leaves that to the converter: `#.`, AsciiDoc's `.`, HTML's `<li>`,
    /// `1.` before every item.
    static func numbered(_ item: String, _ number: Int?) -> String {
        guard let number else { return item }
        let text = item.drop { $0 == " " }
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let after = text[digits.endIndex...]
        if !digits.isEmpty, after.hasPrefix(". ") || after.hasPrefix(") ") { return "\(number)" + after }
        let mark = ["#. ", ". ", "- ", "* "].first { text.hasPrefix($0) } ?? ""
        return "\(number). " + text.dropFirst(mark.count)
    }

    /// `[name]: https://...`
    private static func isDefinition(_ text: String) -> Bool {
        guard text.hasPrefix("["), let close = text[...].range(of: "]:") else { return false }
        return text[close.upperBound...].trimmed.split(separator: " ").count <= 2
    }

    /// One line: `[text](target)` and `[text][ref]` to text, images to nothing, emphasis kept. Code spans are not touched.
    static func inline(_ line: String) -> String {
        var out = ""
        var rest = ShortCodes.resolved(line)[...]
        while let first = rest.first {
            if first == "`" {
                let ticks = rest.prefix { $0 == "`" }
                let after = rest.dropFirst(ticks.count)
                if let close = after.range(of: String(ticks)) {
                    out += rest[..<close.upperBound]
                    rest = rest[close.upperBound...]
                } else {
                    out += ticks
                    rest = after
                }
                continue
            }
            if first == "!", rest.dropFirst().first == "[", let (_, after) = link(rest.dropFirst()) {
                rest = after
                continue
            }
            if first == "[", let (text, after) = link(rest) {
                out += inline(String(text))
                // "here" says nothing without its target.
                if ["here", "this", "link", "this link", "여기", "링크"].contains(text.lowercased()),
                    let target = target(of: rest[..<after.startIndex])
                {
                    out += " (\(target))"
                }
                rest = after
                continue
            }
            if first == "<", let close = rest.firstIndex(of: ">") {
                let tag = rest[rest.index(after: rest.startIndex)..<close]
                if tag.contains("://") {
                    out += tag
                    rest = rest[rest.index(after: close)...]
                    continue
                }
                if tag.hasPrefix("img ") {
                    rest = rest[rest.index(after: close)...]
                    continue
                }
                if let letter = tag.drop(while: { $0 == "/" }).first, letter.isLetter, !tag.contains(" "),
                    ["details", "summary", "br", "br/", "b", "i", "p", "div", "sub", "sup", "a"].contains(
                        String(tag.drop { $0 == "/" }))
                {
                    rest = rest[rest.index(after: close)...]
                    continue
                }
            }
            out.append(first)
            rest = rest.dropFirst()
        }
        return out
    }

    /// The target in `[text](target)`.
    private static func target(of link: Substring) -> Substring? {
        guard let open = link.range(of: "]("), link.last == ")" else { return nil }
        let target = link[open.upperBound...].dropLast()
        return target.isEmpty || target.contains(" ") ? nil : target
    }

    /// The text of a link at the beginning of `rest`, and what follows it.
    private static func link(_ rest: Substring) -> (Substring, Substring)? {
        var depth = 0
        var close: Substring.Index?
        for i in rest.indices {
            if rest[i] == "[" { depth += 1 }
            if rest[i] == "]" {
                depth -= 1
                if depth == 0 {
                    close = i
                    break
                }
            }
        }
        guard let close else { return nil }
        let text = rest[rest.index(after: rest.startIndex)..<close]
        let after = rest[rest.index(after: close)...]
        guard let opener = after.first, opener == "(" || opener == "[" else { return nil }
        guard let end = after.firstIndex(of: opener == "(" ? ")" : "]") else { return nil }
        return (text, after[after.index(after: end)...])
    }

    private static func dedented(_ lines: [String]) -> [String] {
        let indents = lines.dropFirst().filter { !$0.trimmed.isEmpty }.map { $0.prefix { $0 == " " }.count }
        let first = lines.first.map { $0.prefix { $0 == " " }.count } ?? 0
        let common = min(indents.min() ?? first, first)
        return lines.map { String($0.dropFirst(min(common, $0.prefix { $0 == " " }.count))) }
    }

    /// Sentences of a paragraph, cut after `. `, `? `, `! `, Korean endings too, never inside backticks. "1." is none.
    static func sentences(_ text: String) -> [String] {
        var sentences: [String] = []
        var current = ""
        var inCode = false
        let characters = Array(text)
        for (i, character) in characters.enumerated() {
            current.append(character)
            if character == "`" { inCode.toggle() }
            guard !inCode, ".?!".contains(character), i + 1 == characters.count || characters[i + 1].isWhitespace else {
                continue
            }
            let words = current.trimmed
            // A number of a list, an abbreviation: not an end.
            let last = words.dropLast().split(separator: " ").last.map(String.init) ?? ""
            if last.allSatisfy(\.isNumber)
                || ["e.g", "i.e", "etc", "vs", "approx", "no", "fig"].contains(last.lowercased())
            {
                continue
            }
            sentences.append(words)
            current = ""
        }
        if !current.trimmed.isEmpty { sentences.append(current.trimmed) }
        return sentences
    }
}

/// reStructuredText, AsciiDoc, HTML and plain text, each read simply: headings, lists, literal blocks, paragraphs.
/// What they share is one line-led loop; a format only says what opens a heading, a literal block, an item.
enum PlainReader {
    enum Format: Sendable { case text, rst, asciidoc }

    static func read(_ text: String, name: String, format: Format) -> ParsedDocument {
        let source = text.lines
        var loop = Loop(lines: source, format: format)
        let blocks = loop.run()
        let title = blocks.first { if case .heading = $0.kind { true } else { false } }?.text
        return ParsedDocument(title: title ?? name, matter: FrontMatter(), blocks: blocks, source: source)
    }

    /// HTML is made into lines of plain text with `#` headings first; line numbers are then those of the source, because
    /// a line of source stays a line.
    static func readHTML(_ text: String, name: String) -> ParsedDocument {
        let source = text.lines
        var blocks: [Block] = []
        var insidePre = false
        var pre: (start: Int, text: [String]) = (0, [])
        var hidden: String?
        // Items so far of each list that is open; nil for one without numbers.
        var lists: [Int?] = []
        for (i, line) in source.enumerated() {
            let number = i + 1
            let lower = line.lowercased()
            if let tag = hidden {
                if lower[...].range(of: "</" + tag) != nil { hidden = nil }
                continue
            }
            if let tag = ["script", "style", "head"].first(where: {
                lower[...].range(of: "<" + $0 + ">") != nil || lower[...].range(of: "<" + $0 + " ") != nil
            }),
                lower[...].range(of: "</" + tag) == nil
            {
                hidden = tag
                continue
            }
            if lower[...].range(of: "<pre") != nil, !insidePre { (insidePre, pre) = (true, (number, [])) }
            let visible = MarkupText.visible(insidePre ? line : withCodeMarked(line))
            if insidePre {
                pre.text.append(visible)
                if lower[...].range(of: "</pre") != nil {
                    insidePre = false
                    blocks.append(
                        Block(kind: .code, lines: pre.start...number, text: pre.text.joined(separator: "\n").trimmed))
                }
                continue
            }
            let isItem = lower[...].range(of: "<li>") != nil || lower[...].range(of: "<li ") != nil
            if lower[...].range(of: "<ol") != nil { lists.append(0) }
            if lower[...].range(of: "<ul") != nil { lists.append(nil) }
            if isItem, let count = lists.last ?? nil { lists[lists.count - 1] = count + 1 }
            let ordinal = lists.last ?? nil
            if lower[...].range(of: "</ol") != nil || lower[...].range(of: "</ul") != nil { _ = lists.popLast() }
            if visible.isEmpty { continue }
            let level = (1...6).first { lower[...].range(of: "<h\($0)") != nil }
            let kind: Block.Kind = level.map { .heading(level: $0) } ?? (isItem ? .item(number: ordinal) : .paragraph)
            blocks.append(Block(kind: kind, lines: number...number, text: visible))
        }
        if insidePre {
            blocks.append(Block(kind: .code, lines: pre.start...source.count, text: pre.text.joined(separator: "\n")))
        }
        let title = blocks.first { if case .heading = $0.kind { true } else { false } }?.text
        return ParsedDocument(title: title ?? name, matter: FrontMatter(), blocks: blocks, source: source)
    }

    /// `<code>` as backticks, where its end stands on the same line: a command is told from the words around it.
    private static func withCodeMarked(_ line: String) -> String {
        var out = ""
        var rest = line[...]
        while let open = rest.range(of: "<code>"), let close = rest[open.upperBound...].range(of: "</code>") {
            out += rest[..<open.lowerBound] + "`" + rest[open.upperBound..<close.lowerBound] + "`"
            rest = rest[close.upperBound...]
        }
        return out + rest
    }

    private struct Loop {
        let lines: [String]
        let format: Format
        var at = 0
        var blocks: [Block] = []
        /// reStructuredText: heading levels are the order in which the underlines appear.
        var underlines: [Character] = []
        /// Items so far of the lists that number themselves (`#.`, AsciiDoc's `.`), by depth.
        var counts: [Int: Int] = [:]

        mutating func run() -> [Block] {
            while at < lines.count {
                let line = lines[at]
                if line.trimmed.isEmpty || (format == .asciidoc && AsciiDocText.isUnseen(line)) {
                    at += 1
                } else if heading() || admonition() || literal() || item() {
                    continue
                } else {
                    paragraph()
                }
            }
            return blocks
        }

        private mutating func heading() -> Bool {
            guard readHeading() else { return false }
            counts = [:]
            return true
        }

        private mutating func readHeading() -> Bool {
            let line = lines[at].trimmed
            switch format {
            case .asciidoc:
                let level = line.prefix { $0 == "=" }.count
                guard (1...6).contains(level), line.dropFirst(level).first == " " else { return false }
                blocks.append(
                    Block(
                        kind: .heading(level: level), lines: at + 1...at + 1,
                        text: AsciiDocText.read(line.dropFirst(level).trimmed).text))
                at += 1
                return true
            case .rst:
                // An overline is passed over; the underline decides.
                if let rule = underline(at), at + 2 < lines.count, underline(at + 2) == rule { at += 1 }
                guard at + 1 < lines.count, let rule = underline(at + 1), lines[at + 1].count + 2 >= lines[at].count,
                    underline(at) == nil
                else { return false }
                if !underlines.contains(rule) { underlines.append(rule) }
                let level = (underlines.firstIndex(of: rule) ?? 0) + 1
                blocks.append(
                    Block(kind: .heading(level: min(level, 6)), lines: at + 1...at + 2, text: lines[at].trimmed))
                at += 2
                return true
            case .text: return false
            }
        }
        private func underline(_ i: Int) -> Character? {
            let line = lines[i].trimmed
            guard line.count >= 3, let first = line.first, "=-~^\"'`#*+.:_".contains(first) else { return nil }
            return line.allSatisfy { $0 == first } ? first : nil
        }

        /// What warns: `.. warning:: text`, with more below it that is set in; `[WARNING]` above a paragraph or a block between `====`. One
        /// paragraph that begins with the mark as a word.
        private mutating func admonition() -> Bool {
            guard let (mark, first) = Admonition.opening(lines[at], format) else { return false }
            let start = at
            var end = at
            var parts = first.isEmpty ? [] : [first]
            at += 1
            if format == .asciidoc {
                let isBlock = at < lines.count && AsciiDocText.isDelimiter(lines[at])
                if isBlock { at += 1 }
                while at < lines.count, isBlock ? !AsciiDocText.isDelimiter(lines[at]) : !lines[at].trimmed.isEmpty {
                    if !AsciiDocText.isSilent(lines[at]) { parts.append(AsciiDocText.read(lines[at].trimmed).text) }
                    end = at
                    at += 1
                }
                if isBlock, at < lines.count { at += 1 }
            } else {
                while at < lines.count, lines[at].trimmed.isEmpty || lines[at].first?.isWhitespace == true {
                    let text = lines[at].trimmed
                    // `:class: x` is for the page's looks.
                    if !text.isEmpty, !text.hasPrefix(":") { parts.append(text) }
                    if !text.isEmpty { end = at }
                    at += 1
                }
            }
            let text = parts.filter { !$0.isEmpty }.joined(separator: " ")
            if !text.isEmpty {
                blocks.append(Block(kind: .paragraph, lines: start + 1...end + 1, text: "\(mark): \(text)"))
            }
            return true
        }

        private mutating func literal() -> Bool {
            let line = lines[at].trimmed
            if format == .asciidoc, line == "----" || line == "....",
                let end = lines[(at + 1)...].firstIndex(where: { $0.trimmed == line })
            {
                blocks.append(
                    Block(kind: .code, lines: at + 1...end + 1, text: lines[(at + 1)..<end].joined(separator: "\n")))
                at = end + 1
                return true
            }
            if format == .asciidoc, line.hasPrefix("["), line.hasSuffix("]") {
                at += 1
                return true
            }
            let isDirective = format == .rst && (line.hasPrefix(".. code") || line.hasPrefix(".. sourcecode"))
            // Below `text::` what is set in further is meant literally, however little.
            let isLiteral =
                blocks.last.map {
                    $0.opensLiteral && Self.indent(lines[at]) > Self.indent(lines[$0.lines.lowerBound - 1])
                } ?? false
            let isIndented = (lines[at].hasPrefix("    ") || isLiteral) && format != .asciidoc
            guard isDirective || isIndented else { return false }
            // It ends where the text is set in no further than the directive, or less than its own first line: an item goes on.
            let outside = isDirective ? Self.indent(lines[at]) : Self.indent(lines[at]) - 1
            if isDirective {
                at += 1
                while at < lines.count, lines[at].trimmed.isEmpty || lines[at].trimmed.hasPrefix(":") { at += 1 }
            }
            let start = at
            var end = at
            while at < lines.count, lines[at].trimmed.isEmpty || Self.indent(lines[at]) > outside {
                if !lines[at].trimmed.isEmpty { end = at }
                at += 1
            }
            guard start < at else { return true }
            let body = lines[start...end]
            let margin = body.filter { !$0.trimmed.isEmpty }.map(Self.indent).min() ?? 0
            blocks.append(
                Block(
                    kind: .code, lines: start + 1...end + 1,
                    text: body.map { String($0.dropFirst(margin)) }.joined(separator: "\n")))
            return true
        }
        private static func indent(_ line: String) -> Int { line.prefix { $0 == " " || $0 == "\t" }.count }

        private mutating func item() -> Bool {
            guard var (number, text) = Self.marker(lines[at], format) else { return false }
            let start = at
            if number == nil, let depth = Self.numberedDepth(lines[at], format) {
                let count = (counts[depth] ?? 0) + 1
                counts = counts.filter { $0.key < depth }
                counts[depth] = count
                number = count
                if format == .asciidoc { text = String(text.drop { $0 == "." }).trimmed }
            }
            var parts = [text]
            at += 1
            while at < lines.count, !lines[at].trimmed.isEmpty,
                lines[at].first?.isWhitespace == true || lines[at] == "+",
                Self.marker(lines[at], format) == nil
            {
                parts.append(lines[at].trimmed)
                at += 1
            }
            var block = Block(kind: .item(number: number), lines: start + 1...at, text: parts.joined(separator: "\n"))
            readMacros(&block)
            blocks.append(block)
            return true
        }

        /// AsciiDoc's links as the reader sees them, and where they lead.
        private func readMacros(_ block: inout Block) {
            guard format == .asciidoc else { return }
            let read = AsciiDocText.read(block.text)
            block.text = read.text
            block.links += read.targets.map { Link(text: "", target: $0) }
        }
        private static func marker(_ line: String, _ format: Format) -> (Int?, String)? {
            let text = line.trimmed
            if format == .asciidoc, let inner = AsciiDocText.nestedItem(text) { return (nil, inner) }
            if let first = text.first, "*-+.•".contains(first), text.dropFirst().first == " " {
                return (nil, text.dropFirst(2).trimmed)
            }
            if text.hasPrefix("#. ") { return (nil, text.dropFirst(3).trimmed) }
            let digits = text.prefix { $0.isASCII && $0.isNumber }
            if digits.count <= 3, let number = Int(digits), let sign = text.dropFirst(digits.count).first,
                sign == "." || sign == ")",
                text.dropFirst(digits.count + 1).first == " "
            {
                return (number, text.dropFirst(digits.count + 2).trimmed)
            }
            return nil
        }

        /// How deep an item of a list stands that numbers itself; nil for a bullet.
        private static func numberedDepth(_ line: String, _ format: Format) -> Int? {
            let text = line.trimmed
            switch format {
            case .rst: return text.hasPrefix("#. ") ? indent(line) : nil
            case .asciidoc: return text.hasPrefix(". ") ? 1 : nil
            case .text: return nil
            }
        }

        private func isDelimiter(_ i: Int) -> Bool { format == .asciidoc && AsciiDocText.isDelimiter(lines[i]) }

        private mutating func paragraph() {
            let start = at
            var parts: [String] = []
            while at < lines.count, !lines[at].trimmed.isEmpty, !isDelimiter(at),
                Self.marker(lines[at], format) == nil || at == start
            {
                parts.append(lines[at].trimmed)
                at += 1
            }
            var text = parts.joined(separator: " ")
            let opensLiteral = format == .rst && text.hasSuffix("::")
            if format == .rst {
                // A paragraph that is set in goes on with an item; one at the margin ends its list.
                if Self.indent(lines[start]) == 0 { counts = [:] }
                if text.hasPrefix(".. ") { return }
                if opensLiteral { text.removeLast() }
            }
            var block = Block(kind: .paragraph, lines: start + 1...at, text: text)
            block.opensLiteral = opensLiteral
            readMacros(&block)
            blocks.append(block)
        }
    }
}

/// AsciiDoc inside a line.
enum AsciiDocText {
    /// The text of an item inside of another: `.. text`, `** text`, up to five marks.
    static func nestedItem(_ text: String) -> String? {
        guard let mark = text.first, mark == "." || mark == "*" else { return nil }
        let depth = text.prefix { $0 == mark }.count
        guard (2...5).contains(depth), text.dropFirst(depth).first == " " else { return nil }
        return text.dropFirst(depth + 1).trimmed
    }

    /// A line of four `=` or more around a block.
    static func isDelimiter(_ line: String) -> Bool {
        let text = line.trimmed
        return text.utf8.count >= 4 && text.utf8.allSatisfy { $0 == UInt8(ascii: "=") }
    }

    /// What is silent, and the lines around blocks.
    static func isUnseen(_ line: String) -> Bool { isSilent(line) || isDelimiter(line) }

    /// Lines that the reader of the page does not see: attributes, comments, includes, the `+` that continues an item.
    static func isSilent(_ line: String) -> Bool {
        let text = line.trimmed
        if text == "+" || text.hasPrefix("include::") { return true }
        if text.hasPrefix("//") { return true }
        guard text.hasPrefix(":"), let end = text.dropFirst().firstIndex(of: ":"),
            end > text.index(after: text.startIndex)
        else { return false }
        return text[text.index(after: text.startIndex)..<end].allSatisfy {
            $0.isLetter || $0.isNumber || "-_!".contains($0)
        }
    }

    /// The source lines of a block as they are quoted: what is not seen left out, blocks of commands between fences. O(n).
    static func quotable(_ lines: [String]) -> [String] {
        var isCode = false
        return lines.compactMap { line in
            let text = line.trimmed
            if text == "----" || text == "...." {
                isCode.toggle()
                return "```"
            }
            if isCode { return line }
            if isSilent(line) || (text.hasPrefix("[") && text.hasSuffix("]")) { return nil }
            if let inner = nestedItem(text) { return "- " + read(inner).text }
            return line.prefix { $0 == " " } + read(text).text
        }
    }

    /// `icon:`, `xref:TARGET[text]`, `link:URL[text]`, `https://URL[text]`, `[[anchor]]` as they are seen, and where they lead. O(n).
    static func read(_ text: String) -> (text: String, targets: [String]) {
        guard text.contains("[") else { return (text, []) }
        var out = ""
        var targets: [String] = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "[") {
            guard let close = rest[open...].firstIndex(of: "]") else { break }
            let inside = rest[rest.index(after: open)..<close]
            let before = rest[..<open]
            let start = before.lastIndex(of: " ").map { before.index(after: $0) } ?? before.startIndex
            let macro = before[start...]
            let after = rest.index(after: close)
            if inside.hasPrefix("[") {
                out += before
                rest = rest[after...]
                if rest.first == "]" { rest = rest.dropFirst() }
                continue
            }
            if macro.hasPrefix("icon:") {
                out += before[..<start]
                rest = rest[after...].drop { $0 == " " }
            } else if let colon = macro.firstIndex(of: ":"),
                ["xref", "link", "http", "https"].contains(macro[..<colon])
            {
                let isWeb = macro.hasPrefix("http")
                targets.append(String(isWeb ? macro : macro[macro.index(after: colon)...]))
                out += before[..<start] + (inside.isEmpty ? macro : inside)
                rest = rest[after...]
            } else {
                out += rest[..<after]
                rest = rest[after...]
            }
        }
        return ((out + rest).trimmed, targets)
    }
}

import CCmark

/// Markdown by cmark-gfm: GitHub's own parser, so what is a heading or a code block here is one on the page too.
enum MarkdownReader {
    /// Parses `text`. Blocks come in order and their lines do not overlap. O(n).
    static func read(_ text: String, name: String) -> ParsedDocument {
        let source = text.lines
        let (matter, skipped) = FrontMatter.read(source)
        let body = source.dropFirst(skipped).map(ShortCodes.resolved).joined(separator: "\n")
        var blocks = parse(body)
        for i in blocks.indices {
            blocks[i].lines = blocks[i].lines.lowerBound + skipped...blocks[i].lines.upperBound + skipped
            if case .heading = blocks[i].kind {
                blocks[i].text = HeadingText.visible(blocks[i].text, title: matter.title)
            }
        }
        var title = matter.title
        if title == nil, case .heading(let level)? = blocks.first(where: { $0.kind != .markup })?.kind, level <= 2 {
            title = blocks.first { $0.kind != .markup }?.text
        }
        if title == nil { title = blocks.first { $0.kind == .heading(level: 1) }?.text }
        return ParsedDocument(title: title ?? name, matter: matter, blocks: blocks, source: source)
    }

    private static func parse(_ body: String) -> [Block] {
        cmark_gfm_core_extensions_ensure_registered()
        guard let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else { return [] }
        defer { cmark_parser_free(parser) }
        for name in ["table", "strikethrough"] {
            if let found = cmark_find_syntax_extension(name) { cmark_parser_attach_syntax_extension(parser, found) }
        }
        var copy = body
        copy.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { cmark_parser_feed(parser, $0.baseAddress, $0.count) }
        }
        guard let root = cmark_parser_finish(parser) else { return [] }
        defer { cmark_node_free(root) }
        var blocks: [Block] = []
        var node = cmark_node_first_child(root)
        while let current = node {
            append(current, to: &blocks)
            node = cmark_node_next(current)
        }
        return blocks
    }

    private static func append(_ node: OpaquePointer, to blocks: inout [Block]) {
        let first = Int(cmark_node_get_start_line(node))
        let lines = first...max(first, Int(cmark_node_get_end_line(node)))
        var text = PlainText()
        switch cmark_node_get_type(node) {
        case CMARK_NODE_HEADING:
            text.collect(node)
            blocks.append(
                Block(
                    kind: .heading(level: Int(cmark_node_get_heading_level(node))), lines: lines,
                    text: text.text.trimmed, links: text.links))
        case CMARK_NODE_CODE_BLOCK:
            blocks.append(Block(kind: .code, lines: lines, text: literal(node)))
        case CMARK_NODE_LIST:
            var number =
                cmark_node_get_list_type(node) == CMARK_ORDERED_LIST ? Int(cmark_node_get_list_start(node)) : nil
            var item = cmark_node_first_child(node)
            while let current = item {
                var text = PlainText()
                text.collect(current)
                let start = Int(cmark_node_get_start_line(current))
                let lines = start...max(start, Int(cmark_node_get_end_line(current)))
                blocks.append(
                    Block(kind: .item(number: number), lines: lines, text: text.text.trimmed, links: text.links))
                number = number.map { $0 + 1 }
                item = cmark_node_next(current)
            }
        case CMARK_NODE_HTML_BLOCK:
            blocks.append(Block(kind: .markup, lines: lines, text: MarkupText.visible(literal(node))))
        case CMARK_NODE_BLOCK_QUOTE:
            text.collect(node)
            blocks.append(Block(kind: .quote, lines: lines, text: text.text.trimmed, links: text.links))
        case CMARK_NODE_THEMATIC_BREAK: break
        default:
            text.collect(node)
            let isTable = cmark_node_get_type(node) != CMARK_NODE_PARAGRAPH
            blocks.append(
                Block(kind: isTable ? .table : .paragraph, lines: lines, text: text.text.trimmed, links: text.links))
        }
    }

    static func literal(_ node: OpaquePointer) -> String {
        cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
    }
}

/// The readable text of a node: words and code, no URLs, no raw HTML.
private struct PlainText {
    var text = ""
    var links: [Link] = []

    mutating func collect(_ node: OpaquePointer, depth: Int = 0) {
        // Nesting is the file's choice: past any sane depth, stop rather than run out of stack.
        guard depth < 64 else { return }
        let type = cmark_node_get_type(node)
        switch type {
        case CMARK_NODE_TEXT, CMARK_NODE_CODE:
            text += MarkdownReader.literal(node)
        case CMARK_NODE_CODE_BLOCK:
            newLine()
            text += MarkdownReader.literal(node)
        case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: text += " "
        case CMARK_NODE_HTML_INLINE, CMARK_NODE_HTML_BLOCK, CMARK_NODE_IMAGE: break
        case CMARK_NODE_LINK:
            let start = text.endIndex
            children(node, depth)
            let shown = String(text[start...])
            if let target = cmark_node_get_url(node) {
                links.append(Link(text: shown, target: String(cString: target)))
            }
        default:
            let isBlock = type.rawValue & UInt32(CMARK_NODE_TYPE_MASK) == UInt32(CMARK_NODE_TYPE_BLOCK)
            children(node, depth)
            if isBlock { newLine() }
        }
    }
    private mutating func children(_ node: OpaquePointer, _ depth: Int) {
        var child = cmark_node_first_child(node)
        while let current = child {
            collect(current, depth: depth + 1)
            child = cmark_node_next(current)
        }
    }
    private mutating func newLine() {
        if let last = text.last, last != "\n" { text += "\n" }
    }
}

/// Hugo's and Jekyll's `{{< ref "./Other.md" >}}`: a link's target before the parser sees it.
enum ShortCodes {
    static func resolved(_ line: String) -> String {
        guard line.contains("{{") else { return line }
        var out = ""
        var rest = line[...]
        while let open = rest.range(of: "{{"), let close = rest[open.upperBound...].range(of: "}}") {
            out += rest[..<open.lowerBound]
            let inside = rest[open.upperBound..<close.lowerBound]
            let words = inside.split(whereSeparator: { " <>%\"'\t".contains($0) })
            if let first = words.first, first == "ref" || first == "relref", words.count > 1 {
                out += words[1]
            } else if !(inside.first.map { "<%".contains($0) } ?? true) {
                out += "{{\(inside)}}"  // a template of Prometheus or Jinja, which is text
            }
            rest = rest[close.upperBound...]
        }
        return out + rest
    }
}

/// What site generators write into headings beside the words: `{#anchor}` (Hugo, Docusaurus), `{: .class}` (kramdown), `<%= title %>` (ERB).
enum HeadingText {
    /// `heading` as the page shows it; a template that names the title gives `title`. O(n).
    static func visible(_ heading: String, title: String?) -> String {
        var text = heading
        if text.hasSuffix("}"), let open = text.lastIndex(of: "{"), open > text.startIndex,
            "#:.".contains(text[text.index(after: open)])
        {
            text = String(text[..<open]).trimmed
        }
        while let open = text[...].range(of: "<%"), let close = text[open.upperBound...].range(of: "%>") {
            let inside = text[open.upperBound..<close.lowerBound]
            let shown = inside.range(of: "title") == nil ? "" : title ?? ""
            text = String(text[..<open.lowerBound]) + shown + String(text[close.upperBound...])
        }
        text = text.trimmed
        return text.isEmpty ? title ?? heading : text
    }
}

extension Substring {
    /// The first place of `text`, without Foundation.
    func range(of text: String) -> Range<Index>? {
        guard let first = text.utf8.first else { return nil }
        var at = startIndex
        while at < endIndex {
            guard let start = utf8[at...].firstIndex(of: first) else { return nil }
            if utf8[start...].starts(with: text.utf8) { return start..<utf8.index(start, offsetBy: text.utf8.count) }
            at = utf8.index(after: start)
        }
        return nil
    }
}

extension String {
    /// The lines, without their ends (LF or CRLF).
    var lines: [String] {
        var lines = utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
            String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
        }
        if lines.last == "" { lines.removeLast() }
        return lines
    }
}

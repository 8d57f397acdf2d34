/// A heading with what stands under it, up to the next heading.
struct Section: Sendable {
    /// GitHub's anchor of the heading, `top` before the first one.
    var slug: String
    var title: String
    /// Titles of the headings it lies in, outermost first, itself last.
    var path: [String]
    /// Slugs of the same.
    var slugs: [String]
    var level: Int
    var headingLine: Int
    var blocks: [Block]

    /// Lines from the heading to the last block.
    var lines: ClosedRange<Int> { headingLine...max(headingLine, blocks.last?.lines.upperBound ?? headingLine) }

    /// Cuts a document at its headings. O(blocks).
    static func sections(of document: ParsedDocument) -> [Section] {
        var sections: [Section] = []
        var stack: [(level: Int, title: String, slug: String)] = []
        var seen: [String: Int] = [:]
        var current = Section(slug: "top", title: "", path: [], slugs: ["top"], level: 0, headingLine: 1, blocks: [])
        for block in document.blocks {
            guard case .heading(let level) = block.kind else {
                current.blocks.append(block)
                continue
            }
            if current.level > 0 || !current.blocks.isEmpty { sections.append(current) }
            let raw =
                document.source.indices.contains(block.lines.lowerBound - 1)
                ? document.source[block.lines.lowerBound - 1] : block.text
            var slug = Slug.make(raw.hasPrefix("#") ? Slug.headingText(raw) : block.text)
            let repeats = seen[slug, default: 0]
            seen[slug] = repeats + 1
            if repeats > 0 { slug += "-\(repeats)" }
            while let last = stack.last, last.level >= level { stack.removeLast() }
            stack.append((level, block.text, slug))
            current = Section(
                slug: slug, title: block.text, path: stack.map(\.title), slugs: stack.map(\.slug), level: level,
                headingLine: block.lines.lowerBound, blocks: [])
        }
        if current.level > 0 || !current.blocks.isEmpty { sections.append(current) }
        return sections
    }
}

/// GitHub's anchors.
package enum Slug {
    /// The text of a `## Heading ##` line.
    static func headingText(_ line: String) -> String {
        var text = line.drop { $0 == "#" }.trimmed
        while text.hasSuffix("#") { text.removeLast() }
        return text.trimmed
    }

    /// Lower case, link targets and `*_\`` dropped, everything but letters, digits, `_`, `-` and space removed, spaces to `-`.
    package static func make(_ heading: String) -> String {
        var text = ""
        var rest = heading.filter { !"`*_".contains($0) }[...]
        while let open = rest.firstIndex(of: "["), let middle = rest[open...].range(of: "]("),
            let close = rest[middle.upperBound...].firstIndex(of: ")")
        {
            text += rest[..<open] + rest[rest.index(after: open)..<middle.lowerBound]
            rest = rest[rest.index(after: close)...]
        }
        text = (text + rest).trimmed.lowercased()
        var slug = ""
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace {
                slug.append("-")
            } else if scalar == "-" || scalar == "_" || scalar.properties.isAlphabetic
                || scalar.properties.numericType != nil
            {
                slug.unicodeScalars.append(scalar)
            }
        }
        return slug
    }
}

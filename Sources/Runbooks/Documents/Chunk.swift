import Bytes

/// A piece of a section, small enough to be one passage: whole blocks, at most about `Chunker.limit` characters.
package struct Chunk: Sendable {
    package var slug: String
    /// Headings it lies under, outermost first.
    package var path: [String]
    package var lines: ClosedRange<Int>
    /// What is searched: the readable text of its blocks.
    package var text: String
    /// Nothing to answer with: a placeholder, or a bare pointer elsewhere.
    package var isHollow: Bool
}

package enum Chunker {
    /// Characters (UTF-8 bytes / 1, or syllables) after which a section is split between two blocks.
    package static let limit = 1400

    /// The chunks of a file's text, read by its kind.
    package static func chunks(of text: String, path: String) -> [Chunk] {
        chunks(of: RunbookFolder.parse(text, path: path))
    }

    /// The chunks of a document. A block larger than the limit (a long code block, a table) stays whole. O(n).
    static func chunks(of document: ParsedDocument) -> [Chunk] {
        var chunks: [Chunk] = []
        var seen: Set<UInt64> = []
        for section in Section.sections(of: document) {
            var pending: [Block] = []
            var size = 0
            func flush() {
                defer { (pending, size) = ([], 0) }
                let text = pending.map(\.text).joined(separator: "\n")
                let first = pending.first?.lines.lowerBound ?? section.headingLine
                let last = pending.last?.lines.upperBound ?? section.headingLine
                // The same text twice in one document (a footer, a box on every section) is one chunk.
                if !text.isEmpty, !seen.insert(StableHash.hash(text)).inserted { return }
                chunks.append(
                    Chunk(
                        slug: section.slug, path: section.path, lines: min(first, last)...last, text: text,
                        isHollow: Hollow.isHollow(text)))
            }
            for block in section.blocks where !block.text.isEmpty {
                if size > 0, size + block.text.count > limit { flush() }
                pending.append(block)
                size += block.text.count + 1
            }
            if size > 0 || (section.level > 0 && section.blocks.isEmpty) { flush() }
        }
        return chunks
    }
}

/// Sections that hold a place instead of an answer.
enum Hollow {
    static func isHollow(_ text: String) -> Bool {
        let words = text.trimmed.lowercased()
        if words.count < 4 { return true }
        return ["todo", "n/a", "none", "tbd", "-", "fixme", "to do", "coming soon", "없음", "작성 예정", "추후 작성"].contains {
            words == $0 || (words.hasPrefix($0) && words.count <= $0.count + 24 && $0.count > 2)
        }
    }

    /// Whether a section only sends the reader elsewhere ("See X").
    static func isPointer(_ text: String) -> Bool {
        let words = text.trimmed.lowercased()
        guard words.count < 200 else { return false }
        return ["see ", "refer to ", "please refer", "please see", "same as ", "as above", "follow the ", "참고", "참조"]
            .contains {
                words.hasPrefix($0)
            }
            || (words.count < 80
                && (words.hasSuffix("참고") || words.hasSuffix("참조") || words.hasSuffix("참고하세요.")
                    || words.hasSuffix("참고합니다.")))
    }
}

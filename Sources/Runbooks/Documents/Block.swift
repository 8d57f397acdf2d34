/// One block of a document: the unit that is never cut in two.
struct Block: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case heading(level: Int)
        case paragraph
        /// A fenced or indented block; verbatim, never split.
        case code
        /// One item of a list at top level, with everything nested in it. `number` is nil for a bullet.
        case item(number: Int?)
        case table
        case quote
        /// Raw HTML, comments: kept for the line numbers, not shown.
        case markup
    }
    var kind: Kind
    /// Lines of the source, from 1.
    var lines: ClosedRange<Int>
    /// Readable text: no markup, link targets dropped; code verbatim.
    var text: String
    /// What the block links to, as written.
    var links: [Link] = []
    /// reStructuredText's `text::`: what follows and is set in is meant literally.
    var opensLiteral = false
}

/// A link out of a block.
struct Link: Sendable, Hashable {
    var text: String
    var target: String
}

/// What a reader makes of a file.
struct ParsedDocument: Sendable {
    /// From the front matter, else the first heading, else the file's name.
    var title: String
    var matter: FrontMatter
    var blocks: [Block]
    /// The source lines, for quoting verbatim.
    var source: [String]
}

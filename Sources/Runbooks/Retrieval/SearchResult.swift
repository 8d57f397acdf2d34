/// What came of a question.
package enum SearchOutcome: String, Sendable, Hashable, Codable {
    /// A runbook covers it.
    case answered
    /// The topic is there, the answer is not: the nearest runbooks are named.
    case closest
    /// Nothing here is about it.
    case refused
}

/// A passage found.
package struct SearchHit: Sendable, Hashable {
    /// `path.md#section-slug`.
    package var id: String
    package var path: String
    package var slug: String
    /// Of the document.
    package var title: String
    /// Headings above the passage, outermost first.
    package var headings: [String]
    /// In the source file, from 1.
    package var lines: ClosedRange<Int>
    /// The source lines, verbatim.
    package var text: String
    package var score: Double
    /// How well its own heading and text fit, the document's title left out; comparable within one search.
    var own: Double
    var chunk: Int64
    var document: Int64
    var isHollow: Bool
}

/// The answer to a search.
package struct SearchResult: Sendable, Hashable {
    package var outcome: SearchOutcome
    /// Confidence that the best document answers, 0...1.
    package var score: Double
    /// Best first.
    package var hits: [SearchHit]
    package var evidence: MatchEvidence
    /// Words of the question that no runbook holds, as written.
    package var unknownWords: [String]
    /// Words of the question that some runbook holds, but not the best.
    package var missingWords: [String] = []
    package var isKorean: Bool
}

/// A candidate that opened no incident, and why: what `GET /v1/held-back` answers and `haetae why-not --json` prints.
package struct HeldBackDocument: Codable, Sendable, Equatable {
    /// When it was judged; RFC 3339 in UTC.
    package var at: String
    /// `below level`, `budget spent`, `learning`, `silenced`, `exempt`, `muted`, `inhibited`, `cooling`, `flagged as deploy` or
    /// `below floor`.
    package var reason: String
    /// One sentence with the figures.
    package var text: String
    /// Its evidence, and the level that it would have had to pass, in decades.
    package var score: Double
    package var level: Double
    /// Decades that were missing; 0 where it was held back for another reason.
    package var short: Double
    package var nodes: [String]
    package var templates: [String]

    package init(
        at: String, reason: String, text: String, score: Double, level: Double, nodes: [String], templates: [String]
    ) {
        (self.at, self.reason, self.text, self.score) = (at, reason, text, score)
        (self.level, self.nodes, self.templates) = (level, nodes, templates)
        short = max(0, level - score)
    }
}

/// The answer to "why was I not told?".
package struct HeldBackList: Codable, Sendable, Equatable {
    /// Latest first.
    package var held: [HeldBackDocument]
    /// Incidents that did open on it: then the answer is that somebody was told.
    package var incidents: [String]
    package init(held: [HeldBackDocument], incidents: [String]) { (self.held, self.incidents) = (held, incidents) }
    enum CodingKeys: String, CodingKey {
        case held = "held_back"
        case incidents
    }
}

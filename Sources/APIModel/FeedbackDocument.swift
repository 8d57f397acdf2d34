/// What an operator said of an incident and the gate goes by: an element of `GET /v1/feedback` and `haetae feedback list --json`.
package struct FeedbackDocument: Codable, Sendable, Equatable {
    package var incident: String
    /// `noise` or `useful`.
    package var word: String
    /// RFC 3339 in UTC.
    package var at: String
    /// For alerts of these kinds on these nodes.
    package var kinds: [String]
    package var nodes: [String]
    /// Decades by which it moves what they need to open an incident.
    package var decades: Double
    package init(incident: String, word: String, at: String, kinds: [String], nodes: [String], decades: Double) {
        (self.incident, self.word, self.at) = (incident, word, at)
        (self.kinds, self.nodes, self.decades) = (kinds, nodes, decades)
    }
}

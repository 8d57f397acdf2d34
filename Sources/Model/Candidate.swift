/// A group of alerts that has not been opened: what the gate judges.
package struct Candidate: Sendable, Hashable, Codable {
    /// The group's id; the incident keeps it when it opens.
    package var id: String
    /// Combined evidence in decades.
    package var score: Double
    /// Kinds among its alerts, sorted by name.
    package var kinds: [SignalKind]
    package var nodes: [NodeName]
    package var templates: [String]
    /// All of its alerts were raised while their streams were still learning.
    package var weak: Bool
    /// Nothing in it is graver than a notice or speaks of trouble.
    package var mild: Bool
    package var startedAt: Micros
    package var alertCount: Int

    package init(
        id: String, score: Double, kinds: [SignalKind], nodes: [NodeName], templates: [String], weak: Bool, mild: Bool = false,
        startedAt: Micros, alertCount: Int
    ) {
        (self.id, self.score, self.kinds, self.nodes) = (id, score, kinds, nodes)
        (self.templates, self.weak, self.mild) = (templates, weak, mild)
        (self.startedAt, self.alertCount) = (startedAt, alertCount)
    }
}

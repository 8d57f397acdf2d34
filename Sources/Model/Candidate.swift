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
    /// How grave an incident of it would be.
    package var severity: IncidentSeverity
    /// `key=value` labels that all of its nodes have.
    package var labels: [String]
    package var startedAt: Micros
    package var alertCount: Int
    /// Why it is not worth telling while something else goes on: all of its nodes run on a host that is known to be down.
    package var inhibition: String?
    /// What its alerts have come before: the track record of a known early sign.
    package var foretells: String?

    package init(
        id: String, score: Double, kinds: [SignalKind], nodes: [NodeName], templates: [String], weak: Bool,
        mild: Bool = false,
        severity: IncidentSeverity = .warning, labels: [String] = [], startedAt: Micros, alertCount: Int
    ) {
        (self.id, self.score, self.kinds, self.nodes) = (id, score, kinds, nodes)
        (self.templates, self.weak, self.mild) = (templates, weak, mild)
        (self.severity, self.labels) = (severity, labels)
        (self.startedAt, self.alertCount) = (startedAt, alertCount)
    }
}

extension Candidate {
    /// What the gate would have judged of an incident that is over, or of one of its alerts.
    package init(_ incident: Incident, only alert: Alert? = nil) {
        let alerts = alert.map { [$0] } ?? incident.members.map(\.alert)
        var templates: [String] = []
        for alert in alerts where templates.count < 8 {
            let text = alert.templateText.isEmpty ? alert.series : alert.templateText
            if !text.isEmpty, !templates.contains(text) { templates.append(text) }
        }
        self.init(
            id: incident.id, score: incident.score,
            kinds: Set(alerts.map(\.kind)).sorted { $0.rawValue < $1.rawValue },
            nodes: Set(alerts.map(\.node)).sorted(),
            templates: templates, weak: incident.weak, severity: incident.severity, labels: Self.labels(of: alerts),
            startedAt: incident.startedAt, alertCount: alerts.count)
    }

    /// The labels that all of these alerts carry themselves.
    package static func labels(of alerts: [Alert]) -> [String] {
        guard let first = alerts.first else { return [] }
        return alerts.dropFirst().reduce(into: first.labels) { common, alert in
            common.removeAll { !alert.labels.contains($0) }
        }.sorted()
    }
}

/// Where an incident stands.
package enum IncidentState: String, Sendable, Hashable, Codable, CaseIterable { case open, acknowledged, resolved }

/// A node that may be the cause, with the share of belief and the reason.
package struct RootCause: Sendable, Hashable, Codable {
    package var node: NodeName
    /// 0...1; the candidates of one incident sum to at most 1.
    package var score: Double
    package var why: String
    package init(node: NodeName, score: Double, why: String) { (self.node, self.score, self.why) = (node, score, why) }
}

/// An alert's membership of an incident, with the reason for it.
package struct IncidentMember: Sendable, Hashable, Codable {
    package var alert: Alert
    package var reason: String
    package init(alert: Alert, reason: String) { (self.alert, self.reason) = (alert, reason) }
}

/// Alerts that belong together, opened by the gate.
package struct Incident: Sendable, Hashable, Codable {
    /// Stable over a replay.
    package var id: String
    /// Event time of the watermark when the gate opened it.
    package var openedAt: Micros
    /// Onset of its earliest alert.
    package var startedAt: Micros
    /// Event time of its last deviating record.
    package var lastSeen: Micros
    package var closedAt: Micros?
    package var state: IncidentState
    package var severity: IncidentSeverity
    /// Combined evidence, in decades.
    package var score: Double
    package var title: String
    /// What happened, in time order, in plain words.
    package var summary: String
    /// Likeliest first.
    package var rootCauses: [RootCause]
    /// In the order they joined.
    package var members: [IncidentMember]
    /// Raised while the streams were still learning.
    package var weak: Bool
    /// What an operator noted.
    package var notes: [String]
    /// What was changed on its nodes, their hosts and what they need just before it began. Nil in rows of older versions.
    package var changes: [String]?
    /// What to consider about limits that its nodes hit.
    package var advice: [String]?
    /// Early signs: what its alerts have come before, or what came before it. Nil in rows of older versions.
    package var foresight: [String]?
    /// What is not told of apart while it lasts, since this explains it.
    package var muted: [String]?

    package init(
        id: String, openedAt: Micros, startedAt: Micros, lastSeen: Micros, closedAt: Micros? = nil,
        state: IncidentState = .open,
        severity: IncidentSeverity, score: Double, title: String, summary: String = "", rootCauses: [RootCause] = [],
        members: [IncidentMember], weak: Bool = false, notes: [String] = []
    ) {
        (self.id, self.openedAt, self.startedAt, self.lastSeen) = (id, openedAt, startedAt, lastSeen)
        (self.closedAt, self.state, self.severity, self.score) = (closedAt, state, severity, score)
        (self.title, self.summary, self.rootCauses, self.members) = (title, summary, rootCauses, members)
        (self.weak, self.notes) = (weak, notes)
    }

    /// Adds what an operator noted: at most 64 notes of 1 KiB.
    package mutating func addNote(_ text: String) { Self.add(text, to: &notes) }

    /// As `addNote`, where an incident is in the making.
    package static func add(_ text: String, to notes: inout [String]) {
        guard notes.count < 64 else { return }
        notes.append(String(text.prefix(1024)))
    }

    /// The nodes of its alerts, sorted, each once.
    package var nodes: [NodeName] { Set(members.map(\.alert.node)).sorted() }
    /// The likeliest cause, where there is one.
    package var rootCause: NodeName? { rootCauses.first?.node }
}

/// What happened to an incident at the end of a bucket. Carries the incident as it is afterwards.
package struct IncidentChange: Sendable, Hashable, Codable {
    package enum Kind: String, Sendable, Hashable, Codable { case opened, updated, resolved }
    package var kind: Kind
    /// Event time of the change.
    package var at: Micros
    package var incident: Incident
    package init(kind: Kind, at: Micros, incident: Incident) {
        (self.kind, self.at, self.incident) = (kind, at, incident)
    }
}

/// Alerts that were held back, and why: the answer to "why was I not told?".
package struct HeldBack: Sendable, Hashable, Codable {
    package enum Reason: String, Sendable, Hashable, Codable {
        case belowLevel = "below level"
        case budgetSpent = "budget spent"
        case learning, silenced, exempt, muted, cooling, inhibited
        /// A single sign too slight to be evidence of anything: it never became a candidate.
        case belowFloor = "below floor"
        /// It looks like a release or another intended change.
        case deploy = "flagged as deploy"
    }
    package var at: Micros
    package var reason: Reason
    /// One sentence with the figures.
    package var text: String
    package var score: Double
    /// The level that it would have had to pass.
    package var level: Double
    package var nodes: [NodeName]
    package var templates: [String]
    package init(
        at: Micros, reason: Reason, text: String, score: Double, level: Double, nodes: [NodeName], templates: [String]
    ) {
        (self.at, self.reason, self.text, self.score) = (at, reason, text, score)
        (self.level, self.nodes, self.templates) = (level, nodes, templates)
    }
}

/// What an operator says of an incident; the one way back into the engine.
package enum Feedback: Sendable, Hashable, Codable {
    case acknowledge(incident: String)
    case resolve(incident: String, note: String)
    case note(incident: String, text: String)
    /// It was not worth telling, or was: with its kinds and nodes, since the engine forgets an incident some time after it is over.
    case noise(incident: String, kinds: [SignalKind], nodes: [NodeName])
    case useful(incident: String, kinds: [SignalKind], nodes: [NodeName])
    /// Takes back what was said of it with `noise` or `useful`.
    case undo(incident: String)
    /// Puts the other incident into this one.
    case merge(incident: String, other: String)
    /// Takes alerts out of an incident and makes another one of them.
    case split(incident: String, alerts: [String])
    /// Puts an alert of another incident into this one.
    case move(incident: String, alert: String)
    case silence(Silence)
    case endSilence(id: String)
}

extension HeldBack {
    /// One row for each group that was judged within an hour, again and again while it grew: the one with the most evidence. Rows of one
    /// reason that begin with the same message and share a node are of one group.
    package static func strongest(_ rows: [HeldBack]) -> [HeldBack] {
        var kept: [HeldBack] = []
        var places: [String: [Int]] = [:]
        for row in rows {
            let key = row.reason.rawValue + "\u{0}" + (row.templates.first ?? "")
            let known = places[key]?.last { place in
                abs(kept[place].at - row.at) < .hour && kept[place].nodes.contains(where: row.nodes.contains)
            }
            if let known {
                if row.score > kept[known].score { kept[known] = row }
            } else {
                places[key, default: []].append(kept.count)
                kept.append(row)
            }
        }
        return kept
    }
}

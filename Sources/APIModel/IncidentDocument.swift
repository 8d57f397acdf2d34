/// An incident as scripts and receivers see it. The same object stands in `analyze --json`, in the API and in a webhook's body.
package struct IncidentDocument: Codable, Sendable, Equatable {
    package struct RootCause: Codable, Sendable, Equatable {
        package var node: String
        package var score: Double
        package var why: String
    }
    package struct Evidence: Codable, Sendable, Equatable {
        package var observed: Double?
        package var expected: Double?
        package var windowSeconds: Double
        package var samples: [String]
        package var text: String
        enum CodingKeys: String, CodingKey {
            case observed, expected
            case windowSeconds = "window_s"
            case samples, text
        }
    }
    package struct Alert: Codable, Sendable, Equatable {
        package var id: String
        package var at: String
        package var onset: String
        package var node: String
        package var template: String?
        package var kind: String
        package var score: Double
        package var count: Int
        package var evidence: Evidence
        /// As its records state it: `error`, `warning`; nil where they state none.
        package var severity: String?
        /// Why it belongs to this incident.
        package var reason: String?
        package var weak: Bool?
        /// Who raised it: `haetae`, or another system.
        package var origin: String?
        /// In a webhook, where this one stands for replicas: all of their nodes.
        package var nodes: [String]?
    }

    package var id: String
    package var openedAt: String
    package var closedAt: String?
    package var state: String
    package var severity: String
    package var title: String
    package var summary: String?
    package var rootCause: String?
    package var rootCauses: [RootCause]
    package var nodes: [String]
    package var alerts: [Alert]
    package var notes: [String]?
    package var weak: Bool?
    /// What to read for it, best first; nil where no runbooks are known.
    package var runbooks: [RunbookPassage]?
    /// What was changed just before it began, and what to consider about limits.
    package var changes: [String]?
    package var advice: [String]?
    /// Early signs, and what is muted while it lasts.
    package var foresight: [String]?
    package var muted: [String]?

    enum CodingKeys: String, CodingKey {
        case id
        case openedAt = "opened_at"
        case closedAt = "closed_at"
        case state, severity, title, summary
        case rootCause = "root_cause"
        case rootCauses = "root_causes"
        case nodes, alerts, notes, weak, changes, advice, foresight, muted, runbooks
    }
}

/// A page of incidents, newest first.
package struct IncidentList: Codable, Sendable, Equatable {
    package var incidents: [IncidentDocument]
    package init(incidents: [IncidentDocument]) { self.incidents = incidents }
}

/// An operator's word on an incident: `POST /v1/incidents/ID/ACTION`.
package struct FeedbackRequest: Codable, Sendable, Equatable {
    package var note: String
    /// The other incident, for `merge` and `move`.
    package var incident: String?
    /// Ids of alerts, for `split` and `move`.
    package var alerts: [String]?
    package init(note: String = "", incident: String? = nil, alerts: [String]? = nil) {
        (self.note, self.incident, self.alerts) = (note, incident, alerts)
    }

    /// Every key may be absent: `{}` acknowledges as well as no body does.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        note = try container.decodeIfPresent(String.self, forKey: .note) ?? ""
        incident = try container.decodeIfPresent(String.self, forKey: .incident)
        alerts = try container.decodeIfPresent([String].self, forKey: .alerts)
    }
}

/// A template as `templates list` shows it.
package struct TemplateDocument: Codable, Sendable, Equatable {
    package var id: String
    package var text: String
    package var count: UInt64
    package var firstSeen: String?
    package var lastSeen: String?
    /// What an operator calls it; whether it raises no alerts, and until when: null until it is unmuted.
    package var name: String?
    package var muted: Bool?
    package var mutedUntil: String?
    /// How many templates an operator merged into it, the position at which it is split, and the id of what it is a part of.
    package var merged: Int?
    package var splitAt: String?
    package var partOf: String?
    /// Whether an operator decided anything of it.
    package var isEdited: Bool { name != nil || muted == true || merged != nil || splitAt != nil || partOf != nil }
    package init(
        id: String, text: String, count: UInt64, firstSeen: String?, lastSeen: String?, name: String? = nil,
        muted: Bool? = nil, mutedUntil: String? = nil, merged: Int? = nil, splitAt: String? = nil,
        partOf: String? = nil
    ) {
        (self.id, self.text, self.count, self.firstSeen, self.lastSeen) = (id, text, count, firstSeen, lastSeen)
        (self.name, self.muted, self.mutedUntil) = (name, muted, mutedUntil)
        (self.merged, self.splitAt, self.partOf) = (merged, splitAt, partOf)
    }
    enum CodingKeys: String, CodingKey {
        case id, text, count, name, muted, merged
        case mutedUntil = "muted_until"
        case splitAt = "split_at"
        case partOf = "part_of"
        case firstSeen = "first_seen"
        case lastSeen = "last_seen"
    }
}

/// What an error answer holds.
package struct ErrorDocument: Codable, Sendable, Equatable {
    package var error: String
    package init(error: String) { self.error = error }
}

/// A silence or an exemption on the wire. Times are RFC 3339 in UTC.
package struct SilenceDocument: Codable, Sendable, Equatable {
    package struct Window: Codable, Sendable, Equatable {
        /// Minutes since midnight, by a clock so many seconds east of UTC.
        package var start: Int
        package var end: Int
        /// 0 = Monday; empty for every day.
        package var weekdays: [Int]
        package var zone: Int
        package init(start: Int, end: Int, weekdays: [Int], zone: Int) {
            (self.start, self.end, self.weekdays, self.zone) = (start, end, weekdays, zone)
        }
    }
    /// Given by the daemon.
    package var id: String?
    /// `silence` or `exemption`.
    package var purpose: String
    package var node: String?
    package var kind: String?
    package var template: String?
    package var severity: String?
    package var labels: [String]?
    package var from: String?
    package var until: String
    package var window: Window?
    package var comment: String
    /// What may be wrong with one that was added: nobody of that name is known.
    package var warning: String?

    package init(
        id: String? = nil, purpose: String, node: String?, kind: String?, template: String?, severity: String?,
        labels: [String], from: String?, until: String, window: Window?, comment: String
    ) {
        (self.id, self.purpose, self.node, self.kind, self.template) = (id, purpose, node, kind, template)
        (self.severity, self.labels, self.from, self.until) = (severity, labels, from, until)
        (self.window, self.comment) = (window, comment)
    }
}

/// The silences and exemptions of a daemon.
package struct SilenceList: Codable, Sendable, Equatable {
    package var silences: [SilenceDocument]
    package init(silences: [SilenceDocument]) { self.silences = silences }
}

/// What a silence would have hidden of the incidents that are kept.
package struct SilencePreview: Codable, Sendable, Equatable {
    package struct Hidden: Codable, Sendable, Equatable {
        package var id: String
        package var openedAt: String
        package var severity: String
        package var title: String
        package init(id: String, openedAt: String, severity: String, title: String) {
            (self.id, self.openedAt, self.severity, self.title) = (id, openedAt, severity, title)
        }
        enum CodingKeys: String, CodingKey {
            case id
            case openedAt = "opened_at"
            case severity, title
        }
    }
    package var hidden: [Hidden]
    /// Incidents with some alerts that match and others that do not: they would still have been told.
    package var partly: Int
    /// Incidents that were looked at.
    package var lookedAt: Int
    package init(hidden: [Hidden], partly: Int, lookedAt: Int) {
        (self.hidden, self.partly, self.lookedAt) = (hidden, partly, lookedAt)
    }
    enum CodingKeys: String, CodingKey {
        case hidden, partly
        case lookedAt = "looked_at"
    }
}

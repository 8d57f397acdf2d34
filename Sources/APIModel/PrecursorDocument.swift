/// A sign that came before incidents of a kind, with its track record: what `GET /v1/precursors` answers and `haetae precursors --json`
/// prints.
package struct PrecursorDocument: Codable, Sendable, Equatable {
    /// The sign: where, what sort of deviation, and the message (empty: a whole stream's).
    package var node: String
    package var kind: String
    package var direction: String
    package var template: String
    /// The latest incident of the kind, by its title, and its likely cause.
    package var incident: String
    package var cause: String?
    /// Incidents of the kind; those that the sign came before; times that it was seen; those that nothing followed.
    package var incidents: Int
    package var preceded: Int
    package var seen: Int
    package var falseAlarms: Int
    /// Seconds from the sign to the opening: median, least, most.
    package var leadSeconds: Double
    package var leastLeadSeconds: Double
    package var mostLeadSeconds: Double
    /// How many times as often as if they had nothing to do with each other.
    package var lift: Double
    /// That so many coincide by accident in any of the pairs that are tried.
    package var chance: Double
    /// It passes all bars: when the sign returns, an early warning is given.
    package var known: Bool
    package var lastAt: String

    enum CodingKeys: String, CodingKey {
        case node, kind, direction, template, incident, cause, incidents, preceded, seen, lift, chance, known
        case falseAlarms = "false_alarms"
        case leadSeconds = "lead_s"
        case leastLeadSeconds = "lead_least_s"
        case mostLeadSeconds = "lead_most_s"
        case lastAt = "last_at"
    }
}

/// The known ones first, then those that came before most incidents.
package struct PrecursorList: Codable, Sendable, Equatable {
    package var precursors: [PrecursorDocument]
}

import GRDB
import Model

/// An incident as rows: columns to find it by, and the whole of it as JSON.
enum IncidentRows {
    static func put(_ incident: Incident, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO incident (
                    id, opened_at, started_at, last_seen, closed_at, state, severity, score, title, root_cause,
                    alerts, weak, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET opened_at = excluded.opened_at, started_at = excluded.started_at,
                    last_seen = excluded.last_seen, closed_at = excluded.closed_at, state = excluded.state,
                    severity = excluded.severity, score = excluded.score, title = excluded.title,
                    root_cause = excluded.root_cause, alerts = excluded.alerts, weak = excluded.weak,
                    body = excluded.body
                """
        ).execute(arguments: [
            incident.id, incident.openedAt, incident.startedAt, incident.lastSeen, incident.closedAt,
            incident.state.rawValue, incident.severity.rawValue, incident.score.storable,
            incident.title, incident.rootCause?.name ?? "", incident.members.count, incident.weak,
            try StoreJSON.text(incident),
        ])
        try db.cachedStatement(sql: "DELETE FROM incident_node WHERE incident = ?").execute(arguments: [incident.id])
        let statement = try db.cachedStatement(sql: "INSERT INTO incident_node (node, incident) VALUES (?, ?)")
        for node in incident.nodes { try statement.execute(arguments: [node.name, incident.id]) }
    }

    static let summaryColumns = """
        incident.id, opened_at, started_at, incident.last_seen, closed_at, state, severity, score, title, root_cause,
        alerts, weak
        """

    static func summary(_ row: Row) throws -> IncidentSummary {
        guard let state = IncidentState(rawValue: row[5]), let severity = IncidentSeverity(rawValue: row[6]) else {
            throw StoreError.badValue("an incident's state or severity")
        }
        return IncidentSummary(
            id: row[0], openedAt: row[1], startedAt: row[2], lastSeen: row[3], closedAt: row[4], state: state,
            severity: severity, score: row[7], title: row[8],
            rootCause: (row[9] as String).isEmpty ? nil : NodeName(row[9]), alertCount: row[10], weak: row[11])
    }
}

/// One line of a listing.
package struct IncidentSummary: Sendable, Hashable {
    package var id: String
    package var openedAt: Micros
    package var startedAt: Micros
    package var lastSeen: Micros
    package var closedAt: Micros?
    package var state: IncidentState
    package var severity: IncidentSeverity
    /// In decades.
    package var score: Double
    package var title: String
    package var rootCause: NodeName?
    package var alertCount: Int
    package var weak: Bool
}

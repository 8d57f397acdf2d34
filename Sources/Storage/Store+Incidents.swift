import GRDB
import Model

/// Which incidents to list. Every condition that is set must hold.
package struct IncidentFilter: Sendable, Hashable {
    /// Any of these; empty for all.
    package var states: Set<IncidentState> = []
    /// Any of these; empty for all.
    package var severities: Set<IncidentSeverity> = []
    /// A node by its name, or a host with all its services.
    package var node: String?
    /// Text in the title, any case (ASCII).
    package var text: String?
    /// Opened at or after, and before.
    package var since: Micros?
    package var until: Micros?
    /// Goes on after this place of a listing: `IncidentPage.next`.
    package var after: IncidentCursor?
    /// Oldest first; otherwise the newest come first.
    package var oldestFirst = false
    package var limit = 50
    package init() {}
}

/// A place between two incidents of a listing; stays good while incidents come and go.
package struct IncidentCursor: Sendable, Hashable, CustomStringConvertible {
    package var openedAt: Micros
    package var id: String
    package init(openedAt: Micros, id: String) { (self.openedAt, self.id) = (openedAt, id) }
    /// `MICROS.ID`, for a URL.
    package var description: String { "\(openedAt).\(id)" }
    package init?(_ text: String) {
        guard let dot = text.firstIndex(of: "."), let at = Micros(text[..<dot]) else { return nil }
        (openedAt, id) = (at, String(text[text.index(after: dot)...]))
    }
}

/// A page of a listing.
package struct IncidentPage<Item: Sendable>: Sendable {
    package var items: [Item]
    /// Where the next page begins; nil on the last one.
    package var next: IncidentCursor?
}

/// What an id or the beginning of one names.
package enum IncidentLookup: Sendable, Hashable {
    case found(Incident)
    case unknown
    /// Ids that begin so, up to ten.
    case ambiguous([String])
}

extension Store {
    /// Incidents as lines of a listing. O(log n + page) by time; conditions on text read what they skip.
    package func incidents(_ filter: IncidentFilter = IncidentFilter()) throws(StoreError) -> IncidentPage<
        IncidentSummary
    > {
        let (condition, arguments, order) = Self.query(filter)
        return try read { db in
            var items = try Row.fetchAll(
                db, sql: "SELECT \(IncidentRows.summaryColumns) FROM incident \(condition) \(order)",
                arguments: arguments
            ).map(IncidentRows.summary)
            let more = items.count > filter.limit
            if more { items.removeLast() }
            return IncidentPage(
                items: items, next: more ? items.last.map { IncidentCursor(openedAt: $0.openedAt, id: $0.id) } : nil)
        }
    }

    /// The same incidents whole, with alerts and reasons.
    package func wholeIncidents(_ filter: IncidentFilter = IncidentFilter()) throws(StoreError) -> IncidentPage<
        Incident
    > {
        let (condition, arguments, order) = Self.query(filter)
        return try read { db in
            var items: [Incident] = try String.fetchAll(
                db, sql: "SELECT body FROM incident \(condition) \(order)", arguments: arguments
            ).map { try StoreJSON.value($0) }
            let more = items.count > filter.limit
            if more { items.removeLast() }
            return IncidentPage(
                items: items, next: more ? items.last.map { IncidentCursor(openedAt: $0.openedAt, id: $0.id) } : nil)
        }
    }

    /// How many incidents there are in each state.
    package func incidentCounts() throws(StoreError) -> [IncidentState: Int] {
        try read { db in
            var counts: [IncidentState: Int] = [:]
            for row in try Row.fetchAll(db, sql: "SELECT state, COUNT(*) FROM incident GROUP BY state") {
                if let state = IncidentState(rawValue: row[0]) { counts[state] = row[1] }
            }
            return counts
        }
    }

    /// The incident with this id, or the only one whose id begins so.
    package func incident(_ idOrPrefix: String) throws(StoreError) -> IncidentLookup {
        guard !idOrPrefix.isEmpty else { return .unknown }
        return try read { db in
            if let body = try String.fetchOne(
                db, sql: "SELECT body FROM incident WHERE id = ?", arguments: [idOrPrefix])
            {
                return .found(try StoreJSON.value(body))
            }
            // A range of the primary key; U+10FFFF sorts after every id.
            let rows = try Row.fetchAll(
                db, sql: "SELECT id, body FROM incident WHERE id > ? AND id < ? ORDER BY id LIMIT 10",
                arguments: [idOrPrefix, idOrPrefix + "\u{10FFFF}"])
            switch rows.count {
            case 0: return .unknown
            case 1: return .found(try StoreJSON.value(rows[0][1] as String))
            default: return .ambiguous(rows.map { $0[0] })
            }
        }
    }

    private static func query(_ filter: IncidentFilter) -> (
        condition: String, arguments: StatementArguments, order: String
    ) {
        var conditions: [String] = []
        var arguments = StatementArguments()
        func add(_ condition: String, _ values: StatementArguments = []) {
            conditions.append(condition)
            arguments += values
        }
        if !filter.states.isEmpty {
            add("state IN (\(marks(filter.states.count)))", StatementArguments(filter.states.map(\.rawValue).sorted()))
        }
        if !filter.severities.isEmpty {
            add(
                "severity IN (\(marks(filter.severities.count)))",
                StatementArguments(filter.severities.map(\.rawValue).sorted()))
        }
        if let node = filter.node {
            // "db1" and every "db1/...": '0' follows '/' in ASCII, so the services are one range.
            add(
                "incident.id IN (SELECT incident FROM incident_node WHERE node = ? OR (node > ? AND node < ?))",
                [node, node + "/", node + "0"])
        }
        if let text = filter.text { add("title LIKE ? ESCAPE '\\'", [LikePattern.containing(text)]) }
        if let since = filter.since { add("opened_at >= ?", [since]) }
        if let until = filter.until { add("opened_at < ?", [until]) }
        if let after = filter.after {
            add("(opened_at, incident.id) \(filter.oldestFirst ? ">" : "<") (?, ?)", [after.openedAt, after.id])
        }
        let direction = filter.oldestFirst ? "ASC" : "DESC"
        return (
            conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND "), arguments,
            "ORDER BY opened_at \(direction), incident.id \(direction) LIMIT \(max(filter.limit, 0) + 1)"
        )
    }

    static func marks(_ count: Int) -> String { Array(repeating: "?", count: count).joined(separator: ", ") }
}

/// Patterns for `LIKE ... ESCAPE '\'`.
enum LikePattern {
    /// Matches what contains `text` literally.
    static func containing(_ text: String) -> String {
        var pattern = "%"
        for character in text.unicodeScalars {
            if character == "%" || character == "_" || character == "\\" { pattern += "\\" }
            pattern.unicodeScalars.append(character)
        }
        return pattern + "%"
    }
}

import GRDB
import Model

/// Which of the candidates held back to list. Every condition that is set must hold.
package struct HeldBackFilter: Sendable, Hashable {
    /// In the sentence, a template or a node, any case (ASCII).
    package var text: String?
    /// A node by its name, or a host with all its services.
    package var node: String?
    package var since: Micros?
    package var until: Micros?
    package var limit = 50
    /// Signals too slight to be evidence as well, of which there are many.
    package var slight = false
    package init() {}
}

extension Store {
    /// Candidates that were held back, newest first. O(rows kept), a bounded number.
    package func heldBack(_ filter: HeldBackFilter = HeldBackFilter()) throws(StoreError) -> [HeldBack] {
        var conditions: [String] = []
        var arguments = StatementArguments()
        if let text = filter.text {
            // JSON writes a quote or backslash with a backslash before it; the arrays are searched for that spelling.
            let inJSON = LikePattern.containing(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))
            conditions.append("(text LIKE ? ESCAPE '\\' OR templates LIKE ? ESCAPE '\\' OR nodes LIKE ? ESCAPE '\\')")
            arguments += [LikePattern.containing(text), inJSON, inJSON]
        }
        if let node = filter.node {
            conditions.append("EXISTS (SELECT 1 FROM json_each(nodes) WHERE value = ? OR (value > ? AND value < ?))")
            arguments += [node, node + "/", node + "0"]
        }
        if !filter.slight {
            conditions.append("reason <> ?")
            arguments += [HeldBack.Reason.belowFloor.rawValue]
        }
        if let since = filter.since {
            conditions.append("at >= ?")
            arguments += [since]
        }
        if let until = filter.until {
            conditions.append("at < ?")
            arguments += [until]
        }
        let condition = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
        return try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT at, reason, text, score, level, nodes, templates FROM held_back \(condition)
                    ORDER BY at DESC, id DESC LIMIT \(max(filter.limit, 0))
                    """, arguments: arguments
            ).map { row in
                guard let reason = HeldBack.Reason(rawValue: row[1]) else {
                    throw StoreError.badValue("a reason for holding back")
                }
                return HeldBack(
                    at: row[0], reason: reason, text: row[2], score: row[3], level: row[4],
                    nodes: try StoreJSON.value(row[5] as String), templates: try StoreJSON.value(row[6] as String))
            }
        }
    }
}

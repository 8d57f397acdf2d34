import GRDB
import Model

/// Which templates to list. Every condition that is set must hold.
package struct TemplateFilter: Sendable, Hashable {
    package enum Order: String, Sendable, Hashable, CaseIterable { case count, newest, recent, text }
    /// In the template's text, any case (ASCII).
    package var text: String?
    /// Seen in this stream.
    package var stream: String?
    /// First seen at or after: what is new since then.
    package var firstSeenSince: Micros?
    package var order = Order.count
    package var offset = 0
    package var limit = 50
    package init() {}
}

extension Store {
    /// Templates in the order asked for. O(templates).
    package func templates(_ filter: TemplateFilter = TemplateFilter()) throws(StoreError) -> [TemplateRow] {
        var conditions: [String] = []
        var arguments = StatementArguments()
        if let text = filter.text {
            conditions.append("text LIKE ? ESCAPE '\\'")
            arguments += [LikePattern.containing(text)]
        }
        if let stream = filter.stream {
            conditions.append("EXISTS (SELECT 1 FROM json_each(streams) WHERE value = ?)")
            arguments += [stream]
        }
        if let since = filter.firstSeenSince {
            conditions.append("first_seen >= ?")
            arguments += [since]
        }
        let order =
            switch filter.order {
            case .count: "count DESC, id"
            case .newest: "first_seen DESC, id"
            case .recent: "last_seen DESC, id"
            case .text: "text, id"
            }
        let condition = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
        return try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT id, text, count, first_seen, last_seen, streams FROM template \(condition)
                    ORDER BY \(order) LIMIT \(max(filter.limit, 0)) OFFSET \(max(filter.offset, 0))
                    """, arguments: arguments
            ).map(Self.template)
        }
    }

    /// Templates whose id, in its 16 hexadecimal digits, begins with `prefix`; up to ten, in the order of ids.
    package func templates(idPrefix prefix: String) throws(StoreError) -> [TemplateRow] {
        let digits = prefix.utf8.count
        guard (1...16).contains(digits), let top = UInt64(prefix, radix: 16), prefix.utf8.first != UInt8(ascii: "+")
        else {
            return []
        }
        // One digit fixes the sign bit, so the ids that begin so are one range of signed numbers, too.
        let shift = UInt64(4 * (16 - digits))
        let low = top << shift
        let high = low | (shift == 0 ? 0 : (UInt64(1) << shift) - 1)
        return try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT id, text, count, first_seen, last_seen, streams FROM template
                    WHERE id BETWEEN ? AND ? ORDER BY id LIMIT 10
                    """, arguments: [Int64(bitPattern: low), Int64(bitPattern: high)]
            ).map(Self.template)
        }
    }

    /// How many templates are known.
    package func templateCount() throws(StoreError) -> Int {
        try read { db in try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM template") ?? 0 }
    }

    private static func template(_ row: Row) throws -> TemplateRow {
        TemplateRow(
            id: TemplateID(UInt64(bitPattern: row[0] as Int64)), text: row[1],
            count: UInt64(bitPattern: row[2] as Int64),
            firstSeen: row[3], lastSeen: row[4], streams: try StoreJSON.value(row[5] as String))
    }
}

import APIModel
import Model
import Storage

/// What is asked for: a time, a template by its id, or words that stand in a node, a template or the reason.
package enum HeldBackQuery: Sendable, Hashable {
    case time(Micros)
    case text(String)

    /// How far around a time is looked.
    static let around: Micros = 10 * .minute

    /// Reads a query as it stands in a URL: an RFC 3339 time or a text.
    package init(_ text: String) { self = RFC3339.parse(text).map { .time($0) } ?? .text(text) }
}

/// Reads of the store what was held back.
package enum HeldBackReading {
    /// Of one candidate, judged at each bucket's end, the strongest moment is kept. O(rows kept), bounded.
    package static func list(of store: Store, query: HeldBackQuery, limit: Int) throws -> HeldBackList {
        var filter = HeldBackFilter()
        filter.limit = 5000
        filter.slight = true
        switch query {
        case .time(let time):
            filter.since = time - HeldBackQuery.around
            filter.until = time + HeldBackQuery.around
        case .text(let text):
            filter.text = try template(named: text, of: store) ?? text
        }
        let held = HeldBack.strongest(try store.heldBack(filter)).prefix(limit)
        return HeldBackList(held: held.map(document), incidents: try incidents(of: store, filter))
    }

    /// The text of the template of that id, or of the only one whose id begins so; at least six digits, since a shorter word may be meant.
    private static func template(named text: String, of store: Store) throws -> String? {
        guard (6...16).contains(text.utf8.count), text.allSatisfy(\.isHexDigit) else { return nil }
        var known = TemplateFilter()
        known.limit = 1_000_000
        let beginning = text.lowercased()
        let found = try store.templates(known).filter { $0.id.description.hasPrefix(beginning) }
        return found.count == 1 ? found[0].text : nil
    }

    /// Those of `rows` that a query asks for.
    package static func matching(_ rows: [HeldBack], _ query: HeldBackQuery) -> [HeldBack] {
        switch query {
        case .time(let time): return rows.filter { abs($0.at - time) <= HeldBackQuery.around }
        case .text(let text):
            let wanted = text.lowercased()
            return rows.filter { row in
                ([row.text] + row.nodes.map(\.name) + row.templates).contains { $0.lowercased().contains(wanted) }
            }
        }
    }

    package static func document(_ held: HeldBack) -> HeldBackDocument {
        HeldBackDocument(
            at: RFC3339.string(held.at), reason: held.reason.rawValue, text: held.text, score: held.score,
            level: held.level,
            nodes: held.nodes.map(\.name), templates: held.templates)
    }

    private static func incidents(of store: Store, _ asked: HeldBackFilter) throws -> [String] {
        var filter = IncidentFilter()
        filter.limit = 200
        let found = try store.wholeIncidents(filter).items.filter { incident in
            if let since = asked.since, incident.lastSeen < since { return false }
            if let until = asked.until, incident.startedAt >= until { return false }
            guard let text = asked.text?.lowercased() else { return true }
            return incident.members.contains {
                $0.alert.node.name.lowercased().contains(text) || $0.alert.templateText.lowercased().contains(text)
            }
        }
        return found.prefix(20).map { "\($0.id) \($0.title)" }
    }
}

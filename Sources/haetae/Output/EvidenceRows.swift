import APIModel
import Model

/// Which alerts of an incident are shown where there is no room for all: those it began with, and the gravest of the others.
enum EvidenceRows {
    /// An alert, and the other nodes of which the same is said.
    typealias Row = (alert: IncidentDocument.Alert, twins: [String])

    /// At most `limit` rows, in their order: the first half as they came, the other half by severity, then by decades.
    static func chosen(_ rows: [Row], limit: Int) -> [Row] {
        guard rows.count > limit, limit > 0 else { return Array(rows.prefix(max(0, limit))) }
        let begun = (limit + 1) / 2
        let gravest = rows.indices.dropFirst(begun).sorted { a, b in
            let (left, right) = (rows[a].alert, rows[b].alert)
            let (leftRank, rightRank) = (rank(left.severity), rank(right.severity))
            if leftRank != rightRank { return leftRank < rightRank }
            return left.score != right.score ? left.score > right.score : a < b
        }
        let kept = Set(gravest.prefix(limit - begun))
        return rows.indices.filter { $0 < begun || kept.contains($0) }.map { rows[$0] }
    }

    /// Graver is less; what states no severity comes between a warning and a notice.
    private static func rank(_ severity: String?) -> Double {
        Severity.allCases.first { $0.name == severity }.map { Double($0.rawValue) } ?? 4.5
    }

    /// Alerts that say the same of several nodes, folded to one row with the other nodes' names.
    static func folded(_ alerts: [IncidentDocument.Alert]) -> [Row] {
        var rows: [Row] = []
        var places: [String: Int] = [:]
        for alert in alerts {
            let service = alert.node.split(separator: "/").last.map(String.init) ?? alert.node
            let key = "\(alert.kind)|\(service)|\(alert.template ?? alert.evidence.text)"
            if let row = places[key] {
                if rows[row].alert.node != alert.node, !rows[row].twins.contains(alert.node) {
                    rows[row].twins.append(alert.node)
                }
            } else {
                places[key] = rows.count
                rows.append((alert, []))
            }
        }
        return rows
    }
}

/// Alerts of one incident that say the same of several replicas of a service: one row where people read, N alerts everywhere else.
package struct AlertRow: Sendable, Hashable {
    /// The first of them to join.
    package var first: IncidentMember
    /// Of all of them, in the order they joined, each once.
    package var nodes: [NodeName]
    package var alertCount: Int
}

extension Incident {
    /// Its alerts, those of replicas folded: the same kind, direction, service, message and origin. In the order of the first of each.
    /// O(alerts).
    package var rows: [AlertRow] {
        struct Key: Hashable {
            var kind: SignalKind, direction: Direction, service: String, text: String, series: String, origin: String
        }
        var rows: [AlertRow] = []
        var places: [Key: Int] = [:]
        for member in members {
            let alert = member.alert
            let service = alert.node.service.isEmpty ? alert.node.name : alert.node.service
            let key = Key(
                kind: alert.kind, direction: alert.direction, service: service, text: alert.templateText,
                series: alert.templateText.isEmpty ? alert.series : "", origin: alert.origin)
            if let place = places[key] {
                rows[place].alertCount += 1
                if !rows[place].nodes.contains(alert.node) { rows[place].nodes.append(alert.node) }
            } else {
                places[key] = rows.count
                rows.append(AlertRow(first: member, nodes: [alert.node], alertCount: 1))
            }
        }
        return rows
    }
}

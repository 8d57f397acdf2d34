/// The one spelling of an incident on the wire: `analyze --json`, `incidents show --json`, the API and the webhook.
///
/// Keys stand in a fixed order and numbers have one spelling, so equal incidents are equal bytes. Keys are only ever
/// added; scripts rely on those that are there.
package enum IncidentJSON {
    /// One line, without a line end.
    package static func string(_ incident: Incident) -> String {
        JSONText.object { write(incident, &$0) }
    }

    /// The members of an incident's object.
    ///
    /// - Parameters:
    ///   - maximumAlerts: alerts written, the first to join; what is left out is counted in `alerts_omitted`.
    ///   - folded: alerts of replicas are one element, the first to join, with the `nodes` and the number of `alerts` that it
    ///     stands for.
    package static func write(
        _ incident: Incident, maximumAlerts: Int = .max, folded: Bool = false, _ text: inout JSONText
    ) {
        text.member("id", incident.id)
        text.member("opened_at", time: incident.openedAt)
        text.member("closed_at", time: incident.closedAt)
        text.member("state", incident.state.rawValue)
        text.member("severity", incident.severity.rawValue)
        text.member("title", incident.title)
        text.member("root_cause", incident.rootCause?.name)
        text.member("root_causes", incident.rootCauses) { text, cause in
            text.element { text in
                text.member("node", cause.node.name)
                text.member("score", cause.score)
                text.member("why", cause.why)
            }
        }
        text.member("nodes", incident.nodes.map(\.name))
        let omitted = folded ? writeRows(incident, maximumAlerts, &text) : writeAlerts(incident, maximumAlerts, &text)
        if omitted > 0 { text.member("alerts_omitted", omitted) }
        text.member("started_at", time: incident.startedAt)
        text.member("last_seen", time: incident.lastSeen)
        text.member("score", incident.score)
        text.member("weak", incident.weak)
        text.member("summary", incident.summary)
        text.member("notes", incident.notes)
        text.member("changes", incident.changes ?? [])
        text.member("advice", incident.advice ?? [])
        text.member("foresight", incident.foresight ?? [])
        text.member("muted", incident.muted ?? [])
    }

    /// Each alert by itself; the number of those left out.
    private static func writeAlerts(_ incident: Incident, _ maximum: Int, _ text: inout JSONText) -> Int {
        text.member("alerts", Array(incident.members.prefix(maximum))) { text, member in
            text.element { write(member.alert, reason: member.reason, &$0) }
        }
        return max(0, incident.members.count - maximum)
    }

    /// Replicas folded; the number of alerts in rows left out.
    private static func writeRows(_ incident: Incident, _ maximum: Int, _ text: inout JSONText) -> Int {
        let rows = incident.rows
        text.member("alerts", Array(rows.prefix(maximum))) { text, row in
            text.element { text in
                write(row.first.alert, reason: row.first.reason, &text)
                text.member("nodes", row.nodes.map(\.name))
                text.member("alerts", row.alertCount)
            }
        }
        return rows.dropFirst(maximum).reduce(0) { $0 + $1.alertCount }
    }

    private static func write(_ alert: Alert, reason: String, _ text: inout JSONText) {
        text.member("id", alert.id)
        text.member("at", time: alert.at)
        text.member("onset", time: alert.onset)
        text.member("node", alert.node.name)
        text.member(
            "template", alert.templateText.isEmpty ? (alert.series.isEmpty ? nil : alert.series) : alert.templateText)
        text.member("kind", alert.kind.rawValue)
        text.member("score", rounded(alert.score))
        text.member("count", alert.count)
        text.member("evidence") { text in
            text.member("observed", alert.evidence.observed)
            text.member("expected", alert.evidence.expected)
            text.member("window_s", alert.evidence.windowSeconds)
            text.member("samples", alert.evidence.samples)
            text.member("text", alert.evidence.text)
        }
        text.member("template_id", alert.template?.description)
        text.member("last_seen", time: alert.lastSeen)
        text.member("severity", alert.severity?.name)
        text.member("weak", alert.weak)
        text.member("reason", reason)
        text.member("origin", alert.origin)
    }

    /// Evidence in decades, to a thousandth: `4.9`, not `4.8999999999999995`.
    private static func rounded(_ score: Double) -> Double {
        score.isFinite ? (score * 1000).rounded() / 1000 : score
    }
}

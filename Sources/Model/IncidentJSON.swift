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
    /// - Parameter maximumAlerts: alerts written, the first to join; what is left out is counted in `alerts_omitted`.
    package static func write(_ incident: Incident, maximumAlerts: Int = .max, _ text: inout JSONText) {
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
        text.member("alerts", incident.members.prefix(maximumAlerts)) { text, member in
            text.element { write(member.alert, reason: member.reason, &$0) }
        }
        if incident.members.count > maximumAlerts {
            text.member("alerts_omitted", incident.members.count - maximumAlerts)
        }
        text.member("started_at", time: incident.startedAt)
        text.member("last_seen", time: incident.lastSeen)
        text.member("score", incident.score)
        text.member("weak", incident.weak)
        text.member("summary", incident.summary)
        text.member("notes", incident.notes)
        text.member("changes", incident.changes ?? [])
        text.member("advice", incident.advice ?? [])
    }

    private static func write(_ alert: Alert, reason: String, _ text: inout JSONText) {
        text.member("id", alert.id)
        text.member("at", time: alert.at)
        text.member("onset", time: alert.onset)
        text.member("node", alert.node.name)
        text.member(
            "template", alert.templateText.isEmpty ? (alert.series.isEmpty ? nil : alert.series) : alert.templateText)
        text.member("kind", alert.kind.rawValue)
        text.member("score", alert.score)
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
}

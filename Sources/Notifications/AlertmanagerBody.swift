import FoundationEssentials
import Model
import Storage

/// An event as Prometheus' Alertmanager takes alerts (`POST /api/v2/alerts`): the incident is one alert, which begins and ends with it.
///
/// To Alertmanager an alert is its set of labels: with another label it would be another alert, and the one before it would stand until it
/// runs out. So the labels hold what stays the same for an incident's life; what may change, its severity too, stands in the annotations,
/// of which Alertmanager keeps the latest.
enum AlertmanagerBody {
    /// Until when an open incident's alert lasts, if nothing more is said of it.
    static let lasts: Micros = 7 * .day
    /// The label by which our own alerts are known when Alertmanager sends them back to us.
    static let origin = "haetae"

    private struct Told: Decodable {
        struct Incident: Decodable {
            var id: String
            var state: String
            var severity: String
            var title: String
            var summary: String?
            var root_cause: String?
            var started_at: String?
            var opened_at: String
            var closed_at: String?
        }
        var at: String
        var incident: Incident?
        var incidents: [Incident]?
    }

    /// Nil where the event's body is none of ours.
    static func body(_ event: OutboxEvent) -> String? {
        guard let told = try? JSONDecoder().decode(Told.self, from: Data(event.body.utf8)),
            let at = RFC3339.parse(told.at)
        else { return nil }
        let incidents = told.incident.map { [$0] } ?? told.incidents ?? []
        let alerts = incidents.map { alert($0, at: at) }
        return "[" + alerts.joined(separator: ",") + "]"
    }

    private static func alert(_ incident: Told.Incident, at: Micros) -> String {
        let isOver = incident.state == IncidentState.resolved.rawValue
        let starts = RFC3339.parse(incident.started_at ?? incident.opened_at) ?? at
        return JSONText.object { text in
            text.member("labels") { text in
                text.member("alertname", "HaetaeIncident")
                text.member("incident", incident.id)
                text.member("origin", origin)
            }
            text.member("annotations") { text in
                text.member("severity", incident.severity)
                text.member("summary", incident.title)
                text.member("description", incident.summary ?? "")
                text.member("cause", incident.root_cause ?? "")
            }
            text.member("startsAt", time: min(starts, at))
            text.member("endsAt", time: isOver ? max(starts + 1, at) : at + lasts)
        }
    }
}

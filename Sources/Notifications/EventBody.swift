import Bytes
import Model
import Storage

/// Events as receivers get them: JSON with secrets masked, and ids that a replay makes again.
enum EventBody {
    /// The event of one change. `number` counts the incident's events from 0.
    static func event(
        _ kind: IncidentChange.Kind, _ incident: Incident, at time: Micros, number: UInt32, receivers: [String],
        appendix: (@Sendable (Incident, inout JSONText) -> Void)? = nil
    ) -> OutboxEvent {
        let type = "incident.\(kind.rawValue)"
        let id = self.id([incident.id, type, String(number), String(time)])
        let masked = SecretMasking.mask(incident)
        let body = JSONText.object { text in
            text.member("event_id", id)
            text.member("type", type)
            text.member("at", time: time)
            text.member("incident") { text in
                IncidentJSON.write(masked, maximumAlerts: maximumAlerts, folded: true, &text)
                appendix?(incident, &text)
            }
        }
        return OutboxEvent(id: id, type: type, at: time, incident: incident.id, body: body, receivers: receivers)
    }

    /// 32 hexadecimal digits of the parts, in their order.
    static func id(_ parts: [String]) -> String {
        // Two hashes of 64 bits: one alone would meet its like among a few billion events.
        Hexadecimal.string(hash(parts, seed: 1)) + Hexadecimal.string(hash(parts, seed: 2))
    }

    private static func hash(_ parts: [String], seed: UInt64) -> UInt64 {
        parts.reduce(seed) { StableHash.combine($0, StableHash.hash($1, seed: seed)) }
    }

    /// Alerts in an event, those of replicas counted once: receivers take bodies of a few hundred kilobytes, hardly more.
    static let maximumAlerts = 100

    /// Incidents listed in a summary; of the rest it gives the number.
    static let maximumListed = 100

    /// The one event that tells what several would have told too late.
    ///
    /// - Parameters:
    ///   - events: in their order.
    ///   - incidents: those that the events are about, each once and as it is now.
    static func summary(of events: [OutboxEvent], incidents: [Incident], receiver: String) -> OutboxEvent {
        let id = self.id([OutboxEvent.summaryType, receiver] + events.map(\.id))
        let at = events.map(\.at).max() ?? .unknown
        let listed = incidents.suffix(maximumListed)
        let body = JSONText.object { text in
            text.member("event_id", id)
            text.member("type", OutboxEvent.summaryType)
            text.member("at", time: at)
            text.member("from", time: events.map(\.at).min())
            text.member("events", events.count)
            text.member("incidents", Array(listed)) { text, incident in
                let masked = SecretMasking.mask(incident)
                text.element { text in
                    text.member("id", masked.id)
                    text.member("opened_at", time: masked.openedAt)
                    text.member("closed_at", time: masked.closedAt)
                    text.member("state", masked.state.rawValue)
                    text.member("severity", masked.severity.rawValue)
                    text.member("title", masked.title)
                    text.member("root_cause", masked.rootCause?.name)
                    text.member("nodes", masked.nodes.map(\.name))
                    text.member("alerts", masked.members.count)
                }
            }
            text.member("not_listed", incidents.count - listed.count)
            text.member("replaces", events.suffix(1_000).map(\.id))
        }
        return OutboxEvent(
            id: id, type: OutboxEvent.summaryType, at: at, incident: "", body: body, receivers: [receiver])
    }
}

import FoundationEssentials
import Model

/// Reads alerts of other systems out of JSON. Hostile input: sizes are bounded, nothing is trusted.
package enum ForeignAlerts {
    /// Alerts taken from one request, labels of one alert, bytes of one text.
    static let mostAlerts = 10_000, mostLabels = 64, longest = 1024

    /// What is wrong with a body.
    package struct Problem: Error, Sendable, Equatable, CustomStringConvertible {
        package let description: String
        init(_ description: String) { self.description = description }
    }

    /// `POST /api/v2/alerts` as Prometheus sends it (an array), or Alertmanager's webhook (an object with `alerts`).
    package static func alertmanager(_ body: Data, now: Micros) throws(Problem) -> [ForeignAlert] {
        struct Posted: Decodable {
            var status: String?
            var labels: [String: String]
            var annotations: [String: String]?
            var startsAt: String?
            var endsAt: String?
        }
        struct Webhook: Decodable { var alerts: [Posted] }
        let posted: [Posted]
        do {
            posted =
                body.first { !$0.isBlank } == UInt8(ascii: "[")
                ? try JSONDecoder().decode([Posted].self, from: body)
                : try JSONDecoder().decode(Webhook.self, from: body).alerts
        } catch {
            throw Problem("neither an array of alerts nor an Alertmanager webhook: \(WireError.text(error))")
        }
        // What we told Alertmanager comes back when it is told to send us everything.
        let others = posted.filter { $0.labels["origin"] != "haetae" }
        return try bounded(others).map { alert throws(Problem) in
            guard let name = alert.labels["alertname"], !name.isEmpty else {
                throw Problem("an alert without the label 'alertname'")
            }
            let starts = alert.startsAt.flatMap(RFC3339.parse)
            if starts == nil, let given = alert.startsAt {
                throw Problem("startsAt: '\(cut(given, 64))' is no RFC 3339 time")
            }
            let ends = alert.endsAt.flatMap(RFC3339.parse)
            // Prometheus sends the moment at which an alert runs out unless it is sent again; only a past one is an end.
            let over = alert.status == "resolved" || (alert.status == nil && ends.map { $0 > 0 && $0 <= now } ?? false)
            return make(
                "alertmanager", name, alert.labels,
                text: alert.annotations?["summary"] ?? alert.annotations?["description"]
                    ?? alert.annotations?["message"],
                severity: alert.labels["severity"], starts: starts, resolved: over,
                now: now)
        }
    }

    /// Any JSON object, or array of objects, of `name` (or `title`, `alertname`), and optional `source`, `node`, `host`, `service`,
    /// `severity` (or `level`), `text` (or `message`, `summary`), `at` (or `time`, `timestamp`), `status`, `labels`.
    package static func generic(_ body: Data, source: String, now: Micros) throws(Problem) -> [ForeignAlert] {
        let objects: [[String: JSONScalar]]
        do {
            objects =
                body.first { !$0.isBlank } == UInt8(ascii: "[")
                ? try JSONDecoder().decode([[String: JSONScalar]].self, from: body)
                : [try JSONDecoder().decode([String: JSONScalar].self, from: body)]
        } catch {
            throw Problem("no JSON object of an alert, nor an array of them: \(WireError.text(error))")
        }
        return try bounded(objects).map { object throws(Problem) in
            func field(_ names: String...) -> String? {
                names.lazy.compactMap { object[$0]?.text }.first { !$0.isEmpty }
            }
            guard let name = field("name", "title", "alertname") else { throw Problem("an alert without 'name'") }
            var labels: [String: String] = [:]
            switch object["labels"] {
            case .object(let given): labels = given
            case .nothing, nil: break
            default: throw Problem("labels is not an object of texts")
            }
            for key in ["node", "host", "service"] { if let value = field(key) { labels[key] = value } }
            let status = field("status", "state")?.lowercased() ?? ""
            let given = field("at", "time", "timestamp")
            let time = given.flatMap(RFC3339.parse) ?? given.flatMap(Double.init).flatMap(seconds)
            if time == nil, let given {
                throw Problem("at: '\(cut(given, 64))' is neither an RFC 3339 time nor seconds since 1970")
            }
            return make(
                field("source") ?? source, name, labels, text: field("text", "message", "summary", "description"),
                severity: field("severity", "level", "priority"), starts: time,
                resolved: ["resolved", "ok", "closed", "recovered", "recovery", "up"].contains(status), now: now)
        }
    }

    private static func bounded<T>(_ alerts: [T]) throws(Problem) -> [T] {
        guard alerts.count <= mostAlerts else {
            throw Problem("\(alerts.count) alerts at once; send \(mostAlerts) at most")
        }
        return alerts
    }

    /// Seconds, or milliseconds, since 1970.
    private static func seconds(_ value: Double) -> Micros? {
        let seconds = value > 1e11 ? value / 1000 : value
        return seconds > 0 && seconds < 1e11 ? Micros(seconds * 1e6) : nil
    }

    private static func make(
        _ source: String, _ name: String, _ labels: [String: String], text: String?, severity: String?, starts: Micros?,
        resolved: Bool, now: Micros
    ) -> ForeignAlert {
        let kept = labels.sorted { $0.key < $1.key }.prefix(mostLabels).map {
            ForeignAlert.Label(key: cut($0.key, 128), value: cut($0.value, longest))
        }
        return ForeignAlert(
            source: cut(source, 64), name: cut(name, 256), labels: kept, text: cut(text ?? name, longest),
            severity: self.severity(severity), startsAt: starts.map { min(max($0, now - 30 * .day), now) } ?? .unknown,
            resolved: resolved)
    }

    private static func cut(_ text: String, _ limit: Int) -> String {
        text.utf8.count <= limit ? text : String(text.prefix(limit / 4))
    }

    private static func severity(_ text: String?) -> Severity {
        switch text?.lowercased() ?? "" {
        case "critical", "page", "crit", "emergency", "fatal", "p1", "high", "disaster": .critical
        case "error", "major", "p2", "err", "alert": .error
        case "info", "informational", "none", "low", "p4", "p5", "ok": .info
        default: .warning
        }
    }
}

/// A value of a flat object; of what is nested, an object of texts and numbers is kept.
private enum JSONScalar: Decodable {
    case text(String)
    case object([String: String])
    case nothing
    case other

    var text: String? { if case .text(let text) = self { text } else { nil } }

    /// A label's value.
    private struct Value: Decodable {
        var text: String
        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let flag = try? container.decode(Bool.self) {
                text = flag ? "true" : "false"
            } else if let number = try? container.decode(Int64.self) {
                text = "\(number)"
            } else if let number = try? container.decode(Double.self) {
                text = "\(number)"
            } else {
                text = try container.decode(String.self)
            }
        }
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let number = try? container.decode(Double.self) {
            self = .text("\(number)")
        } else if container.decodeNil() {
            self = .nothing
        } else if let values = try? container.decode([String: Value].self) {
            self = .object(values.mapValues(\.text))
        } else {
            self = .other
        }
    }
}

extension UInt8 {
    fileprivate var isBlank: Bool { self == 32 || (9...13).contains(self) }
}

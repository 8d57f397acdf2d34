/// An alert as another system raised it (Alertmanager, or anything that speaks JSON).
package struct ForeignAlert: Sendable, Hashable, Codable {
    /// Who raised it: `alertmanager`, or the name that the sender gave.
    package var source: String
    package var name: String
    /// Sorted by key; what identifies the alert.
    package var labels: [Label]
    /// One sentence for people.
    package var text: String
    package var severity: Severity
    /// `.unknown` where the sender does not say: then the same alert sent again is the same one for as long as it is not over.
    package var startsAt: Micros
    /// It is over.
    package var resolved: Bool

    package struct Label: Sendable, Hashable, Codable {
        package var key: String
        package var value: String
        package init(key: String, value: String) { (self.key, self.value) = (key, value) }
    }

    package init(
        source: String, name: String, labels: [Label], text: String, severity: Severity, startsAt: Micros,
        resolved: Bool
    ) {
        (self.source, self.name, self.labels, self.text) = (source, name, labels.sorted { $0.key < $1.key }, text)
        (self.severity, self.startsAt, self.resolved) = (severity, startsAt, resolved)
    }

    package func label(_ key: String) -> String? { labels.first { $0.key == key }?.value }

    /// The host that its labels name, as they write it: `instance` is an address with the exporter's port.
    private var host: String? {
        ["host", "hostname", "node", "nodename", "instance", "exported_instance", "machine"].compactMap(label).first
    }

    /// The host without a port; nil where the labels name none.
    package var bareHost: String? {
        guard let host else { return nil }
        guard let colon = host.lastIndex(of: ":"), host[host.index(after: colon)...].allSatisfy(\.isNumber) else {
            return host
        }
        return String(host[..<colon])
    }

    /// The service that its labels name.
    package var service: String? {
        ["service", "unit", "systemd_unit", "app", "application", "container"].compactMap(label).first
    }

    /// Names of the node it speaks of, best first: a service on a host, a host. A Prometheus `job` names how something is asked, not
    /// what runs; where it happens to be a service's name, `jobPlace` is that.
    package var places: [String] {
        var found: [String] = []
        if let bareHost, let service { found.append("\(bareHost)/\(service)") }
        return found + [host, bareHost, service].compactMap { $0 }
    }

    /// What a node that nobody knows is called: the labels' host without its port, with the service; else the service alone.
    package var standIn: String? {
        guard let bareHost else { return service }
        return service.map { "\(bareHost)/\($0)" } ?? bareHost
    }

    /// `host/job`, where both are given.
    package var jobPlace: String? {
        guard let job = label("job"), let bareHost, !bareHost.contains("/") else { return nil }
        return "\(bareHost)/\(job)"
    }
}

extension Alert {
    /// Another system's labels as the series of its alert: `key=value`, set apart by a byte that none of them holds.
    package static func series(labels: [ForeignAlert.Label]) -> String {
        labels.map { "\($0.key)=\($0.value)".replacing("\u{1F}", with: " ") }.joined(separator: "\u{1F}")
    }

    /// The labels of an alert that another system raised, as `key=value`; none of our own.
    package var labels: [String] {
        origin == "haetae" ? [] : series.split(separator: "\u{1F}").map(String.init)
    }
}

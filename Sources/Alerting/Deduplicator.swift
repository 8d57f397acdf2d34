import Bytes
import Model

/// What became of a signal.
package enum Admission: Sendable, Hashable {
    /// A new alert.
    case raised(Alert)
    /// An alert that is open already said so again: the alert as it is now.
    case repeated(Alert)
    /// Too little to be evidence.
    case belowFloor
}

/// Makes alerts of signals: one per fingerprint while it lasts, however often it is said. A value; O(log n) a signal.
package struct Deduplicator: Sendable {
    package let options: Options
    private var alerts: [UInt64: Alert] = [:]
    private var nextExpiry: Micros = .max

    /// Counts of what happened, for metrics.
    package struct Statistics: Sendable, Hashable {
        package var raised: UInt64 = 0, repeated: UInt64 = 0, belowFloor: UInt64 = 0, expired: UInt64 = 0,
            evicted: UInt64 = 0
        package init() {}
    }
    package private(set) var statistics = Statistics()

    package init(options: Options = .init()) { self.options = options }

    /// Open alerts, by id.
    package var open: [Alert] { alerts.values.sorted { ($0.onset, $0.id) < ($1.onset, $1.id) } }

    /// What identifies an alert: kind, direction, node, template (or its text) and series. Stable for ever.
    package static func fingerprint(
        kind: SignalKind, direction: Direction, node: NodeName, template: TemplateID?, text: String, series: String
    ) -> UInt64 {
        let subject = template.map(\.description) ?? text
        return StableHash.hash(
            [kind.rawValue, direction.rawValue, node.name, subject, series].joined(separator: "\u{0}"))
    }

    /// Takes a signal: raises an alert, or counts it to the open one of the same fingerprint.
    package mutating func admit(
        _ signal: Signal, node: NodeName, template: TemplateID?, text: String, mentions: [NodeName] = [],
        identifiers: [String] = []
    ) -> Admission {
        let fingerprint = Self.fingerprint(
            kind: signal.kind, direction: signal.direction, node: node, template: template, text: text,
            series: signal.series)
        // A faint echo, below what raises an alert, does not keep one alive: the everyday noise of an error template would
        // tie today's fault to yesterday's.
        if let known = alerts[fingerprint], signal.score >= options.alertFloor, goesOn(known, with: signal) {
            var alert = known
            alert.count += 1
            alert.lastSeen = max(alert.lastSeen, signal.at)
            if signal.score > alert.score {
                alert.score = signal.score
                let samples = alert.evidence.samples
                alert.evidence = signal.evidence
                if alert.evidence.samples.isEmpty { alert.evidence.samples = samples }
            }
            alert.severity = Self.gravest(alert.severity, signal.severity)
            alert.weak = alert.weak && signal.weak
            // Of a whole stream's failures those said later may be others.
            let isSame = signal.kind != .severity || signal.at - known.at <= .minute
            for name in mentions where isSame && !alert.mentions.contains(name) && alert.mentions.count < 16 {
                alert.mentions.append(name)
            }
            for name in identifiers where !alert.identifiers.contains(name) && alert.identifiers.count < 16 {
                alert.identifiers.append(name)
            }
            alerts[fingerprint] = alert
            statistics.repeated += 1
            return .repeated(alert)
        }
        guard signal.score >= options.alertFloor else {
            statistics.belowFloor += 1
            return .belowFloor
        }
        // By when it was said, not by its onset: what goes on after a pause has the onset of the alert before, which is not to be replaced.
        let alert = Alert(
            id: Hexadecimal.string(StableHash.combine(fingerprint, UInt64(bitPattern: signal.at))),
            fingerprint: fingerprint,
            kind: signal.kind, direction: signal.direction, node: node, template: template, templateText: text,
            series: signal.series, at: signal.at, onset: signal.onset, lastSeen: signal.at, score: signal.score,
            severity: signal.severity, weak: signal.weak, evidence: signal.evidence,
            mentions: Array(mentions.prefix(16)), identifiers: Array(identifiers.prefix(16)))
        if alerts[fingerprint] == nil, alerts.count >= options.maxAlerts { evict() }
        alerts[fingerprint] = alert
        nextExpiry = min(nextExpiry, end(of: alert))
        statistics.raised += 1
        return .raised(alert)
    }

    /// Whether a signal says an open alert again. After a pause that is so if it began before it was last said: a silence is the same
    /// one for as long as nothing was heard, and is said again at growing pauses; a rise of a rare message is judged when it comes.
    private func goesOn(_ known: Alert, with signal: Signal) -> Bool {
        let pause = signal.at - known.lastSeen
        return pause <= options.quietAfter || (signal.onset <= known.lastSeen && pause <= options.quiet(known))
    }

    /// When an alert is over unless it is said again.
    private func end(of alert: Alert) -> Micros { alert.lastSeen + options.quiet(alert) }

    /// Ends alerts that were not repeated for as long as their own pace demands.
    /// - Returns: Those that ended, sorted by onset and id.
    @discardableResult
    package mutating func expire(upTo now: Micros) -> [Alert] {
        guard now > nextExpiry else { return [] }
        let over = alerts.values.filter { now > end(of: $0) }
        for alert in over { alerts[alert.fingerprint] = nil }
        nextExpiry = alerts.values.map { end(of: $0) }.min() ?? .max
        statistics.expired += UInt64(over.count)
        return over.sorted { ($0.onset, $0.id) < ($1.onset, $1.id) }
    }

    private mutating func evict() {
        let oldest = alerts.values.min { ($0.lastSeen, $0.fingerprint) < ($1.lastSeen, $1.fingerprint) }
        guard let oldest else { return }
        alerts[oldest.fingerprint] = nil
        statistics.evicted += 1
    }

    private static func gravest(_ a: Severity?, _ b: Severity?) -> Severity? {
        guard let a else { return b }
        guard let b else { return a }
        return min(a, b)
    }
}

extension Deduplicator {
    static let version: UInt32 = 1

    /// The whole state; equal states give equal bytes.
    package func snapshot() -> [UInt8] {
        var writer = SnapshotWriter(version: Self.version)
        writer.write(nextExpiry)
        for count in [
            statistics.raised, statistics.repeated, statistics.belowFloor, statistics.expired, statistics.evicted,
        ] {
            writer.write(count)
        }
        writer.write(alerts.keys.sorted()) { writer, key in
            if let alert = alerts[key] { writer.write(alert: alert) }
        }
        return writer.bytes
    }

    package init(snapshot: [UInt8], options: Options = .init()) throws(SnapshotError) {
        self.init(options: options)
        var reader = try SnapshotReader(snapshot, version: Self.version)
        nextExpiry = try reader.read()
        statistics.raised = try reader.read()
        statistics.repeated = try reader.read()
        statistics.belowFloor = try reader.read()
        statistics.expired = try reader.read()
        statistics.evicted = try reader.read()
        for alert in try reader.readArray({ (reader) throws(SnapshotError) in try reader.readAlert() }) {
            alerts[alert.fingerprint] = alert
        }
    }
}

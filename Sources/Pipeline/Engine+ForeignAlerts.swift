import Alerting
import Bytes
import Correlation
import Model
import Topology

extension Engine {
    /// Takes alerts of other systems, which enter the line where its own alerts do. The same alert sent again is the same one.
    mutating func take(_ alerts: [ForeignAlert], at time: Micros, into outcome: inout Outcome) {
        if bucketEnd == .unknown { advance(to: time, into: &outcome) }
        for foreign in alerts {
            let alert = alert(foreign)
            // A service's name, or the sender's, that no host goes with is a place for the alert, but no host.
            if foreign.bareHost != nil { correlator.topology.learn(alert.node, at: bucketEnd) }
            if foreign.resolved {
                correlator.end(alert, at: bucketEnd)
            } else if correlator.takeForeign(alert) {
                outcome.alerts.append(alert)
                statistics.alerts += 1
            }
        }
    }

    private func alert(_ foreign: ForeignAlert) -> Alert {
        let node = node(of: foreign)
        let labels = foreign.labels.map { "\($0.key)=\"\($0.value)\"" }.joined(separator: ", ")
        let fingerprint = Deduplicator.fingerprint(
            kind: .external, direction: .none, node: node, template: nil, text: foreign.name,
            series: foreign.source + "\u{0}" + labels)
        let mentions =
            correlator.topology.mentions(in: foreign.text, onHost: node.host) + servicesMeant(by: foreign).prefix(8)
        let starts = foreign.startsAt
        return Alert(
            id: Hexadecimal.string(
                StableHash.combine(fingerprint, starts == .unknown ? 0 : UInt64(bitPattern: starts))),
            fingerprint: fingerprint, kind: .external, direction: .none, node: node, template: nil,
            templateText: foreign.name, series: Alert.series(labels: foreign.labels), at: bucketEnd,
            onset: starts == .unknown ? bucketEnd : min(starts, bucketEnd), lastSeen: bucketEnd,
            score: Self.decades(foreign.severity), severity: foreign.severity, weak: false,
            evidence: Evidence(samples: ["{\(labels)}"], text: foreign.text),
            mentions: Set(mentions).subtracting([node]).sorted(), identifiers: Identifiers.found(in: [foreign.text]),
            origin: foreign.source)
    }

    /// What another system's severity is worth as evidence: its rules are not calibrated, so it is a guess.
    private static func decades(_ severity: Severity) -> Double {
        switch severity {
        case .emergency, .alert, .critical: 6
        case .error: 5
        case .warning, .notice: 4
        case .info, .debug: 2.5
        }
    }

    /// The node that its labels name: one that is known, best first; else what they say; else the sender.
    private func node(of foreign: ForeignAlert) -> NodeName {
        let places = foreign.places
        for place in [foreign.jobPlace].compactMap({ $0 }) + places {
            let host = place.firstIndex(of: "/").map { String(place[..<$0]) } ?? place
            if let known = correlator.topology.resolve(place, onHost: host),
                place != foreign.jobPlace || !known.service.isEmpty
            {
                return known
            }
        }
        let meant = servicesMeant(by: foreign)
        return meant.count == 1 ? meant[0] : NodeName(foreign.standIn ?? foreign.source)
    }

    /// The known services of the name that an alert gives without a host.
    private func servicesMeant(by foreign: ForeignAlert) -> [NodeName] {
        guard foreign.bareHost == nil, let service = foreign.service else { return [] }
        return correlator.topology.services(named: service)
    }
}

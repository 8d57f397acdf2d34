import Alerting
import Bytes
import Correlation
import Detection
import Model
import Topology

extension Engine {
    /// Decades of a gap in collection. An incident of nothing else is outside the budget.
    private static let gapScore = 3.0

    /// Logs that were not seen are an alert of a kind of their own: once a day a source and cause.
    mutating func take(_ gap: CollectionGap, at time: Micros, into outcome: inout Outcome) {
        guard options.detection.collection else { return }
        if bucketEnd == .unknown { advance(to: time, into: &outcome) }
        guard gaps.take(gap, at: bucketEnd) else { return }
        let node = NodeName(gap.host)
        let fingerprint = Deduplicator.fingerprint(
            kind: .collection, direction: .none, node: node, template: nil, text: gap.source, series: gap.cause)
        let onset = bucketEnd - Self.bucket
        let alert = Alert(
            id: Hexadecimal.string(StableHash.combine(fingerprint, UInt64(bitPattern: onset))),
            fingerprint: fingerprint, kind: .collection, direction: .none, node: node, template: nil,
            templateText: "", series: "\(gap.source): \(gap.cause)", at: bucketEnd, onset: onset, lastSeen: bucketEnd,
            score: Self.gapScore, severity: .warning, weak: false, evidence: Evidence(text: gap.text), mentions: [],
            identifiers: [])
        correlator.topology.learn(node, at: bucketEnd)
        outcome.alerts.append(alert)
        statistics.alerts += 1
        correlator.place(alert)
    }
}

import Bytes

/// A signal strong enough to count as evidence, one per fingerprint while it lasts.
package struct Alert: Sendable, Hashable, Codable {
    /// Stable over a replay: made of the fingerprint and of when it was said first.
    package var id: String
    /// Hash of (kind, direction, node, template, series).
    package var fingerprint: UInt64
    package var kind: SignalKind
    package var direction: Direction
    package var node: NodeName
    package var template: TemplateID?
    /// The template's text when the alert was raised; the series' name where there is no template.
    package var templateText: String
    package var series: String
    /// Event time of the watermark when it was raised.
    package var at: Micros
    /// Event time of its first deviating record.
    package var onset: Micros
    package var lastSeen: Micros
    /// Signals that it stands for.
    package var count: Int
    /// The peak, in decades.
    package var score: Double
    package var severity: Severity?
    /// Raised while its stream was still learning.
    package var weak: Bool
    package var evidence: Evidence
    /// Other nodes that its samples name.
    package var mentions: [NodeName]
    /// Identifiers in its samples (request ids, addresses, users) by which it can be related to others; bounded.
    package var identifiers: [String]
    /// Who raised it: `haetae`, or the name of another system.
    package var origin: String

    package init(
        id: String, fingerprint: UInt64, kind: SignalKind, direction: Direction, node: NodeName, template: TemplateID?,
        templateText: String, series: String = "", at: Micros, onset: Micros, lastSeen: Micros, count: Int = 1,
        score: Double,
        severity: Severity?, weak: Bool, evidence: Evidence, mentions: [NodeName] = [], identifiers: [String] = [],
        origin: String = "haetae"
    ) {
        (self.id, self.fingerprint, self.kind, self.direction) = (id, fingerprint, kind, direction)
        (self.node, self.template, self.templateText, self.series) = (node, template, templateText, series)
        (self.at, self.onset, self.lastSeen, self.count) = (at, onset, lastSeen, count)
        (self.score, self.severity, self.weak, self.evidence) = (score, severity, weak, evidence)
        (self.mentions, self.identifiers, self.origin) = (mentions, identifiers, origin)
    }

    /// The pause that is to be expected between two of its records while it lasts: of three in half an hour, ten minutes. At most a
    /// day; 0 where its evidence tells no number of records.
    package var pace: Micros {
        // A value's or a share's evidence tells how much, not how many.
        guard kind == .rate || kind == .severity || kind == .novelty, direction != .down,
            let observed = evidence.observed, observed >= 1,
            evidence.windowSeconds > 0
        else { return 0 }
        return Micros(min(evidence.windowSeconds / observed, 86_400) * 1e6)
    }

    /// For how long it may be quiet and yet go on, by its pace: three of its pauses, a quarter of an hour at most.
    package var patience: Micros { min(3 * pace, 15 * .minute) }
}

import Bytes
import Model

/// Which messages of which nodes came together in incidents that are over. What did so before is near when it does so again, also where no
/// edge is known: that is learned from the incidents themselves.
///
/// Counts are halved when there are too many, so that old company fades. Bounded: 16,384 pairs, 8,192 messages.
struct CompanionBook: Sendable, Equatable {
    /// Messages of an incident that are looked at, the strongest.
    private static let maximum = 24
    /// Nearness of what never came but together; once counts for half of it, twice for two thirds.
    private static let nearness = 0.5

    private(set) var pairs = Commonness(capacity: 16_384)
    private(set) var seen = Commonness(capacity: 8192)

    /// A message of a node; where an alert has none, its kind.
    static func key(_ node: NodeName, _ template: UInt64, _ kind: SignalKind) -> UInt64 {
        StableHash.combine(
            StableHash.hash(node.name, seed: 7),
            template != 0 ? template : StableHash.hash("\(kind.rawValue)", seed: 7))
    }

    private static func pair(_ a: UInt64, _ b: UInt64) -> UInt64 { StableHash.combine(min(a, b), max(a, b)) }

    /// Takes note of an incident that is over. O(`maximum` squared).
    mutating func learn(_ group: AlertGroup) {
        var strongest: [UInt64: (score: Double, node: NodeName)] = [:]
        for member in group.members {
            let alert = member.alert
            let template = alert.templateText.isEmpty ? 0 : StableHash.hash(alert.templateText)
            let key = Self.key(alert.node, template, alert.kind)
            strongest[key] = (max(strongest[key]?.score ?? 0, alert.score), alert.node)
        }
        let kept = strongest.sorted { ($1.value.score, $0.key) < ($0.value.score, $1.key) }.prefix(Self.maximum)
        for (at, one) in kept.enumerated() {
            seen.add(one.key)
            for other in kept.dropFirst(at + 1) where other.value.node != one.value.node {
                pairs.add(Self.pair(one.key, other.key))
            }
        }
    }

    /// How near an alert is to a node of a group by what came together before, 0...0.5. O(messages of the entry).
    func nearness(_ profile: AlertProfile, _ entry: GroupEntry) -> Double {
        guard profile.node != entry.node, !pairs.counts.isEmpty else { return 0 }
        let own = Self.key(profile.node, profile.template, profile.kind)
        let times = seen.count(own)
        guard times > 0 else { return 0 }
        var best = 0.0
        func compare(_ other: UInt64) {
            let together = Double(pairs.count(Self.pair(own, other)))
            guard together > 0 else { return }
            let share = min(1, together / Double(max(1, min(times, seen.count(other)))))
            best = max(best, Self.nearness * share * together / (together + 1))
        }
        for template in entry.templates { compare(Self.key(entry.node, template, .rate)) }
        for peak in entry.peaks { compare(Self.key(entry.node, 0, peak.kind)) }
        return best
    }

    func write(to writer: inout SnapshotWriter) {
        pairs.write(to: &writer)
        seen.write(to: &writer)
    }

    mutating func read(from reader: inout SnapshotReader) throws(SnapshotError) {
        try pairs.read(from: &reader)
        try seen.read(from: &reader)
    }
}

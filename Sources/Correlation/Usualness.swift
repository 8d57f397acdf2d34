import Bytes
import Model

/// How often each kind of evidence turns up on this system, so that the unusual kind weighs more: on a system that is full of
/// never-seen messages a new one says little, and a silence much. Decayed counts by node and over all nodes.
struct Usualness: Sendable, Equatable {
    private static let capacity = 8192
    /// Alerts by kind, over all nodes.
    private(set) var kinds: [SignalKind: Double] = [:]
    private(set) var total = 0.0
    private var byNode: Commonness = Commonness(capacity: capacity)
    /// Of the incidents told so far, in how many each sort of cause evidence set nodes apart.
    private(set) var reasons: [CauseEvidence.Sort: Double] = [:]
    private(set) var incidents = 0.0

    mutating func count(_ alert: Alert) {
        kinds[alert.kind, default: 0] += 1
        total += 1
        byNode.add(Self.key(alert.node, alert.kind))
        guard total > 4096 else { return }
        total /= 2
        for kind in SignalKind.allCases { if let value = kinds[kind] { kinds[kind] = value / 2 } }
    }

    mutating func count(incidentWith sorts: [CauseEvidence.Sort]) {
        incidents += 1
        for sort in sorts { reasons[sort, default: 0] += 1 }
        guard incidents > 256 else { return }
        incidents /= 2
        for sort in CauseEvidence.Sort.allCases { if let value = reasons[sort] { reasons[sort] = value / 2 } }
    }

    /// 1 for a kind of middling frequency, up to 1.5 for a rare one and down to 0.6 for one that is always there; less again
    /// where this very node is known for it.
    func weight(_ kind: SignalKind, on node: NodeName) -> Double {
        let share = ((kinds[kind] ?? 0) + 2) / (total + 12)
        let general = min(1.5, max(0.6, 0.5 + 0.25 * Arithmetic.log2(1 / share)))
        return general * (0.5 + 0.5 * byNode.weight(Self.key(node, kind)))
    }

    /// The same for the sorts of evidence that causes are ranked by.
    func weight(_ sort: CauseEvidence.Sort) -> Double {
        let share = ((reasons[sort] ?? 0) + 2) / (incidents + 4)
        return min(1.3, max(0.7, 0.7 + 0.3 * Arithmetic.log2(1 / share)))
    }

    private static func key(_ node: NodeName, _ kind: SignalKind) -> UInt64 {
        StableHash.hash("\(kind.rawValue)@\(node.name)")
    }

    func write(to writer: inout SnapshotWriter) {
        writer.write(total)
        for kind in SignalKind.allCases { writer.write(kinds[kind] ?? 0) }
        byNode.write(to: &writer)
        writer.write(incidents)
        for sort in CauseEvidence.Sort.allCases { writer.write(reasons[sort] ?? 0) }
    }

    mutating func read(from reader: inout SnapshotReader) throws(SnapshotError) {
        total = try reader.read()
        for kind in SignalKind.allCases {
            let value = try reader.read(Double.self)
            kinds[kind] = value == 0 ? nil : value
        }
        try byNode.read(from: &reader)
        incidents = try reader.read()
        for sort in CauseEvidence.Sort.allCases {
            let value = try reader.read(Double.self)
            reasons[sort] = value == 0 ? nil : value
        }
    }
}

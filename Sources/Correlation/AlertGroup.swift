import Bytes
import Model

/// Alerts that belong together: a candidate until the gate opens it, an incident from then on.
struct AlertGroup: Sendable {
    enum Stage: UInt8, Sendable { case candidate, open, resolved }

    /// Order of creation; the key.
    let sequence: UInt64
    /// Hash of its first alert's id.
    var id: String
    var stage = Stage.candidate
    var acknowledged = false
    var openedAt: Micros = .unknown
    var closedAt: Micros = .unknown
    var startedAt: Micros
    /// Its last deviating record.
    var lastActivity: Micros
    /// When it will have been quiet for long enough, if nothing more comes.
    var quietAt: Micros
    var members: [IncidentMember] = []
    /// `Words.key` of its members' texts by the texts' hash: a memory, not part of what a group is; what
    /// it lacks, after a restart, is made when asked for.
    var wordKeys: [UInt64: UInt64] = [:]
    /// Alerts that are only counted, over `maximumMembers`.
    var uncounted = 0
    /// In order of joining.
    var entries: [GroupEntry] = []
    var places: [NodeName: Int] = [:]
    var notes: [String] = []
    /// Groups that an operator took apart from this one.
    var apart: Set<UInt64> = []
    /// Times it was resolved, or quiet for minutes, and came back.
    var reopened = 0
    /// Whether one of `members` is more than mild. Follows from them, so it is not in snapshots.
    var isGrave = false
    /// When its failures were said, from its opening on.
    var pulse = Pulse()
    /// Something changed since candidates were last asked for.
    var dirty = true
    /// What was last told: changes of these are updates.
    var told = Told()

    /// Whether it tells of the watching itself: such trouble keeps to itself, and other trouble is not mixed with it, so
    /// the first node tells. Asked for each comparison: O(1).
    var isOfTheWatching: Bool { !entries.isEmpty && entries[0].peaks.contains { $0.kind.isOfTheWatching } }

    /// The part of an incident whose change is worth telling.
    struct Told: Sendable, Equatable {
        var cause: NodeName?
        var severity: IncidentSeverity = .info
        var members = 0
    }

    init(sequence: UInt64, id: String, startedAt: Micros) {
        (self.sequence, self.id, self.startedAt) = (sequence, id, startedAt)
        (lastActivity, quietAt) = (startedAt, startedAt)
    }

    /// One hash of a member's informative words.
    func wordKey(_ text: String) -> UInt64 { wordKeys[StableHash.hash(text)] ?? Words.key(text) }

    /// Whether nothing in it is strong enough to carry it along in time. Looks at the first 32 nodes: a crowd is not faint.
    var isFaint: Bool { entries.count <= 32 && entries.allSatisfy { $0.strength < 3 } }

    /// Whether all of it is one message that was said once or twice.
    var isLone: Bool {
        uncounted == 0 && members.count == 1 && members[0].alert.kind == .novelty && members[0].alert.count <= 2
    }

    func entry(_ node: NodeName) -> GroupEntry? { places[node].map { entries[$0] } }

    /// The number of its alerts, kept or counted.
    var alertCount: Int { members.count + uncounted }
    var isWeak: Bool { entries.allSatisfy { $0.peaks.allSatisfy(\.weak) } }
}

extension SignalKind {
    /// A stale model, a gap in collection, a flood.
    var isOfTheWatching: Bool { self == .drift || self == .collection || self == .flood }
}

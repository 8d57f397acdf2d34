import Model

/// What speaks for each node being the cause of a group's trouble, sort by sort, each 0...1.
struct CauseEvidence: Sendable {
    /// The sorts of evidence, with the share that each has before it is weighed by how unusual it is here.
    enum Sort: UInt8, Sendable, CaseIterable, Hashable {
        /// How far its own messages left what is normal.
        case strength
        /// It was among the first.
        case early
        /// Walks against the trouble, along what each node needs, end there.
        case upstream
        /// Other nodes name it in their errors.
        case named
        /// Its messages went missing.
        case silent
        /// It was changed just before.
        case changed

        var share: Double {
            switch self {
            case .strength: 0.25
            case .early: 0.12
            case .upstream: 0.27
            case .named: 0.2
            case .silent: 0.08
            case .changed: 0.14
            }
        }
    }

    struct Node: Sendable {
        var node: NodeName
        var values: [Sort: Double] = [:]
        var onset: Micros?
        var namedBy: [NodeName] = []
        /// Nodes with trouble that need it, directly.
        var neededBy: [NodeName] = []
        var change: String?
        var peak: GroupEntry.Peak?
        /// All that it said anew had been said before, a long time ago.
        var isReturn = false
        /// How long after it the next other node began.
        var lead: Micros?
        var total = 0.0
    }

    /// Likeliest first.
    var nodes: [Node]
    /// Sorts of evidence that set the first apart from the second.
    var decisive: [Sort]
}

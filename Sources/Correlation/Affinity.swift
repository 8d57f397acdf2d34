import Model
import Topology

/// How much speaks for an alert belonging to a group, through one node of it: time x relation, each 0...1.
struct Affinity: Sendable {
    /// The node of the group that it was compared with.
    var node: NodeName
    var time: Double
    var topology: Double
    var likeness: Double
    var identifiers: Double
    var mention: Double
    /// Both became quieter.
    var quietness = 0.0
    /// What the group says so far is too little to be where this alert's trouble began.
    var isNews = false
    /// A failure broke out on both at one moment, and nobody declared what they have to do with each other.
    var together = false
    var link: TopologyGraph.Link?
    /// New onset minus the nearest one of the entry.
    var lag: Micros
    var sharedIdentifier: String?
    var mentionReason: MentionReason
    var sameTemplate: Bool

    enum MentionReason: Sendable, Equatable {
        case none
        /// The new alert names the group's node (or its host).
        case names(NodeName)
        /// The group's node names the new alert's (or its host).
        case namedBy(NodeName)
        /// Both name a third.
        case both(NodeName)
    }

    /// Independent reasons add up as doubts multiply.
    var relation: Double {
        Arithmetic.either(
            Arithmetic.either(Arithmetic.either(topology, likeness), Arithmetic.either(identifiers, mention)),
            quietness)
    }
    var total: Double { time * relation }
    /// What the new alert itself has in common with the node. That the node named the new alert's before is old news.
    var fresh: Double {
        if case .namedBy = mentionReason { return Arithmetic.either(likeness, identifiers) }
        return specific
    }
    /// Reasons other than where it is.
    var specific: Double { Arithmetic.either(likeness, Arithmetic.either(identifiers, mention)) }
}

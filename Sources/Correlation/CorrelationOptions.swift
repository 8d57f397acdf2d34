import Model

/// Limits and constants of grouping and ranking. The standard values are stated and explained in docs/correlation.md.
package struct CorrelationOptions: Sendable, Equatable {
    /// What affinity is made of besides time. All of it, but in benchmarks that ask what each part is worth.
    package struct Parts: OptionSet, Sendable, Equatable {
        package let rawValue: UInt8
        package init(rawValue: UInt8) { self.rawValue = rawValue }
        /// Who needs whom, and that neighbours fall quiet together.
        package static let topology = Parts(rawValue: 1)
        /// The same or alike messages, and names in them.
        package static let likeness = Parts(rawValue: 2)
        /// Edges learned from errors and from troubles that follow each other.
        package static let learned = Parts(rawValue: 4)
        /// Identifiers in common, and edges learned from requests.
        package static let flows = Parts(rawValue: 8)
        package static let all: Parts = [.topology, .likeness, .learned, .flows]
    }
    /// Without any, time alone decides.
    package var parts = Parts.all
    /// Affinity from which an alert joins a group.
    package var joinAffinity = 0.3
    /// Affinity to a second group from which an alert may join the two together.
    package var bridgeAffinity = 0.4
    /// Onsets this close count as simultaneous: detectors see buckets of 10 s.
    package var simultaneous: Micros = 15 * .second
    /// Beyond that, nearness in time halves over this.
    package var onsetHalfLife: Micros = .minute
    /// An alert may join a group that was active at most this long before its onset.
    package var joinWindow: Micros = 2 * .minute
    /// How much it counts that the group's trouble still goes on when the onsets are far apart; halves over `overlapHalfLife` of
    /// its age, so that an incident that lasts for long takes in less and less.
    package var overlap = 0.6
    package var overlapHalfLife: Micros = 10 * .minute
    /// The same on the very node of the alert: what else goes wrong there while its trouble goes on is hardly another one.
    package var overlapHalfLifeOnNode: Micros = .hour
    /// A group's members see each other's end this long: quiet until then means resolved.
    package var quiet: Micros = 3 * .minute
    package var quietAfterNovelty: Micros = 2 * .minute
    package var quietAfterSilence: Micros = 5 * .minute
    /// A message that stays away keeps an incident open at most this long after it was missed; it may never come back.
    package var silenceHolds: Micros = 30 * .minute
    /// An error that was unheard of before keeps its incident open at most this long after it opened; then it is what is usual now.
    package var sightingsHold: Micros = 6 * .hour
    package var quietAfterExternal: Micros = 15 * .minute
    /// A group like one resolved at most this long ago is that one again.
    package var reopenWithin: Micros = 30 * .minute
    package var reopenLikeness = 0.6
    /// The same, where replicas count as one.
    package var reopenLikenessOfReplicas = 0.7
    /// Or one with the same cause, which shares so much of its informative words.
    package var reopenWording = 0.5

    /// An early sign announces what opens at least so long, at most so long after it.
    package var precursorLead: Micros = .minute
    package var precursorWindow: Micros = .hour
    /// Incidents that it must have come before, the share of the times it was seen that were followed, and the chance of being
    /// wrong about any of the pairs that are tried.
    package var precursorSupport = 3
    package var precursorPrecision = 0.5
    package var precursorRisk = 0.01
    /// Trouble of one node that begins at most so long after another's may follow from it; quiet for so long means that the next
    /// alert begins a new trouble.
    package var followWindow: Micros = 2 * .minute
    package var troubleGap: Micros = 10 * .minute
    /// Whether a host that is known to be down mutes what runs on it.
    package var inhibition = true
    /// Names of alerts of other systems that say that a host is down, beside those that say so by their words.
    package var downAlerts: [String] = []

    /// Most decades that corroboration adds to the strongest alert.
    package var maximumCorroboration = 6.0
    /// Share of its evidence that counts where a group tells of nothing but a change.
    package var changeShare = 0.3

    /// Groups that may still grow. When full, the weakest candidate that is not open makes room.
    package var maximumGroups = 1024
    /// Alerts kept with a group one by one; the rest are counted.
    package var maximumMembers = 256
    /// Nodes followed within a group.
    package var maximumNodesPerGroup = 1024
    /// Past incidents kept for recurrence.
    package var maximumPast = 512
    /// Causes named with an incident.
    package var maximumCauses = 5
    /// In which language titles and summaries are written.
    package var language: Language = .english

    package init() {}

    /// How long an alert must be quiet until it is over: longer where its records come at long pauses.
    package func quiet(_ alert: Alert) -> Micros {
        switch alert.kind {
        case .novelty: quietAfterNovelty
        case .silence: quietAfterSilence
        case .external: quietAfterExternal
        default: max(quiet, alert.patience)
        }
    }
}

/// Languages in which incidents are told.
package enum Language: String, Sendable, Hashable, Codable, CaseIterable {
    case english = "en"
    case korean = "ko"
}

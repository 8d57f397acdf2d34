import Bytes
import Model
import Topology

/// Puts alerts into groups that have one cause each, and tells what became of those that the gate opened.
///
/// Online and greedy: an alert joins the group to which it has the greatest affinity (`AffinityRule`), founds a group of its
/// own where none is close enough, or *bridges* two groups that it shows to be one. Deterministic: no clock, no randomness,
/// no dependence on hash order. All memory is bounded by `CorrelationOptions`.
///
/// Order of calls per bucket: `place`/`refresh` for its alerts, `candidates(at:)`, `open` for those that the gate lets
/// through, `close(upTo:)`.
package struct Correlator: Sendable {
    /// What happened, since the start of the state.
    package struct Statistics: Sendable, Equatable {
        package var placed = 0, founded = 0, joined = 0, bridged = 0, refreshed = 0
        package var opened = 0, reopened = 0, resolved = 0, droppedCandidates = 0
        /// Alerts that only tell the end of a trouble that is over, or tell of it too late to matter.
        package var echoes = 0
        /// Candidates that made room at `maximumGroups`.
        package var evictedGroups = 0
        package init() {}
    }

    package let options: CorrelationOptions
    /// Who needs whom. The owner may let it learn more (`observe`); declared edges stay.
    package var topology: TopologyGraph
    package internal(set) var statistics = Statistics()

    let rule: AffinityRule
    var groups: [UInt64: AlertGroup] = [:]
    var nextSequence: UInt64 = 0
    /// Alert id -> group.
    var byAlert: [String: UInt64] = [:]
    /// Incident or candidate id -> group.
    var byID: [String: UInt64] = [:]
    /// Node -> groups with alerts on it, in order of creation.
    var byNode: [NodeName: [UInt64]] = [:]
    /// Template, identifier, named node or service -> who has it.
    var byKey: [UInt64: [Reference]] = [:]
    var words = Commonness(capacity: 16_384)
    var identifiers = Commonness(capacity: 16_384)
    /// Who named whom.
    var namings = Commonness(capacity: 16_384)
    /// What was said alone and nothing came of it, by service and message.
    var lone = Commonness(capacity: 4096)
    var usual = Usualness()
    var surges = SurgeMemory()
    var outbreaks = Outbreak.Moments()
    var past: PastIncidents
    /// Incidents resolved a short while ago, which may come back. In order of closing.
    var resolved: [AlertGroup] = []
    /// Alerts of the bucket that is not at its end yet, in order of arrival.
    var waiting: [Alert] = []
    /// Operator's decisions: alerts that stay where they were put.
    var pinned: Set<String> = []
    var recentChanges: [NotedChange] = []
    /// What units lacked lately. In the owner's snapshot, by `resourceSnapshot`.
    var resources = ResourceBook()
    /// Changes made between two calls of `close`.
    var pendingChanges: [IncidentChange] = []
    /// Which signs came before which incidents, and whose trouble follows whose. In the owner's snapshot, by `experienceSnapshots`.
    var precursorBook = PrecursorBook()
    var troubleBook = TroubleBook()
    /// Candidates that a host that is down mutes, and what each incident mutes. In the owner's snapshot, by `inhibitionSnapshot`.
    var inhibited: Set<UInt64> = []
    var muted: [String: [Muted]] = [:]
    var near = NeighbourhoodCache()
    var fadedAt: Micros = .unknown

    /// An entry that shares something.
    struct Reference: Sendable, Equatable {
        var sequence: UInt64
        var node: NodeName
    }

    /// Something that an operator or a tool did, told by the owner.
    struct NotedChange: Sendable, Equatable {
        var node: NodeName
        var at: Micros
        var text: String
        /// Seen so often that it explains nothing.
        var isUsual = false
        var turn: ChangeMessages.Turn?

        /// Whether the kernel killed it for want of memory.
        var isKill: Bool { text.hasSuffix(" for want of memory") }

        /// Whether it came so little before a group's beginning that it may explain it. A host says that it was started anew only when it
        /// is up again, after its services fell silent.
        func explains(_ group: AlertGroup) -> Bool {
            let before = group.startedAt - at
            let after = turn == .booted ? 10 * Micros.minute : 15 * Micros.second
            return before >= -after && before <= 10 * Micros.minute
        }
    }

    package init(options: CorrelationOptions = .init(), topology: TopologyGraph = .init()) {
        (self.options, self.topology) = (options, topology)
        rule = AffinityRule(options: options)
        past = PastIncidents(capacity: options.maximumPast)
    }

    /// Takes in a new alert. It waits for the end of the bucket (`candidates(at:)`), when all that came are placed in the order
    /// of their onsets: so the order of arrival within a bucket does not matter, and what suffers finds what it suffers from.
    package mutating func place(_ alert: Alert) { waiting.append(alert) }

    /// Places what waits. O(neighbours + groups that share something) for each.
    mutating func settle() {
        guard !waiting.isEmpty else { return }
        let alerts = waiting.sorted {
            ($0.onset, $0.node, $0.kind.rawValue, $0.id) < ($1.onset, $1.node, $1.kind.rawValue, $1.id)
        }
        waiting = []
        for alert in alerts { settle(alert) }
    }

    mutating func settle(_ alert: Alert) {
        if byAlert[alert.id] != nil { return refresh(alert) }
        statistics.placed += 1
        topology.learn(alert.node, at: alert.at)
        let begins = noteSign(alert)
        let profile = profile(of: alert)
        if profile.breaksOut { outbreaks.note(profile.onset) }
        usual.count(alert)
        let found = pinned.contains(alert.id) ? [] : affinities(of: profile)
        var known: [NodeName]?
        if let best = found.first, best.affinity.total >= options.joinAffinity {
            known = groups[best.sequence]?.entry(alert.node)?.mentions
            join(alert, profile, best)
            bridge(profile, found)
        } else if !pinned.contains(alert.id), isEcho(alert) {
            statistics.echoes += 1
            return
        } else {
            establish(alert, profile)
        }
        surges.note(alert)
        for hash in profile.words { words.add(hash) }
        for identifier in profile.identifiers { identifiers.add(identifier.hash) }
        // Once a trouble, however many messages of it give the name.
        for name in profile.mentions where !(known?.contains(name) ?? false) {
            namings.add(AffinityRule.nameKey(profile.node, name))
        }
        learnMentions(alert, profile)
        if begins { foretell(alert) }
    }

    /// Takes in a repeat of an alert: its count, peak and last sighting. One that comes after its incident was over, or after
    /// being quiet for as long as would have ended it, is placed anew, from the moment of the repeat.
    package mutating func refresh(_ alert: Alert) {
        if let place = waiting.firstIndex(where: { $0.id == alert.id }) {
            waiting[place] = alert
            return
        }
        // That failures became more of a stream's messages may be the next trouble's doing, once it was not so for a while.
        let pause = alert.kind == .severity ? min(.minute, options.quiet(alert)) : options.quiet(alert)
        guard let sequence = byAlert[alert.id], let last = groups[sequence]?.lastSeen(alert.id),
            alert.lastSeen - last <= pause
        else {
            byAlert[alert.id] = nil
            var again = alert
            again.onset = max(alert.onset, alert.lastSeen)
            again.at = max(alert.at, alert.lastSeen)
            return place(again)
        }
        statistics.refreshed += 1
        surges.note(alert)
        noteRepeat(alert)
        let profile = profile(of: alert)
        groups[sequence]?.refresh(alert, profile, options)
        if let entry = groups[sequence]?.entry(alert.node) { index(entry, of: sequence, profile) }
    }

    /// Takes note of a change (a unit started, a package installed, a release marked), which may be the cause of what follows.
    /// The last 256 are kept.
    package mutating func note(
        change text: String, node: NodeName, at time: Micros, isUsual: Bool = false, turn: ChangeMessages.Turn? = nil
    ) {
        recentChanges.append(
            NotedChange(node: node, at: time, text: String(text.prefix(256)), isUsual: isUsual, turn: turn))
        if recentChanges.count > 256 { recentChanges.removeFirst() }
    }

    /// Groups that are not open and whose evidence changed since the last call, earliest first.
    package mutating func candidates(at time: Micros) -> [Candidate] {
        settle()
        let down = downHosts()
        wakeInhibited(down)
        var found: [Candidate] = []
        for sequence in groups.keys.sorted() {
            guard let group = groups[sequence], group.stage == .candidate, group.dirty else { continue }
            groups[sequence]?.dirty = false
            var candidate = candidate(group)
            if isPassing(group, at: time) {
                // Whether it goes on is seen when the service has been up for a while.
                groups[sequence]?.dirty = true
                candidate.score = min(candidate.score, Self.passingScore)
            }
            candidate.inhibition = inhibition(of: group, down)
            candidate.foretells = foretelling(group)
            found.append(candidate)
        }
        return found.sorted { ($0.startedAt, $0.id) < ($1.startedAt, $1.id) }
    }
}

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
    var usual = Usualness()
    var past: PastIncidents
    /// Incidents resolved a short while ago, which may come back. In order of closing.
    var resolved: [AlertGroup] = []
    /// Alerts of the bucket that is not at its end yet, in order of arrival.
    var waiting: [Alert] = []
    /// Operator's decisions: alerts that stay where they were put.
    var pinned: Set<String> = []
    var recentChanges: [NotedChange] = []
    /// Changes made between two calls of `close`.
    var pendingChanges: [IncidentChange] = []
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
        let alerts = waiting.sorted { ($0.onset, $0.node, $0.kind.rawValue, $0.id) < ($1.onset, $1.node, $1.kind.rawValue, $1.id) }
        waiting = []
        for alert in alerts { settle(alert) }
    }

    private mutating func settle(_ alert: Alert) {
        if byAlert[alert.id] != nil { return refresh(alert) }
        statistics.placed += 1
        topology.learn(alert.node, at: alert.at)
        let profile = profile(of: alert)
        usual.count(alert)
        let found = pinned.contains(alert.id) ? [] : affinities(of: profile)
        if let best = found.first, best.affinity.total >= options.joinAffinity {
            join(alert, profile, best)
            bridge(profile, found)
        } else {
            establish(alert, profile)
        }
        for hash in profile.words { words.add(hash) }
        for identifier in profile.identifiers { identifiers.add(identifier.hash) }
        learnMentions(alert, profile)
    }

    /// Takes in a repeat of an alert: its count, peak and last sighting. One that comes after its incident was over, or after
    /// being quiet for as long as would have ended it, is placed anew, from the moment of the repeat.
    package mutating func refresh(_ alert: Alert) {
        if let place = waiting.firstIndex(where: { $0.id == alert.id }) {
            waiting[place] = alert
            return
        }
        guard let sequence = byAlert[alert.id], let last = groups[sequence]?.lastSeen(alert.id),
            alert.lastSeen - last <= options.quiet(alert.kind)
        else {
            byAlert[alert.id] = nil
            var again = alert
            again.onset = max(alert.onset, alert.lastSeen)
            again.at = max(alert.at, alert.lastSeen)
            return place(again)
        }
        statistics.refreshed += 1
        let profile = profile(of: alert)
        groups[sequence]?.refresh(alert, profile, options)
        if let entry = groups[sequence]?.entry(alert.node) { index(entry, of: sequence, profile) }
    }

    /// Takes note of a change (a unit started, a package installed, a release marked), which may be the cause of what follows.
    /// The last 256 are kept.
    package mutating func note(change text: String, node: NodeName, at time: Micros) {
        recentChanges.append(NotedChange(node: node, at: time, text: String(text.prefix(256))))
        if recentChanges.count > 256 { recentChanges.removeFirst() }
    }

    /// Groups that are not open and whose evidence changed since the last call, earliest first.
    package mutating func candidates(at time: Micros) -> [Candidate] {
        settle()
        var found: [Candidate] = []
        for sequence in groups.keys.sorted() {
            guard let group = groups[sequence], group.stage == .candidate, group.dirty else { continue }
            groups[sequence]?.dirty = false
            found.append(candidate(group))
        }
        return found.sorted { ($0.startedAt, $0.id) < ($1.startedAt, $1.id) }
    }

    // MARK: - Placing

    /// What of an alert is compared, without the names of callers: they do not say who is in trouble.
    func profile(of alert: Alert) -> AlertProfile {
        var profile = AlertProfile(alert)
        profile.mentions.removeAll { topology.isCaller($0, of: alert.node) }
        return profile
    }

    /// A group with the affinity of its closest node.
    struct Found {
        var sequence: UInt64
        var affinity: Affinity
        /// This affinity shows that the new alert and the group have one cause, not that one might suffer from the other.
        var binds: Bool
    }

    /// Groups that the alert has to do with, closest first. Bounded: 6 nodes a group, 192 comparisons.
    mutating func affinities(of profile: AlertProfile) -> [Found] {
        let near = near.links(of: topology.index(of: profile.node), in: topology)
        var best: [UInt64: Found] = [:], compared: [UInt64: [NodeName]] = [:], left = 192
        let (topology, groups, rule, words, identifiers) = (topology, groups, rule, words, identifiers)
        func compare(_ sequence: UInt64, _ node: NodeName, _ link: TopologyGraph.Link?) {
            guard left > 0, let group = groups[sequence], group.stage != .resolved, let entry = group.entry(node) else { return }
            let before = compared[sequence] ?? []
            guard before.count < 6, !before.contains(node) else { return }
            compared[sequence, default: []].append(node)
            left -= 1
            let affinity = rule.affinity(
                profile, entry, link: link, groupStart: group.startedAt, groupLast: group.lastActivity, words: words,
                identifiers: identifiers)
            let binds = (best[sequence]?.binds ?? false) || Self.binds(affinity, profile, entry)
            if affinity.total > (best[sequence]?.affinity.total ?? 0) {
                best[sequence] = Found(sequence: sequence, affinity: affinity, binds: binds)
            } else if best[sequence] != nil {
                best[sequence]?.binds = binds
            }
        }
        for sequence in byNode[profile.node] ?? [] { compare(sequence, profile.node, nil) }
        for name in profile.mentions {
            for sequence in byNode[name] ?? [] { compare(sequence, name, near.link(to: topology.index(of: name))) }
        }
        for key in Self.lookupKeys(profile) {
            for reference in byKey[key] ?? [] {
                compare(reference.sequence, reference.node, near.link(to: topology.index(of: reference.node)))
            }
        }
        if byNode.count < near.links.count {
            // Few nodes have alerts: ask for each of them, nearest first.
            var active: [(rank: Int, node: NodeName)] = []
            for node in byNode.keys {
                if let index = topology.index(of: node), let rank = near.rank(of: index) { active.append((rank, node)) }
            }
            for (rank, node) in active.sorted(by: { $0.rank < $1.rank }) {
                for sequence in byNode[node] ?? [] { compare(sequence, node, near.links[rank]) }
            }
        } else {
            for link in near.links where left > 0 {
                let node = topology.nodes[Int(link.node)].name
                for sequence in byNode[node] ?? [] { compare(sequence, node, link) }
            }
        }
        return best.values.sorted {
            $0.affinity.total != $1.affinity.total ? $0.affinity.total > $1.affinity.total : $0.sequence < $1.sequence
        }
    }

    /// Whether an affinity shows one cause: something in common besides the place, or the new alert lies upstream and began no
    /// later. An alert that lies downstream of two troubles may suffer from both and joins them not.
    private static func binds(_ affinity: Affinity, _ profile: AlertProfile, _ entry: GroupEntry) -> Bool {
        if affinity.specific >= 0.38 { return true }
        guard let link = affinity.link, link.bond == .neededBy else { return false }
        return profile.onset <= entry.firstOnset + 15 * Micros.second && affinity.topology >= 0.4
    }

    private mutating func establish(_ alert: Alert, _ profile: AlertProfile) {
        statistics.founded += 1
        makeRoom()
        let sequence = nextSequence
        nextSequence += 1
        var id = Self.identity(alert.id)
        // The same alert may found a second group when it comes back later.
        if byID[id] != nil || resolved.contains(where: { $0.id == id }) || past.contains(id) {
            id = Self.identity(alert.id, "\(profile.onset)")
        }
        var group = AlertGroup(sequence: sequence, id: id, startedAt: profile.onset)
        group.add(alert, profile, reason: Reasons.first(options.language), options)
        byID[id] = sequence
        groups[sequence] = group
        admit(alert, profile, to: sequence)
    }

    /// A group's id: a hash of its first alert's, so the same over a replay.
    static func identity(_ alert: String, _ distinction: String = "") -> String {
        Hexadecimal.string(StableHash.hash(distinction.isEmpty ? alert : "\(alert)@\(distinction)", seed: 0x6861_6574_6165))
    }

    private mutating func join(_ alert: Alert, _ profile: AlertProfile, _ found: Found) {
        statistics.joined += 1
        let reason = Reasons.joining(alert, found.affinity, topology, options.language)
        // In place: a copy of a large group for each alert would make a burst quadratic.
        groups[found.sequence]?.add(alert, profile, reason: reason, options)
        admit(alert, profile, to: found.sequence)
    }

    private mutating func admit(_ alert: Alert, _ profile: AlertProfile, to sequence: UInt64) {
        byAlert[alert.id] = sequence
        guard let entry = groups[sequence]?.entry(alert.node) else { return }
        if !(byNode[alert.node]?.contains(sequence) ?? false) {
            byNode[alert.node, default: []].append(sequence)
            byNode[alert.node]?.sort()
        }
        index(entry, of: sequence, profile)
    }

    /// Joins groups that the new alert shows to be one.
    private mutating func bridge(_ profile: AlertProfile, _ found: [Found]) {
        guard let best = found.first, best.binds else { return }
        for other in found.dropFirst() {
            guard other.binds, other.affinity.total >= options.bridgeAffinity, !keptApart(best.sequence, other.sequence)
            else { continue }
            guard let sequence = surviving(best.sequence, other.sequence) else { continue }
            let loser = sequence == best.sequence ? other.sequence : best.sequence
            merge(loser, into: sequence, at: profile.lastSeen)
            statistics.bridged += 1
            // Later groups are compared with what is left.
            if sequence != best.sequence { return }
        }
    }

    /// An operator took one out of the other.
    private func keptApart(_ a: UInt64, _ b: UInt64) -> Bool {
        (groups[a]?.apart.contains(b) ?? false) || (groups[b]?.apart.contains(a) ?? false)
    }

    /// The one of two groups that keeps its identity: an open one, else the one that began first.
    func surviving(_ a: UInt64, _ b: UInt64) -> UInt64? {
        guard let first = groups[a], let second = groups[b], a != b else { return nil }
        if (first.stage == .open) != (second.stage == .open) { return first.stage == .open ? a : b }
        return (first.startedAt, a) <= (second.startedAt, b) ? a : b
    }

    /// Puts all of one group into another. The lost one's identity ends; if it was open, that is told.
    mutating func merge(_ loser: UInt64, into winner: UInt64, at time: Micros) {
        guard let lost = groups[loser], var kept = groups[winner] else { return }
        let strays = lost.uncounted > 0 ? byAlert.filter { $0.value == loser }.map(\.key) : []
        forget(lost)
        for member in lost.members {
            if let twin = kept.members.firstIndex(where: { $0.alert.id == member.alert.id }) {
                // An alert that came back after its incident was over: one alert, seen longer.
                kept.members[twin].alert.lastSeen = max(kept.members[twin].alert.lastSeen, member.alert.lastSeen)
                kept.members[twin].alert.count = max(kept.members[twin].alert.count, member.alert.count)
            } else if kept.members.count < options.maximumMembers { kept.members.append(member) } else { kept.uncounted += 1 }
            byAlert[member.alert.id] = winner
        }
        for alert in strays { byAlert[alert] = winner }
        kept.uncounted += lost.uncounted
        for entry in lost.entries { kept.absorb(entry, options) }
        kept.startedAt = min(kept.startedAt, lost.startedAt)
        kept.lastActivity = max(kept.lastActivity, lost.lastActivity)
        kept.quietAt = max(kept.quietAt, lost.quietAt)
        kept.notes += lost.notes
        kept.apart.formUnion(lost.apart)
        kept.dirty = true
        reinsert(kept)
        guard lost.stage == .open else { return }
        var incident = incident(lost)
        (incident.state, incident.closedAt) = (.resolved, time)
        incident.notes.append(Reasons.merged(into: kept.id, options.language))
        pendingChanges.append(IncidentChange(kind: .resolved, at: time, incident: incident))
    }

    /// Puts a group back, with all of its entries in the indices.
    mutating func reinsert(_ group: AlertGroup) {
        groups[group.sequence] = group
        byID[group.id] = group.sequence
        for member in group.members { byAlert[member.alert.id] = group.sequence }
        for entry in group.entries {
            if !(byNode[entry.node]?.contains(group.sequence) ?? false) {
                byNode[entry.node, default: []].append(group.sequence)
                byNode[entry.node]?.sort()
            }
            index(entry, of: group.sequence)
        }
    }

    /// An error that names another node is a sighting of an edge to it. On one host, programs speak of each other for many
    /// reasons, so there the line must be marked as a warning or worse.
    private mutating func learnMentions(_ alert: Alert, _ profile: AlertProfile) {
        guard !Platform.isPlatform(profile.node), profile.kind != .silence else { return }
        for name in profile.mentions where name != profile.node && topology.contains(name) {
            if name.host == profile.node.host, name.service.isEmpty || (alert.severity ?? .debug) > .warning { continue }
            // Where it is known that the other one needs this one, a name in the log is that of a caller.
            if topology.isCaller(name, of: profile.node) { continue }
            topology.observe(from: profile.node, to: name, relation: .talksTo, provenance: .mentioned, at: alert.at)
        }
    }

    // MARK: - Indices

    static func lookupKeys(_ profile: AlertProfile) -> [UInt64] {
        var keys: [UInt64] = profile.identifiers.map(\.hash)
        if profile.template != 0 { keys.append(profile.template) }
        keys.append(StableHash.hash(profile.node.name, seed: 1))
        keys.append(StableHash.hash(profile.node.host, seed: 1))
        for name in profile.mentions {
            keys.append(StableHash.hash(name.name, seed: 1))
            if name.service.isEmpty { keys.append(StableHash.hash(name.name, seed: 3)) }
        }
        if !profile.node.service.isEmpty { keys.append(StableHash.hash(profile.node.service, seed: 2)) }
        return keys
    }

    static func keys(_ entry: GroupEntry) -> [UInt64] {
        var keys = entry.identifiers.map(\.hash) + entry.templates
        for name in entry.mentions { keys.append(StableHash.hash(name.name, seed: 1)) }
        if !entry.node.service.isEmpty { keys.append(StableHash.hash(entry.node.service, seed: 2)) }
        keys.append(StableHash.hash(entry.node.host, seed: 3))
        return keys
    }

    /// Files an entry under what it shares with others; only what a new alert brought, where that is known.
    private mutating func index(_ entry: GroupEntry, of sequence: UInt64, _ profile: AlertProfile? = nil) {
        var keys: [UInt64]
        if let profile {
            keys = profile.identifiers.map(\.hash)
            if profile.template != 0 { keys.append(profile.template) }
            for name in profile.mentions { keys.append(StableHash.hash(name.name, seed: 1)) }
            if entry.alertCount <= 1 {
                if !entry.node.service.isEmpty { keys.append(StableHash.hash(entry.node.service, seed: 2)) }
                keys.append(StableHash.hash(entry.node.host, seed: 3))
            }
        } else {
            keys = Self.keys(entry)
        }
        let reference = Reference(sequence: sequence, node: entry.node)
        for key in keys {
            var list = byKey[key] ?? []
            guard !list.contains(reference) else { continue }
            list.append(reference)
            if list.count > 16 { list.removeFirst() }
            byKey[key] = list
        }
    }

    /// Takes a group out of all indices.
    mutating func forget(_ group: AlertGroup) {
        groups[group.sequence] = nil
        if byID[group.id] == group.sequence { byID[group.id] = nil }
        for member in group.members where byAlert[member.alert.id] == group.sequence { byAlert[member.alert.id] = nil }
        if group.uncounted > 0 { byAlert = byAlert.filter { $0.value != group.sequence } }
        for entry in group.entries {
            byNode[entry.node]?.removeAll { $0 == group.sequence }
            if byNode[entry.node]?.isEmpty ?? false { byNode[entry.node] = nil }
            for key in Self.keys(entry) {
                byKey[key]?.removeAll { $0.sequence == group.sequence }
                if byKey[key]?.isEmpty ?? false { byKey[key] = nil }
            }
        }
    }

    /// Makes room for new groups, an eighth of the ceiling at a time: the weakest candidates go; when all are open, those that
    /// were quiet the longest.
    private mutating func makeRoom() {
        guard groups.count >= options.maximumGroups else { return }
        let ranked = groups.values.map { (open: $0.stage == .open, score: combined($0), last: $0.lastActivity, sequence: $0.sequence) }
            .sorted { a, b in
                if a.open != b.open { return !a.open }
                if !a.open, a.score != b.score { return a.score < b.score }
                return (a.last, a.sequence) < (b.last, b.sequence)
            }
        for victim in ranked.prefix(max(1, options.maximumGroups / 8)) {
            guard let group = groups[victim.sequence] else { continue }
            statistics.evictedGroups += 1
            if victim.open { resolve(group, at: group.lastActivity) } else { forget(group) }
        }
    }
}

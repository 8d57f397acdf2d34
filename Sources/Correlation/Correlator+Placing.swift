import Bytes
import Model
import Topology

extension Correlator {
    /// What of an alert is compared, without the names of callers: they do not say who is in trouble.
    func profile(of alert: Alert) -> AlertProfile {
        var profile = AlertProfile(alert)
        let answers = topology.isNameServer(alert.node)
        profile.mentions.removeAll {
            topology.isCaller($0, of: alert.node) || answers && !$0.service.isEmpty && !topology.isNameServer($0)
        }
        // The address of a known host is a name, not a thing in common: the speaker's own stands in all that it says.
        profile.identifiers.removeAll { topology.isAddress($0.text) }
        return profile
    }

    /// A group with the affinity of its closest node.
    struct Found {
        var sequence: UInt64
        var affinity: Affinity
        /// This affinity shows that the new alert and the group have one cause, not that one might suffer from the other; so does
        /// that the group is the same node's alone and began at the same moment.
        var binds: Bool
    }

    /// Groups that the alert has to do with, closest first. Bounded: 6 nodes a group, 192 comparisons.
    mutating func affinities(of profile: AlertProfile) -> [Found] {
        let near = near.links(of: topology.index(of: profile.node), in: topology)
        var best: [UInt64: Found] = [:]
        var compared: [UInt64: [NodeName]] = [:]
        var left = 192
        let (topology, groups, rule, words, identifiers, namings, options) = (
            topology, groups, rule, words, identifiers, namings, options
        )
        /// Whom a group's errors blame is in trouble though it says nothing: who needs it is as near to it as to one that speaks.
        func spoken(_ entry: GroupEntry, _ link: TopologyGraph.Link?, in group: AlertGroup) -> TopologyGraph.Link? {
            guard link?.bond != .needs else { return link }
            return entry.accused.lazy.filter { !$0.service.isEmpty && group.entry($0) == nil }
                .compactMap { near.link(to: topology.index(of: $0)) }.first { $0.bond == .needs && $0.hops == 1 }
                ?? link
        }
        let isUnplaced = profile.breaksOut && outbreaks.areSeldom && !topology.isPlaced(profile.node)
        func compare(_ sequence: UInt64, _ node: NodeName, _ link: TopologyGraph.Link?) {
            guard left > 0, let group = groups[sequence], group.stage != .resolved, let entry = group.entry(node),
                group.isOfTheWatching == profile.kind.isOfTheWatching
            else { return }
            let before = compared[sequence] ?? []
            guard before.count < 6, !before.contains(node) else { return }
            compared[sequence, default: []].append(node)
            left -= 1
            let affinity = rule.affinity(
                profile, entry, link: spoken(entry, link, in: group), groupStart: group.startedAt,
                groupLast: group.lastActivity,
                isTold: group.stage == .open, isFaint: entry.onsets.isEmpty && group.isFaint,
                smoulders: group.isFaint, isLone: group.isLone, isAlien: isAlien(profile, node, link, in: group),
                isUnplaced: isUnplaced && !topology.isPlaced(node),
                isAfterPause: group.stage == .open && group.pulse.hadPaused(before: profile.onset),
                words: words, identifiers: identifiers, names: namings)
            let alone = node == profile.node && group.entries.count == 1 && abs(affinity.lag) <= options.simultaneous
            let binds =
                (best[sequence]?.binds ?? false) || alone || Self.binds(affinity, profile, entry)
                || rule.isUnderneath(profile, entry, link, lag: affinity.lag)
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
        if isUnplaced {
            for key in Outbreak.keys(near: profile.onset) {
                for reference in byKey[key] ?? [] {
                    compare(reference.sequence, reference.node, near.link(to: topology.index(of: reference.node)))
                }
            }
        }
        if options.parts.isEmpty {
            for sequence in groups.keys.sorted() {
                for entry in groups[sequence]?.entries.prefix(6) ?? [] { compare(sequence, entry.node, nil) }
            }
        }
        return best.values.sorted {
            $0.affinity.total != $1.affinity.total ? $0.affinity.total > $1.affinity.total : $0.sequence < $1.sequence
        }
    }

    /// Whether an alert tells that a password was wrong, and a node that needs the alert's was not turned away.
    private func isAlien(
        _ profile: AlertProfile, _ node: NodeName, _ link: TopologyGraph.Link?, in group: AlertGroup
    ) -> Bool {
        guard profile.isRefusal, link?.bond == .neededBy else { return false }
        return !group.members.contains {
            $0.alert.node == node && $0.alert.speaksOfRefusal
        }
    }

    /// Whether an affinity shows one cause: something in common besides the place, or the new alert lies upstream and began no
    /// later. An alert that lies downstream of two troubles may suffer from both and joins them not.
    private static func binds(_ affinity: Affinity, _ profile: AlertProfile, _ entry: GroupEntry) -> Bool {
        if affinity.specific >= 0.38 { return true }
        guard let link = affinity.link, link.bond == .neededBy else { return false }
        return profile.onset <= entry.firstOnset + 15 * Micros.second && affinity.topology >= 0.4
    }

    mutating func establish(_ alert: Alert, _ profile: AlertProfile) {
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
        Hexadecimal.string(
            StableHash.hash(distinction.isEmpty ? alert : "\(alert)@\(distinction)", seed: 0x6861_6574_6165))
    }

    mutating func join(_ alert: Alert, _ profile: AlertProfile, _ found: Found) {
        statistics.joined += 1
        let reason = Reasons.joining(alert, found.affinity, topology, options.language)
        // In place: a copy of a large group for each alert would make a burst quadratic.
        groups[found.sequence]?.add(alert, profile, reason: reason, options)
        admit(alert, profile, to: found.sequence)
        noteGrowth(found.sequence, at: alert.at)
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
    mutating func bridge(_ profile: AlertProfile, _ found: [Found]) {
        // Neither what is faint nor what was noticed late shows that two troubles are one.
        guard let best = found.first, profile.carries, profile.at - profile.onset <= options.joinWindow else { return }
        for other in found.dropFirst() {
            let together =
                other.affinity.together && other.affinity.total >= options.joinAffinity
                && (best.affinity.node == profile.node || best.affinity.together)
            guard best.binds && other.binds && other.affinity.total >= options.bridgeAffinity || together,
                !other.affinity.isNews, !best.affinity.isNews, !keptApart(best.sequence, other.sequence)
            else { continue }
            guard let sequence = surviving(best.sequence, other.sequence) else { continue }
            let loser = sequence == best.sequence ? other.sequence : best.sequence
            merge(loser, into: sequence, at: profile.at)
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
        let wasGrave = kept.isGrave
        let isBacklog = lost.uncounted == 0 && lost.members.allSatisfy { AlertProfile($0.alert).isMoreWork }
        for var member in lost.members {
            // An incident has one first alert.
            if member.reason == Reasons.first(options.language) {
                member.reason = Reasons.firstOfMerged(options.language)
            }
            if let twin = kept.members.firstIndex(where: { $0.alert.id == member.alert.id }) {
                // An alert that came back after its incident was over: one alert, seen longer.
                kept.members[twin].alert.lastSeen = max(kept.members[twin].alert.lastSeen, member.alert.lastSeen)
                kept.members[twin].alert.count = max(kept.members[twin].alert.count, member.alert.count)
            } else if kept.members.count < options.maximumMembers {
                kept.members.append(member)
                kept.wordKeys[StableHash.hash(member.alert.templateText)] = lost.wordKey(member.alert.templateText)
            } else {
                kept.uncounted += 1
            }
            byAlert[member.alert.id] = winner
        }
        for alert in strays { byAlert[alert] = winner }
        kept.uncounted += lost.uncounted
        kept.isGrave = kept.members.contains { !$0.alert.isMild }
        let carries = !isBacklog || !wasGrave
        for entry in lost.entries { kept.absorb(entry, carries: carries, options) }
        kept.startedAt = min(kept.startedAt, lost.startedAt)
        if carries { kept.lastActivity = max(kept.lastActivity, lost.lastActivity) }
        kept.quietAt = max(kept.quietAt, lost.quietAt)
        kept.notes += lost.notes
        kept.apart.formUnion(lost.apart)
        kept.dirty = true
        reinsert(kept)
        noteGrowth(winner, at: time)
        precursorBook.pending[lost.id] = nil
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
    mutating func learnMentions(_ alert: Alert, _ profile: AlertProfile) {
        guard options.parts.contains(.learned), profile.accuses, !Platform.isPlatform(profile.node),
            profile.kind != .silence
        else {
            return
        }
        for name in profile.mentions where name != profile.node && topology.contains(name) {
            if name.host == profile.node.host, name.service.isEmpty || (alert.severity ?? .debug) > .warning {
                continue
            }
            // Where it is known that the other one needs this one, a name in the log is that of a caller.
            if topology.isCaller(name, of: profile.node) { continue }
            topology.observe(
                from: profile.node, to: served(by: name), relation: .talksTo, provenance: .mentioned, source: .errors,
                at: alert.at)
        }
    }

    /// The only service of a host beside what every host has: who names such a host means it. The name itself where there are
    /// several, or none.
    private func served(by name: NodeName) -> NodeName {
        guard name.service.isEmpty else { return name }
        let own = topology.services(on: name).filter { !Platform.isPlatform($0) }
        return own.count == 1 ? own[0] : name
    }
}

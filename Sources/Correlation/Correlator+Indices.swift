import Bytes
import Model

extension Correlator {
    static func lookupKeys(_ profile: AlertProfile) -> [UInt64] {
        var keys: [UInt64] = profile.identifiers.map(\.hash)
        if profile.template != 0 { keys.append(profile.template) }
        keys.append(StableHash.hash(profile.node.name, seed: 1))
        keys.append(StableHash.hash(profile.node.host, seed: 1))
        for name in profile.mentions {
            keys.append(StableHash.hash(name.name, seed: 1))
            // Whom the machine of the one named speaks for is looked up by its host.
            if name.service.isEmpty || profile.accuses { keys.append(StableHash.hash(name.host, seed: 3)) }
        }
        if !profile.node.service.isEmpty { keys.append(StableHash.hash(profile.node.service, seed: 2)) }
        if Platform.isOfMachine(profile.node) { keys.append(StableHash.hash(profile.node.host, seed: 4)) }
        return keys
    }

    static func keys(_ entry: GroupEntry) -> [UInt64] {
        var keys = entry.identifiers.map(\.hash) + entry.templates
        keys += mentioned(entry.mentions)
        if !entry.node.service.isEmpty { keys.append(StableHash.hash(entry.node.service, seed: 2)) }
        keys.append(StableHash.hash(entry.node.host, seed: 3))
        if entry.brokeOutAt != .unknown { keys.append(Outbreak.key(entry.brokeOutAt)) }
        return keys
    }

    /// By name, and services by their host, too, of which its machine may speak.
    private static func mentioned(_ names: [NodeName]) -> [UInt64] {
        names.map { StableHash.hash($0.name, seed: 1) }
            + names.filter { !$0.service.isEmpty }.map { StableHash.hash($0.host, seed: 4) }
    }

    /// Files an entry under what it shares with others; only what a new alert brought, where that is known.
    mutating func index(_ entry: GroupEntry, of sequence: UInt64, _ profile: AlertProfile? = nil) {
        var keys: [UInt64]
        if let profile {
            keys = profile.identifiers.map(\.hash)
            if profile.template != 0 { keys.append(profile.template) }
            keys += Self.mentioned(profile.mentions)
            if entry.brokeOutAt != .unknown { keys.append(Outbreak.key(entry.brokeOutAt)) }
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
        inhibited.remove(group.sequence)
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
    mutating func makeRoom() {
        guard groups.count >= options.maximumGroups else { return }
        let ranked = groups.values.map {
            (open: $0.stage == .open, score: combined($0), last: $0.lastActivity, sequence: $0.sequence)
        }
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

import Bytes
import Model

extension AlertGroup {
    /// Takes in an alert with the reason why it belongs here.
    mutating func add(_ alert: Alert, _ profile: AlertProfile, reason: String, _ options: CorrelationOptions) {
        // The first one counts whatever its strength.
        let known = entry(alert.node)
        let isFaint = profile.score < min(known?.strength ?? 0, 8) / 2
        let carries = (profile.carries && !isFaint && !(profile.isMoreWork && isGrave)) || alertCount == 0
        let ends = known?.endsItself(profile) ?? false
        if let twin = members.firstIndex(where: { $0.alert.id == alert.id }) {
            // It was away for a while and belongs here still.
            (members[twin].alert.lastSeen, members[twin].alert.count) = (alert.lastSeen, alert.count)
        } else if members.count < options.maximumMembers {
            members.append(IncidentMember(alert: alert, reason: reason))
            wordKeys[StableHash.hash(alert.templateText)] = Words.key(profile.words)
            isGrave = isGrave || !alert.isMild
        } else {
            uncounted += 1
        }
        if let place = places[alert.node] {
            entries[place].add(alert, profile, carries: carries)
        } else if entries.count < options.maximumNodesPerGroup {
            places[alert.node] = entries.count
            var entry = GroupEntry(node: alert.node, onset: profile.onset)
            entry.add(alert, profile, carries: carries || profile.carries && profile.isMoreWork)
            entries.append(entry)
        }
        dirty = true
        if !ends, carries {
            startedAt = min(startedAt, profile.onset)
            touch(alert, profile, options)
        } else if !ends, profile.isMoreWork {
            wait(for: alert, profile, options)
        }
    }

    /// When one of its alerts was last seen; for those that are only counted, when anything was.
    func lastSeen(_ id: String) -> Micros {
        members.first { $0.alert.id == id }?.alert.lastSeen ?? lastActivity
    }

    /// Takes in a repeat of one of its alerts.
    mutating func refresh(_ alert: Alert, _ profile: AlertProfile, _ options: CorrelationOptions) {
        if let place = places[alert.node] {
            entries[place].refresh(alert, profile, carries: !(profile.isMoreWork && isGrave))
        }
        if let member = members.firstIndex(where: { $0.alert.id == alert.id }) {
            var kept = alert
            // An alert placed anew keeps the moment of its return.
            (kept.onset, kept.at) = (members[member].alert.onset, members[member].alert.at)
            kept.lastSeen = max(kept.lastSeen, members[member].alert.lastSeen)
            if kept.score > members[member].alert.score { dirty = true }
            members[member].alert = kept
            isGrave = isGrave || !kept.isMild
        }
        guard !(entry(alert.node)?.endsItself(profile) ?? false) else { return }
        if profile.isMoreWork, isGrave { wait(for: alert, profile, options) } else { touch(alert, profile, options) }
    }

    /// Something of it was seen again.
    private mutating func touch(_ alert: Alert, _ profile: AlertProfile, _ options: CorrelationOptions) {
        lastActivity = max(lastActivity, profile.lastSeen)
        wait(for: alert, profile, options)
    }

    /// It is not over while this goes on.
    private mutating func wait(for alert: Alert, _ profile: AlertProfile, _ options: CorrelationOptions) {
        var seen = max(alert.lastSeen, alert.at)
        if !profile.lasts { seen = min(seen, alert.at + options.silenceHolds) }
        // What comes back again and again is believed to be over only after longer and longer.
        quietAt = max(quietAt, seen + options.quiet(alert) * Micros(1 << min(reopened, 3)))
    }

    /// Takes in another group's part of a node; without its times where that was no more than work piled up beside this group's trouble.
    mutating func absorb(_ entry: GroupEntry, carries: Bool, _ options: CorrelationOptions) {
        if let place = places[entry.node] {
            entries[place].merge(entry, carries: carries)
        } else if entries.count < options.maximumNodesPerGroup {
            places[entry.node] = entries.count
            entries.append(entry)
        }
    }
}

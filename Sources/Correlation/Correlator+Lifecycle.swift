import Bytes
import Model
import Topology

extension Correlator {
    /// Opens a group that the gate let through, or brings back the incident resolved shortly before that it is like. Nil when there
    /// is no such candidate.
    package mutating func open(_ candidateID: String, at time: Micros) -> IncidentChange? {
        guard let sequence = byID[candidateID], groups[sequence]?.stage == .candidate else { return nil }
        shed(sequence)
        guard var group = groups[sequence] else { return nil }
        switch comeback(of: group) {
        case .open(let going):
            merge(sequence, into: going, at: time)
            return tell(.updated, going, at: time)
        case .again(let going):
            statistics.reopened += 1
            groups[going]?.reopened += 1
            merge(sequence, into: going, at: time)
            return tell(.updated, going, at: time)
        case .resolved(let place): return reopen(resolved.remove(at: place), with: group, at: time)
        case nil: break
        }
        statistics.opened += 1
        group.stage = .open
        group.openedAt = time
        groups[sequence] = group
        noteOpening(group, at: time)
        return tell(.opened, sequence, at: time)
    }

    /// Takes out of a candidate that opens what had been noticed before the first sign began that is more than faint, and was faint and mild itself: that a message is late is there at all times, and an incident does not begin with it.
    private mutating func shed(_ sequence: UInt64) {
        guard let group = groups[sequence], group.uncounted == 0 else { return }
        let began = group.members.lazy.map(\.alert).filter { $0.score >= Self.faint && !$0.isMild }.map(\.onset).min()
        guard let began else { return }
        let staying = group.members.filter { member in
            let alert = member.alert
            return alert.score >= Self.faint && !(alert.isOfWords && alert.isMild) || alert.origin != "haetae"
                || alert.at >= began - options.simultaneous
                || !(alert.isMild || alert.kind == .silence)
        }
        guard staying.count < group.members.count, !staying.isEmpty else { return }
        for member in group.members where !staying.contains(where: { $0.alert.id == member.alert.id }) {
            byAlert[member.alert.id] = nil
        }
        rebuild(group, with: staying)
    }

    /// What became of open incidents by this time: those with new alerts, another cause or severity are updated, those that were
    /// quiet for long enough are resolved; candidates that were quiet as long are dropped. Sorted by time, then id.
    package mutating func close(upTo time: Micros) -> [IncidentChange] {
        settle()
        for sequence in groups.keys.sorted() {
            guard let group = groups[sequence] else { continue }
            if group.quietAt <= time {
                if group.stage == .open {
                    resolve(group, at: group.quietAt)
                } else {
                    statistics.droppedCandidates += 1
                    noteLone(group)
                    forget(group)
                }
            } else if group.stage == .open, group.told.members != told(of: group) || group.dirty {
                // The story of a crowd costs as much as the crowd is large, and changes little with each alert. That it became graver
                // is told at once.
                let pause: Micros = group.alertCount > 32 ? 5 * .minute : group.alertCount > 8 ? .minute : 1
                if time % pause < 10 * .second || severity(group) != group.told.severity {
                    retell(sequence, at: time)
                }
            }
        }
        resolved.removeAll { time - $0.closedAt > options.reopenWithin + options.quietAfterExternal }
        if fadedAt == .unknown { fadedAt = time }
        if time - fadedAt >= Micros.hour {
            fadedAt = time
            topology.fade(to: time)
        }
        recentChanges.removeAll { time - $0.at > ($0.isUsual ? 10 * Micros.minute : 6 * Micros.hour) }
        expireWarnings(at: time)
        defer { pendingChanges = [] }
        return pendingChanges.enumerated().sorted {
            ($0.element.at, $0.element.incident.id, $0.offset) < ($1.element.at, $1.element.incident.id, $1.offset)
        }.map(\.element)
    }

    /// What of the open incidents is not told yet. For a run whose input is complete.
    package mutating func tellRest(at time: Micros) -> [IncidentChange] {
        for sequence in groups.keys.sorted() {
            guard let group = groups[sequence], group.stage == .open else { continue }
            if group.told.members != told(of: group) || group.dirty { retell(sequence, at: time) }
        }
        defer { pendingChanges = [] }
        return pendingChanges
    }

    private mutating func retell(_ sequence: UInt64, at time: Micros) {
        groups[sequence]?.dirty = false
        if let change = update(sequence, at: time) { pendingChanges.append(change) }
    }

    /// The incidents that are open now, by id.
    package func openIncidents() -> [Incident] {
        groups.values.filter { $0.stage == .open }.map(incident).sorted { $0.id < $1.id }
    }

    /// One incident as it stands, open or resolved a short while ago.
    package func incident(id: String) -> Incident? {
        if let sequence = byID[id], let group = groups[sequence], group.stage == .open { return incident(group) }
        return resolved.last { $0.id == id }.map(incident)
    }

    /// Past incidents like this one, most alike first. Empty for an unknown id.
    package func similar(to id: String, limit: Int = 5) -> [SimilarIncident] {
        let group = byID[id].flatMap { groups[$0] } ?? resolved.last { $0.id == id }
        guard let signature = group.map({ IncidentSignature($0, byKind: false) }) ?? past.signature(of: id) else {
            return []
        }
        return Array(past.similar(to: signature, floor: 0.4, limit: limit + 1).filter { $0.id != id }.prefix(limit))
    }

    // MARK: - Inside

    /// The group as an incident, with cause, title and story.
    func incident(_ group: AlertGroup) -> Incident {
        let causes = causes(of: group)
        return incident(group, causes)
    }

    func incident(_ group: AlertGroup, _ causes: [RootCause]) -> Incident {
        var incident = Incident(
            id: group.id, openedAt: group.openedAt, startedAt: group.startedAt, lastSeen: Self.lastSaid(group),
            closedAt: group.closedAt == .unknown ? nil : group.closedAt,
            state: group.stage == .resolved ? .resolved : group.acknowledged ? .acknowledged : .open,
            severity: severity(group), score: combined(group), title: "", rootCauses: causes, members: group.members,
            weak: group.isWeak, notes: group.notes)
        incident.changes = changes(before: group)
        incident.advice = advice(for: group)
        incident.foresight = foresight(for: group)
        incident.muted = (muted[group.id] ?? []).map(\.text)
        let story = Story(language: options.language)
        incident.title = story.title(incident)
        let similar = past.similar(to: IncidentSignature(group, byKind: false), floor: 0.5, limit: 16)
            .filter { $0.id != group.id }
        // What pauses once or twice may be rare; what comes back again and again says so itself.
        let came = group.pulse.pauses >= 3 ? max(group.reopened, Int(clamping: group.pulse.pauses)) : group.reopened
        incident.summary = story.summary(
            incident, past: StoryPast(uncounted: group.uncounted, reopened: came, similar: similar))
        return incident
    }

    mutating func tell(_ kind: IncidentChange.Kind, _ sequence: UInt64, at time: Micros) -> IncidentChange? {
        guard let group = groups[sequence] else { return nil }
        let incident = incident(group)
        let told = AlertGroup.Told(
            cause: incident.rootCause, severity: incident.severity, members: told(of: group))
        groups[sequence]?.told = told
        groups[sequence]?.dirty = false
        return IncidentChange(kind: kind, at: time, incident: incident)
    }

    private mutating func update(_ sequence: UInt64, at time: Micros) -> IncidentChange? {
        guard let group = groups[sequence] else { return nil }
        let causes = causes(of: group)
        let now = AlertGroup.Told(cause: causes.first?.node, severity: severity(group), members: told(of: group))
        guard now != group.told else { return nil }
        groups[sequence]?.told = now
        return IncidentChange(kind: .updated, at: time, incident: incident(group, causes))
    }

    mutating func resolve(_ group: AlertGroup, at time: Micros) {
        statistics.resolved += 1
        var group = group
        forget(group)
        for member in group.members { pinned.remove(member.alert.id) }
        group.stage = .resolved
        group.closedAt = time
        let causes = causes(of: group)
        usual.count(incidentWith: evidence(of: group).decisive)
        let incident = incident(group, causes)
        past.add(
            PastIncidents.Entry(
                id: group.id, startedAt: group.startedAt, closedAt: time, cause: causes.first?.node, notes: group.notes,
                signature: IncidentSignature(group, byKind: false)))
        noteEnd(group, incident)
        noteLone(group)
        muted[group.id] = nil
        resolved.append(group)
        if resolved.count > 64 { resolved.removeFirst() }
        pendingChanges.append(IncidentChange(kind: .resolved, at: time, incident: incident))
    }

    private mutating func reopen(_ old: AlertGroup, with group: AlertGroup, at time: Micros) -> IncidentChange? {
        statistics.reopened += 1
        past.remove(old.id)
        var old = old
        (old.stage, old.closedAt, old.acknowledged) = (.open, .unknown, false)
        old.reopened += 1
        groups[old.sequence] = old
        byID[old.id] = old.sequence
        // Its alerts may have come back under the same ids; then they belong to the new group's part already.
        merge(group.sequence, into: old.sequence, at: time)
        return tell(.opened, old.sequence, at: time)
    }
}

import Model

extension Correlator {
    /// Carries out what an operator said of an incident; unknown ids change nothing.
    package mutating func apply(_ feedback: Feedback, at time: Micros) -> [IncidentChange] {
        settle()
        switch feedback {
        case .acknowledge(let id):
            guard let sequence = open(id), groups[sequence]?.acknowledged == false else { return [] }
            groups[sequence]?.acknowledged = true
            return tell(.updated, sequence, at: time).map { [$0] } ?? []
        case .resolve(let id, let note):
            guard let sequence = open(id), var group = groups[sequence] else { return [] }
            if !note.isEmpty { group.addNote(note) }
            groups[sequence] = group
            resolve(group, at: time)
            return pendingChanges.popLast().map { [$0] } ?? []
        case .note(let id, let text):
            if let sequence = open(id) {
                groups[sequence]?.addNote(text)
                return tell(.updated, sequence, at: time).map { [$0] } ?? []
            }
            if let place = resolved.lastIndex(where: { $0.id == id }) { resolved[place].addNote(text) }
            past.note(text, on: id)
            return []
        case .merge(let id, let other): return merge(other, into: id, at: time)
        case .split(let id, let alerts): return split(id, alerts: alerts, at: time)
        case .move(let id, let alert): return move(alert: alert, to: id, at: time)
        case .noise, .useful, .undo, .silence, .endSilence:
            // What the gate learns from; grouping stays.
            return []
        }
    }

    /// Puts incident `other` into `id`. Both must be open. What is put together by hand stays so.
    package mutating func merge(_ other: String, into id: String, at time: Micros) -> [IncidentChange] {
        guard let winner = open(id), let loser = open(other), winner != loser else { return [] }
        for member in groups[loser]?.members ?? [] { pinned.insert(member.alert.id) }
        merge(loser, into: winner, at: time)
        defer { pendingChanges = [] }
        return pendingChanges + (tell(.updated, winner, at: time).map { [$0] } ?? [])
    }

    /// Takes alerts out of an incident and makes another, open one of them. Those that are not in it are passed over; an incident
    /// keeps at least one alert.
    package mutating func split(_ id: String, alerts: [String], at time: Micros) -> [IncidentChange] {
        guard let sequence = open(id), let group = groups[sequence] else { return [] }
        let leaving = group.members.filter { alerts.contains($0.alert.id) }
        let staying = group.members.filter { !alerts.contains($0.alert.id) }
        guard !leaving.isEmpty, !staying.isEmpty else { return [] }
        for member in leaving { pinned.insert(member.alert.id) }
        rebuild(group, with: staying)
        guard let made = makeGroup(of: leaving.map(\.alert), at: time) else { return [] }
        groups[made]?.apart.insert(sequence)
        return [tell(.updated, sequence, at: time), tell(.opened, made, at: time)].compactMap { $0 }
    }

    /// Puts one alert into another open incident.
    package mutating func move(alert id: String, to incident: String, at time: Micros) -> [IncidentChange] {
        guard let target = open(incident), let source = byAlert[id], source != target, let from = groups[source],
            let member = from.members.first(where: { $0.alert.id == id }), var to = groups[target]
        else { return [] }
        let staying = from.members.filter { $0.alert.id != id }
        // With its only alert an incident goes as a whole: it ends, and says where it went.
        if staying.isEmpty, from.stage == .open { return merge(from.id, into: incident, at: time) }
        pinned.insert(id)
        if staying.isEmpty { forget(from) } else { rebuild(from, with: staying) }
        to.add(member.alert, profile(of: member.alert), reason: Reasons.byHand(options.language), options)
        reinsert(to)
        return [
            staying.isEmpty || from.stage != .open ? nil : tell(.updated, source, at: time),
            tell(.updated, target, at: time),
        ]
        .compactMap { $0 }
    }

    private func open(_ id: String) -> UInt64? {
        guard let sequence = byID[id], groups[sequence]?.stage == .open else { return nil }
        return sequence
    }

    /// The same group with fewer alerts.
    mutating func rebuild(_ group: AlertGroup, with members: [IncidentMember]) {
        forget(group)
        var new = AlertGroup(
            sequence: group.sequence, id: group.id, startedAt: members.map(\.alert.onset).min() ?? group.startedAt)
        (new.stage, new.acknowledged, new.openedAt) = (group.stage, group.acknowledged, group.openedAt)
        (new.notes, new.reopened, new.told, new.apart) = (group.notes, group.reopened, group.told, group.apart)
        for member in members { new.add(member.alert, profile(of: member.alert), reason: member.reason, options) }
        reinsert(new)
    }

    private mutating func makeGroup(of alerts: [Alert], at time: Micros) -> UInt64? {
        guard let first = alerts.first else { return nil }
        let sequence = nextSequence
        nextSequence += 1
        var new = AlertGroup(
            sequence: sequence, id: Self.identity(first.id, "split \(sequence)"),
            startedAt: alerts.map(\.onset).min() ?? time)
        (new.stage, new.openedAt) = (.open, time)
        for alert in alerts { new.add(alert, profile(of: alert), reason: Reasons.byHand(options.language), options) }
        reinsert(new)
        return sequence
    }
}

extension AlertGroup {
    mutating func addNote(_ text: String) { Incident.add(text, to: &notes) }
}

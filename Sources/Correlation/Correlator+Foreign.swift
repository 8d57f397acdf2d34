import Model

extension Correlator {
    /// Takes an alert of another system, new or sent again. True when it is new.
    package mutating func takeForeign(_ alert: Alert) -> Bool {
        if let place = waiting.firstIndex(where: { $0.id == alert.id }) {
            waiting[place].lastSeen = max(waiting[place].lastSeen, alert.lastSeen)
            return false
        }
        guard
            let known = byAlert[alert.id].flatMap({ groups[$0] })?.members.first(where: { $0.alert.id == alert.id })?
                .alert
        else {
            place(alert)
            return true
        }
        var again = alert
        (again.count, again.onset, again.at) = (known.count + 1, known.onset, known.at)
        refresh(again)
        return false
    }

    /// The other system says that its alert is over: from now on it is as quiet as any other. Where it gives another time than when it
    /// told of it, such as that of the end, those of the same name and labels on that node are meant.
    package mutating func end(_ alert: Alert, at time: Micros) {
        settle()
        if byAlert[alert.id] != nil { return end(alert.id, at: time) }
        let going = (byNode[alert.node] ?? []).flatMap { sequence in
            (groups[sequence]?.members ?? []).map(\.alert).filter {
                $0.fingerprint == alert.fingerprint && $0.origin == alert.origin
            }
        }
        for one in going { end(one.id, at: time) }
    }

    private mutating func end(_ id: String, at time: Micros) {
        guard let sequence = byAlert[id], let group = groups[sequence], group.uncounted == 0,
            let place = group.members.firstIndex(where: { $0.alert.id == id })
        else { return }
        groups[sequence]?.members[place].alert.lastSeen = time
        let until = group.members.indices.reduce(time + options.quiet) { latest, index in
            let alert = group.members[index].alert
            // Others of its kind go on until they are said to be over, too.
            return index == place ? latest : max(latest, alert.lastSeen + options.quiet(alert))
        }
        groups[sequence]?.quietAt = min(group.quietAt, until)
    }
}

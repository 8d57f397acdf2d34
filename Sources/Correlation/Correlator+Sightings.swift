import Model

extension Correlator {
    private static let lookAhead: Micros = 30 * .second

    /// A message of trouble of an open incident, which was unheard of before it.
    package struct WatchedMessage: Sendable, Hashable {
        package var incident: UInt64
        package var node: NodeName
        package var template: TemplateID
    }

    /// The messages whose coming again means that an open incident is not over: those that are graver than a notice or say that something
    /// failed, and which on a good day would not have come for a quarter of an hour. In order of the incidents; 16 of
    /// each, 64 in all at most. Only of incidents that will be over within half a minute, if nothing is said.
    package func watchedMessages(at time: Micros) -> [WatchedMessage] {
        var watched: [WatchedMessage] = []
        for sequence in groups.keys.sorted() where watched.count < 64 {
            guard let group = groups[sequence], group.stage == .open, group.isGrave,
                group.quietAt - Self.lookAhead <= time
            else { continue }
            watched += Self.watched(group)
        }
        return watched
    }

    private static func watched(_ group: AlertGroup) -> [WatchedMessage] {
        var own: [WatchedMessage] = []
        // Asked at each bucket's end: the tests that touch no text come first, and nothing is copied for them.
        for place in group.members.indices where own.count < 16 {
            guard let template = group.members[place].alert.template, Self.isUnheardOf(group.members[place].alert),
                Self.isFailure(group.members[place].alert)
            else { continue }
            let alert = group.members[place].alert
            let message = WatchedMessage(incident: group.sequence, node: alert.node, template: template)
            if !own.contains(message) { own.append(message) }
        }
        return own
    }

    /// The same of all open incidents, whenever they may be over: to know when their failures pause.
    package var beatingMessages: [WatchedMessage] {
        var watched: [WatchedMessage] = []
        for sequence in groups.keys.sorted() where watched.count < 64 {
            guard let group = groups[sequence], group.stage == .open, group.isGrave else { continue }
            watched += Self.watched(group)
        }
        return watched
    }

    /// A failure of an open incident was said in the bucket that ended then.
    package mutating func beat(_ message: WatchedMessage, at time: Micros) {
        groups[message.incident]?.pulse.beat(at: time)
    }

    /// When trouble was last said: also errors that no detector speaks of any more.
    static func lastSaid(_ group: AlertGroup) -> Micros {
        group.members.reduce(group.lastActivity) { last, member in
            isFailure(member.alert) && isUnheardOf(member.alert) ? max(last, member.alert.lastSeen) : last
        }
    }

    private static func isFailure(_ alert: Alert) -> Bool {
        alert.origin == "haetae"
            && ((alert.severity ?? .info) <= .warning || alert.speaksOfFailure)
    }

    private static func isUnheardOf(_ alert: Alert) -> Bool {
        if alert.kind == .novelty { return alert.evidence.expected == 0 }
        guard alert.kind == .rate, alert.direction == .up, let expected = alert.evidence.expected,
            alert.evidence.windowSeconds > 0
        else { return false }
        return expected / alert.evidence.windowSeconds * 900 < 1
    }

    /// The incident is not over while such a message comes. It is no nearer to later trouble by that, and after `sightingsHold` the
    /// message counts as what is usual now.
    package mutating func saw(_ message: WatchedMessage, at time: Micros) {
        guard let group = groups[message.incident], group.stage == .open, time - group.openedAt <= options.sightingsHold
        else { return }
        groups[message.incident]?.quietAt = max(group.quietAt, time + options.quiet)
        for place in group.members.indices
        where group.members[place].alert.node == message.node && group.members[place].alert.template == message.template
        {
            guard Self.isUnheardOf(group.members[place].alert) else { continue }
            groups[message.incident]?.members[place].alert.lastSeen = max(group.members[place].alert.lastSeen, time)
        }
    }
}

import Model
import Topology

extension Correlator {
    /// A group's combined evidence in decades: the strongest alert, and what related nodes and other kinds add.
    ///
    /// Alerts of one trouble are not independent, so their decades do not add up in full: the second witness adds at most half of
    /// its own, each further one 0.7 of the share of the one before, together at most `maximumCorroboration`. A witness is a
    /// (node, kind); another node says more than another kind on the same node. Quiet ones say one thing together: when nobody
    /// asks, a proxy and the services behind it fall silent alike, so only the strongest of them counts. And more work is passed on from
    /// node to node: that there is more of what is said on a good day as well is one thing, too.
    func combined(_ group: AlertGroup) -> Double {
        struct Witness { var score: Double, node: NodeName, kind: SignalKind, isQuiet: Bool, isWork: Bool }
        var witnesses: [Witness] = []
        for entry in group.entries {
            let quiet = entry.peaks.filter(\.isQuiet)
            for peak in entry.peaks {
                var witness = Witness(
                    score: peak.weak ? peak.score / 2 : peak.score, node: entry.node, kind: peak.kind,
                    isQuiet: peak.isQuiet, isWork: entry.isOnlyWork)
                // What piled up while the node was quiet is said, and was late, when it speaks again: no more than that it was quiet.
                if !peak.isQuiet, let before = quiet.map(\.onset).min(), before < peak.onset,
                    isPiledUp(peak, on: entry.node, group)
                {
                    witness.score = min(witness.score, quiet.reduce(0) { max($0, $1.score) })
                    // What piled up for long bears out that it was wanted all the while.
                    witness.isQuiet = peak.onset - before < Self.standstill
                }
                witnesses.append(witness)
            }
        }
        witnesses.sort {
            $0.score != $1.score
                ? $0.score > $1.score
                : $0.node != $1.node ? $0.node < $1.node : $0.kind.rawValue < $1.kind.rawValue
        }
        guard let first = witnesses.first else { return 0 }
        var gain = 0.0
        var share = 0.5
        var nodes: Set<NodeName> = [first.node]
        var isQuietKnown = first.isQuiet
        var isWorkKnown = first.isWork
        for witness in witnesses.dropFirst() where share > 0.01 {
            if witness.isQuiet {
                if isQuietKnown { continue }
                isQuietKnown = true
            }
            if witness.isWork {
                if isWorkKnown { continue }
                isWorkKnown = true
            }
            gain += witness.score * (nodes.insert(witness.node).inserted ? share : share * 0.6)
            share *= 0.7
        }
        let sum = first.score + min(gain, options.maximumCorroboration)
        if isOnlyAbsence(group) { return sum * Self.absenceShare }
        return isChangeOnly(group) ? sum * options.changeShare : sum
    }

    /// Share of its evidence that counts where nobody came to log in.
    private static let absenceShare = 0.5

    /// Whether all that a group says is that sessions no longer begin or end on hosts: who does not come is seldom missed at the door.
    private func isOnlyAbsence(_ group: AlertGroup) -> Bool {
        group.uncounted == 0
            && group.members.allSatisfy {
                $0.alert.kind == .silence && Platform.isPlatform($0.alert.node)
                    && SessionWords.speakOfSession($0.alert.templateText)
            }
    }

    /// Quiet for so long is no pause.
    private static let standstill: Micros = 10 * .minute

    /// Whether all that a node said in one way is more of what is said on a good day, or that requests waited.
    private func isPiledUp(_ peak: GroupEntry.Peak, on node: NodeName, _ group: AlertGroup) -> Bool {
        guard peak.kind == .rate || peak.kind == .flows || peak.kind == .values, group.uncounted == 0 else {
            return false
        }
        return group.members.allSatisfy { $0.alert.node != node || $0.alert.kind != peak.kind || isMild($0.alert) }
    }

    /// Whether nothing in a group is graver than a notice or speaks of trouble.
    func isMild(_ group: AlertGroup) -> Bool {
        group.uncounted == 0
            && group.members.allSatisfy { isMild($0.alert) }
    }

    func isMild(_ alert: Alert) -> Bool { alert.isMild }

    /// Decades below which a warning does not make a change a failure.
    static let faint = 3.0

    /// Whether all that a group says is that something was started, stopped or put in: nothing in it is graver than a notice or
    /// speaks of trouble, and half of its messages at least speak of a change. A deployment that goes well is no incident; one
    /// that goes wrong has more to say, and a loop of restarts has much evidence.
    func isChangeOnly(_ group: AlertGroup) -> Bool {
        guard group.uncounted == 0 else { return false }
        // Most groups hold an alert that is no change whatever else was said: no text need be read for them.
        if group.members.contains(where: { !isPartOfChange($0.alert) && !isSlight($0.alert) }) { return false }
        var changes = 0
        var messages = 0
        let changed = changedNodes(group)
        for member in group.members {
            let alert = member.alert
            if isCaughtByChange(alert, changed) { continue }
            guard isPartOfChange(alert) else { return false }
            guard !alert.templateText.isEmpty else { continue }
            messages += 1
            if ChangeWords.speakOfChange(alert.templateText) { changes += 1 }
        }
        return changes > 0 && 2 * changes >= messages
    }

    /// Whether a change may bring such an alert: a message that came, no graver than a warning; a faint warning is part of it.
    private func isPartOfChange(_ alert: Alert) -> Bool {
        (alert.kind == .rate || alert.kind == .novelty) && alert.direction != .down && alert.origin == "haetae"
            && (alert.severity ?? .info) >= .warning
            && (isMild(alert) || alert.score < Self.faint && alert.kind == .novelty)
    }

    /// An error or two that never came before.
    private func isSlight(_ alert: Alert) -> Bool {
        alert.kind == .novelty && alert.origin == "haetae" && (alert.evidence.observed ?? 3) <= 2
    }

    /// When nodes of a group last spoke of a change, or their supervisor did.
    private func changedNodes(_ group: AlertGroup) -> [NodeName: Micros] {
        var changed: [NodeName: Micros] = [:]
        for member in group.members
        where isMild(member.alert) && ChangeWords.speakOfChange(member.alert.templateText) {
            let alert = member.alert
            for node in Platform.isSupervisor(alert.node) ? alert.mentions : [alert.node] {
                changed[node] = max(changed[node] ?? alert.lastSeen, alert.lastSeen)
            }
        }
        return changed
    }

    /// An error or two of somebody who called a service just while it was started anew is part of the change; what goes on is not.
    private func isCaughtByChange(_ alert: Alert, _ changed: [NodeName: Micros]) -> Bool {
        isSlight(alert)
            && alert.mentions.contains { name in
                changed[name].map { abs(alert.onset - $0) <= options.simultaneous } ?? false
            }
    }

    func candidate(_ group: AlertGroup) -> Candidate {
        var templates: [String] = []
        for member in group.members where templates.count < 8 {
            let text = member.alert.templateText.isEmpty ? member.alert.series : member.alert.templateText
            if !text.isEmpty, !templates.contains(text) { templates.append(text) }
        }
        var kinds = Set(group.entries.flatMap { $0.peaks.map(\.kind) })
        // Who brings the work that there is more of is no sign of another kind.
        if kinds.contains(.rate), group.entries.allSatisfy(\.isOnlyWork) { kinds.remove(.values) }
        return Candidate(
            id: group.id, score: doubted(combined(group), group), kinds: kinds.sorted { $0.rawValue < $1.rawValue },
            nodes: group.entries.map(\.node).sorted(), templates: templates, weak: group.isWeak,
            mild: isMild(group), severity: severity(group), labels: labels(group), startedAt: group.startedAt,
            alertCount: group.alertCount)
    }

    /// Labels that the topology gives to each of a group's nodes or to its host, or that the alert of another system carries itself.
    private func labels(_ group: AlertGroup) -> [String] {
        var places: [NodeName: Set<String>] = [:]
        for entry in group.entries {
            var own: Set<String> = []
            for name in [entry.node, NodeName(entry.node.host)] {
                guard let index = topology.index(of: name) else { continue }
                for label in topology.nodes[Int(index)].labels { own.insert("\(label.key)=\(label.value)") }
            }
            places[entry.node] = own
        }
        var common: Set<String>?
        for member in group.members {
            let own = (places[member.alert.node] ?? []).union(member.alert.labels)
            common = common?.intersection(own) ?? own
            if common?.isEmpty ?? true { return [] }
        }
        // Those that are only counted have their node's labels.
        if group.uncounted > 0 { for own in places.values { common?.formIntersection(own) } }
        return (common ?? []).sorted()
    }

    /// How grave it is: critical when something said so itself (emergency, alert, critical), when a node that others need fell
    /// silent together with errors elsewhere, or when the evidence is strong on several nodes; info when nothing in it is an error
    /// or a failure never heard of and the evidence is slight.
    func severity(_ group: AlertGroup) -> IncidentSeverity {
        let gravest = group.members.compactMap(\.alert.severity).min()
        let score = combined(group)
        if let gravest, gravest <= .critical { return .critical }
        let silent = group.entries.contains { entry in
            guard entry.silent, let index = topology.index(of: entry.node) else { return false }
            return !topology.neighbours(of: index, .downstream).isEmpty
        }
        if silent, group.entries.count > 1, let gravest, gravest <= .error { return .critical }
        if group.entries.count > 2, score >= 10, let gravest, gravest <= .error { return .critical }
        if group.isWeak { return .info }
        // What never failed before and says that it does now is no slight matter, though it states no severity.
        let fails = group.members.contains { $0.alert.kind == .novelty && $0.alert.speaksOfFailure }
        return score >= 5 || (gravest ?? .info) <= .warning || fails ? .warning : .info
    }
}

extension Alert {
    /// A message that had been said before comes again after a long time.
    var isReturn: Bool { kind == .novelty && evidence.text.hasPrefix("again after ") }

    /// It tells who or what is named more than usual: a word of the message, or the client of a request.
    var isOfWords: Bool { kind == .values && (series == "client" || series.hasPrefix("word")) }

    /// Neither graver than a notice nor a word of trouble in it; or that somebody asks more than others, whatever the message says; or that
    /// a message no longer comes: whatever it says, it is not said.
    var isMild: Bool {
        if kind == .silence || direction == .down, !templateText.isEmpty, origin == "haetae" { return true }
        if isOfWords, score < 4, origin == "haetae" { return true }
        return
            (severity ?? .info) > .warning && origin == "haetae" && !speaksOfTrouble
    }
}

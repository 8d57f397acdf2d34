import Model

extension CauseBoard {
    /// Changes that were noted just before, and first messages that speak of one.
    mutating func changed() {
        for at in names.indices {
            guard entries[at] != nil || voted[at] > 0 || change[at] > 0 else { continue }
            let (value, text) = changeWords(of: names[at])
            if value > change[at] { (change[at], changeText[at]) = (value, text) }
            for noted in correlator.recentChanges where !noted.isUsual && noted.node == names[at] {
                guard noted.explains(group), !correlator.isRecovery(noted) else { continue }
                let before = group.startedAt - noted.at
                let value = Arithmetic.halved(Double(max(0, before)) / Double(Micros.minute))
                // What was understood is told rather than a raw line.
                if value >= change[at] { (change[at], changeText[at]) = (value, noted.text) }
            }
        }
    }

    func changeWords(of node: NodeName) -> (Double, String?) {
        var best = 0.0
        var text: String?
        for place in novelties[node] ?? [] {
            let member = group.members[place]
            // An error tells of trouble, not of a change; but for those who tell what happens to others.
            if let severity = member.alert.severity, severity <= .error, !Platform.isSupervisor(node) { continue }
            guard ChangeWords.speakOfChange(member.alert.templateText) else { continue }
            let late = max(0, member.alert.onset - group.startedAt - 15 * Micros.second)
            let value = Arithmetic.halved(Double(late) / Double(20 * Micros.second))
            if value > best { (best, text) = (value, member.alert.evidence.samples.first ?? member.alert.templateText) }
        }
        return (best, text)
    }

    func result(weight: (CauseEvidence.Sort) -> Double) -> CauseEvidence {
        let onsets = names.indices.compactMap { entries[$0] == nil ? nil : onset[$0] }.sorted()
        var nodes: [CauseEvidence.Node] = []
        for at in names.indices {
            var node = CauseEvidence.Node(node: names[at])
            // Without a word of its own, and named by nobody, it takes two that need it to make it suspect.
            let unseen =
                entries[at] == nil && voted[at] == 0 && strength[at] == 0 && troubledDependents(of: at).count < 2
            node.values = [
                .strength: strength[at] / (strength[at] + 4), .early: early[at],
                .upstream: walked[at] * (unseen ? 0.4 : 1),
                .named: voted[at], .silent: silent[at], .changed: change[at],
            ]
            node.onset = onset[at]
            node.namedBy = namedBy[at].sorted()
            node.neededBy = troubledDependents(of: at)
            node.change = changeText[at]
            node.peak = entries[at]?.peaks.max { ($0.score, $1.kind.rawValue) < ($1.score, $0.kind.rawValue) }
            let news = novelties[names[at]] ?? []
            node.isReturn = !news.isEmpty && news.allSatisfy { group.members[$0].alert.isReturn }
            // The first other: the earliest of all, or the second where this one is the earliest.
            if let mine = onset[at] {
                node.lead = (onsets.first == mine ? onsets.dropFirst().first : onsets.first).map { $0 - mine }
            }
            for sort in CauseEvidence.Sort.allCases {
                node.total += sort.share * weight(sort) * (node.values[sort] ?? 0)
            }
            if node.total > 0.02 { nodes.append(node) }
        }
        nodes.sort { $0.total != $1.total ? $0.total > $1.total : $0.node < $1.node }
        var decisive: [CauseEvidence.Sort] = []
        if let first = nodes.first {
            for sort in CauseEvidence.Sort.allCases {
                let second = nodes.count > 1 ? nodes[1].values[sort] ?? 0 : 0
                if (first.values[sort] ?? 0) - second > 0.2 { decisive.append(sort) }
            }
        }
        return CauseEvidence(nodes: nodes, decisive: decisive)
    }
}

import Model
import Topology

/// Where the evidence of one group is laid out. Nodes are in order of name, so that sums are the same in every run.
struct CauseBoard {
    let correlator: Correlator
    let group: AlertGroup
    let topology: TopologyGraph
    /// Places of the nodes in the graph, and back.
    var indices: [Int32?] = []
    var places: [Int32: Int] = [:]
    /// Services by host.
    var byHost: [String: [Int]] = [:]
    var names: [NodeName] = []
    var place: [NodeName: Int] = [:]
    /// Own trouble, in weighed decades.
    var strength: [Double] = []
    /// Decades by which it became quieter.
    var stillness: [Double] = []
    /// Own trouble with the part of its quietness that is likely its own, 0...1: six decades are trouble without doubt, and more
    /// only mean that more messages came.
    var anomaly: [Double] = []
    var onset: [Micros?] = []
    var voted: [Double] = []
    var bestVote: [Double] = []
    var namedBy: [[NodeName]] = []
    var anyVotes = false
    var walked: [Double] = []
    var silent: [Double] = []
    var change: [Double] = []
    var changeText: [String?] = []
    /// Entries by place.
    var entries: [GroupEntry?] = []
    /// Places of the members with first messages, by node.
    var novelties: [NodeName: [Int]] = [:]
    /// Quiet because nobody calls it any more.
    var starved: [Bool] = []
    /// Kinds of which some alert is graver than a notice or speaks of trouble, by node.
    var grave: [NodeName: Set<SignalKind>] = [:]
    /// Who was turned away for a wrong password, by whom.
    var refused: [Int: Int] = [:]
    /// Nodes whose own message of trouble a node repeats among its words.
    var quoted: [[Int]] = []
    /// The only node that asks for a name which does not exist.
    var stranded: Int?
    /// Names that an entry gives, resolved to those that they blame.
    var blamed: [[Int]] = []

    init(correlator: Correlator, group: AlertGroup) {
        (self.correlator, self.group, topology) = (correlator, group, correlator.topology)
        var known: Set<NodeName> = []
        for entry in group.entries {
            known.insert(entry.node)
            if Platform.isSupervisor(entry.node) { known.insert(NodeName(entry.node.host)) }
            for name in entry.mentions { known.insert(name) }
        }
        // What those with trouble need may be the cause without a word of its own.
        for entry in group.entries {
            guard let index = topology.index(of: entry.node) else { continue }
            for neighbour in topology.neighbours(of: index, .upstream) where known.count < 512 {
                known.insert(topology.nodes[Int(neighbour)].name)
                for next in topology.neighbours(of: neighbour, .upstream) where known.count < 512 {
                    known.insert(topology.nodes[Int(next)].name)
                }
            }
        }
        names = known.sorted()
        for (at, name) in names.enumerated() {
            place[name] = at
            let index = topology.index(of: name)
            indices.append(index)
            if let index { places[index] = at }
            if !name.service.isEmpty { byHost[name.host, default: []].append(at) }
        }
        let count = names.count
        strength = .init(repeating: 0, count: count)
        onset = .init(repeating: nil, count: count)
        (voted, bestVote, walked, silent, change) = (strength, strength, strength, strength, strength)
        (stillness, anomaly) = (strength, strength)
        namedBy = .init(repeating: [], count: count)
        changeText = .init(repeating: nil, count: count)
        entries = .init(repeating: nil, count: count)
        blamed = .init(repeating: [], count: count)
        quoted = .init(repeating: [], count: count)
        starved = .init(repeating: false, count: count)
        for (place, member) in group.members.enumerated() where member.alert.kind == .novelty {
            novelties[member.alert.node, default: []].append(place)
        }
        for member in group.members where !correlator.isMild(member.alert) {
            grave[member.alert.node, default: []].insert(member.alert.kind)
        }
        for entry in group.entries {
            guard let at = place[entry.node] else { continue }
            entries[at] = entry
            strength[at] = ownStrength(entry, quiet: false)
            stillness[at] = ownStrength(entry, quiet: true)
            // What is faint carries no group back in time.
            onset[at] = max(entry.firstOnset, group.startedAt)
        }
    }

    /// Share of a surge that counts as trouble where its messages are mild.
    static let moreWork = 0.4

    /// Decades of a node's own trouble: the strongest kind, and 0.3 of each other; unusual kinds count more. Of what became less,
    /// `quiet` is counted apart: whoever is not called is quieter.
    private func ownStrength(_ entry: GroupEntry, quiet: Bool) -> Double {
        var best = 0.0
        var sum = 0.0
        for peak in entry.peaks where (peak.kind == .silence || peak.direction == .down) == quiet {
            // What is weakly grounded may be no reason to wake anybody; once somebody is awake it points as well as the rest.
            var sure = min(peak.score, 15) * (peak.weak ? 0.8 : 1)
            // More of what is said on a good day as well is more work, which somebody else's trouble may have brought.
            if peak.kind == .rate, peak.direction == .up, group.uncounted == 0,
                !(grave[entry.node]?.contains(.rate) ?? false)
            {
                sure *= Self.moreWork
            }
            let value = sure * correlator.usual.weight(peak.kind, on: entry.node)
            (best, sum) = (max(best, value), sum + value)
        }
        return best + 0.3 * (sum - best)
    }

    /// Trouble told by a supervisor (systemd, the kernel, a deploy tool) is that of the unit it names on the same host.
    mutating func passOn() {
        for at in names.indices {
            guard let entry = entries[at], speaksForOthers(entry.node) else { continue }
            var units = entry.mentions.filter {
                $0.host == entry.node.host && !$0.service.isEmpty && $0 != entry.node && !Platform.isSupervisor($0)
            }
            // What it says of nobody that is known is the host's own trouble, but where it waits for another one.
            if units.isEmpty, entry.node.service == "kernel", !others(accusedBy: entry).isEmpty { continue }
            if units.isEmpty, Platform.isSupervisor(entry.node) { units = [NodeName(entry.node.host)] }
            guard !units.isEmpty else { continue }
            let passed = strength[at] * 0.8 / Double(units.count)
            strength[at] *= 0.2
            for unit in units {
                guard let target = place[unit] else { continue }
                strength[target] = max(strength[target], passed) + 0.3 * min(strength[target], passed)
                if isDead(unit) { strength[target] = max(strength[target], Self.certain) }
                if let when = onset[at] { onset[target] = min(onset[target] ?? when, when) }
                let (value, text) = changeWords(of: entry.node)
                if value > change[target] { (change[target], changeText[target]) = (value, text) }
            }
        }
    }

    /// Decades that are trouble without doubt.
    static let certain = 6.0

    /// Whether the service manager told that a unit failed when the group began.
    private func isDead(_ unit: NodeName) -> Bool {
        correlator.recentChanges.contains { noted in
            noted.node == unit && noted.turn == .failed && abs(group.startedAt - noted.at) <= 15 * .second
        }
    }

    /// Supervisors, and programs that nobody needs and that need nobody.
    private func speaksForOthers(_ node: NodeName) -> Bool {
        if Platform.isSupervisor(node) { return true }
        guard let index = topology.index(of: node), !node.service.isEmpty else { return false }
        guard topology.neighbours(of: index, .downstream).isEmpty else { return false }
        return topology.neighbours(of: index, .upstream).allSatisfy { topology.nodes[Int($0)].isHost }
    }

    /// Each node with trouble has one vote, divided among those that its errors name. In the end a node has its share of the
    /// votes; where those who vote are but a small part of the trouble, the votes say less.
    mutating func vote() {
        let all = strength.reduce(0, +)
        guard all > 0 else { return }
        var voters = 0.0
        for at in names.indices {
            guard let entry = entries[at] else { continue }
            var targets = quoted[at]
            for name in entry.accused {
                for target in blame(name, by: entry.node) where target != at && !targets.contains(target) {
                    targets.append(target)
                }
            }
            if targets.isEmpty, at == stranded { targets = [at] }
            // Who alone gives a wrong password names itself by naming who refuses it.
            if let refuser = refused[at] { targets = targets.map { $0 == refuser ? at : $0 } }
            blamed[at] = targets
        }
        waits()
        isolate()
        for at in names.indices {
            guard let entry = entries[at], case let targets = blamed[at], !targets.isEmpty,
                !(speaksForOthers(entry.node) && targets.allSatisfy { names[$0].host == entry.node.host })
            else { continue }
            voters += strength[at]
            // Who was changed just now and blames those that say nothing may call them wrongly.
            let isSuspect = wasChangedJustNow(at)
            for target in targets {
                let vote = (isSuspect && isMute(target) ? 0.5 : 1) / Double(targets.count)
                voted[target] += strength[at] * vote
                bestVote[target] = max(bestVote[target], vote)
                namedBy[target].append(entry.node)
                voted[at] += strength[at] * (1 / Double(targets.count) - vote)
            }
        }
        anyVotes = voters > 0
        guard voters > 0 else { return }
        handOn()
        let say = min(1, 2 * voters / all) / voters
        for at in names.indices { voted[at] *= say }
    }

    /// Whether a node says nothing of trouble itself.
    private func isMute(_ at: Int) -> Bool { strength[at] == 0 || entries[at].map(\.isOnlyQuiet) ?? true }

    /// Whether a change of a node was noted in the minute before the group's beginning.
    private func wasChangedJustNow(_ at: Int) -> Bool {
        correlator.recentChanges.contains { noted in
            noted.node == names[at] && !noted.isUsual && noted.turn != .failed && noted.explains(group)
                && !correlator.isRecovery(noted) && group.startedAt - noted.at <= .minute
        }
    }

    /// Who is blamed, and itself blames one other that is not among those who blame it, hands half of the blame on to it: it says
    /// that it is a victim, too. Who blames several is rather at fault itself. One step, so that a long chain of callers does not
    /// wear the blame out.
    private mutating func handOn() {
        let given = voted
        for at in names.indices where given[at] > 0 {
            guard blamed[at].count == 1, let target = blamed[at].first, target != at,
                !namedBy[at].contains(names[target])
            else { continue }
            voted[at] -= given[at] / 2
            voted[target] += given[at] / 2
        }
    }

    /// Adds to a node's trouble the part of its quietness that is likely its own. Where errors name somebody, it is that of
    /// those that are named, and the less the more others the same speakers name: a caller that names all it calls has stopped
    /// calling. Where nobody names anybody, the quiet one may well be what the others miss.
    mutating func weigh() {
        for at in names.indices {
            let share = anyVotes ? 0.2 + 0.8 * bestVote[at] * bestVote[at] : 0.7
            let total = max(strength[at], share * stillness[at]) + 0.3 * min(strength[at], share * stillness[at])
            strength[at] = total
            anomaly[at] = min(1, total / Self.certain)
        }
    }

    /// Whom a name blames: a host stands for those of its services that the speaker needs, else for those with trouble, else for
    /// itself. One that needs the speaker is a caller, not to blame.
    func blame(_ name: NodeName, by speaker: NodeName) -> [Int] {
        if topology.isCaller(name, of: speaker) { return [] }
        guard name.service.isEmpty, name.name != speaker.host else { return place[name].map { [$0] } ?? [] }
        if speaker.service == "kernel" { return meant(by: name) }
        let services = byHost[name.name] ?? []
        let needed = services.filter { topology.edge(from: speaker, to: names[$0]) != nil }
        if !needed.isEmpty { return needed }
        let troubled = services.filter {
            entries[$0] != nil && !Platform.isPlatform(names[$0]) && topology.edge(from: names[$0], to: speaker) == nil
        }
        // Where several of a host's services are in trouble and the speaker is known to need none of them, it means the host.
        if !troubled.isEmpty, troubled.count == 1 || place[name] == nil { return troubled }
        return place[name].map { [$0] } ?? []
    }

    /// Silence counts where somebody with trouble needs the node, or where there is no other trouble; and as with `weigh`.
    mutating func missing() {
        for at in names.indices {
            guard let entry = entries[at], let peak = entry.peaks.first(where: { $0.kind == .silence }) else {
                continue
            }
            let needed = !troubledDependents(of: at).isEmpty || group.entries.count == 1
            let likely = anyVotes ? bestVote[at] * bestVote[at] : 1
            silent[at] = min(1, peak.score / 5) * (needed ? 1 : 0.3) * likely * (starved[at] ? 0.25 : 1)
        }
    }

    /// Nodes with trouble that need this one, in order of name.
    func troubledDependents(of at: Int) -> [NodeName] {
        guard let index = indices[at] else { return [] }
        var found: [Int] = []
        for edge in topology.neededBy[Int(index)] {
            guard let other = places[topology.edges[Int(edge)].from], entries[other] != nil, strength[other] > 0 else {
                continue
            }
            found.append(other)
        }
        return found.sorted().map { names[$0] }
    }

    /// Nearness to the first onset, with 10 s of tolerance: that is the width of a bucket.
    var early: [Double] = []
    mutating func time() {
        let first = onset.compactMap { $0 }.min() ?? 0
        early = names.indices.map { at in
            guard let when = onset[at] else { return 0 }
            // More work than usual may have begun at any time before.
            let share = entries[at]?.isOnlyWork ?? false ? Self.moreWork : 1
            return share * Arithmetic.halved(Double(max(0, when - first - 10 * .second)) / Double(30 * Micros.second))
        }
    }
}

import Bytes
import Model
import Topology

/// What speaks for each node being the cause of a group's trouble, sort by sort, each 0...1.
struct CauseEvidence: Sendable {
    /// The sorts of evidence, with the share that each has before it is weighed by how unusual it is here.
    enum Sort: UInt8, Sendable, CaseIterable, Hashable {
        /// How far its own messages left what is normal.
        case strength
        /// It was among the first.
        case early
        /// Walks against the trouble, along what each node needs, end there.
        case upstream
        /// Other nodes name it in their errors.
        case named
        /// Its messages went missing.
        case silent
        /// It was changed just before.
        case changed

        var share: Double {
            switch self {
            case .strength: 0.25
            case .early: 0.12
            case .upstream: 0.27
            case .named: 0.2
            case .silent: 0.08
            case .changed: 0.08
            }
        }
    }

    struct Node: Sendable {
        var node: NodeName
        var values: [Sort: Double] = [:]
        var onset: Micros?
        var namedBy: [NodeName] = []
        /// Nodes with trouble that need it, directly.
        var neededBy: [NodeName] = []
        var change: String?
        var peak: GroupEntry.Peak?
        /// How long after it the next other node began.
        var lead: Micros?
        var total = 0.0
    }

    /// Likeliest first.
    var nodes: [Node]
    /// Sorts of evidence that set the first apart from the second.
    var decisive: [Sort]
}

extension Correlator {
    /// The likeliest causes of a group, best first, with shares of belief that sum to at most 1 and reasons in words.
    func causes(of group: AlertGroup) -> [RootCause] {
        let evidence = evidence(of: group)
        // Squares: the one that everything speaks for should not be drowned by many that little speaks for.
        let sum = evidence.nodes.reduce(0) { $0 + $1.total * $1.total }
        guard sum > 0 else { return [] }
        var left = 1.0
        return evidence.nodes.prefix(options.maximumCauses).filter { $0.total > 0 }.map { node in
            let score = min(left, (node.total * node.total / sum * 1000).rounded(.down) / 1000)
            left -= score
            return RootCause(node: node.node, score: score, why: Reasons.cause(node, first: evidence.nodes[0].node, options.language))
        }
    }

    /// Gathers all evidence. O(nodes of the group x their edges), bounded.
    func evidence(of group: AlertGroup) -> CauseEvidence {
        var board = CauseBoard(correlator: self, group: group)
        board.passOn()
        board.vote()
        board.weigh()
        board.time()
        board.walk()
        board.missing()
        board.changed()
        return board.result(weight: usual.weight)
    }
}

/// Where the evidence of one group is laid out. Nodes are in order of name, so that sums are the same in every run.
private struct CauseBoard {
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
    /// Names that an entry gives, resolved to those that they blame.
    var blamed: [[Int]] = []

    init(correlator: Correlator, group: AlertGroup) {
        (self.correlator, self.group, topology) = (correlator, group, correlator.topology)
        var known: Set<NodeName> = []
        for entry in group.entries {
            known.insert(entry.node)
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
        for (place, member) in group.members.enumerated() where member.alert.kind == .novelty {
            novelties[member.alert.node, default: []].append(place)
        }
        for entry in group.entries {
            guard let at = place[entry.node] else { continue }
            entries[at] = entry
            strength[at] = ownStrength(entry, quiet: false)
            stillness[at] = ownStrength(entry, quiet: true)
            onset[at] = entry.firstOnset
        }
    }

    /// Decades of a node's own trouble: the strongest kind, and 0.3 of each other; unusual kinds count more. Of what became less,
    /// `quiet` is counted apart: whoever is not called is quieter.
    private func ownStrength(_ entry: GroupEntry, quiet: Bool) -> Double {
        var best = 0.0, sum = 0.0
        for peak in entry.peaks where (peak.kind == .silence || peak.direction == .down) == quiet {
            let value = min(peak.score, 15) * correlator.usual.weight(peak.kind, on: entry.node) * (peak.weak ? 0.5 : 1)
            (best, sum) = (max(best, value), sum + value)
        }
        return best + 0.3 * (sum - best)
    }

    /// Trouble told by a supervisor (systemd, the kernel, a deploy tool) is that of the unit it names on the same host.
    mutating func passOn() {
        for at in names.indices {
            guard let entry = entries[at], speaksForOthers(entry.node) else { continue }
            let units = entry.mentions.filter { $0.host == entry.node.host && !$0.service.isEmpty && $0 != entry.node }
            guard !units.isEmpty else { continue }
            let passed = strength[at] * 0.8 / Double(units.count)
            strength[at] *= 0.2
            for unit in units {
                guard let target = place[unit] else { continue }
                strength[target] = max(strength[target], passed) + 0.3 * min(strength[target], passed)
                if let when = onset[at] { onset[target] = min(onset[target] ?? when, when) }
                let (value, text) = changeWords(of: entry.node)
                if value > change[target] { (change[target], changeText[target]) = (value, text) }
            }
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
            guard let entry = entries[at], !entry.mentions.isEmpty else { continue }
            var targets: [Int] = []
            for name in entry.mentions {
                for target in blame(name, by: entry.node) where target != at && !targets.contains(target) { targets.append(target) }
            }
            blamed[at] = targets
            guard !targets.isEmpty, !(speaksForOthers(entry.node) && targets.allSatisfy { names[$0].host == entry.node.host })
            else { continue }
            let vote = 1 / Double(targets.count)
            voters += strength[at]
            for target in targets {
                voted[target] += strength[at] * vote
                bestVote[target] = max(bestVote[target], vote)
                namedBy[target].append(entry.node)
            }
        }
        anyVotes = voters > 0
        guard voters > 0 else { return }
        let say = min(1, 2 * voters / all) / voters
        for at in names.indices { voted[at] *= say }
    }

    /// Adds to a node's trouble the part of its quietness that is likely its own. Where errors name somebody, it is that of
    /// those that are named, and the less the more others the same speakers name: a caller that names all it calls has stopped
    /// calling. Where nobody names anybody, the quiet one may well be what the others miss.
    mutating func weigh() {
        for at in names.indices {
            let share = anyVotes ? 0.2 + 0.8 * bestVote[at] * bestVote[at] : 0.7
            let total = max(strength[at], share * stillness[at]) + 0.3 * min(strength[at], share * stillness[at])
            strength[at] = total
            anomaly[at] = min(1, total / 6)
        }
    }

    /// Whom a name blames: a host stands for those of its services that the speaker needs, else for those with trouble, else for
    /// itself. One that needs the speaker is a caller, not to blame.
    private func blame(_ name: NodeName, by speaker: NodeName) -> [Int] {
        if topology.isCaller(name, of: speaker) { return [] }
        guard name.service.isEmpty, name.name != speaker.host else { return place[name].map { [$0] } ?? [] }
        let services = byHost[name.name] ?? []
        let needed = services.filter { topology.edge(from: speaker, to: names[$0]) != nil }
        if !needed.isEmpty { return needed }
        let troubled = services.filter {
            entries[$0] != nil && !Platform.isPlatform(names[$0]) && topology.edge(from: names[$0], to: speaker) == nil
        }
        if !troubled.isEmpty { return troubled }
        return place[name].map { [$0] } ?? []
    }

    /// Silence counts where somebody with trouble needs the node, or where there is no other trouble; and as with `weigh`.
    mutating func missing() {
        for at in names.indices {
            guard let entry = entries[at], let peak = entry.peaks.first(where: { $0.kind == .silence }) else { continue }
            let needed = !troubledDependents(of: at).isEmpty || group.entries.count == 1
            silent[at] = min(1, peak.score / 5) * (needed ? 1 : 0.3) * (anyVotes ? bestVote[at] * bestVote[at] : 1)
        }
    }

    /// Nodes with trouble that need this one, in order of name.
    func troubledDependents(of at: Int) -> [NodeName] {
        guard let index = indices[at] else { return [] }
        var found: [Int] = []
        for edge in topology.neededBy[Int(index)] {
            guard let other = places[topology.edges[Int(edge)].from], entries[other] != nil, strength[other] > 0 else { continue }
            found.append(other)
        }
        return found.sorted().map { names[$0] }
    }

    /// Nearness to the first onset, with 10 s of tolerance: that is the width of a bucket.
    var early: [Double] = []
    mutating func time() {
        let first = onset.compactMap { $0 }.min() ?? 0
        early = onset.map { when in
            guard let when else { return 0 }
            return Arithmetic.halved(Double(max(0, when - first - 10 * .second)) / Double(30 * Micros.second))
        }
    }

    /// Random walk with restart (as MonitorRank, Kim et al. 2013): from those with trouble along what they need, preferring those
    /// with trouble, staying where nothing upstream explains it.
    mutating func walk() {
        let count = names.count
        let all = anomaly.reduce(0, +)
        guard all > 0 else { return }
        let restart = anomaly.map { $0 / all }
        var anomaly = anomaly
        for at in 0..<count { anomaly[at] = min(1, max(anomaly[at], 0.7 * voted[at])) }
        var steps: [[(to: Int, weight: Double)]] = .init(repeating: [], count: count)
        for at in 0..<count {
            guard let index = indices[at] else { continue }
            var upstream = 0.0
            for edgePlace in topology.needs[Int(index)] {
                let edge = topology.edges[Int(edgePlace)]
                guard let to = places[edge.to] else { continue }
                let onHost = edge.relation == .runsOn
                steps[at].append((to, edge.confidence * (onHost ? 0.3 : 1) * (0.05 + anomaly[to])))
                if !onHost { upstream = max(upstream, anomaly[to]) }
                // Who needs a host needs something on it.
                guard !onHost, names[to].service.isEmpty else { continue }
                for other in byHost[names[to].name] ?? [] where entries[other] != nil {
                    steps[at].append((other, edge.confidence * (0.05 + anomaly[other])))
                    upstream = max(upstream, anomaly[other])
                }
            }
            for edgePlace in topology.neededBy[Int(index)] {
                let edge = topology.edges[Int(edgePlace)]
                guard let from = places[edge.from] else { continue }
                steps[at].append((from, 0.1 * edge.confidence * anomaly[from]))
            }
            // Named without a known edge.
            for target in blamed[at] where topology.edge(from: names[at], to: names[target]) == nil {
                steps[at].append((target, 0.5 * (0.05 + anomaly[target]) / Double(blamed[at].count)))
                upstream = max(upstream, 0.5 * anomaly[target])
            }
            steps[at].append((at, max(0.05, anomaly[at] - upstream)))
        }
        var mass = restart
        for _ in 0..<40 {
            var next = [Double](repeating: 0, count: count), back = 0.2
            for at in 0..<count where mass[at] > 0 {
                // Where there is little trouble, the walk ends and begins anew: such a node explains little.
                let leak = 0.5 * (1 - anomaly[at])
                let sum = steps[at].reduce(leak) { $0 + $1.weight }
                guard sum > 0 else {
                    back += 0.8 * mass[at]
                    continue
                }
                back += 0.8 * mass[at] * leak / sum
                for step in steps[at] { next[step.to] += 0.8 * mass[at] * step.weight / sum }
            }
            for at in 0..<count { next[at] += back * restart[at] }
            mass = next
        }
        let most = mass.max() ?? 0
        walked = mass.map { most > 0 ? $0 / most : 0 }
    }

    /// Changes that were noted just before, and first messages that speak of one.
    mutating func changed() {
        for at in names.indices {
            guard entries[at] != nil || voted[at] > 0 || change[at] > 0 else { continue }
            let (value, text) = changeWords(of: names[at])
            if value > change[at] { (change[at], changeText[at]) = (value, text) }
            for noted in correlator.recentChanges where noted.node == names[at] {
                let before = group.startedAt - noted.at
                guard before >= -15 * Micros.second, before <= 10 * Micros.minute else { continue }
                let value = Arithmetic.halved(Double(max(0, before)) / Double(2 * Micros.minute))
                if value > change[at] { (change[at], changeText[at]) = (value, noted.text) }
            }
        }
    }

    private func changeWords(of node: NodeName) -> (Double, String?) {
        var best = 0.0, text: String?
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
            node.values = [
                .strength: strength[at] / (strength[at] + 4), .early: early[at], .upstream: walked[at],
                .named: voted[at], .silent: silent[at], .changed: change[at],
            ]
            node.onset = onset[at]
            node.namedBy = namedBy[at].sorted()
            node.neededBy = troubledDependents(of: at)
            node.change = changeText[at]
            node.peak = entries[at]?.peaks.max { ($0.score, $1.kind.rawValue) < ($1.score, $0.kind.rawValue) }
            // The first other: the earliest of all, or the second where this one is the earliest.
            if let mine = onset[at] { node.lead = (onsets.first == mine ? onsets.dropFirst().first : onsets.first).map { $0 - mine } }
            for sort in CauseEvidence.Sort.allCases { node.total += sort.share * weight(sort) * (node.values[sort] ?? 0) }
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

/// Words by which a message speaks of a change.
enum ChangeWords {
    static let words: Set<String> = [
        "activated", "deploy", "deployed", "deploying", "deployment", "install", "installed", "installing", "killed", "migration",
        "reload", "reloaded", "reloading", "release", "restart", "restarted", "restarting", "rollback", "rolled", "shutdown",
        "shutting", "sigkill", "sigterm", "started", "starting", "stopped", "stopping", "upgrade", "upgraded",
    ]

    static func speakOfChange(_ text: String) -> Bool {
        var word: [UInt8] = []
        for byte in text.utf8.prefix(512) {
            switch byte {
            case 97...122: word.append(byte)
            case 65...90: word.append(byte | 32)
            default:
                if word.count >= 3, words.contains(String(decoding: word, as: UTF8.self)) { return true }
                word.removeAll(keepingCapacity: true)
            }
        }
        return word.count >= 3 && words.contains(String(decoding: word, as: UTF8.self))
    }
}

import Bytes
import Model
import Topology

/// Candidates that are no new incident: one that goes on, or that was resolved a short while ago, says so again.
extension Correlator {
    /// Where a candidate belongs that is no incident of its own.
    enum Comeback: Equatable {
        /// The key of one that is open and goes on.
        case open(UInt64)
        /// The key of one that is open still, of which nothing was said for a while.
        case again(UInt64)
        /// The place of one that was resolved a short while ago.
        case resolved(Int)
    }

    /// Whether a candidate, if it opens, is no new incident: then it costs no budget.
    package func isReturn(_ candidateID: String) -> Bool {
        guard let group = byID[candidateID].flatMap({ groups[$0] }), group.stage == .candidate else { return false }
        return comeback(of: group) != nil
    }

    func comeback(of group: AlertGroup) -> Comeback? {
        if let going = carrying(group) { return .open(going) }
        let open = groups.keys.sorted().filter { sequence in
            guard sequence != group.sequence, let open = groups[sequence], open.stage == .open else { return false }
            return open.startedAt <= group.startedAt && !open.apart.contains(group.sequence)
                && !group.apart.contains(sequence)
        }
        let over = resolved.indices.filter {
            resolved[$0].stage == .resolved && isNear(group, resolved[$0].closedAt)
        }
        guard !open.isEmpty || !over.isEmpty else { return nil }
        let again = Again(of: group, self)
        for sequence in open.reversed() {
            guard let open = groups[sequence] else { continue }
            if isNear(group, open.lastActivity), again.is(open, self) {
                return group.startedAt - open.lastActivity >= options.joinWindow ? .again(sequence) : .open(sequence)
            }
            if again.worsens(open, self) || again.isOfOneMachine(open, self) || again.suffers(from: open, self) {
                return .open(sequence)
            }
        }
        return over.last { again.is(resolved[$0], self) || again.follows(resolved[$0]) }.map { .resolved($0) }
    }

    private func isNear(_ group: AlertGroup, _ time: Micros) -> Bool {
        group.startedAt - time <= options.reopenWithin
    }

    /// The open incident to which a group adds nothing new: it goes on on all of the group's nodes, and what the group says is no
    /// message of trouble, or one that the incident has, or that there are more errors.
    private func carrying(_ group: AlertGroup) -> UInt64? {
        guard group.uncounted == 0, let first = group.entries.first else { return nil }
        // A window of minutes reaches back to before the trouble that fills it.
        let began = group.members.reduce(group.startedAt) { latest, member in
            let alert = member.alert
            return alert.at - alert.onset > options.joinWindow ? max(latest, alert.at) : latest
        }
        return (byNode[first.node] ?? []).first { sequence in
            guard sequence != group.sequence, let open = groups[sequence], open.stage == .open,
                open.startedAt <= began, group.startedAt <= open.lastActivity + options.joinWindow,
                !open.apart.contains(group.sequence), !group.apart.contains(sequence)
            else { return false }
            return group.members.allSatisfy { member in
                guard let entry = open.entry(member.alert.node) else { return false }
                if member.alert.origin != "haetae" { return false }
                if member.alert.kind == .severity { return true }
                // Nor that a node with failures says more as a whole.
                if member.alert.kind == .rate, member.alert.templateText.isEmpty, !entry.isOnlyWork { return true }
                // That something became slow is news, unless at that very time.
                if isMild(member.alert) {
                    return member.alert.kind == .rate || member.alert.kind == .silence
                        || member.alert.onset <= open.lastActivity + options.simultaneous
                }
                return entry.templates.contains(StableHash.hash(member.alert.templateText))
            }
        }
    }

    /// What is compared with earlier incidents: made once for a candidate.
    private struct Again {
        let group: AlertGroup
        let signature: IncidentSignature
        let roles: IncidentSignature
        let messages: IncidentSignature
        let cause: RootCause?
        /// Nothing in it is graver than a notice.
        let isMild: Bool

        init(of group: AlertGroup, _ correlator: Correlator) {
            self.group = group
            signature = IncidentSignature(group)
            roles = IncidentSignature(group, byRole: true)
            messages = IncidentSignature(grave: group)
            cause = correlator.causes(of: group).first
            isMild = correlator.isMild(group)
        }

        /// Whether a group is trouble of the node that an open incident is about, begun while that one's trouble was still said: a node whose
        /// archive fails and whose disk is full an hour later, a service that is slow and then times out. What else goes wrong there
        /// meanwhile is rather the same trouble grown than another one.
        func worsens(_ open: AlertGroup, _ correlator: Correlator) -> Bool {
            guard let cause, cause.score >= 0.4, open.told.cause == cause.node,
                group.entry(cause.node) != nil
                    || Self.names(cause.node, in: group)
                        && !open.pulse.hadPaused(before: group.startedAt),
                group.startedAt - open.startedAt <= Self.growsFor
            else { return false }
            // More work, or less, does not say that the trouble goes on.
            let said = open.members.lazy.map(\.alert).filter {
                $0.node == cause.node && (!$0.isMild || $0.kind == .values || $0.kind == .flows)
            }.map(\.lastSeen).max()
            guard let said else { return false }
            // What lasted for a while pauses now and then; and of messages that no detector speaks of any more it is looked only now and
            // then whether they are still said.
            let lasted = said - open.startedAt >= Self.lasting
            return group.startedAt <= said + (lasted ? Self.rests : .minute)
        }

        /// Whether one of two is what a machine says of itself, and the other is about that machine or a service on it, while the open one goes
        /// on: a clock that is lost some minutes after it made a service fail, a network card of whose host everybody complains.
        func isOfOneMachine(_ open: AlertGroup, _ correlator: Correlator) -> Bool {
            guard let cause, let other = open.told.cause, cause.node.host == other.host, !isMild,
                !Platform.isPlatform(cause.node) || Platform.isOfMachine(cause.node),
                group.startedAt <= open.lastActivity + correlator.options.joinWindow
            else { return false }
            func tellsOfMachine(_ group: AlertGroup) -> Bool {
                group.uncounted == 0
                    && group.entries.allSatisfy { $0.node.host == other.host && Platform.isOfMachine($0.node) }
            }
            return tellsOfMachine(group) || tellsOfMachine(open) && cause.score >= 0.4
        }

        /// Whether all that a group says is that failures are more than usual or that something is slow, on nodes of an open incident or that need
        /// what it is about (or a replica of that which is in it), while its failures go on. Who suffers shows it soon: a service that falls
        /// quiet an hour later may have a trouble of its own.
        func suffers(from open: AlertGroup, _ correlator: Correlator) -> Bool {
            guard let needed = open.told.cause, group.uncounted == 0,
                group.startedAt <= open.lastActivity + .minute,
                group.startedAt <= open.startedAt + correlator.options.overlapHalfLife,
                !open.pulse.hadPaused(before: group.startedAt)
            else { return false }
            let says = group.members.allSatisfy { member in
                let alert = member.alert
                guard alert.origin == "haetae", alert.direction != .down else { return false }
                return alert.kind == .severity || alert.kind == .values || alert.kind == .flows || alert.kind == .rate
            }
            guard says else { return false }
            let role = Platform.role(needed)
            let causes = open.entries.map(\.node).filter { Platform.role($0) == role } + [needed]
            return group.entries.allSatisfy { entry in
                if open.entry(entry.node) != nil { return true }
                guard let index = correlator.topology.index(of: entry.node) else { return false }
                return correlator.topology.neighbourhood(of: index).contains { link in
                    link.bond == .needs && link.hops <= 2 && link.confidence >= 0.4
                        && causes.contains(correlator.topology.nodes[Int(link.node)].name)
                }
            }
        }

        /// Whether a message of trouble of a group names a node.
        private static func names(_ node: NodeName, in group: AlertGroup) -> Bool {
            group.members.contains { !$0.alert.isMild && $0.alert.mentions.contains(node) }
        }

        /// For so long the trouble of a node may pause, once it has lasted.
        private static let rests: Micros = 10 * .minute
        /// An incident of so long is no passing one.
        private static let lasting: Micros = 10 * .minute
        /// For so long the trouble of a node is believed to grow.
        private static let growsFor: Micros = 6 * .hour

        /// Whether a group is the sequel of an incident that is over: the trouble of a node that was no more than slow or warned of until
        /// then, or, on nodes that had trouble, that known messages came more or less often than usual: the work that piled up, what
        /// stays away since.
        func follows(_ old: AlertGroup) -> Bool {
            let isForeboding = Self.isForeboding(old)
            if isForeboding, let cause, cause.score >= 0.4, old.told.cause == cause.node, group.entry(cause.node) != nil
            {
                return true
            }
            guard !isForeboding, isMild, group.uncounted == 0, isSoon(after: old) else { return false }
            return group.members.allSatisfy {
                ($0.alert.kind == .rate || $0.alert.kind == .silence) && old.entry($0.alert.node) != nil
                    && !Self.fallsSilent($0.alert, after: old)
            }
        }

        /// Whether a service fell silent as a whole, which had spoken since.
        private static func fallsSilent(_ alert: Alert, after old: AlertGroup) -> Bool {
            alert.kind == .silence && alert.template == nil && alert.templateText.isEmpty
                && alert.onset > Correlator.lastSaid(old) + 2 * .minute
        }

        /// What is an incident's sequel, or only worded alike, begins at most this long after it was last said.
        private static let sequelWithin: Micros = 10 * .minute

        private func isSoon(after old: AlertGroup) -> Bool {
            group.startedAt - Correlator.lastSaid(old) <= Self.sequelWithin
        }

        /// Whether nothing had failed: all that was told is how long something took, or one node's warnings. A single warning that was said
        /// once or twice is no beginning of anything.
        private static func isForeboding(_ group: AlertGroup) -> Bool {
            group.uncounted == 0
                && !group.isLone
                && group.members.allSatisfy { member in
                    let alert = member.alert
                    if alert.kind == .values || alert.kind == .flows { return true }
                    return group.entries.count == 1 && !alert.isMild && !alert.templateText.isEmpty
                        && (alert.severity ?? .info) >= .warning && !alert.speaksOfFailure
                }
        }

        /// Whether a group says nothing but what an incident said, and has the same cause or several nodes of it: that a proxy alone passes
        /// on failures says nothing of whose they are, and where two are quiet nobody may be asking.
        func repeats(_ old: AlertGroup, _ correlator: Correlator) -> Bool {
            guard group.uncounted == 0, !group.isOfTheWatching, !old.isOfTheWatching else { return false }
            // A service that falls silent anew may do so for another reason.
            let isSilence = group.members.allSatisfy { $0.alert.kind == .silence }
            let isOfTheCause = cause.map { $0.node == old.told.cause } ?? false
            // What was claimed is asked last: each of the old one's messages is cut into words for it.
            guard isOfTheCause && !isSilence || group.entries.count > (isMild ? 2 : 1) else { return false }
            let claims = Claims(of: old)
            return group.members.allSatisfy { claims.cover($0.alert, correlator.words) }
        }

        /// The same alerts, on the same nodes or on replicas of theirs; or no message of trouble but what it has; or nothing else either;
        /// or the same cause, which says similar things.
        func `is`(_ old: AlertGroup, _ correlator: Correlator) -> Bool {
            let options = correlator.options
            if IncidentSignature(old).likeness(signature) >= options.reopenLikeness { return true }
            if IncidentSignature(old, byRole: true).likeness(roles) >= options.reopenLikenessOfReplicas { return true }
            if !messages.features.isEmpty, messages.isPart(of: IncidentSignature(grave: old)) { return true }
            if repeats(old, correlator) { return true }
            // What is only worded alike is soon another trouble: a proxy says much the same of all of its upstreams.
            guard isSoon(after: old), let cause, cause.score >= 0.4, old.told.cause == cause.node,
                case let now = Self.words(of: cause.node, in: group), !now.isEmpty
            else { return false }
            let before = Self.words(of: cause.node, in: old)
            let common = now.filter(before.contains)
            guard common.count >= 4 else { return false }
            let weight = { (words: [UInt64]) in words.reduce(0) { $0 + correlator.words.weight($1) } }
            let all = min(weight(now), weight(before))
            return all > 0 && weight(common) / all >= options.reopenWording
        }

        /// The words of a node's messages of trouble, sorted.
        private static func words(of node: NodeName, in group: AlertGroup) -> [UInt64] {
            var words: Set<UInt64> = []
            for member in group.members where member.alert.node == node && IncidentSignature.isOfTrouble(member.alert) {
                words.formUnion(Words.hashes(member.alert.templateText))
            }
            return words.sorted()
        }
    }
}

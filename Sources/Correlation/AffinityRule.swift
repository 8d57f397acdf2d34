import Bytes
import Model
import Topology

/// Computes affinities; the one place with their weights. See docs/correlation.md for the table.
struct AffinityRule: Sendable {
    var options: CorrelationOptions

    /// How an alert lies in time to a node's part in a group.
    struct Timing {
        /// Nearness of the onsets.
        var nearness: Double
        /// That the node's trouble goes on, by something that grows; by no more than being said again.
        var grows: Double
        var repeats: Double
        /// New onset minus the nearest one.
        var lag: Micros
    }

    /// Nil when the group is over for this alert. O(onsets).
    /// `isFaint`: nothing in the group is strong enough to carry it along.
    func timing(
        _ profile: AlertProfile, _ entry: GroupEntry, groupStart: Micros, groupLast: Micros, isFaint: Bool = false
    ) -> Timing? {
        var gap = Micros.max
        var lag = Micros(0)
        // Where all is faint so far, in the group or on the node itself, its beginning.
        let isFaint = isFaint || profile.node == entry.node
        for onset in entry.onsets.isEmpty && isFaint ? [entry.firstOnset] : entry.onsets {
            // The new one's onset is an interval where it is uncertain.
            let distance =
                onset < profile.onset
                ? profile.onset - onset : onset > profile.latestOnset ? onset - profile.latestOnset : 0
            if distance < gap { (gap, lag) = (distance, profile.onset - onset) }
        }
        let sharesOnset = entry.mayShareOnset(with: profile)
        if sharesOnset { (gap, lag) = (0, 0) }
        // What began back then but is noticed only when the group has long been quiet would only wake it.
        guard gap != .max, profile.onset - groupLast <= options.joinWindow else { return nil }
        let late = profile.at - profile.onset > options.joinWindow
        if late, !sharesOnset, !profile.carries || profile.at - entry.lastRise > 2 * options.joinWindow { return nil }
        // A stream that was silent as a whole speaks again: what it says first belongs to its silence, and so does that it says
        // less than usual, counted over a window that reaches back.
        let returns =
            profile.node == entry.node && profile.kind != .silence && entry.silentUntil != .unknown
            && profile.onset - entry.silentUntil <= options.simultaneous
        // On the same node a fainter sign follows a stronger one for longer; a stronger one is rather the next trouble.
        // And a failure that was never heard of may have a cause of its own.
        // Whose errors name the other suffers from it for as long as it may.
        let follows =
            profile.node == entry.node
            ? profile.score <= entry.strength && !profile.isNewFailure
            : profile.accuses && profile.mentions.contains(entry.node)
        let age = Double(max(0, profile.onset - groupStart))
        let nearness =
            gap <= options.simultaneous || returns
            ? 1
            : Arithmetic.halved(
                Double(gap - options.simultaneous)
                    / Double(follows ? 2 * options.onsetHalfLife : options.onsetHalfLife))
        let life = profile.node == entry.node ? options.overlapHalfLifeOnNode : options.overlapHalfLife
        let overlap = options.overlap * Arithmetic.halved(age / Double(life))
        func lasts(_ until: Micros) -> Bool {
            until + options.simultaneous >= profile.onset && entry.firstOnset <= profile.lastSeen
        }
        return Timing(
            nearness: nearness, grows: lasts(entry.lastRise) ? overlap : 0,
            repeats: lasts(entry.lastSeen) ? overlap : 0,
            lag: lag)
    }

    /// What goes on on a node with trouble: the same message while the incident lasts is no news, in whatever window it is noticed;
    /// nor is it that there are more errors than usual, or that the node says less of other things within its trouble.
    private func continuation(
        _ profile: AlertProfile, _ entry: GroupEntry, groupLast: Micros
    ) -> Double {
        guard profile.onset >= entry.firstOnset - options.simultaneous else { return 0 }
        if profile.template != 0, entry.templates.contains(profile.template) {
            // More of what had stayed away is its return, however long it was away.
            if !profile.isQuiet, !entry.loud.contains(profile.template) {
                if profile.kind == .rate, entry.missedUntil != .unknown,
                    profile.onset <= entry.missedUntil + options.quietAfterSilence
                {
                    return 1
                }
                return profile.onset <= groupLast + options.simultaneous ? 0.4 : 0
            }
            return profile.onset <= groupLast + options.simultaneous ? 1 : 0
        }
        if profile.kind == .severity, profile.score <= entry.strength, !entry.isOnlyWork {
            return profile.onset <= entry.lastSeen + options.joinWindow ? 0.6 : 0
        }
        return profile.isQuiet && profile.onset <= entry.lastSeen + options.simultaneous ? 0.5 : 0
    }

    /// How close two nodes are.
    func topology(_ link: TopologyGraph.Link?, same: Bool, lag: Micros) -> Double {
        // At the same moment nothing is nearer than itself.
        if same { return abs(lag) <= options.simultaneous ? 0.75 : 0.65 }
        guard let link else { return 0 }
        switch link.bond {
        case .needs, .neededBy:
            // How often it followed is how likely it follows again; in this order alone.
            if follows(link, lag: lag) { return 0.8 * link.confidence }
            let base = link.hops == 1 ? (link.overHost ? 0.5 : 0.6) : link.hops == 2 ? 0.42 : 0.3
            return base * link.confidence * (link.overHost && link.hops > 1 ? 0.8 : 1)
        case .shareNeed, .shareDependent: return 0.15 * link.confidence
        case .shareHost: return 0.1
        }
    }

    /// Whether one of two tells of a failure of its host that was never heard of, in the words of the host's kernel or clock, and the other of
    /// trouble on the same host, in the same moment.
    func isUnderneath(
        _ profile: AlertProfile, _ entry: GroupEntry, _ link: TopologyGraph.Link?, lag: Micros
    ) -> Bool {
        guard link?.bond == .shareHost, abs(lag) <= options.simultaneous else { return false }
        if profile.speaksForMachine(of: entry.node) {
            return !entry.isOnlyWork && !entry.isOnlyQuiet && Self.isServing(entry.node)
        }
        return entry.speaksForMachine(of: profile.node) && profile.accuses && !profile.isQuiet
            && Self.isServing(profile.node)
    }

    /// Whether the alert's node is known to have its trouble soon after the entry's, as it has now.
    private func follows(_ link: TopologyGraph.Link?, lag: Micros) -> Bool {
        guard let link, link.provenance == .correlated, link.hops == 1, link.bond == .needs else { return false }
        return lag >= 0 && lag <= options.followWindow
    }

    /// The whole comparison. `link` is how the alert's node relates to the entry's. `isAlien`: the alert says that a password was wrong, and
    /// the entry's node, which needs the alert's, was not turned away. `smoulders`: nothing in the group is more than faint. `isLone`: one
    /// message said once is all of it.
    func affinity(
        _ profile: AlertProfile, _ entry: GroupEntry, link: TopologyGraph.Link?, groupStart: Micros, groupLast: Micros,
        isTold: Bool = true, isFaint: Bool = false, smoulders: Bool = false, isLone: Bool = false,
        isAlien: Bool = false, isUnplaced: Bool = false, isAfterPause: Bool = false, words: Commonness,
        identifiers: Commonness, names: Commonness
    ) -> Affinity {
        let same = profile.node == entry.node
        // What smoulders for minutes, too little to be told, is not where a fire began: something stronger is news.
        let isStronger = profile.score > entry.strength || entry.isOnlyWork && profile.accuses && !profile.isMoreWork
        let isNews = !isTold && isStronger && profile.onset - groupStart > options.joinWindow
        var timing = timing(profile, entry, groupStart: groupStart, groupLast: groupLast, isFaint: isFaint)
        if isNews {
            timing?.grows = 0
            timing?.repeats = 0
        }
        let lag = timing?.lag ?? 0
        var affinity = Affinity(
            node: entry.node, time: 0, topology: 0, likeness: 0, identifiers: 0, mention: 0, link: link, lag: lag,
            sharedIdentifier: nil, mentionReason: .none, sameTemplate: false)
        var continues = same && !isNews ? continuation(profile, entry, groupLast: groupLast) : 0
        if isAfterPause { continues *= 0.5 }
        guard timing != nil || continues > 0 else { return affinity }
        let parts = options.parts
        let link = parts.contains(.topology) ? link : nil
        if parts.isEmpty {
            affinity.topology = 1
        } else if parts.contains(.topology) {
            affinity.topology = topology(link, same: same, lag: lag)
            // Two programs of one host that fail in a way never heard of, in the same moment, hardly do so by chance.
            if link?.bond == .shareHost, profile.isNewFailure, entry.isNewFailure, abs(lag) <= options.simultaneous,
                Self.isServing(profile.node), Self.isServing(entry.node)
            {
                affinity.topology = 0.35
            }
            // A machine that fails so is under all that fails on it at that moment.
            if isUnderneath(profile, entry, link, lag: lag) { affinity.topology = 0.5 }
            // Nor do two replicas of one service; what they need or run may be what nobody declared.
            if !same, profile.isNewFailure, entry.isNewFailure,
                Platform.role(profile.node) == Platform.role(entry.node),
                !Platform.isPlatform(profile.node)
            {
                affinity.topology = max(affinity.topology, 0.35)
            }
            // Failures that break out at one moment hardly do so by chance, unless somebody said that they have nothing to do with each other.
            if isUnplaced, !same, profile.breaksOut, entry.brokeOutAt != .unknown,
                Self.isServing(profile.node), Self.isServing(entry.node), affinity.topology < 0.35
            {
                let nearness = Outbreak.nearness(profile.onset, entry.brokeOutAt)
                affinity.topology = Arithmetic.either(affinity.topology, nearness)
                affinity.together = nearness > 0
            }
            // That it refuses one caller is no trouble of its other callers.
            if isAlien, !same { affinity.topology *= 0.4 }
            // A little more work than usual somewhere near is not where a failure began: it is there at all times.
            if !same, entry.isOnlyWork, entry.strength < 4, !isTold, profile.accuses, !profile.isMoreWork {
                affinity.topology *= 0.4
            }
        }
        if parts.contains(.likeness) {
            likeness(profile, entry, link: link, words: words, into: &affinity)
            mention(profile, entry, names: names, into: &affinity)
        }
        if parts.contains(.flows) { shared(profile, entry, identifiers: identifiers, into: &affinity) }
        // Neighbours that fall quiet together: what feeds them has stopped. What every host has for itself is fed by nobody.
        if profile.isQuiet, entry.quiet, let link, !same,
            link.bond != .shareHost || !Platform.isPlatform(profile.node) && !Platform.isPlatform(entry.node)
        {
            affinity.quietness = 0.25
        }
        affinity.time = max(
            timing.map { follows(link, lag: lag) ? 1 : $0.nearness } ?? 0, timing?.grows ?? 0,
            same || affinity.fresh >= 0.38 ? timing?.repeats ?? 0 : 0, continues)
        // A failure of its own, a while after it had only become quiet, of one who suffers from others.
        if profile.isNewFailure, same, entry.isOnlyQuiet, lag > 30 * .second, affinity.fresh < 0.38 {
            affinity.time *= 0.5
        }
        // One message that was said once and not again is hardly where the trouble of another began, a while later.
        if isLone, !same, lag > 30 * .second, affinity.mention < 0.6,
            Arithmetic.either(affinity.likeness, affinity.identifiers) < 0.38
        {
            affinity.time *= 0.5
        }
        // What was too faint to carry anything for over a minute is not where something strong began.
        // Nor does it tell, where the old sign is no more than faint, that this one names whom it was seen at.
        let common = smoulders ? Arithmetic.either(affinity.likeness, affinity.identifiers) : affinity.fresh
        affinity.isNews = isNews && common < 0.38
        if affinity.isNews, smoulders { affinity.time *= 0.4 }
        // What breaks out when the failures had paused, and is not like them, is none of them.
        if isAfterPause {
            affinity.isNews = true
            if profile.breaksOut, profile.kind != .severity,
                Arithmetic.either(affinity.likeness, affinity.identifiers) < 0.38
            {
                affinity.time = 0
            }
        }
        return affinity
    }

    private func likeness(
        _ profile: AlertProfile, _ entry: GroupEntry, link: TopologyGraph.Link?, words: Commonness,
        into affinity: inout Affinity
    ) {
        affinity.sameTemplate = profile.template != 0 && entry.templates.contains(profile.template)
        var value = 0.0
        if affinity.sameTemplate {
            value = profile.words.isEmpty ? 0.2 : 0.5
        } else {
            // Against all words of the node, so the shared share is of the new alert's own words.
            let shared = profile.words.filter { entry.words.contains($0) }
            let all = profile.words.reduce(0) { $0 + words.weight($1) }
            let part = all > 0 ? shared.reduce(0) { $0 + words.weight($1) } / all : 0
            if shared.count >= 2, part >= 0.4 { value = 0.4 * part }
        }
        guard value > 0, profile.node != entry.node else {
            affinity.likeness = value
            return
        }
        // A failure of one kind that is new on each of them at one moment has one cause, wherever it was said.
        let isOneMoment =
            affinity.sameTemplate && profile.isNewFailure && entry.isNewFailure
            && abs(affinity.lag) <= options.simultaneous
        if profile.node.host != entry.node.host, Platform.isPlatform(profile.node) || Platform.isPlatform(entry.node),
            !isOneMoment
        {
            // Every host has these and they say the same things everywhere.
            value *= 0.4
        } else if link == nil, !isOneMoment, profile.node.service != entry.node.service {
            value *= 0.5
        }
        affinity.likeness = value
    }

    private func shared(
        _ profile: AlertProfile, _ entry: GroupEntry, identifiers: Commonness, into affinity: inout Affinity
    ) {
        var doubt = 1.0
        for identifier in profile.identifiers {
            guard entry.identifiers.contains(where: { $0.hash == identifier.hash }) else { continue }
            let weight = identifiers.weight(identifier.hash)
            if affinity.sharedIdentifier == nil || weight == 1 { affinity.sharedIdentifier = identifier.text }
            doubt *= 1 - 0.45 * weight
        }
        affinity.identifiers = min(0.7, 1 - doubt)
    }

    private func mention(
        _ profile: AlertProfile, _ entry: GroupEntry, names: Commonness, into affinity: inout Affinity
    ) {
        guard profile.node != entry.node else { return }
        // Who names a host means what it runs for others, or its kernel, hardly its other system programs.
        let host = Self.isOfHost(profile.node) && Self.isOfHost(entry.node) ? 0.45 : 0.15
        /// What a node names in all of its lines, as a proxy does its upstreams, says nothing of this one.
        func offer(_ value: Double, by speaker: NodeName, _ name: NodeName, _ reason: Affinity.MentionReason) {
            let weighed = value * names.weight(Self.nameKey(speaker, name))
            if weighed > affinity.mention { (affinity.mention, affinity.mentionReason) = (weighed, reason) }
        }
        for name in profile.mentions {
            if name == entry.node {
                offer(0.6, by: profile.node, name, .names(name))
            } else if name.service.isEmpty, name.name == entry.node.host, profile.node.host != entry.node.host {
                offer(host, by: profile.node, name, .names(name))
            } else if profile.accuses, profile.node.host != name.host, entry.speaksForMachine(of: name) {
                offer(0.45, by: profile.node, name, .names(name))
            } else if entry.mentions.contains(name) {
                offer(0.4, by: profile.node, name, .both(name))
            }
        }
        for name in entry.mentions {
            if name == profile.node {
                offer(0.6, by: entry.node, name, .namedBy(name))
            } else if entry.node.host != name.host, profile.speaksForMachine(of: name), entry.accused.contains(name) {
                offer(0.45, by: entry.node, name, .namedBy(name))
            } else if name.service.isEmpty, name.name == profile.node.host, profile.node.host != entry.node.host {
                offer(host, by: entry.node, name, .namedBy(name))
            }
        }
    }

    /// What a host runs for others, and its kernel.
    private static func isOfHost(_ node: NodeName) -> Bool { !Platform.isPlatform(node) || node.service == "kernel" }

    /// The same and its supervisors, which speak for what it runs.
    private static func isServing(_ node: NodeName) -> Bool {
        !Platform.isPlatform(node) || Platform.isSupervisor(node)
    }

    static func nameKey(_ speaker: NodeName, _ name: NodeName) -> UInt64 {
        StableHash.hash("\(speaker.name)>\(name.name)")
    }
}

import Bytes
import Model

/// One node's part in a group: what new alerts are compared with. A few hundred bytes; every list has a ceiling.
struct GroupEntry: Sendable, Equatable {
    static let maximumOnsets = 12, maximumWords = 64, maximumIdentifiers = 48, maximumTemplates = 32,
        maximumMentions = 16

    let node: NodeName
    /// Moments at which something began here: the first, and the latest ones; sorted.
    var onsets: [Micros] = []
    var firstOnset: Micros
    var lastSeen: Micros
    /// When something here last began or grew. Detectors look back over minutes, so that they go on to speak of what is over.
    var lastRise: Micros
    /// Hashes, sorted.
    var words: [UInt64] = []
    var templates: [UInt64] = []
    /// Those of which there were more than usual, or which were new.
    var loud: [UInt64] = []
    var identifiers: [AlertProfile.Identifier] = []
    var mentions: [NodeName] = []
    /// Those of them that messages of trouble name.
    var accused: [NodeName] = []
    /// Kinds whose strongest alert is kept, in the order of their first alert.
    var peaks: [Peak] = []
    var alertCount = 0
    /// Until when the stream as a whole was silent; `.unknown` where it was not.
    var silentUntil: Micros = .unknown
    /// Until when a message of it was missed; `.unknown` where none was.
    var missedUntil: Micros = .unknown
    /// All that was said here is that there was more of what is said on a good day as well.
    var isOnlyWork = true
    /// Between when something here began whose onset is but an estimate.
    var estimatedFrom: Micros = .unknown
    var estimatedUntil: Micros = .unknown
    /// When a failure first broke out here; `.unknown` where none did.
    var brokeOutAt: Micros = .unknown

    /// The strongest alert of one kind.
    struct Peak: Sendable, Equatable {
        var kind: SignalKind
        var direction: Direction
        var score: Double
        var onset: Micros
        var weak: Bool
        var count: Int

        /// Less came than usual, or nothing.
        var isQuiet: Bool { kind == .silence || kind == .rate && direction == .down }
    }

    init(node: NodeName, onset: Micros) { (self.node, firstOnset, lastSeen, lastRise) = (node, onset, onset, onset) }

    mutating func add(_ alert: Alert, _ profile: AlertProfile, carries: Bool) {
        alertCount += 1
        isOnlyWork = isOnlyWork && profile.isMoreWork
        if !endsItself(profile) {
            firstOnset = min(firstOnset, profile.onset)
            if carries || !profile.isMoreWork { lastSeen = max(lastSeen, profile.lastSeen) }
            if carries {
                lastRise = max(lastRise, profile.onset)
                insert(profile.onset)
            }
            if profile.latestOnset != profile.onset, profile.streamSilent { insert(profile.latestOnset) }
        }
        Self.merge(profile.words, into: &words, limit: Self.maximumWords)
        if profile.template != 0 {
            Self.merge([profile.template], into: &templates, limit: Self.maximumTemplates)
            if !profile.isQuiet { Self.merge([profile.template], into: &loud, limit: Self.maximumTemplates) }
        }
        note(profile)
        if profile.estimatedUntil > profile.onset {
            estimatedFrom = estimatedFrom == .unknown ? profile.onset : min(estimatedFrom, profile.onset)
            estimatedUntil = max(estimatedUntil, profile.estimatedUntil)
        }
        if profile.breaksOut, brokeOutAt == .unknown || profile.onset < brokeOutAt { brokeOutAt = profile.onset }
        if let place = peaks.firstIndex(where: { $0.kind == alert.kind && $0.direction == alert.direction }) {
            peaks[place].count += 1
            peaks[place].onset = min(peaks[place].onset, profile.onset)
            if alert.score > peaks[place].score { peaks[place].score = alert.score }
            peaks[place].weak = peaks[place].weak && alert.weak
        } else {
            peaks.append(
                Peak(
                    kind: alert.kind, direction: alert.direction, score: alert.score, onset: profile.onset,
                    weak: alert.weak, count: 1))
        }
    }

    /// Whether an alert says no more than that a message of the trouble itself no longer comes: that is its end, and nothing to
    /// which later trouble is near.
    func endsItself(_ profile: AlertProfile) -> Bool {
        profile.isQuiet && profile.template != 0 && loud.contains(profile.template)
    }

    /// Whether this node's alert may have begun when something here did: one of the two onsets is an estimate that holds the other.
    func mayShareOnset(with profile: AlertProfile) -> Bool {
        guard profile.node == node else { return false }
        if estimatedFrom != .unknown, estimatedFrom <= profile.onset, profile.onset <= estimatedUntil { return true }
        return profile.estimatedUntil > profile.onset
            && onsets.contains { profile.onset <= $0 && $0 <= profile.estimatedUntil }
    }

    /// A repeat of an alert that is in already: its peak and what it names.
    mutating func refresh(_ alert: Alert, _ profile: AlertProfile, carries: Bool) {
        if carries, !endsItself(profile) { lastSeen = max(lastSeen, profile.lastSeen) }
        note(profile)
        if let place = peaks.firstIndex(where: { $0.kind == alert.kind && $0.direction == alert.direction }) {
            if alert.score > peaks[place].score, !profile.isQuiet { lastRise = max(lastRise, profile.lastSeen) }
            peaks[place].score = max(peaks[place].score, alert.score)
        }
    }

    private mutating func note(_ profile: AlertProfile) {
        if profile.streamSilent { silentUntil = max(silentUntil, profile.lastSeen) }
        if profile.kind == .silence { missedUntil = max(missedUntil, profile.toldUntil) }
        for identifier in profile.identifiers where identifiers.count < Self.maximumIdentifiers {
            if !identifiers.contains(where: { $0.hash == identifier.hash }) { identifiers.append(identifier) }
        }
        for name in profile.mentions where mentions.count < Self.maximumMentions {
            if !mentions.contains(name) { mentions.append(name) }
        }
        guard profile.accuses else { return }
        for name in profile.mentions where accused.count < Self.maximumMentions && !accused.contains(name) {
            accused.append(name)
        }
    }

    private mutating func insert(_ onset: Micros) {
        guard let at = onsets.firstIndex(where: { $0 >= onset }) else {
            onsets.append(onset)
            if onsets.count > Self.maximumOnsets { onsets.remove(at: 1) }
            return
        }
        if onsets[at] != onset { onsets.insert(onset, at: at) }
        if onsets.count > Self.maximumOnsets { onsets.remove(at: 1) }
    }

    private static func merge(_ new: [UInt64], into old: inout [UInt64], limit: Int) {
        for hash in new where old.count < limit {
            let at = old.firstIndex { $0 >= hash } ?? old.count
            if at == old.count || old[at] != hash { old.insert(hash, at: at) }
        }
    }

    /// All of another entry of the same node.
    mutating func merge(_ other: GroupEntry, carries: Bool = true) {
        alertCount += other.alertCount
        isOnlyWork = isOnlyWork && other.isOnlyWork
        silentUntil = max(silentUntil, other.silentUntil)
        missedUntil = max(missedUntil, other.missedUntil)
        if other.estimatedFrom != .unknown {
            estimatedFrom = estimatedFrom == .unknown ? other.estimatedFrom : min(estimatedFrom, other.estimatedFrom)
            estimatedUntil = max(estimatedUntil, other.estimatedUntil)
        }
        if brokeOutAt == .unknown || other.brokeOutAt != .unknown && other.brokeOutAt < brokeOutAt {
            brokeOutAt = other.brokeOutAt
        }
        if carries {
            firstOnset = min(firstOnset, other.firstOnset)
            lastSeen = max(lastSeen, other.lastSeen)
            lastRise = max(lastRise, other.lastRise)
            for onset in other.onsets { insert(onset) }
        }
        Self.merge(other.words, into: &words, limit: Self.maximumWords)
        Self.merge(other.templates, into: &templates, limit: Self.maximumTemplates)
        Self.merge(other.loud, into: &loud, limit: Self.maximumTemplates)
        for identifier in other.identifiers where identifiers.count < Self.maximumIdentifiers {
            if !identifiers.contains(where: { $0.hash == identifier.hash }) { identifiers.append(identifier) }
        }
        for name in other.mentions where mentions.count < Self.maximumMentions {
            if !mentions.contains(name) { mentions.append(name) }
        }
        for name in other.accused where accused.count < Self.maximumMentions && !accused.contains(name) {
            accused.append(name)
        }
        for peak in other.peaks {
            if let place = peaks.firstIndex(where: { $0.kind == peak.kind && $0.direction == peak.direction }) {
                peaks[place].count += peak.count
                peaks[place].onset = min(peaks[place].onset, peak.onset)
                peaks[place].score = max(peaks[place].score, peak.score)
                peaks[place].weak = peaks[place].weak && peak.weak
            } else {
                peaks.append(peak)
            }
        }
    }

    /// The strongest alert here, a weak one counted for half.
    var strength: Double { peaks.map { $0.weak ? $0.score / 2 : $0.score }.max() ?? 0 }
    /// Whether a failure that was never heard of is among what was said here.
    var isNewFailure: Bool { peaks.contains { $0.kind == .novelty && $0.direction == .up && $0.score >= 4 } }
    /// Whether a failure of the machine that a node runs on is told here, in words that were never heard.
    func speaksForMachine(of node: NodeName) -> Bool {
        isNewFailure && Platform.isOfMachine(self.node, carrying: node)
    }
    /// Whether all that is strong here is that less came than usual.
    var isOnlyQuiet: Bool { quiet && peaks.allSatisfy { $0.isQuiet || $0.score < 3 } }
    /// Whether less came than usual.
    var quiet: Bool { peaks.contains { $0.kind == .silence || $0.direction == .down } }
    /// Whether messages went missing here.
    var silent: Bool { peaks.contains { $0.kind == .silence } }
}

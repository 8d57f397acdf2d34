import Bytes
import Model

/// Which signs came before which kinds of incident, counted online.
///
/// A *sign* is an alert's fingerprint, whether or not it led to an incident. One that is seen opens an *episode* of
/// `CorrelationOptions.precursorWindow`; seen again within it, it is the same episode. A *kind* is a family of incidents made of much
/// the same messages on the same services. A sign came before an incident if an episode of it began at least `precursorLead` before
/// the incident opened and was not over; so what is gained on the notification is measured, not on the first symptom. Incidents of
/// one kind within a window of each other count once.
///
/// A pair is *known* when it passes four bars: enough cases, enough of the sign's episodes were followed, and the chance of so many
/// coincidences (binomial, by the share of time that the sign's episodes cover) times the number of pairs that are tried (Bonferroni)
/// is small. All counts are kept, so that a bad record ends it. Bounded by the capacities below; what makes room is counted.
struct PrecursorBook: Sendable, Equatable {
    static let signCapacity = 1024
    static let kindCapacity = 64
    static let pairCapacity = 4096
    static let pendingCapacity = 256
    /// Signs kept with one incident, the latest.
    static let signsPerIncident = 64
    /// Leads kept of a pair, the latest.
    static let leadsKept = 16
    /// Likeness of its messages from which an incident is of a kind.
    static let kindLikeness = 0.4

    struct Sign: Sendable, Equatable {
        var node: NodeName
        var kind: SignalKind
        var direction: Direction
        var text: String
        var episodes: UInt32
        var begunAt: Micros
    }

    struct Kind: Sendable, Equatable {
        var title: String
        var cause: NodeName?
        var incidents: UInt32
        var lastAt: Micros
        /// Of the latest one: what is new the first time is not new the second.
        var signature: IncidentSignature
    }

    struct PairKey: Sendable, Hashable, Comparable {
        var sign: UInt64
        /// The id of the kind's first incident.
        var kind: String
        static func < (a: Self, b: Self) -> Bool { (a.sign, a.kind) < (b.sign, b.kind) }
    }

    struct Pair: Sendable, Equatable {
        var hits: UInt32
        var leads: [Micros]
        var lastAt: Micros
        /// When the episode began that was followed last.
        var episode: Micros
    }

    /// An incident that is open, with the signs that went before it.
    struct Pending: Sendable, Equatable {
        struct Seen: Sendable, Equatable {
            var sign: UInt64
            var lead: Micros
        }
        var openedAt: Micros
        var signs: [Seen]
    }

    /// A group in which a known sign was seen.
    struct Warning: Sendable, Equatable {
        var at: Micros
        var sign: UInt64
        /// Kinds of which it warns.
        var kinds: [String]
        /// Alerts of the group when it opened; 0 before.
        var alerts: Int
        /// When more joined: from then on it is an incident of its own.
        var grewAt: Micros
        var confirmed: Bool
    }

    var signs: [UInt64: Sign] = [:]
    var kinds: [String: Kind] = [:]
    var pairs: [PairKey: Pair] = [:]
    /// By incident.
    var pending: [String: Pending] = [:]
    /// By group.
    var warnings: [String: Warning] = [:]
    /// When each kind was last warned of.
    var warnedAt: [String: Micros] = [:]
    /// Incidents that were opened as warnings which came true, not fetched yet.
    var confirmed: [String] = []
    var beganAt: Micros = .unknown
    var now: Micros = .unknown
    /// Signs, kinds and pairs that made room.
    var evicted: UInt64 = 0

    /// Takes note that a sign was seen. True where that begins an episode. O(1), but for making room.
    mutating func note(_ alert: Alert, at time: Micros, window: Micros) -> Bool {
        beganAt = beganAt == .unknown ? time : min(beganAt, time)
        now = now == .unknown ? time : max(now, time)
        if let known = signs[alert.fingerprint] {
            guard time - known.begunAt >= window else { return false }
            signs[alert.fingerprint]?.begunAt = time
            signs[alert.fingerprint]?.episodes += 1
            return true
        }
        if signs.count >= Self.signCapacity { forgetSigns() }
        let text = alert.templateText.isEmpty ? alert.series : alert.templateText
        signs[alert.fingerprint] = Sign(
            node: alert.node, kind: alert.kind, direction: alert.direction, text: String(text.prefix(160)), episodes: 1,
            begunAt: time)
        return true
    }

    /// Takes note that an incident opened. O(signs).
    mutating func open(_ id: String, at time: Micros, lead: Micros, window: Micros) {
        beganAt = beganAt == .unknown ? time : min(beganAt, time)
        now = now == .unknown ? time : max(now, time)
        guard pending[id] == nil else { return }
        let seen = signs.compactMap { key, sign -> Pending.Seen? in
            let before = time - sign.begunAt
            return before >= lead && before < window ? Pending.Seen(sign: key, lead: before) : nil
        }
        .sorted { ($0.lead, $0.sign) < ($1.lead, $1.sign) }
        pending[id] = Pending(openedAt: time, signs: Array(seen.prefix(Self.signsPerIncident)))
        while pending.count > Self.pendingCapacity,
            let oldest = pending.min(by: { ($0.value.openedAt, $0.key) < ($1.value.openedAt, $1.key) })?.key
        {
            pending[oldest] = nil
        }
    }

    /// Takes note that an incident is over, so that its kind can be told. O(kinds + warnings).
    mutating func close(
        _ id: String, signature: IncidentSignature, title: String, cause: NodeName?, lead: Micros, window: Micros
    ) {
        guard let open = pending.removeValue(forKey: id), !signature.features.isEmpty else { return }
        var kind = id
        if let known = self.kind(of: signature) {
            kind = known
            confirm(kind, openedAt: open.openedAt, lead: lead, window: window)
            let last = kinds[kind]?.lastAt ?? .unknown
            kinds[kind]?.signature = signature
            kinds[kind]?.title = title
            kinds[kind]?.cause = cause
            guard abs(open.openedAt - last) >= window else { return }
            kinds[kind]?.incidents += 1
            kinds[kind]?.lastAt = max(last, open.openedAt)
        } else {
            if kinds.count >= Self.kindCapacity { forgetKind() }
            kinds[id] = Kind(title: title, cause: cause, incidents: 1, lastAt: open.openedAt, signature: signature)
        }
        for seen in open.signs where signs[seen.sign] != nil {
            let key = PairKey(sign: seen.sign, kind: kind)
            if pairs[key] == nil {
                if pairs.count >= Self.pairCapacity { forgetPairs() }
                pairs[key] = Pair(hits: 0, leads: [], lastAt: open.openedAt, episode: .unknown)
            }
            pairs[key]?.hits += 1
            pairs[key]?.lastAt = open.openedAt
            pairs[key]?.episode = open.openedAt - seen.lead
            pairs[key]?.leads.append(seen.lead)
            if let count = pairs[key]?.leads.count, count > Self.leadsKept { pairs[key]?.leads.removeFirst() }
        }
    }

    /// The kind that messages are most like.
    func kind(of signature: IncidentSignature) -> String? {
        var best: (likeness: Double, id: String)?
        for id in kinds.keys.sorted() {
            guard let likeness = kinds[id]?.signature.likeness(signature), likeness >= Self.kindLikeness else {
                continue
            }
            if likeness > best?.likeness ?? 0 { best = (likeness, id) }
        }
        return best?.id
    }

    /// Warnings of a kind that came true.
    private mutating func confirm(_ kind: String, openedAt: Micros, lead: Micros, window: Micros) {
        for (id, warning) in warnings.sorted(by: { $0.key < $1.key })
        where !warning.confirmed && warning.kinds.contains(kind) && openedAt - warning.at >= lead
            && openedAt - warning.at < window
        {
            warnings[id]?.confirmed = true
            confirmed.append(id)
        }
    }

    // MARK: - Making room

    private mutating func forgetSigns() {
        let useful = Set(pairs.keys.map(\.sign))
        let ranked = signs.sorted { a, b in
            let (keepA, keepB) = (useful.contains(a.key), useful.contains(b.key))
            if keepA != keepB { return keepB }
            return (a.value.begunAt, a.key) < (b.value.begunAt, b.key)
        }
        for victim in ranked.prefix(Self.signCapacity / 8) {
            signs[victim.key] = nil
            evicted += 1
        }
        let known = signs
        pairs = pairs.filter { known[$0.key.sign] != nil }
    }

    private mutating func forgetKind() {
        let weakest = kinds.min {
            ($0.value.incidents, $0.value.lastAt, $0.key) < ($1.value.incidents, $1.value.lastAt, $1.key)
        }
        guard let weakest else { return }
        kinds[weakest.key] = nil
        warnedAt[weakest.key] = nil
        pairs = pairs.filter { $0.key.kind != weakest.key }
        evicted += 1
    }

    private mutating func forgetPairs() {
        let ranked = pairs.sorted {
            ($0.value.hits, $0.value.lastAt, $0.key) < ($1.value.hits, $1.value.lastAt, $1.key)
        }
        for victim in ranked.prefix(Self.pairCapacity / 8) {
            pairs[victim.key] = nil
            evicted += 1
        }
    }
}

import Bytes
import Model

/// Which node's trouble begins soon after which other's, counted online from the onsets of alerts: what lagged co-occurrence says of
/// who needs whom.
///
/// A trouble of a node begins with an alert after `CorrelationOptions.troubleGap` of quiet. A pair counts where the second one's begins
/// within `followWindow` after the first one's and not at the same moment. It is *learned* when it happened often enough, in at least
/// half of the second one's troubles, twice as often as the other way round, and by accident (binomial, by the share of time after
/// the first one's troubles, times the number of pairs that are tried) hardly ever. Bounded: the nodes heard of last, the pairs seen
/// most often.
struct TroubleBook: Sendable, Equatable {
    static let version: UInt32 = 1
    static let nodeCapacity = 1024
    static let pairCapacity = 4096
    /// Troubles looked back at, the latest.
    static let recentCapacity = 64
    /// Onsets closer than this have no order.
    static let simultaneous: Micros = .second

    struct Trouble: Sendable, Equatable {
        var count: UInt32
        var begunAt: Micros
        var lastAt: Micros
    }
    /// The second began after the first.
    struct Pair: Sendable, Hashable, Comparable {
        var first: NodeName
        var second: NodeName
        static func < (a: Self, b: Self) -> Bool { (a.first, a.second) < (b.first, b.second) }
    }
    struct Count: Sendable, Equatable {
        var hits: UInt32
        var lastAt: Micros
    }

    var troubles: [NodeName: Trouble] = [:]
    var pairs: [Pair: Count] = [:]
    /// In order of their beginnings.
    var recent: [NodeName] = []
    var beganAt: Micros = .unknown
    var now: Micros = .unknown
    var evicted: UInt64 = 0

    /// Takes note of an alert's onset, or that it was seen again. Gives the nodes that the node is now known to follow. O(recent).
    mutating func note(_ node: NodeName, at time: Micros, begins: Bool, _ options: CorrelationOptions) -> [NodeName] {
        beganAt = beganAt == .unknown ? time : min(beganAt, time)
        now = now == .unknown ? time : max(now, time)
        if let known = troubles[node], time - known.lastAt < options.troubleGap || !begins {
            troubles[node]?.lastAt = max(known.lastAt, time)
            return []
        }
        guard begins else { return [] }
        if troubles[node] == nil, troubles.count >= Self.nodeCapacity { forgetNodes() }
        let count = (troubles[node]?.count ?? 0) &+ 1
        troubles[node] = Trouble(count: count, begunAt: time, lastAt: time)
        let before = recent.filter { other in
            guard other != node, let begun = troubles[other]?.begunAt else { return false }
            return time - begun >= Self.simultaneous && time - begun <= options.followWindow
        }
        recent.removeAll { $0 == node }
        recent.append(node)
        if recent.count > Self.recentCapacity { recent.removeFirst() }
        // What happened once says nothing: a burst over a thousand nodes makes no pairs.
        guard count > 1 else { return [] }
        return before.filter { other in
            guard let trouble = troubles[other], trouble.count > 1 else { return false }
            let pair = Pair(first: other, second: node)
            if pairs[pair] == nil {
                if pairs.count >= Self.pairCapacity { forgetPairs() }
                pairs[pair] = Count(hits: 0, lastAt: time)
            }
            pairs[pair]?.hits += 1
            pairs[pair]?.lastAt = time
            return isLearned(pair, options)
        }
    }

    private func isLearned(_ pair: Pair, _ options: CorrelationOptions) -> Bool {
        guard let count = pairs[pair], let first = troubles[pair.first], let second = troubles[pair.second] else {
            return false
        }
        let hits = Int(count.hits)
        let trials = max(hits, Int(second.count))
        let back = Int(pairs[Pair(first: pair.second, second: pair.first)]?.hits ?? 0)
        guard hits >= options.precursorSupport, 2 * hits >= trials, hits >= 2 * back else { return false }
        let covered = Double(first.count) * Double(options.followWindow)
        let rate = min(1, covered / Double(max(now - beganAt, options.followWindow)))
        let often = troubles.values.count { $0.count >= options.precursorSupport }
        return Chance.atLeast(hits, of: trials, rate: rate) * Double(max(1, often * (often - 1)))
            <= options.precursorRisk
    }

    private mutating func forgetNodes() {
        let ranked = troubles.sorted { ($0.value.lastAt, $0.key) < ($1.value.lastAt, $1.key) }
        for victim in ranked.prefix(Self.nodeCapacity / 8) {
            troubles[victim.key] = nil
            evicted += 1
        }
        let known = troubles
        recent.removeAll { known[$0] == nil }
        pairs = pairs.filter { known[$0.key.first] != nil && known[$0.key.second] != nil }
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

    init() {}

    /// Equal books give equal bytes.
    func snapshot() -> [UInt8] {
        var writer = SnapshotWriter(version: Self.version)
        writer.write(beganAt)
        writer.write(now)
        writer.write(evicted)
        writer.write(troubles.sorted { $0.key < $1.key }) { writer, entry in
            writer.write(entry.key.name)
            writer.write(entry.value.count)
            writer.write(entry.value.begunAt)
            writer.write(entry.value.lastAt)
        }
        writer.write(pairs.sorted { $0.key < $1.key }) { writer, entry in
            writer.write(entry.key.first.name)
            writer.write(entry.key.second.name)
            writer.write(entry.value.hits)
            writer.write(entry.value.lastAt)
        }
        writer.write(recent) { $0.write($1.name) }
        return writer.bytes
    }

    init(snapshot: [UInt8]) throws(SnapshotError) {
        var reader = try SnapshotReader(snapshot, version: Self.version)
        func node(_ reader: inout SnapshotReader) throws(SnapshotError) -> NodeName {
            NodeName(try reader.read(String.self))
        }
        beganAt = try reader.read()
        now = try reader.read()
        evicted = try reader.read()
        let troubles = try reader.readArray {
            (reader: inout SnapshotReader) throws(SnapshotError) -> (NodeName, Trouble) in
            (
                try node(&reader),
                Trouble(count: try reader.read(), begunAt: try reader.read(), lastAt: try reader.read())
            )
        }
        self.troubles = Dictionary(troubles, uniquingKeysWith: { a, _ in a })
        let pairs = try reader.readArray { (reader: inout SnapshotReader) throws(SnapshotError) -> (Pair, Count) in
            (
                Pair(first: try node(&reader), second: try node(&reader)),
                Count(hits: try reader.read(), lastAt: try reader.read())
            )
        }
        self.pairs = Dictionary(pairs, uniquingKeysWith: { a, _ in a })
        recent = try reader.readArray(node)
    }
}

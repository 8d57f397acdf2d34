import Bytes
import Model

/// Which nodes there are and who needs whom, each edge with where it is known from.
///
/// An edge always points from the one that needs to the one that is needed ("upstream"): `lb1/nginx` -> `app1/shop` ->
/// `db1/postgresql`, and from a service to the host that it runs on. Trouble travels against the arrows. A declared edge
/// is never overridden by what is observed; observed and mentioned edges fade when they are not seen again. Cycles are
/// allowed. A value without references to outside: pure, bounded by `Options`, the same answers in the same order always.
package struct TopologyGraph: Sendable {
    /// Limits and half-lives.
    package struct Options: Sendable, Equatable {
        /// Nodes beyond this are not taken in (counted in `Statistics.refusedNodes`).
        package var maximumNodes = 8192
        /// When full, the least certain learned edge makes room for a new one.
        package var maximumEdges = 32_768
        /// Time after which an observed edge that is not seen again counts for half.
        package var observedHalfLife: Micros = 14 * .day
        /// The same for an edge that is only known from names in error lines.
        package var mentionedHalfLife: Micros = 7 * .day
        /// Learned names of nodes (addresses, `address:port`).
        package var maximumAliases = 16_384
        /// The half-life of an edge that is only known from alerts which follow each other.
        package var correlatedHalfLife: Micros = 30 * .day
        /// Learned edges below this confidence are dropped.
        package var minimumConfidence = 0.05
        package init() {}
    }

    /// What happened at the limits.
    package struct Statistics: Sendable, Equatable {
        package var refusedNodes = 0
        package var evictedEdges = 0
        package var fadedEdges = 0
        package init() {}
    }

    /// A host, a service on a host, or anything else that the operator declares.
    package struct Node: Sendable, Equatable {
        package var name: NodeName
        /// `host`, `service`, or what the operator wrote (`database`, `cache`, `cron`, ...).
        package var kind: String
        /// As declared, in order.
        package var aliases: [String]
        /// Sorted by key.
        package var labels: [Label]
        /// From the operator's file; otherwise learned from the logs.
        package var declared: Bool
        package init(name: NodeName, kind: String, aliases: [String], labels: [Label], declared: Bool) {
            (self.name, self.kind, self.aliases, self.labels, self.declared) = (name, kind, aliases, labels, declared)
        }
        /// Whether it stands for a machine.
        package var isHost: Bool { name.service.isEmpty }
    }

    /// A free key and value of a declared node.
    package struct Label: Sendable, Hashable {
        package var key: String
        package var value: String
        package init(key: String, value: String) { (self.key, self.value) = (key, value) }
    }

    /// What the first node of an edge wants of the second.
    package enum Relation: UInt8, Sendable, Hashable, CaseIterable, Codable {
        case dependsOn, runsOn, talksTo

        /// As written in the topology file.
        package var key: String {
            switch self {
            case .dependsOn: "depends_on"
            case .runsOn: "runs_on"
            case .talksTo: "talks_to"
            }
        }
        /// As said in a sentence.
        package var words: String {
            switch self {
            case .dependsOn: "depends on"
            case .runsOn: "runs on"
            case .talksTo: "talks to"
            }
        }
    }

    /// Where an edge is known from; the earlier case wins.
    package enum Provenance: UInt8, Sendable, Hashable, CaseIterable {
        /// The operator wrote it.
        case declared
        /// Seen on the host: unit dependencies, sockets, one request in two services.
        case observed
        /// One node's error lines name the other.
        case mentioned
        /// Its alerts often come soon after the other's.
        case correlated

        package var word: String {
            switch self {
            case .declared: "declared"
            case .observed: "observed"
            case .mentioned: "named in logs"
            case .correlated: "learned from past alerts"
            }
        }
        /// The confidence that repeated sightings tend to.
        var ceiling: Double {
            switch self {
            case .declared: 1
            case .observed: 0.9
            case .mentioned: 0.8
            case .correlated: 0.5
            }
        }
    }

    /// One directed edge. At most one between two nodes in each direction: the best known relation.
    package struct Edge: Sendable, Equatable {
        package var from: Int32
        package var to: Int32
        package var relation: Relation
        package var provenance: Provenance
        /// 0...1.
        package var confidence: Double
        /// Event times; `.unknown` for declared ones that were never seen.
        package var firstSeen: Micros
        package var lastSeen: Micros
        package var sightings: UInt32
        /// By what it was seen, a bit for each `Source`.
        package var sourceBits: UInt8 = 0
        package init(
            from: Int32, to: Int32, relation: Relation, provenance: Provenance, confidence: Double, firstSeen: Micros,
            lastSeen: Micros, sightings: UInt32, sourceBits: UInt8 = 0
        ) {
            (self.from, self.to, self.relation, self.provenance) = (from, to, relation, provenance)
            (self.confidence, self.firstSeen, self.lastSeen) = (confidence, firstSeen, lastSeen)
            (self.sightings, self.sourceBits) = (sightings, sourceBits)
        }
        package var sources: [Source] { Source.allCases.filter { sourceBits & 1 << $0.rawValue != 0 } }
    }

    package let options: Options
    package internal(set) var statistics = Statistics()
    /// In order of arrival; a node's place is its index and never changes.
    package internal(set) var nodes: [Node] = []
    /// In no order that matters; each pair once.
    package internal(set) var edges: [Edge] = []
    /// Grows whenever an answer about neighbourhood may have changed.
    package internal(set) var version: UInt64 = 0

    /// Edge indices by node: what it needs, and who needs it.
    package internal(set) var needs: [[Int32]] = []
    package internal(set) var neededBy: [[Int32]] = []
    var pairs: [UInt64: Int32] = [:]
    var names = NameIndex()
    /// Names that were learned, lower-case, with what they mean; also in `names.global`.
    var learnedAliases: [String: Int32] = [:]
    /// When confidence was last brought up to date.
    var fadedAt: Micros = .unknown

    /// An empty graph, to be learned.
    package init(options: Options = .init()) { self.options = options }

    /// The place of a node by its exact name. O(1).
    package func index(of name: NodeName) -> Int32? { names.exact[name.name.asciiLowercased()] }

    /// Whether the node is known.
    package func contains(_ name: NodeName) -> Bool { index(of: name) != nil }

    /// Takes in a node that was seen in the logs, with its host and the edge to it. Idempotent; nil when the graph is full.
    @discardableResult
    package mutating func learn(_ name: NodeName, at time: Micros) -> Int32? {
        if let known = index(of: name) { return known }
        guard !name.name.isEmpty else { return nil }
        guard
            let index = insert(
                Node(
                    name: name, kind: name.service.isEmpty ? "host" : "service", aliases: [], labels: [],
                    declared: false))
        else { return nil }
        if !name.service.isEmpty, let host = learn(NodeName(name.host), at: time) {
            connect(index, host, .runsOn, .observed, confidence: 0.9, at: time)
        }
        return index
    }

    /// Takes in one sighting of an edge. Unknown nodes are learned; repeated sightings raise the confidence; a declared
    /// edge keeps its provenance. O(1).
    package mutating func observe(
        from: NodeName, to: NodeName, relation: Relation, provenance: Provenance, source: Source? = nil, at time: Micros
    ) {
        guard from != to, provenance != .declared, let a = learn(from, at: time), let b = learn(to, at: time) else {
            return
        }
        // Who is declared to be needed does not need its callers, whatever the order of their lines was.
        if isDeclared(b, a), !isDeclared(a, b) { return }
        connect(a, b, relation, provenance, confidence: provenance.ceiling * 0.6, at: time)
        if let source, let place = pairs[Self.pair(a, b)] { edges[Int(place)].sourceBits |= 1 << source.rawValue }
    }

    private func isDeclared(_ a: Int32, _ b: Int32) -> Bool {
        pairs[Self.pair(a, b)].map { edges[Int($0)].provenance == .declared } ?? false
    }

    /// Lets what was not seen lately fade, and drops what has faded. Call it with event time now and then (once an hour).
    package mutating func fade(to time: Micros) {
        defer { fadedAt = max(fadedAt, time) }
        guard fadedAt != .unknown, time > fadedAt else { return }
        let elapsed = Double(time - fadedAt)
        var dropped = false
        for place in edges.indices where edges[place].provenance != .declared {
            guard edges[place].lastSeen < fadedAt, edges[place].relation != .runsOn else { continue }
            let halfLife =
                switch edges[place].provenance {
                case .declared, .observed: options.observedHalfLife
                case .mentioned: options.mentionedHalfLife
                case .correlated: options.correlatedHalfLife
                }
            edges[place].confidence *= exp2Negative(elapsed / Double(max(1, halfLife)))
            dropped = dropped || edges[place].confidence < options.minimumConfidence
        }
        version += 1
        guard dropped else { return }
        let before = edges.count
        edges.removeAll { $0.provenance != .declared && $0.confidence < options.minimumConfidence }
        statistics.fadedEdges += before - edges.count
        rebuildAdjacency()
    }

    // MARK: - Building

    mutating func insert(_ node: Node) -> Int32? {
        guard nodes.count < options.maximumNodes else {
            statistics.refusedNodes += 1
            return nil
        }
        let index = Int32(nodes.count)
        nodes.append(node)
        needs.append([])
        neededBy.append([])
        names.add(node, at: index)
        version += 1
        return index
    }

    mutating func connect(
        _ from: Int32, _ to: Int32, _ relation: Relation, _ provenance: Provenance, confidence: Double, at time: Micros
    ) {
        let key = Self.pair(from, to)
        if let place = pairs[key] {
            let old = edges[Int(place)]
            var new = old
            new.sightings &+= 1
            if time != .unknown {
                new.firstSeen = old.firstSeen == .unknown ? time : min(old.firstSeen, time)
                new.lastSeen = max(old.lastSeen, time)
            }
            if provenance.rawValue < old.provenance.rawValue {
                (new.provenance, new.relation) = (provenance, relation)
                new.confidence = max(old.confidence, confidence)
            } else {
                new.confidence += max(0, old.provenance.ceiling - old.confidence) * 0.3
            }
            edges[Int(place)] = new
            // A slightly surer edge changes no answer; a new kind of knowledge does.
            if new.provenance != old.provenance || new.relation != old.relation
                || new.confidence - old.confidence > 0.04
            {
                version += 1
            }
            return
        }
        if edges.count >= options.maximumEdges, !evictWeakestEdge() { return }
        let place = Int32(edges.count)
        edges.append(
            Edge(
                from: from, to: to, relation: relation, provenance: provenance, confidence: confidence, firstSeen: time,
                lastSeen: time, sightings: 1))
        pairs[key] = place
        needs[Int(from)].append(place)
        neededBy[Int(to)].append(place)
        version += 1
    }

    private mutating func evictWeakestEdge() -> Bool {
        let learned = edges.indices.filter { edges[$0].provenance != .declared }
        guard
            let weakest = learned.min(by: {
                let (a, b) = (edges[$0], edges[$1])
                if a.confidence != b.confidence { return a.confidence < b.confidence }
                return (a.lastSeen, a.from, a.to) < (b.lastSeen, b.from, b.to)
            })
        else { return false }
        edges.remove(at: weakest)
        statistics.evictedEdges += 1
        rebuildAdjacency()
        return true
    }

    mutating func rebuildAdjacency() {
        for node in nodes.indices {
            needs[node].removeAll(keepingCapacity: true)
            neededBy[node].removeAll(keepingCapacity: true)
        }
        pairs.removeAll(keepingCapacity: true)
        for (place, edge) in edges.enumerated() {
            needs[Int(edge.from)].append(Int32(place))
            neededBy[Int(edge.to)].append(Int32(place))
            pairs[Self.pair(edge.from, edge.to)] = Int32(place)
        }
        version += 1
    }

    static func pair(_ a: Int32, _ b: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: a)) << 32 | UInt64(UInt32(bitPattern: b))
    }
}

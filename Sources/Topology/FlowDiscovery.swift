import Bytes
import Model

/// Learns who calls whom from request ids that travel through services, without a word of configuration.
///
/// A call is nested: the caller's last line of a request comes after the callee's last. So of a flow each node's caller is the
/// node that encloses it most tightly, or, where none encloses it, the first that ends after it (a proxy writes one line,
/// at the end). A pair is an edge once it was seen often, nearly always in that order, and never in the other: work handed over
/// by a queue goes on after the request has ended, and is no call. Times in whole seconds stand for the whole second.
///
/// The same flows tell whose an address is: `up=10.0.0.21:8000` in lines of requests that all go on in app1/shop is app1's.
///
/// Sampled by the id's hash, so that all services keep the same requests; bounded: so many flows, nodes a flow, pairs.
package struct FlowDiscovery: Sendable {
    /// Flows under way; the rest is not followed (counted).
    static let maximumOpen = 2048
    static let maximumPairs = 4096
    static let maximumAddresses = 1024
    /// Programs that asked within a generation.
    static let maximumAgents = 256
    static let visitsPerFlow = 8
    /// Until so many flows were judged every request is followed, then one in eight.
    static let eager: UInt64 = 512
    /// A flow ends when it has been quiet for one to two of these.
    static let generation: Micros = 30 * .second
    /// Flows of both nodes before anything is said of the pair.
    static let support: UInt32 = 24
    /// The same where the caller's times are whole seconds.
    static let coarseSupport: UInt32 = 72
    /// One that ends so much later has not waited for the answer.
    static let waiting: Micros = 5 * .second
    static let version: UInt32 = 2

    /// What one node said of a request.
    struct Visit: Sendable {
        var stream: StreamID
        var first: Micros
        var last: Micros
    }
    /// An address with a port that a node named in a request's line.
    struct NamedEndpoint: Sendable, Hashable, Comparable {
        var address: UInt32
        var port: UInt16
        static func < (a: Self, b: Self) -> Bool { (a.address, a.port) < (b.address, b.port) }
        var addressText: String {
            "\(address >> 24).\(address >> 16 & 255).\(address >> 8 & 255).\(address & 255)"
        }
    }
    /// A program that a node's line gives as the one that asks: `"cache-warmer/1.2"`, in lower case and without its version.
    struct Agent: Hashable, Comparable {
        var name: String
        var askedOf: StreamID
        static func < (a: Self, b: Self) -> Bool { (a.name, a.askedOf.raw) < (b.name, b.askedOf.raw) }
    }
    struct Flow: Sendable {
        var visits: [Visit]
        var named: [NamedEndpoint] = []
        var namedBy = StreamID(0)
    }
    struct Pair: Hashable, Comparable {
        var caller: NodeName
        var callee: NodeName
        static func < (a: Self, b: Self) -> Bool { (a.caller, a.callee) < (b.caller, b.callee) }
    }
    struct PairCount: Sendable {
        /// Flows that went through both, those in which the caller was the nearest, and those that it did not outlast.
        var together: UInt32 = 0, nearest: UInt32 = 0, outlived: UInt32 = 0
        /// Flows in which the caller's time is a whole second and another node was done before the callee began: it may as well
        /// have handed over to the callee.
        var ambiguous: UInt32 = 0
        /// Flows in which the caller's time is a whole second.
        var coarse: UInt32 = 0
        /// Flows in which the caller was the nearest by enclosing the callee, not only by ending later.
        var enclosed: UInt32 = 0
        var touched = false
        /// It was found to be a call, and not taken back.
        var told = false
    }
    /// All replicas of a caller, with one callee.
    struct Role: Hashable {
        var service: String
        var callee: NodeName
        init(_ caller: NodeName, _ callee: NodeName) {
            (service, self.callee) = (caller.service.isEmpty ? caller.name : caller.service, callee)
        }
    }
    /// Flows whose line named an endpoint, and how many of them each node was in.
    struct EndpointCount: Sendable {
        var flows: UInt32 = 0
        var nodes: [NodeName: UInt32] = [:]
        var touched = false
    }

    /// What a generation of flows showed.
    package struct Findings: Sendable, Equatable {
        /// Who calls whom.
        package var calls: [(caller: NodeName, callee: NodeName)] = []
        /// What was taken for a call and has turned out to be none.
        package var mistaken: [(caller: NodeName, callee: NodeName)] = []
        /// Addresses with the node that answers there.
        package var endpoints: [(address: String, port: UInt16, node: NodeName)] = []
        /// Programs that say of themselves that they asked a node, by what they call themselves.
        package var agents: [(name: String, asked: NodeName)] = []
        package static func == (a: Self, b: Self) -> Bool {
            a.calls.elementsEqual(b.calls) { $0 == $1 } && a.mistaken.elementsEqual(b.mistaken) { $0 == $1 }
                && a.endpoints.elementsEqual(b.endpoints) { $0 == $1 }
                && a.agents.elementsEqual(b.agents) { $0 == $1 }
        }
        package var isEmpty: Bool { calls.isEmpty && mistaken.isEmpty && endpoints.isEmpty && agents.isEmpty }
    }

    private var fresh: [UInt64: Flow] = [:]
    private var aging: [UInt64: Flow] = [:]
    private var turnedAt: Micros = .unknown
    private var pairs: [Pair: PairCount] = [:]
    private var endpoints: [NamedEndpoint: EndpointCount] = [:]
    /// Of the generation under way.
    private var agents: Set<Agent> = []
    /// Flows that each node was in together with another one.
    private var flowsOf: [NodeName: UInt32] = [:]
    /// Flows of each callee that a replica of the caller was in: sums of `pairs`.
    private var attended: [Role: UInt32] = [:]
    private var judged: UInt64 = 0
    /// Requests not followed, pairs and endpoints not kept, for want of room.
    package private(set) var dropped: UInt64 = 0

    package init() {}

    /// One line of a request. O(1) for most; `message` is looked at for endpoints once a node and sampled request.
    @inline(__always)
    package mutating func follow(_ id: UInt64, stream: StreamID, time: Micros, message: ByteRange, in bytes: RawSpan) {
        // Not the low bits: hash tables use those.
        if judged >= Self.eager, id >> 40 & 7 != 0 { return }
        take(id, stream, time, message, bytes)
    }

    @inline(never)
    private mutating func take(_ id: UInt64, _ stream: StreamID, _ time: Micros, _ message: ByteRange, _ bytes: RawSpan)
    {
        guard var flow = fresh[id] ?? aging.removeValue(forKey: id) else {
            guard fresh.count < Self.maximumOpen else {
                dropped &+= 1
                return
            }
            var flow = Flow(visits: [Visit(stream: stream, first: time, last: time)])
            Self.note(endpointsIn: message, bytes, of: stream, in: &flow)
            note(agentIn: message, bytes, of: stream)
            fresh[id] = flow
            return
        }
        if let place = flow.visits.firstIndex(where: { $0.stream == stream }) {
            flow.visits[place].first = min(flow.visits[place].first, time)
            flow.visits[place].last = max(flow.visits[place].last, time)
        } else if flow.visits.count < Self.visitsPerFlow {
            flow.visits.append(Visit(stream: stream, first: time, last: time))
            if flow.named.isEmpty { Self.note(endpointsIn: message, bytes, of: stream, in: &flow) }
            note(agentIn: message, bytes, of: stream)
        }
        fresh[id] = flow
    }

    /// IPv4 endpoints with a server's port, not of the caller: up to two.
    private static func note(endpointsIn message: ByteRange, _ bytes: RawSpan, of stream: StreamID, in flow: inout Flow)
    {
        flow.namedBy = stream
        var scan = EndpointScanner(at: Int(message.start), end: Int(message.end))
        while flow.named.count < 2, let found = scan.next(bytes) {
            let named = NamedEndpoint(address: found.address, port: found.port)
            if !flow.named.contains(named) { flow.named.append(named) }
        }
    }

    /// What asked, by its own words: a quoted text of a name, a slash and a version.
    private mutating func note(agentIn message: ByteRange, _ bytes: RawSpan, of stream: StreamID) {
        guard agents.count < Self.maximumAgents, let name = AgentScanner.name(in: message, bytes) else { return }
        agents.insert(Agent(name: name, askedOf: stream))
    }

    /// Judges the flows that ended, when a generation is over. `nodes` gives the node of each stream. Empty most of the time.
    package mutating func close(at time: Micros, nodes: [NodeName]) -> Findings {
        if turnedAt == .unknown { turnedAt = time }
        guard time - turnedAt >= Self.generation else { return Findings() }
        turnedAt = time
        let ended = aging
        aging = fresh
        fresh = [:]
        defer { agents = [] }
        // Nothing is touched but by a request that ended.
        guard !ended.isEmpty || !agents.isEmpty else { return Findings() }
        for id in ended.keys.sorted() {
            if let flow = ended[id] { judge(flow, nodes) }
        }
        var findings = findings()
        findings.agents = agents.sorted().filter { Int($0.askedOf.raw) < nodes.count }.map {
            ($0.name, nodes[Int($0.askedOf.raw)])
        }
        return findings
    }

    private mutating func judge(_ flow: Flow, _ nodes: [NodeName]) {
        judged &+= 1
        var visits: [(node: NodeName, first: Micros, last: Micros, coarse: Bool)] = []
        for visit in flow.visits where Int(visit.stream.raw) < nodes.count {
            let node = nodes[Int(visit.stream.raw)]
            // A whole second is any moment of it.
            let coarse = visit.last % .second == 0
            let last = coarse ? visit.last + .second - 1 : visit.last
            if let place = visits.firstIndex(where: { $0.node == node }) {
                visits[place].first = min(visits[place].first, visit.first)
                visits[place].last = max(visits[place].last, last)
                visits[place].coarse = visits[place].coarse || coarse
            } else {
                visits.append((node, visit.first, last, coarse))
            }
        }
        guard visits.count > 1 else { return }
        count(endpointsOf: flow, visits.map(\.node), nodes)
        for callee in visits {
            if flowsOf[callee.node] != nil || flowsOf.count < Self.maximumPairs {
                flowsOf[callee.node, default: 0] += 1
            }
            let others = visits.filter { $0.node != callee.node }
            let enclosing = others.filter { $0.first <= callee.first && $0.last >= callee.last }
            let later = others.filter { $0.last >= callee.last && $0.last - callee.last <= Self.waiting }
            // A worker that takes the request from a queue may be the next to speak; the caller is there each time.
            let steady = later.filter { attends($0.node, callee.node) }
            let nearest = (enclosing.isEmpty ? steady.isEmpty ? later : steady : enclosing).min {
                ($0.last, -$0.first, $0.node) < ($1.last, -$1.first, $1.node)
            }?.node
            for caller in others {
                let pair = Pair(caller: caller.node, callee: callee.node)
                guard pairs[pair] != nil || pairs.count < Self.maximumPairs else {
                    dropped &+= 1
                    continue
                }
                pairs[pair, default: PairCount()].together += 1
                attended[Role(pair.caller, pair.callee), default: 0] += 1
                if caller.node == nearest {
                    pairs[pair]?.nearest += 1
                    if !enclosing.isEmpty { pairs[pair]?.enclosed += 1 }
                }
                if callee.last > caller.last { pairs[pair]?.outlived += 1 }
                if caller.coarse { pairs[pair]?.coarse += 1 }
                if caller.coarse,
                    others.contains(where: { $0.node != caller.node && !$0.coarse && $0.last < callee.first })
                {
                    pairs[pair]?.ambiguous += 1
                }
                pairs[pair]?.touched = true
            }
        }
    }

    /// Whether a node or a replica of it was in most of the requests so far that another one was in.
    private func attends(_ caller: NodeName, _ callee: NodeName) -> Bool {
        10 * UInt64(attended[Role(caller, callee)] ?? 0) >= 7 * UInt64(flowsOf[callee] ?? .max)
    }

    private mutating func count(endpointsOf flow: Flow, _ visited: [NodeName], _ nodes: [NodeName]) {
        guard Int(flow.namedBy.raw) < nodes.count else { return }
        let speaker = nodes[Int(flow.namedBy.raw)]
        for named in flow.named {
            guard endpoints[named] != nil || endpoints.count < Self.maximumAddresses else {
                dropped &+= 1
                continue
            }
            var count = endpoints[named] ?? EndpointCount()
            count.flows += 1
            count.touched = true
            for node in visited where node != speaker {
                if count.nodes[node] != nil || count.nodes.count < 16 { count.nodes[node, default: 0] += 1 }
            }
            endpoints[named] = count
        }
    }

    private mutating func findings() -> Findings {
        var findings = Findings()
        for (pair, count) in pairs.filter(\.value.touched).sorted(by: { $0.key < $1.key }) {
            pairs[pair]?.touched = false
            // Later by the clocks' difference, or by a retry, now and then.
            let isCall =
                count.together >= (count.coarse * 2 > count.together ? Self.coarseSupport : Self.support)
                && Double(count.nearest) >= 0.6 * Double(count.together)
                && Double(count.outlived) <= 0.03 * Double(count.together) && count.ambiguous * 2 <= count.together
                // Who only ends later may be called by a queue: a proxy sees nearly all that its service does.
                && (count.enclosed * 2 >= count.nearest
                    || attends(pair.caller, pair.callee))
            if isCall {
                findings.calls.append((pair.caller, pair.callee))
            } else if count.told {
                findings.mistaken.append((pair.caller, pair.callee))
            }
            pairs[pair]?.told = isCall
        }
        for (named, count) in endpoints.filter(\.value.touched).sorted(by: { $0.key < $1.key }) {
            endpoints[named]?.touched = false
            let best = count.nodes.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
            guard count.flows >= Self.support / 2, let first = best.first,
                Double(first.value) >= 0.9 * Double(count.flows),
                best.count < 2 || Double(best[1].value) <= 0.5 * Double(count.flows)
            else { continue }
            findings.endpoints.append((named.addressText, named.port, first.key))
        }
        return findings
    }
}

extension FlowDiscovery {
    /// Equal states give equal bytes.
    package func snapshot() -> [UInt8] {
        var writer = SnapshotWriter(version: Self.version)
        writer.write(turnedAt)
        writer.write(judged)
        writer.write(dropped)
        for flows in [fresh, aging] {
            writer.write(flows.sorted { $0.key < $1.key }) { writer, entry in
                writer.write(entry.key)
                writer.write(entry.value.namedBy.raw)
                writer.write(entry.value.visits) { writer, visit in
                    writer.write(visit.stream.raw)
                    writer.write(visit.first)
                    writer.write(visit.last)
                }
                writer.write(entry.value.named) { writer, named in
                    writer.write(named.address)
                    writer.write(named.port)
                }
            }
        }
        writer.write(pairs.sorted { $0.key < $1.key }) { writer, entry in
            writer.write(entry.key.caller.name)
            writer.write(entry.key.callee.name)
            for count in [
                entry.value.together, entry.value.nearest, entry.value.outlived, entry.value.ambiguous,
                entry.value.coarse,
                entry.value.enclosed,
            ] { writer.write(count) }
            writer.write(entry.value.touched)
            writer.write(entry.value.told)
        }
        writer.write(endpoints.sorted { $0.key < $1.key }) { writer, entry in
            writer.write(entry.key.address)
            writer.write(entry.key.port)
            writer.write(entry.value.flows)
            writer.write(entry.value.touched)
            writer.write(entry.value.nodes.sorted { $0.key < $1.key }) { writer, node in
                writer.write(node.key.name)
                writer.write(node.value)
            }
        }
        writer.write(flowsOf.sorted { $0.key < $1.key }) { writer, entry in
            writer.write(entry.key.name)
            writer.write(entry.value)
        }
        writer.write(agents.sorted()) { writer, agent in
            writer.write(agent.name)
            writer.write(agent.askedOf.raw)
        }
        return writer.bytes
    }

    /// From what `snapshot()` wrote.
    package init(snapshot: [UInt8]) throws(SnapshotError) {
        var reader = try SnapshotReader(snapshot, version: Self.version)
        turnedAt = try reader.read()
        judged = try reader.read()
        dropped = try reader.read()
        fresh = try Self.flows(&reader)
        aging = try Self.flows(&reader)
        let counted = try reader.readArray { reader throws(SnapshotError) in
            let pair = Pair(
                caller: NodeName(try reader.read(String.self)), callee: NodeName(try reader.read(String.self)))
            return (
                pair,
                PairCount(
                    together: try reader.read(), nearest: try reader.read(), outlived: try reader.read(),
                    ambiguous: try reader.read(), coarse: try reader.read(), enclosed: try reader.read(),
                    touched: try reader.read(), told: try reader.read())
            )
        }
        pairs = Dictionary(counted, uniquingKeysWith: { a, _ in a })
        for (pair, count) in pairs { attended[Role(pair.caller, pair.callee), default: 0] &+= count.together }
        let named = try reader.readArray { reader throws(SnapshotError) in
            let key = NamedEndpoint(address: try reader.read(), port: try reader.read())
            var count = EndpointCount(flows: try reader.read())
            count.touched = try reader.read()
            let nodes = try reader.readArray { reader throws(SnapshotError) in
                (NodeName(try reader.read(String.self)), try reader.read(UInt32.self))
            }
            count.nodes = Dictionary(nodes, uniquingKeysWith: { a, _ in a })
            return (key, count)
        }
        endpoints = Dictionary(named, uniquingKeysWith: { a, _ in a })
        let flows = try reader.readArray { reader throws(SnapshotError) in
            (NodeName(try reader.read(String.self)), try reader.read(UInt32.self))
        }
        flowsOf = Dictionary(flows, uniquingKeysWith: { a, _ in a })
        agents = Set(
            try reader.readArray { reader throws(SnapshotError) in
                let name = try reader.read(String.self)
                let stream = StreamID(Int(try reader.read(Int32.self)))
                guard stream.raw >= 0 else { throw .invalid("a flow's stream") }
                return Agent(name: name, askedOf: stream)
            })
    }

    private static func flows(_ reader: inout SnapshotReader) throws(SnapshotError) -> [UInt64: Flow] {
        let list = try reader.readArray { reader throws(SnapshotError) in
            let id = try reader.read(UInt64.self)
            let namedBy = StreamID(Int(try reader.read(Int32.self)))
            let visits = try reader.readArray { reader throws(SnapshotError) in
                Visit(
                    stream: StreamID(Int(try reader.read(Int32.self))), first: try reader.read(),
                    last: try reader.read())
            }
            let named = try reader.readArray { reader throws(SnapshotError) in
                NamedEndpoint(address: try reader.read(), port: try reader.read())
            }
            guard namedBy.raw >= 0, visits.allSatisfy({ $0.stream.raw >= 0 }) else { throw .invalid("a flow's stream") }
            return (id, Flow(visits: visits, named: named, namedBy: namedBy))
        }
        return Dictionary(list, uniquingKeysWith: { a, _ in a })
    }
}

import Model

extension TopologyGraph {
    /// Which way to walk.
    package enum Heading: Sendable, Hashable, CaseIterable {
        /// From the one that needs to the one that is needed.
        case upstream
        /// The other way: to those who suffer.
        case downstream
        /// Along and against the arrows.
        case either
    }

    /// The shortest way from one node to another, both included; nil when there is none within `limit` edges. Among equally
    /// short ones the first by the nodes' order of arrival. O(nodes + edges).
    package func path(
        from: NodeName, to: NodeName, heading: Heading = .either, limit: Int = 16
    ) -> [NodeName]? {
        guard let a = index(of: from), let b = index(of: to) else { return nil }
        if a == b { return [nodes[Int(a)].name] }
        var previous: [Int32: Int32] = [a: a]
        var frontier = [a]
        var depth = 0
        while !frontier.isEmpty, depth < limit {
            depth += 1
            var next: [Int32] = []
            for node in frontier {
                for neighbour in neighbours(of: node, heading) where previous[neighbour] == nil {
                    previous[neighbour] = node
                    if neighbour == b { return backtrack(previous, to: b) }
                    next.append(neighbour)
                }
            }
            frontier = next
        }
        return nil
    }

    /// Edges on the shortest way, 0 for the node itself, nil when there is none. O(nodes + edges).
    package func distance(from: NodeName, to: NodeName, heading: Heading = .either, limit: Int = 16) -> Int? {
        path(from: from, to: to, heading: heading, limit: limit).map { $0.count - 1 }
    }

    /// The edge between two nodes, if the first needs the second.
    package func edge(from: NodeName, to: NodeName) -> Edge? {
        guard let a = index(of: from), let b = index(of: to), let place = pairs[Self.pair(a, b)] else { return nil }
        return edges[Int(place)]
    }

    /// What runs on a host, in order of arrival.
    package func services(on host: NodeName) -> [NodeName] {
        guard let index = index(of: host), nodes[Int(index)].isHost else { return [] }
        return neededBy[Int(index)].filter { edges[Int($0)].relation == .runsOn }.map {
            nodes[Int(edges[Int($0)].from)].name
        }
    }

    /// Nodes one step away, each once, in order of arrival.
    package func neighbours(of node: Int32, _ heading: Heading) -> [Int32] {
        var found: [Int32] = []
        if heading != .downstream { found += needs[Int(node)].map { edges[Int($0)].to } }
        if heading != .upstream { found += neededBy[Int(node)].map { edges[Int($0)].from } }
        found.sort()
        var unique: [Int32] = []
        for index in found where index != unique.last { unique.append(index) }
        return unique
    }

    /// Whether a name that `speaker` gives is that of a caller: the named node, or for a host something that runs there, needs the
    /// speaker, and the speaker needs nothing of it.
    package func isCaller(_ name: NodeName, of speaker: NodeName) -> Bool {
        guard let named = index(of: name), let own = index(of: speaker) else { return false }
        if pairs[Self.pair(own, named)] != nil { return false }
        if pairs[Self.pair(named, own)] != nil { return true }
        guard nodes[Int(named)].isHost else { return false }
        let home = self.index(of: NodeName(speaker.host))
        var calls = false
        for place in neededBy[Int(named)] where edges[Int(place)].relation == .runsOn {
            let guest = edges[Int(place)].from
            if pairs[Self.pair(own, guest)] != nil { return false }
            // Who is known to need the speaker's host likely needs the speaker.
            calls =
                calls || pairs[Self.pair(guest, own)] != nil
                || (home.map { $0 != named && pairs[Self.pair(guest, $0)] != nil } ?? false)
        }
        return calls
    }

    /// Why two nodes are related, one sentence a step: `lb1/nginx depends on app1/shop (declared)`. Empty when they are not.
    package func why(_ a: NodeName, _ b: NodeName) -> [String] {
        let found =
            path(from: a, to: b, heading: .upstream) ?? path(from: a, to: b, heading: .downstream)
            ?? path(from: a, to: b)
        guard let nodes = found, nodes.count > 1 else { return [] }
        return zip(nodes, nodes.dropFirst()).map { sentence($0, $1) }
    }

    /// One step in words, whichever way the arrow points.
    package func sentence(_ a: NodeName, _ b: NodeName) -> String {
        if let edge = edge(from: a, to: b) { return "\(a) \(edge.relation.words) \(b) (\(evidence(of: edge)))" }
        if let edge = edge(from: b, to: a) { return "\(b) \(edge.relation.words) \(a) (\(evidence(of: edge)))" }
        return "\(a) and \(b) are not joined"
    }

    /// Groups of nodes that need each other in a circle, each sorted by name, the groups sorted. Allowed, but worth knowing.
    /// Tarjan's algorithm (1972), without recursion. O(nodes + edges).
    package func cycles() -> [[NodeName]] {
        var order = [Int](repeating: -1, count: nodes.count)
        var low = order
        var onStack = [Bool](repeating: false, count: nodes.count)
        var stack: [Int] = []
        var counter = 0
        var result: [[NodeName]] = []
        for root in nodes.indices where order[root] < 0 {
            var work: [(node: Int, next: Int)] = [(root, 0)]
            while let (node, next) = work.last {
                if next == 0 {
                    (order[node], low[node]) = (counter, counter)
                    counter += 1
                    stack.append(node)
                    onStack[node] = true
                }
                if next < needs[node].count {
                    work[work.count - 1].next += 1
                    let target = Int(edges[Int(needs[node][next])].to)
                    if order[target] < 0 {
                        work.append((target, 0))
                    } else if onStack[target] {
                        low[node] = min(low[node], order[target])
                    }
                    continue
                }
                work.removeLast()
                if let parent = work.last?.node { low[parent] = min(low[parent], low[node]) }
                guard low[node] == order[node] else { continue }
                var group: [NodeName] = []
                while let member = stack.popLast() {
                    onStack[member] = false
                    group.append(nodes[member].name)
                    if member == node { break }
                }
                if group.count > 1 { result.append(group.sorted()) }
            }
        }
        return result.sorted { $0[0] < $1[0] }
    }

    private func backtrack(_ previous: [Int32: Int32], to end: Int32) -> [NodeName] {
        var way = [end]
        var node = end
        while let before = previous[node], before != node {
            way.append(before)
            node = before
        }
        return way.reversed().map { nodes[Int($0)].name }
    }
}

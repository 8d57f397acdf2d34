import Topology

/// Remembers neighbourhoods of one version of the graph. A pure function of the graph, so it is in no snapshot.
struct NeighbourhoodCache: Sendable {
    static let capacity = 1024
    private var version: UInt64 = .max
    private var known: [Int32: Neighbourhood] = [:]

    struct Neighbourhood: Sendable {
        var links: [TopologyGraph.Link] = []
        /// Places in `links`, sorted by node.
        var order: [Int32] = []

        init(_ links: [TopologyGraph.Link] = []) {
            self.links = links
            order = links.indices.sorted { links[$0].node < links[$1].node }.map(Int32.init)
        }

        /// O(log links).
        func rank(of node: Int32) -> Int? {
            var low = 0
            var high = order.count
            while low < high {
                let middle = (low + high) / 2
                if links[Int(order[middle])].node < node { low = middle + 1 } else { high = middle }
            }
            guard low < order.count, links[Int(order[low])].node == node else { return nil }
            return Int(order[low])
        }

        func link(to node: Int32?) -> TopologyGraph.Link? { node.flatMap(rank).map { links[$0] } }
    }

    mutating func links(of node: Int32?, in graph: TopologyGraph) -> Neighbourhood {
        guard let node else { return Neighbourhood() }
        if version != graph.version || known.count >= Self.capacity {
            known.removeAll(keepingCapacity: true)
            version = graph.version
        }
        if let found = known[node] { return found }
        let made = Neighbourhood(graph.neighbourhood(of: node))
        known[node] = made
        return made
    }
}

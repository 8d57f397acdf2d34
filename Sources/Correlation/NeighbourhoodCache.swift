import Topology

/// Remembers neighbourhoods of one version of the graph. A pure function of the graph, so it is in no snapshot.
struct NeighbourhoodCache: Sendable {
    static let capacity = 512
    private var version: UInt64 = .max
    private var known: [Int32: Neighbourhood] = [:]

    struct Neighbourhood: Sendable {
        var links: [TopologyGraph.Link] = []
        var ranks: [Int32: Int] = [:]
        func rank(of node: Int32) -> Int? { ranks[node] }
        func link(to node: Int32?) -> TopologyGraph.Link? { node.flatMap { ranks[$0] }.map { links[$0] } }
    }

    mutating func links(of node: Int32?, in graph: TopologyGraph) -> Neighbourhood {
        guard let node else { return Neighbourhood() }
        if version != graph.version || known.count >= Self.capacity {
            known.removeAll(keepingCapacity: true)
            version = graph.version
        }
        if let found = known[node] { return found }
        let links = graph.neighbourhood(of: node)
        var ranks: [Int32: Int] = [:]
        for (rank, link) in links.enumerated() where ranks[link.node] == nil { ranks[link.node] = rank }
        let made = Neighbourhood(links: links, ranks: ranks)
        known[node] = made
        return made
    }
}

import Model

extension TopologyGraph {
    /// How a node near another one relates to it.
    package enum Bond: UInt8, Sendable, Hashable {
        /// The first needs the second, over `hops` edges.
        case needs
        /// The second needs the first, over `hops` edges.
        case neededBy
        /// Both need a third.
        case shareNeed
        /// Both run on one host and have nothing else in common.
        case shareHost
        /// A third needs both.
        case shareDependent
    }

    /// A node near another one.
    package struct Link: Sendable, Hashable {
        package var node: Int32
        package var bond: Bond
        package var hops: Int
        /// Product of the confidences on the way.
        package var confidence: Double
        /// The next node on the way, or the third one that is shared; the node itself when there is none between.
        package var via: Int32
        /// Some edge of the way is `runs_on`.
        package var overHost: Bool
        /// The least certain provenance on the way.
        package var provenance: Provenance
    }

    /// Nodes within three edges along or against the arrows, and those that share a need, a host or a dependent: nearest
    /// first. A node that is reached in several ways is listed once, by the closest. At most `limit` links, so the work is
    /// bounded in a graph of any size; those that only share something get what is left, at most a fourth.
    package func neighbourhood(of node: Int32, limit: Int = 192) -> [Link] {
        var links: [Link] = []
        var seen: Set<Int32> = [node]
        walk(from: node, .needs, into: &links, &seen, limit: limit / 2)
        let upstream = links
        walk(from: node, .neededBy, into: &links, &seen, limit: limit * 3 / 4)
        for link in upstream where link.hops == 1 {
            behindHost(of: link, from: node, into: &links, &seen, limit: limit)
        }
        let limit = min(limit, links.count + limit / 4)
        for link in upstream where link.hops == 1 {
            share(of: link, .needs, into: &links, &seen, limit: limit)
        }
        for link in links where link.hops == 1 && link.bond == .neededBy {
            share(of: link, .neededBy, into: &links, &seen, limit: limit)
        }
        return links
    }

    private func walk(from node: Int32, _ bond: Bond, into links: inout [Link], _ seen: inout Set<Int32>, limit: Int) {
        let start = Link(
            node: node, bond: bond, hops: 0, confidence: 1, via: node, overHost: false, provenance: .declared)
        var frontier = [start]
        for hops in 1...3 {
            var next: [Link] = []
            for step in frontier {
                for place in bond == .needs ? needs[Int(step.node)] : neededBy[Int(step.node)] {
                    guard links.count < limit else { return }
                    let edge = edges[Int(place)]
                    let target = bond == .needs ? edge.to : edge.from
                    // A host carries trouble one step: from it to what runs on it, no further by the same kind of edge.
                    if edge.relation == .runsOn, step.overHost { continue }
                    guard seen.insert(target).inserted else { continue }
                    let link = Link(
                        node: target, bond: bond, hops: hops, confidence: step.confidence * edge.confidence,
                        via: hops == 1 ? target : step.via, overHost: step.overHost || edge.relation == .runsOn,
                        provenance: Self.weaker(step.provenance, edge.provenance))
                    links.append(link)
                    next.append(link)
                }
            }
            frontier = next
        }
    }

    /// Who is known to need a host needs something on it; and the other way round. Learned graphs often know no more.
    private func behindHost(
        of link: Link, from node: Int32, into links: inout [Link], _ seen: inout Set<Int32>, limit: Int
    ) {
        for place in neededBy[Int(link.node)] {
            guard links.count < limit else { return }
            let edge = edges[Int(place)]
            guard nodes[Int(link.node)].isHost, link.overHost != (edge.relation == .runsOn),
                seen.insert(edge.from).inserted
            else { continue }
            links.append(
                Link(
                    node: edge.from, bond: link.overHost ? .neededBy : .needs, hops: 2,
                    confidence: link.confidence * edge.confidence * 0.8, via: link.node, overHost: true,
                    provenance: Self.weaker(link.provenance, edge.provenance)))
        }
    }

    private func share(of link: Link, _ bond: Bond, into links: inout [Link], _ seen: inout Set<Int32>, limit: Int) {
        for place in bond == .needs ? neededBy[Int(link.node)] : needs[Int(link.node)] {
            guard links.count < limit else { return }
            let edge = edges[Int(place)]
            let target = bond == .needs ? edge.from : edge.to
            let byHost = link.overHost || edge.relation == .runsOn
            // What runs on a host that a dependent runs on is nobody's relation.
            if bond == .neededBy, byHost { continue }
            if bond == .needs, link.overHost != (edge.relation == .runsOn) { continue }
            guard seen.insert(target).inserted else { continue }
            links.append(
                Link(
                    node: target, bond: bond == .neededBy ? .shareDependent : byHost ? .shareHost : .shareNeed, hops: 2,
                    confidence: link.confidence * edge.confidence, via: link.node, overHost: byHost,
                    provenance: Self.weaker(link.provenance, edge.provenance)))
        }
    }

    private static func weaker(_ a: Provenance, _ b: Provenance) -> Provenance { a.rawValue >= b.rawValue ? a : b }
}

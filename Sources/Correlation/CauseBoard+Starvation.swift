import Model
import Topology

extension CauseBoard {
    /// Finds what is quiet for want of calls. Quietness travels both ways: from one that is needed to those that wait for it, and
    /// from a caller that passes nothing on to all that it calls. Where all of what a node with trouble needs, two at least, fell
    /// quiet, it was hardly each of them by itself; and what mostly starved ones call, or what takes its work from a starved one, starves too. Their quietness then counts for
    /// little. O(nodes x edges of the group), bounded by 512 nodes.
    mutating func starve() {
        let quiet = names.indices.map { stillness[$0] > 0 && strength[$0] < 0.5 * stillness[$0] }
        let all = quiet.count { $0 }
        guard all >= 2 else { return }
        var starves = [Bool](repeating: false, count: names.count)
        for at in names.indices {
            guard let entry = entries[at] else { continue }
            let needs = neighbours(of: at, .upstream)
            guard needs.count >= 2, needs.allSatisfy({ quiet[$0] }) else { continue }
            // One that is silent as a whole may be waiting itself, unless it stands before most of what is quiet.
            if entry.silentUntil != .unknown, 2 * reach(at, quiet) < all - (quiet[at] ? 1 : 0) { continue }
            starves[at] = true
            for need in needs where !isMutual(at, need) { starved[need] = true }
        }
        guard starves.contains(true) else { return }
        for _ in 0..<4 {
            var changed = false
            for at in names.indices where quiet[at] && !starved[at] && !starves[at] {
                let callers = neighbours(of: at, .downstream).filter { entries[$0] != nil }
                let feeds = neighbours(of: at, .upstream)
                // What mostly starved ones call, and what takes its work from a starved one.
                let without = 2 * callers.count { starved[$0] } >= callers.count
                guard !callers.isEmpty && without || feeds.contains(where: { starved[$0] })
                else { continue }
                (starved[at], changed) = (true, true)
            }
            if !changed { break }
        }
        for at in names.indices where starved[at] { stillness[at] *= 0.25 }
    }

    /// Services next to one in the graph; those that are not on the board are left out of callers, and count as not quiet among
    /// what is needed.
    private func neighbours(of at: Int, _ way: TopologyGraph.Heading) -> [Int] {
        guard let index = indices[at] else { return [] }
        return topology.neighbours(of: index, way).compactMap { neighbour in
            topology.nodes[Int(neighbour)].isHost ? nil : places[neighbour]
        }
    }

    /// How many quiet nodes one needs, directly or by way of others.
    private func reach(_ at: Int, _ quiet: [Bool]) -> Int {
        var seen: Set<Int> = [at]
        var front = [at]
        while !front.isEmpty {
            var next: [Int] = []
            for node in front {
                for need in neighbours(of: node, .upstream) where seen.insert(need).inserted { next.append(need) }
            }
            front = next
        }
        return seen.count { $0 != at && quiet[$0] }
    }

    private func isMutual(_ at: Int, _ need: Int) -> Bool {
        neighbours(of: need, .upstream).contains(at)
    }
}

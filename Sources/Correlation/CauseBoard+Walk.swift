import Model
import Topology

extension CauseBoard {
    /// Random walk with restart (as MonitorRank, Kim et al. 2013): from those with trouble along what they need, preferring those
    /// with trouble, staying where nothing upstream explains it.
    mutating func walk() {
        let count = names.count
        let all = anomaly.reduce(0, +)
        guard all > 0 else { return }
        let restart = anomaly.map { $0 / all }
        var anomaly = anomaly
        for at in 0..<count { anomaly[at] = min(1, max(anomaly[at], 0.7 * voted[at])) }
        var steps: [[(to: Int, weight: Double)]] = .init(repeating: [], count: count)
        for at in 0..<count {
            guard let index = indices[at] else { continue }
            var upstream = 0.0
            for edgePlace in topology.needs[Int(index)] {
                let edge = topology.edges[Int(edgePlace)]
                guard let to = places[edge.to] else { continue }
                let onHost = edge.relation == .runsOn
                if refused[at] == to { continue }
                steps[at].append((to, edge.confidence * (onHost ? 0.3 : 1) * (0.05 + anomaly[to])))
                if !onHost { upstream = max(upstream, anomaly[to]) }
                // Who needs a host needs something on it.
                guard !onHost, names[to].service.isEmpty else { continue }
                for other in byHost[names[to].name] ?? [] where entries[other] != nil {
                    steps[at].append((other, edge.confidence * (0.05 + anomaly[other])))
                    upstream = max(upstream, anomaly[other])
                }
            }
            for edgePlace in topology.neededBy[Int(index)] {
                let edge = topology.edges[Int(edgePlace)]
                guard let from = places[edge.from] else { continue }
                steps[at].append((from, 0.1 * edge.confidence * anomaly[from]))
            }
            // Named without a known edge.
            for target in blamed[at] where topology.edge(from: names[at], to: names[target]) == nil {
                steps[at].append((target, 0.5 * (0.05 + anomaly[target]) / Double(blamed[at].count)))
                upstream = max(upstream, 0.5 * anomaly[target])
            }
            steps[at].append((at, max(0.05, anomaly[at] - upstream)))
        }
        var mass = restart
        for _ in 0..<40 {
            var next = [Double](repeating: 0, count: count)
            var back = 0.2
            for at in 0..<count where mass[at] > 0 {
                // Where there is little trouble, the walk ends and begins anew: such a node explains little.
                let leak = 0.5 * (1 - anomaly[at])
                let sum = steps[at].reduce(leak) { $0 + $1.weight }
                guard sum > 0 else {
                    back += 0.8 * mass[at]
                    continue
                }
                back += 0.8 * mass[at] * leak / sum
                for step in steps[at] { next[step.to] += 0.8 * mass[at] * step.weight / sum }
            }
            for at in 0..<count { next[at] += back * restart[at] }
            mass = next
        }
        let most = mass.max() ?? 0
        walked = mass.map { most > 0 ? $0 / most : 0 }
    }
}

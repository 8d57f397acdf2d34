import Model
import Topology

/// Errors of those who called a service just while it was started anew: they pass with the restart, or they are trouble.
extension Correlator {
    /// What a candidate counts while it may be no more than a restart: too little to open.
    static let passingScore = 1.0
    /// For so long after a service is up again its callers may still complain; and one that was stopped may be started again.
    static let settling: Micros = 20 * .second

    /// Whether all that is grave in a group was said while a service, that those who say it need or name, was stopped and started by
    /// hand, or shortly after. A service that failed is no such thing, nor one that stays away, nor what goes on when it is up.
    func isPassing(_ group: AlertGroup, at now: Micros) -> Bool {
        guard group.uncounted == 0 else { return false }
        let grave = group.members.map(\.alert).filter { !isMild($0) }
        guard !grave.isEmpty, let first = grave.map(\.onset).min() else { return false }
        let turns = restarts(near: first, at: now)
        guard !turns.isEmpty else { return false }
        // Those who say it of the service itself; then those who say it of these.
        var explained: Set<NodeName> = []
        var rest = grave
        for _ in 0..<3 {
            let before = rest.count
            rest.removeAll { alert in
                turns.contains { turn in
                    // Some onsets are known to a bucket only.
                    guard turn.isUp || now <= turn.until, alert.onset >= turn.from - 10 * .second,
                        alert.lastSeen <= turn.until, concerns(alert, explained.union([turn.node]))
                    else { return false }
                    explained.insert(alert.node)
                    return true
                }
            }
            if rest.isEmpty { return true }
            if rest.count == before { return false }
        }
        return false
    }

    private struct Restart {
        var node: NodeName
        var from: Micros
        /// Until when its callers may complain.
        var until: Micros
        var isUp: Bool
    }

    /// Services that were stopped or started by hand about a moment, and did not fail since.
    private func restarts(near moment: Micros, at now: Micros) -> [Restart] {
        var found: [Restart] = []
        // The service manager says that it stopped what failed, too, when it starts it anew.
        var failed: Set<NodeName> = []
        for change in recentChanges where abs(change.at - moment) <= 2 * .minute {
            guard let turn = change.turn else { continue }
            let place = found.lastIndex { $0.node == change.node }
            switch turn {
            case .failed:
                failed.insert(change.node)
                if let place { found.remove(at: place) }
            case .stopped where !failed.contains(change.node):
                if let place { found.remove(at: place) }
                found.append(
                    Restart(
                        node: change.node, from: change.at, until: change.at + Self.settling, isUp: false))
            case .started:
                // Only what was stopped is started anew: a job that a timer starts excuses nobody.
                guard let place else { continue }
                found[place].until = change.at + Self.settling
                found[place].isUp = true
            case .stopped, .booted: break
            }
        }
        // An alert's last sighting is its bucket's end.
        return found.map {
            Restart(node: $0.node, from: $0.from, until: $0.until + 10 * .second, isUp: $0.isUp)
        }
    }

    /// Whether an alert is said on one of the nodes, names one or its host, or is said by one that needs it.
    private func concerns(_ alert: Alert, _ nodes: Set<NodeName>) -> Bool {
        if nodes.contains(alert.node) { return true }
        if alert.mentions.contains(where: { name in nodes.contains { $0 == name || $0.host == name.name } }) {
            return true
        }
        guard let index = topology.index(of: alert.node) else { return false }
        return topology.neighbours(of: index, .upstream).contains { needed in
            let name = topology.nodes[Int(needed)].name
            return nodes.contains(name)
                || topology.neighbours(of: needed, .upstream).contains { nodes.contains(topology.nodes[Int($0)].name) }
        }
    }
}

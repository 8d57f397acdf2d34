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
        return grave.allSatisfy { alert in
            turns.contains { turn in
                // Some onsets are known to a bucket only.
                (turn.isUp || now <= turn.until) && alert.onset >= turn.from - 10 * .second
                    && alert.lastSeen <= turn.until && concerns(alert, turn.node)
            }
        }
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
        for change in recentChanges where abs(change.at - moment) <= 2 * .minute {
            guard let turn = change.turn else { continue }
            let place = found.lastIndex { $0.node == change.node }
            switch turn {
            case .failed: if let place { found.remove(at: place) }
            case .stopped:
                if let place { found.remove(at: place) }
                found.append(
                    Restart(
                        node: change.node, from: change.at, until: change.at + Self.settling, isUp: turn == .started))
            case .started:
                if let place {
                    found[place].until = change.at + Self.settling
                    found[place].isUp = true
                } else {
                    found.append(
                        Restart(
                            node: change.node, from: change.at, until: change.at + Self.settling, isUp: turn == .started
                        ))
                }
            }
        }
        // An alert's last sighting is its bucket's end.
        return found.map {
            Restart(node: $0.node, from: $0.from, until: $0.until + 10 * .second, isUp: $0.isUp)
        }
    }

    /// Whether an alert is the node's own, names it or its host, or is said by one that needs it.
    private func concerns(_ alert: Alert, _ node: NodeName) -> Bool {
        if alert.node == node || alert.mentions.contains(node) || alert.mentions.contains(NodeName(node.host)) {
            return true
        }
        guard let index = topology.index(of: alert.node), let target = topology.index(of: node) else { return false }
        let needs = topology.neighbours(of: index, .upstream)
        return needs.contains(target)
            || needs.contains { topology.neighbours(of: $0, .upstream).contains(target) }
    }
}

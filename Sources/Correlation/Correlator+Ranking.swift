import Model
import Topology

extension Correlator {
    /// Ranks the causes of alerts that are known to belong together, as the alerts of one group would be: for a comparison of two
    /// logs, whose differences have one cause as far as anybody knows. Opens nothing. O(alerts + nodes x their edges).
    package mutating func rankCauses(of alerts: [Alert]) -> [RootCause] {
        let ordered = alerts.sorted {
            ($0.onset, $0.node, $0.kind.rawValue, $0.id) < ($1.onset, $1.node, $1.kind.rawValue, $1.id)
        }
        guard let first = ordered.first else { return [] }
        var group = AlertGroup(sequence: 0, id: Self.identity(first.id), startedAt: first.onset)
        for alert in ordered {
            topology.learn(alert.node, at: alert.at)
            let profile = profile(of: alert)
            usual.count(alert)
            learnMentions(alert, profile)
            group.add(alert, profile, reason: "", options)
        }
        return causes(of: group)
    }
}

import Bytes
import Model

/// Messages that were said alone, on one host after another, and of which nothing came.
extension Correlator {
    /// Decades that each earlier time takes from such a message, and the most that all of them take.
    private static let loneShare = 0.5, loneMost = 2.0

    /// Decades that a lone message counts less which calls itself a warning: any program has some that it says once in hours, and what is
    /// meant by one is said again, or somebody else has trouble.
    private static let loneWarning = 1.4

    /// Takes note of a group that is over and never was more than one new or rare message.
    mutating func noteLone(_ group: AlertGroup) {
        if let key = Self.loneKey(group) { lone.add(key) }
    }

    /// What of a group's evidence is left where the same message was all that was said before: a time server that does not answer now and
    /// then is no news on the seventh host, though each of them says so for the first time, or for the first time in a week.
    func doubted(_ score: Double, _ group: AlertGroup) -> Double {
        guard let key = Self.loneKey(group) else { return score }
        let warned = group.members.first?.alert.severity == .warning ? Self.loneWarning : 0
        return score - warned - min(Self.loneMost, Self.loneShare * Double(lone.count(key)))
    }

    /// Service and message of a group that is one novelty of our own, said no more than twice in its bucket.
    private static func loneKey(_ group: AlertGroup) -> UInt64? {
        guard group.uncounted == 0, group.members.count == 1, let alert = group.members.first?.alert,
            alert.kind == .novelty, alert.origin == "haetae", !alert.templateText.isEmpty,
            (alert.evidence.observed ?? 3) <= 2
        else { return nil }
        let service = alert.node.service.isEmpty ? alert.node.name : alert.node.service
        return StableHash.combine(StableHash.hash(service, seed: 5), group.wordKey(alert.templateText))
    }
}

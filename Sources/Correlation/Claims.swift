import Bytes
import Model

/// What a group's alerts say, service by service, for the question whether a later group says any more than that. What is never seen the
/// first time is a surge of known errors the second time, and what was in an incident need not all come again at once: so it is asked
/// what of the later one is known, not how much the two have in common.
struct Claims {
    /// Words of the messages of trouble that came, by service; of surges that quote none, those of the line that shows them.
    private var failing: [String: [Said]] = [:]
    /// Services of which something stayed away.
    private var quiet: Set<String> = []
    /// Hashes of (service, kind, message) of all that came.
    private var said: Set<UInt64> = []

    private struct Said {
        var words: [UInt64]
        /// A line as it was read, with time and names, rather than a message.
        var isLine: Bool
    }

    /// Share of the words by which a line shows a known message, and one by which two lines show the same: paths, clients and ids differ.
    private static let enoughOfAMessage = 0.75, enoughOfALine = 0.5

    init(of group: AlertGroup) {
        for member in group.members {
            let alert = member.alert
            let role = Platform.role(alert.node)
            if alert.isQuiet {
                quiet.insert(role)
                continue
            }
            said.insert(Self.key(alert, role))
            if alert.isSurge {
                if let line = alert.evidence.samples.first {
                    failing[role, default: []].append(Said(words: Words.hashes(line), isLine: true))
                }
            } else if IncidentSignature.isOfTrouble(alert) {
                said.insert(Self.key(ofTrouble: alert, role))
                failing[role, default: []].append(Said(words: Words.hashes(alert.templateText), isLine: false))
            }
        }
    }

    private static func key(_ alert: Alert, _ role: String) -> UInt64 {
        let text = alert.templateText.isEmpty ? alert.series : alert.templateText
        return StableHash.combine(StableHash.hash("\(role)|\(alert.kind.rawValue)|\(alert.origin)"), Words.key(text))
    }

    private static func key(ofTrouble alert: Alert, _ role: String) -> UInt64 {
        StableHash.combine(StableHash.hash("\(role)|trouble|\(alert.origin)"), Words.key(alert.templateText))
    }

    /// Whether an alert of a later group is no news.
    func cover(_ alert: Alert, _ words: Commonness) -> Bool {
        let role = Platform.role(alert.node)
        if alert.isQuiet { return quiet.contains(role) }
        if said.contains(Self.key(alert, role)) { return !alert.isSurge || showsKnown(alert, role, words) }
        if alert.isSurge { return showsKnown(alert, role, words) }
        if IncidentSignature.isOfTrouble(alert) { return said.contains(Self.key(ofTrouble: alert, role)) }
        // More work, where there was trouble.
        return alert.isMild && alert.kind == .rate && (failing[role] != nil || quiet.contains(role))
    }

    /// Whether the line that shows a surge of errors is one that the service had said.
    private func showsKnown(_ alert: Alert, _ role: String, _ words: Commonness) -> Bool {
        guard let known = failing[role] else { return false }
        guard let line = alert.evidence.samples.first else { return true }
        let shown = Words.hashes(line)
        // Lines are alike by what is said around a message, too: they are compared only where no message was ever quoted, as of access logs.
        let hasMessages = known.contains { !$0.isLine }
        return known.contains { said in
            if said.isLine {
                return !hasMessages
                    && Words.likeness(said.words, shown, weight: words.weight) >= Self.enoughOfALine
            }
            let all = said.words.reduce(0) { $0 + words.weight($1) }
            let common = said.words.reduce(0) { $0 + (shown.contains($1) ? words.weight($1) : 0) }
            return all > 0 && common / all >= Self.enoughOfAMessage
        }
    }
}

extension Alert {
    /// Something stayed away, or came less.
    fileprivate var isQuiet: Bool { kind == .silence || direction == .down }

    /// It tells that a service says more, or fails more, as a whole, and quotes no message.
    fileprivate var isSurge: Bool {
        (kind == .severity || kind == .rate) && templateText.isEmpty && !isMild && direction != .down
    }
}

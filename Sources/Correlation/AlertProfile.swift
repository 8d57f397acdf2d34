import Bytes
import Model

/// What of an alert is compared: made once when it is placed. Everything in it is bounded.
struct AlertProfile: Sendable {
    var node: NodeName
    var kind: SignalKind
    var onset: Micros
    /// The latest moment at which the trouble may have begun: a silence begins at some time before it is noticed.
    var latestOnset: Micros
    /// Until when the trouble may have begun where the onset is an estimate over many minutes; the onset elsewhere.
    var estimatedUntil: Micros
    /// Until when it went on: of what comes at long pauses, two of them longer than its last record.
    var lastSeen: Micros
    /// When it was raised.
    var at: Micros
    /// When it was last told of: of what stays away, until when it was missed.
    var toldUntil: Micros
    /// Strong enough to carry a group along in time; what is fainter joins but does not.
    var carries: Bool
    /// In decades.
    var score: Double
    /// Something came, rather than stayed away: only then does a repeat show that the trouble goes on. A stream that is silent
    /// as a whole goes on too; one message that stays away may have been part of the trouble.
    var lasts: Bool
    /// Less came than usual.
    var isQuiet: Bool
    /// Nothing at all came.
    var streamSilent: Bool
    /// Hash of the template's text; 0 where there is none.
    var template: UInt64
    var words: [UInt64]
    var identifiers: [Identifier]
    /// Other nodes that it names.
    var mentions: [NodeName]
    /// It speaks of trouble, so whom it names it accuses.
    var accuses: Bool
    /// It says no more than that there was more of what is said on a good day as well, or by whom. Beside graver signs it belongs to the incident
    /// without carrying it along: the work that piled up is done when the trouble is over.
    var isMoreWork: Bool
    /// It says that somebody's password was wrong.
    var isRefusal: Bool
    /// A message of failure that was never seen before.
    var isNewFailure: Bool
    /// A failure that broke out just now.
    var breaksOut: Bool

    /// A request id, an address, a user: with its hash.
    struct Identifier: Sendable, Equatable {
        var hash: UInt64
        var text: String
    }

    /// Whether an alert's onset is known to minutes only: what is counted over five and more is noticed late, and the stretch that was dense
    /// enough may reach back to what came before.
    private static func isEstimate(_ alert: Alert) -> Bool {
        alert.kind == .rate && alert.origin == "haetae"
            && (alert.evidence.windowSeconds >= 300 || alert.at - alert.onset >= 90 * .second)
    }

    /// Whether it tells of a failure of the machine that a node runs on, in words that were never heard.
    func speaksForMachine(of node: NodeName) -> Bool {
        isNewFailure && Platform.isOfMachine(self.node, carrying: node)
    }

    init(_ alert: Alert) {
        node = alert.node
        kind = alert.kind
        onset = min(alert.onset, alert.at)
        at = alert.at
        toldUntil = max(alert.at, alert.lastSeen)
        carries = alert.score >= 3
        score = alert.score
        isQuiet = alert.kind == .silence || alert.direction == .down
        let silent = alert.kind == .silence && alert.template == nil && alert.templateText.isEmpty
        streamSilent = silent
        latestOnset = streamSilent ? max(alert.at, onset) : onset
        estimatedUntil = Self.isEstimate(alert) ? max(alert.at, onset) : onset
        lasts = alert.kind != .silence || streamSilent
        lastSeen = lasts ? max(alert.lastSeen, alert.onset) + min(2 * alert.pace, 10 * .minute) : alert.onset
        template = alert.templateText.isEmpty ? 0 : StableHash.hash(alert.templateText)
        words = Words.hashes(alert.templateText)
        accuses = (alert.severity ?? .debug) <= .warning || alert.speaksOfTrouble
        isRefusal = accuses && alert.speaksOfRefusal
        isNewFailure = alert.kind == .novelty && accuses && alert.score >= 3
        breaksOut = Outbreak.begins(alert, accuses: accuses, isRefusal: isRefusal)
        // Who asks most is a fact, whatever the message says.
        isMoreWork = alert.kind == .rate && alert.direction == .up && alert.isMild || alert.isOfWords && alert.score < 4
        identifiers = []
        for text in alert.identifiers.prefix(16) where !text.isEmpty {
            let hash = StableHash.hash(text)
            if !identifiers.contains(where: { $0.hash == hash }) {
                identifiers.append(Identifier(hash: hash, text: String(text.prefix(128))))
            }
        }
        mentions = []
        for name in alert.mentions.prefix(16) where name != alert.node && !mentions.contains(name) {
            mentions.append(name)
        }
    }
}

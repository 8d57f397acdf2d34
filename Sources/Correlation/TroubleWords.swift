/// Words by which a message speaks of trouble, where it carries no severity.
enum TroubleWords {
    private static let beginnings = [
        "abort", "cannot", "crash", "denied", "disconnect", "error", "exception", "exceeded", "expired", "fail",
        "fatal", "invalid",
        "killed", "lost", "oom", "panic", "refused", "reject", "reset", "retry", "slow", "timed", "timeout", "unable",
        "unavailable",
        "unexpected", "unreachable", "broken", "closed",
    ]

    /// Those that a connection's or a session's ordinary end does not say.
    private static let failures = [
        "abort", "cannot", "crash", "denied", "error", "exception", "exceeded", "fail", "fatal", "oom", "panic",
        "refused",
        "timed", "timeout", "unable", "unavailable", "unreachable", "broken",
    ]

    /// Whether the text says that something failed, not only that it ended or was slow.
    static func speakOfFailure(_ text: String) -> Bool { speak(text, failures) }

    /// Whether some word of the text begins or ends like one of trouble (`failed`, `OperationalError`). The first 512 bytes.
    static func speakOfTrouble(_ text: String) -> Bool { speak(text, beginnings) }

    private static func speak(_ text: String, _ beginnings: [String]) -> Bool {
        var word: [UInt8] = []
        func matches() -> Bool {
            guard word.count >= 3 else { return false }
            let text = String(decoding: word, as: UTF8.self)
            // A name server's word for a good answer.
            if text == "noerror" { return false }
            return beginnings.contains { text.hasPrefix($0) } || text.hasSuffix("error") || text.hasSuffix("exception")
        }
        for byte in text.utf8.prefix(512) {
            switch byte {
            case 97...122: word.append(byte)
            case 65...90: word.append(byte | 32)
            default:
                if matches() { return true }
                word.removeAll(keepingCapacity: true)
            }
        }
        return matches()
    }
}

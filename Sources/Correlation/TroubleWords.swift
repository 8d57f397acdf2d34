/// Words by which a message speaks of trouble, where it carries no severity.
enum TroubleWords {
    private static let beginnings = [
        "abort", "cannot", "crash", "denied", "disconnect", "error", "exception", "exceeded", "expired", "fail",
        "fatal", "invalid",
        "killed", "lost", "oom", "panic", "refused", "reject", "reset", "retry", "slow", "timed", "timeout", "unable",
        "unavailable",
        "unexpected", "unreachable", "broken", "closed",
    ]

    /// Whether some word of the text begins or ends like one of trouble (`failed`, `OperationalError`). The first 512 bytes.
    static func speakOfTrouble(_ text: String) -> Bool {
        var word: [UInt8] = []
        func matches() -> Bool {
            guard word.count >= 3 else { return false }
            let text = String(decoding: word, as: UTF8.self)
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

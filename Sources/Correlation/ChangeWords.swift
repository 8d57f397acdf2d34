/// Words by which a message speaks of a change.
enum ChangeWords {
    static let words: Set<String> = [
        "activated", "booting", "deploy", "deployed", "deploying", "deployment", "exiting", "install", "installed",
        "installing", "killed",
        "listening", "migration", "ready",
        "reload", "reloaded", "reloading", "release", "restart", "restarted", "restarting", "rollback", "rolled",
        "shutdown",
        "shutting", "sigkill", "sigterm", "started", "starting", "stopped", "stopping", "upgrade", "upgraded",
    ]

    static func speakOfChange(_ text: String) -> Bool {
        var word: [UInt8] = []
        for byte in text.utf8.prefix(512) {
            switch byte {
            case 97...122: word.append(byte)
            case 65...90: word.append(byte | 32)
            default:
                if word.count >= 3, words.contains(String(decoding: word, as: UTF8.self)) { return true }
                word.removeAll(keepingCapacity: true)
            }
        }
        return word.count >= 3 && words.contains(String(decoding: word, as: UTF8.self))
    }
}

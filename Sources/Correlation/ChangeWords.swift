import Bytes

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

    /// Wherever they stand in a Korean word: `재배포했습니다`.
    private static let korean = [
        "배포", "재시작", "재기동", "기동", "시작", "중지", "정지", "종료", "설치", "업데이트", "업그레이드", "롤백", "패치", "릴리스", "릴리즈", "마이그레이션",
        "다시 읽",
    ].map { Array($0.utf8) }

    static func speakOfChange(_ text: String) -> Bool {
        let bytes = Array(text.utf8.prefix(512))
        if bytes.contains(where: \.beginsHangul),
            korean.contains(where: { bytes.firstRange(of: $0) != nil })
        {
            return true
        }
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

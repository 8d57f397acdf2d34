import Model
import Topology

extension CauseBoard {
    /// Who refuses a wrong password does its work; the trouble is with the one who gives it, where only one does. Where several
    /// services are turned away at once, it is rather the refuser's book of passwords.
    mutating func refuse() {
        var callers: [Int: Set<Int>] = [:]
        var refusers: Set<Int> = []
        for member in group.members where member.alert.speaksOfRefusal {
            guard let at = place[member.alert.node] else { continue }
            refusers.insert(at)
            for name in member.alert.mentions {
                for target in blame(name, by: member.alert.node) where target != at {
                    callers[target, default: []].insert(at)
                }
            }
        }
        for at in refusers.sorted() {
            guard let index = indices[at] else { continue }
            // It was turned away by one that says so itself.
            for need in topology.neighbours(of: index, .upstream) {
                if let target = places[need], refusers.contains(target) { callers[target, default: []].insert(at) }
            }
        }
        for (refuser, turnedAway) in callers.sorted(by: { $0.key < $1.key }) {
            // Replicas of one service are given their password together.
            guard Set(turnedAway.map { Platform.role(names[$0]) }).count == 1,
                turnedAway.allSatisfy({ refused[refuser] != $0 })
            else { continue }
            let passed = refusers.contains(refuser) ? strength[refuser] * 0.7 / Double(turnedAway.count) : 0
            for caller in turnedAway.sorted() {
                refused[caller] = refuser
                strength[refuser] -= passed
                strength[caller] = max(strength[caller], passed) + 0.3 * min(strength[caller], passed)
            }
        }
    }
}

/// What is said of a password that is wrong.
enum CredentialWords {
    private static let phrases = [
        "authentication failed", "authentication failure", "authenticationerror", "access denied for user",
        "invalid password", "wrong password", "incorrect password", "invalid credentials", "bad credentials",
        "login failed for user", "preauthentication failed", "pre-authentication failed", "krb_ap_err",
        "clock skew too great",
        "wrongpass", "access_refused", "인증 실패", "비밀번호가",
    ].map { Array($0.utf8) }

    /// The first 512 bytes, whatever the case of letters.
    static func speakOfRefusal(_ text: String) -> Bool {
        let bytes = text.utf8.prefix(512).map { $0 >= 65 && $0 <= 90 ? $0 | 32 : $0 }
        return phrases.contains { phrase in
            guard bytes.count >= phrase.count else { return false }
            return (0...(bytes.count - phrase.count)).contains { at in
                bytes[at] == phrase[0] && bytes[at..<(at + phrase.count)].elementsEqual(phrase)
            }
        }
    }
}

extension Alert {
    /// Whether its message, or the exception that its first line brought along, says that a password was wrong.
    var speaksOfRefusal: Bool {
        CredentialWords.speakOfRefusal(templateText)
            || kind != .silence && direction != .down
                && (evidence.samples.first.map(CredentialWords.speakOfRefusal) ?? false)
    }
}

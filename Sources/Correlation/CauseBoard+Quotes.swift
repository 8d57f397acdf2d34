import Model
import Topology

extension CauseBoard {
    /// Finds who repeats whose words. A client that is refused quotes the server's own message within a longer one of its own
    /// (`mysqli_real_connect(): Too many connections`): whoever says no more than what others quote is whom they quote. Replicas
    /// say the same and quote nobody. O(messages of trouble squared), of which 64 at most are looked at.
    mutating func quote() {
        var said: [(at: Int, words: [Substring])] = []
        for member in group.members where said.count < Self.maximumQuotes && !correlator.isMild(member.alert) {
            guard let at = place[member.alert.node], !Platform.isSupervisor(member.alert.node) else { continue }
            let words = Self.words(member.alert.templateText)
            guard words.count >= 3, !said.contains(where: { $0.at == at && $0.words == words }) else { continue }
            said.append((at, words))
        }
        for (speaker, long) in said {
            for (source, short) in said where source != speaker && short.count < long.count {
                // Where neither is known to need the other, a word more may be chance.
                let more = needs(speaker, source) ? 1 : 3
                guard short.count + more <= long.count, !quoted[speaker].contains(source), !needs(source, speaker),
                    long.firstRange(of: short) != nil
                else { continue }
                quoted[speaker].append(source)
            }
        }
    }

    /// Messages of trouble that are compared.
    private static let maximumQuotes = 64

    /// Whether one node is known to need the other: a caller is not quoted by what it calls.
    private func needs(_ caller: Int, _ called: Int) -> Bool {
        topology.edge(from: names[caller], to: names[called]) != nil
    }

    /// Words of letters of the first 512 bytes, without their case.
    private static func words(_ text: String) -> [Substring] {
        String(text.prefix(512)).lowercased().split { !$0.isLetter }.filter { $0.count > 1 }
    }

    /// Where two or more nodes in trouble blame one and the same that they need, and nobody else, and it says nothing itself, their trouble is
    /// its: a database that is locked, or a server that is only slow, makes all of its callers speak. It gets a part of what the second
    /// strongest of them shows, so that one caller alone never makes it suspect.
    mutating func agree() {
        var accusers: [Int: [Int]] = [:]
        for at in names.indices where entries[at] != nil && strength[at] > 0 {
            guard blamed[at].count == 1, let target = blamed[at].first, needs(at, target), refused[at] == nil else {
                continue
            }
            accusers[target, default: []].append(at)
        }
        for (target, voices) in accusers.sorted(by: { $0.key < $1.key }) where voices.count >= 2 {
            // Who blames somebody else in turn is a victim, too.
            guard blamed[target].isEmpty else { continue }
            let passed = Self.agreement * voices.map { strength[$0] }.sorted(by: >)[1]
            guard passed > strength[target] else { continue }
            strength[target] = passed
            for voice in voices {
                if let when = onset[voice] { onset[target] = min(onset[target] ?? when, when) }
            }
        }
    }

    /// Share of what its accusers show that a silent one is believed to have.
    private static let agreement = 0.7

    /// Whoever alone asks for a name that does not exist, and names nobody else, was told a wrong name: its own settings are
    /// likelier at fault than anything that it no longer calls. Where several ask in vain, it is not one's settings.
    mutating func strand() {
        var asking: Set<Int> = []
        for member in group.members where !correlator.isMild(member.alert) {
            guard let at = place[member.alert.node], UnknownNames.speak(in: member.alert.templateText) else { continue }
            asking.insert(at)
        }
        stranded = asking.count == 1 ? asking.first : nil
    }
}

/// What programs say of a name that no name server knows. Not what they say where the server does not answer.
enum UnknownNames {
    private static let phrases = [
        "enotfound", "nxdomain", "no such host", "name or service not known", "could not resolve host",
        "host not found in upstream", "unknownhostexception", "nodename nor servname provided",
    ].map { Array($0.utf8) }

    /// The first 512 bytes, whatever the case of letters.
    static func speak(in text: String) -> Bool {
        let bytes = text.utf8.prefix(512).map { $0 >= 65 && $0 <= 90 ? $0 | 32 : $0 }
        return phrases.contains { phrase in
            guard bytes.count >= phrase.count else { return false }
            return (0...(bytes.count - phrase.count)).contains { at in
                bytes[at] == phrase[0] && bytes[at..<(at + phrase.count)].elementsEqual(phrase)
            }
        }
    }
}

/// What a question looks like, before a word of it is understood: an alert's annotation, a log line, or somebody asking.
package enum QuestionShape {
    /// Two sentences or more, of two words or more, that ask nothing: alerts are annotated with a summary and a description.
    static func isAlert(_ text: String) -> Bool {
        let low = text.prefix(2000).lowercased()
        if low.contains("?") { return false }
        let words = Set(low.split { !$0.isLetter && !$0.isNumber }.map(String.init))
        if !words.isDisjoint(with: ["how", "what", "which", "why", "we", "our", "my", "i"]) { return false }
        if ["어떻게", "방법", "하려면", "나요", "까요", "되나", "해요", "명령"].contains(where: { low[...].range(of: $0) != nil }) {
            return false
        }
        var sentences = 0
        var wordsInSentence = 0
        var before: Character = " "
        for character in low + " " {
            if character.isWhitespace {
                if !before.isWhitespace { wordsInSentence += 1 }
                if ".!".contains(before) || character == "\n" {
                    if wordsInSentence > 1 { sentences += 1 }
                    wordsInSentence = 0
                }
            }
            before = character
        }
        if wordsInSentence > 1 { sentences += 1 }
        return sentences > 1
    }

    /// Whether it tells of a thing that does not work ("not reporting", "stuck", "안 됩니다"): what is wanted is a page on trouble, not one on how the
    /// thing is set up.
    static func isSymptom(_ text: String) -> Bool {
        let low = text.prefix(2000).lowercased()
        let words = low.split { !$0.isLetter && !$0.isNumber && $0 != "'" }
        let isTold = words.contains { word in
            symptoms.contains(String(word)) || word.hasSuffix("n't")
                || (symptomBeginnings.contains(where: word.hasPrefix) && !word.hasPrefix("failover"))
        }
        return isTold || koreanSymptoms.contains { low[...].range(of: $0) != nil }
    }
    private static let symptoms: Set<String> = [
        "not", "never", "cannot", "hangs", "hung", "lost", "stuck", "slow", "wrong", "unable", "missing", "denied",
        "down",
    ]
    private static let symptomBeginnings = ["fail", "error", "crash", "timeout", "broke", "refus"]
    private static let koreanSymptoms = [
        "안 되", "안되", "안 돼", "안돼", "안 됨", "안 됩", "안됩", "못 ", "않", "오류", "에러", "실패", "멈", "끊", "느려", "느립", "죽", "깨졌",
    ]

    /// Four numbers between dots, with or without a port.
    package static func isAddress(_ word: Substring) -> Bool {
        let parts = word.split(separator: ":", maxSplits: 1)[...]
        guard let host = parts.first else { return false }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count == 4 && numbers.allSatisfy { !$0.isEmpty && $0.count < 4 && $0.allSatisfy(\.isNumber) }
    }

    /// `key=value`, `unit[123]:`, a level in capitals or a klog head (`E1124`), `name:` at the beginning.
    static func isLogLine(_ text: String) -> Bool {
        let words = text.prefix(2000).split(separator: " ").prefix(40)
        guard let first = words.first else { return false }
        // Nobody types an address with its port or sender into a question of so many words.
        if words.count > 5, !text.contains("?"), words.contains(where: isAddress) { return true }
        if first.last == ":", first.dropLast().allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }),
            words.count > 2
        {
            return true
        }
        return words.contains { word in
            if let equals = word.firstIndex(of: "="), equals > word.startIndex {
                return word[..<equals].allSatisfy { $0.isLetter || $0.isNumber || "_.-".contains($0) }
            }
            if let open = word.firstIndex(of: "["), word.hasSuffix("]:") || word.hasSuffix("]") {
                let inside = word[word.index(after: open)...].prefix { $0 != "]" }
                if open > word.startIndex, !inside.isEmpty, inside.allSatisfy(\.isNumber) { return true }
            }
            if ["[ERR]", "[ERROR]", "[WARN]", "[CRIT]", "ERROR", "FATAL", "PANIC"].contains(where: {
                word.hasPrefix($0)
            }) {
                return true
            }
            guard let head = word.first, "EWIF".contains(head), word.count == 5 else { return false }
            return word.dropFirst().allSatisfy(\.isNumber)
        }
    }
}

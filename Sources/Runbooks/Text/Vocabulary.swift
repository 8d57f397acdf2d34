/// What operators call things: synonyms, Korean for English, chatter to pass over, names of sections. Text in a plain
/// format (docs/runbooks.md), so that an operator extends it with a file of the same kind:
///
///     # a comment
///     machine = node = host          each finds the others
///     자리 -> slot, room              the left finds the right; Korean on the left is the beginning of a word
///     stop: please, 어떻게             not part of any topic
///     light: inside, detect           says little: counts, but less
///     section fix: mitigation, 조치    headings under which steps to repair stand (fix, check, cause, impact, meaning)
///     warning: never, 금지            words that mark a warning
package struct Vocabulary: Sendable {
    /// What another word for a term is worth beside the term itself.
    static let synonymWeight = 0.75
    static let translationWeight = 0.9

    struct Expansion: Sendable, Hashable {
        /// Analysed terms, stop words left out.
        var terms: [String]
        var weight: Double
        /// As the vocabulary writes it.
        var surface: String
    }
    struct Phrase: Sendable {
        var stems: [String]
        var expansions: [Expansion]
    }

    private(set) var words: [String: [Expansion]] = [:]
    /// By first stem, longest first.
    private(set) var phrases: [String: [Phrase]] = [:]
    /// Korean beginnings of words.
    private(set) var korean: [String: [Expansion]] = [:]
    private(set) var longestKorean = 1
    /// Korean words of an English term, in the vocabulary's order: an English question finds Korean runbooks, and a Korean one those that
    /// say it otherwise.
    private(set) var koreanWords: [String: [String]] = [:]
    /// More Korean words than this for one term are too many to mean it.
    static let mostKoreanWords = 6
    /// What a Korean word is worth beside the English term asked for, and beside another Korean word for it.
    static let koreanWeight = 0.55
    static let koreanSynonymWeight = 0.7
    private(set) var stops: Set<String> = []
    /// Korean stop words that are beginnings, too.
    private(set) var koreanStops: Set<String> = []
    /// Names of products: an answer must speak of the one that the question names.
    private(set) var names: Set<String> = []
    /// Common words that say little about the topic: they count, with `lightWeight`.
    private(set) var light: Set<String> = []
    static let lightWeight = 0.4
    private(set) var sections: [Intent: [String]] = [:]
    private(set) var warnings: [String] = []
    /// Single words among the names of sections and the warnings, and their stems.
    private var askingWords: Set<String> = []
    private var analyzer = Analyzer()

    init() {}

    /// No word known: what retrieval does without lists.
    package static let none = Vocabulary()

    /// The built-in vocabulary as written: `Resources/vocabulary.txt`, which the build puts into the binary.
    package static var builtinText: String { String(decoding: PackageResources.vocabulary_txt, as: UTF8.self) }

    /// The built-in vocabulary.
    package static let builtin: Vocabulary = {
        var vocabulary = Vocabulary()
        do { try vocabulary.add(builtinText) } catch { assertionFailure("\(error)") }
        return vocabulary
    }()

    /// Adds the lines of `text`; throws with the number of the line that cannot be read.
    package mutating func add(_ text: String) throws(RunbookError) {
        for (number, line) in text.lines.enumerated() {
            let line = (line.firstIndex(of: "#").map { String(line[..<$0]) } ?? line).trimmed
            if line.isEmpty { continue }
            if let colon = line.firstIndex(of: ":") {
                let values = line[line.index(after: colon)...].split(separator: ",").map(\.trimmed).filter {
                    !$0.isEmpty
                }
                try directive(line[..<colon].trimmed, values, line: number + 1)
            } else if let arrow = line[...].range(of: "->") {
                let left = line[..<arrow.lowerBound].split(separator: ",").map(\.trimmed).filter { !$0.isEmpty }
                let right = line[arrow.upperBound...].split(separator: ",").map(\.trimmed).filter { !$0.isEmpty }
                guard !left.isEmpty, !right.isEmpty else {
                    throw .vocabulary(line: number + 1, "nothing on one side of ->")
                }
                for from in left { for to in right { link(from, to) } }
            } else {
                let names = line.split(separator: "=").map(\.trimmed).filter { !$0.isEmpty }
                guard names.count > 1 else {
                    throw .vocabulary(
                        line: number + 1, "neither a = b nor a -> b nor stop:, light:, name:, section NAME:, warning:")
                }
                for from in names { for to in names where to != from { link(from, to) } }
            }
        }
    }

    private mutating func directive(_ name: String, _ values: [String], line: Int) throws(RunbookError) {
        switch name {
        case "stop":
            for value in values {
                if value.hasHangul {
                    koreanStops.insert(value)
                } else {
                    stops.insert(analyzer.stem(value.lowercased()))
                }
            }
        case "name":
            for value in values { names.insert(analyzer.stem(value.lowercased())) }
        case "light":
            for value in values { light.insert(value.hasHangul ? value : analyzer.stem(value.lowercased())) }
        case "warning":
            warnings += values.map { $0.lowercased() }
            addAsking(values)
        default:
            let parts = name.split(separator: " ")
            guard parts.count == 2, parts[0] == "section", let intent = Intent(rawValue: String(parts[1])) else {
                throw .vocabulary(
                    line: line,
                    "unknown '\(name):'; use stop, light, name, warning or section fix|check|cause|impact|meaning")
            }
            sections[intent, default: []] += values.map { $0.lowercased() }
            addAsking(values)
        }
    }

    private mutating func addAsking(_ words: [String]) {
        for word in words.map({ $0.lowercased() }) where !word.contains(" ") {
            askingWords.formUnion([word, analyzer.stem(word)])
        }
    }

    private mutating func link(_ from: String, _ to: String) {
        let isTranslation = from.hasHangul != to.hasHangul
        let terms = content(to)
        guard !terms.isEmpty else { return }
        let expansion = Expansion(
            terms: terms, weight: isTranslation ? Self.translationWeight : Self.synonymWeight, surface: to)
        let stems = analyzer.tokens(of: from).filter { $0.kind != .identifier || !$0.text.isEmpty }
        if from.hasHangul, !from.contains(" "), from.unicodeScalars.allSatisfy({ TextFolding.isHangul($0.value) }) {
            korean[from, default: []].append(expansion)
            // A beginning of one syllable is a piece of a verb and stands in too many words.
            if isTranslation, let term = terms.first, terms.count == 1, from.unicodeScalars.count > 1,
                koreanWords[term, default: []].count < Self.mostKoreanWords
            {
                koreanWords[term, default: []].append(from)
            }
            longestKorean = max(longestKorean, from.unicodeScalars.count)
            return
        }
        let names = stems.map(\.text)
        guard let first = names.first else { return }
        if names.count == 1 {
            words[first, default: []].append(expansion)
        } else if let at = phrases[first]?.firstIndex(where: { $0.stems == names }) {
            phrases[first]?[at].expansions.append(expansion)
        } else {
            phrases[first, default: []].append(Phrase(stems: names, expansions: [expansion]))
            phrases[first]?.sort { $0.stems.count > $1.stems.count }
        }
    }

    /// The terms of an expansion that carry the topic.
    private mutating func content(_ text: String) -> [String] {
        let tokens = analyzer.tokens(of: text)
        let kept = tokens.filter { !($0.kind == .word && StopWords.english.contains($0.surface)) }
        // `bad` of `bad gateway` finds every page on something bad.
        let topical = kept.filter { !($0.kind == .word && stops.contains($0.text)) }
        return (topical.isEmpty ? kept : topical).map(\.text)
    }

    /// Whether a Korean word says little: as a whole, or, where the vocabulary has no other word for it, by its beginning (`잃어버렸습니다`).
    func isLightKorean(_ token: Token, isKnown: Bool) -> Bool {
        if light.contains(token.text) || light.contains(token.surface) { return true }
        if isKnown { return false }
        let scalars = Array(token.surface.unicodeScalars)
        for length in stride(from: min(scalars.count, Self.longestLight), to: 1, by: -1) {
            var beginning = ""
            beginning.unicodeScalars.append(contentsOf: scalars.prefix(length))
            if light.contains(beginning) { return true }
        }
        return false
    }
    /// Syllables of the longest everyday Korean word looked for at the beginning of another.
    private static let longestLight = 5

    /// Whether `term` is an everyday word or one that the vocabulary has other words for: no slip of the hand.
    func isEverydayOrKnown(_ term: String) -> Bool {
        light.contains(term) || stops.contains(term) || words[term] != nil || names.contains(term)
    }

    /// Whether `word` says what is wanted of a topic rather than what the topic is: a name of a section (`cause`, `영향`), a warning, a
    /// Korean question word with any ending (`뭐야`).
    func isAsking(_ word: String) -> Bool {
        askingWords.contains(word) || Self.askingBeginnings.contains { word.hasPrefix($0) }
    }
    /// Of those, what begins no other word (`왜곡`).
    private static let questionBeginnings = ["뭐", "뭔", "뭘", "무엇", "어떻", "어떤", "얼마"]
    private static let askingBeginnings = questionBeginnings + ["무슨", "왜", "어디"]

    func isStop(_ token: Token) -> Bool {
        switch token.kind {
        case .word: StopWords.english.contains(token.surface) || stops.contains(token.text)
        case .hangul:
            koreanStops.contains(token.text) || koreanStops.contains(token.surface)
                || Self.questionBeginnings.contains { token.surface.hasPrefix($0) }
        case .identifier, .number: false
        }
    }

    /// Cuts a Korean word into the longest known beginnings: `디스크공간` is `디스크` + `공간`. What is left over at the end is
    /// dropped when something was found.
    func koreanParts(_ word: String) -> [(part: String, expansions: [Expansion])] {
        let parts = koreanBeginnings(word)
        guard parts.isEmpty else { return parts }
        if let opened = KoreanWord.opened(word) {
            let parts = koreanBeginnings(opened)
            if !parts.isEmpty { return parts }
        }
        for stem in KoreanWord.inflected(word) {
            let parts = koreanBeginnings(stem)
            if !parts.isEmpty { return parts }
        }
        return []
    }

    private func koreanBeginnings(_ word: String) -> [(part: String, expansions: [Expansion])] {
        var parts: [(String, [Expansion])] = []
        var rest = Array(word.unicodeScalars)[...]
        while !rest.isEmpty {
            var found: (Int, String, [Expansion])?
            for length in stride(from: min(longestKorean, rest.count), through: 1, by: -1) {
                var key = ""
                key.unicodeScalars.append(contentsOf: rest.prefix(length))
                if let expansions = korean[key] {
                    found = (length, key, expansions)
                    break
                }
            }
            guard let (length, key, expansions) = found else { break }
            // A beginning of one syllable stands for a verb (`찼`, `꽉`): only at the beginning of the word.
            if length == 1, !parts.isEmpty { break }
            // A product's name of one syllable (`콩`: Kong) is a word of its own, not the beginning of another (`콩코스`).
            if length == 1, rest.count > 1, expansions.contains(where: { $0.terms.contains(where: names.contains) }) {
                break
            }
            parts.append((key, expansions))
            rest = rest.dropFirst(length)
        }
        return parts
    }
}

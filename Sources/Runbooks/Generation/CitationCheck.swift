/// Whether a model's words are borne out by the passages that it cites. Pure: the same reply gives the same verdict.
///
/// A sentence is kept when it cites a passage that exists, most of its words of content stand in what it cites (another word
/// for them counts, so that a Korean sentence can rest on an English passage), its numbers and commands stand there verbatim,
/// and it does not advise what the nearest sentence there forbids, nor the reverse.
package struct CitationCheck: Sendable {
    package enum Reason: String, Sendable, Hashable, Codable {
        case uncited, unsupported, command, number, contradicts, link, language
    }
    package struct Kept: Sendable, Hashable {
        package var text: String
        /// Numbers of passages, those that exist.
        package var passages: [Int]
    }
    package struct Dropped: Sendable, Hashable {
        package var text: String
        package var reason: Reason
    }
    package struct Verdict: Sendable, Hashable {
        package var kept: [Kept] = []
        package var dropped: [Dropped] = []
    }

    /// Share of a sentence's words that must stand in what it cites.
    static let support = 0.6

    let vocabulary: Vocabulary
    /// Likeness of two texts by a model, when there is one: a sentence far from its passage is dropped even if it uses its words.
    var likeness: (@Sendable (String, String) -> Double)?
    static let leastLikeness = 0.25

    package init(vocabulary: Vocabulary = .builtin, likeness: (@Sendable (String, String) -> Double)? = nil) {
        (self.vocabulary, self.likeness) = (vocabulary, likeness)
    }

    /// Judges each sentence of `reply`. O(reply x passages).
    ///
    /// - Parameter isKorean: the language that was asked for; nil where any will do.
    package func check(_ reply: String, against passages: [Passage], isKorean: Bool? = nil) -> Verdict {
        var verdict = Verdict()
        for sentence in Self.sentences(of: reply) {
            let (text, numbers) = Self.citations(in: sentence)
            guard text.contains(where: { $0.isLetter }) else { continue }
            let cited = passages.filter { numbers.contains($0.number) }
            if let isKorean, !cited.isEmpty, !Self.isWritten(text, inKorean: isKorean) {
                verdict.dropped.append(Dropped(text: text, reason: .language))
            } else if let reason = fault(text, cited) {
                verdict.dropped.append(Dropped(text: text, reason: reason))
            } else {
                verdict.kept.append(Kept(text: text, passages: cited.map(\.number)))
            }
        }
        return verdict
    }

    private func fault(_ text: String, _ cited: [Passage]) -> Reason? {
        guard !cited.isEmpty else { return .uncited }
        let source = cited.map { $0.title + "\n" + $0.text }.joined(separator: "\n")
        let flat = Self.flattened(source)
        let lines = source.lines.map { Self.flattened(String($0)) }
        for command in Self.commands(in: text) where !VerbatimCommand.stands(Self.flattened(command), in: lines) {
            return .command
        }
        for link in Self.links(in: text) where flat[...].range(of: link) == nil { return .link }
        let known = Self.numbers(in: source)
        for number in Self.numbers(in: text) where !known.contains(number) { return .number }
        var analyzer = Analyzer()
        let terms = Set(analyzer.indexed(source).split(separator: " ").map(String.init))
        guard support(of: text, in: terms, &analyzer) >= Self.support else { return .unsupported }
        if forbids(text) != forbids(nearestSentence(to: text, in: source, &analyzer)) { return .contradicts }
        if let likeness, cited.map({ likeness(text, $0.text) }).max() ?? 1 < Self.leastLikeness { return .unsupported }
        return nil
    }

    /// Share of the words of content of `text` that stand in `terms`. Korean words for which no English is known cannot be
    /// compared with an English passage and are left out, unless they are most of the sentence.
    private func support(of text: String, in terms: Set<String>, _ analyzer: inout Analyzer) -> Double {
        var found = 0.0
        var all = 0.0
        var incomparable = 0.0
        let isKoreanSource = terms.contains { $0.hasHangul }
        for token in analyzer.tokens(of: text) where !vocabulary.isStop(token) && token.kind != .number {
            all += 1
            if terms.contains(token.text) || terms.contains(token.surface) {
                found += 1
                continue
            }
            if token.kind == .hangul {
                if isKoreanSource {
                    let pairs = Analyzer.pairs(token.text)
                    if !pairs.isEmpty, pairs.allSatisfy(terms.contains) {
                        found += 1
                        continue
                    }
                }
                let parts = vocabulary.koreanParts(token.text)
                if parts.contains(where: { $0.expansions.contains { $0.terms.contains(where: terms.contains) } }) {
                    found += 1
                } else if !isKoreanSource, parts.isEmpty {
                    incomparable += 1
                }
            } else if vocabulary.words[token.text]?.contains(where: { $0.terms.allSatisfy(terms.contains) }) == true {
                found += 0.75
            }
        }
        let comparable = all - incomparable
        guard comparable > 0, comparable * 3 >= all else { return 0 }
        return found / comparable
    }

    private func nearestSentence(to text: String, in source: String, _ analyzer: inout Analyzer) -> String {
        let words = Set(analyzer.indexed(text).split(separator: " "))
        var best = (share: 0, sentence: text)
        for sentence in source.split(separator: "\n").flatMap({ QuoteText.sentences(String($0)) }) {
            let share = Set(analyzer.indexed(sentence).split(separator: " ")).intersection(words).count
            if share > best.share { best = (share, sentence) }
        }
        // Across languages nothing can be told.
        return best.share >= 2 && best.sentence.hasHangul == text.hasHangul ? best.sentence : text
    }

    private func forbids(_ sentence: String) -> Bool {
        let text = " " + sentence.lowercased() + " "
        return [" not ", "n't ", " never ", " avoid ", "금지", "절대", "마십시오", "마세요", "안 됩니다", "안됩니다", "않습니다", "않는다", "삼가"]
            .contains { text[...].range(of: $0) != nil }
    }

    /// Whether most letters outside of code are of the language's script; names and code are written alike in all.
    static func isWritten(_ text: String, inKorean isKorean: Bool) -> Bool {
        var hangul = 0
        var latin = 0
        var other = 0
        for (i, part) in text.split(separator: "`", omittingEmptySubsequences: false).enumerated() where i % 2 == 0 {
            for scalar in part.unicodeScalars where scalar.properties.isAlphabetic {
                if TextFolding.isHangul(scalar.value) {
                    hangul += 1
                } else if scalar.value < 0x250 {
                    latin += 1
                } else {
                    other += 1
                }
            }
        }
        // A Korean sentence about `PostgreSQL` is mostly Latin letters, and Korean for its particles and its verb.
        if isKorean { return hangul >= 2 && hangul * 8 >= latin + other || hangul + latin + other < 4 }
        return latin >= (hangul + other) * 2
    }

    // MARK: reading a reply

    /// Sentences, with the citations that follow their full stop.
    static func sentences(of reply: String) -> [String] {
        var out: [String] = []
        var fence: [String]?
        for line in reply.lines {
            if line.trimmed.hasPrefix("```") {
                if let open = fence {
                    // A block belongs to the sentence before it.
                    let code = "`" + open.joined(separator: " ; ") + "`"
                    if let last = out.indices.last { out[last] += " " + code } else { out.append(code) }
                    fence = nil
                } else {
                    fence = []
                }
                continue
            }
            if fence != nil {
                fence?.append(line.trimmed)
                continue
            }
            for sentence in QuoteText.sentences(line.trimmed) {
                // "... restart it. [1] Then ...": the citation belongs to the sentence before.
                var sentence = sentence
                while sentence.hasPrefix("["), let close = sentence.firstIndex(of: "]"), !out.isEmpty,
                    sentence[..<close].dropFirst().allSatisfy({ $0.isNumber || $0 == "," || $0 == " " })
                {
                    out[out.count - 1] += " " + sentence[...close]
                    sentence = sentence[sentence.index(after: close)...].trimmed
                }
                if !sentence.isEmpty { out.append(sentence) }
            }
        }
        return out
    }

    /// `Restart it [1][3].` -> (`Restart it.`, [1, 3])
    static func citations(in sentence: String) -> (String, Set<Int>) {
        var numbers: Set<Int> = []
        var text = ""
        var rest = sentence[...]
        while let open = rest.firstIndex(of: "["), let close = rest[open...].firstIndex(of: "]") {
            let inside = rest[rest.index(after: open)..<close]
            let parts = inside.split { ", ".contains($0) }
            if !parts.isEmpty, parts.allSatisfy({ Int($0) != nil }) {
                numbers.formUnion(parts.compactMap { Int($0) })
                var before = rest[..<open]
                while before.last == " " { before = before.dropLast() }
                text += before
            } else {
                text += rest[...close]
            }
            rest = rest[rest.index(after: close)...]
        }
        return ((text + rest).trimmed, numbers)
    }

    /// What stands in backticks, and bare words that only a command line holds (`--force`, `/etc/x`, `a=b`, `|`).
    static func commands(in text: String) -> [String] {
        var commands: [String] = []
        let parts = text.split(separator: "`", omittingEmptySubsequences: false)
        for (i, part) in parts.enumerated() {
            if i % 2 == 1, !part.trimmed.isEmpty {
                commands += part.split(separator: " ; ").map { String($0).trimmed }
            } else {
                for word in part.split(whereSeparator: \.isWhitespace).map(String.init) where isCommandLike(word) {
                    commands.append(String(word.reversed().drop { ".,;:)".contains($0) }.reversed()))
                }
            }
        }
        // The verbs that destroy are commands whether or not they stand in backticks.
        let low = text.lowercased()
        for verb in [
            "rm -", "sudo ", "curl ", "wget ", "chmod ", "dd if", "mkfs", "kubectl ", "systemctl ", "drop table",
            "flushall", "shutdown -",
        ] {
            if let at = low[...].range(of: verb), !text.contains("`") { commands.append(String(low[at].trimmed)) }
        }
        return commands
    }

    private static func isCommandLike(_ word: String) -> Bool {
        if word.hasPrefix("--") || word == "|" || word.hasPrefix("$") { return true }
        if word.hasPrefix("/") { return word.count > 3 }
        return word.hasPrefix("-") && word.count == 2 && word.last?.isLetter == true
    }

    private static func links(in text: String) -> [String] {
        text.split(whereSeparator: { $0.isWhitespace || "()<>`\"'".contains($0) }).map(String.init).filter {
            $0.contains("://")
        }
        .map { String($0.reversed().drop { ".,;".contains($0) }.reversed()) }
    }

    private static func numbers(in text: String) -> Set<String> {
        var numbers: Set<String> = []
        var digits = ""
        for character in text + " " {
            if character.isASCII && character.isNumber {
                digits.append(character)
            } else {
                // The number of a list's item or a small count is style, not fact.
                if digits.count >= 2 || (digits.count == 1 && character == "%") { numbers.insert(digits) }
                digits = ""
            }
        }
        return numbers
    }

    private static func flattened(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
    }
}

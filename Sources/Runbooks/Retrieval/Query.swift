/// One thing that a question speaks of, in all the words that the runbooks may use for it.
struct Concept: Sendable {
    struct Alternative: Sendable {
        var term: String
        /// 1 for the asker's own word, less for another word for it.
        var weight: Double
    }
    enum Kind: Sendable { case word, identifier, number, hangul, phrase }
    var surface: String
    var kind: Kind
    /// How much it counts beside the others: 1, more when repeated, less for numbers.
    var weight: Double
    /// How much an answer must speak of it: less for common words and verb forms.
    var demand = 1.0
    var alternatives: [Alternative]
    /// Pairs of syllables of a Korean word: it is held to be there when most of them are.
    var pairs: [String] = []
    /// Whether the question is not answered unless this is covered. Phrases and joined words are extra evidence only.
    var isDemanded = true
    /// The name of a product, an alert, an object: an answer about another one is none.
    var isName = false
    /// A product of the vocabulary (`name:`).
    var isProduct = false
    /// A Korean verb that the vocabulary does not know.
    var isVerb = false
    /// An everyday word (`light:`): where no runbook holds it, it asks for nothing.
    var isLight = false
    /// A whole name of three parts or more (`KubePodCrashLooping`).
    var isLongName = false
    /// Of a phrase: the words it stands for, which it covers when it is found.
    var covers: [Int] = []
}

/// A question, read.
struct Query: Sendable {
    var text: String
    var isKorean: Bool
    var concepts: [Concept]
    /// Several sentences that ask nothing, as alerts are annotated.
    var isAlert = false
    /// `unit[12]: text`, `key=value`, an upper-case level in front.
    var isLogLine = false
    /// It tells of a thing that does not work.
    var isSymptom = false
    /// The question's terms in order, chatter too and articles not, as the index holds them: what is quoted is found as a run.
    var sequence: [String] = []
    /// How many words of the incident's context were added.
    var contextTerms: Int = 0
}

/// Makes a `Query` of a question or a log line: noise dropped, words expanded by the vocabulary.
struct QueryReader {
    /// More words than this are not searched for: a pasted log is not a question.
    static let mostConcepts = 48
    static let longestText = 4000
    /// Terms of a question that are looked for as a run.
    static let longestSequence = 64

    let vocabulary: Vocabulary
    var analyzer = Analyzer()

    init(vocabulary: Vocabulary) { self.vocabulary = vocabulary }

    /// `context`: names of services, kinds of alert, templates of the incident that is asked about; they help to choose and
    /// are never demanded.
    mutating func read(_ text: String, context: [String] = []) -> Query {
        let cleaned = QuestionNoise.without(ObjectNames.marked(TextFolding.fold(String(text.prefix(Self.longestText)))))
        var query = Query(text: text, isKorean: text.hasHangul, concepts: [])
        query.isLogLine = QuestionShape.isLogLine(text)
        query.isAlert = QuestionShape.isAlert(text)
        query.isSymptom = QuestionShape.isSymptom(text)
        let tokens = analyzer.tokens(of: cleaned)
        add(tokens, to: &query, demanded: true, weight: 1)
        query.sequence = tokens.prefix(Self.longestSequence).filter {
            !($0.kind == .word && StopWords.english.contains($0.surface))
        }.map(\.text)
        for name in context.prefix(16) {
            let before = query.concepts.count
            add(
                analyzer.tokens(of: QuestionNoise.without(String(name.prefix(300)))), to: &query, demanded: false,
                weight: 0.3)
            query.contextTerms += query.concepts.count - before
        }
        return query
    }

    /// The question in English words: Hangul by the vocabulary (what it does not know is left out), the rest as it is.
    mutating func english(_ text: String) -> String {
        let cleaned = QuestionNoise.without(String(text.prefix(Self.longestText)))
        guard cleaned.hasHangul else { return cleaned }
        var words: [String] = []
        let tokens = analyzer.tokens(of: cleaned)
        var at = 0
        while at < tokens.count {
            let token = tokens[at]
            if let (length, phrase) = phrase(in: tokens, at: at),
                let first = phrase.expansions.first(where: { !$0.surface.hasHangul })
            {
                words.append(first.surface)
                at += length
                continue
            }
            if token.kind == .hangul, !vocabulary.isStop(token) {
                for part in vocabulary.koreanParts(token.text) {
                    if let first = part.expansions.first(where: { !$0.surface.hasHangul }) {
                        words.append(first.surface)
                    }
                }
            } else if token.kind != .hangul {
                words.append(token.surface)
            }
            at += 1
        }
        return words.joined(separator: " ")
    }

    private mutating func add(_ tokens: [Token], to query: inout Query, demanded: Bool, weight: Double) {
        var at = 0
        var open: [(concept: Int, until: Int)] = []
        while at < tokens.count {
            guard query.concepts.count < Self.mostConcepts else { return }
            let token = tokens[at]
            if let (length, phrase) = phrase(in: tokens, at: at) {
                var concept = Concept(
                    surface: phrase.stems.joined(separator: " "), kind: .phrase, weight: weight, alternatives: [])
                concept.isDemanded = false
                expand(&concept, phrase.expansions)
                // The words of the phrase count as well, so fall through.
                if let inserted = insert(concept, into: &query) { open.append((inserted, at + length)) }
            }
            let before = query.concepts.count
            defer {
                for (phrase, until) in open where at < until {
                    query.concepts[phrase].covers += before..<query.concepts.count
                }
                at += 1
            }
            if vocabulary.isStop(token) { continue }
            switch token.kind {
            case .number:
                guard (3...5).contains(token.text.utf8.count) else { continue }
                // A code by the word before it, or one that the vocabulary has words for (`502`), if it counts nothing. Those words
                // (`gateway`) are no evidence of it, and the second asks for nothing where no runbook holds it.
                let isMeasure = at + 1 < tokens.count && Self.units.contains(tokens[at + 1].surface)
                let isNamed = at > 0 && Self.namesCode.contains(tokens[at - 1].surface)
                let isCode = isNamed || vocabulary.words[token.text] != nil && !isMeasure
                var concept = Concept(
                    surface: token.surface, kind: .number, weight: (isCode ? 1 : 0.6) * weight,
                    alternatives: [.init(term: token.text, weight: 1)], isDemanded: isCode && demanded)
                concept.isLight = !isNamed
                insert(concept, into: &query)
            case .hangul:
                let next = at + 1 < tokens.count ? tokens[at + 1] : nil
                korean(
                    token, isVerb: Self.isVerb(token, before: next), to: &query, demanded: demanded, weight: weight)
            case .word, .identifier:
                // Identifiers of several parts are extra evidence: their parts are demanded.
                let isWhole =
                    token.kind == .identifier && at + 1 < tokens.count && tokens[at + 1].position == token.position
                var concept = Concept(
                    surface: token.surface, kind: token.kind == .word ? .word : .identifier, weight: weight,
                    alternatives: [.init(term: token.text, weight: 1)],
                    isDemanded: demanded && !isWhole && !Self.namesObject(tokens, at))
                concept.isProduct = vocabulary.names.contains(token.text)
                concept.isName = (token.isName && !token.isObject) || concept.isProduct
                if token.isObject, !concept.isName { concept.isDemanded = false }
                if vocabulary.light.contains(token.text), !concept.isProduct {
                    concept.demand *= Vocabulary.lightWeight
                    concept.isLight = true
                }
                concept.isLongName = isWhole && tokens[at...].prefix { $0.position == token.position }.count > 3
                expand(&concept, vocabulary.words[token.text] ?? [])
                if token.kind == .word {
                    expandInFamily(&concept)
                    expandInKorean(&concept, token.text)
                    // `db` is `database`, and so `데이터베이스`.
                    for expansion in (vocabulary.words[token.text] ?? []).prefix(2) where expansion.terms.count == 1 {
                        expandInKorean(&concept, expansion.terms[0])
                    }
                }
                insert(concept, into: &query)
                joined(tokens, at: at, to: &query, weight: weight)
            }
        }
    }

    /// Whether the word beside it says that it is the name of one object ("in shop namespace", "on cluster prod").
    private static func namesObject(_ tokens: [Token], _ at: Int) -> Bool {
        if tokens[at].isName { return false }
        let markers: Set<String> = ["namespac", "cluster", "job", "instanc"]
        let next = at + 1 < tokens.count ? tokens[at + 1].text : ""
        let previous = at > 0 ? tokens[at - 1].text : ""
        let before = at > 1 ? tokens[at - 2].surface : ""
        return (next == "namespac" && ["in", "the"].contains(previous))
            || (markers.contains(previous) && ["in", "on"].contains(before))
    }

    /// `text file` also asks for `textfile`, `alert manager` for `alertmanager`.
    private mutating func joined(_ tokens: [Token], at: Int, to query: inout Query, weight: Double) {
        guard at + 1 < tokens.count, tokens[at].kind == .word, tokens[at + 1].kind == .word,
            tokens[at + 1].position == tokens[at].position + 1, tokens[at].surface.utf8.count > 2,
            !StopWords.english.contains(tokens[at + 1].surface)
        else { return }
        let joined = tokens[at].surface + tokens[at + 1].surface
        guard joined.utf8.count <= 24 else { return }
        insert(
            Concept(
                surface: joined, kind: .phrase, weight: 0.8 * weight,
                alternatives: [.init(term: analyzer.stem(joined), weight: 1)], isDemanded: false), into: &query)
    }

    /// Whether a word is a verb by what follows it (`불러오지 못합니다`, `띄우는 방법`) or by its ending (`찍힙니다`, `보내기`).
    private static func isVerb(_ token: Token, before next: Token?) -> Bool {
        if looksLikeVerb(token) || KoreanWord.isPredicate(token.surface) { return true }
        if token.surface.hasSuffix("기"), token.surface.unicodeScalars.count > 2 { return true }
        guard let next, next.kind == .hangul else { return false }
        if token.surface.hasSuffix("지") { return ["못", "않", "말"].contains { next.surface.hasPrefix($0) } }
        return token.surface.hasSuffix("는") && ["방법", "법", "절차", "순서", "경우", "때"].contains(next.text)
    }

    private mutating func korean(
        _ token: Token, isVerb: Bool, to query: inout Query, demanded: Bool, weight: Double
    ) {
        let parts = vocabulary.koreanParts(token.text)
        let word = token.text.unicodeScalars.count > 1 ? [Concept.Alternative(term: token.text, weight: 1)] : []
        let pairs = Analyzer.pairs(token.text)
        if parts.count <= 1 {
            var concept = Concept(
                surface: token.text, kind: .hangul, weight: weight, alternatives: word, pairs: pairs,
                isDemanded: demanded)
            if let part = parts.first {
                expand(&concept, part.expansions)
                expandInKorean(&concept, part.expansions)
                concept.isProduct = part.expansions.contains { $0.terms.contains { vocabulary.names.contains($0) } }
                concept.isName = concept.isProduct
                if part.part != token.text { concept.pairs = Analyzer.pairs(part.part) }
            }
            // An unknown verb ("새어 나간") is no topic; a noun may be one.
            if vocabulary.isLightKorean(token, isKnown: !parts.isEmpty) {
                concept.demand *= Vocabulary.lightWeight
                concept.isLight = true
            }
            if parts.isEmpty, isVerb {
                concept.weight *= 0.3
                concept.isVerb = true
            }
            if !concept.alternatives.isEmpty || !concept.pairs.isEmpty { insert(concept, into: &query) }
            return
        }
        for part in parts {
            var concept = Concept(
                surface: part.part, kind: .hangul, weight: weight * 0.8,
                alternatives: [.init(term: part.part, weight: 1)],
                pairs: Analyzer.pairs(part.part), isDemanded: demanded)
            expand(&concept, part.expansions)
            expandInKorean(&concept, part.expansions)
            concept.isProduct = part.expansions.contains { $0.terms.contains { vocabulary.names.contains($0) } }
            concept.isName = concept.isProduct
            insert(concept, into: &query)
        }
    }

    /// What stands before a number that is a code and so a topic: `error 1205`, `RESULT=4100`.
    private static let namesCode: Set<String> = [
        "error", "err", "code", "errno", "result", "status", "http", "exit", "코드", "오류", "에러", "상태",
    ]

    /// What makes the number before it a measure.
    fileprivate static let units: Set<String> = [
        "ms", "sec", "secs", "second", "seconds", "min", "mins", "minute", "minutes", "hour", "hours", "day", "days",
        "week", "weeks", "month", "months", "year", "years",
        "kb", "mb", "gb", "tb",
        "kib", "mib", "gib", "bytes", "times", "percent", "rps", "qps", "users", "nodes", "pods", "건", "개", "명", "초",
        "분", "번",
    ]

    private static let verbEndings: Set<Unicode.Scalar> = Set("아어여워와해돼간난진린친운된는던면며게니려서".unicodeScalars)
    private static func looksLikeVerb(_ token: Token) -> Bool {
        guard token.text == token.surface || token.text.unicodeScalars.count < 2 else { return false }
        return token.text.unicodeScalars.count <= 3 && token.text.unicodeScalars.last.map(verbEndings.contains) == true
    }

    private func phrase(in tokens: [Token], at: Int) -> (Int, Vocabulary.Phrase)? {
        guard let candidates = vocabulary.phrases[tokens[at].text] else { return nil }
        for phrase in candidates where at + phrase.stems.count <= tokens.count {
            let window = tokens[at..<at + phrase.stems.count]
            if zip(window, phrase.stems).allSatisfy({ $0.text == $1 || ($0.kind == .hangul && $0.text.hasPrefix($1)) })
            {
                return (phrase.stems.count, phrase)
            }
        }
        return nil
    }

    private func expand(_ concept: inout Concept, _ expansions: [Vocabulary.Expansion]) {
        for expansion in expansions {
            // A word that stands for several: each of them is weaker evidence.
            let weight = expansion.weight / Double(expansion.terms.count).squareRoot()
            for term in expansion.terms {
                if let at = concept.alternatives.firstIndex(where: { $0.term == term }) {
                    concept.alternatives[at].weight = max(concept.alternatives[at].weight, weight)
                } else {
                    concept.alternatives.append(.init(term: term, weight: weight))
                }
            }
        }
    }

    /// Words of the same family that have another stem.
    private mutating func expandInFamily(_ concept: inout Concept) {
        guard !concept.isProduct, !concept.isLight else { return }
        for word in WordFamily.relatives(of: concept.surface) {
            let term = analyzer.stem(word)
            if concept.alternatives.contains(where: { $0.term == term }) { continue }
            concept.alternatives.append(.init(term: term, weight: WordFamily.weight))
        }
    }

    /// Korean words for an English term: of two syllables as a pair, which is found inside of compounds too.
    private func expandInKorean(
        _ concept: inout Concept, _ term: String, weight: Double = Vocabulary.koreanWeight
    ) {
        for word in vocabulary.koreanWords[term] ?? [] where !concept.surface.hasPrefix(word) {
            let term = word.unicodeScalars.count == 2 ? Analyzer.pairs(word)[0] : word
            if concept.alternatives.contains(where: { $0.term == term }) { continue }
            concept.alternatives.append(.init(term: term, weight: weight))
        }
    }

    /// Other Korean words for what a Korean word means first (`꽉` is full, and so is `가득`).
    private func expandInKorean(_ concept: inout Concept, _ expansions: [Vocabulary.Expansion]) {
        if let first = expansions.first(where: { $0.terms.count == 1 && !$0.surface.hasHangul }) {
            expandInKorean(&concept, first.terms[0], weight: Vocabulary.koreanSynonymWeight)
        }
    }

    @discardableResult
    private func insert(_ concept: Concept, into query: inout Query) -> Int? {
        if let at = query.concepts.firstIndex(where: {
            $0.surface == concept.surface
                || ($0.alternatives.first?.term == concept.alternatives.first?.term && $0.kind == concept.kind
                    && $0.kind != .phrase)
        }) {
            // Said twice: a little more important, not twice as much.
            query.concepts[at].weight = min(query.concepts[at].weight + 0.25 * concept.weight, 1.75)
            query.concepts[at].isDemanded = query.concepts[at].isDemanded || concept.isDemanded
            query.concepts[at].isName = query.concepts[at].isName || concept.isName
            return nil
        }
        query.concepts.append(concept)
        return query.concepts.count - 1
    }
}

/// What is no topic in a log line: times, addresses, durations, counters, ids.
package enum QuestionNoise {
    /// Drops runs that begin with a digit and are not a plain number of 3 to 5 digits (a status or error code) or a name (`1password`), numbers in
    /// brackets (process ids), hexadecimal and base64 runs, and the scheme of URLs. O(n).
    package static func without(_ text: String) -> String {
        let bytes = Array(TextFolding.fold(text).utf8)
        var out: [UInt8] = []
        var at = 0
        while at < bytes.count {
            let before = at > 0 ? bytes[at - 1] : 0x20
            if isDigit(bytes[at]), !isWordByte(before) {
                var end = at
                while end < bytes.count,
                    isRunByte(bytes[end])
                        || (bytes[end] == UInt8(ascii: "-") && end + 1 < bytes.count && isDigit(bytes[end + 1]))
                {
                    end += 1
                }
                var run = bytes[at..<end]
                while let last = run.last, !isDigit(last), !isLetter(last) { run = run.dropLast() }
                let isCode = run.count >= 3 && run.count <= 5 && run.allSatisfy(isDigit)
                let isBracketed = before == UInt8(ascii: "[") && end < bytes.count && bytes[end] == UInt8(ascii: "]")
                // An error code's digits (`ORA-01653`) follow a hyphen and letters: kept.
                let followsLetters =
                    before == UInt8(ascii: "-") && at > 1 && isUpper(bytes[at - 2]) && run.allSatisfy(isDigit)
                if (isCode && !isBracketed) || followsLetters || isName(run) {
                    out += run
                } else if let status = Self.statuses(run) {
                    out += status
                }
                out.append(0x20)
                at = max(end, at + 1)
                continue
            }
            if bytes[at] == UInt8(ascii: ":"), at + 2 < bytes.count, bytes[at + 1] == UInt8(ascii: "/"),
                bytes[at + 2] == UInt8(ascii: "/")
            {
                while let last = out.last, isLetter(last) { out.removeLast() }
                out.append(0x20)
                at += 3
                continue
            }
            out.append(bytes[at])
            at += 1
        }
        return String(decoding: out, as: UTF8.self)
    }
    /// `5xx` as it is, `500s` without its plural; nil for anything else.
    private static func statuses(_ run: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let rest = run.dropFirst()
        guard let first = run.first, (UInt8(ascii: "1")...UInt8(ascii: "5")).contains(first) else { return nil }
        if run.count == 3, rest.allSatisfy({ $0 | 0x20 == UInt8(ascii: "x") }) { return run }
        guard run.count == 4, run.last == UInt8(ascii: "s"), run.dropLast().allSatisfy(isDigit) else { return nil }
        return run.dropLast()
    }
    /// `1password`, `3scale`: one digit and a word that is no unit and no hexadecimal number.
    private static func isName(_ run: ArraySlice<UInt8>) -> Bool {
        let letters = run.dropFirst()
        guard letters.count >= 4, letters.count <= 20, letters.allSatisfy(isLetter),
            letters.contains(where: { $0 | 0x20 > 0x66 })
        else { return false }
        return !QueryReader.units.contains(String(decoding: letters, as: UTF8.self).lowercased())
    }
    private static func isDigit(_ b: UInt8) -> Bool { b >= 0x30 && b <= 0x39 }
    private static func isUpper(_ b: UInt8) -> Bool { b >= 0x41 && b <= 0x5A }
    private static func isLetter(_ b: UInt8) -> Bool { b | 0x20 >= 0x61 && b | 0x20 <= 0x7A }
    private static func isWordByte(_ b: UInt8) -> Bool { isDigit(b) || isLetter(b) || b == 0x5F || b >= 0x80 }
    private static func isRunByte(_ b: UInt8) -> Bool {
        isDigit(b) || isLetter(b) || b == UInt8(ascii: ".") || b == UInt8(ascii: ":") || b == UInt8(ascii: "/")
            || b == UInt8(ascii: "%") || b == UInt8(ascii: "+")
    }
}

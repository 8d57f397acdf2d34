/// One term of a text, as index and question see it.
package struct Token: Sendable, Hashable {
    package enum Kind: UInt8, Sendable {
        /// An English (or other) word, stemmed, or a part of an identifier.
        case word
        /// A whole identifier: `kubepodnotready`, `maxclientconn`, `ora01653`. Not stemmed.
        case identifier
        /// Digits alone.
        case number
        /// A Korean word without its particles.
        case hangul
    }
    package var text: String
    package var kind: Kind
    /// The word as written, lower-case and unstemmed.
    package var surface: String
    /// Ordinal of the word in the text: the parts of one identifier share it.
    var position: Int32
    /// Written like a name: with a capital inside a sentence, or in mixed case.
    var isName = false
    /// A part of a compound that names one object (`shop/api-6f7d9c`, `worker-7`), not a topic.
    var isObject = false
}

/// Cuts text into terms, the same way for documents and questions: lower-case, CamelCase and snake_case apart and whole,
/// error codes whole, English stemmed, Korean without particles. Reads no table but the stemmer's, so that a change of
/// vocabulary never asks for a new index. `version` is stored with the index.
package struct Analyzer {
    static let version = 6
    /// Longer words are noise (base64, hashes).
    static let longestWord = 48

    private var stems: [String: String] = [:]
    private var koreanStems: [String: String] = [:]

    package init() {}

    /// All terms of `text`, in order, stop words too. O(n).
    package mutating func tokens(of text: String) -> [Token] {
        var tokens: [Token] = []
        scan(text) { tokens.append($0) }
        return tokens
    }

    /// The terms as one line for the index: words, identifiers, numbers, and for each Korean word its pairs of syllables,
    /// each led by `b` so that they are not taken for words. Stop words are left out.
    package mutating func indexed(_ text: String) -> String {
        var line = ""
        line.reserveCapacity(text.utf8.count)
        scan(text) { token in
            if token.kind == .word, StopWords.english.contains(token.surface) { return }
            if !line.isEmpty { line.append(" ") }
            line.append(token.text)
            if token.kind == .hangul {
                for pair in Self.pairs(token.text) {
                    line.append(" ")
                    line.append(pair)
                }
            }
        }
        return line
    }

    /// `b` + each two neighbouring syllables of a Korean word.
    static func pairs(_ word: String) -> [String] {
        let syllables = Array(word.unicodeScalars)
        guard syllables.count >= 2 else { return [] }
        return (0..<syllables.count - 1).map { i in
            var pair = "b"
            pair.unicodeScalars.append(syllables[i])
            pair.unicodeScalars.append(syllables[i + 1])
            return pair
        }
    }

    /// The stem of one lower-case English word, remembered.
    mutating func stem(_ word: String) -> String {
        if let known = stems[word] { return known }
        let stem = EnglishStemmer.stem(word)
        if stems.count < 50_000 { stems[word] = stem }
        return stem
    }

    private mutating func koreanStem(_ word: [Unicode.Scalar]) -> String {
        var key = ""
        key.unicodeScalars.append(contentsOf: word)
        if let known = koreanStems[key] { return known }
        var stem = ""
        stem.unicodeScalars.append(contentsOf: KoreanWord.stem(word))
        if koreanStems.count < 50_000 { koreanStems[key] = stem }
        return stem
    }

    private mutating func scan(_ text: String, _ out: (Token) -> Void) {
        var isObject = false
        func emit(_ token: Token) {
            guard isObject else { return out(token) }
            var token = token
            token.isObject = true
            out(token)
        }
        let scalars = Array(TextFolding.fold(text).unicodeScalars)
        var at = 0
        var position: Int32 = 0
        // A capital at the beginning of a sentence says nothing.
        var opens = true
        while at < scalars.count {
            let value = scalars[at].value
            if TextFolding.isHangul(value) {
                let start = at
                while at < scalars.count, TextFolding.isHangul(scalars[at].value) { at += 1 }
                let run = Array(scalars[start..<at].prefix(Self.longestWord))
                var surface = ""
                surface.unicodeScalars.append(contentsOf: run)
                emit(Token(text: koreanStem(run), kind: .hangul, surface: surface, position: position))
                position += 1
                opens = false
            } else if Self.isWord(value) {
                let start = at
                while at < scalars.count, Self.isWord(scalars[at].value) { at += 1 }
                var end = at
                // `ORA-01653`, `CVE-2024`: letters, a hyphen, digits are one code.
                if end - start <= 5, at + 2 < scalars.count, scalars[at] == "-", Self.isDigit(scalars[at + 1].value),
                    Self.isDigit(scalars[at + 2].value), scalars[start..<end].allSatisfy({ Self.isUpper($0.value) })
                {
                    end = at + 1
                    while end < scalars.count, Self.isDigit(scalars[end].value) { end += 1 }
                    let code = Self.lowered(scalars[start..<at]) + Self.lowered(scalars[at + 1..<end])
                    emit(Token(text: code, kind: .identifier, surface: code, position: position, isName: true))
                    at = end
                    position += 1
                    opens = false
                    continue
                }
                let capital = Self.isUpper(scalars[start].value)
                word(
                    scalars[start..<end], position,
                    isName: (capital && !opens) || scalars[start..<end].dropFirst().contains { Self.isUpper($0.value) },
                    emit)
                position += 1
                opens = false
            } else {
                if value == 0x2E || value == 0x3A || value == 0x21 || value == 0x3F || value == 0x22 || value == 0x0A {
                    opens = true
                } else if value == UInt32(ObjectNames.begin) || value == UInt32(ObjectNames.end) {
                    isObject = value == UInt32(ObjectNames.begin)
                }
                at += 1
            }
        }
    }

    /// One run of letters, digits and `_`.
    private mutating func word(
        _ run: ArraySlice<Unicode.Scalar>, _ position: Int32, isName: Bool, _ emit: (Token) -> Void
    ) {
        guard run.count <= Self.longestWord else { return }
        if run.allSatisfy({ Self.isDigit($0.value) }) {
            let digits = Self.lowered(run)
            if digits.utf8.count <= 6 { emit(Token(text: digits, kind: .number, surface: digits, position: position)) }
            return
        }
        // The parts: at `_`, at lower|Upper, at UPPER|Upper+lower. One small letter makes no part of its own: `VMs`, `ESXi`,
        // `vMotion` are one word.
        var parts: [ArraySlice<Unicode.Scalar>] = []
        var start = run.startIndex
        for i in run.indices {
            let value = run[i].value
            if value == 0x5F {
                if start < i { parts.append(run[start..<i]) }
                start = i + 1
            } else if i > start, Self.isUpper(value) {
                let before = run[i - 1].value
                let next = i + 1 < run.endIndex ? run[i + 1].value : 0
                let isLast = i + 2 >= run.endIndex || !Self.isLower(run[i + 2].value)
                if (Self.isLower(before) && i - start >= 2)
                    || (Self.isUpper(before) && Self.isLower(next) && !isLast && i - start >= 2)
                {
                    parts.append(run[start..<i])
                    start = i
                }
            }
        }
        if start < run.endIndex { parts.append(run[start...]) }
        guard let first = parts.first else { return }
        if parts.count == 1 {
            let surface = Self.lowered(first)
            emit(
                Token(
                    text: stem(surface), kind: Self.kind(surface), surface: surface, position: position, isName: isName)
            )
            return
        }
        let whole = parts.reduce(into: "") { $0 += Self.lowered($1) }
        emit(Token(text: stem(whole), kind: .identifier, surface: whole, position: position, isName: true))
        for part in parts where part.count > 1 {
            let surface = Self.lowered(part)
            if part.allSatisfy({ Self.isDigit($0.value) }) {
                emit(Token(text: surface, kind: .number, surface: surface, position: position))
            } else {
                emit(Token(text: stem(surface), kind: Self.kind(surface), surface: surface, position: position))
            }
        }
    }

    private static func kind(_ surface: String) -> Token.Kind {
        surface.utf8.contains { $0 >= 0x30 && $0 <= 0x39 } ? .identifier : .word
    }
    private static func lowered(_ run: ArraySlice<Unicode.Scalar>) -> String {
        var text = ""
        for scalar in run {
            if isUpper(scalar.value) {
                text.unicodeScalars.append(Unicode.Scalar(UInt8(scalar.value + 32)))
            } else if scalar.value < 0x80 {
                text.unicodeScalars.append(scalar)
            } else {
                text.append(scalar.properties.lowercaseMapping)
            }
        }
        return text
    }
    private static func isDigit(_ value: UInt32) -> Bool { value >= 0x30 && value <= 0x39 }
    private static func isUpper(_ value: UInt32) -> Bool { value >= 0x41 && value <= 0x5A }
    private static func isLower(_ value: UInt32) -> Bool { value >= 0x61 && value <= 0x7A }
    private static func isWord(_ value: UInt32) -> Bool {
        if value < 0x80 { return isDigit(value) || isUpper(value) || isLower(value) || value == 0x5F }
        if TextFolding.isHangul(value) { return false }
        guard let scalar = Unicode.Scalar(value) else { return false }
        return scalar.properties.isAlphabetic
    }
}

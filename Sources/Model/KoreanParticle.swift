/// Korean particles have two forms, one after a consonant and one after a vowel: `서버가`, `디스크가`, `큐를`, `로그를`. A sentence made of names
/// cannot know which, so it is written with both, `\(node)이(가)`, and the right one is chosen by how the name before it is read.
package enum KoreanParticle {
    /// How a word ends as it is read aloud.
    package enum Ending: Sendable, Hashable {
        case vowel
        case consonant
        /// ㄹ, after which `로` stands and not `으로`.
        case rieul
    }

    /// As written with both forms: what stands after a consonant, what after a vowel.
    private static let pairs: [(mark: String, consonant: String, vowel: String)] = [
        ("은(는)", "은", "는"), ("이(가)", "이", "가"), ("을(를)", "을", "를"), ("과(와)", "과", "와"), ("와(과)", "과", "와"),
        ("(으)로", "으로", "로"),
    ]

    /// `text` with one form for each pair. O(length x pairs).
    package static func resolved(_ text: String) -> String {
        guard text.utf8.contains(0x28) else { return text }
        var out = ""
        var rest = text[...]
        while !rest.isEmpty {
            if let pair = pairs.first(where: { rest.hasPrefix($0.mark) }) {
                let ending = ending(of: out)
                out += ending == .vowel || (ending == .rieul && pair.mark == "(으)로") ? pair.vowel : pair.consonant
                rest = rest.dropFirst(pair.mark.count)
            } else {
                out.append(rest.removeFirst())
            }
        }
        return out
    }

    /// How the last word of `text` ends: quotation marks behind it and what stands in brackets after it are left out. O(length).
    package static func ending(of text: some StringProtocol) -> Ending {
        var scalars = Array(text.unicodeScalars.suffix(600))
        while let last = scalars.last {
            if last == ")", let open = opening(of: scalars), open > 0 {
                scalars.removeSubrange(open...)
            } else if last.properties.isWhitespace || "\"'`”’»*_)]}>:;,.…".unicodeScalars.contains(last) {
                scalars.removeLast()
            } else {
                break
            }
        }
        guard let last = scalars.last else { return .vowel }
        switch last.value {
        case 0xAC00...0xD7A3:
            let final = (last.value - 0xAC00) % 28
            return final == 0 ? .vowel : final == 8 ? .rieul : .consonant
        case 0x30...0x39: return digit(last.value - 0x30)
        case 0x41...0x5A, 0x61...0x7A: return latin(scalars)
        default: return .vowel
        }
    }

    /// Where the bracket opens that ends the text.
    private static func opening(of scalars: [Unicode.Scalar]) -> Int? {
        var depth = 0
        for at in scalars.indices.reversed() {
            if scalars[at] == ")" { depth += 1 } else if scalars[at] == "(" { depth -= 1 }
            if depth == 0 { return at }
        }
        return nil
    }

    /// 영 일 이 삼 사 오 육 칠 팔 구; ten, hundred, thousand (십, 백, 천, 만) end in a consonant as 영 does.
    private static func digit(_ digit: UInt32) -> Ending {
        switch digit {
        case 1, 7, 8: .rieul
        case 0, 3, 6: .consonant
        default: .vowel
        }
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        (0x41...0x5A).contains(scalar.value) || (0x61...0x7A).contains(scalar.value)
    }

    private static func latin(_ scalars: [Unicode.Scalar]) -> Ending {
        let start = scalars.lastIndex { !isLetter($0) }.map { $0 + 1 } ?? 0
        let written = scalars[start...]
        let word = written.compactMap { UInt8(exactly: $0.value | 0x20) }
        let isAfterDigit = start > 0 && (0x30...0x39).contains(scalars[start - 1].value)
        let isShort = written.count <= 4 && written.allSatisfy { $0.value < 0x60 }
        let isSpelled = word.count == 1 || isAfterDigit || isShort || !word.contains(where: isVowel)
        return isSpelled ? spelled(word[word.count - 1]) : read(word)
    }

    /// 엘, 엠, 엔, 알 end in a consonant; the names of all other letters in a vowel.
    private static func spelled(_ letter: UInt8) -> Ending {
        switch letter {
        case UInt8(ascii: "l"), UInt8(ascii: "r"): .rieul
        case UInt8(ascii: "m"), UInt8(ascii: "n"): .consonant
        default: .vowel
        }
    }

    private static func isVowel(_ letter: UInt8) -> Bool { "aeiouy".utf8.contains(letter) }

    /// An English word as Korean writes it: `kernel` 커널, `shop` 숍, `file` 파일; a stop after two consonants or a long vowel takes a vowel of its
    /// own (`host` 호스트, `node` 노드), r is not heard (`server` 서버).
    private static func read(_ word: [UInt8]) -> Ending {
        var word = word[...]
        var isSilent = false
        if word.count > 2, word.last == UInt8(ascii: "e"), !isVowel(word[word.endIndex - 2]),
            word.dropLast().contains(where: isVowel)
        {
            word = word.dropLast()
            isSilent = true
        }
        guard let last = word.last else { return .vowel }
        switch last {
        case UInt8(ascii: "l"): return .rieul
        case UInt8(ascii: "m"), UInt8(ascii: "n"): return .consonant
        case UInt8(ascii: "g"):
            return !isSilent && word.dropLast().last == UInt8(ascii: "n") ? .consonant : .vowel
        case UInt8(ascii: "p"), UInt8(ascii: "t"), UInt8(ascii: "k"), UInt8(ascii: "b"), UInt8(ascii: "c"):
            if isSilent { return .vowel }
            var before = word.dropLast()
            // A doubled stop is one: `app`, `stack`.
            if let twin = before.last, twin == last || (last == UInt8(ascii: "k") && twin == UInt8(ascii: "c")) {
                before = before.dropLast()
            }
            guard let vowel = before.last, isVowel(vowel) else { return .vowel }
            let isLong = before.dropLast().last.map(isVowel) ?? false
            return isLong ? .vowel : .consonant
        default: return .vowel
        }
    }
}

extension String {
    /// With the right form of each Korean particle that is written in both: see `KoreanParticle`.
    package var withParticles: String { KoreanParticle.resolved(self) }
}

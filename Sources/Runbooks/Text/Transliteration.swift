/// English words in Hangul, as operators write them (`슬랙`, `오픈서치`, `카펜터`): such a word is compared with the Latin words of the
/// index by sound. No list can hold every product's name.
///
/// Both words become the same frame: consonants in ten classes (Hangul knows no f, v or z, and drops an r before a consonant),
/// and between each two of them a slot for vowels. Frames match when the consonants are equal and each vowel may be written so; `ㅡ`
/// and a last `ㅣ` or `ㅓ` stand for no vowel (`ch`, and the `er` that a stem has lost).
struct Transliteration: Sendable, Hashable {
    /// Classes of consonants, in order.
    private(set) var consonants: [UInt8] = []
    /// The vowels before each consonant and after the last: letters for Latin, numbers of medial vowels for Hangul.
    private(set) var slots: [[UInt8]] = [[]]

    /// Two words with fewer consonants are alike by chance.
    static let fewestConsonants = 3

    private mutating func consonant(_ letter: Character) {
        let value = letter.asciiValue ?? 0
        // `ㄹㄹ`, `ss`: one sound.
        if consonants.last == value, slots[slots.count - 1].isEmpty { return }
        consonants.append(value)
        slots.append([])
    }

    /// The frame of a word of Hangul syllables; nil for another word.
    init?(hangul word: String) {
        let syllables = Array(word.unicodeScalars)
        guard !syllables.isEmpty else { return nil }
        for syllable in syllables {
            guard (0xAC00...0xD7A3).contains(syllable.value) else { return nil }
            let at = Int(syllable.value - 0xAC00)
            let first = Self.initials[at / 588]
            if first != "-", !(first == "H" && !consonants.isEmpty) { consonant(first) }
            slots[slots.count - 1].append(UInt8(at % 588 / 28))
            let last = Self.finals[at % 28]
            if last != "-" { consonant(last) }
        }
    }

    /// The frame of a lower-case word of Latin letters; nil for another word.
    init?(latin word: String) {
        let letters = Array(word.utf8)
        guard !letters.isEmpty, letters.allSatisfy({ $0 >= 0x61 && $0 <= 0x7A }) else { return nil }
        func letter(_ at: Int) -> Character {
            letters.indices.contains(at) ? Character(Unicode.Scalar(letters[at])) : " "
        }
        func isVowel(_ c: Character) -> Bool { "aeiouyw".contains(c) }
        var at = 0
        while at < letters.count {
            let (c, next) = (letter(at), letter(at + 1))
            switch c {
            case "a", "e", "i", "o", "u", "y", "w": slots[slots.count - 1].append(letters[at])
            case "r": if isVowel(next) || next == "r" { consonant("L") }
            case "l": consonant("L")
            case "c":
                if next == "h" {
                    consonant("J")
                    at += 1
                } else {
                    consonant("eiy".contains(next) ? "S" : "K")
                }
            case "t":
                if next == "c", letter(at + 2) == "h" { break }
                consonant(next == "i" && letter(at + 2) == "o" ? "S" : "T")
            case "g": if !(next == "h") { consonant("K") }
            case "n":
                consonant("N")
                if next == "g", !isVowel(letter(at + 2)), letter(at + 2) != "r", letter(at + 2) != "l" { at += 1 }
            case "x":
                consonant("K")
                consonant("S")
            case "h": if consonants.isEmpty { consonant("H") }
            case "b", "p", "f", "v": consonant("P")
            case "d": consonant("T")
            case "k", "q": consonant("K")
            case "s": consonant("S")
            case "j", "z": consonant("J")
            case "m": consonant("M")
            default: break
            }
            at += 1
        }
    }

    /// Whether this, of Hangul, may be `latin` in Hangul. O(length).
    func sounds(like latin: Transliteration) -> Bool {
        guard consonants.count >= Self.fewestConsonants else { return false }
        var own = self
        if own.consonants.count > Self.fewestConsonants, own.consonants.count == latin.consonants.count + 1,
            own.consonants.last == 0x53
        {
            // `쿠버네티스`: the index's word has no ending.
            own.consonants.removeLast()
            own.slots.removeLast()
        }
        guard own.consonants == latin.consonants else { return false }
        for at in own.slots.indices {
            let isEdge = at == own.slots.count - 1
            let spoken = own.slots[at].filter { $0 != Self.eu && !(isEdge && ($0 == Self.i || $0 == Self.eo)) }
            let written = latin.slots[at]
            if spoken.isEmpty {
                // Nothing is said: nothing, or a weak vowel, is written.
                guard written.allSatisfy({ "eoi".utf8.contains($0) || isEdge }) && (at > 0 || written.isEmpty) else {
                    return false
                }
            } else {
                guard !written.isEmpty, spoken.count <= written.count + 1,
                    spoken.contains(where: { vowel in
                        written.contains { Self.spellings[Int(vowel)].utf8.contains($0) }
                    })
                else { return false }
            }
        }
        return true
    }

    private static let eo: UInt8 = 4
    private static let eu: UInt8 = 18
    private static let i: UInt8 = 20
    /// ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ
    private static let initials = Array("KKNTTLMPPSS-JJJKTPH")
    /// The 28 finals, none first; `ㅅ` ends a t (`봇`), `ㅇ` an ng.
    private static let finals = Array("-KKKNNNTLLLLLLLLMPPTTNJJKTPH")
    /// ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ
    private static let spellings = [
        "auo", "ae", "ay", "aey", "euoai", "ea", "eyou", "ey", "oaw", "wuao", "wea", "oei", "oyu", "uow", "wou", "weu",
        "wiu",
        "uy", "e", "ei", "iey",
    ]
}

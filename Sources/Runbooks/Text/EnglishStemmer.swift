/// Martin Porter's suffix stripping (Program 14(3), 1980) over ASCII lower-case words: `evicting` and `evicted` are one
/// term, `replication` and `replicate` too. Words with a digit or another script are left alone.
package enum EnglishStemmer {
    /// O(length of the word).
    package static func stem(_ word: String) -> String {
        var bytes = Array(word.utf8)
        guard bytes.count > 2, bytes.allSatisfy({ $0 >= 0x61 && $0 <= 0x7A }) else { return word }
        var work = Word(bytes: bytes)
        work.plurals()
        work.pastAndGerund()
        work.finalY()
        work.map(Self.step2)
        work.map(Self.step3)
        work.longSuffixes()
        work.finalE()
        bytes = work.bytes
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let step2: [(StaticString, StaticString)] = [
        ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("abli", "able"),
        ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"), ("ization", "ize"), ("ation", "ate"),
        ("ator", "ate"), ("alism", "al"), ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"),
        ("iviti", "ive"), ("biliti", "ble"),
    ]
    private static let step3: [(StaticString, StaticString)] = [
        ("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", ""),
    ]
    private static let step4: [StaticString] = [
        "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ou", "ism", "ate", "iti",
        "ous", "ive", "ize",
    ]

    private struct Word {
        var bytes: [UInt8]

        func isConsonant(_ i: Int) -> Bool {
            switch bytes[i] {
            case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"): false
            case UInt8(ascii: "y"): i == 0 || !isConsonant(i - 1)
            default: true
            }
        }
        /// Vowel-consonant sequences in the first `end` letters (Porter's m).
        func measure(_ end: Int) -> Int {
            var count = 0
            var i = 0
            while i < end, isConsonant(i) { i += 1 }
            while i < end {
                while i < end, !isConsonant(i) { i += 1 }
                guard i < end else { break }
                count += 1
                while i < end, isConsonant(i) { i += 1 }
            }
            return count
        }
        func hasVowel(_ end: Int) -> Bool { (0..<end).contains { !isConsonant($0) } }
        func endsDouble(_ end: Int) -> Bool { end >= 2 && bytes[end - 1] == bytes[end - 2] && isConsonant(end - 1) }
        func endsCVC(_ end: Int) -> Bool {
            guard end >= 3, isConsonant(end - 1), !isConsonant(end - 2), isConsonant(end - 3) else { return false }
            return !"wxy".utf8.contains(bytes[end - 1])
        }
        /// Length of the stem before `suffix`, or nil.
        func stemLength(_ suffix: StaticString) -> Int? {
            let size = suffix.utf8CodeUnitCount
            guard bytes.count >= size else { return nil }
            let start = bytes.count - size
            for i in 0..<size where bytes[start + i] != suffix.utf8Start[i] { return nil }
            return start
        }
        mutating func replace(from start: Int, with text: StaticString) {
            bytes.removeSubrange(start...)
            for i in 0..<text.utf8CodeUnitCount { bytes.append(text.utf8Start[i]) }
        }

        mutating func plurals() {
            if let start = stemLength("sses") {
                replace(from: start, with: "ss")
            } else if let start = stemLength("ies") {
                replace(from: start, with: "i")
            } else if stemLength("ss") == nil, stemLength("us") == nil, let start = stemLength("s") {
                // Not Porter's: `status`, `bus` and `prometheus` keep their s.
                replace(from: start, with: "")
            }
        }
        mutating func pastAndGerund() {
            if let start = stemLength("eed") {
                if measure(start) > 0 { replace(from: start, with: "ee") }
                return
            }
            guard let start = stemLength("ed") ?? stemLength("ing"), hasVowel(start) else { return }
            replace(from: start, with: "")
            if stemLength("at") != nil || stemLength("bl") != nil || stemLength("iz") != nil {
                bytes.append(UInt8(ascii: "e"))
            } else if endsDouble(bytes.count), !"lsz".utf8.contains(bytes[bytes.count - 1]) {
                bytes.removeLast()
            } else if measure(bytes.count) == 1, endsCVC(bytes.count) {
                bytes.append(UInt8(ascii: "e"))
            }
        }
        mutating func finalY() {
            if let start = stemLength("y"), hasVowel(start) { replace(from: start, with: "i") }
        }
        mutating func map(_ table: [(StaticString, StaticString)]) {
            for (suffix, replacement) in table {
                guard let start = stemLength(suffix) else { continue }
                if measure(start) > 0 { replace(from: start, with: replacement) }
                return
            }
        }
        mutating func longSuffixes() {
            if let start = stemLength("ion") {
                if start > 0, "st".utf8.contains(bytes[start - 1]), measure(start) > 1 {
                    replace(from: start, with: "")
                }
                return
            }
            for suffix in EnglishStemmer.step4 {
                guard let start = stemLength(suffix) else { continue }
                // `ement` before `ment` before `ent`: the longest that fits decides.
                if measure(start) > 1 { replace(from: start, with: "") }
                return
            }
        }
        mutating func finalE() {
            if let start = stemLength("e") {
                let m = measure(start)
                if m > 1 || (m == 1 && !endsCVC(start)) { replace(from: start, with: "") }
            }
            if measure(bytes.count) > 1, endsDouble(bytes.count), bytes[bytes.count - 1] == UInt8(ascii: "l") {
                bytes.removeLast()
            }
        }
    }
}

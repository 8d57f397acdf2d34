import Bytes

/// A template's text as its wording is judged: words in lower case, as bytes.
struct WordingText {
    /// The first 1024 bytes, ASCII letters in lower case.
    let lowered: [UInt8]
    /// The words, one blank before each and one behind the last, so that a phrase is found at the words where it begins.
    private(set) var bytes: [UInt8] = [blank]
    /// Where each word stands in `bytes`.
    private(set) var ranges: [Range<Int>] = []

    private static let blank: UInt8 = 0x20
    /// In the place of a character beyond ASCII that is neither letter nor digit.
    private static let separator: UInt8 = 0x1F

    init(_ text: String) {
        var lowered = text.utf8.prefix(1024).map { $0 >= 65 && $0 <= 90 ? $0 + 32 : $0 }
        if lowered.contains(where: { $0 >= 0x80 }) {
            lowered = Self.lettersOnly(String(decoding: lowered, as: UTF8.self))
        }
        self.lowered = lowered
        for chunk in lowered.split(whereSeparator: { $0 == Self.blank || $0 == 0x09 || $0 == 0x0A }) {
            // A path names a file, it does not report: "/var/log/nginx/error.log reopened".
            if chunk.first == 0x2F || chunk.hasSuffix(".log") { continue }
            for word in chunk.split(whereSeparator: { !Self.isWordByte($0) }) {
                ranges.append(bytes.count..<bytes.count + word.count)
                bytes += word
                bytes.append(Self.blank)
            }
        }
    }

    /// `0 errors`, `no error`, `failed 0`, `errors=0`, `without failure`; `오류 0건`, `오류가 없습니다`, `실패 건수: 0`.
    func isNegated(_ index: Int) -> Bool {
        if index > 0, Self.negations.contains(where: bytes[ranges[index - 1]].elementsEqual) { return true }
        guard index + 1 < ranges.count else { return false }
        let next = ranges[index + 1]
        let isOne = next.count == 1 && bytes[next.lowerBound] == 0x30
        guard Self.isKorean(bytes[ranges[index]]) else {
            return isOne && !bytes[ranges[index]].starts(with: "status".utf8)
        }
        let isCounted = Self.numberWords.contains { bytes[next].starts(with: $0) } && index + 2 < ranges.count
        return Self.isNone(bytes[isCounted ? ranges[index + 2] : next])
    }

    /// `0`, `0건`, `없음`; not `0x18`, `05`.
    private static func isNone(_ word: ArraySlice<UInt8>) -> Bool {
        if word.starts(with: none) { return true }
        guard word.first == 0x30 else { return false }
        return word.count == 1 || word[word.startIndex + 1] >= 0x80
    }

    /// Whether a Hangul syllable is in it.
    static func isKorean(_ word: ArraySlice<UInt8>) -> Bool { word.contains(where: \.beginsHangul) }

    private static let none = Array("없".utf8)
    private static let numberWords = ["건수", "개수", "횟수", "코드"].map { Array($0.utf8) }

    private static let negations = ["no", "0", "without", "zero", "any", "never"].map { Array($0.utf8) }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x61...0x7A, 0x27, 0x80...0xFF: true
        default: false
        }
    }

    private static func lettersOnly(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            if scalar.isASCII || scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                bytes += String(scalar).utf8
            } else {
                bytes.append(separator)
            }
        }
        return bytes
    }
}

/// Words and phrases by their first byte, each with its marks: one look at a place tells all that begin there.
struct PrefixTable: Sendable {
    private struct Entry: Sendable {
        var bytes: [UInt8]
        var marks: UInt8
    }
    private var entries: [[Entry]] = .init(repeating: [], count: 256)

    /// A blank before a phrase is left out: it is looked for at the beginnings of words.
    init(_ groups: [(words: [String], marks: UInt8)]) {
        for group in groups {
            for word in group.words {
                let bytes = Array(word.utf8.drop { $0 == 0x20 })
                if let first = bytes.first { entries[Int(first)].append(Entry(bytes: bytes, marks: group.marks)) }
            }
        }
    }

    /// The marks of all entries that `text` begins with. O(entries of its first byte).
    func marks(_ text: ArraySlice<UInt8>) -> UInt8 {
        guard let first = text.first else { return 0 }
        return entries[Int(first)].reduce(0) { text.starts(with: $1.bytes) ? $0 | $1.marks : $0 }
    }
}

extension ArraySlice<UInt8> {
    func hasSuffix(_ text: StaticString) -> Bool {
        text.withUTF8Buffer { suffix($0.count).elementsEqual($0) }
    }
}

extension [UInt8] {
    func hasSuffix(_ text: StaticString) -> Bool { self[...].hasSuffix(text) }
}

/// Finds bytes in text. The standard library's own search sets up far more than a template's text is worth.
enum ByteSearch {
    static func contains(_ part: StaticString, in text: String) -> Bool {
        var text = text
        return text.withUTF8 { haystack in
            part.withUTF8Buffer { needle in
                guard let first = needle.first, haystack.count >= needle.count else { return false }
                for start in 0...haystack.count - needle.count where haystack[start] == first {
                    if haystack[start..<start + needle.count].elementsEqual(needle) { return true }
                }
                return false
            }
        }
    }
}

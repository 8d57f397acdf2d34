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

    /// Whether none of a word is meant: `0 errors`, `no error`, `failed 0`, `errors=0`, `error_count=0`, `"error":null`, `without failure`;
    /// `오류 0건`, `오류가 없습니다`, `실패 건수: 0`, `错误数: 0`.
    func isNegated(_ index: Int) -> Bool {
        if index > 0, Self.negations.contains(where: bytes[ranges[index - 1]].elementsEqual) { return true }
        guard index + 1 < ranges.count else { return false }
        if Self.isEastAsian(bytes[ranges[index]]) {
            let isCounted = Self.isCount(word(index + 1)) && index + 2 < ranges.count
            return Self.isNone(word(index + (isCounted ? 2 : 1)))
        }
        if word(index).starts(with: "status".utf8) { return false }
        let isCounted = Self.isCount(word(index + 1)) && index + 2 < ranges.count
        let next = index + (isCounted ? 2 : 1)
        if Self.isZero(word(next)) { return true }
        guard Self.nulls.contains(where: word(next).elementsEqual) else { return false }
        // "error: null pointer dereference", "failed: none of the replicas answered".
        return next + 1 == ranges.count || !Self.nullObjects.contains(where: word(next + 1).elementsEqual)
    }

    /// Whether this word stands in the text, and each time none of it is meant. O(words).
    func isNegatedThroughout(_ word: ArraySlice<UInt8>) -> Bool {
        var isFound = false
        for index in ranges.indices where bytes[ranges[index]].elementsEqual(word) {
            guard isNegated(index) else { return false }
            isFound = true
        }
        return isFound
    }

    private func word(_ index: Int) -> ArraySlice<UInt8> { bytes[ranges[index]] }

    /// `0`, `0x0`.
    private static func isZero(_ word: ArraySlice<UInt8>) -> Bool {
        word.first == 0x30 && word.allSatisfy { $0 == 0x30 || $0 == 0x78 }
    }

    /// `0`, `0건`, `없음`; not `0x18`, `05`.
    private static func isNone(_ word: ArraySlice<UInt8>) -> Bool {
        if Vocabulary.noneBehind.contains(where: word.starts) { return true }
        guard word.first == 0x30 else { return false }
        return word.count == 1 || word[word.startIndex + 1] >= 0x80 || isZero(word)
    }

    /// A word for the number of what stands before it.
    private static func isCount(_ word: ArraySlice<UInt8>) -> Bool {
        countWords.contains(where: word.elementsEqual) || eastAsianCountWords.contains(where: word.starts)
    }

    /// Whether a letter of Korean, Japanese or Chinese is in it.
    static func isEastAsian(_ word: ArraySlice<UInt8>) -> Bool { word.contains(where: \.beginsEastAsian) }

    private static let countWords = ["code", "count", "counts", "number", "total", "rate", "ratio"].map {
        Array($0.utf8)
    }
    private static let eastAsianCountWords = ["건수", "개수", "횟수", "코드", "件数", "コード", "数", "數", "代码"].map {
        Array($0.utf8)
    }
    private static let nulls = ["null", "nil", "none"].map { Array($0.utf8) }
    private static let nullObjects = ["pointer", "reference", "value", "object", "argument", "of", "dereference"].map {
        Array($0.utf8)
    }
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

extension ArraySlice<UInt8> {
    func hasSuffix(_ text: StaticString) -> Bool {
        text.withUTF8Buffer { suffix($0.count).elementsEqual($0) }
    }
}

extension [UInt8] {
    func hasSuffix(_ text: StaticString) -> Bool { self[...].hasSuffix(text) }
}

import Bytes

/// What stands between quotes.
enum Quoted {
    /// Bytes that are looked at for the closing quote.
    private static let longest = 512

    /// Where the closing quote stands when what begins at `start`, behind an opening one, is a value as a whole: `-` (there
    /// is none), a URL, or a program with its version and what it says of itself (`Mozilla/5.0 (...)`). Nil otherwise.
    @inline(never)
    static func end(ofValue bytes: RawSpan, _ start: Int, _ last: Int) -> Int? {
        let first = bytes.byte(start)
        if first == UInt8(ascii: "-") { return bytes.byte(start &+ 1) == UInt8(ascii: "\"") ? start &+ 1 : nil }
        guard first.isLetter else { return nil }
        var at = start
        while at < last, bytes.byte(at).isLetter || bytes.byte(at) == UInt8(ascii: "-") { at &+= 1 }
        guard at &- start >= 3, at &+ 2 < last else { return nil }
        let isProgram = bytes.byte(at) == UInt8(ascii: "/") && bytes.byte(at &+ 1).isDigit
        let isURL =
            bytes.byte(at) == UInt8(ascii: ":") && bytes.byte(at &+ 1) == UInt8(ascii: "/")
            && bytes.byte(at &+ 2) == UInt8(ascii: "/")
        guard isProgram || isURL else { return nil }
        let limit = min(last, start &+ longest)
        while at < limit {
            let byte = bytes.byte(at)
            if byte == UInt8(ascii: "\"") { return at }
            if isURL, byte.isSpace { return nil }
            at &+= 1
        }
        return nil
    }

    /// What a name in quotes is to the tokenizer; the numbers are where the closing quote stands.
    enum Name {
        case none
        /// A value on sight.
        case value(Int)
        /// Several words that are one token, constant until others come in its place.
        case words(Int)
    }

    /// Bytes and words of the longest name in quotes.
    private static let longestName = 64
    private static let mostWords = 6

    /// Whether the quote at `at` stands where a quotation begins: behind a blank or a bracket, and not as a field's value
    /// (`"name": "x"`), which says more of what the message is about.
    static func isOpening(_ bytes: RawSpan, _ at: Int, _ from: Int) -> Bool {
        guard at > from else { return true }
        let before = bytes.byte(at &- 1)
        if before == UInt8(ascii: "(") || before == UInt8(ascii: "[") { return true }
        guard before == 32 else { return false }
        guard at &- from >= 3, bytes.byte(at &- 2) == UInt8(ascii: ":") else { return true }
        let key = bytes.byte(at &- 3)
        return key != UInt8(ascii: "\"") && key != UInt8(ascii: "'")
    }

    /// What begins at `start`, behind an opening quote. A word is a value, but not one that says how something went or
    /// stands, nor one in capitals; so is a name with a number whose words all have a capital (`Line 7`).
    static func name(_ bytes: RawSpan, _ quote: UInt8, _ start: Int, _ last: Int) -> Name {
        let first = bytes.byte(start)
        guard first.isLetter || first >= 128 || first == UInt8(ascii: "_") else { return .none }
        let limit = min(last, start &+ longestName)
        var at = start
        var word = start
        var words = 1
        var hasDigit = false
        var isTitle = true
        var isState = false
        var hasLower = false
        while at < limit {
            let byte = bytes.byte(at)
            if byte == quote {
                guard at &+ 1 >= last || isClosing(bytes.byte(at &+ 1)) else { return .none }
                break
            }
            if byte == 32 {
                isState = isState || OutcomeWords.contains(bytes, word..<at, isWide: false)
                word = at &+ 1
                words &+= 1
                guard words <= mostWords, word < limit else { return .none }
            } else if byte.isDigit {
                hasDigit = true
            } else if byte.isLower || byte >= 128 {
                hasLower = true
                if at == word { isTitle = false }
            } else if !byte.isUpper, byte != UInt8(ascii: "-"), byte != UInt8(ascii: "_"), byte != UInt8(ascii: ".") {
                return .none
            }
            at &+= 1
        }
        guard at < limit else { return .none }
        if hasDigit {
            // Numbers in a single word are judged with it; in a sentence each is a value of its own.
            return words > 1 && isTitle ? .value(at) : .none
        }
        if words > 1 {
            return isState || OutcomeWords.contains(bytes, word..<at, isWide: false) ? .none : .words(at)
        }
        return !hasLower || OutcomeWords.isListed(bytes, start..<at) ? .none : .value(at)
    }

    /// Whether a byte can follow a closing quote; behind a colon it would be a field's name.
    private static func isClosing(_ byte: UInt8) -> Bool {
        byte.isSpace || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ";")
            || byte == UInt8(ascii: ")") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "(")
            || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?")
    }
}

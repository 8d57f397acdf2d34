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
    /// Marks that stand for themselves in quotes: `near ";"`.
    private static let mostMarks = 3

    /// Where a quote may open a name.
    enum Place { case none, quotation, field }

    /// A quotation begins behind a blank or a bracket, a field's value behind `=`. Not so the value of `"name": "x"`, which
    /// says more of what the message is about.
    static func place(_ bytes: RawSpan, _ at: Int, _ from: Int) -> Place {
        guard at > from else { return .quotation }
        switch bytes.byte(at &- 1) {
        case UInt8(ascii: "("), UInt8(ascii: "["): return .quotation
        case UInt8(ascii: "="): return .field
        case 32: break
        default: return .none
        }
        guard at &- from >= 3, bytes.byte(at &- 2) == UInt8(ascii: ":") else { return .quotation }
        let key = bytes.byte(at &- 3)
        return key == UInt8(ascii: "\"") || key == UInt8(ascii: "'") ? .none : .quotation
    }

    /// What begins at `start`, behind an opening quote. A word is a value: in a field only if it holds more than letters,
    /// in a quotation unless it says how something went or stands, or is all capitals. So is a name with a number whose
    /// words all have a capital (`Line 7`). Other quotations of a few words are one token.
    static func name(_ bytes: RawSpan, _ quote: UInt8, _ start: Int, _ last: Int, _ place: Place) -> Name {
        let limit = min(last, start &+ longest)
        var at = start
        var hasDigit = false
        var hasLetter = false
        var hasLower = false
        var hasMark = false
        while at < limit {
            let byte = bytes.byte(at)
            if byte == quote { break }
            if byte == 32 { return place == .field || hasMark ? .none : words(bytes, quote, start, last) }
            if byte.isDigit {
                hasDigit = true
            } else if byte.isLower || byte >= 128 {
                hasLower = true
                hasLetter = true
            } else if byte.isUpper {
                hasLetter = true
            } else if byte < 32 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                return .none
            } else if byte != UInt8(ascii: "-"), byte != UInt8(ascii: "_"), byte != UInt8(ascii: ".") {
                hasMark = true
            }
            at &+= 1
        }
        guard at < limit, at > start, at &+ 1 >= last || isClosing(bytes.byte(at &+ 1)) else { return .none }
        if hasDigit || hasMark && (hasLetter || place == .field || at &- start <= mostMarks) { return .value(at) }
        guard place == .quotation, hasLower, !OutcomeWords.isListed(bytes, start..<at) else { return .none }
        return .value(at)
    }

    /// Where the bracket closes when what begins at `start`, behind an opening one, is a remark of two to six words without
    /// digits: `(Device Prepare)`. It is one token, as such a quotation is. Nil otherwise.
    @inline(never)
    static func end(ofRemark bytes: RawSpan, _ start: Int, _ last: Int) -> Int? {
        var at = start
        while at < last, bytes.byte(at).isLetter || bytes.byte(at) == UInt8(ascii: "-") { at &+= 1 }
        // Most brackets hold no second word.
        guard at < last, bytes.byte(at) == 32 else { return nil }
        let limit = min(last, start &+ longestName)
        var blanks = 0
        while at < limit {
            let byte = bytes.byte(at)
            if byte == 32 {
                blanks &+= 1
            } else if byte == UInt8(ascii: ")") {
                return blanks < mostWords && (at &+ 1 >= last || isClosing(bytes.byte(at &+ 1))) ? at : nil
            } else if !byte.isLetter, byte < 128, byte != UInt8(ascii: "-"), byte != UInt8(ascii: "_"),
                byte != UInt8(ascii: ".")
            {
                return nil
            }
            at &+= 1
        }
        return nil
    }

    private static func words(_ bytes: RawSpan, _ quote: UInt8, _ start: Int, _ last: Int) -> Name {
        let limit = min(last, start &+ longestName)
        var at = start
        var word = start
        var words = 1
        var hasDigit = false
        var isTitle = true
        var isState = false
        while at < limit {
            let byte = bytes.byte(at)
            if byte == quote { break }
            if byte == 32 {
                isState = isState || OutcomeWords.contains(bytes, word..<at, isWide: false)
                word = at &+ 1
                words &+= 1
                guard words <= mostWords else { return .none }
            } else if byte.isDigit {
                hasDigit = true
            } else if byte.isLower || byte >= 128 {
                if at == word { isTitle = false }
            } else if !byte.isUpper, byte != UInt8(ascii: "-"), byte != UInt8(ascii: "_"), byte != UInt8(ascii: ".") {
                return .none
            }
            at &+= 1
        }
        guard at < limit, at &+ 1 >= last || isClosing(bytes.byte(at &+ 1)) else { return .none }
        // In a sentence each number is a value of its own.
        if hasDigit { return isTitle ? .value(at) : .none }
        return isState || OutcomeWords.contains(bytes, word..<at, isWide: false) ? .none : .words(at)
    }

    /// Whether a byte can follow a closing quote; behind a colon it would be a field's name.
    private static func isClosing(_ byte: UInt8) -> Bool {
        byte.isSpace || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ";")
            || byte == UInt8(ascii: ")") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "(")
            || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?")
    }
}

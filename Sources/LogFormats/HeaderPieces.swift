import Bytes
import Model

/// Pieces of a header that no sentence has, whoever writes them and wherever they stand between time, level and text: ids, numbers
/// in hexadecimal, places in a source, names of classes with their packages, single words in parentheses.
enum HeaderPieces {
    /// Steps over one such piece; false, and no step, where there is none. An id is noted. O(piece).
    static func take(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        let byte = c.peek(bytes)
        if byte == UInt8(ascii: "(") { return parenthesis(&c, bytes, &record) }
        guard Byte.isLetter(byte) || Byte.isDigit(byte) || byte == UInt8(ascii: "_") else { return false }
        var to = c.wordEnd(bytes)
        guard to < c.end, to &- c.at <= 120 else { return false }
        let colon = bytes.byte(to &- 1) == UInt8(ascii: ":") || bytes.byte(to &- 1) == UInt8(ascii: ",")
        if colon { to &-= 1 }
        guard to > c.at &+ 2 else { return false }
        if !colon, let text = placeBeforeDash(c, to, bytes) {
            c.at = text
            return true
        }
        guard isPiece(bytes, c.at, to, colon, &record) else { return false }
        c.at = colon ? to &+ 1 : to
        return true
    }

    /// `org.example.Cart 112 add - text`, `Cart 112 add - text`: a class, a line, a method, as log4j's `%C %L %M - ` prints them; where
    /// the dash stands.
    private static func placeBeforeDash(_ c: Cursor, _ to: Int, _ bytes: RawSpan) -> Int? {
        var next = Cursor(to, c.end)
        guard next.take(32, bytes), Byte.isDigit(next.peek(bytes)), next.number(bytes) != nil, next.take(32, bytes)
        else {
            return nil
        }
        for index in c.at..<to where !Byte.isIdentifier(bytes.byte(index)) && bytes.byte(index) != UInt8(ascii: "$") {
            return nil
        }
        let from = next.at
        let end = next.wordEnd(bytes)
        for index in from..<end where !Byte.isHeaderName(bytes.byte(index)) { return nil }
        next.at = end
        guard next.take(" - ", bytes), next.left > 0 else { return nil }
        return end
    }

    private static func isPiece(
        _ bytes: RawSpan, _ from: Int, _ to: Int, _ colon: Bool, _ record: inout Record
    ) -> Bool {
        if isHexadecimal(bytes, from, to) { return true }
        if Byte.isHex(bytes.byte(from)), to &- from >= 32, Identifiers.isID(bytes, from, to) {
            if record.correlation.isEmpty { record.correlation = ByteRange(from, to) }
            return true
        }
        if colon, Byte.isDigit(bytes.byte(from)) {
            // `4711: text`
            var number = Cursor(from, to)
            guard number.digitCount(bytes, limit: 8) == to &- from, let pid = number.number(bytes) else { return false }
            Elements.setPID(pid, &record)
            return true
        }
        return isClass(bytes, from, to) || isPlace(bytes, from, to)
    }

    /// `0x7f12ab34cd00`
    static func isHexadecimal(_ bytes: RawSpan, _ from: Int, _ to: Int) -> Bool {
        guard to &- from >= 6, bytes.byte(from) == UInt8(ascii: "0"), bytes.byte(from &+ 1) == UInt8(ascii: "x") else {
            return false
        }
        for index in (from &+ 2)..<to where !Byte.isHex(bytes.byte(index)) { return false }
        return true
    }

    /// `org.example.cart.Service`: three names or more with dots between them, the last in capital and small letters. `crate::module`.
    private static func isClass(_ bytes: RawSpan, _ from: Int, _ to: Int) -> Bool {
        guard Byte.isLower(bytes.byte(from)) else { return false }
        var dots = 0
        var colons = 0
        var last = from
        var hasSmall = false
        for index in from..<to {
            let byte = bytes.byte(index)
            if byte == UInt8(ascii: ".") {
                dots &+= 1
                last = index &+ 1
                hasSmall = false
            } else if byte == UInt8(ascii: ":") {
                colons &+= 1
                guard colons & 1 == 1 || bytes.byte(index &- 1) == byte else { return false }
            } else if Byte.isLower(byte) {
                hasSmall = true
            } else if !Byte.isUpper(byte), !Byte.isDigit(byte), byte != UInt8(ascii: "_"), byte != UInt8(ascii: "$") {
                return false
            }
        }
        if colons > 0 { return colons & 1 == 0 && dots == 0 && bytes.byte(to &- 1) != UInt8(ascii: ":") }
        return dots >= 2 && last < to && Byte.isUpper(bytes.byte(last)) && hasSmall
            && !Continuation.isErrorName(bytes, from, to)
    }

    /// `main.cpp:112`: a name with an extension of letters, and a line.
    static func isPlace(_ bytes: RawSpan, _ from: Int, _ to: Int) -> Bool {
        var index = to &- 1
        while index > from, Byte.isDigit(bytes.byte(index)) { index &-= 1 }
        guard index > from &+ 2, index < to &- 1, bytes.byte(index) == UInt8(ascii: ":") else { return false }
        var dot = index &- 1
        while dot > from, Byte.isLetter(bytes.byte(dot)) { dot &-= 1 }
        guard dot > from, bytes.byte(dot) == UInt8(ascii: "."), index &- dot > 1, index &- dot <= 6 else {
            return false
        }
        for place in from..<dot where !Byte.isName(bytes.byte(place)) || bytes.byte(place) == UInt8(ascii: ":") {
            return false
        }
        return true
    }

    /// `(4711)`, `(0x7f12ab34cd00)`, `(Cart.java:112)`: a process, a thread, a place.
    private static func parenthesis(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        guard let close = c.closing(UInt8(ascii: "("), UInt8(ascii: ")"), bytes, limit: 80), close > c.at &+ 1,
            c.wordEnd(bytes) > close, close &+ 1 < c.end
        else { return false }
        let from = c.at &+ 1
        var number = Cursor(from, close)
        let isNumber = number.digitCount(bytes, limit: 8) == close &- from
        guard
            isNumber || isPlace(bytes, from, close) || isHexadecimal(bytes, from, close),
            Byte.isSpace(bytes.byte(close &+ 1)) || bytes.byte(close &+ 1) == UInt8(ascii: ":")
                || bytes.byte(close &+ 1) == UInt8(ascii: ",")
        else { return false }
        if isNumber, let pid = number.number(bytes) { Elements.setPID(pid, &record) }
        c.at = Byte.isSpace(bytes.byte(close &+ 1)) ? close &+ 1 : close &+ 2
        return true
    }

    /// What separates a header's parts, left in front of the text: `| text`, `; text`, `, text`.
    @inline(__always)
    static func skipSeparators(_ c: inout Cursor, _ bytes: RawSpan) {
        if c.peek(bytes) == UInt8(ascii: "-"), c.peek(bytes, 1) == 32, c.left > 2 {
            c.at &+= 2
            c.skipBlanks(bytes)
            return
        }
        while c.at < c.end {
            let byte = bytes.byte(c.at)
            guard byte == UInt8(ascii: "|") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: ",") else { return }
            c.at &+= 1
            c.skipBlanks(bytes)
        }
    }

    /// Whether a word before a level is a name rather than a word of a sentence: `CartService`, `db-pool`, `worker_3`, `web1`,
    /// `0x7f12ab34`.
    static func isName(_ bytes: RawSpan, _ from: Int, _ to: Int) -> Bool {
        guard to &- from >= 2, Byte.isLetter(bytes.byte(from)) || isHexadecimal(bytes, from, to) else { return false }
        var marks = 0
        for index in from..<to {
            let byte = bytes.byte(index)
            guard Byte.isIdentifier(byte), byte != UInt8(ascii: ":") else { return false }
            if Byte.isDigit(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
                || index > from && Byte.isUpper(byte) && Byte.isLower(bytes.byte(index &- 1))
            {
                marks &+= 1
            }
        }
        return marks > 0
    }
}

import Bytes
import Model

/// Levels, as elements of a header: words, letters, numbers.
extension Elements {
    /// A level word on its own, as an element of a header.
    @inline(__always)
    static func level(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        var close: UInt8 = 0
        switch c.peek(bytes) {
        case UInt8(ascii: "["): close = UInt8(ascii: "]")
        case UInt8(ascii: "<"): close = UInt8(ascii: ">")
        case UInt8(ascii: "("): close = UInt8(ascii: ")")
        case UInt8(ascii: "{"): close = UInt8(ascii: "}")
        case UInt8(ascii: "*"): close = UInt8(ascii: "*")
        default: break
        }
        if close != 0 {
            c.at &+= 1
            c.skipSpaces(bytes)
        }
        c.skipANSI(bytes)
        let from = c.at
        var to = from
        while to < c.end, to < from &+ 13, Byte.isLetter(bytes.byte(to)) { to &+= 1 }
        // DEBUG1 to DEBUG5.
        if to < c.end, to &- from == 5, Byte.isDigit(bytes.byte(to)) { to &+= 1 }
        if to == from, c.peek(bytes) >= 0xe3 {
            // Korean and Japanese: a sentence can begin with such a word, so a bracket or a colon must show it.
            while to < c.end, to < from &+ 12, bytes.byte(to) >= 0x80 { to &+= 1 }
            guard close != 0 || to < c.end && bytes.byte(to) == UInt8(ascii: ":") else { return false }
        }
        guard
            let severity = Levels.severity(bytes, from, to)
                ?? (close == 0 ? nil : lone(bytes, from, to, close, c.end))
        else { return false }
        // `INFO_2` of yum.
        if to &+ 1 < c.end, bytes.byte(to) == UInt8(ascii: "_"), Byte.isDigit(bytes.byte(to &+ 1)) { to &+= 2 }
        c.at = to
        c.skipANSI(bytes)
        if close != 0 {
            c.skipSpaces(bytes)
            guard c.take(close, bytes) else { return false }
            _ = c.take(UInt8(ascii: ":"), bytes) || c.take(UInt8(ascii: ","), bytes) || c.take(UInt8(ascii: ";"), bytes)
        } else {
            switch c.peek(bytes) {
            case UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: ";"):
                c.at &+= 1
                // `INFO::text`
                _ = bytes.byte(c.at &- 1) == UInt8(ascii: ":") && c.take(UInt8(ascii: ":"), bytes)
            case 32:
                // `ERROR : text` beside `NOTICE: text`.
                var next = c
                while next.at < next.end, next.at &- c.at < 8, bytes.byte(next.at) == 32 { next.at &+= 1 }
                if next.take(UInt8(ascii: ":"), bytes), next.peek(bytes) == 32 {
                    c = next
                } else if to &- from == 3, Word.lower(bytes, from, to) == Word.of("log"),
                    Byte.isUpper(next.peek(bytes)), Byte.isUpper(next.peek(bytes, 1))
                {
                    // `LOG ROTATION: DAILY`
                    return false
                }
            case 0, 9, UInt8(ascii: "|"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "("): break
            case UInt8(ascii: "/"):
                // `INFO/worker-38`
                c.at &+= 1
                while c.at < c.end, Byte.isName(bytes.byte(c.at)), bytes.byte(c.at) != UInt8(ascii: ":") { c.at &+= 1 }
            default: return false
            }
        }
        if record.severity == nil { record.severity = severity }
        return true
    }

    /// `[I]`, `<E>`: one capital in a bracket. `[A]` and `(C)` are more often something else.
    @inline(__always)
    private static func lone(_ bytes: RawSpan, _ from: Int, _ to: Int, _ close: UInt8, _ end: Int) -> Severity? {
        // `[log]`, what JavaScript's console has beside `[warn]` and `[error]`.
        if to &- from == 3, close == UInt8(ascii: "]"), Word.lower(bytes, from, to) == Word.of("log") { return .info }
        if to &- from == 4, close == UInt8(ascii: "]"), Word.lower(bytes, from, to) == Word.of("note") {
            return .notice
        }
        guard to &- from == 1, close == UInt8(ascii: "]") || close == UInt8(ascii: ">") || close == UInt8(ascii: "}"),
            to < end, bytes.byte(from) != UInt8(ascii: "A")
        else { return nil }
        // `[D    ]`
        var next = to
        while next < end, next < to &+ 8, bytes.byte(next) == 32 { next &+= 1 }
        guard next < end, bytes.byte(next) == close else { return nil }
        return Levels.severity(letter: bytes.byte(from))
    }

    /// `I `, `W/`, and where the lines vote for it `(N)`, and `E[2026-...]`, a letter before the time's bracket.
    static func letter(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        if c.peek(bytes) == UInt8(ascii: "("), c.peek(bytes, 2) == UInt8(ascii: ")"),
            let severity = Levels.severity(letter: c.peek(bytes, 1))
        {
            let mark = c.peek(bytes, 3)
            guard Byte.isSpace(mark) || mark == UInt8(ascii: ":") || mark == UInt8(ascii: ",") else { return false }
            c.at &+= Byte.isSpace(mark) ? 3 : 4
            if record.severity == nil { record.severity = severity }
            return true
        }
        guard let severity = Levels.severity(letter: c.peek(bytes)) else { return false }
        let next = c.peek(bytes, 1)
        let isBeforeTime = next == UInt8(ascii: "[") && Byte.isDigit(c.peek(bytes, 2))
        guard
            next == 32 || next == 9 || next == UInt8(ascii: "/") || next == UInt8(ascii: ",")
                || next == UInt8(ascii: ";") || next == UInt8(ascii: "|") || isBeforeTime
                || next == UInt8(ascii: ":") && c.peek(bytes, 2) == 32
        else {
            return false
        }
        c.at &+= next == 32 || next == 9 || isBeforeTime ? 1 : 2
        if record.severity == nil { record.severity = severity }
        return true
    }

    @inline(__always)
    static func number(
        _ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record, isPID: Bool = true
    ) -> Bool {
        // `-1` is a flag's value, never a process.
        let negative = c.take(UInt8(ascii: "-"), bytes)
        _ = c.take(UInt8(ascii: "#"), bytes)
        guard let value = c.number(bytes) else { return false }
        let next = c.peek(bytes)
        guard
            next == 0 || next == 32 || next == 9 || next == 0x1b || next == UInt8(ascii: ":")
                || next == UInt8(ascii: "]")
                || next == UInt8(ascii: "#")
                || next == UInt8(ascii: "|")
        else { return false }
        if next == UInt8(ascii: ":") { c.at &+= 1 }
        if isPID, !negative, record.pid == 0, value <= Int(UInt32.max) { record.pid = UInt32(value) }
        return true
    }
}

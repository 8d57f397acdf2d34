import Bytes
import Model

/// Elements that are known by their shape or by their place among a source's lines, not by a program's grammar: what stands between
/// marks, names with a process, places in a source, and anything up to the level. They count only where the lines vote for them.
extension Elements {
    /// `name(4711)`, `name[4711]`, with or without a colon: the program and its process, in a column of their own.
    static func process(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        let from = c.at
        guard Byte.isLetter(c.peek(bytes)) else { return false }
        while c.at < c.end, c.at &- from < 48, Byte.isHeaderName(bytes.byte(c.at)),
            bytes.byte(c.at) != UInt8(ascii: "("),
            bytes.byte(c.at) != UInt8(ascii: "[")
        {
            c.at &+= 1
        }
        let to = c.at
        let close: UInt8
        switch c.peek(bytes) {
        case UInt8(ascii: "("): close = UInt8(ascii: ")")
        case UInt8(ascii: "["): close = UInt8(ascii: "]")
        default: return false
        }
        c.at &+= 1
        guard let pid = c.number(bytes), c.take(close, bytes) else { return false }
        _ = c.take(UInt8(ascii: ":"), bytes)
        guard Byte.isSpace(c.peek(bytes)) else { return false }
        if record.service.isEmpty { record.service = ByteRange(from, to) }
        setPID(pid, &record)
        return true
    }

    /// `Main.cc(run):83`, `store[][o.e.Store]`, `Monitor.cpp:960:check():`: a place in a source, with what else stands there. Addresses
    /// (`node1:8080`), calls (`open()`), pairs and quotes are no such thing.
    static func shaped(_ c: inout Cursor, _ bytes: RawSpan) -> Bool {
        let to = c.wordEnd(bytes)
        guard to &- c.at >= 4, to &- c.at <= 96, to < c.end, Byte.isLetter(c.peek(bytes)) else { return false }
        var hasPlace = false
        var depth = 0
        var brackets = 0
        for index in c.at..<to {
            let byte = bytes.byte(index)
            switch byte {
            case UInt8(ascii: ":"):
                guard index &+ 1 < to, Byte.isDigit(bytes.byte(index &+ 1)) else { continue }
                if bytes.byte(index &- 1) == UInt8(ascii: ")") || endsInExtension(bytes, c.at, index) {
                    hasPlace = true
                }
            case UInt8(ascii: "("): depth &+= 1
            case UInt8(ascii: ")"): depth &-= 1
            case UInt8(ascii: "["):
                depth &+= 1
                brackets &+= 1
            case UInt8(ascii: "]"): depth &-= 1
            case UInt8(ascii: "="), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ","), UInt8(ascii: ";"),
                UInt8(ascii: "%"), UInt8(ascii: "{"), UInt8(ascii: "!"), UInt8(ascii: "?"):
                return false
            default: break
            }
        }
        guard depth == 0, hasPlace || brackets > 1 else { return false }
        c.at = to
        return true
    }

    /// Whether `.cc`, `.swift`, ... stands before `to`.
    private static func endsInExtension(_ bytes: RawSpan, _ from: Int, _ to: Int) -> Bool {
        var index = to
        while index > from, Byte.isLetter(bytes.byte(index &- 1)) { index &-= 1 }
        return index > from &+ 1 && bytes.byte(index &- 1) == UInt8(ascii: ".") && to &- index >= 1 && to &- index <= 5
    }

    /// `970`, `97a`: the number of a line or a message, which counts on from line to line; its value.
    static func counter(_ c: inout Cursor, _ bytes: RawSpan) -> Int? {
        let to = c.wordEnd(bytes)
        guard to > c.at, to &- c.at <= 8, to < c.end else { return nil }
        var value = 0
        for index in c.at..<to {
            let byte = bytes.byte(index)
            guard Byte.isHex(byte) else { return nil }
            value = value &<< 4 | Int(Byte.isDigit(byte) ? byte & 15 : (byte & 7) &+ 9)
        }
        c.at = to
        return value
    }

    /// Any words and brackets through a level that is set off: in a bracket, before a colon or a mark, a part of a name
    /// (`Peer:WRN`, `net/INFO:`), or in capitals behind no more than one plain word. A process in a bracket before it is noted.
    static func throughLevel(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        let start = c.at
        var plain = 0
        for step in 0..<10 {
            c.skipBlanks(bytes)
            guard c.at < c.end, c.at &- start < 120 else { return false }
            let byte = c.peek(bytes)
            var next = c
            var trial = record
            trial.severity = nil
            if step > 0, level(&next, bytes, &trial),
                isBracketed(byte) || plain == 0 && isSetOff(bytes, next)
                    || plain < 2 && Byte.isUpper(byte) && Byte.isUpper(c.peek(bytes, 1))
            {
                record.severity = trial.severity
                c = next
                return true
            }
            if byte == UInt8(ascii: "["), let close = c.closing(UInt8(ascii: "["), UInt8(ascii: "]"), bytes, limit: 80)
            {
                trial.severity = nil
                note(bytes, c.at &+ 1, close, &trial)
                c.at = close &+ 1
                record.pid = trial.pid
                if trial.severity != nil {
                    record.severity = trial.severity
                    _ = c.take(UInt8(ascii: ":"), bytes)
                    return true
                }
                continue
            }
            let from = c.at
            c.at = c.wordEnd(bytes)
            // A text's quotes begin before any level of the text.
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { return false }
            var letters = true
            for index in from..<c.at where !Byte.isLetter(bytes.byte(index)) { letters = false }
            if letters {
                plain &+= 1
            } else if plain < 2, let (severity, end) = levelPart(bytes, from, c.at) {
                record.severity = severity
                c.at = end
                return true
            }
        }
        return false
    }

    /// A hyphen behind a digit, where a level can follow: `cart.py:133-warning:`.
    private static func isJoint(_ bytes: RawSpan, _ from: Int, _ index: Int) -> Bool {
        bytes.byte(index) == UInt8(ascii: "-") && index > from && Byte.isDigit(bytes.byte(index &- 1))
    }

    /// The level in capitals among the parts of a word, between marks that part names: `Peer:WRN`, `net/INFO:`, `a::INFO::b`; where it and
    /// the marks behind it end.
    private static func levelPart(_ bytes: RawSpan, _ from: Int, _ to: Int) -> (Severity, end: Int)? {
        func parts(_ byte: UInt8) -> Bool {
            byte == UInt8(ascii: ":") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "|")
                || byte == UInt8(ascii: ">")
                || byte == UInt8(ascii: ")") || byte == UInt8(ascii: "(") || byte == UInt8(ascii: "]")
                || byte == UInt8(ascii: "#") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: ",")
        }
        var part = from
        for index in from...to where index == to || parts(bytes.byte(index)) || isJoint(bytes, from, index) {
            let isLast = index < to && bytes.byte(index) == UInt8(ascii: ":") && index &+ 1 == to
            let isCapital = index > part &+ 1 && Byte.isUpper(bytes.byte(part)) && Byte.isUpper(bytes.byte(part &+ 1))
            // `cart.py:133-warning:`
            let isTail = isLast && part > from && bytes.byte(part &- 1) == UInt8(ascii: "-")
            if index &- part >= 3, index &- part < to &- from, isCapital || isTail,
                let severity = Levels.severity(bytes, part, index)
            {
                var end = index
                while end < to, parts(bytes.byte(end)), bytes.byte(end) != UInt8(ascii: "(") { end &+= 1 }
                return (severity, end)
            }
            part = index &+ 1
        }
        return nil
    }

    private static func isBracketed(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "[") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: "(") || byte == UInt8(ascii: "{")
            || byte == UInt8(ascii: "*")
    }

    /// Whether the level that was read up to `end` stands before a colon, a bar or a tab.
    private static func isSetOff(_ bytes: RawSpan, _ end: Cursor) -> Bool {
        let last = bytes.byte(end.at &- 1)
        return last == UInt8(ascii: ":") || last == UInt8(ascii: "|") || end.peek(bytes) == UInt8(ascii: "|")
            || end.peek(bytes) == 9
    }

    /// Columns between tabs, whatever they hold, through the first that is a level and nothing else.
    static func tabLevel(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        for _ in 0..<8 {
            guard let tab = c.find(9, bytes, limit: 80) else { return false }
            if let severity = Levels.severity(bytes, c.at, tab) {
                record.severity = severity
                c.at = tab
                return true
            }
            c.at = tab &+ 1
        }
        return false
    }

    /// A column up to a mark: a tab, `;` or `::`; a level or a number in it is noted.
    static func column(
        upTo mark: UInt8, doubled: Bool, _ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record
    ) -> Bool {
        // The rest of the mark before, of which the time took a part.
        while c.peek(bytes) == mark { c.at &+= 1 }
        let limit = min(c.end, c.at &+ 80)
        var index = c.at
        while index < limit {
            let byte = bytes.byte(index)
            if byte == mark, !doubled || index &+ 1 < c.end && bytes.byte(index &+ 1) == mark {
                note(bytes, c.at, index, &record)
                c.at = index &+ (doubled ? 2 : 1)
                return true
            }
            // Columns of this kind hold no blanks and no quotes.
            if byte == 32 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "=") { return false }
            index &+= 1
        }
        return false
    }
}

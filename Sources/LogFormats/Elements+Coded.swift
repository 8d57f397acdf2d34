import Bytes
import Model

/// Elements that are no words at all: numbers joined by marks, letters for a level in brackets, clocks that count from the program's
/// start, dates behind a number. They count only where the lines vote for them.
extension Elements {
    /// `08[CFG]`, `2728.267c:`, `00:0024:00001`, `pid:6850`, `P-002702`: numbers joined by marks, a number before a bracket, a process or
    /// a thread by its usual name. Addresses and plain numbers are no such thing. O(word).
    static func coded(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        let to = c.wordEnd(bytes)
        guard to &- c.at >= 3, to &- c.at <= 40, to < c.end else { return false }
        if Byte.isLetter(c.peek(bytes)) { return numbered(&c, to, bytes, &record) }
        guard Byte.isHex(c.peek(bytes)) else { return false }
        if bytes.byte(to &- 1) == UInt8(ascii: "]") {
            var next = c
            guard next.digitCount(bytes, limit: 10) < 10, next.number(bytes) != nil,
                next.take(UInt8(ascii: "["), bytes)
            else { return false }
            for index in next.at..<(to &- 1) where !Byte.isLetter(bytes.byte(index)) { return false }
            guard next.at < to &- 1 else { return false }
            c.at = to
            return true
        }
        return joined(&c, to, bytes)
    }

    /// `2728.267c:`, `4711>`, `00:0024:`: groups of hexadecimal digits with points or colons between them, a colon or an angle behind.
    private static func joined(_ c: inout Cursor, _ to: Int, _ bytes: RawSpan) -> Bool {
        let last = bytes.byte(to &- 1)
        guard last == UInt8(ascii: ":") || last == UInt8(ascii: ">") else { return false }
        var groups = 1, longest = 0, run = 0
        var isDecimal = true
        for index in c.at..<(to &- 1) {
            let byte = bytes.byte(index)
            if byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":") {
                guard run > 0 else { return false }
                groups &+= 1
                run = 0
            } else {
                guard Byte.isHex(byte) else { return false }
                if !Byte.isDigit(byte) { isDecimal = false }
                run &+= 1
                longest = max(longest, run)
            }
        }
        // Four short groups are an address; a single group of letters may be a word (`added:`).
        guard run > 0, groups > 1 || isDecimal, !(isDecimal && groups == 4 && longest <= 3) else { return false }
        c.at = to
        return true
    }

    /// `pid:6850`, `P-002702`, `T#12`, `tid=7f12`
    private static func numbered(_ c: inout Cursor, _ to: Int, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        var stop = c.at
        while stop < to, Byte.isLetter(bytes.byte(stop)) { stop &+= 1 }
        guard stop > c.at, stop < to else { return false }
        let isProcess: Bool
        switch Word.lower(bytes, c.at, stop) {
        case Word.of("p"), Word.of("pid"), Word.of("process"): isProcess = true
        case Word.of("t"), Word.of("tid"), Word.of("thread"), Word.of("id"), Word.of("cpu"), Word.of("node"):
            isProcess = false
        default: return false
        }
        let mark = bytes.byte(stop)
        guard
            mark == UInt8(ascii: ":") || mark == UInt8(ascii: "-") || mark == UInt8(ascii: "#")
                || mark == UInt8(ascii: "=")
        else { return false }
        var end = to
        while end > stop, bytes.byte(end &- 1) == UInt8(ascii: ":") || bytes.byte(end &- 1) == UInt8(ascii: ",") {
            end &-= 1
        }
        guard end > stop &+ 1 else { return false }
        for index in (stop &+ 1)..<end where !Byte.isHex(bytes.byte(index)) { return false }
        if isProcess {
            var number = Cursor(stop &+ 1, end)
            if let pid = number.number(bytes), number.left == 0 { setPID(pid, &record) }
        }
        c.at = to
        return true
    }

    /// `[e(0)]`, `[v]`: a letter for the level in a bracket, with a number in parentheses or without.
    static func letterBracket(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        guard c.peek(bytes) == UInt8(ascii: "["), Byte.isLetter(c.peek(bytes, 1)),
            let severity = Levels.severity(letter: c.peek(bytes, 1) & 0xdf)
        else { return false }
        var next = Cursor(c.at &+ 2, c.end)
        if next.take(UInt8(ascii: "("), bytes) {
            guard next.number(bytes) != nil, next.take(UInt8(ascii: ")"), bytes) else { return false }
        }
        guard next.take(UInt8(ascii: "]"), bytes) else { return false }
        _ = next.take(UInt8(ascii: ":"), bytes)
        c = next
        if record.severity == nil { record.severity = severity }
        return true
    }

    /// `MESSAGE`, `Detail,`: a word of a column that names levels, known or not: in capitals, or before a comma.
    static func levelWord(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        let from = c.at
        var isCapital = true
        while c.at < c.end, c.at &- from < 12, Byte.isLetter(bytes.byte(c.at)) {
            if !Byte.isUpper(bytes.byte(c.at)) { isCapital = false }
            c.at &+= 1
        }
        let to = c.at
        guard to &- from >= 3 else { return false }
        if c.take(UInt8(ascii: ","), bytes) {
            guard c.left == 0 || c.peek(bytes) == 32 else { return false }
        } else {
            guard isCapital, Byte.isSpace(c.peek(bytes)) else { return false }
        }
        if record.severity == nil {
            // GLib's level between info and warning, which elsewhere is any message.
            record.severity =
                isCapital && to &- from == 7 && Word.lower(bytes, from, to) == Word.of("message")
                ? .notice : Levels.severity(bytes, from, to)
        }
        return true
    }

    /// `12 verbose text`: a number and a word that may be a level; the number.
    static func numberedLevel(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Int? {
        guard c.digitCount(bytes, limit: 8) < 8, let value = c.number(bytes), c.take(32, bytes) else { return nil }
        let from = c.at
        while c.at < c.end, c.at &- from < 10, Byte.isLower(bytes.byte(c.at)) { c.at &+= 1 }
        guard c.at &- from >= 3, c.left == 0 || c.peek(bytes) == 32 else { return nil }
        if record.severity == nil { record.severity = Levels.severity(bytes, from, c.at) }
        return value
    }

    /// `0:00:12.345678`, `12:04`: hours or minutes, and seconds, since the start; their value in microseconds. What tells them from a time of
    /// day is for the vote to see.
    static func span(_ c: inout Cursor, _ bytes: RawSpan) -> Int? {
        let bracketed = c.take(UInt8(ascii: "["), bytes)
        if bracketed { c.skipSpaces(bytes) }
        guard c.digitCount(bytes, limit: 5) < 5, var value = c.number(bytes) else { return nil }
        var parts = 1
        while parts < 4, c.peek(bytes) == UInt8(ascii: ":"), c.two(bytes, 1) >= 0, !Byte.isDigit(c.peek(bytes, 3)) {
            let part = c.two(bytes, 1)
            guard part < 60 else { return nil }
            value = value &* 60 &+ part
            c.at &+= 3
            parts &+= 1
        }
        guard parts == 2 || parts == 3 else { return nil }
        value &*= 1_000_000
        if c.peek(bytes) == UInt8(ascii: ".") || c.peek(bytes) == UInt8(ascii: ","), Byte.isDigit(c.peek(bytes, 1)) {
            c.at &+= 1
            let places = c.digitCount(bytes, limit: 10)
            guard places <= 9, var micro = c.number(bytes) else { return nil }
            for _ in places..<max(places, 6) { micro &*= 10 }
            for _ in 6..<max(places, 6) { micro /= 10 }
            value &+= micro
        }
        if bracketed { guard c.take(UInt8(ascii: "]"), bytes) else { return nil } }
        _ = c.take(UInt8(ascii: ":"), bytes)
        return Byte.isSpace(c.peek(bytes)) || c.peek(bytes) == UInt8(ascii: "|") ? value : nil
    }

    /// `901099` before a tab: its value.
    static func ticks(_ c: inout Cursor, _ bytes: RawSpan) -> Int? {
        guard c.digitCount(bytes, limit: 16) <= 15, let value = c.number(bytes), c.take(9, bytes) else { return nil }
        return value
    }

    /// `CartService`, `db-pool`, `worker_3`: a name of several parts, as no word of a sentence is.
    static func nameWord(_ c: inout Cursor, _ bytes: RawSpan) -> Bool {
        let to = c.wordEnd(bytes)
        guard to &- c.at <= 48, to < c.end, HeaderPieces.isName(bytes, c.at, to) else { return false }
        c.at = to
        return true
    }

    /// `00:0024:00001:2026/11/24 17:00:11.82`, `4711:20261124:170011.123`: a whole date with its time behind numbers that a colon joins to it.
    static func joinedTime(_ c: inout Cursor, _ bytes: RawSpan, _ context: TimeContext, _ record: inout Record) -> Bool
    {
        let to = min(c.wordEnd(bytes), c.at &+ 64)
        var index = c.at
        guard Byte.isHex(c.peek(bytes)) else { return false }
        while index < to, Byte.isHex(bytes.byte(index)) || bytes.byte(index) == UInt8(ascii: ":") {
            index &+= 1
            guard bytes.byte(index &- 1) == UInt8(ascii: ":"), index < to, Byte.isDigit(bytes.byte(index)) else {
                continue
            }
            var next = Cursor(index, c.end)
            let digits = next.digitCount(bytes, limit: 9)
            guard digits == 4 || digits == 8 else { continue }
            var stamp = Stamp()
            guard Timestamps.parse(&next, bytes, context, &stamp), stamp.flags & FlagBits.inferredYear == 0 else {
                continue
            }
            c = next
            set(stamp, &record)
            return true
        }
        return false
    }
}

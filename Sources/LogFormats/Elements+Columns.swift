import Bytes
import Model

/// Elements of a header that are found only where a source's lines vote for them, or within others.
extension Elements {
    /// Whether a logger's or a program's name can begin so.
    @inline(__always)
    static func opensName(_ byte: UInt8) -> Bool {
        Byte.isLetter(byte) || byte >= 0x80 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "#")
            || byte == UInt8(ascii: "@") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ".")
            || byte == UInt8(ascii: "$")
    }

    /// `ossec-logcollector(1950):`, as `name[1950]:`; `from` is where the name begins.
    static func taggedInParentheses(
        _ c: inout Cursor, _ bytes: RawSpan, _ from: Int, _ record: inout Record
    ) -> Bool {
        let to = c.at
        guard c.take(UInt8(ascii: "("), bytes), let pid = c.number(bytes), c.take("):", bytes) else { return false }
        if record.service.isEmpty { record.service = ByteRange(from, to) }
        setPID(pid, &record)
        return true
    }

    /// `<airportd[88]>`, `<main>`: what names a program or a level in it is noted.
    static func angle(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        guard c.peek(bytes) == UInt8(ascii: "<"),
            let close = c.closing(UInt8(ascii: "<"), UInt8(ascii: ">"), bytes, limit: 64), close > c.at &+ 1
        else { return false }
        // `<masked>.12:6789` goes on as a word.
        let behind = c.peek(bytes, close &+ 1 &- c.at)
        if behind == UInt8(ascii: "@"), Byte.isDigit(c.peek(bytes, 1)) {
            // `<0.123.0>@module:function:12` of Erlang.
            c.at = c.wordEnd(bytes)
            return true
        }
        guard behind != UInt8(ascii: "."), behind != UInt8(ascii: "/"), behind != UInt8(ascii: "@") else {
            return false
        }
        var inner = Cursor(c.at &+ 1, close)
        let from = inner.at
        while inner.at < close, Byte.isIdentifier(bytes.byte(inner.at)) { inner.at &+= 1 }
        let to = inner.at
        if inner.left == 0 {
            if record.severity == nil { record.severity = Levels.severity(bytes, from, to) }
        } else if to > from, inner.take(UInt8(ascii: "["), bytes), let pid = inner.number(bytes),
            inner.take(UInt8(ascii: "]"), bytes), inner.left == 0
        {
            if record.service.isEmpty { record.service = ByteRange(from, to) }
            setPID(pid, &record)
        }
        c.at = close &+ 1
        _ = c.take(UInt8(ascii: ":"), bytes)
        return true
    }

    /// `Info:`, and `Auth:` where other lines have a level: a name and a colon that is no program's.
    static func levelName(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        let from = c.at
        while c.at < c.end, c.at &- from < 24, Byte.isLetter(bytes.byte(c.at)) { c.at &+= 1 }
        let to = c.at
        // `DEBUG_QUERIES:`
        if c.peek(bytes) == UInt8(ascii: "_") {
            while c.at < c.end, c.at &- from < 40, Byte.isIdentifier(bytes.byte(c.at)),
                bytes.byte(c.at) != UInt8(ascii: ":")
            {
                c.at &+= 1
            }
        }
        // rclone fills `INFO  :` up to `NOTICE:`.
        c.skipSpaces(bytes)
        guard to > from, c.take(UInt8(ascii: ":"), bytes), c.left == 0 || Byte.isSpace(c.peek(bytes)) else {
            return false
        }
        if record.severity == nil { record.severity = Levels.severity(bytes, from, to) }
        return true
    }

    /// `{org.example.Class}`
    static func brace(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        guard c.peek(bytes) == UInt8(ascii: "{"), c.peek(bytes, 1) != UInt8(ascii: "\""),
            let close = c.closing(UInt8(ascii: "{"), UInt8(ascii: "}"), bytes, limit: 128)
        else { return false }
        note(bytes, c.at &+ 1, close, &record)
        c.at = close &+ 1
        _ = c.take(UInt8(ascii: ":"), bytes)
        return true
    }

    /// `(worker-1)`, `(0x16bae7000)`: one word.
    static func thread(_ c: inout Cursor, _ bytes: RawSpan) -> Bool {
        guard c.peek(bytes) == UInt8(ascii: "("),
            let close = c.closing(UInt8(ascii: "("), UInt8(ascii: ")"), bytes, limit: 64),
            c.wordEnd(bytes) > close, close > c.at &+ 1
        else { return false }
        c.at = close &+ 1
        _ = c.take(UInt8(ascii: ":"), bytes)
        return true
    }

    /// The program's name before the time.
    static func program(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        let to = c.wordEnd(bytes)
        guard to > c.at else { return false }
        if record.service.isEmpty {
            let named = bytes.byte(to &- 1) == UInt8(ascii: ":") ? to &- 1 : to
            record.service = ByteRange(c.at, named)
        }
        c.at = to
        return true
    }

    /// `[setup 2026-11-24T17:00:11.123Z] `, `[setup:warn 2026-11-24 17:00:11] `
    static func namedTime(_ c: inout Cursor, _ bytes: RawSpan, _ context: TimeContext, _ record: inout Record) -> Bool {
        guard c.take(UInt8(ascii: "["), bytes), Byte.isLetter(c.peek(bytes)) else { return false }
        let from = c.at
        let to = c.wordEnd(bytes)
        guard to &- from <= 40 else { return false }
        c.at = to
        c.skipSpaces(bytes)
        var stamp = Stamp()
        guard Timestamps.parse(&c, bytes, context, &stamp), c.take(UInt8(ascii: "]"), bytes) else { return false }
        set(stamp, &record)
        let colon = Cursor(from, to).find(UInt8(ascii: ":"), bytes)
        if record.severity == nil { record.severity = Levels.severity(bytes, colon.map { $0 &+ 1 } ?? from, to) }
        if record.severity == nil || colon != nil, record.service.isEmpty {
            record.service = ByteRange(from, colon ?? to)
        }
        return true
    }

    /// `0.001 `, `[  16] `, `00:00:12.345678 `, `0.017s `, `[+1.25s] `, `29:47.191: `: milliseconds or seconds since the start, which are
    /// no time of the record; their value.
    static func elapsed(_ c: inout Cursor, _ bytes: RawSpan) -> Int? {
        let bracketed = c.take(UInt8(ascii: "["), bytes)
        if bracketed { c.skipSpaces(bytes) }
        _ = c.take(UInt8(ascii: "+"), bytes)
        var digits = c.digitCount(bytes, limit: 9)
        guard digits > 0, digits < 9, var whole = c.number(bytes) else { return nil }
        var hasMinutes = false
        if c.peek(bytes) == UInt8(ascii: ":"), Byte.isDigit(c.peek(bytes, 2)), c.peek(bytes, 3) == UInt8(ascii: ".") {
            c.at &+= 1
            digits = c.digitCount(bytes, limit: 3)
            guard digits == 2, let seconds = c.number(bytes) else { return nil }
            whole = whole &* 60 &+ seconds
            hasMinutes = true
        }
        var value = whole &* 1_000_000
        if c.take(UInt8(ascii: "."), bytes) {
            let places = c.digitCount(bytes, limit: 10)
            guard places >= 2, places <= 9, var part = c.number(bytes) else { return nil }
            let hasUnit = c.take(UInt8(ascii: "s"), bytes)
            guard places >= 3 || hasUnit else { return nil }
            for _ in places..<max(places, 6) { part &*= 10 }
            for _ in 6..<max(places, 6) { part /= 10 }
            value &+= part
        } else if !bracketed {
            return nil
        }
        if bracketed { guard c.take(UInt8(ascii: "]"), bytes) else { return nil } }
        if hasMinutes { _ = c.take(UInt8(ascii: ":"), bytes) }
        return Byte.isSpace(c.peek(bytes)) || c.peek(bytes) == UInt8(ascii: "|") ? value : nil
    }
}

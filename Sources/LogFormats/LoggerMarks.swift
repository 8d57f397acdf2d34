import Bytes
import Model

/// What stands between a level and the text, of programs whose loggers have names that a sentence could begin with as well;
/// what comes before the name, or after it, tells.
enum LoggerMarks {
    static func take(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record, afterLevel: Int) -> Bool {
        let start = c
        c.skipSpaces(bytes)
        guard c.at < c.end, c.at > 0 else { return false }
        if afterLevel < c.at, bytes.byte(c.at &- 1) == 9, tab(&c, bytes) { return true }
        let first = c.peek(bytes)
        if first == UInt8(ascii: "<") {
            // `<general>: text` of Kodi.
            guard let close = c.closing(UInt8(ascii: "<"), UInt8(ascii: ">"), bytes, limit: 24), close &+ 1 < c.end,
                bytes.byte(close &+ 1) == UInt8(ascii: ":")
            else {
                c = start
                return false
            }
            c.at = close &+ 2
            return true
        }
        guard
            Byte.isLetter(first) || Byte.isDigit(first)
                || first == UInt8(ascii: "-") && c.peek(bytes, 1) == UInt8(ascii: "[")
        else { return false }
        let to = c.wordEnd(bytes)
        guard to < c.end, to &- c.at <= 80 else { return false }
        if dashed(&c, bytes, to) { return true }
        if bytes.byte(to &- 1) == UInt8(ascii: "]"), source(Cursor(c.at, to &- 1), bytes) {
            // `tensorflow/core/x.cc:193] text`
            c.at = to
            return true
        }
        if bytes.byte(to &- 1) == UInt8(ascii: "]"), bytes.byte(to &+ 1) == UInt8(ascii: "["), to &+ 1 < c.end,
            Scan.starts(bytes, at: to &+ 1, end: c.end, with: "[Originator@"),
            let open = Cursor(c.at, to).find(UInt8(ascii: "["), bytes)
        {
            // `hostd[2099467] [Originator@6876 sub=Vimsvc] text` of ESXi.
            if record.service.isEmpty, first != UInt8(ascii: "-") { record.service = ByteRange(c.at, open) }
            var pid = Cursor(open &+ 1, to)
            if let value = pid.number(bytes) { Elements.setPID(value, &record) }
            c.at = to &+ 1
            if let close = c.closing(UInt8(ascii: "["), UInt8(ascii: "]"), bytes) { c.at = close &+ 1 }
            return true
        }
        guard bytes.byte(to &- 1) == UInt8(ascii: ":"), afterLevel > 0 else {
            c = start
            return false
        }
        // A name and a colon: behind `<Level>` (ClickHouse), behind `I |` (etcd), padded behind `[LEVEL]` (HashiCorp), or
        // with a digit and a hyphen in front (Gluster).
        var back = c.at
        while back > 1, bytes.byte(back &- 1) == 32 { back &-= 1 }
        let mark = bytes.byte(back &- 1)
        let spaces = c.at &- back
        let numbered = Byte.isDigit(first) && c.peek(bytes, 1) == UInt8(ascii: "-") && Byte.isLetter(c.peek(bytes, 2))
        let padded = mark == UInt8(ascii: "]") && (spaces == 2 || spaces == 1 && isHashiCorp(bytes, back))
        guard mark == UInt8(ascii: ">") || mark == UInt8(ascii: "|") || padded || numbered else {
            c = start
            return false
        }
        for index in c.at..<(to &- 1) where !Byte.isIdentifier(bytes.byte(index)) {
            c = start
            return false
        }
        c.at = to
        return true
    }

    /// `[ERROR] ` and `[DEBUG] ` fill the column that `[INFO]  ` and `[WARN]  ` are padded to.
    private static func isHashiCorp(_ bytes: RawSpan, _ after: Int) -> Bool {
        after > 8 && bytes.byte(after &- 7) == UInt8(ascii: "[") && bytes.byte(after &- 9) == UInt8(ascii: "Z")
    }

    /// Columns between tabs, of one word each, as long as more than structured fields follows.
    private static func tab(_ c: inout Cursor, _ bytes: RawSpan) -> Bool {
        let to = c.wordEnd(bytes)
        guard to &+ 1 < c.end, to > c.at, bytes.byte(to) == 9, bytes.byte(to &+ 1) != UInt8(ascii: "{") else {
            return false
        }
        c.at = to
        return true
    }

    /// `default - text`, `ServerConfig [1234 MainThread] - text`.
    private static func dashed(_ c: inout Cursor, _ bytes: RawSpan, _ to: Int) -> Bool {
        // An address is no name.
        guard !Byte.isDigit(c.peek(bytes)) else { return false }
        for index in c.at..<to where !Byte.isIdentifier(bytes.byte(index)) { return false }
        var next = Cursor(to, c.end)
        next.skipSpaces(bytes)
        if next.peek(bytes) == UInt8(ascii: "[") {
            guard let close = next.closing(UInt8(ascii: "["), UInt8(ascii: "]"), bytes, limit: 64) else { return false }
            next.at = close &+ 1
            next.skipSpaces(bytes)
        }
        guard next.take("- ", bytes), next.left > 0 else { return false }
        c = next
        return true
    }

    /// `tensorflow/core/x.cc:193`
    private static func source(_ c: Cursor, _ bytes: RawSpan) -> Bool {
        guard let colon = c.find(UInt8(ascii: ":"), bytes) else { return false }
        var line = Cursor(colon &+ 1, c.end)
        guard line.number(bytes) != nil, line.left == 0 else { return false }
        return Cursor(c.at, colon).find(UInt8(ascii: "."), bytes) != nil
    }
}

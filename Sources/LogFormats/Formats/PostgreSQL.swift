import Bytes
import Model

/// PostgreSQL's stderr log: `2026-11-24 17:00:11.911 UTC [123] user@db LOG:  text`.
enum PostgreSQL {
    static let samples: [String] = [
        "2026-11-24 16:13:31.185 UTC [48] LOG:  starting PostgreSQL 15.18",
        "2026-11-24 16:13:31.185 UTC [48] shop@shop FATAL:  terminating connection due to administrator command",
        "2026-11-24 16:13:31 UTC [48-1] shop@shop STATEMENT:  select 1",
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        var stamp = Stamp()
        guard c.peek(bytes, 4) == UInt8(ascii: "-"), Timestamps.digitLed(&c, bytes, context.time, &stamp),
            c.take(32, bytes)
        else { return false }
        // A zone that is not in the table stands between time and process.
        if Byte.isUpper(c.peek(bytes)) {
            let to = c.wordEnd(bytes)
            guard to &- c.at <= 5 else { return false }
            c.at = to
            guard c.take(32, bytes) else { return false }
        }
        guard c.take(UInt8(ascii: "["), bytes), let pid = c.number(bytes) else { return false }
        if c.take(UInt8(ascii: "-"), bytes) { _ = c.number(bytes) }
        guard c.take(UInt8(ascii: "]"), bytes) else { return false }
        _ = c.take(UInt8(ascii: ":"), bytes)
        // Up to four words (session line, user@database, client) before the level.
        var words = 0
        while true {
            c.skipSpaces(bytes)
            let from = c.at
            let to = c.wordEnd(bytes)
            guard to > from else { return false }
            if bytes.byte(to &- 1) == UInt8(ascii: ":"), let severity = severity(bytes, from, to &- 1) {
                record.severity = severity
                c.at = to
                break
            }
            words &+= 1
            guard words <= 4 else { return false }
            c.at = to
        }
        Elements.set(stamp, &record)
        Elements.setPID(pid, &record)
        c.skipSpaces(bytes)
        return true
    }

    /// PostgreSQL's own names of levels.
    static func severity(_ bytes: RawSpan, _ from: Int, _ to: Int) -> Severity? {
        guard Byte.isUpper(bytes.byte(from)) else { return nil }
        let word = Word.lower(bytes, from, to)
        switch to &- from {
        case 3 where word == Word.of("log"): return .info
        case 4 where word == Word.of("info") || word == Word.of("hint"): return .info
        case 5 where word == Word.of("error"): return .error
        case 5 where word == Word.of("fatal"): return .critical
        case 5 where word == Word.of("panic"): return .emergency
        case 5 where word == Word.of("query"): return .info
        case 5 where word == Word.of("debug"): return .debug
        case 6 where word == Word.of("notice"): return .notice
        case 6 where word == Word.of("detail"): return .info
        case 6 where word & 0xff_ffff_ffff == Word.of("debug"): return .debug
        case 7 where word == Word.of("warning"): return .warning
        case 7 where word == Word.of("context"): return .info
        case 8 where word == Word.of("location"): return .info
        case 9 where word == Word.of("statemen"): return .info
        default: return nil
        }
    }
}

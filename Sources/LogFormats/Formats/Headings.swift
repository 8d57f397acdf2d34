import Bytes
import Model

/// Old Erlang reports, as RabbitMQ before 3.7 and ejabberd write them: `=INFO REPORT==== 24-Nov-2026::17:00:11 ===`, the
/// text on the lines below.
enum ErlangReport {
    static let samples: [String] = [
        "=INFO REPORT==== 24-Nov-2026::17:00:11 ===", "=ERROR REPORT==== 24-Nov-2026::17:00:12.123456 ===",
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        guard c.take(UInt8(ascii: "="), bytes), Byte.isUpper(c.peek(bytes)) else { return false }
        let from = c.at
        c.at = c.wordEnd(bytes)
        switch Word.lower(bytes, from, c.at) {
        case Word.of("crash"), Word.of("error"): record.severity = .error
        case Word.of("supervis"): record.severity = .error
        case Word.of("warning"): record.severity = .warning
        case Word.of("notice"): record.severity = .notice
        case Word.of("info"), Word.of("progress"): record.severity = .info
        default: return false
        }
        var stamp = Stamp()
        guard c.take(" REPORT====", bytes), c.skipSpaces(bytes) > 0,
            Timestamps.digitLed(&c, bytes, context.time, &stamp)
        else { return false }
        Elements.set(stamp, &record)
        record.set(FlagBits.heading)
        record.message = ByteRange(from &- 1, c.end)
        return true
    }
}

/// Samba's: `[2026/11/24 17:00:11.123456,  0] ../../source3/smbd/server.c:1734(main)`, the text indented below.
enum SambaHeading {
    static let samples: [String] = [
        "[2026/11/24 17:00:11.123456,  0] ../../source3/smbd/server.c:1734(main)",
        "[2026/11/24 17:00:11.123456,  3, pid=12, effective(0, 0), real(0, 0)] ../../source3/smbd/service.c:1130(close_cnum)",
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        guard c.take(UInt8(ascii: "["), bytes), c.peek(bytes, 4) == UInt8(ascii: "/") else { return false }
        var stamp = Stamp()
        guard Timestamps.yearLed(&c, bytes, context.time, &stamp), c.take(UInt8(ascii: ","), bytes) else {
            return false
        }
        c.skipSpaces(bytes)
        guard c.number(bytes) != nil, let close = c.find(UInt8(ascii: "]"), bytes, limit: 160) else { return false }
        c.at = close &+ 1
        c.skipSpaces(bytes)
        let from = c.at
        let to = c.wordEnd(bytes)
        guard to > from &+ 3, bytes.byte(to &- 1) == UInt8(ascii: ")") else { return false }
        Elements.set(stamp, &record)
        record.message = ByteRange(from, to)
        c.at = to
        // Older versions put the text on the same line; otherwise this is all.
        var rest = c
        rest.skipSpaces(bytes)
        if rest.left == 0 { record.set(FlagBits.heading) } else { record.message = ByteRange(rest.at, rest.end) }
        return true
    }
}

/// apt's history: `Start-Date: 2026-11-24  17:00:11`, then `Commandline:`, `Install:`, `End-Date:`.
enum PackageHistory {
    static let samples: [String] = ["Start-Date: 2026-11-24  17:00:11"]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        let from = c.at
        var stamp = Stamp()
        guard c.take("Start-Date: ", bytes), Timestamps.digitLed(&c, bytes, context.time, &stamp), c.left == 0 else {
            return false
        }
        Elements.set(stamp, &record)
        record.set(FlagBits.heading)
        record.message = ByteRange(from, c.end)
        return true
    }
}

/// MySQL's and MariaDB's slow query log: `# Time: 2026-11-24T17:00:11.123456Z`, then `# User@Host:`, `# Query_time:` and the
/// statement.
enum SlowQuery {
    static let samples: [String] = ["# Time: 2026-11-24T17:00:11.123456Z", "# Time: 261124 17:00:11"]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        let from = c.at
        var stamp = Stamp()
        guard c.take("# Time: ", bytes), Timestamps.digitLed(&c, bytes, context.time, &stamp) else { return false }
        Elements.set(stamp, &record)
        record.set(FlagBits.heading)
        record.message = ByteRange(from, c.end)
        c.at = c.end
        return true
    }
}

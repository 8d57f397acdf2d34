import Bytes
import Model

/// The error log of MySQL and MariaDB: `2026-11-24T17:00:11.123456Z 12 [ERROR] [MY-013183] [InnoDB] text`.
enum MySQL {
    static let samples: [String] = [
        "2026-11-24T17:00:11.123456Z 0 [System] [MY-010116] [Server] /usr/sbin/mysqld (mysqld 8.0.36) starting as process 1",
        "2026-11-24 17:00:11 0 [Note] InnoDB: Buffer pool(s) load completed",
        "2026-11-24 17:00:11 140234 [Warning] Aborted connection 12 to db: 'shop'",
        "241124 17:00:11 [ERROR] Can't open the mysql.plugin table",
        "241124 17:00:12  InnoDB: Starting shutdown...",
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        var stamp = Stamp()
        let old = c.peek(bytes, 4) != UInt8(ascii: "-")
        guard Timestamps.digitLed(&c, bytes, context.time, &stamp), c.skipSpaces(bytes) > 0 else { return false }
        // The connection's thread; it is no process. Before 5.6 there was none, and the year had two digits.
        if c.number(bytes) != nil { guard c.take(32, bytes) else { return false } } else if !old { return false }
        if old, c.peek(bytes) == UInt8(ascii: "I") || c.peek(bytes) == UInt8(ascii: "m") {
            // `241124 17:00:11  InnoDB: text`, `241124 17:00:11 mysqld_safe text`, before 5.6.
            guard Scan.starts(bytes, at: c.at, end: c.end, with: "InnoDB: ") || c.take("mysqld_safe ", bytes) else {
                return false
            }
            Elements.set(stamp, &record)
            return true
        }
        guard Byte.isUpper(c.peek(bytes, 1)), c.peek(bytes) == UInt8(ascii: "["),
            let close = c.closing(UInt8(ascii: "["), UInt8(ascii: "]"), bytes, limit: 12)
        else { return false }
        switch Word.lower(bytes, c.at &+ 1, close) {
        case Word.of("note"): record.severity = .notice
        case Word.of("system"): record.severity = .info
        case Word.of("warning"): record.severity = .warning
        case Word.of("error"): record.severity = .error
        default: return false
        }
        c.at = close &+ 1
        c.skipSpaces(bytes)
        if c.take("[MY-", bytes) {
            guard let code = c.find(UInt8(ascii: "]"), bytes, limit: 12) else { return false }
            c.at = code &+ 1
            c.skipSpaces(bytes)
            if c.peek(bytes) == UInt8(ascii: "["),
                let part = c.closing(UInt8(ascii: "["), UInt8(ascii: "]"), bytes, limit: 32)
            {
                c.at = part &+ 1
                c.skipSpaces(bytes)
            }
        }
        Elements.set(stamp, &record)
        return true
    }
}

/// MongoDB before 4.4: `2026-11-24T17:00:11.123+0000 I NETWORK  [conn12] end connection`. Later versions write JSON.
enum MongoDB {
    static let samples: [String] = [
        "2026-11-24T17:00:11.123+0000 I NETWORK  [conn12] end connection 127.0.0.1:5000 (1 connection now open)",
        "2026-11-24T17:00:11.123+0000 E  STORAGE  [initandlisten] cannot open data file",
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        var stamp = Stamp()
        guard Timestamps.digitLed(&c, bytes, context.time, &stamp), c.take(32, bytes),
            let severity = Levels.severity(letter: c.peek(bytes))
        else { return false }
        c.at &+= 1
        // D1 to D5
        if Byte.isDigit(c.peek(bytes)) { c.at &+= 1 }
        guard c.skipSpaces(bytes) > 0 else { return false }
        let from = c.at
        while c.at < c.end,
            Byte.isUpper(bytes.byte(c.at)) || bytes.byte(c.at) == UInt8(ascii: "_")
                || bytes.byte(c.at) == UInt8(ascii: "-")
        { c.at &+= 1 }
        guard c.at > from, c.skipSpaces(bytes) > 0, c.peek(bytes) == UInt8(ascii: "["),
            let close = c.closing(UInt8(ascii: "["), UInt8(ascii: "]"), bytes, limit: 120)
        else { return false }
        c.at = close &+ 1
        c.skipSpaces(bytes)
        Elements.set(stamp, &record)
        record.severity = severity
        return true
    }
}

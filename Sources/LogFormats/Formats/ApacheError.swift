import Bytes
import Model

/// Apache's error log, of 1.3 and 2.2 (`[time] [level] text`) and of 2.4 (`[time] [module:level] [pid 1:tid 2] text`).
enum ApacheError {
    static let samples: [String] = [
        "[Sun Dec 04 04:47:44 2005] [notice] workerEnv.init() ok /etc/httpd/conf/workers2.properties",
        "[Tue Nov 24 17:00:11.123456 2026] [core:error] [pid 12:tid 14] (13)Permission denied: [client 10.0.0.1:51] AH00132: no",
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        var stamp = Stamp()
        guard c.take(UInt8(ascii: "["), bytes), Byte.isLetter(c.peek(bytes)),
            Timestamps.letterLed(&c, bytes, context.time, &stamp),
            c.take(UInt8(ascii: "]"), bytes), c.take(32, bytes), c.peek(bytes) == UInt8(ascii: "[")
        else { return false }
        Elements.set(stamp, &record)
        // [level] or [module:level]
        guard let close = c.closing(UInt8(ascii: "["), UInt8(ascii: "]"), bytes, limit: 64) else { return false }
        var from = c.at &+ 1
        for index in from..<close where bytes.byte(index) == UInt8(ascii: ":") { from = index &+ 1 }
        var to = close
        // trace1 to trace8
        if to > from, Byte.isDigit(bytes.byte(to &- 1)) { to &-= 1 }
        guard let severity = Levels.severity(bytes, from, to) else { return false }
        record.severity = severity
        c.at = close &+ 1
        c.skipSpaces(bytes)
        if c.take("[pid ", bytes) {
            guard let pid = c.number(bytes), let end = c.find(UInt8(ascii: "]"), bytes, limit: 64) else { return false }
            Elements.setPID(pid, &record)
            c.at = end &+ 1
            c.skipSpaces(bytes)
        }
        return true
    }
}

import Bytes
import Model

/// macOS' unified log as `log show` prints it: `TIME THREAD TYPE ACTIVITY PID TTL PROCESS: text`, and in the style of
/// syslog `TIME  HOST PROCESS[PID]: text`.
enum MacUnified {
    static let samples: [String] = [
        "2026-11-24 17:00:12.123456+0000 0x1a2c     Error       0x0                  123    0    airportd: (CoreWiFi) failed",
        "2026-11-24 17:00:12.123456+0000  localhost airportd[123]: (CoreWiFi) failed",
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        var stamp = Stamp()
        guard c.peek(bytes, 26) == UInt8(ascii: "+") || c.peek(bytes, 26) == UInt8(ascii: "-"),
            Timestamps.digitLed(&c, bytes, context.time, &stamp)
        else { return false }
        let gap = c.skipSpaces(bytes)
        if gap == 2, Byte.isLetter(c.peek(bytes)) {
            guard Syslog.hostAndTag(&c, bytes, &record, strict: true), record.pid != 0 || !record.host.isEmpty else {
                return false
            }
            Elements.set(stamp, &record)
            return true
        }
        guard c.take("0x", bytes) else { return false }
        c.at = c.wordEnd(bytes)
        c.skipSpaces(bytes)
        let from = c.at
        c.at = c.wordEnd(bytes)
        switch Word.lower(bytes, from, c.at) {
        case Word.of("fault"): record.severity = .critical
        case Word.of("error"): record.severity = .error
        case Word.of("info"): record.severity = .info
        case Word.of("debug"): record.severity = .debug
        default: break
        }
        c.skipSpaces(bytes)
        guard c.take("0x", bytes) else { return false }
        c.at = c.wordEnd(bytes)
        c.skipSpaces(bytes)
        guard let pid = c.number(bytes), c.skipSpaces(bytes) > 0, c.number(bytes) != nil, c.skipSpaces(bytes) > 0,
            let colon = c.find(UInt8(ascii: ":"), bytes, limit: 80)
        else { return false }
        Elements.set(stamp, &record)
        Elements.setPID(pid, &record)
        record.service = ByteRange(c.at, colon)
        c.at = colon &+ 1
        c.skipSpaces(bytes)
        return true
    }
}

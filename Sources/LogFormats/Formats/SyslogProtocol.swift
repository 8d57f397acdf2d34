import Bytes
import Model

/// The syslog protocol (RFC 5424): `<PRI>1 TIME HOST APP PROCID MSGID SD MSG`.
enum SyslogProtocol {
    static let samples: [String] = [
        "<34>1 2026-11-24T22:14:15.003Z mymachine.example.com su - ID47 - 'su root' failed for lonvick on /dev/pts/8",
        "<165>1 2026-11-24T22:14:15.003000-07:00 192.0.2.1 myproc 8710 - [exampleSDID@32473 iut=\"3\" eventID=\"1011\"] An event",
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        guard Syslog.priority(&c, bytes, &record), c.take(UInt8(ascii: "1"), bytes), c.take(32, bytes) else {
            return false
        }
        if c.peek(bytes) == UInt8(ascii: "-"), c.peek(bytes, 1) == 32 {
            c.at &+= 1
        } else {
            var stamp = Stamp()
            guard Timestamps.digitLed(&c, bytes, context.time, &stamp) else { return false }
            Elements.set(stamp, &record)
        }
        guard let host = field(&c, bytes), let app = field(&c, bytes), let process = field(&c, bytes),
            field(&c, bytes) != nil
        else { return false }
        record.host = Syslog.host(bytes, Int(host.start), Int(host.end))
        record.service = app
        var number = Cursor(Int(process.start), Int(process.end))
        if let pid = number.number(bytes), number.left == 0, pid <= Int(UInt32.max) { record.pid = UInt32(pid) }
        guard c.take(32, bytes) else { return false }
        if c.take(UInt8(ascii: "-"), bytes) {
            guard c.left == 0 || c.peek(bytes) == 32 else { return false }
        } else {
            guard c.peek(bytes) == UInt8(ascii: "[") else { return false }
            while c.peek(bytes) == UInt8(ascii: "[") {
                guard let close = endOfElement(c, bytes) else { return false }
                if record.correlation.isEmpty { record.correlation = Identifiers.find(bytes, c.at, close) }
                c.at = close &+ 1
            }
        }
        _ = c.take(32, bytes)
        // The byte order mark says that the text is UTF-8.
        if c.peek(bytes) == 0xef, c.peek(bytes, 1) == 0xbb, c.peek(bytes, 2) == 0xbf { c.at &+= 3 }
        return true
    }

    /// A field after a space; empty for `-`.
    private static func field(_ c: inout Cursor, _ bytes: RawSpan) -> ByteRange? {
        guard c.take(32, bytes) else { return nil }
        let from = c.at
        while c.at < c.end, bytes.byte(c.at) != 32 { c.at &+= 1 }
        guard c.at > from, c.at &- from <= 255 else { return nil }
        return c.at &- from == 1 && bytes.byte(from) == UInt8(ascii: "-") ? ByteRange.none : ByteRange(from, c.at)
    }

    /// The `]` of a structured data element; quotes and escapes are minded.
    private static func endOfElement(_ c: Cursor, _ bytes: RawSpan) -> Int? {
        var index = c.at &+ 1
        var quoted = false
        while index < c.end {
            switch bytes.byte(index) {
            case UInt8(ascii: "\\"): index &+= 1
            case UInt8(ascii: "\""): quoted.toggle()
            case UInt8(ascii: "]") where !quoted: return index
            default: break
            }
            index &+= 1
        }
        return nil
    }
}

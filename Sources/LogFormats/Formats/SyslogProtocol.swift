import Bytes
import Model

/// The syslog protocol (RFC 5424): `<PRI>1 TIME HOST APP PROCID MSGID SD MSG`. A file may have it without priority and version; then
/// structured data with its number, or none and no message id, must show it.
enum SyslogProtocol {
    static let samples: [String] = [
        "<34>1 2026-11-24T22:14:15.003Z mymachine.example.com su - ID47 - 'su root' failed for lonvick on /dev/pts/8",
        "<165>1 2026-11-24T22:14:15.003000-07:00 192.0.2.1 myproc 8710 - [exampleSDID@32473 iut=\"3\" eventID=\"1011\"] An event",
        "1 2026-11-24T22:14:15Z fw1 Gateway 4711 - [action:\"Drop\"; ifdir:\"inbound\"; ifname:\"eth2\"",
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        let isFramed = Syslog.priority(&c, bytes, &record)
        let hasVersion = c.take("1 ", bytes)
        guard isFramed ? hasVersion : c.peek(bytes, 10) == UInt8(ascii: "T") else { return false }
        if c.peek(bytes) == UInt8(ascii: "-"), c.peek(bytes, 1) == 32 {
            c.at &+= 1
        } else {
            var stamp = Stamp()
            guard Timestamps.digitLed(&c, bytes, context.time, &stamp) else { return false }
            Elements.set(stamp, &record)
        }
        guard let host = field(&c, bytes), let app = field(&c, bytes), let process = field(&c, bytes),
            let message = field(&c, bytes)
        else { return false }
        // Without the priority, only what no text would have in these places counts.
        if !isFramed {
            guard !host.isEmpty, Levels.severity(bytes, Int(host.start), Int(host.end)) == nil,
                process.isEmpty || Cursor(Int(process.start), Int(process.end)).digitCount(bytes) == process.count,
                c.peek(bytes, 1) == UInt8(ascii: "[") ? isElement(c, bytes) : message.isEmpty
            else { return false }
        }
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
                // An element that does not end is what the line tells.
                guard let close = endOfElement(c, bytes) else { break }
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

    /// Whether ` [name@123 ` or ` [key:"` of a firewall begins here.
    private static func isElement(_ c: Cursor, _ bytes: RawSpan) -> Bool {
        var next = Cursor(c.at &+ 2, min(c.end, c.at &+ 66))
        while next.at < next.end, Byte.isName(bytes.byte(next.at)), bytes.byte(next.at) != UInt8(ascii: ":"),
            bytes.byte(next.at) != UInt8(ascii: "@")
        {
            next.at &+= 1
        }
        return next.peek(bytes) == UInt8(ascii: "@") && Byte.isDigit(next.peek(bytes, 1))
            || next.take(":\"", bytes)
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

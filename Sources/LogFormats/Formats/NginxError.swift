import Bytes
import Model

/// nginx's error log: `2026/11/24 16:55:38 [error] 151#151: *36751 connect() failed ...`.
enum NginxError {
    static let samples: [String] = [
        "2026/11/24 16:55:38 [error] 151#151: *36751 connect() failed (111: Connection refused) while connecting to upstream",
        "2026/11/24 16:55:38 [notice] 1#1: using the \"epoll\" event method",
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        var stamp = Stamp()
        guard c.peek(bytes, 4) == UInt8(ascii: "/"), Timestamps.digitLed(&c, bytes, context.time, &stamp),
            c.take(32, bytes), c.peek(bytes) == UInt8(ascii: "[")
        else { return false }
        Elements.set(stamp, &record)
        guard Elements.level(&c, bytes, &record), c.take(32, bytes), let pid = c.number(bytes),
            c.take(UInt8(ascii: "#"), bytes),
            c.number(bytes) != nil, c.take(UInt8(ascii: ":"), bytes)
        else { return false }
        Elements.setPID(pid, &record)
        c.skipSpaces(bytes)
        // The connection's number is a column, not a word of the message.
        if c.peek(bytes) == UInt8(ascii: "*") {
            var next = c
            next.at &+= 1
            if next.number(bytes) != nil, next.take(32, bytes) { c = next }
        }
        return true
    }
}

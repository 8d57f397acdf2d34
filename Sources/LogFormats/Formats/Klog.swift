import Bytes
import Model

/// glog and klog: `I1124 17:00:11.123456   1234 server.go:12] text`.
enum Klog {
    static let samples: [String] = [
        "I1124 17:00:11.123456       1 controller.go:128] Starting workers",
        "E1124 17:00:11.123456    4711 reflector.go:153] k8s.io/client-go: Failed to watch: connection refused",
        "W20261124 17:00:11.123456  4711 main.cc:10] low memory",
        "E1124 17:00:11.123456 Storage.cpp:210] cannot write the instance",
        "I1124 17:00:11.123456 MAIN Server.cpp:88] association accepted",
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        guard let severity = Levels.severity(letter: c.peek(bytes)) else { return false }
        c.at &+= 1
        var f = CalendarFields()
        switch c.digitCount(bytes, limit: 9) {
        case 4:
            (f.month, f.day) = (c.two(bytes, 0), c.two(bytes, 2))
            c.at &+= 4
        case 8:
            (f.year, f.month, f.day) = (c.four(bytes, 0), c.two(bytes, 4), c.two(bytes, 6))
            c.at &+= 8
        default: return false
        }
        var stamp = Stamp()
        guard c.take(32, bytes), Timestamps.clock(&c, bytes, &f), f.resolve(context.time, &stamp),
            c.skipSpaces(bytes) > 0
        else { return false }
        // Some leave out the thread or give it a name.
        let pid = Byte.isDigit(c.peek(bytes)) ? c.number(bytes) : nil
        if pid != nil, !c.take(32, bytes) { return false }
        guard let close = c.find(UInt8(ascii: "]"), bytes, limit: 120), Byte.isDigit(bytes.byte(close &- 1)),
            pid != nil || endsInLineNumber(c.at, close, bytes)
        else { return false }
        Elements.set(stamp, &record)
        record.severity = severity
        if let pid { Elements.setPID(pid, &record) }
        c.at = close &+ 1
        c.skipSpaces(bytes)
        return true
    }

    /// Whether what stands between two places ends in `:12`, and is a file's name, after a thread's at most.
    private static func endsInLineNumber(_ start: Int, _ end: Int, _ bytes: RawSpan) -> Bool {
        var at = end &- 1
        while at > start, Byte.isDigit(bytes.byte(at)) { at &-= 1 }
        guard at > start, at < end &- 1, bytes.byte(at) == UInt8(ascii: ":") else { return false }
        var spaces = 0
        while at > start {
            at &-= 1
            if bytes.byte(at) == 32 { spaces &+= 1 }
        }
        return spaces <= 1
    }
}

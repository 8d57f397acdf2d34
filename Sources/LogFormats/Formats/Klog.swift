import Bytes
import Model

/// glog and klog: `I1124 17:00:11.123456   1234 server.go:12] text`.
enum Klog {
    static let samples: [String] = [
        "I1124 17:00:11.123456       1 controller.go:128] Starting workers",
        "E1124 17:00:11.123456    4711 reflector.go:153] k8s.io/client-go: Failed to watch: connection refused",
        "W20261124 17:00:11.123456  4711 main.cc:10] low memory",
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
            c.skipSpaces(bytes) > 0,
            let pid = c.number(bytes), c.take(32, bytes), let close = c.find(UInt8(ascii: "]"), bytes, limit: 120),
            Byte.isDigit(bytes.byte(close &- 1))
        else { return false }
        Elements.set(stamp, &record)
        record.severity = severity
        Elements.setPID(pid, &record)
        c.at = close &+ 1
        c.skipSpaces(bytes)
        return true
    }
}

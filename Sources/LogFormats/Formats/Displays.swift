import Bytes
import Model

/// Xorg's log: `[    12.347] (EE) text`, seconds since the start and a mark for the kind of line.
enum Xorg {
    static let samples: [String] = [
        "[    12.347] (EE) Failed to load module \"nvidia\" (module does not exist, 0)",
        "[    12.345] X.Org X Server 1.20.11",
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        guard c.take(UInt8(ascii: "["), bytes) else { return false }
        c.skipSpaces(bytes)
        let seconds = c.digitCount(bytes, limit: 9)
        guard seconds > 0 else { return false }
        c.at &+= seconds
        guard c.take(UInt8(ascii: "."), bytes), c.digitCount(bytes, limit: 4) == 3 else { return false }
        c.at &+= 3
        guard c.take("] ", bytes) else { return false }
        c.skipSpaces(bytes)
        if c.peek(bytes) == UInt8(ascii: "("), c.peek(bytes, 3) == UInt8(ascii: ")"),
            c.peek(bytes, 1) == c.peek(bytes, 2)
        {
            switch c.peek(bytes, 1) {
            case UInt8(ascii: "E"): record.severity = .error
            case UInt8(ascii: "W"): record.severity = .warning
            case UInt8(ascii: "I"), UInt8(ascii: "-"), UInt8(ascii: "="), UInt8(ascii: "*"), UInt8(ascii: "+"):
                record.severity = .info
            default: break
            }
            c.at &+= 4
            c.skipSpaces(bytes)
        }
        return true
    }
}

/// Chromium's and Electron's: `[1234:1124/170012.123456:ERROR:gpu_init.cc(440)] text`.
enum Chromium {
    static let samples: [String] = [
        "[1234:1124/170012.123456:ERROR:gpu_init.cc(440)] Passthrough is not supported",
        "[1124/170011.123456:INFO:CONSOLE(12)] \"hello\", source: x (12)",
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        guard c.take(UInt8(ascii: "["), bytes) else { return false }
        // The process, perhaps a thread, then month and day.
        for _ in 0..<2 {
            let digits = c.digitCount(bytes, limit: 11)
            guard digits > 0, c.peek(bytes, digits) == UInt8(ascii: ":") else { break }
            if let pid = c.number(bytes) { Elements.setPID(pid, &record) }
            c.at &+= 1
        }
        guard c.digitCount(bytes, limit: 5) == 4, c.peek(bytes, 4) == UInt8(ascii: "/") else { return false }
        var fields = CalendarFields()
        (fields.month, fields.day) = (c.two(bytes, 0), c.two(bytes, 2))
        c.at &+= 5
        var stamp = Stamp()
        guard Timestamps.clock(&c, bytes, &fields), fields.resolve(context.time, &stamp),
            c.take(UInt8(ascii: ":"), bytes)
        else { return false }
        guard Elements.level(&c, bytes, &record), let close = c.find(UInt8(ascii: "]"), bytes, limit: 128) else {
            return false
        }
        Elements.set(stamp, &record)
        c.at = close &+ 1
        c.skipSpaces(bytes)
        return true
    }
}

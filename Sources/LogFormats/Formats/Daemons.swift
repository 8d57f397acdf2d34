import Bytes
import Model

/// multilog's TAI64N labels: `@40000000433225833b6e1a8c text`.
enum TAI64N {
    static let samples: [String] = ["@40000000433225833b6e1a8c tcpserver: status: 5/30"]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        guard c.take(UInt8(ascii: "@"), bytes), c.left >= 24, let seconds = hex(c, bytes, 16) else { return false }
        c.at &+= 16
        guard let nanos = hex(c, bytes, 8), nanos < 1_000_000_000 else { return false }
        c.at &+= 8
        guard c.left == 0 || c.peek(bytes) == 32 else { return false }
        // The label counts TAI from 2^62; its author's tools take ten seconds for the difference to UTC.
        let origin: UInt64 = 0x4000_0000_0000_000a
        guard seconds >= origin, seconds &- origin < 7_000_000_000 else { return false }
        record.time = Micros(seconds &- origin) &* .second &+ Micros(nanos / 1000)
        c.skipSpaces(bytes)
        return true
    }

    private static func hex(_ c: Cursor, _ bytes: RawSpan, _ count: Int) -> UInt64? {
        var value: UInt64 = 0
        for index in 0..<count {
            let byte = c.peek(bytes, index)
            guard Byte.isHex(byte) else { return nil }
            value = value &<< 4 | UInt64(Byte.isDigit(byte) ? byte &- 48 : (byte | 32) &- 87)
        }
        return value
    }
}

/// uWSGI's request log: `[pid: 88185|app: 0|req: 1/1] 127.0.0.1 () {38 vars in 696 bytes} [Sun Mar 13 22:49:12 2016]
/// POST /x => ...`.
enum UWSGI {
    static let samples: [String] = [
        "[pid: 88185|app: 0|req: 1/1] 127.0.0.1 () {38 vars in 696 bytes} [Sun Mar 13 22:49:12 2016] POST /update => generated 47 bytes in 129 msecs (HTTP/1.1 200) 9 headers in 378 bytes (1 switches on core 3)"
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        guard c.take("[pid: ", bytes), let pid = c.number(bytes), c.take(UInt8(ascii: "|"), bytes),
            let close = c.find(UInt8(ascii: "]"), bytes, limit: 64)
        else { return false }
        c.at = close &+ 1
        var stamp = Stamp()
        guard let open = c.find(UInt8(ascii: "["), bytes, limit: 256) else { return false }
        c.at = open &+ 1
        guard Timestamps.letterLed(&c, bytes, context.time, &stamp), c.take("] ", bytes) else { return false }
        Elements.set(stamp, &record)
        Elements.setPID(pid, &record)
        var rest = c
        while let mark = rest.find(UInt8(ascii: "("), bytes) {
            rest.at = mark &+ 1
            guard rest.take("HTTP/", bytes) else { continue }
            rest.at = rest.wordEnd(bytes)
            rest.skipSpaces(bytes)
            if let status = rest.number(bytes), status < 1000 { record.severity = AccessLog.severity(status: status) }
            break
        }
        return true
    }
}

import Bytes
import Model

/// Redis, Valkey and Sentinel: `1:M 24 Nov 2026 17:00:00.123 * Ready`.
enum Redis {
    static let samples: [String] = [
        "35:C 24 Nov 2026 16:13:32.206 * Supervised by systemd.",
        "1:M 24 Nov 2026 17:00:00.123 # WARNING overcommit_memory is set to 0!",
        "[4018] 14 Nov 07:01:22.119 * Background saving terminated with success",
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        let old = c.take(UInt8(ascii: "["), bytes)
        guard let pid = c.number(bytes) else { return false }
        if old {
            guard c.take(UInt8(ascii: "]"), bytes) else { return false }
        } else {
            guard c.take(UInt8(ascii: ":"), bytes) else { return false }
            if c.take("signal-handler (", bytes) { return signal(&c, pid, bytes, &record) }
            guard Byte.isLetter(c.peek(bytes)), c.peek(bytes, 1) == 32 else {
                return false
            }
            c.at &+= 1
        }
        c.at &+= 1
        var stamp = Stamp()
        guard c.left > 0, Timestamps.digitLed(&c, bytes, context.time, &stamp), c.take(32, bytes) else { return false }
        switch c.peek(bytes) {
        case UInt8(ascii: "."): record.severity = .debug
        case UInt8(ascii: "-"): record.severity = .info
        case UInt8(ascii: "*"): record.severity = .notice
        case UInt8(ascii: "#"): record.severity = .warning
        default: return false
        }
        c.at &+= 1
        Elements.set(stamp, &record)
        Elements.setPID(pid, &record)
        c.skipSpaces(bytes)
        return true
    }

    /// `1:signal-handler (1795539611) Received SIGTERM scheduling shutdown...`: what a signal's handler can write.
    private static func signal(_ c: inout Cursor, _ pid: Int, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        var stamp = Stamp()
        guard Timestamps.epoch(&c, bytes, &stamp), c.take(") ", bytes) else { return false }
        Elements.set(stamp, &record)
        Elements.setPID(pid, &record)
        return true
    }
}

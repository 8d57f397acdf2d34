import Bytes
import Model

/// What systemd writes on the console while it starts: `[  OK  ] Started text`, `[FAILED] Failed to start text`.
enum BootStatus {
    static let samples: [String] = [
        "[  OK  ] Reached target Paths.", "[FAILED] Failed to start Network Time Service.",
        "[DEPEND] Dependency failed for Remote File Systems.",
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        if c.peek(bytes) == 32 {
            // `         Starting text...`, which has no status yet.
            guard c.skipSpaces(bytes) == 9, Byte.isUpper(c.peek(bytes)), c.left > 8 else { return false }
            return Scan.starts(bytes, at: c.end &- 3, end: c.end, with: "...")
        }
        guard c.take(UInt8(ascii: "["), bytes) else { return false }
        // Eight columns, colours not counted.
        c.skipBlanks(bytes)
        let from = c.at
        while c.at < c.end, Byte.isUpper(bytes.byte(c.at)) { c.at &+= 1 }
        switch Word.lower(bytes, from, c.at) {
        case Word.of("ok") where c.at &- from == 2: record.severity = .info
        case Word.of("failed"): record.severity = .error
        case Word.of("depend"): record.severity = .warning
        case Word.of("time"): record.severity = .warning
        default: return false
        }
        c.skipBlanks(bytes)
        guard c.take(UInt8(ascii: "]"), bytes), c.skipSpaces(bytes) > 0 else { return false }
        return c.left > 0
    }
}

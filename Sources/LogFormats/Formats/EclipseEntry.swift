import Bytes
import Model

/// The log of Eclipse and of programs on its framework: `!ENTRY plug-in severity code TIME`, then `!MESSAGE text`, perhaps
/// `!SUBENTRY` and `!STACK` with what belongs to them.
enum EclipseEntry {
    static let samples: [String] = [
        "!SESSION 2026-11-24 17:00:11.123 -----------------------------------------------",
        "!ENTRY org.example.core 4 0 2026-11-24 17:00:12.123",
        "!MESSAGE The bundle could not be resolved",
        "!STACK 0",
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        let from = c.at
        if c.take("!MESSAGE", bytes) {
            c.skipSpaces(bytes)
            record.message = ByteRange(c.at, c.end)
            record.set(FlagBits.headerless | FlagBits.continuation)
            return true
        }
        if c.take("!SUBENTRY ", bytes) || c.take("!STACK ", bytes) {
            record.message = ByteRange(from, c.end)
            record.set(FlagBits.headerless | FlagBits.continuation)
            return true
        }
        var stamp = Stamp()
        if c.take("!SESSION ", bytes) {
            guard Timestamps.digitLed(&c, bytes, context.time, &stamp) else { return false }
            Elements.set(stamp, &record)
            record.message = ByteRange(from, c.end)
            return true
        }
        guard c.take("!ENTRY ", bytes) else { return false }
        c.at = c.wordEnd(bytes)
        c.skipSpaces(bytes)
        guard let severity = c.number(bytes), c.take(32, bytes), c.wordEnd(bytes) > c.at else { return false }
        c.at = c.wordEnd(bytes)
        c.skipSpaces(bytes)
        guard Timestamps.digitLed(&c, bytes, context.time, &stamp) else { return false }
        Elements.set(stamp, &record)
        record.severity =
            switch severity {
            case 4: .error
            case 2: .warning
            case 1, 0: .info
            default: nil
            }
        record.message = ByteRange(from, c.end)
        record.set(FlagBits.heading)
        return true
    }
}

import Bytes
import Model

/// A date and a time on a line of their own, with a name or marks beside them, the text on the lines below: `MASTER   Tue Nov 24
/// 17:00:11 2026`, `%%%%  OPCOM  24-NOV-2026 17:00:11.54  %%%%`, `*** 2026-11-24 17:00:11 ***`. A source is read so only where its lines
/// vote for it: one such line may be a text.
enum TimeHeading {
    static let samples: [String] = [
        "SHOPDB\tTue Nov 24 17:00:11 2026", "*** 2026-11-24 17:00:11.123 ***",
        "%%%%%%%%%%%  OPCOM  24-NOV-2026 17:00:11.54  %%%%%%%%%%%", "==== worker-3, 2026/11/24 17:00:11 ====",
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        let start = c
        guard c.left <= 120 else { return false }
        skipMarks(&c, bytes)
        var stamp = Stamp()
        var next = c
        if !time(&next, bytes, context, &stamp) {
            // One name before it.
            guard Byte.isLetter(c.peek(bytes)) else { return false }
            let from = c.at
            while c.at < c.end, Byte.isName(bytes.byte(c.at)), bytes.byte(c.at) != UInt8(ascii: ":") { c.at &+= 1 }
            let to = c.at
            guard to &- from >= 2, to &- from <= 48 else { return false }
            skipMarks(&c, bytes)
            next = c
            guard c.at > to, time(&next, bytes, context, &stamp) else { return false }
            record.severity = Levels.severity(bytes, from, to)
        }
        c = next
        skipMarks(&c, bytes)
        guard c.left == 0 else { return false }
        Elements.set(stamp, &record)
        record.set(FlagBits.heading)
        record.message = ByteRange(start.at, start.end)
        return true
    }

    /// A time with its year.
    private static func time(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ stamp: inout Stamp) -> Bool {
        Timestamps.parse(&c, bytes, context.time, &stamp) && stamp.flags & FlagBits.inferredYear == 0
    }

    /// Steps over blanks and what draws lines.
    private static func skipMarks(_ c: inout Cursor, _ bytes: RawSpan) {
        while c.at < c.end {
            switch bytes.byte(c.at) {
            case 32, 9, UInt8(ascii: "*"), UInt8(ascii: "%"), UInt8(ascii: "="), UInt8(ascii: "-"), UInt8(ascii: "#"),
                UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "("),
                UInt8(ascii: ")"), UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "+"), UInt8(ascii: "~"),
                UInt8(ascii: "_"), UInt8(ascii: "|"), UInt8(ascii: "!"):
                c.at &+= 1
            default: return
            }
        }
    }
}

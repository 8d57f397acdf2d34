import Bytes
import Model

/// Lines on which a few marks stand before the time: `E [24/Nov/2026:17:00:12 +0000] text` of CUPS, `[GIN] 2026/11/24 -
/// 17:00:11 | 200 |`, `[Nest] 12  - 11/24/2026, 5:00:11 PM LOG [X] text`, `L 11/24/2026 - 17:00:11: text`, `000123: *Nov 24
/// 17:00:13.123: %LINK-3-UPDOWN: text`, `[1234 - Main] 2026-11-24 17:00:11 Notice: text`.
///
/// What may stand before the time are brackets, numbers, ids, single letters, a level, words with a colon, and signs;
/// plain words may not, since a sentence can hold a date as well.
enum TimeWithin {
    static let samples: [String] = [
        "E [24/Nov/2026:17:00:12 +0000] [Job 12] Unable to locate printer",
        "[Nest] 12  - 11/24/2026, 5:00:12 PM   ERROR [ExceptionsHandler] boom",
        "L 11/24/2026 - 17:00:11: World triggered \"Round_Start\"",
        "000123: *Nov 24 17:00:13.123: %LINEPROTO-5-UPDOWN: Line protocol on Interface Gi0/1, changed state to down",
        "Zigbee2MQTT:error 2026-11-24 17:00:12: no coordinator",
        "[DEBUG 2026-11-24 17:00:11 main] loaded 12 rules",
    ]

    /// How far into the line the time may begin.
    private static let reach = 64

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        if c.peek(bytes) == UInt8(ascii: "["),
            oneBracket(&c, bytes, context, &record) || levelAndTime(&c, bytes, context, &record)
        {
            return true
        }
        let start = c.at
        var marks = 0
        while marks < 5, c.at &- start < reach {
            c.skipSpaces(bytes)
            let next = c.peek(bytes)
            if marks > 0, Byte.isDigit(next) || next == UInt8(ascii: "[") || Byte.isLetter(next) {
                let before = c
                let kept = record
                if Elements.time(&c, bytes, context.time, &record) {
                    // `Error;24.11.2026 17:00:11;Disk` is a row of a table.
                    let last = bytes.byte(c.at &- 1)
                    if last == UInt8(ascii: ";") || last == UInt8(ascii: ","), !Byte.isSpace(c.peek(bytes)) {
                        return false
                    }
                    TimeLed.afterTime(&c, bytes, context, &record)
                    return c.at < c.end
                }
                (c, record) = (before, kept)
            }
            guard mark(&c, bytes, &record) else { return false }
            marks &+= 1
        }
        return false
    }

    /// `[ns_server:info,2026-11-24T17:00:11.123Z,node@host:<0.1.0>:index]text`: names with a level, the time and more in one bracket.
    private static func oneBracket(
        _ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record
    ) -> Bool {
        guard Byte.isLetter(c.peek(bytes, 1)), let comma = c.find(UInt8(ascii: ","), bytes, limit: 48),
            let colon = Cursor(c.at, comma).find(UInt8(ascii: ":"), bytes),
            let severity = Levels.severity(bytes, colon &+ 1, comma)
        else { return false }
        var next = Cursor(comma &+ 1, c.end)
        var stamp = Stamp()
        guard Timestamps.parse(&next, bytes, context.time, &stamp),
            let close = next.find(UInt8(ascii: "]"), bytes, limit: 160), close &+ 1 < c.end
        else { return false }
        Elements.set(stamp, &record)
        record.severity = severity
        c.at = close &+ 1
        return true
    }

    /// `[ N 2026-11-24 17:00:11.4685 3391/T8 Core/Main.cpp:671 ]: text`: level, time and more in one bracket.
    private static func levelAndTime(
        _ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record
    ) -> Bool {
        var next = Cursor(c.at &+ 1, c.end)
        next.skipSpaces(bytes)
        let from = next.at
        while next.at < next.end, next.at &- from < 10, Byte.isLetter(bytes.byte(next.at)) { next.at &+= 1 }
        let letters = next.at &- from
        guard
            let severity = letters == 1
                ? Levels.severity(letter: bytes.byte(from)) : Levels.severity(bytes, from, next.at)
        else { return false }
        _ = next.take(UInt8(ascii: ":"), bytes) || next.take(UInt8(ascii: ","), bytes)
        var stamp = Stamp()
        guard next.skipSpaces(bytes) > 0 else { return false }
        if next.take("- ", bytes) { next.skipSpaces(bytes) }
        let start = next
        if !Timestamps.parse(&next, bytes, context.time, &stamp) {
            // `[LOG 17:00:11.123] text`, `[INFO 1795539611.123456789] text`
            next = start
            if next.digitCount(bytes, limit: 11) == 10 {
                guard Timestamps.epoch(&next, bytes, &stamp) else { return false }
            } else {
                guard Timestamps.clockOnly(&next, bytes, context.time, &stamp) else { return false }
            }
        }
        guard
            Byte.isSpace(next.peek(bytes)) || next.peek(bytes) == UInt8(ascii: "]"),
            let close = next.find(UInt8(ascii: "]"), bytes, limit: 160), close &+ 1 < c.end
        else { return false }
        Elements.set(stamp, &record)
        record.severity = severity
        c.at = close &+ 1
        _ = c.take(UInt8(ascii: ":"), bytes)
        return true
    }

    /// Steps over one thing that is no word of a sentence.
    private static func mark(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        let byte = c.peek(bytes)
        if byte == UInt8(ascii: "*") || byte == UInt8(ascii: "{") || byte == UInt8(ascii: "(") {
            // `*INFO*`, `{INFO}`, `(INFO)`
            let before = c
            if record.severity == nil, Elements.level(&c, bytes, &record) { return true }
            c = before
            guard byte == UInt8(ascii: "*") else { return false }
        }
        if byte == UInt8(ascii: "[") {
            let from = c.at
            guard Elements.bracket(&c, bytes, &record) else { return false }
            return c.at &- from <= reach
        }
        if byte == UInt8(ascii: "*") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: "#")
        {
            c.at &+= 1
            return true
        }
        let to = c.wordEnd(bytes)
        guard to > c.at, to &- c.at <= 40 else { return false }
        if to &- c.at == 1, Byte.isUpper(byte) {
            if record.severity == nil, byte != UInt8(ascii: "A") { record.severity = Levels.severity(letter: byte) }
            c.at = to
            return true
        }
        if Identifiers.isID(bytes, c.at, to) {
            if record.correlation.isEmpty { record.correlation = ByteRange(c.at, to) }
            c.at = to
            return true
        }
        if Byte.isDigit(byte) {
            let colon = bytes.byte(to &- 1) == UInt8(ascii: ":")
            guard Cursor(c.at, to).digitCount(bytes, limit: 19) == to &- c.at &- (colon ? 1 : 0) else { return false }
            c.at = to
            return true
        }
        if Byte.isLetter(byte), let colon = Cursor(c.at, to).find(UInt8(ascii: ":"), bytes) {
            // `Zigbee2MQTT:error`; a name and a colon alone would be a word of a sentence, or a tag.
            guard let severity = Levels.severity(bytes, colon &+ 1, to) else { return false }
            record.severity = severity
            c.at = to
            return true
        }
        return Byte.isUpper(byte) && Elements.level(&c, bytes, &record)
    }
}

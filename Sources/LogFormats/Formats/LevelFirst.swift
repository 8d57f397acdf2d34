import Bytes
import Model

/// Lines on which the level comes before the time: Cassandra, Django, Ruby's logger, Windows event text, and logs
/// with a clock but no date, which count only where a level proves that the clock is a header.
enum LevelFirst {
    static let samples: [String] = [
        "INFO  [main] 2026-11-24 17:00:11,123 StorageService.java:500 - Cassandra version: 4.0",
        "DEBUG 2026-11-24 17:00:11,123 basehttp \"GET / HTTP/1.1\" 200",
        "WARN [11-24|17:00:12.123] Snapshot extension registration failed",
        "Error\t11/24/2026 5:00:11 PM\tService Control Manager\t7036\tNone\tThe service stopped",
    ]

    /// `LEVEL [thread] TIME rest`
    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        guard Elements.level(&c, bytes, &record) else { return false }
        c.skipSpaces(bytes)
        if c.peek(bytes) == UInt8(ascii: "["), !Byte.isDigit(c.peek(bytes, 1)) {
            guard Elements.bracket(&c, bytes, &record) else { return false }
            c.skipSpaces(bytes)
        }
        // `INFO - TIME - text`, `INFO|TIME|text`
        let isSetOff = Elements.dash(&c, bytes)
        if isSetOff { c.skipSpaces(bytes) }
        var stamp = Stamp()
        let bracketed = c.take(UInt8(ascii: "["), bytes)
        let from = c
        if !Timestamps.parse(&c, bytes, context.time, &stamp) {
            c = from
            guard clock(&c, bytes, context, &stamp, bracketed) else { return false }
        }
        guard !bracketed || c.take(UInt8(ascii: "]"), bytes) else { return false }
        // `Error;24.11.2026 17:00:11;Disk` is a row of a table.
        let mark = c.peek(bytes)
        if mark == UInt8(ascii: ";") || mark == UInt8(ascii: ","), !Byte.isSpace(c.peek(bytes, 1)) { return false }
        Elements.set(stamp, &record)
        _ = c.take(UInt8(ascii: ","), bytes) || c.take(UInt8(ascii: ":"), bytes)
        TimeLed.afterLevel(&c, bytes, context, &record)
        return true
    }

    /// A time of day, or seconds or milliseconds since 1970.
    @inline(never)
    private static func clock(
        _ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ stamp: inout Stamp, _ bracketed: Bool
    ) -> Bool {
        let digits = c.digitCount(bytes, limit: 14)
        if digits == 10 || digits == 13 {
            return Timestamps.epoch(&c, bytes, &stamp) && TimeKey.isPlausible(stamp, context.time)
                && Timestamps.ends(c, bytes)
        }
        let from = c.at
        guard digits == 1 || digits == 2, Timestamps.clockOnly(&c, bytes, context.time, &stamp) else { return false }
        // `ERROR 17:00:11 is not a valid time`: a clock without a bracket or a fraction has a separator behind it.
        var next = c
        next.skipSpaces(bytes)
        return bracketed || c.at &- from > 8 || c.peek(bytes) == UInt8(ascii: ":") || Elements.dash(&next, bytes)
            || Byte.isUpper(next.peek(bytes)) || next.peek(bytes) == UInt8(ascii: "[")
    }
}

/// `17:00:11.123 [main] INFO  com.example.App - text`, `[17:00:11 INF] text`: a clock without a date, and a level.
enum ClockLed {
    static let samples: [String] = [
        "17:00:11.123 [main] INFO  com.example.App - Starting application",
        "[17:00:11 INF] Now listening on: http://localhost:5000",
        "17:00:11,123 INFO  [org.jboss.as] (MSC service thread 1-2) WFLYSRV0049: starting",
        "[LOG 17:00:11.123] loaded 12 parts",
        "17:06 [Info] loading extensions",
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        let bracketed = c.take(UInt8(ascii: "["), bytes)
        var stamp = Stamp()
        if bracketed, Byte.isUpper(c.peek(bytes)) { return levelThenClock(&c, bytes, context, &record) }
        if !bracketed, c.peek(bytes, 5) == 32, c.peek(bytes, 6) == UInt8(ascii: "[") {
            // `17:06 [Info] text`
            guard Timestamps.minuteOnly(&c, bytes, context.time, &stamp), c.take(32, bytes),
                Elements.level(&c, bytes, &record)
            else { return false }
            Elements.set(stamp, &record)
            c.skipSpaces(bytes)
            return true
        }
        guard
            Timestamps.clockOnly(&c, bytes, context.time, &stamp)
                || !bracketed && Timestamps.kitchen(&c, bytes, context.time, &stamp)
        else { return false }
        if bracketed, !c.take(UInt8(ascii: "]"), bytes) {
            // `[17:00:11 INF] text`, `[17:00:11.123 main/INFO] text`
            guard Elements.restOfBracket(&c, bytes, &record) else { return false }
            c.skipSpaces(bytes)
        } else {
            TimeLed.afterTime(&c, bytes, context, &record)
        }
        guard record.severity != nil else { return false }
        Elements.set(stamp, &record)
        return true
    }

    /// `[LOG 17:00:11.123]`, `[EXC 17:00:11.123]`: a word in capitals and the clock alone in one bracket.
    private static func levelThenClock(
        _ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record
    ) -> Bool {
        let from = c.at
        while c.at < c.end, c.at &- from < 10, Byte.isUpper(bytes.byte(c.at)) { c.at &+= 1 }
        let to = c.at
        var stamp = Stamp()
        guard to &- from >= 3, c.skipSpaces(bytes) > 0, Timestamps.clockOnly(&c, bytes, context.time, &stamp),
            c.take(UInt8(ascii: "]"), bytes)
        else { return false }
        record.severity =
            Levels.severity(bytes, from, to) ?? (Word.lower(bytes, from, to) == Word.of("exc") ? .error : nil)
        Elements.set(stamp, &record)
        c.skipSpaces(bytes)
        return true
    }
}

/// Ruby's logger, as Rails and Sidekiq use it: `I, [2026-11-24T17:00:11.123456 #4711]  INFO -- worker: text`.
enum RubyLogger {
    static let samples: [String] = [
        "I, [2026-11-24T17:00:11.123456 #4711]  INFO -- : Started GET \"/\" for 127.0.0.1",
        "E, [2026-11-24T17:00:11.123456 #4711] ERROR -- worker: boom",
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        guard let severity = Levels.severity(letter: c.peek(bytes)), c.peek(bytes, 1) == UInt8(ascii: ","),
            c.peek(bytes, 2) == 32, c.peek(bytes, 3) == UInt8(ascii: "[")
        else { return false }
        c.at &+= 4
        var stamp = Stamp()
        guard Timestamps.digitLed(&c, bytes, context.time, &stamp), c.take(" #", bytes), let pid = c.number(bytes),
            c.take(UInt8(ascii: "]"), bytes)
        else { return false }
        c.skipSpaces(bytes)
        var level = record
        level.severity = nil
        if !Elements.level(&c, bytes, &level) { c.at = c.wordEnd(bytes) }
        c.skipSpaces(bytes)
        guard c.take("--", bytes) else { return false }
        c.skipSpaces(bytes)
        Elements.set(stamp, &record)
        record.severity = severity
        Elements.setPID(pid, &record)
        let from = c.at
        if c.take(UInt8(ascii: ":"), bytes) {
            c.skipSpaces(bytes)
            var next = c
            if next.peek(bytes) == UInt8(ascii: "["), Rails.skipTags(&next, bytes, &record), !record.correlation.isEmpty
            {
                c = next
            }
            return true
        }
        guard let colon = c.find(UInt8(ascii: ":"), bytes, limit: 64) else { return true }
        if record.service.isEmpty { record.service = ByteRange(from, colon) }
        c.at = colon &+ 1
        c.skipSpaces(bytes)
        return true
    }
}

/// java.util.logging's two lines: `Nov 24, 2026 5:00:11 PM org.example.Service start`, then `INFO: text`. The second
/// is the record; it takes the time of the first. The date is written as the machine's language has it.
enum JavaUtilLogging {
    static let samples: [String] = [
        "Nov 24, 2026 5:00:11 PM org.apache.catalina.core.StandardService startInternal",
        "24.11.2026 17:00:11 org.example.shop.CartService add",
        "24-Nov-2026 17:00:11 org.example.shop.CartService <init>",
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        if Byte.isDigit(c.peek(bytes)) { return timeThenMethod(&c, bytes, context, &record) }
        var index = c.wordEnd(bytes) &- c.at &+ 1
        let day = index
        while index < day &+ 3, Byte.isDigit(c.peek(bytes, index)) { index &+= 1 }
        guard index > day, c.peek(bytes, index) == UInt8(ascii: ",") else { return false }
        var stamp = Stamp()
        guard Timestamps.letterLed(&c, bytes, context.time, &stamp), stamp.flags & FlagBits.inferredYear == 0 else {
            return false
        }
        Elements.set(stamp, &record)
        TimeLed.afterTime(&c, bytes, context, &record)
        // A class and a method alone: the level and the text stand on the next line.
        var rest = c
        rest.skipSpaces(bytes)
        rest.at = rest.wordEnd(bytes)
        rest.skipSpaces(bytes)
        rest.at = rest.wordEnd(bytes)
        if record.severity == nil, rest.left == 0, c.left > 0 { record.set(FlagBits.heading) }
        return true
    }

    /// A date that begins with a digit, then a class and a method and nothing else. The line's end is looked at first, since most lines
    /// that begin so are others.
    private static func timeThenMethod(
        _ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record
    ) -> Bool {
        var from = c.end
        while from > c.at, Byte.isIdentifier(bytes.byte(from &- 1)) || isMethodMark(bytes.byte(from &- 1)) {
            from &-= 1
        }
        guard c.left < 200, c.end &- from > 1, from > c.at, bytes.byte(from &- 1) == 32 else { return false }
        var stamp = Stamp()
        guard Timestamps.parse(&c, bytes, context.time, &stamp), stamp.flags & FlagBits.inferredYear == 0,
            c.skipSpaces(bytes) > 0
        else { return false }
        let name = c
        guard Elements.dotted(&c, bytes), c.at == from &- 1 else { return false }
        Elements.set(stamp, &record)
        record.set(FlagBits.heading)
        record.message = ByteRange(name.at, name.end)
        c.at = c.end
        return true
    }

    /// `<init>`, `lambda$add$0`
    private static func isMethodMark(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "$")
    }
}

/// .NET's console logger: `info: Microsoft.Hosting.Lifetime[14]`, the text on the next, indented line.
enum DotNetConsole {
    static let samples: [String] = [
        "info: Microsoft.Hosting.Lifetime[14]",
        "fail: Microsoft.EntityFrameworkCore.Database.Command[20102]",
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        guard Byte.isLower(c.peek(bytes)), c.peek(bytes, 4) == UInt8(ascii: ":"), c.peek(bytes, 5) == 32,
            let severity = Levels.severity(bytes, c.at, c.at &+ 4)
        else { return false }
        var name = Cursor(c.at &+ 6, c.end)
        let from = name.at
        var dots = 0
        while name.at < name.end, Byte.isName(bytes.byte(name.at)) {
            if bytes.byte(name.at) == UInt8(ascii: ".") { dots &+= 1 }
            name.at &+= 1
        }
        guard name.at > from, name.take(UInt8(ascii: "["), bytes), name.number(bytes) != nil,
            name.take(UInt8(ascii: "]"), bytes),
            name.left == 0
        else { return false }
        record.severity = severity
        record.set(FlagBits.heading)
        c.at = from
        return true
    }
}

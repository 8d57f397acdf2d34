import Bytes
import Model

/// Times that end with the minute.
extension Timestamps {
    /// `2026-11-24 17:00`, `11/24/26 - 17:00`: a time without seconds.
    @inline(never)
    static func minutes(_ c: inout Cursor, _ bytes: RawSpan, _ context: TimeContext, _ stamp: inout Stamp) -> Bool {
        if Byte.isDigit(c.peek(bytes)), c.digitCount(bytes, limit: 3) < 3 {
            return dateAndMinutes(&c, bytes, context, &stamp)
        }
        var f = CalendarFields()
        (f.year, f.month, f.day) = (c.four(bytes, 0), c.two(bytes, 5), c.two(bytes, 8))
        (f.hour, f.minute, f.second) = (c.two(bytes, 11), c.two(bytes, 14), 0)
        let mark = c.peek(bytes, 4)
        guard f.year >= 1970, f.month > 0, f.day > 0, f.hour >= 0, f.minute >= 0,
            mark == UInt8(ascii: "-") || mark == UInt8(ascii: "/"), c.peek(bytes, 7) == mark,
            c.peek(bytes, 10) == 32 || c.peek(bytes, 10) == UInt8(ascii: "T"), c.peek(bytes, 13) == UInt8(ascii: ":"),
            c.peek(bytes, 16) != UInt8(ascii: ":"), !Byte.isDigit(c.peek(bytes, 16))
        else { return false }
        c.at &+= 16
        return f.resolve(context, &stamp)
    }

    /// `24/11/2026 17:00`, `11/24/26 - 17:00`: day and month in the order that the source's lines show.
    private static func dateAndMinutes(
        _ c: inout Cursor, _ bytes: RawSpan, _ context: TimeContext, _ stamp: inout Stamp
    ) -> Bool {
        guard let first = c.number(bytes) else { return false }
        let mark = c.peek(bytes)
        guard mark == UInt8(ascii: "/") || mark == UInt8(ascii: ".") || mark == UInt8(ascii: "-") else { return false }
        c.at &+= 1
        guard c.digitCount(bytes, limit: 3) < 3, let second = c.number(bytes), c.take(mark, bytes) else { return false }
        let digits = c.digitCount(bytes, limit: 5)
        guard digits == 2 || digits == 4, let year = c.number(bytes) else { return false }
        let gap = c
        dateGap(&c, bytes)
        guard c.at > gap.at else { return false }
        var f = CalendarFields()
        f.year = digits == 2 ? 2000 &+ year : year
        let isDayFirst = first > 12 || second <= 12 && (mark == UInt8(ascii: ".") || context.order == .dayFirst)
        (f.day, f.month) = isDayFirst ? (first, second) : (second, first)
        (f.hour, f.minute, f.second) = (c.two(bytes, 0), c.two(bytes, 3), 0)
        guard f.hour >= 0, f.minute >= 0, c.peek(bytes, 2) == UInt8(ascii: ":"), c.peek(bytes, 5) != UInt8(ascii: ":"),
            !Byte.isDigit(c.peek(bytes, 5))
        else { return false }
        c.at &+= 5
        return f.resolve(context, &stamp)
    }
}

import Bytes
import Model

extension Timestamps {
    /// Times that begin with a month's or a weekday's name.
    static func letterLed(_ c: inout Cursor, _ bytes: RawSpan, _ context: TimeContext, _ stamp: inout Stamp) -> Bool {
        if CalendarFields.isWeekday(c, bytes) {
            var next = c
            next.at &+= 3
            _ = next.take(UInt8(ascii: ","), bytes)
            if next.skipSpaces(bytes) > 0 {
                c = next
                if Byte.isDigit(c.peek(bytes)) { return digitLed(&c, bytes, context, &stamp) }
                return monthLed(&c, bytes, context, &stamp, weekday: true)
            }
        }
        return monthLed(&c, bytes, context, &stamp, weekday: false)
    }

    /// `Jun 14 15:16:01`, `Jul  1 09:00:55.123456`, `Sun Dec 04 04:47:44 2005`, `Nov 24 2026 17:00:11`,
    /// `Nov 24, 2026 5:00:11 PM`.
    @inline(__always)
    static func monthLed(
        _ c: inout Cursor, _ bytes: RawSpan, _ context: TimeContext, _ stamp: inout Stamp, weekday: Bool
    ) -> Bool {
        var f = CalendarFields()
        f.month = CalendarFields.month(c, bytes)
        guard f.month > 0, Byte.isSpace(c.peek(bytes, 3)) else { return false }
        c.at &+= 3
        c.skipSpaces(bytes)
        let digits = c.digitCount(bytes, limit: 3)
        if digits == 2 {
            f.day = c.two(bytes, 0)
        } else if digits == 1 {
            f.day = Int(c.peek(bytes) &- 48)
        } else {
            return false
        }
        c.at &+= digits
        let comma = c.take(UInt8(ascii: ","), bytes)
        guard c.skipSpaces(bytes) > 0 else { return false }
        if c.digitCount(bytes, limit: 5) == 4 {
            f.year = c.four(bytes, 0)
            c.at &+= 4
            _ = c.take(UInt8(ascii: ","), bytes)
            guard c.skipSpaces(bytes) > 0 else { return false }
        }
        guard clock(&c, bytes, &f) else { return false }
        if comma { halfDay(&c, bytes, &f) }
        if weekday || f.year >= 0 || c.peek(bytes, 1) != UInt8(ascii: "-") { trailing(&c, bytes, &f, weekday: weekday) }
        return ends(c, bytes) && f.resolve(context, &stamp)
    }

    /// ` UTC`, ` 2005`, ` UTC 2005` after the time.
    private static func trailing(_ c: inout Cursor, _ bytes: RawSpan, _ f: inout CalendarFields, weekday: Bool) {
        zone(&c, bytes, &f)
        guard f.year < 0, c.peek(bytes) == 32 else { return }
        var next = c
        next.at &+= 1
        let year = next.digitCount(bytes, limit: 5) == 4 ? next.four(bytes, 0) : -1
        guard year >= 1970, year < 2100 else { return }
        next.at &+= 4
        // Without a weekday a number here is as likely a message's first word, unless the line says otherwise.
        guard weekday || next.peek(bytes) == UInt8(ascii: "]") || next.peek(bytes) == UInt8(ascii: ":") else { return }
        f.year = year
        c = next
    }
}

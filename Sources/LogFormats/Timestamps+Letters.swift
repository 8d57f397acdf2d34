import Bytes
import Model

extension Timestamps {
    /// `Jun 14 15:16:01 ` exactly, as nearly every syslog line has it: fixed places, no search. False, and no step,
    /// for all else.
    @inline(__always)
    static func classic(_ c: inout Cursor, _ bytes: RawSpan, _ context: TimeContext, _ stamp: inout Stamp) -> Bool {
        guard c.left >= 16 else { return false }
        let head = UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: c.at, as: UInt64.self))
        let clock = UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: c.at &+ 7, as: UInt64.self))
        // A space after the month, one after the day and one after the time.
        guard head & 0x00ff_0000_ff00_0000 == 0x0020_0000_2000_0000, bytes.byte(c.at &+ 15) == 32,
            clock & 0xf0f0_fff0_f0ff_f0f0 == 0x3030_3a30_303a_3030,
            (clock &+ 0x0606_0006_0600_0606) & 0xf0f0_00f0_f000_f0f0 == 0x3030_0030_3000_3030
        else { return false }
        let month = CalendarFields.month(c, bytes)
        let tens = Int((head &>> 32) & 0xff)
        let ones = Int((head &>> 40) & 0xff) &- 48
        guard month > 0, ones >= 0, ones < 10, tens == 32 || tens >= 48 && tens <= 51 else { return false }
        let day = (tens == 32 ? 0 : tens &- 48) &* 10 &+ ones
        let monthDay = month &* 32 &+ day
        // The days around the limit, and those that not every month has, go the long way.
        guard monthDay != context.limitMonthDay, day >= 1, day <= 28 else { return false }
        let hour = Int(clock & 15) &* 10 &+ Int((clock &>> 8) & 15)
        let minute = Int((clock &>> 24) & 15) &* 10 &+ Int((clock &>> 32) & 15)
        let second = Int((clock &>> 48) & 15) &* 10 &+ Int((clock &>> 56) & 15)
        guard hour < 24, minute < 60, second <= 60 else { return false }
        let days = CalendarFields.days(
            monthDay < context.limitMonthDay ? context.limitYear : context.limitYear &- 1, month, day)
        stamp.time = Micros((days &* 24 &+ hour) &* 3600 &+ minute &* 60 &+ second) &* 1_000_000 &- context.zone
        stamp.flags = FlagBits.inferred
        c.at &+= 15
        return true
    }

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
        let start = c
        if monthLed(&c, bytes, context, &stamp, weekday: false) { return true }
        // `mar` is a month here and a day there.
        c = start
        guard let count = WeekdayNames.match(c, bytes) else { return false }
        c.at &+= count
        _ = c.take(UInt8(ascii: ","), bytes)
        guard c.skipSpaces(bytes) > 0 else { return false }
        if Byte.isDigit(c.peek(bytes)) { return digitLed(&c, bytes, context, &stamp) }
        return monthLed(&c, bytes, context, &stamp, weekday: true)
    }

    /// `Jun 14 15:16:01`, `Jul  1 09:00:55.123456`, `Sun Dec 04 04:47:44 2005`, `Nov 24 2026 17:00:11`,
    /// `Nov 24, 2026 5:00:11 PM`.
    @inline(__always)
    static func monthLed(
        _ c: inout Cursor, _ bytes: RawSpan, _ context: TimeContext, _ stamp: inout Stamp, weekday: Bool
    ) -> Bool {
        var f = CalendarFields()
        f.month = CalendarFields.month(c, bytes)
        if f.month > 0, Byte.isSpace(c.peek(bytes, 3)) {
            c.at &+= 3
        } else if f.month > 0, c.peek(bytes, 3) == UInt8(ascii: "/") {
            return slashed(&c, bytes, context, &f, &stamp)
        } else if f.month > 0, c.peek(bytes, 3) == UInt8(ascii: "-") {
            return dashed(&c, bytes, context, &f, &stamp)
        } else {
            guard let name = MonthNames.match(c, bytes), Byte.isSpace(c.peek(bytes, name.count)) else { return false }
            f.month = name.month
            c.at &+= name.count
        }
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

    /// `Nov-24 17:00:11.123`, `Nov-24-26 17:00:11`, `Nov-24-2026 17:00:11`.
    @inline(never)
    private static func dashed(
        _ c: inout Cursor, _ bytes: RawSpan, _ context: TimeContext, _ f: inout CalendarFields, _ stamp: inout Stamp
    ) -> Bool {
        f.day = c.two(bytes, 4)
        c.at &+= 6
        if c.take(UInt8(ascii: "-"), bytes) {
            let digits = c.digitCount(bytes, limit: 5)
            guard digits == 2 || digits == 4, let year = c.number(bytes) else { return false }
            f.year = digits == 2 ? century(year) : year
        }
        guard f.day > 0, c.skipSpaces(bytes) > 0, clock(&c, bytes, &f) else { return false }
        return ends(c, bytes) && f.resolve(context, &stamp)
    }

    /// `nov/24/2026 17:00:11`, as RouterOS writes it.
    @inline(never)
    private static func slashed(
        _ c: inout Cursor, _ bytes: RawSpan, _ context: TimeContext, _ f: inout CalendarFields, _ stamp: inout Stamp
    ) -> Bool {
        f.day = c.two(bytes, 4)
        f.year = c.four(bytes, 7)
        guard f.day > 0, f.year > 0, c.peek(bytes, 6) == UInt8(ascii: "/"), c.peek(bytes, 11) == 32 else {
            return false
        }
        c.at &+= 12
        return clock(&c, bytes, &f) && ends(c, bytes) && f.resolve(context, &stamp)
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

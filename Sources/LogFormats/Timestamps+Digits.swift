import Bytes
import Model

extension Timestamps {
    /// Times that begin with a digit.
    static func digitLed(_ c: inout Cursor, _ bytes: RawSpan, _ context: TimeContext, _ stamp: inout Stamp) -> Bool {
        if c.peek(bytes, 4) == UInt8(ascii: "-"), c.four(bytes, 0) >= 0 { return yearLed(&c, bytes, context, &stamp) }
        switch c.digitCount(bytes, limit: 9) {
        case 4:
            return c.peek(bytes, 4) == 32 && Byte.isDigit(c.peek(bytes, 5))
                ? monthAndDay(&c, bytes, context, &stamp) : yearLed(&c, bytes, context, &stamp)
        case 8: return compactDate(&c, bytes, context, &stamp)
        case 7: return dayOfYear(&c, bytes, context, &stamp, 0)
        case 6: return shortDate(&c, bytes, context, &stamp)
        case 1, 2: return dayOrMonthLed(&c, bytes, context, &stamp)
        case 9: return digitsAlone(&c, bytes, context, &stamp)
        default: return false
        }
    }

    /// `2026-11-24T17:00:11.911+01:00`, with `/` or `.` in the date, and a space, `_`, `-` or `:` before the time.
    static func yearLed(_ c: inout Cursor, _ bytes: RawSpan, _ context: TimeContext, _ stamp: inout Stamp) -> Bool {
        var f = CalendarFields()
        if c.left >= 19 {
            // `YYYY-MM-` in one word, then the day.
            let word = UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: c.at, as: UInt64.self))
            if word & 0xfff0_f0ff_f0f0_f0f0 == 0x2d30_302d_3030_3030,
                (word &+ 0x0006_0600_0606_0606) & 0x00f0_f000_f0f0_f0f0 == 0x0030_3000_3030_3030
            {
                f.day = c.two(bytes, 8)
                let mark = bytes.byte(c.at &+ 10)
                if f.day > 0, mark == UInt8(ascii: "T") || mark == 32 && Byte.isDigit(bytes.byte(c.at &+ 11)) {
                    let high = Int(word & 15) &* 10 &+ Int((word &>> 8) & 15)
                    f.year = high &* 100 &+ Int((word &>> 16) & 15) &* 10 &+ Int((word &>> 24) & 15)
                    f.month = Int((word &>> 40) & 15) &* 10 &+ Int((word &>> 48) & 15)
                    c.at &+= 11
                    return afterDate(&c, bytes, context, &f, &stamp)
                }
            }
        }
        f.year = c.four(bytes, 0)
        let mark = c.peek(bytes, 4)
        if mark == 32 { return yearThenMonth(&c, bytes, context, &f, &stamp) }
        if isEastAsian(mark) || mark == UInt8(ascii: "."), f.year > 0, isEastAsian(mark) || c.peek(bytes, 5) == 32 {
            c.at &+= isEastAsian(mark) ? 4 : 5
            return isEastAsian(mark)
                ? eastAsianDate(f.year, &c, bytes, context, &stamp) : dottedDate(f.year, &c, bytes, context, &stamp)
        }
        guard f.year >= 0,
            mark == UInt8(ascii: "-") || mark == UInt8(ascii: "/") || mark == UInt8(ascii: ".")
                || mark == UInt8(ascii: ":")
        else { return false }
        if Byte.isDigit(c.peek(bytes, 7)), Byte.isDigit(c.peek(bytes, 6)), !Byte.isDigit(c.peek(bytes, 8)) {
            return dayOfYear(&c, bytes, context, &stamp, 1)
        }
        f.month = c.two(bytes, 5)
        f.day = c.two(bytes, 8)
        if f.month >= 0, f.day >= 0, c.peek(bytes, 7) == mark {
            c.at &+= 10
        } else if Byte.isLetter(c.peek(bytes, 5)) {
            // `2026-Nov-24 17:00:11`
            c.at &+= 5
            f.month = CalendarFields.month(c, bytes)
            f.day = c.two(bytes, 4)
            guard f.month > 0, f.day > 0, c.peek(bytes, 3) == mark else { return false }
            c.at &+= 6
        } else {
            c.at &+= 5
            guard let month = c.number(bytes), c.take(mark, bytes), let day = c.number(bytes) else { return false }
            (f.month, f.day) = (month, day)
        }
        switch c.peek(bytes) {
        case UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: ":"),
            UInt8(ascii: "|"), UInt8(ascii: "@"):
            c.at &+= 1
        case 32, 9:
            dateGap(&c, bytes)
            if isEastAsian(c.peek(bytes)) { return eastAsianClock(&c, bytes, context, &f, &stamp) }
        case UInt8(ascii: ","):
            c.at &+= 1
            c.skipSpaces(bytes)
        default: return false
        }
        return afterDate(&c, bytes, context, &f, &stamp)
    }

    /// `2026 Nov 24 17:00:11 CET`, as network equipment writes it.
    @inline(never)
    private static func yearThenMonth(
        _ c: inout Cursor, _ bytes: RawSpan, _ context: TimeContext, _ f: inout CalendarFields, _ stamp: inout Stamp
    ) -> Bool {
        c.at &+= 5
        f.month = CalendarFields.month(c, bytes)
        guard f.year >= 1970, f.year < 2100, f.month > 0, c.peek(bytes, 3) == 32 else { return false }
        c.at &+= 3
        c.skipSpaces(bytes)
        guard c.digitCount(bytes, limit: 3) <= 2, let day = c.number(bytes), c.skipSpaces(bytes) > 0 else {
            return false
        }
        f.day = day
        guard clock(&c, bytes, &f) else { return false }
        zone(&c, bytes, &f)
        return ends(c, bytes) && f.resolve(context, &stamp)
    }

    /// Spaces between a date and its time of day, with a dash or two among them: `2026/11/24 - 17:00:11`.
    static func dateGap(_ c: inout Cursor, _ bytes: RawSpan) {
        c.skipSpaces(bytes)
        var next = c
        if next.take("at ", bytes), Byte.isDigit(next.peek(bytes)) {
            c = next
            return
        }
        while next.at &- c.at < 2, next.take(UInt8(ascii: "-"), bytes) {}
        if next.at > c.at, next.skipSpaces(bytes) > 0, Byte.isDigit(next.peek(bytes)) { c = next }
    }

    /// The time of day and the zone behind a date that begins with the year.
    @inline(__always)
    private static func afterDate(
        _ c: inout Cursor, _ bytes: RawSpan, _ context: TimeContext, _ f: inout CalendarFields, _ stamp: inout Stamp
    ) -> Bool {
        guard clock(&c, bytes, &f) else { return false }
        if c.peek(bytes) == UInt8(ascii: "Z"), !Byte.isLetter(c.peek(bytes, 1)) {
            c.at &+= 1
            f.hasZone = true
        } else {
            zone(&c, bytes, &f)
            if !f.hasZone { halfDay(&c, bytes, &f) }
        }
        guard ends(c, bytes) else { return false }
        if f.month > 12, f.month < 60, f.day > 0, f.day < 32, f.hour < 24, f.minute < 60, f.second <= 60 {
            // `2026-59-24 17:59:11`: minutes where the month should be, from a pattern with `mm` for `MM`; the day is not known.
            latest(f, context, &stamp)
            return true
        }
        return f.resolve(context, &stamp)
    }

    /// `2026-328T17:00:11,672`, `2026328 17:00:11`: the day of the year, behind a year and `gap` marks.
    @inline(never)
    private static func dayOfYear(
        _ c: inout Cursor, _ bytes: RawSpan, _ context: TimeContext, _ stamp: inout Stamp, _ gap: Int
    ) -> Bool {
        var f = CalendarFields()
        f.year = c.four(bytes, 0)
        c.at &+= 4 &+ gap
        guard f.year >= 1970, f.year < 2100, c.digitCount(bytes, limit: 4) == 3, var day = c.number(bytes), day >= 1,
            c.take(UInt8(ascii: "T"), bytes) || c.take(UInt8(ascii: "-"), bytes) || c.take(UInt8(ascii: ":"), bytes)
                || c.take(UInt8(ascii: "."), bytes) || c.take(32, bytes)
        else { return false }
        f.month = 1
        while f.month < 13, day > CalendarFields.length(of: f.month, f.year) {
            day &-= CalendarFields.length(of: f.month, f.year)
            f.month &+= 1
        }
        guard f.month < 13 else { return false }
        f.day = day
        return afterDate(&c, bytes, context, &f, &stamp)
    }

    /// `20171223-22:15:29:606`, `20261124 17:00:11`, `20261124T170011Z`.
    private static func compactDate(
        _ c: inout Cursor, _ bytes: RawSpan, _ context: TimeContext, _ stamp: inout Stamp
    ) -> Bool {
        var f = CalendarFields()
        (f.year, f.month, f.day) = (c.four(bytes, 0), c.two(bytes, 4), c.two(bytes, 6))
        if f.year < 1970 || f.year >= 2100 {
            // `24112026 17:00:11`: no year leads, so it stands at the end.
            let (first, second) = (c.two(bytes, 0), c.two(bytes, 2))
            f.year = c.four(bytes, 4)
            guard f.year >= 1970, f.year < 2100 else { return false }
            let isDayFirst = first > 12 || second <= 12 && context.order != .monthFirst
            (f.day, f.month) = isDayFirst ? (first, second) : (second, first)
        }
        c.at &+= 8
        switch c.peek(bytes) {
        case UInt8(ascii: "T"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ":"): c.at &+= 1
        case UInt8(ascii: ".") where Cursor(c.at &+ 1, c.end).digitCount(bytes, limit: 7) == 6: c.at &+= 1
        case 32, 9: c.skipSpaces(bytes)
        default: return false
        }
        guard lenientClock(&c, bytes, &f) else { return false }
        if c.take(UInt8(ascii: "Z"), bytes) { f.hasZone = true } else { zone(&c, bytes, &f) }
        return ends(c, bytes) && f.resolve(context, &stamp)
    }

    /// `20261124170011`, with milliseconds or without: fourteen digits or seventeen.
    @inline(never)
    private static func digitsAlone(
        _ c: inout Cursor, _ bytes: RawSpan, _ context: TimeContext, _ stamp: inout Stamp
    ) -> Bool {
        let digits = c.digitCount(bytes, limit: 18)
        guard digits == 14 || digits == 17 else { return false }
        var f = CalendarFields()
        (f.year, f.month, f.day) = (c.four(bytes, 0), c.two(bytes, 4), c.two(bytes, 6))
        (f.hour, f.minute, f.second) = (c.two(bytes, 8), c.two(bytes, 10), c.two(bytes, 12))
        guard f.year >= 1990, f.year < 2100, f.hour < 24, f.minute < 60, f.second <= 60 else { return false }
        c.at &+= 14
        if digits == 17 {
            f.micro = (c.two(bytes, 0) &* 10 &+ Int(bytes.byte(c.at &+ 2) &- 48)) &* 1000
            c.at &+= 3
        }
        zone(&c, bytes, &f)
        return ends(c, bytes) && f.resolve(context, &stamp)
    }

    /// A clock whose parts may have one digit (`0:4:1:606`), after a date that leaves no doubt.
    private static func lenientClock(_ c: inout Cursor, _ bytes: RawSpan, _ f: inout CalendarFields) -> Bool {
        let start = c
        if clock(&c, bytes, &f) { return true }
        c = start
        f.micro = 0
        guard let hour = c.number(bytes), c.take(UInt8(ascii: ":"), bytes), let minute = c.number(bytes),
            c.take(UInt8(ascii: ":"), bytes), let second = c.number(bytes), hour < 24, minute < 60, second <= 60
        else { return false }
        (f.hour, f.minute, f.second) = (hour, minute, second)
        if c.peek(bytes) == UInt8(ascii: ":") {
            var next = c
            next.at &+= 1
            if let milli = next.number(bytes), milli < 1000 {
                f.micro = milli &* 1000
                c = next
            }
        } else {
            fraction(&c, bytes, &f)
        }
        return true
    }

    /// `081109 203615`, `261124 17:00:11`: two digits of the year.
    private static func shortDate(
        _ c: inout Cursor, _ bytes: RawSpan, _ context: TimeContext, _ stamp: inout Stamp
    ) -> Bool {
        var f = CalendarFields()
        (f.year, f.month, f.day) = (century(c.two(bytes, 0)), c.two(bytes, 2), c.two(bytes, 4))
        c.at &+= 6
        guard c.skipSpaces(bytes) > 0, clock(&c, bytes, &f) else { return false }
        return ends(c, bytes) && f.resolve(context, &stamp)
    }

    /// `1124 170011`: a month and a day, and a clock without marks.
    private static func monthAndDay(
        _ c: inout Cursor, _ bytes: RawSpan, _ context: TimeContext, _ stamp: inout Stamp
    ) -> Bool {
        var f = CalendarFields()
        (f.month, f.day) = (c.two(bytes, 0), c.two(bytes, 2))
        c.at &+= 5
        guard c.digitCount(bytes, limit: 7) == 6, clock(&c, bytes, &f), f.hour < 24, f.minute < 60, f.second < 60
        else { return false }
        return ends(c, bytes) && f.resolve(context, &stamp)
    }

    /// Two digits of a year: 1970 to 2069.
    static func century(_ year: Int) -> Int { year < 0 ? -2 : year < 70 ? 2000 &+ year : 1900 &+ year }

    /// Times led by one or two digits: a day, a month, a short year or an hour.
    private static func dayOrMonthLed(
        _ c: inout Cursor, _ bytes: RawSpan, _ context: TimeContext, _ stamp: inout Stamp
    ) -> Bool {
        var f = CalendarFields()
        guard let first = c.number(bytes) else { return false }
        let mark = c.peek(bytes)
        if mark == UInt8(ascii: ":") { return false }
        if isEastAsian(mark) { return eastAsianDate(first, &c, bytes, context, &stamp) }
        if Byte.isLetter(mark) {
            // `24Nov2026 17:00:14.123`
            (f.day, f.month, f.year) = (
                first, CalendarFields.month(c, bytes),
                c.peek(bytes, 7) == 32 ? Cursor(c.at &+ 3, c.end).four(bytes, 0) : -1
            )
            guard f.month > 0, f.year > 0 else { return false }
            c.at &+= 8
            return clock(&c, bytes, &f) && ends(c, bytes) && f.resolve(context, &stamp)
        }
        guard mark == UInt8(ascii: "/") || mark == UInt8(ascii: "-") || mark == UInt8(ascii: ".") || mark == 32 else {
            return false
        }
        c.at &+= 1
        if Byte.isLetter(c.peek(bytes)) {
            // `24/Nov/2026:17:00:11 +0000`, `24-Nov-2026 17:00:11 UTC`, `24 Nov 2026 17:00:11.123`
            f.day = first
            f.month = CalendarFields.month(c, bytes)
            if f.month > 0, c.peek(bytes, 3) == mark {
                c.at &+= 4
            } else if f.month > 0, mark == UInt8(ascii: "-"), c.peek(bytes, 3) == 32 {
                // `24-Nov 17:00 backup-dir`
                c.at &+= 3
                guard c.skipSpaces(bytes) > 0 else { return false }
                let start = c
                if !clock(&c, bytes, &f) {
                    c = start
                    guard minutesOnly(&c, bytes, &f) else { return false }
                }
                return ends(c, bytes) && f.resolve(context, &stamp)
            } else {
                guard let name = MonthNames.match(c, bytes), c.peek(bytes, name.count) == mark else { return false }
                f.month = name.month
                c.at &+= name.count &+ 1
            }
            if c.digitCount(bytes, limit: 5) == 4 {
                f.year = c.four(bytes, 0)
                c.at &+= 4
                // Erlang has two colons.
                guard c.take("::", bytes) || c.take(UInt8(ascii: ":"), bytes) || c.skipSpaces(bytes) > 0 else {
                    return false
                }
            }
            guard clock(&c, bytes, &f) else { return false }
            zone(&c, bytes, &f)
            if !f.hasZone { placeZone(&c, bytes, &f) }
            return ends(c, bytes) && f.resolve(context, &stamp)
        }
        guard mark != 32, let second = c.number(bytes) else { return false }
        if c.take(mark, bytes) {
            let digits = c.digitCount(bytes, limit: 5)
            guard digits == 2 || digits == 4, let third = c.number(bytes) else { return false }
            if digits == 4 {
                f.year = third
                // With dashes or dots the day leads, unless the source shows otherwise; with slashes the month does.
                let order = mark == UInt8(ascii: "/") ? context.order == .dayFirst : context.order != .monthFirst
                let dayFirst = first > 12 || second <= 12 && (order || mark == UInt8(ascii: "."))
                (f.day, f.month) = dayFirst ? (first, second) : (second, first)
            } else if second <= 12, third >= 1, third <= 31, mark == UInt8(ascii: "/") {
                // `17/06/09`, log4j's short date, unless the month in front comes nearer to the source's latest time.
                (f.year, f.month, f.day) = (century(first), second, third)
                if first >= 1, first <= 12, context.order != .dayFirst {
                    Self.monthInFront(first, second, century(third), context, &f)
                } else {
                    Self.dayInFront(first, second, century(third), context, &f)
                }
            } else {
                (f.month, f.day, f.year) = (first, second, century(third))
            }
            guard
                c.take(UInt8(ascii: ","), bytes) || Byte.isSpace(c.peek(bytes)) || c.peek(bytes) == UInt8(ascii: "-")
                    || digits == 4 && c.take(UInt8(ascii: ":"), bytes)
            else { return false }
            if c.peek(bytes) == UInt8(ascii: "-") { c.at &+= 1 }
        } else {
            (f.month, f.day) = (first, second)
            // `11/24-17:00:11.123456`, `11-24|17:00:11.123`
            guard c.peek(bytes) == 32 || c.take(UInt8(ascii: "-"), bytes) || c.take(UInt8(ascii: "|"), bytes) else {
                return false
            }
        }
        dateGap(&c, bytes)
        guard clock(&c, bytes, &f) else { return false }
        halfDay(&c, bytes, &f)
        zone(&c, bytes, &f)
        return ends(c, bytes) && f.resolve(context, &stamp)
    }

    /// ` Europe/Berlin`, a zone by its place, as PHP writes it; one that is not known is stepped over.
    private static func placeZone(_ c: inout Cursor, _ bytes: RawSpan, _ f: inout CalendarFields) {
        guard c.peek(bytes) == 32, Byte.isUpper(c.peek(bytes, 1)) else { return }
        let to = Cursor(c.at &+ 1, c.end).find(UInt8(ascii: "]"), bytes, limit: 40) ?? c.at
        guard to > c.at, Cursor(c.at, to).find(UInt8(ascii: "/"), bytes) != nil else { return }
        if let zone = PlaceZones.offset(bytes, c.at &+ 1, to, at: f) { (f.zone, f.hasZone) = (zone, true) }
        c.at = to
    }

    /// `03/11/23` is 2003-11-23 or 2023-03-11: of both the one that is nearer to the latest time, if not after it.
    @inline(never)
    private static func monthInFront(
        _ month: Int, _ day: Int, _ year: Int, _ context: TimeContext, _ f: inout CalendarFields
    ) {
        let latest = (context.latest &+ context.zone) / .day
        let other = Micros(CalendarFields.days(year, month, day))
        let own = Micros(CalendarFields.days(f.year, f.month, f.day))
        if other <= latest &+ 1, own > latest &+ 1 || other > own { (f.year, f.month, f.day) = (year, month, day) }
    }

    /// `31/07/24` is 2031-07-24 or 2024-07-31: the second where the first would be in the future.
    @inline(never)
    private static func dayInFront(
        _ day: Int, _ month: Int, _ year: Int, _ context: TimeContext, _ f: inout CalendarFields
    ) {
        let latest = (context.latest &+ context.zone) / .day
        guard day >= 1, day <= 31, Micros(CalendarFields.days(year, month, day)) <= latest &+ 1,
            Micros(CalendarFields.days(f.year, f.month, f.day)) > latest &+ 1 || context.order == .dayFirst
        else { return }
        (f.year, f.month, f.day) = (year, month, day)
    }

    /// `08:06 ` before a letter: `24-Nov 08:06 backup-dir text`.
    @inline(never)
    private static func minutesOnly(_ c: inout Cursor, _ bytes: RawSpan, _ f: inout CalendarFields) -> Bool {
        (f.hour, f.minute, f.second) = (c.two(bytes, 0), c.two(bytes, 3), 0)
        guard f.hour >= 0, f.minute >= 0, c.peek(bytes, 2) == UInt8(ascii: ":"), c.peek(bytes, 5) == 32,
            Byte.isLetter(c.peek(bytes, 6))
        else { return false }
        c.at &+= 5
        return true
    }

    /// `17:00:11.123` alone: the latest such instant that the source allows.
    static func clockOnly(_ c: inout Cursor, _ bytes: RawSpan, _ context: TimeContext, _ stamp: inout Stamp) -> Bool {
        var f = CalendarFields()
        // `5:00:11 PM`: an hour of one digit counts where the half of the day follows.
        let start = c
        let isShort = c.peek(bytes, 1) == UInt8(ascii: ":") && Byte.isDigit(c.peek(bytes))
        guard isShort || c.two(bytes, 0) >= 0 && c.peek(bytes, 2) == UInt8(ascii: ":"), clock(&c, bytes, &f),
            ends(c, bytes), f.hour < 24, f.minute < 60, f.second <= 60
        else {
            c = start
            return false
        }
        let end = c.at
        let sign = c.peek(bytes)
        if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), c.four(bytes, 1) >= 0,
            !Byte.isDigit(c.peek(bytes, 5))
        {
            // `17:00:11.123+0900`
            zone(&c, bytes, &f)
        }
        halfDay(&c, bytes, &f)
        guard !isShort || c.at > end else {
            c = start
            return false
        }
        latest(f, context, &stamp)
        return true
    }

    /// `17:06` alone.
    static func minuteOnly(_ c: inout Cursor, _ bytes: RawSpan, _ context: TimeContext, _ stamp: inout Stamp) -> Bool {
        var f = CalendarFields()
        (f.hour, f.minute, f.second) = (c.two(bytes, 0), c.two(bytes, 3), 0)
        guard f.hour >= 0, f.hour < 24, f.minute >= 0, f.minute < 60, c.peek(bytes, 2) == UInt8(ascii: ":") else {
            return false
        }
        c.at &+= 5
        latest(f, context, &stamp)
        return true
    }

    /// `5:01PM `, as zerolog's console has it.
    static func kitchen(_ c: inout Cursor, _ bytes: RawSpan, _ context: TimeContext, _ stamp: inout Stamp) -> Bool {
        var f = CalendarFields()
        guard let hour = c.number(bytes), hour >= 1, hour <= 12, c.take(UInt8(ascii: ":"), bytes) else { return false }
        f.minute = c.two(bytes, 0)
        guard f.minute >= 0, f.minute < 60, c.peek(bytes, 3) == UInt8(ascii: "M"), c.peek(bytes, 4) == 32 else {
            return false
        }
        switch c.peek(bytes, 2) {
        case UInt8(ascii: "A"): f.hour = hour % 12
        case UInt8(ascii: "P"): f.hour = hour % 12 &+ 12
        default: return false
        }
        c.at &+= 4
        latest(f, context, &stamp)
        return true
    }

    /// The latest instant with this time of day that the source allows.
    private static func latest(_ f: CalendarFields, _ context: TimeContext, _ stamp: inout Stamp) {
        let clock = Micros((f.hour &* 60 &+ f.minute) &* 60 &+ f.second) &* .second &+ Micros(f.micro)
        let zone = f.hasZone ? Micros(f.zone) &* .second : context.zone
        let midnight = (context.latest &+ zone) / .day &* .day
        let time = midnight &+ clock &- zone
        stamp.time = time > context.latest ? time &- .day : time
        stamp.flags = f.hasZone ? FlagBits.inferredYear : FlagBits.inferred
    }

    /// Seconds (10 digits, with or without a fraction), milli-, micro- or nanoseconds since 1970.
    static func epoch(_ c: inout Cursor, _ bytes: RawSpan, _ stamp: inout Stamp) -> Bool {
        let digits = c.digitCount(bytes, limit: 20)
        guard digits >= 9, digits <= 19 else { return false }
        var value: UInt64 = 0
        for index in 0..<digits { value = value &* 10 &+ UInt64(bytes.byte(c.at &+ index) &- 48) }
        c.at &+= digits
        switch digits {
        case 9, 10:
            var f = CalendarFields()
            if c.peek(bytes) == UInt8(ascii: ".") { fraction(&c, bytes, &f) }
            stamp.time = Micros(value) &* .second &+ Micros(f.micro)
        case 13:
            stamp.time = Micros(value) &* 1000
            // Fractions of milliseconds, as Elasticsearch and pino write them.
            if c.peek(bytes) == UInt8(ascii: "."), Byte.isDigit(c.peek(bytes, 1)) {
                c.at &+= 1 &+ Cursor(c.at &+ 1, c.end).digitCount(bytes)
            }
        case 16: stamp.time = Micros(value)
        case 19: stamp.time = Micros(value / 1000)
        default: return false
        }
        stamp.flags = 0
        return stamp.time > 0 && stamp.time < TimeContext.farthest
    }
}

import Bytes
import Model

/// Times as logs write them, read digit by digit. Each function steps over what it read and returns true, or returns
/// false; the cursor is then anywhere.
enum Timestamps {
    /// Any date with a time of day, with or without year, zone and fraction; not within brackets, no epoch.
    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: TimeContext, _ stamp: inout Stamp) -> Bool {
        let first = c.peek(bytes)
        if Byte.isDigit(first) { return digitLed(&c, bytes, context, &stamp) }
        if Byte.isLetter(first) { return letterLed(&c, bytes, context, &stamp) }
        return false
    }

    /// `hh:mm:ss` with a fraction after `.`, `,` or `:`, or `hhmmss`.
    @inline(__always)
    static func clock(_ c: inout Cursor, _ bytes: RawSpan, _ f: inout CalendarFields) -> Bool {
        if c.left >= 8 {
            // `hh:mm:ss` in one word: the high halves of the bytes, then that no digit is above 9.
            let word = UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: c.at, as: UInt64.self))
            if word & 0xf0f0_fff0_f0ff_f0f0 == 0x3030_3a30_303a_3030,
                (word &+ 0x0606_0006_0600_0606) & 0xf0f0_00f0_f000_f0f0 == 0x3030_0030_3000_3030
            {
                f.hour = Int(word & 15) &* 10 &+ Int((word &>> 8) & 15)
                f.minute = Int((word &>> 24) & 15) &* 10 &+ Int((word &>> 32) & 15)
                f.second = Int((word &>> 48) & 15) &* 10 &+ Int((word &>> 56) & 15)
                c.at &+= 8
                fraction(&c, bytes, &f)
                return true
            }
        }
        return unusualClock(&c, bytes, &f)
    }

    /// A clock that is not `hh:mm:ss`.
    @inline(never)
    private static func unusualClock(_ c: inout Cursor, _ bytes: RawSpan, _ f: inout CalendarFields) -> Bool {
        if c.peek(bytes) == UInt8(ascii: "["), Byte.isDigit(c.peek(bytes, 1)) {
            // `2026-11-24 [17:00:11]`
            c.at &+= 1
            return clock(&c, bytes, &f) && c.take(UInt8(ascii: "]"), bytes)
        }
        f.hour = c.two(bytes, 0)
        if f.hour >= 0, c.peek(bytes, 2) == UInt8(ascii: ":") {
            c.at &+= 3
        } else if c.peek(bytes, 1) == UInt8(ascii: ":"), Byte.isDigit(c.peek(bytes)) {
            f.hour = Int(c.peek(bytes) &- 48)
            c.at &+= 2
        } else if f.hour >= 0, c.peek(bytes, 2) == UInt8(ascii: "."), c.peek(bytes, 5) == UInt8(ascii: "."),
            c.two(bytes, 3) >= 0, c.two(bytes, 6) >= 0
        {
            // `15.42.50.363779`, as IBM writes it.
            f.minute = c.two(bytes, 3)
            f.second = c.two(bytes, 6)
            c.at &+= 8
            fraction(&c, bytes, &f)
            return true
        } else if f.hour >= 0, c.digitCount(bytes, limit: 7) == 6 {
            f.minute = c.two(bytes, 2)
            f.second = c.two(bytes, 4)
            c.at &+= 6
            fraction(&c, bytes, &f)
            return true
        } else {
            return false
        }
        f.minute = c.two(bytes, 0)
        guard f.minute >= 0, c.peek(bytes, 2) == UInt8(ascii: ":") else { return false }
        f.second = c.two(bytes, 3)
        guard f.second >= 0 else { return false }
        c.at &+= 5
        fraction(&c, bytes, &f)
        return true
    }

    /// `.123`, `,123456` or `:606`: up to nine digits, of which six count.
    @inline(__always)
    static func fraction(_ c: inout Cursor, _ bytes: RawSpan, _ f: inout CalendarFields) {
        let mark = c.peek(bytes)
        guard mark == UInt8(ascii: ".") || mark == UInt8(ascii: ",") || mark == UInt8(ascii: ":"),
            Byte.isDigit(c.peek(bytes, 1))
        else { return }
        var index = c.at &+ 1
        var value = 0
        var digits = 0
        while index < c.end, Byte.isDigit(bytes.byte(index)) {
            if digits < 6 { value = value &* 10 &+ Int(bytes.byte(index) &- 48) }
            digits &+= 1
            index &+= 1
        }
        if mark == UInt8(ascii: ":"), digits != 3 {
            // `11:22:33:4` is no time with a fraction, unless a column ends there: then milliseconds are written without zeros.
            guard digits < 3, index < c.end, bytes.byte(index) == UInt8(ascii: "|") else { return }
            f.micro = value &* 1000
            c.at = index
            return
        }
        // `17:00:11,2026-11-24`: a date is the next field of a row.
        if digits == 4, mark == UInt8(ascii: ","), index &+ 3 < c.end, bytes.byte(index) == bytes.byte(index &+ 3),
            bytes.byte(index) == UInt8(ascii: "-") || bytes.byte(index) == UInt8(ascii: "/")
        {
            return
        }
        // More than nine digits are the next field of a row.
        if mark != UInt8(ascii: ":"), digits > 9 { return }
        while digits < 6 {
            value &*= 10
            digits &+= 1
        }
        f.micro = value
        c.at = index
    }

    /// `Z`, `+09:00`, ` +0900`, ` UTC`; none is fine.
    @inline(__always)
    static func zone(_ c: inout Cursor, _ bytes: RawSpan, _ f: inout CalendarFields) {
        var next = c
        let spaced = next.take(32, bytes)
        let byte = next.peek(bytes)
        if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") {
            let hours = next.two(bytes, 1)
            guard hours >= 0 else { return }
            var minutes = 0
            var length = 3
            if next.peek(bytes, 3) == UInt8(ascii: ":") {
                minutes = next.two(bytes, 4)
                length = 6
            } else if Byte.isDigit(next.peek(bytes, 3)) {
                if !Byte.isDigit(next.peek(bytes, 4)) {
                    // `+540`: minutes, as IBM writes them.
                    let offset = hours &* 10 &+ Int(next.peek(bytes, 3) &- 48)
                    guard offset <= 1080, offset % 30 == 0, !spaced, !Byte.isLetter(next.peek(bytes, 4)) else { return }
                    f.zone = offset &* 60 &* (byte == UInt8(ascii: "-") ? -1 : 1)
                    f.hasZone = true
                    next.at &+= 4
                    c = next
                    return
                }
                minutes = next.two(bytes, 3)
                length = 5
            } else if spaced {
                return
            }
            guard hours <= 18, minutes >= 0, minutes < 60, !Byte.isDigit(next.peek(bytes, length)) else { return }
            f.zone = (hours &* 3600 &+ minutes &* 60) &* (byte == UInt8(ascii: "-") ? -1 : 1)
            f.hasZone = true
            next.at &+= length
            c = next
        } else if Byte.isUpper(byte), Byte.isUpper(next.peek(bytes, 1)) {
            namedZone(&c, next, bytes, &f)
        }
    }

    @inline(never)
    private static func namedZone(_ c: inout Cursor, _ start: Cursor, _ bytes: RawSpan, _ f: inout CalendarFields) {
        var index = start.at
        while index < start.end, index < start.at &+ 5, Byte.isUpper(bytes.byte(index)) { index &+= 1 }
        guard index == start.end || !Byte.isLetter(bytes.byte(index)) && !Byte.isDigit(bytes.byte(index)),
            let offset = CalendarFields.zone(named: Word.lower(bytes, start.at, index))
        else { return }
        f.zone = offset
        f.hasZone = true
        c.at = index
        // `GMT-0600 (Central Standard Time)`, as JavaScript has it.
        let sign = c.peek(bytes)
        guard offset == 0, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), c.two(bytes, 1) >= 0,
            c.two(bytes, 3) >= 0, !Byte.isDigit(c.peek(bytes, 5))
        else { return }
        f.zone = (c.two(bytes, 1) &* 3600 &+ c.two(bytes, 3) &* 60) &* (sign == UInt8(ascii: "-") ? -1 : 1)
        c.at &+= 5
        guard c.peek(bytes) == 32, c.peek(bytes, 1) == UInt8(ascii: "("), Byte.isLetter(c.peek(bytes, 2)),
            let close = c.find(UInt8(ascii: ")"), bytes, limit: 64)
        else { return }
        c.at = close &+ 1
    }

    /// ` AM` or ` PM` after a twelve-hour clock.
    static func halfDay(_ c: inout Cursor, _ bytes: RawSpan, _ f: inout CalendarFields) {
        // `5:00:11PM` has no space.
        let gap = c.peek(bytes) == 32 ? 1 : 0
        guard c.peek(bytes, gap &+ 1) | 32 == UInt8(ascii: "m"), !Byte.isLetter(c.peek(bytes, gap &+ 2)) else { return }
        switch c.peek(bytes, gap) | 32 {
        case UInt8(ascii: "a") where f.hour <= 12: f.hour = f.hour == 12 ? 0 : f.hour
        case UInt8(ascii: "p") where f.hour <= 12: f.hour = f.hour == 12 ? 12 : f.hour + 12
        default: return
        }
        c.at &+= gap &+ 2
    }

    /// What may follow a whole time: nothing that would make it part of a longer word.
    @inline(__always)
    static func ends(_ c: Cursor, _ bytes: RawSpan) -> Bool {
        let byte = c.peek(bytes)
        return !Byte.isDigit(byte) && !Byte.isLetter(byte)
    }
}

extension Timestamps {
    /// A time as the value of a key: any text or number that stands for one.
    static func value(_ c: inout Cursor, _ bytes: RawSpan, _ context: TimeContext, _ stamp: inout Stamp) -> Bool {
        let start = c
        if Byte.isDigit(c.peek(bytes)), c.digitCount(bytes) >= 9 {
            if epoch(&c, bytes, &stamp) { return true }
            c = start
        }
        return parse(&c, bytes, context, &stamp)
    }
}

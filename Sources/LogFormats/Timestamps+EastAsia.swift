import Bytes
import Model

/// Dates in Korean and Japanese: `2026년 11월 24일 오후 5:00:11`, `2026. 11. 24. 오후 5:00:11`, `11월 24 17:00:11`,
/// `2026-11-24 오후 5:00:11`, `2026年11月24日 17時00分11秒`.
extension Timestamps {
    /// Whether a sign of three bytes that can stand behind a number of a date begins here.
    @inline(__always)
    static func isEastAsian(_ byte: UInt8) -> Bool { byte &- 0xe5 < 9 }

    private enum Sign { case year, month, day, hour, minute, second }

    private static func sign(_ c: inout Cursor, _ bytes: RawSpan) -> Sign? {
        guard c.left >= 3 else { return nil }
        let found: Sign
        switch (bytes.byte(c.at), bytes.byte(c.at &+ 1), bytes.byte(c.at &+ 2)) {
        case (0xeb, 0x85, 0x84), (0xe5, 0xb9, 0xb4): found = .year
        case (0xec, 0x9b, 0x94), (0xe6, 0x9c, 0x88): found = .month
        case (0xec, 0x9d, 0xbc), (0xe6, 0x97, 0xa5): found = .day
        case (0xec, 0x8b, 0x9c), (0xe6, 0x99, 0x82): found = .hour
        case (0xeb, 0xb6, 0x84), (0xe5, 0x88, 0x86): found = .minute
        case (0xec, 0xb4, 0x88), (0xe7, 0xa7, 0x92): found = .second
        default: return nil
        }
        c.at &+= 3
        return found
    }

    /// The rest of a date behind its first number, which is the year or the month.
    @inline(never)
    static func eastAsianDate(
        _ first: Int, _ c: inout Cursor, _ bytes: RawSpan, _ context: TimeContext, _ stamp: inout Stamp
    ) -> Bool {
        var f = CalendarFields()
        switch sign(&c, bytes) {
        case .year?:
            f.year = first
            c.skipSpaces(bytes)
            guard let month = c.number(bytes), sign(&c, bytes) == .month else { return false }
            f.month = month
        case .month?: f.month = first
        default: return false
        }
        c.skipSpaces(bytes)
        guard let day = c.number(bytes) else { return false }
        f.day = day
        // `11월 24 17:00:11`, as the C library writes it.
        if isEastAsian(c.peek(bytes)) { guard sign(&c, bytes) == .day else { return false } }
        c.skipSpaces(bytes)
        // `(화)`, `(火)`
        if c.peek(bytes) == UInt8(ascii: "("), let close = c.find(UInt8(ascii: ")"), bytes, limit: 12) {
            c.at = close &+ 1
            c.skipSpaces(bytes)
        }
        return eastAsianClock(&c, bytes, context, &f, &stamp)
    }

    /// ` 11. 24. 오후 5:00:11` behind `2026.`
    @inline(never)
    static func dottedDate(
        _ year: Int, _ c: inout Cursor, _ bytes: RawSpan, _ context: TimeContext, _ stamp: inout Stamp
    ) -> Bool {
        var f = CalendarFields()
        f.year = year
        c.skipSpaces(bytes)
        guard let month = c.number(bytes), c.take(". ", bytes), let day = c.number(bytes),
            c.take(UInt8(ascii: "."), bytes)
        else { return false }
        (f.month, f.day) = (month, day)
        c.skipSpaces(bytes)
        return eastAsianClock(&c, bytes, context, &f, &stamp)
    }

    /// `오후 5:00:11`, `17:00:11`, `17시 00분 11초`.
    static func eastAsianClock(
        _ c: inout Cursor, _ bytes: RawSpan, _ context: TimeContext, _ f: inout CalendarFields, _ stamp: inout Stamp
    ) -> Bool {
        var half = 0
        if c.take("오전", bytes) || c.take("午前", bytes) {
            half = 1
        } else if c.take("오후", bytes) || c.take("午後", bytes) {
            half = 2
        }
        c.skipSpaces(bytes)
        let start = c
        if !clock(&c, bytes, &f) {
            c = start
            guard let hour = c.number(bytes), sign(&c, bytes) == .hour else { return false }
            c.skipSpaces(bytes)
            guard let minute = c.number(bytes), sign(&c, bytes) == .minute else { return false }
            c.skipSpaces(bytes)
            (f.hour, f.minute) = (hour, minute)
            var next = c
            if let second = next.number(bytes), sign(&next, bytes) == .second { (f.second, c) = (second, next) }
        }
        guard half == 0 || f.hour <= 12 else { return false }
        if half == 1, f.hour == 12 { f.hour = 0 }
        if half == 2, f.hour < 12 { f.hour &+= 12 }
        zone(&c, bytes, &f)
        return ends(c, bytes) && f.resolve(context, &stamp)
    }
}

import Bytes
import Model

/// Numbers and times of a series, read from bytes without making a `String`.
enum SeriesText {
    /// A decimal number, `-12.5e3`; nil when it is anything else or not finite.
    ///
    /// Right to the last digit up to 15 significant digits; with more, within two units in the last place (a detector
    /// cannot tell; the row's own text is what is written out again). O(bytes), no allocation.
    static func number(_ bytes: RawSpan, _ range: Range<Int>) -> Double? {
        var at = range.lowerBound
        let end = range.upperBound
        guard at < end else { return nil }
        var negative = false
        let first = bytes.byte(at)
        if first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
            negative = first == UInt8(ascii: "-")
            at &+= 1
        }
        var mantissa: UInt64 = 0
        var exponent = 0
        var digits = 0
        var kept = 0
        var pointSeen = false
        while at < end {
            let byte = bytes.byte(at)
            let digit = byte &- 48
            if digit <= 9 {
                digits &+= 1
                if kept < 18 {
                    mantissa = mantissa &* 10 &+ UInt64(digit)
                    if mantissa != 0 { kept &+= 1 }
                    if pointSeen { exponent &-= 1 }
                } else if !pointSeen {
                    exponent &+= 1
                }
            } else if byte == UInt8(ascii: "."), !pointSeen {
                pointSeen = true
            } else {
                break
            }
            at &+= 1
        }
        guard digits > 0 else { return nil }
        if at < end {
            guard bytes.byte(at) | 0x20 == UInt8(ascii: "e"), let power = integer(bytes, at + 1..<end) else {
                return nil
            }
            exponent += power
        }
        let value = scaled(Double(mantissa), exponent)
        guard value.isFinite else { return nil }
        return negative ? -value : value
    }

    /// A small signed integer, at most six digits.
    private static func integer(_ bytes: RawSpan, _ range: Range<Int>) -> Int? {
        var at = range.lowerBound
        guard at < range.upperBound else { return nil }
        var negative = false
        let first = bytes.byte(at)
        if first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
            negative = first == UInt8(ascii: "-")
            at += 1
        }
        guard at < range.upperBound, range.upperBound - at <= 6 else { return nil }
        var value = 0
        while at < range.upperBound {
            let digit = bytes.byte(at) &- 48
            guard digit <= 9 else { return nil }
            value = value * 10 + Int(digit)
            at += 1
        }
        return negative ? -value : value
    }

    /// `mantissa * 10^exponent`.
    private static func scaled(_ mantissa: Double, _ exponent: Int) -> Double {
        if exponent == 0 || mantissa == 0 { return mantissa }
        var value = mantissa
        var left = min(abs(exponent), 400)
        // Powers up to 10^22 are exact, so one division or multiplication rounds once.
        while left > 0 {
            let step = min(left, 22)
            if exponent < 0 { value /= power(step) } else { value *= power(step) }
            left -= step
        }
        return value
    }

    /// `10^exponent` for 0...22, exact: two factors, both below 2^53.
    private static func power(_ exponent: Int) -> Double {
        var result = 1.0
        var base = 10.0
        var left = exponent
        while left > 0 {
            if left & 1 == 1 { result *= base }
            base *= base
            left >>= 1
        }
        return result
    }

    /// A time: `2026-09-15 08:30[:00[.5]][Z|+09:00]` (with `T` for the space, UTC where no zone is given), a date, or the
    /// seconds, milliseconds or microseconds since 1970. Nil when it is anything else. O(bytes), no allocation.
    static func time(_ bytes: RawSpan, _ range: Range<Int>) -> Micros? {
        let count = range.count
        let from = range.lowerBound
        guard count >= 8 else { return nil }
        guard count >= 10, bytes.byte(from + 4) == UInt8(ascii: "-") else { return epoch(bytes, range) }
        func two(_ at: Int) -> Int {
            let a = bytes.byte(from &+ at) &- 48
            let b = bytes.byte(from &+ at &+ 1) &- 48
            return a <= 9 && b <= 9 ? Int(a) &* 10 &+ Int(b) : -1
        }
        let century = two(0)
        let rest = two(2)
        let month = two(5)
        let day = two(8)
        guard century >= 0, rest >= 0, bytes.byte(from + 7) == UInt8(ascii: "-"), (1...12).contains(month),
            (1...31).contains(day)
        else { return nil }
        let days = Micros(CivilTime.days(year: century * 100 + rest, month: month, day: day))
        if count == 10 { return days * .day }
        let mark = bytes.byte(from + 10)
        guard count >= 16, mark == UInt8(ascii: " ") || mark | 0x20 == UInt8(ascii: "t"),
            bytes.byte(from + 13) == UInt8(ascii: ":")
        else { return nil }
        let hour = two(11)
        let minute = two(14)
        guard hour >= 0, hour < 24, minute >= 0, minute < 60 else { return nil }
        var second = 0
        var at = 16
        if count >= 19, bytes.byte(from + 16) == UInt8(ascii: ":") {
            second = two(17)
            guard second >= 0, second <= 60 else { return nil }
            at = 19
        }
        var time = days * .day + Micros(hour * 3600 + minute * 60 + second) * .second
        if at < count, bytes.byte(from + at) == UInt8(ascii: ".") {
            at += 1
            var unit: Micros = 100_000
            let begin = at
            while at < count, bytes.byte(from + at) &- 48 <= 9 {
                time += Micros(bytes.byte(from + at) &- 48) * unit
                unit /= 10
                at += 1
            }
            guard at > begin else { return nil }
        }
        if at == count { return time }
        let zone = bytes.byte(from + at)
        if zone | 0x20 == UInt8(ascii: "z") { return at + 1 == count ? time : nil }
        guard zone == UInt8(ascii: "+") || zone == UInt8(ascii: "-"), count - at >= 5 else { return nil }
        let hours = two(at + 1)
        var minutesAt = at + 3
        if bytes.byte(from + minutesAt) == UInt8(ascii: ":") { minutesAt += 1 }
        guard minutesAt + 2 == count else { return nil }
        let minutes = two(minutesAt)
        guard hours >= 0, hours < 24, minutes >= 0, minutes < 60 else { return nil }
        let offset = Micros(hours * 3600 + minutes * 60) * .second
        return zone == UInt8(ascii: "+") ? time - offset : time + offset
    }

    /// Seconds since 1970 (up to eleven digits, with a fraction if there is one), milliseconds (up to fourteen) or
    /// microseconds (up to seventeen).
    private static func epoch(_ bytes: RawSpan, _ range: Range<Int>) -> Micros? {
        var value: Micros = 0
        var at = range.lowerBound
        while at < range.upperBound, bytes.byte(at) &- 48 <= 9 {
            guard at - range.lowerBound < 17 else { return nil }
            value = value * 10 + Micros(bytes.byte(at) &- 48)
            at += 1
        }
        let digits = at - range.lowerBound
        guard digits >= 8 else { return nil }
        if digits > 14 { return at == range.upperBound ? value : nil }
        if digits > 11 { return at == range.upperBound ? value * 1000 : nil }
        value *= .second
        if at == range.upperBound { return value }
        guard bytes.byte(at) == UInt8(ascii: "."), at + 1 < range.upperBound else { return nil }
        var unit: Micros = 100_000
        at += 1
        while at < range.upperBound {
            let digit = bytes.byte(at) &- 48
            guard digit <= 9 else { return nil }
            value += Micros(digit) * unit
            unit /= 10
            at += 1
        }
        return value
    }

    /// Appends a score in [0,1] with six decimals. O(1).
    static func append(score: Double, to output: inout [UInt8]) {
        let millionths = Int((min(max(score, 0), 1) * 1_000_000).rounded())
        output.append(48 &+ UInt8(millionths / 1_000_000))
        output.append(UInt8(ascii: "."))
        var divisor = 100_000
        while divisor > 0 {
            output.append(48 &+ UInt8(millionths / divisor % 10))
            divisor /= 10
        }
    }
}

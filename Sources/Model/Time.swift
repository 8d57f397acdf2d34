/// Microseconds since 1970-01-01T00:00:00Z, leap seconds not counted. The one unit of time between stages.
package typealias Micros = Int64

extension Micros {
    /// One second in this unit.
    package static let second: Micros = 1_000_000
    package static let minute: Micros = 60 * second
    package static let hour: Micros = 60 * minute
    package static let day: Micros = 24 * hour
    /// Stands for "no time known".
    package static let unknown: Micros = .min
}

/// A date and time of the proleptic Gregorian calendar, without zone. Arithmetic only; no clock, no locale.
package struct CivilTime: Sendable, Hashable {
    package var year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int, microsecond: Int

    package init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0, microsecond: Int = 0)
    {
        (self.year, self.month, self.day) = (year, month, day)
        (self.hour, self.minute, self.second, self.microsecond) = (hour, minute, second, microsecond)
    }

    /// Days from 1970-01-01 (Howard Hinnant, "chrono-compatible low-level date algorithms"). O(1).
    @inlinable
    package static func days(year: Int, month: Int, day: Int) -> Int {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// As microseconds since 1970, taken as UTC; subtract the zone's offset for another zone.
    package var micros: Micros {
        let days = Micros(Self.days(year: year, month: month, day: day))
        let seconds = Micros(hour * 3600 + minute * 60 + second)
        return (days * 86400 + seconds) * .second + Micros(microsecond)
    }

    /// The UTC date and time of an instant.
    package init(_ time: Micros) {
        let (days, rest) = time.flooredDivision(by: .day)
        let z = Int(days) + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let mp = (5 * dayOfYear + 2) / 153
        let month = mp < 10 ? mp + 3 : mp - 9
        let second = Int(rest / .second)
        self.init(
            year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month, day: dayOfYear - (153 * mp + 2) / 5 + 1,
            hour: second / 3600, minute: second / 60 % 60, second: second % 60, microsecond: Int(rest % .second))
    }
}

extension Int64 {
    /// Division that rounds towards minus infinity, so the remainder is never negative. `divisor` is positive.
    @inlinable
    package func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}

/// Times as text, RFC 3339 in UTC.
package enum RFC3339 {
    /// `2026-11-24T17:00:11.911935Z`; the fraction is left out when it is zero.
    package static func string(_ time: Micros) -> String {
        let t = CivilTime(time)
        let base =
            "\(padded(t.year, 4))-\(padded(t.month, 2))-\(padded(t.day, 2))T"
            + "\(padded(t.hour, 2)):\(padded(t.minute, 2)):\(padded(t.second, 2))"
        return t.microsecond == 0 ? base + "Z" : base + ".\(padded(t.microsecond, 6))Z"
    }

    static func padded(_ value: Int, _ width: Int) -> String {
        let text = String(value)
        return text.count >= width ? text : String(repeating: "0", count: width - text.count) + text
    }

    /// Reads `2026-11-24T17:00:11[.fraction](Z|+hh:mm|-hh:mm)`, with a space allowed for the `T`, and a bare date as
    /// midnight UTC. Nil when it is anything else.
    package static func parse(_ text: String) -> Micros? {
        let bytes = [UInt8](text.utf8)
        func number(_ from: Int, _ count: Int) -> Int? {
            guard bytes.count >= from + count else { return nil }
            var value = 0
            for byte in bytes[from..<from + count] {
                guard byte >= 48, byte <= 57 else { return nil }
                value = value * 10 + Int(byte - 48)
            }
            return value
        }
        guard let year = number(0, 4), bytes.count >= 10, bytes[4] == 45, let month = number(5, 2), bytes[7] == 45,
            let day = number(8, 2), (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        if bytes.count == 10 { return CivilTime(year: year, month: month, day: day).micros }
        guard bytes.count >= 17, bytes[10] == 84 || bytes[10] == 116 || bytes[10] == 32, let hour = number(11, 2),
            bytes[13] == 58, let minute = number(14, 2), hour < 24, minute < 60
        else { return nil }
        var second = 0
        var micro = 0
        var at = 16
        if at < bytes.count, bytes[at] == 58 {
            guard let value = number(17, 2), value <= 60 else { return nil }
            second = value
            at = 19
        }
        if at < bytes.count, bytes[at] == 46 {
            at += 1
            var digits = 0
            while at < bytes.count, bytes[at] >= 48, bytes[at] <= 57 {
                if digits < 6 { micro = micro * 10 + Int(bytes[at] - 48) }
                digits += 1
                at += 1
            }
            guard digits > 0 else { return nil }
            while digits < 6 {
                micro *= 10
                digits += 1
            }
        }
        var offset = 0
        if at < bytes.count, bytes[at] == 90 || bytes[at] == 122 {
            at += 1
        } else if at < bytes.count, bytes[at] == 43 || bytes[at] == 45, let hours = number(at + 1, 2) {
            let sign = bytes[at] == 43 ? 1 : -1
            var next = at + 3
            if next < bytes.count, bytes[next] == 58 { next += 1 }
            guard let minutes = number(next, 2), hours < 24, minutes < 60 else { return nil }
            offset = sign * (hours * 3600 + minutes * 60)
            at = next + 2
        }
        guard at == bytes.count else { return nil }
        let time = CivilTime(
            year: year, month: month, day: day, hour: hour, minute: minute, second: second, microsecond: micro)
        return time.micros - Micros(offset) * .second
    }
}

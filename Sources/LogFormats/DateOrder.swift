import Bytes
import Model

/// What a source's lines show of the order of its dates: `24/11/2026` has the day first, `11/24/2026` the month.
enum DateOrder: UInt8, Sendable, Hashable {
    case unknown = 0
    case dayFirst, monthFirst

    /// How far into a line its date may stand.
    private static let reach = 96

    /// The order in which day and month stand. A number above 12 proves it; without one the number that changes from line to
    /// line while the other stays is the day, and a month that would be in the future is none.
    static func shown(by sample: LineSample, _ bytes: RawSpan, latest: Micros) -> DateOrder {
        var last = (first: 0, second: 0)
        var firstChanges = 0
        var secondChanges = 0
        var future = false
        for line in sample.lines {
            guard let date = date(in: Cursor(Int(line.start), min(Int(line.end), Int(line.start) + reach)), bytes)
            else {
                continue
            }
            if date.first > 12 { return .dayFirst }
            if date.second > 12 { return .monthFirst }
            if last.first > 0 {
                firstChanges += date.first == last.first ? 0 : 1
                secondChanges += date.second == last.second ? 0 : 1
            }
            last = (date.first, date.second)
            let midnight = Micros(CalendarFields.days(date.year, date.first, date.second)) * .day
            let other = Micros(CalendarFields.days(date.year, date.second, date.first)) * .day
            if midnight > latest + 2 * .day, other <= latest + 2 * .day { future = true }
        }
        if firstChanges > 0, secondChanges == 0 { return .dayFirst }
        if secondChanges > 0, firstChanges == 0 { return .monthFirst }
        return future ? .dayFirst : .unknown
    }

    /// The first `dd/dd/dddd` or `dd-dd-dddd` of a line.
    private static func date(in line: Cursor, _ bytes: RawSpan) -> (first: Int, second: Int, year: Int)? {
        var at = line.at
        while at < line.end {
            guard Byte.isDigit(bytes.byte(at)) else {
                at += 1
                continue
            }
            var c = Cursor(at, line.end)
            at += c.digitCount(bytes, limit: 64)
            guard let first = c.number(bytes), first >= 1, first <= 31 else { continue }
            let mark = c.peek(bytes)
            guard mark == UInt8(ascii: "/") || mark == UInt8(ascii: "-"), c.take(mark, bytes),
                let second = c.number(bytes), second >= 1, second <= 31, first <= 12 || second <= 12,
                c.take(mark, bytes), c.digitCount(bytes, limit: 5) == 4, let year = c.number(bytes), year >= 1970,
                year < 2100
            else { continue }
            return (first, second, year)
        }
        return nil
    }
}

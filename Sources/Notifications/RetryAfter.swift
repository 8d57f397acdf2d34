import Model

/// The header `Retry-After` (RFC 9110 §10.2.3): seconds, or a date.
enum RetryAfter {
    /// The wait that it asks for, from `now`; nil where it is neither.
    static func delay(_ text: String, now: Micros) -> Micros? {
        let text = text.drop { $0 == " " }
        if !text.isEmpty, text.utf8.count <= 9, text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) {
            return Micros(text).map { $0 * .second }
        }
        return date(text).map { max($0 - now, 0) }
    }

    /// `Sun, 06 Nov 1994 08:49:37 GMT`, the one form that may be sent today.
    private static func date(_ text: Substring) -> Micros? {
        let parts = text.split(whereSeparator: { $0 == " " || $0 == "," || $0 == ":" })
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        guard parts.count == 8, parts[7] == "GMT", let day = Int(parts[1]),
            let month = months.firstIndex(of: String(parts[2])),
            let year = Int(parts[3]), let hour = Int(parts[4]), let minute = Int(parts[5]), let second = Int(parts[6]),
            (1...31).contains(day), (1970...9999).contains(year), (0...23).contains(hour), (0...59).contains(minute),
            (0...60).contains(second)
        else { return nil }
        return CivilTime(year: year, month: month + 1, day: day, hour: hour, minute: minute, second: second).micros
    }
}

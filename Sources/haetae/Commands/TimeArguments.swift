import Host
import Model

/// Times as an operator types them: `2026-11-24`, `2026-11-24T17:00:11Z`, `-7d`, `-90m`, `yesterday`.
enum TimeArgument {
    /// Microseconds, or nil when the text is none of these. Relative ones count back from `now`.
    static func parse(_ text: String, now: Micros) -> Micros? {
        switch text {
        case "now": return now
        case "today": return now / .day * .day
        case "yesterday": return now / .day * .day - .day
        default: break
        }
        if text.hasPrefix("-"), let unit = text.last, let amount = Int64(text.dropFirst().dropLast()),
            amount < 1_000_000
        {
            switch unit {
            case "s": return now - amount * .second
            case "m": return now - amount * .minute
            case "h": return now - amount * .hour
            case "d": return now - amount * .day
            case "w": return now - amount * 7 * .day
            default: return nil
            }
        }
        return RFC3339.parse(text) ?? RFC3339.parse(text + "Z")
    }

    /// Seconds east of UTC of `UTC`, `Z`, `+09:00`, `-0530`; nil for anything else.
    static func zone(_ text: String) -> Int? {
        if ["UTC", "utc", "Z", "GMT"].contains(text) { return 0 }
        let bytes = Array(text.utf8)
        guard bytes.count >= 3, bytes[0] == 43 || bytes[0] == 45 else { return nil }
        let digits = bytes.dropFirst().filter { $0 != 58 }
        guard digits.allSatisfy({ (48...57).contains($0) }), digits.count == 2 || digits.count == 4 else { return nil }
        let numbers = digits.map { Int($0) - 48 }
        let hours = numbers[0] * 10 + numbers[1]
        let minutes = numbers.count == 4 ? numbers[2] * 10 + numbers[3] : 0
        guard hours <= 14, minutes < 60 else { return nil }
        return (bytes[0] == 43 ? 1 : -1) * (hours * 3600 + minutes * 60)
    }
}

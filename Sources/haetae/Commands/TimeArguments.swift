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
    static func zone(_ text: String) -> Int? { ZoneText.seconds(text) }
}

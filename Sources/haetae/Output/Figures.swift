import Model

/// Numbers, spans and times as people read them.
enum Figures {
    /// `1,234,567`.
    static func count(_ value: some BinaryInteger) -> String {
        let digits = Array(String(value))
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0, digits[index - 1] != "-" { result.append(",") }
            result.append(digit)
        }
        return result
    }

    /// `1 template`, `1,234 templates`.
    static func counted(_ value: some BinaryInteger, _ noun: String) -> String {
        "\(count(value)) \(noun)\(value == 1 ? "" : "s")"
    }

    /// `3 s`, `4 min`, `2 h 5 min`, `3 d 4 h`.
    static func duration(_ seconds: Double) -> String {
        let total = Int(max(0, seconds).rounded())
        switch total {
        case ..<120: return "\(total) s"
        case ..<7200: return "\(total / 60) min"
        case ..<172_800: return "\(total / 3600) h" + (total / 60 % 60 == 0 ? "" : " \(total / 60 % 60) min")
        default: return "\(total / 86_400) d" + (total / 3600 % 24 == 0 ? "" : " \(total / 3600 % 24) h")
        }
    }

    /// `512 B`, `4.2 MB`.
    static func bytes(_ value: UInt64) -> String {
        let units = ["B", "kB", "MB", "GB", "TB"]
        var amount = Double(value)
        var unit = 0
        while amount >= 1000, unit < units.count - 1 {
            amount /= 1000
            unit += 1
        }
        return unit == 0 ? "\(value) B" : "\(decimal(amount, amount < 10 ? 1 : 0)) \(units[unit])"
    }

    static func decimal(_ value: Double, _ digits: Int) -> String {
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let scaled = (value * scale).rounded()
        guard scaled.magnitude < 1e15 else { return "\(value)" }
        let whole = Int(scaled)
        if digits == 0 { return String(whole) }
        let sign = whole < 0 ? "-" : ""
        let magnitude = whole.magnitude
        let fraction = String(magnitude % UInt(scale))
        return "\(sign)\(magnitude / UInt(scale)).\(String(repeating: "0", count: digits - fraction.count))\(fraction)"
    }

    /// `2026-11-24 17:00:11`, UTC.
    static func time(_ time: Micros) -> String {
        time == .unknown
            ? "-"
            : String(RFC3339.string(time - time.flooredDivision(by: .second).remainder).dropLast()).replacing(
                "T", with: " ")
    }

    /// An RFC 3339 text as `time(_:)` shows it.
    static func time(_ text: String) -> String { RFC3339.parse(text).map { time($0) } ?? text }
}

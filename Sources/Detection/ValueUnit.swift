/// What the numbers of a value series are measured in.
package enum ValueUnit: UInt8, Sendable, Hashable {
    case none, seconds, bytes, percent

    /// "12 ms", "3.4 MB", "87%", "1200".
    func text(_ value: Double) -> String {
        switch self {
        case .none: return Wordsmith.number(value)
        case .seconds: return value < 1e-3 ? "\(Wordsmith.number(value * 1e6)) us" : Wordsmith.span(value)
        case .percent: return "\(Wordsmith.number(value))%"
        case .bytes:
            var (value, unit) = (value, 0)
            while abs(value) >= 1024, unit < 4 { (value, unit) = (value / 1024, unit + 1) }
            return "\(Wordsmith.number(value)) \(["B", "KB", "MB", "GB", "TB"][unit])"
        }
    }
}

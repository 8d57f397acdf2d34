/// The independent views that a series is judged by. Each gives a surprise of its own; together they make the score.
package enum SeriesPart: UInt8, Sendable, CaseIterable {
    /// It stays at one value, or leaves one that it used to keep.
    case stillness
    /// The newest value is unlike this time of day.
    case moment
    /// The last hours are unlike this time of day.
    case season
    /// The last hours are unlike this hour of the week.
    case week
    /// Noisier or flatter than usual.
    case variability
    /// Steps from value to value are larger or smaller than usual.
    case roughness
    /// Even the lowest of the last hour is high, or it dips deeper than usual.
    case minimum
    /// Beyond every value seen so far.
    case record

    /// In plain words, for the sentence of an evidence; `above` is the side of the deviation.
    package func phrase(above: Bool) -> String {
        switch self {
        case .stillness: above ? "stays at one value longer than usual" : "leaves a value that it used to keep"
        case .moment: above ? "higher than usual at this time of day" : "lower than usual at this time of day"
        case .season:
            above ? "the last hours are high for this time of day" : "the last hours are low for this time of day"
        case .week: above ? "high for this hour of the week" : "low for this hour of the week"
        case .variability: above ? "noisier than usual" : "flatter than usual"
        case .roughness:
            above ? "jumps more than usual from value to value" : "moves less than usual from value to value"
        case .minimum: above ? "even the lowest recent value is high" : "dips deeper than usual"
        case .record: above ? "higher than ever before" : "lower than ever before"
        }
    }
}

/// Why a point was judged as it was, for people and for `--json`.
package struct SeriesEvidence: Sendable, Equatable {
    /// One part's share.
    package struct Share: Sendable, Equatable {
        package let part: SeriesPart
        /// Of the whole, 0...1.
        package let share: Double
        /// Weighted surprise in decades.
        package let surprise: Double
        /// Whether it deviates upward.
        package let above: Bool
        /// What was looked at and what would have been usual, in the units of the series (for variability and roughness:
        /// a spread).
        package let observed: Double, expected: Double
    }
    /// The parts that said something, the strongest first.
    package let shares: [Share]
    /// Combined surprise and the level it was compared with, in decades.
    package let surprise: Double, level: Double
    /// The score returned for the point.
    package let score: Double

    /// One sentence: the two strongest parts in plain words.
    package var text: String {
        guard !shares.isEmpty else { return "as usual" }
        return shares.prefix(2).map { $0.part.phrase(above: $0.above) }.joined(separator: "; ")
    }
}

extension SeriesDetector {
    /// Evidence of the point judged last.
    package var evidence: SeriesEvidence {
        var shares: [SeriesEvidence.Share] = []
        let squares = SeriesPart.allCases.reduce(0.0) { $0 + square($1) }
        for part in SeriesPart.allCases where last.surprise[Int(part.rawValue)] != 0 {
            let index = Int(part.rawValue)
            // Spreads and widths are differences: the origin is not in them.
            let offset = part.isDifference ? 0 : state.origin
            shares.append(
                .init(
                    part: part, share: square(part) / squares, surprise: Double(abs(last.surprise[index])),
                    above: last.surprise[index] > 0, observed: Double(last.observed[index]) + offset,
                    expected: Double(last.expected[index]) + offset))
        }
        shares.sort { ($1.share, $0.part.rawValue) < ($0.share, $1.part.rawValue) }
        return SeriesEvidence(
            shares: shares, surprise: last.total, level: SeriesAlarm.level(after: last.alarms, options.value),
            score: last.score)
    }

    private func square(_ part: SeriesPart) -> Double {
        let surprise = Double(last.surprise[Int(part.rawValue)])
        return surprise * surprise
    }
}

extension SeriesPart {
    /// Whether its residual is a difference of values rather than a value.
    var isDifference: Bool {
        switch self {
        case .variability, .roughness: true
        default: false
        }
    }
}

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension SeriesSearch {
    /// What the search may change, and to which values: coarse steps, so that a choice says something. None of them changes
    /// what a part says, so the detector runs once for all of them (`SeriesTrace`).
    package static let dimensions: [Dimension] =
        SeriesPart.allCases.map { Dimension(name: "weights.\($0)", path: weight($0), values: weights) } + [
            Dimension(name: "known", path: \.known, values: [0.1, 0.2, 0.35, 0.5, 0.7, 0.85, 1]),
            Dimension(name: "holdShare", path: \.holdShare, values: [0.01, 0.015, 0.02, 0.03, 0.04, 0.06]),
            Dimension(name: "habit", path: \.habit, values: [0, 0.05, 0.1, 0.2]),
        ]

    /// Steps of the square root of two.
    private static let weights = [0, 0.35, 0.5, 0.7, 1, 1.4, 2, 2.8, 4]
    private static func weight(_ part: SeriesPart) -> WritableKeyPath<SeriesOptions, Double> & Sendable {
        switch part {
        case .stillness: \.weights.stillness
        case .moment: \.weights.moment
        case .season: \.weights.season
        case .week: \.weights.week
        case .variability: \.weights.variability
        case .roughness: \.weights.roughness
        case .minimum: \.weights.minimum
        case .record: \.weights.record
        }
    }

    /// All constants changed at random by about 12%, those too that the search does not touch.
    package static func shaken(_ options: SeriesOptions, seed: UInt64) -> SeriesOptions {
        var result = options
        var state = seed &* 0x9e37_79b9_7f4a_7c15
        for path in continuous + SeriesPart.allCases.map(weight) {
            // Three uniform numbers make a bell.
            var bell = 0.0
            for _ in 0..<3 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bell += Double(state >> 40) / 16_777_216 - 0.5
            }
            result[keyPath: path] *= exp(0.24 * bell)
        }
        (result.recall, result.known) = (min(result.recall, 1), min(result.known, 1))
        return result
    }

    /// Constants that are no counts.
    private static let continuous: [WritableKeyPath<SeriesOptions, Double> & Sendable] = [
        \.levelLong, \.seasonSmooth, \.moment, \.dayRate, \.weekRate, \.reachRate, \.known,
        \.spreadShort, \.spreadLong, \.stepShort, \.stepLong, \.window, \.recordGain, \.tailShare,
        \.tailShape, \.tailMemory, \.excessSpeed, \.excessCap, \.recall, \.topMemory,
        \.largeShare, \.recurrenceSlack, \.recurrenceGain, \.evidenceLimit, \.spacingPower,
        \.level, \.least, \.habit, \.holdShare, \.holdFactor,
    ]
}

extension SeriesSearch {
    /// What the search may change, and to which values: round numbers, so that a choice says something.
    package static let dimensions: [Dimension] =
        [
            rates("levelShort", \.levelShort, [2, 3, 4, 6, 8, 12, 18]),
            rates("levelLong", \.levelLong, [48, 72, 100, 150, 200, 300, 400]),
            rates("seasonSmooth", \.seasonSmooth, [10, 15, 20, 30, 40, 60]),
            rates("moment", \.moment, [1, 2, 3, 5, 8]),
            Dimension(name: "dayRate", path: \.dayRate, values: [0.05, 0.08, 0.1, 0.15, 0.2, 0.3]),
            Dimension(name: "dayVisits", path: \.dayVisits, values: [1, 2, 3, 4, 6]),
            Dimension(name: "weekRate", path: \.weekRate, values: [0.2, 0.3, 0.5, 0.8]),
            Dimension(name: "weekVisits", path: \.weekVisits, values: [1, 2, 3]),
            Dimension(name: "known", path: \.known, values: [0.2, 0.35, 0.5, 0.6, 0.7, 0.8, 0.9, 1]),
            Dimension(name: "reachSlack", path: \.reachSlack, values: [0.8, 1, 1.1, 1.25, 1.5]),
            Dimension(name: "reachRate", path: \.reachRate, values: [0.002, 0.005, 0.01, 0.02, 0.05]),
            rates("spreadShort", \.spreadShort, [12, 18, 24, 36, 50, 72]),
            rates("spreadLong", \.spreadLong, [150, 200, 300, 400, 600, 1000]),
            rates("stepShort", \.stepShort, [3, 6, 12, 24]), rates("stepLong", \.stepLong, [200, 400, 600, 800, 2000]),
            Dimension(name: "window", path: \.window, values: [2, 3, 4, 6, 9]),
            Dimension(name: "recordGain", path: \.recordGain, values: [2, 3, 4, 6, 8, 12, 16]),
            Dimension(name: "recordMost", path: \.recordMost, values: [1, 1.5, 2, 3, 4]),
            Dimension(name: "tailShare", path: \.tailShare, values: [0.01, 0.02, 0.03, 0.05]),
            Dimension(name: "tailShape", path: \.tailShape, values: [0.05, 0.1, 0.15, 0.25, 0.4, 0.6]),
            Dimension(name: "tailMemory", path: \.tailMemory, values: [1000, 2000, 4000, 8000]),
            Dimension(name: "excessSpeed", path: \.excessSpeed, values: [10, 25, 50, 100]),
            Dimension(name: "excessCap", path: \.excessCap, values: [3, 5, 8, 15, 40]),
            Dimension(name: "recall", path: \.recall, values: [0, 0.15, 0.3, 0.5, 0.7]),
            Dimension(name: "topMemory", path: \.topMemory, values: [2000, 4000, 8000, 20_000]),
            Dimension(name: "topShape", path: \.topShape, values: [0.25, 0.5, 1]),
            Dimension(name: "topGain", path: \.topGain, values: [0.5, 1, 2]),
            Dimension(name: "topCap", path: \.topCap, values: [1, 3, 10]),
            Dimension(name: "largeShare", path: \.largeShare, values: [0.2, 0.35, 0.5, 0.7]),
            Dimension(name: "recurrenceSlack", path: \.recurrenceSlack, values: [0, 0.1, 0.2, 0.3, 0.5, 0.8]),
            Dimension(name: "recurrenceGain", path: \.recurrenceGain, values: [0.8, 1, 1.15, 1.3, 1.5, 1.8]),
            Dimension(name: "evidenceLimit", path: \.evidenceLimit, values: [1.25, 1.5, 1.75, 2, 2.5, 3]),
            Dimension(name: "downward", path: \.downward, values: [0.6, 0.75, 0.9, 1]),
            Dimension(name: "upward", path: \.upward, values: [0.8, 0.9, 1]),
            Dimension(name: "spacingPower", path: \.spacingPower, values: [0.5, 0.6, 0.7, 0.85, 1]),
            Dimension(name: "levelBySpacing", path: \.levelBySpacing, values: [-0.6, -0.3, 0, 0.3, 0.6, 0.9, 1.2]),
            Dimension(name: "levelByCount", path: \.levelByCount, values: [-0.6, -0.3, 0, 0.15, 0.3, 0.5, 0.8]),
            Dimension(name: "levelFollows", path: \.levelFollows, values: [0, 0.2, 0.4, 0.6, 0.8]),
            Dimension(name: "levelFactor", path: \.levelFactor, values: [1, 1.25, 1.5, 1.75, 2]),
            Dimension(name: "levelShare", path: \.levelShare, values: [0.003, 0.006, 0.01, 0.02]),
            Dimension(name: "levelPrior", path: \.levelPrior, values: [300, 600, 1000, 2000]),
            Dimension(name: "hold", path: \.hold, values: [50, 70, 100, 140, 200]),
            Dimension(name: "holdPower", path: \.holdPower, values: [0.5, 0.7, 0.85, 1, 1.2]),
            Dimension(name: "holdAtLeast", path: \.holdAtLeast, values: [3, 5, 8, 12, 20]),
            Dimension(name: "holdFactor", path: \.holdFactor, values: [1.3, 1.5, 2, 3]),
            Dimension(name: "silent", path: \.silent, values: [10, 20, 30, 60]),
        ] + weights + Array(repeating: level, count: 8)

    private static let weights: [Dimension] = [
        weight("level", \.weights.level), weight("moment", \.weights.moment), weight("season", \.weights.season),
        weight("week", \.weights.week), weight("variability", \.weights.variability),
        weight("roughness", \.weights.roughness), weight("minimum", \.weights.minimum),
        weight("record", \.weights.record),
    ]

    /// The level matters to all others, so it is tried more often.
    private static let level = Dimension(
        name: "level", path: \.level, values: Array(stride(from: 3.0, through: 8.0, by: 0.2)))

    private static func weight(
        _ name: String, _ path: WritableKeyPath<SeriesOptions, Double> & Sendable
    ) -> Dimension {
        Dimension(
            name: "weights." + name, path: path,
            values: [0, 0.3, 0.5, 0.7, 0.85, 1, 1.2, 1.4, 1.7, 2, 2.5, 3, 3.5, 4, 5])
    }

    /// Weights of averages, given by their inverse: how many points they look back on.
    private static func rates(
        _ name: String, _ path: WritableKeyPath<SeriesOptions, Double> & Sendable, _ spans: [Double]
    ) -> Dimension {
        Dimension(name: name, path: path, values: spans.map { 1 / $0 })
    }
}

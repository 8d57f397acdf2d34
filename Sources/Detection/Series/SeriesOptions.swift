/// The constants of the series detector: one set for every series. docs/series.md tells how they were chosen.
///
/// Weights for averages (`levelShort`, ...) are for points `unit` apart: the newest value's share. Surprise is in decades.
package struct SeriesOptions: Sendable, Equatable {
    /// Spacing of points, in seconds, at which the weights hold.
    package var unit = 300.0
    /// Spacing, as a multiple of `unit`, beyond which the weights change no more; and by which power they change.
    package var slowest = 0.2, fastest = 12.0, spacingPower = 0.85

    /// Weights of the short and the long average whose difference is the level.
    package var levelShort = 1.0 / 6, levelLong = 1.0 / 200
    /// Smoothing of the values that are compared with the time of day and the hour of the week.
    package var seasonSmooth = 1.0 / 30
    /// Smoothing, per point, of the newest deviation from the time of day.
    package var moment = 1.0 / 3
    /// Least weight of a new value in the profile of the day, and the values needed before a half hour is judged.
    package var dayRate = 0.15, dayVisits: UInt8 = 3
    /// The same for the week, in hours of that week.
    package var weekRate = 0.3, weekVisits: UInt8 = 2
    /// Weights of the short and the long average of the distance from the mean.
    package var spreadShort = 1.0 / 36, spreadLong = 1.0 / 400
    /// Weights, the first per point, of the short and the long average of the steps from value to value.
    package var stepShort = 1.0 / 12, stepLong = 1.0 / 600
    /// Values looked back on for the minimum and the range.
    package var window = 4.0
    /// Weight, per point, of the average that a spike is compared with.
    package var spike = 0.5
    /// A record that goes beyond the reach so far by 1/`recordGain` of it has log10(n) decades; more of it up to `recordMost`
    /// times that.
    package var recordGain = 4.0, recordMost = 2.0

    /// Share of values above a tail's threshold, shape of its generalised-Pareto reading, and its memory in points.
    package var tailShare = 0.02, tailShape = 0.25, tailMemory = 2000.0
    /// Speed of the mean excess relative to the threshold's, and the multiple of it above which an excess counts no more.
    package var excessSpeed = 50.0, excessCap = 15.0
    /// Share of the reading by the largest value in memory; its memory, the shape and gain beyond it, and how far one value
    /// may raise it.
    package var recall = 0.3, topMemory = 8000.0, topShape = 0.5, topGain = 2.0, topCap = 10.0
    /// Weights of the two sides.
    package var upward = 1.0, downward = 1.0

    /// Weight of each part in the sum of squares.
    package var weights = SeriesWeights()

    /// Surprise at which a point alarms, at `unit` spacing and 2000 points; its change by decades of spacing and of count.
    package var level = 4.6, levelBySpacing = 0.3, levelByCount = -0.3
    /// How far the level follows the series' own surprises: towards `levelFactor` times the running quantile that a share
    /// `levelShare` of them exceeds; its memory in points and the points that the start counts for.
    package var levelFollows = 0.8, levelFactor = 1.5, levelShare = 0.01, levelMemory = 2000.0, levelPrior = 1000.0
    /// Points for which an alarm holds, at `unit` spacing; its power of the spacing, and the least.
    package var hold = 100.0, holdPower = 1.0, holdAtLeast = 8.0
    /// While it holds, a point this many times as far above the level alarms again.
    package var holdFactor = 2.0
    /// Points at the start that are not judged.
    package var silent = 20.0

    package init() {}
}

/// One weight for each part.
package struct SeriesWeights: Sendable, Equatable {
    package var level = 1.0, moment = 1.2, season = 0.85, week = 0.85, variability = 1.4
    package var roughness = 0.7, minimum = 1.0, spike = 0.5, record = 1.7, range = 0.5

    package init() {}

    @inlinable
    package subscript(_ part: SeriesPart) -> Double {
        switch part {
        case .level: level
        case .moment: moment
        case .season: season
        case .week: week
        case .variability: variability
        case .roughness: roughness
        case .minimum: minimum
        case .spike: spike
        case .record: record
        case .range: range
        }
    }
}

/// Options that any number of detectors share, so that a detector holds one reference and not its own copy.
package final class SharedSeriesOptions: Sendable {
    package let value: SeriesOptions
    package init(_ value: SeriesOptions) { self.value = value }
    /// The committed constants.
    package static let standard = SharedSeriesOptions(SeriesOptions())
}

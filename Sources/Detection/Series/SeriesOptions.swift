/// The constants of the series detector: one set for every series. docs/series.md tells how they were chosen.
///
/// Weights for averages (`levelShort`, ...) are for points `unit` apart: the newest value's share. Surprise is in decades.
package struct SeriesOptions: Sendable, Equatable {
    /// Spacing of points, in seconds, at which the weights hold.
    package var unit = 300.0
    /// Spacing, as a multiple of `unit`, beyond which the weights change no more; and by which power they change.
    package var slowest = 0.2, fastest = 12.0, spacingPower = 0.85

    /// Weight of the average that the minimum is told beside in an evidence.
    package var levelLong = 1.0 / 100
    /// Smoothing of the values that are compared with the time of day and the hour of the week.
    package var seasonSmooth = 1.0 / 30
    /// Smoothing, per point, of the newest deviation from the time of day.
    package var moment = 1.0 / 3
    /// Least weight of a new value in the profile of the day, and the values needed before a half hour is judged.
    package var dayRate = 0.15, dayVisits = 1.0
    /// The same for the week, in hours of that week; at most three visits are told apart.
    package var weekRate = 0.3, weekVisits = 2.0
    /// A value is known when it is not farther from its time of day than the farthest in memory, which sinks by the share
    /// `reachRate` a visit; then all that is said of it counts by `known` only.
    package var reachRate = 0.003, known = 0.6
    /// Weights of the short and the long average of the distance from the mean.
    package var spreadShort = 1.0 / 36, spreadLong = 1.0 / 400
    /// Weights, the first per point, of the short and the long average of the steps from value to value.
    package var stepShort = 1.0 / 12, stepLong = 1.0 / 600
    /// Values looked back on for the minimum.
    package var window = 3.0
    /// A record that goes beyond the reach so far by 1/`recordGain` of it has log10(n) decades; one that goes farther, more in
    /// proportion, until it doubles the reach.
    package var recordGain = 10.0

    /// Share of values above a tail's threshold, shape of its generalised-Pareto reading, and its memory in points.
    package var tailShare = 0.02, tailShape = 0.35, tailMemory = 2000.0
    /// Speed of the mean excess relative to the threshold's, and the multiple of it above which an excess counts no more.
    package var excessSpeed = 100.0, excessCap = 10.0
    /// Share of the reading by the largest value in memory, and its memory in points.
    package var recall = 0.3, topMemory = 8000.0
    /// What counts as large, as a share of the reach; how far beyond the reach a value is still bounded by the recurrence of
    /// large ones, and that bound's gain.
    package var largeShare = 0.2, recurrenceSlack = 0.3, recurrenceGain = 1.3
    /// Most that n values can vouch for, in multiples of log10(n).
    package var evidenceLimit = 2.5

    /// Weight of each part in the sum of squares.
    package var weights = SeriesWeights()

    /// Surprise at which a point alarms: the one that scores 0.5. Whoever reads the scores may set another.
    package var level = 3.5
    /// Surprise from which a point is told at all, alarm or not.
    package var least = 1.0
    /// What was told holds until the series has grown by this share since, and for `holdAtLeast` points: no unit of time is in
    /// it, so it is the same for a series measured twelve times as seldom.
    package var holdShare = 0.03, holdAtLeast = 8.0
    /// While it holds, a point this many times as surprising is told again.
    package var holdFactor = 1.4
    /// After k alarms the level is 1 + `habit` ln(1+k) times as high: what alarms often is less news.
    package var habit = 0.1
    /// Points at the start that are not judged.
    package var silent = 20.0

    package init() {}

    /// The committed constants without what a search chooses: weights of one, a level that does not rise.
    package static var equal: SeriesOptions {
        var options = SeriesOptions()
        (options.known, options.habit) = (0.7, 0)
        for part in SeriesPart.allCases { options.weights[part] = 1 }
        return options
    }

    /// Where to start a choice of constants that is to tell something about other series: those of the first prototype, and
    /// weights of one.
    package static var neutral: SeriesOptions {
        var options = SeriesOptions()
        options.window = 12
        (options.reachRate, options.known) = (0.01, 0.7)
        (options.excessSpeed, options.excessCap, options.tailShape) = (50, 8, 0.25)
        (options.largeShare, options.recurrenceSlack) = (0.5, 0.2)
        options.dayVisits = 3
        options.habit = 0
        for part in SeriesPart.allCases { options.weights[part] = 1 }
        return options
    }
}

/// One weight for each part.
package struct SeriesWeights: Sendable, Equatable {
    package var stillness = 1.0, moment = 1.0, season = 1.0, week = 1.0
    package var variability = 1.0, roughness = 1.0, minimum = 1.0, record = 4.0

    package init() {}

    @inlinable
    package subscript(_ part: SeriesPart) -> Double {
        get {
            switch part {
            case .stillness: stillness
            case .moment: moment
            case .season: season
            case .week: week
            case .variability: variability
            case .roughness: roughness
            case .minimum: minimum
            case .record: record
            }
        }
        set {
            switch part {
            case .stillness: stillness = newValue
            case .moment: moment = newValue
            case .season: season = newValue
            case .week: week = newValue
            case .variability: variability = newValue
            case .roughness: roughness = newValue
            case .minimum: minimum = newValue
            case .record: record = newValue
            }
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

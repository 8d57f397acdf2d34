import Bytes
import Model

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Judges the points of one numeric series as they come: how unlike its own past is each one?
///
/// One pass, deterministic, bounded state (under 2 KB, inline: a value, so a copy is a snapshot of it). Eight views
/// of the series (`SeriesPart`) each give a residual; the tails of a residual, learned online for both sides
/// (`SeriesTail`), turn it into a surprise in decades; the root of their squares is compared with a level. At an alarm the score
/// passes 0.5; then the detector holds until the series has grown by a thirtieth, and only something far worse alarms again.
/// Every point is judged before it is learned.
///
/// Speeds are given for points five minutes apart and follow the spacing of the points, up or down. Time must not run
/// backward by much: such a point is judged like the others, but does not change the spacing. Not for concurrent use.
package struct SeriesDetector: Sendable {
    let options: SharedSeriesOptions
    var state: State
    /// Speeds for the present spacing; made again from the state.
    var speeds: Speeds
    /// What the last point gave, for `evidence`.
    var last = Judgement()

    /// - Parameter options: constants; one object can serve any number of detectors.
    package init(options: SharedSeriesOptions = .standard) {
        self.options = options
        state = State()
        speeds = Speeds(options.value, spacing: options.value.unit)
    }

    /// Everything that is learned.
    struct State: Sendable {
        /// Points seen.
        var count: UInt64 = 0
        /// The first value: state is kept relative to it, so that a large offset does not cost precision.
        var origin = 0.0
        /// Time of the newest point, and the running median of the gaps, in microseconds.
        var time: Micros = 0, spacing = 0.0
        /// The value before, and how many before it were the same.
        var previous = 0.0, repeats: UInt64 = 0
        /// Exponentially weighted means.
        var levelLong = 0.0, smooth = 0.0, momentSmooth = 0.0, momentReady = false
        var center = 0.0, spreadShort = 0.0, spreadLong = 0.0, stepShort = 0.0, stepLong = 0.0
        /// Highest and lowest value so far.
        var highest = 0.0, lowest = 0.0
        var day = SeriesDayProfile(), week = SeriesWeekProfile()
        var window = SeriesWindow()
        /// Up and down tail of each part but `record`.
        var tails: [14 of SeriesTail] = .init(repeating: SeriesTail())
        var alarm = SeriesAlarm()
    }

    /// Weights for a new value at the present spacing, and what else depends on it.
    struct Speeds: Sendable, Equatable {
        var spacing: Double, factor: Double, window: Int

        init(_ options: SeriesOptions, spacing: Double) {
            self.spacing = spacing
            let ratio = min(max(spacing / options.unit, options.slowest), options.fastest)
            factor = pow(ratio, options.spacingPower)
            window = min(max(4, Int(options.window / factor)), SeriesWindow.capacity)
        }
    }

    /// What the parts said of one point.
    struct Judgement: Sendable {
        /// Weighted surprise of each part, in decades; negative for a deviation downward.
        var surprise: [8 of Float] = .init(repeating: 0)
        /// What was looked at, and what would have been usual, in the units of the series where the part has such.
        var observed: [8 of Float] = .init(repeating: 0)
        var expected: [8 of Float] = .init(repeating: 0)
        var total = 0.0, score = 0.0
        /// Alarms before.
        var alarms: UInt64 = 0
        /// Whether the value went no farther than others did at this time of day.
        var isKnown = false
    }

    /// Judges a point, then learns it.
    ///
    /// - Parameters:
    ///   - time: of the point.
    ///   - value: finite; one that is not is passed over and scores 0.
    /// - Returns: the score in [0,1]; 0.5 or more is an alarm. O(1), about 0.2 us, no allocation.
    package mutating func ingest(time: Micros, value: Double) -> Double {
        guard value.isFinite else { return 0 }
        let o = options.value
        if state.count == 0 { begin(time: time, value: value) } else { follow(time) }
        state.count += 1
        // Far outside of what `Float` holds nothing can be told apart any more.
        let x = min(max(value - state.origin, -1e30), 1e30)
        judge(x, time: time, o)
        return last.score
    }

    private mutating func begin(time: Micros, value: Double) {
        state.origin = value
        state.time = time
        state.spacing = options.value.unit
    }

    /// Follows the spacing of the points: a running median, moved by a twentieth towards each gap.
    private mutating func follow(_ time: Micros) {
        let gap = Double(time &- state.time) / 1e6
        state.time = max(time, state.time)
        guard gap > 0 else { return }
        if state.count == 1 {
            state.spacing = gap
        } else if gap > state.spacing {
            state.spacing = min(state.spacing * 1.05, gap)
        } else if gap < state.spacing {
            state.spacing = max(state.spacing / 1.05, gap)
        }
        if state.spacing != speeds.spacing { speeds = Speeds(options.value, spacing: state.spacing) }
    }

    private mutating func judge(_ x: Double, time: Micros, _ o: SeriesOptions) {
        let n = Double(state.count)
        let first = 1 / n
        let factor = speeds.factor
        last = Judgement()

        @inline(__always) func mean(_ y: inout Double, _ v: Double, _ speed: Double) {
            y += max(min(1, speed * factor), first) * (v - y)
        }

        mean(&state.levelLong, x, o.levelLong)

        // Time of day and hour of the week.
        mean(&state.smooth, x, o.seasonSmooth)
        let slot = SeriesDayProfile.slot(time)
        if let usual = state.day.usual(slot, needed: UInt8(o.dayVisits.rounded())) {
            let usual = Double(usual)
            weigh(.season, state.smooth - usual, observed: state.smooth, expected: usual, o)
            if state.momentReady {
                state.momentSmooth += min(1, o.moment) * (x - usual - state.momentSmooth)
            } else {
                (state.momentSmooth, state.momentReady) = (x - usual, true)
            }
            weigh(.moment, state.momentSmooth, observed: x, expected: usual, o)
        }
        let isKnown = state.day.isWithinReach(x, slot)
        state.day.learn(x, slot: slot, rate: o.dayRate, reachRate: o.reachRate)
        if o.weights[SeriesPart.week] > 0 {
            // Learned first: a block counts when the next one begins, so the value itself is not in it.
            state.week.learn(x, time: time, rate: o.weekRate)
            if let usual = state.week.usual(time, needed: UInt8(o.weekVisits.rounded())) {
                weigh(.week, state.smooth - Double(usual), observed: state.smooth, expected: Double(usual), o)
            }
        }

        // Spread, and steps from value to value.
        mean(&state.center, x, o.spreadShort)
        let distance = abs(x - state.center)
        mean(&state.spreadShort, distance, o.spreadShort)
        mean(&state.spreadLong, distance, o.spreadLong)
        weighRatio(.variability, state.spreadShort, state.spreadLong, floor: 0.001, o)
        let step = state.count == 1 ? 0 : abs(x - state.previous)
        state.stepShort += max(min(1, o.stepShort), first) * (step - state.stepShort)
        mean(&state.stepLong, step, o.stepLong)
        weighRatio(.roughness, state.stepShort, state.stepLong, floor: 0.01, o)
        state.repeats = state.count > 1 && step == 0 ? state.repeats &+ 1 : 0
        let stillness = state.repeats == 0 ? 0 : log(Double(1 + state.repeats))
        weigh(.stillness, stillness, observed: x, expected: state.levelLong, o)
        state.previous = x

        // The lowest of the newest values, and the highest and lowest of all.
        let low = state.window.add(Float(x), length: speeds.window)
        weigh(.minimum, Double(low), observed: Double(low), expected: state.levelLong, o)
        weighRecord(x, n, o)

        last.isKnown = isKnown
        if isKnown { discount(o.known) }
        conclude(n, o)
    }

    /// Turns a residual into the part's weighted surprise.
    @inline(__always)
    private mutating func weigh(
        _ part: SeriesPart, _ residual: Double, observed: Double, expected: Double, _ o: SeriesOptions
    ) {
        let weight = o.weights[part]
        guard weight > 0 else { return }
        let index = Int(part.rawValue)
        let tail = 2 * index
        let up = state.tails[tail].judge(residual, o)
        let down = state.tails[tail + 1].judge(-residual, o)
        guard up > 0 || down > 0 else { return }
        last.surprise[index] = Float(weight * (up >= down ? up : -down))
        last.observed[index] = Float(observed)
        last.expected[index] = Float(expected)
    }

    /// A ratio of two spreads, as a logarithm, kept from blowing up where a series is flat.
    @inline(__always)
    private mutating func weighRatio(
        _ part: SeriesPart, _ short: Double, _ long: Double, floor: Double, _ o: SeriesOptions
    ) {
        guard o.weights[part] > 0 else { return }
        let ratio = long > 0 ? log((short + floor * long) / (long * (1 + floor))) : 0
        weigh(part, ratio, observed: short, expected: long, o)
    }

    /// The n-th of n like values is the largest with probability 1/n: so log10(n) decades, by how far it goes beyond.
    private mutating func weighRecord(_ x: Double, _ n: Double, _ o: SeriesOptions) {
        defer {
            state.highest = state.count == 1 ? x : max(state.highest, x)
            state.lowest = state.count == 1 ? x : min(state.lowest, x)
        }
        let reach = state.highest - state.lowest
        let beyond = x > state.highest ? x - state.highest : x < state.lowest ? state.lowest - x : 0
        guard beyond > 0, reach > 0 else { return }
        let surprise = o.weights[SeriesPart.record] * log10(1 + n) * o.recordGain * min(1, beyond / reach)
        let index = Int(SeriesPart.record.rawValue)
        last.surprise[index] = Float(x > state.highest ? surprise : -surprise)
        last.observed[index] = Float(x)
        last.expected[index] = Float(x > state.highest ? state.highest : state.lowest)
    }

    /// A value that goes no farther than others did at this time of day says less.
    private mutating func discount(_ factor: Double) {
        for index in 0..<8 { last.surprise[index] *= Float(factor) }
    }

    /// Combines the parts, compares them with the level, and holds after an alarm.
    private mutating func conclude(_ n: Double, _ o: SeriesOptions) {
        let total = n < o.silent ? 0 : SeriesAlarm.total(last.surprise)
        (last.total, last.alarms) = (total, state.alarm.alarms)
        last.score = state.alarm.conclude(total, n: n, o)
    }
}

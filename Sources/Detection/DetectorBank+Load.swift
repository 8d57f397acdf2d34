import Model

/// What the streams' other messages did in the bucket under judgement, asked for once and kept until its end.
struct LoadCache: Sendable {
    /// One harmless series: what came over what was expected, over one and five minutes.
    struct Sample: Sendable {
        var index: Int32
        var short: Float, long: Float, weight: Float
    }
    var ofStream: [Int32: [Sample]] = [:]
    var medians: [Int32: (short: Float, long: Float)] = [:]
    var ofAll: Totals?

    /// The streams' totals, in the order of each ratio: the weighted median without one of them is a search away, or a storm on a
    /// thousand streams would sort a thousand totals a thousand times.
    struct Totals: Sendable {
        let count: Int
        private let short: Ranking, long: Ranking

        init(_ samples: [Sample]) {
            count = samples.count
            short = Ranking(samples.map { ($0.short, $0.weight) })
            long = Ranking(samples.map { ($0.long, $0.weight) })
        }

        /// The medians without `sample`, which must be one of those that these were made of, if it is given.
        func medians(except sample: Sample?) -> (short: Float, long: Float) {
            (
                short.median(except: sample.map { ($0.short, $0.weight) }),
                long.median(except: sample.map { ($0.long, $0.weight) })
            )
        }
    }

    /// Weighted ratios in ascending order, with the sum of weights up to each.
    struct Ranking: Sendable {
        private var ratios: [(ratio: Float, weight: Float)]
        private var sums: [Float] = []

        init(_ unsorted: [(ratio: Float, weight: Float)]) {
            ratios = unsorted.sorted { $0 < $1 }
            sums.reserveCapacity(ratios.count)
            var sum: Float = 0
            for one in ratios {
                sum += one.weight
                sums.append(sum)
            }
        }

        /// The ratio at which half of the weight is reached when one entry is left out. O(log n).
        func median(except out: (ratio: Float, weight: Float)?) -> Float {
            let half = ((sums.last ?? 0) - (out?.weight ?? 0)) / 2
            var (low, high) = (0, ratios.count)
            while low < high {
                let middle = (low + high) / 2
                var sum = sums[middle]
                if let out, ratios[middle] >= out { sum -= out.weight }
                if sum >= half { high = middle } else { low = middle + 1 }
            }
            return low < ratios.count ? ratios[low].ratio : 1
        }
    }

    mutating func forget() {
        if !ofStream.isEmpty { ofStream.removeAll(keepingCapacity: true) }
        if !medians.isEmpty { medians.removeAll(keepingCapacity: true) }
        ofAll = nil
    }
}

extension DetectorBank {
    /// By how much the other harmless messages of a stream changed together: the weighted median of what came over what
    /// was expected. Where the stream has too few of them, the other streams' totals speak instead.
    ///
    /// More requests make more lines of every kind; a fault makes more of some. Only asked for a series that deviates;
    /// O(series of the stream) once a bucket, O(1) after that where there are many.
    mutating func loadFactor(stream: Int32, except index: Int32, isStream: Bool, falls: Bool = false) -> LoadFactor {
        if !isStream {
            if let median = load.medians[stream] { return Self.factor(median, falls) }
            let samples = streamSamples(stream)
            if samples.count > 8 {
                // One of many hardly moves the median.
                let median = Self.medians(samples, except: -1)
                load.medians[stream] = median
                return Self.factor(median, falls)
            }
            if samples.count(where: { $0.index != index }) >= 2 {
                return Self.factor(Self.medians(samples, except: index), falls)
            }
        }
        if falls { return LoadFactor() }
        let totals = totals()
        let own = streams[Int(stream)].own
        let mine = own >= 0 && !series[Int(own)].isNew ? sample(own) : nil
        guard totals.count - (mine == nil ? 0 : 1) >= 2 else { return LoadFactor() }
        return Self.factor(totals.medians(except: mine), false)
    }

    private mutating func streamSamples(_ stream: Int32) -> [LoadCache.Sample] {
        if let known = load.ofStream[stream] { return known }
        var samples: [LoadCache.Sample] = []
        var at = streams[Int(stream)].head
        while at >= 0 {
            let index = Int(at)
            if !series[index].isNew, series[index].fault <= .lifecycle, let sample = sample(at) {
                samples.append(sample)
            }
            at = series[index].nextOfStream
        }
        load.ofStream[stream] = samples
        return samples
    }

    private mutating func totals() -> LoadCache.Totals {
        if let known = load.ofAll { return known }
        let totals = LoadCache.Totals(
            streams.compactMap { $0.exists && !series[Int($0.own)].isNew ? sample($0.own) : nil })
        load.ofAll = totals
        return totals
    }

    private func sample(_ index: Int32) -> LoadCache.Sample? {
        let minute = series[Int(index)].model.minute
        guard minute.expected >= 2 else { return nil }
        let five = series[Int(index)].model.fiveMinutes
        return LoadCache.Sample(
            index: index, short: minute.observed / minute.expected, long: five.observed / max(five.expected, 0.1),
            weight: minute.expected.squareRoot())
    }

    private static func medians(_ samples: [LoadCache.Sample], except index: Int32) -> (short: Float, long: Float) {
        let others = samples.filter { $0.index != index }
        return (median(others.map { ($0.short, $0.weight) }), median(others.map { ($0.long, $0.weight) }))
    }

    /// The weighted median of (ratio, weight) pairs. By quickselect on the sum of weights: expected O(n).
    static func median(_ pairs: [(ratio: Float, weight: Float)]) -> Float {
        var rest = pairs.filter { $0.ratio.isFinite && $0.weight.isFinite }
        var left = rest.reduce(0) { $0 + $1.weight } / 2
        while rest.count > 8 {
            // The median of three as the pivot: what is sorted already is no bad case.
            let (a, b, c) = (rest[0].ratio, rest[rest.count / 2].ratio, rest[rest.count - 1].ratio)
            let pivot = max(min(a, b), min(max(a, b), c))
            var below: Float = 0
            var among: Float = 0
            for one in rest {
                if one.ratio < pivot { below += one.weight } else if one.ratio == pivot { among += one.weight }
            }
            if below >= left {
                rest.removeAll { $0.ratio >= pivot }
            } else if below + among >= left {
                return pivot
            } else {
                left -= below + among
                rest.removeAll { $0.ratio <= pivot }
            }
            if rest.isEmpty { return pivot }
        }
        var sum: Float = 0
        for one in rest.sorted(by: { $0.ratio < $1.ratio }) {
            sum += one.weight
            if sum >= left { return one.ratio }
        }
        return rest.map(\.ratio).max() ?? 1
    }

    /// At least 1 where it shall excuse a rise (with 15% to spare), at most 1 for a fall.
    private static func factor(_ medians: (short: Float, long: Float), _ falls: Bool) -> LoadFactor {
        func bounded(_ median: Float) -> Float {
            falls ? min(max(median, 0), 1) : median > 1.1 ? min(median * 1.15, 20) : 1
        }
        return LoadFactor(short: bounded(medians.short), long: bounded(medians.long))
    }
}

import Model

extension DetectorBank {
    /// By how much the other harmless messages of a stream changed together: the weighted median of what came over what
    /// was expected. Where the stream has too few of them, the other streams' totals speak instead.
    ///
    /// More requests make more lines of every kind; a fault makes more of some. Only asked for a series that deviates.
    /// O(series of the stream), or O(streams).
    func loadFactor(stream: Int32, except index: Int32, isStream: Bool, falls: Bool = false) -> LoadFactor {
        var short: [(ratio: Float, weight: Float)] = [], long: [(ratio: Float, weight: Float)] = []
        if !isStream {
            var at = streams[Int(stream)].head
            while at >= 0 {
                let other = series[Int(at)]
                if at != index, !other.isNew, other.fault <= .lifecycle { sample(other.model, &short, &long) }
                at = other.nextOfStream
            }
        }
        if short.count >= 2 { return LoadFactor(short: Self.factor(short, falls), long: Self.factor(long, falls)) }
        if falls { return LoadFactor() }
        short.removeAll()
        long.removeAll()
        for other in streams.indices where other != Int(stream) && streams[other].exists {
            let own = series[Int(streams[other].own)]
            if !own.isNew { sample(own.model, &short, &long) }
        }
        guard short.count >= 2 else { return LoadFactor() }
        return LoadFactor(short: Self.factor(short, false), long: Self.factor(long, false))
    }

    private func sample(
        _ model: CountModel, _ short: inout [(ratio: Float, weight: Float)], _ long: inout [(ratio: Float, weight: Float)]
    ) {
        let minute = model.minute, five = model.fiveMinutes
        guard minute.expected >= 2 else { return }
        short.append((minute.observed / minute.expected, minute.expected.squareRoot()))
        long.append((five.observed / max(five.expected, 0.1), five.expected.squareRoot()))
    }

    /// The weighted median: at least 1 when it shall excuse a rise (with 15% to spare), at most 1 for a fall.
    private static func factor(_ samples: [(ratio: Float, weight: Float)], _ falls: Bool) -> Float {
        let sorted = samples.sorted { $0.ratio != $1.ratio ? $0.ratio < $1.ratio : $0.weight < $1.weight }
        let half = sorted.reduce(0) { $0 + $1.weight } / 2
        var sum: Float = 0, median: Float = 1
        for sample in sorted {
            sum += sample.weight
            if sum >= half { median = sample.ratio; break }
        }
        return falls ? min(max(median, 0), 1) : median > 1.1 ? min(median * 1.15, 20) : 1
    }
}

import Bytes

#if canImport(Glibc)
    import Glibc
#endif

/// What a series of numbers shows in one bucket.
struct ValueVerdict: Sendable, Hashable {
    var score: Float = 0
    var isUp = true
    var seconds = 60
    /// Medians, or the quantile of which the tail spoke.
    var observed: Float = 0, expected: Float = 0
    /// Of how many values in the window how many lay beyond the usual quantile, and how many usually do.
    var beyond: Float = 0, usualBeyond: Float = 0, values: Float = 0
    /// 0.5, 0.9 or 0.99.
    var quantile: Float = 0.5
}

/// Numbers in one place: their long distribution as a logarithmic histogram, and whether the last minutes left it.
///
/// Of the values of a window as many should lie beyond the long history's median, 90% and 99% quantile as did so far; how
/// many do is judged like any count: Chernoff bound, dispersion, learned tail. So a shifted level and a fat tail are both
/// seen, and neither unit nor distribution need be known. About 900 bytes.
struct ValueSeries: Sendable {
    let key: UInt64
    /// A variable's position, or the key of the step before.
    let other: UInt64
    /// What the numbers are measured in: `ValueUnit`.
    let unit: UInt8
    private(set) var centre: Int32
    private(set) var long = [64 of Float](repeating: 0)
    private(set) var short = [64 of Float](repeating: 0)
    private(set) var open = [64 of UInt16](repeating: 0)
    private(set) var openCount: UInt32 = 0
    /// Time of the first value in the open bucket that lay beyond the usual 90%; for the onset.
    private(set) var total: Float = 0
    private(set) var buckets: Int32 = 0
    private(set) var touched: Int32 = .min
    /// Share of values above the one before them: near 1 for a counter, which drifts by nature and is not judged.
    private(set) var rising: Float = 0.5
    private(set) var last: Float = 0
    /// Sum of the open bucket's values, the mean of the bucket before, and the share of buckets whose mean was above the one before.
    private(set) var openSum: Float = 0
    private(set) var lastMean: Float = 0
    private(set) var climbing: Float = 0.5
    /// Decayed counts beyond the three quantiles and below the median, over one and five minutes, and what was expected.
    private(set) var beyond = [8 of Float](repeating: 0)
    private(set) var expected = [8 of Float](repeating: 0)
    private(set) var squares = [4 of Float](repeating: 2)
    private(set) var squaresBase = [4 of Float](repeating: 2)
    private(set) var tails = [4 of CountTail](repeating: CountTail())
    private(set) var excursions = [4 of Excursion](repeating: Excursion())
    private(set) var windowValues: (Float, Float) = (0, 0)

    init(key: UInt64, other: UInt64, first: Float, unit: UInt8) {
        (self.key, self.other, self.unit) = (key, other, unit)
        let half = LogBins.halfOctave(first)
        centre = half == .min ? LogBins.halfOctave(1) : half
    }

    @inline(__always)
    mutating func note(_ value: Float) {
        let bin = LogBins.bin(value, centre: centre)
        if open[bin] < .max { open[bin] += 1 }
        openCount &+= 1
        openSum += value
        // Of several messages with the same reading only the change tells which way it goes.
        if value != last { rising += 0.02 * ((value > last ? 1 : 0) - rising) }
        last = value
    }

    private func quantileBin(_ share: Float) -> Int {
        var left = total * share
        for bin in 0..<64 {
            left -= long[bin]
            if left <= 0 { return bin }
        }
        return 63
    }

    private static let quantiles: [4 of Float] = [0.5, 0.9, 0.99, 0.5]

    /// The bins of the three quantiles, and how many values lie above them, and below the median, in the long history and now.
    /// One pass over the bins.
    private struct Places {
        var bins = [4 of Int](repeating: 63)
        var usual = [4 of Float](repeating: 0)
        var now = [4 of Float](repeating: 0)

        @inline(__always)
        init(_ long: borrowing [64 of Float], _ open: borrowing [64 of UInt16], total: Float) {
            var known: Float = 0
            var seen: UInt32 = 0
            var q = 0
            for bin in 0..<64 {
                let before = known
                known += long[bin]
                while q < 3, known >= total * ValueSeries.quantiles[q] {
                    bins[q] = bin
                    usual[q] = known
                    now[q] = Float(seen + UInt32(open[bin]))
                    if q == 0 { (bins[3], usual[3], now[3]) = (bin, before, Float(seen)) }
                    q += 1
                }
                seen += UInt32(open[bin])
            }
            for at in 0..<3 {
                // Those that no bin reached, for the rounding of the sum, are the last bin's: nothing lies above.
                usual[at] = at < q ? known - usual[at] : 0
                now[at] = at < q ? Float(seen) - now[at] : 0
            }
        }
    }

    /// Judges the open bucket, then learns it.
    mutating func close(bucket: Int32) -> ValueVerdict {
        defer { learn(bucket: bucket) }
        let passed = touched == .min ? 1 : Float(max(1, bucket - touched))
        let keep: (Float, Float) = (powf(1 - 1 / 6, passed), powf(1 - 1 / 30, passed))
        for bin in 0..<64 { short[bin] = short[bin] * keep.0 + Float(open[bin]) }
        windowValues = (windowValues.0 * keep.0 + Float(openCount), windowValues.1 * keep.1 + Float(openCount))
        var best = ValueVerdict()
        let isJudged = buckets >= 30 && total >= 60
        let places = Places(long, open, total: total)
        for q in 0..<4 {
            let bin = places.bins[q]
            let usual = places.usual[q]
            let now = places.now[q]
            // A tail never seen is not impossible: one of the values so far might have been there.
            let share = (usual + 0.5) / (total + 1)
            let dispersion = min(max(squares[q] / squaresBase[q], 1), 30)
            var greatest: Float = 0
            for w in 0..<2 {
                let at = q * 2 + w
                let kept = w == 0 ? keep.0 : keep.1
                beyond[at] = beyond[at] * kept + now
                expected[at] = expected[at] * kept + share * Float(openCount)
                let usual = max(expected[at], 1e-6)
                let counted = usual < 1 ? beyond[at] - 2 : beyond[at]
                guard counted > usual, (counted - usual) * (counted - usual) > 7.8 * usual * dispersion else {
                    continue
                }
                let z = log1pf(CountModel.chernoff(counted, usual) / dispersion)
                greatest = max(greatest, z)
                guard isJudged, rising > 0.1, rising < 0.9, climbing > 0.1, climbing < 0.9 else { continue }
                // The window remembers what is over: it is said only while more than usual lie there now.
                guard now > 1.2 * share * Float(openCount) else { continue }
                // Above the median no more than twice as many can lie as usual: there a factor of two says it all.
                let ratio = counted / usual
                let full: Float = q == 0 || q == 3 ? 1.8 : 3
                let score = tails[q].surprise(z) * (ratio >= full ? 1 : logf(ratio) / logf(full))
                if score > best.score, q == 1 || q == 2 || isMaterial(up: q == 0) {
                    best = ValueVerdict(
                        score: score, isUp: q < 3, seconds: w == 0 ? 60 : 300, observed: median(short),
                        expected: median(long),
                        beyond: beyond[at], usualBeyond: expected[at], values: w == 0 ? windowValues.0 : windowValues.1,
                        quantile: Self.quantiles[q])
                    if q == 1 || q == 2 { best.expected = LogBins.value(bin, centre: centre) }
                }
            }
            excursions[q].learn(greatest, into: &tails[q], weight: Float(buckets))
            if buckets >= 20 {
                let usual = share * Float(openCount)
                let deviation = now - usual
                squares[q] = squares[q] * 0.9998 + min(deviation * deviation, 9 * dispersion * max(usual, 1))
                squaresBase[q] = squaresBase[q] * 0.9998 + max(usual, 0.02 * now)
            }
        }
        return best
    }

    /// A median that moved within the middle half of what came so far is a matter of statistics, not of the operator's: so are a
    /// message's `0 ms` that become `1 ms`.
    private func isMaterial(up: Bool) -> Bool {
        let now = medianBin(short)
        let usual = quantileBin(0.5)
        if usual == 0 { return up && now > quantileBin(0.9) }
        return up ? now > usual && now >= quantileBin(0.75) : now < usual && now <= quantileBin(0.25)
    }

    private func medianBin(_ bins: [64 of Float]) -> Int {
        var sum: Float = 0
        for bin in 0..<64 { sum += bins[bin] }
        var left = sum / 2
        for bin in 0..<64 {
            left -= bins[bin]
            if left <= 0 { return bin }
        }
        return 0
    }

    /// The lowest bin holds zero and what is not positive.
    private func median(_ bins: [64 of Float]) -> Float {
        let bin = medianBin(bins)
        return bin == 0 ? 0 : LogBins.value(bin, centre: centre)
    }

    private mutating func learn(bucket: Int32) {
        let mean = openSum / Float(max(openCount, 1))
        // Of the first buckets the plain share: a slow average would not have left its start when judging begins.
        if buckets > 0, mean != lastMean {
            climbing += max(0.05, 1 / Float(buckets + 1)) * ((mean > lastMean ? 1 : 0) - climbing)
        }
        (lastMean, openSum) = (mean.isFinite ? mean : 0, 0)
        total = 0
        // A day's memory, in buckets with values.
        for bin in 0..<64 {
            long[bin] = long[bin] * (1 - 1 / 8640) + Float(open[bin])
            total += long[bin]
            open[bin] = 0
        }
        openCount = 0
        buckets = min(buckets + 1, 1_000_000)
        touched = bucket
    }
}

extension ValueSeries: BoundedSeries {
    var hash: UInt64 { StableHash.combine(key, other) }
    static func score(of verdict: ValueVerdict) -> Float { verdict.score }
}

/// Value series under pairs of keys.
typealias ValueTable = BoundedTable<ValueSeries>

extension ValueTable {
    mutating func note(_ value: Float, key: UInt64, other: UInt64, bucket: Int32, unit: UInt8 = 0) {
        note(StableHash.combine(key, other), bucket: bucket) {
            ValueSeries(key: key, other: other, first: value, unit: unit)
        } _: { one, _ in
            one.note(value)
        }
    }
}

extension ValueSeries {
    func write(_ writer: inout SnapshotWriter) {
        writer.write(key)
        writer.write(other)
        writer.write(unit)
        writer.write(centre)
        for bin in 0..<64 {
            writer.write(long[bin])
            writer.write(short[bin])
            writer.write(open[bin])
        }
        writer.write(openCount)
        writer.write(total)
        writer.write(buckets)
        writer.write(touched)
        writer.write(rising)
        writer.write(last)
        writer.write(openSum)
        writer.write(lastMean)
        writer.write(climbing)
        for at in 0..<8 {
            writer.write(beyond[at])
            writer.write(expected[at])
        }
        for q in 0..<4 {
            writer.write(squares[q])
            writer.write(squaresBase[q])
            writer.write(tails[q].level)
            writer.write(tails[q].excess)
            writer.write(excursions[q].peak)
            writer.write(excursions[q].buckets)
        }
        writer.write(windowValues.0)
        writer.write(windowValues.1)
    }

    init(_ reader: inout SnapshotReader) throws(SnapshotError) {
        key = try reader.read()
        other = try reader.read()
        unit = try reader.read()
        centre = try reader.read()
        guard (0...600).contains(centre) else { throw .invalid("centre \(centre)") }
        for bin in 0..<64 {
            long[bin] = try reader.readFloat()
            short[bin] = try reader.readFloat()
            open[bin] = try reader.read()
        }
        openCount = try reader.read()
        total = try reader.readFloat()
        buckets = try reader.read()
        touched = try reader.read()
        rising = try reader.readFloat()
        last = try reader.readFloat()
        openSum = try reader.readFloat()
        lastMean = try reader.readFloat()
        climbing = try reader.readFloat()
        for at in 0..<8 {
            beyond[at] = try reader.readFloat()
            expected[at] = try reader.readFloat()
        }
        for q in 0..<4 {
            squares[q] = try reader.readFloat()
            squaresBase[q] = try reader.readFloat()
            tails[q] = CountTail(level: try reader.readFloat(), excess: try reader.readFloat())
            excursions[q] = Excursion(peak: try reader.readFloat(), buckets: try reader.read())
        }
        windowValues = (try reader.readFloat(), try reader.readFloat())
    }
}

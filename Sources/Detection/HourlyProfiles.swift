import Model

/// Hourly means of counts, for working days and weekends: a day's shape, learned as it passes. A pool, so that only series
/// which lived through an hour pay for one (144 bytes).
struct HourlyProfiles: Sendable {
    static let bins = 48
    /// The upper halves of floating-point numbers: within 0.2%, at half the room.
    private(set) var means: [UInt16] = []
    private(set) var visits: [UInt8] = []
    private(set) var free: [Int32] = []

    /// Which profiles changed since a checkpoint.
    var pageMarks = PageMarks()

    init() {}
    /// An empty pool, to be filled by `append`, in which these will be free.
    init(free: [Int32]) { self.free = free }

    /// Adds a bin of a stored pool.
    mutating func append(mean: UInt16, visits count: UInt8) {
        means.append(mean)
        visits.append(count)
    }

    /// Bin of an hour since 1970 (UTC): the hour of the day, plus 24 on Saturday and Sunday.
    static func bin(hour: Int32) -> Int {
        let hour = Int(hour)
        let day = (hour >= 0 ? hour : hour - 23) / 24
        // 1970-01-01 was a Thursday: day 2 was a Saturday.
        let weekday = ((day % 7) + 7) % 7
        return ((hour % 24) + 24) % 24 + (weekday == 2 || weekday == 3 ? 24 : 0)
    }

    @inline(__always)
    private func mean(_ at: Int) -> Float { Float(bitPattern: UInt32(means[at]) << 16) }

    /// Rounds to nearest, ties to even; the number is finite and not negative.
    @inline(__always)
    private mutating func setMean(_ at: Int, _ value: Float) {
        let bits = value.bitPattern
        means[at] = UInt16(truncatingIfNeeded: (bits &+ 0x7FFF &+ (bits >> 16 & 1)) >> 16)
    }

    mutating func make() -> Int32 {
        if let index = free.popLast() {
            pageMarks.touch(Int(index))
            return index
        }
        means.append(contentsOf: repeatElement(0, count: Self.bins))
        visits.append(contentsOf: repeatElement(0, count: Self.bins))
        pageMarks.touch(count - 1)
        return Int32(count - 1)
    }

    mutating func release(_ index: Int32) {
        let base = Int(index) * Self.bins
        for bin in base..<base + Self.bins { (means[bin], visits[bin]) = (0, 0) }
        free.append(index)
        pageMarks.touch(Int(index))
    }

    /// Learns that `hour` had `perBucket` records a bucket on average.
    mutating func learn(_ index: Int32, hour: Int32, perBucket: Float) {
        let at = Int(index) * Self.bins + Self.bin(hour: hour)
        pageMarks.touch(Int(index))
        visits[at] = min(visits[at] + 1, 250)
        setMean(at, mean(at) + max(0.2, 1 / Float(visits[at])) * (perBucket - mean(at)))
    }

    /// The bin's mean shrunk towards the long mean `mean`: an hour seen once says little, a rare event's hour even less.
    private func shrunk(_ at: Int, bucketsAnHour: Float, mean: Float) -> Float {
        let evidence = bucketsAnHour * Float(min(visits[at], 5))
        return (self.mean(at) * evidence + 2) / (evidence + 2 / max(mean, 1e-9))
    }

    /// Expected count a bucket at a time, linear between the centres of hours.
    func expected(_ index: Int32, minutesSinceEpoch: Int64, bucketsAnHour: Float, mean: Float) -> Float {
        let shifted = minutesSinceEpoch - 30
        let (hour, minute) = shifted.flooredDivision(by: 60)
        let base = Int(index) * Self.bins
        let a = shrunk(base + Self.bin(hour: Int32(truncatingIfNeeded: hour)), bucketsAnHour: bucketsAnHour, mean: mean)
        let b = shrunk(
            base + Self.bin(hour: Int32(truncatingIfNeeded: hour + 1)), bucketsAnHour: bucketsAnHour, mean: mean)
        return a + (b - a) * Float(minute) / 60
    }

    fileprivate mutating func combine(_ from: Int, into to: Int) {
        setMean(to, mean(to) + mean(from))
        visits[to] = max(visits[to], visits[from])
    }

    /// Adds one profile to another, bin by bin: counts of two series that became one.
    mutating func add(_ other: Int32, to index: Int32) {
        pageMarks.touch(Int(index))
        for bin in 0..<Self.bins { combine(Int(other) * Self.bins + bin, into: Int(index) * Self.bins + bin) }
    }
}

import Model

/// Hourly means of counts, for working days and weekends: a day's shape, learned as it passes. A pool, so that only series
/// which lived through an hour pay for one (240 bytes).
struct HourlyProfiles: Sendable {
    static let bins = 48
    private(set) var means: [Float] = []
    private(set) var visits: [UInt8] = []
    private(set) var free: [Int32] = []

    init() {}
    init(means: [Float], visits: [UInt8], free: [Int32]) {
        (self.means, self.visits, self.free) = (means, visits, free)
    }

    /// Bin of an hour since 1970 (UTC): the hour of the day, plus 24 on Saturday and Sunday.
    static func bin(hour: Int32) -> Int {
        let hour = Int(hour)
        let day = (hour >= 0 ? hour : hour - 23) / 24
        // 1970-01-01 was a Thursday: day 2 was a Saturday.
        let weekday = ((day % 7) + 7) % 7
        return ((hour % 24) + 24) % 24 + (weekday == 2 || weekday == 3 ? 24 : 0)
    }

    mutating func make() -> Int32 {
        if let index = free.popLast() { return index }
        means.append(contentsOf: repeatElement(0, count: Self.bins))
        visits.append(contentsOf: repeatElement(0, count: Self.bins))
        return Int32(visits.count / Self.bins - 1)
    }

    mutating func release(_ index: Int32) {
        let base = Int(index) * Self.bins
        for bin in base..<base + Self.bins { (means[bin], visits[bin]) = (0, 0) }
        free.append(index)
    }

    /// Learns that `hour` had `perBucket` records a bucket on average.
    mutating func learn(_ index: Int32, hour: Int32, perBucket: Float) {
        let at = Int(index) * Self.bins + Self.bin(hour: hour)
        visits[at] = min(visits[at] + 1, 250)
        means[at] += max(0.2, 1 / Float(visits[at])) * (perBucket - means[at])
    }

    /// The bin's mean shrunk towards the long mean `mean`: an hour seen once says little, a rare event's hour even less.
    private func shrunk(_ at: Int, bucketsAnHour: Float, mean: Float) -> Float {
        let evidence = bucketsAnHour * Float(min(visits[at], 5))
        return (means[at] * evidence + 2) / (evidence + 2 / max(mean, 1e-9))
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
        means[to] += means[from]
        visits[to] = max(visits[to], visits[from])
    }

    /// Adds one profile to another, bin by bin: counts of two series that became one.
    mutating func add(_ other: Int32, to index: Int32) {
        for bin in 0..<Self.bins { combine(Int(other) * Self.bins + bin, into: Int(index) * Self.bins + bin) }
    }
}

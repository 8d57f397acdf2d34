/// A stretch of buckets above a tail's level: learned once, by its peak and when it is over, so that a fault does not excuse itself
/// while it lasts. (Declustered peaks over threshold.) One that lasts for ten minutes is learned as it goes.
struct Excursion: Sendable, Hashable {
    private(set) var peak: Float = 0
    private(set) var buckets: UInt8 = 0
    static let longest: UInt8 = 60

    init() {}
    init(peak: Float, buckets: UInt8) { (self.peak, self.buckets) = (peak, buckets) }

    /// Whether one is under way: what is usual is not learned from it.
    var isUnderWay: Bool { buckets > 0 && buckets < Self.longest }

    mutating func learn(_ z: Float, into tail: inout CountTail, weight: Float) {
        if z > tail.level {
            peak = max(peak, z)
            if buckets < Self.longest {
                buckets += 1
            } else {
                tail.learn(z, weight: weight)
            }
            return
        }
        if buckets > 0, buckets < Self.longest { tail.learn(peak, weight: weight) }
        self = Excursion()
        tail.learn(z, weight: weight)
    }
}

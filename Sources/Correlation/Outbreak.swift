import Bytes
import Model

/// Failures that break out at one moment.
///
/// Somewhere something fails every few hours or days, so that two programs of which nothing is known begin to fail within one bucket by chance
/// hardly ever. Where the operator declared what needs what, the declaration says who has to do with whom; where not, the moment is
/// all there is. Whoever was turned away for a wrong password is no such failure, nor is what every host has for itself.
enum Outbreak {
    /// Onsets this close count as one moment; up to twice that there must be something else in common.
    private static let moment: Micros = 5 * .second
    private static let bucket: Micros = 10 * .second
    /// A failure that is noticed later than that after its onset is of no known moment.
    private static let promptly: Micros = 20 * .second
    /// Decades from which a failure breaks out.
    private static let decades = 4.0

    /// Whether an alert tells of a failure that broke out just now.
    static func begins(_ alert: Alert, accuses: Bool, isRefusal: Bool) -> Bool {
        guard !isRefusal, alert.score >= decades, alert.direction != .down, alert.at - alert.onset <= promptly else {
            return false
        }
        return alert.kind == .severity || (alert.kind == .novelty || alert.kind == .rate) && accuses && !alert.isMild
    }

    /// How much it says that two failures began at these times, 0...1.
    static func nearness(_ a: Micros, _ b: Micros) -> Double {
        let distance = abs(a - b)
        return distance <= moment ? 0.35 : distance <= 2 * moment ? 0.22 : 0
    }

    /// Moments of an hour in which failures may break out; where there are more, two at once are no wonder.
    private static let seldom = 60

    /// The moments of the last hour in which failures broke out, in order.
    struct Moments: Sendable, Equatable {
        private(set) var buckets: [Int64] = []

        /// Whether failures break out so seldom that two at one moment have to do with each other.
        var areSeldom: Bool { buckets.count <= Outbreak.seldom }

        /// Takes note of one. O(moments of an hour).
        mutating func note(_ onset: Micros) {
            let bucket = onset / Outbreak.bucket
            buckets.removeAll { bucket - $0 > .hour / Outbreak.bucket }
            guard !buckets.contains(bucket) else { return }
            buckets.insert(bucket, at: buckets.firstIndex { $0 > bucket } ?? buckets.count)
        }

        func write(to writer: inout SnapshotWriter) { writer.write(buckets) { $0.write($1) } }

        mutating func read(from reader: inout SnapshotReader) throws(SnapshotError) {
            buckets = try reader.readArray { (reader: inout SnapshotReader) throws(SnapshotError) in
                try reader.read(Int64.self)
            }
        }
    }

    /// Under what the moment of an onset is filed.
    static func key(_ onset: Micros) -> UInt64 {
        StableHash.combine(UInt64(bitPattern: onset / bucket), 0x6f75_7462_7265_616b)
    }

    /// The keys of the moments that an onset may share.
    static func keys(near onset: Micros) -> [UInt64] {
        [onset, onset - bucket, onset + bucket].map(key)
    }
}

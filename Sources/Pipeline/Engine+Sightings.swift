import Bytes
import Correlation
import Model
import TemplateMining

extension Engine {
    /// Tells the correlator which messages of trouble came again in the bucket that ends, so that no incident is called resolved while
    /// its errors go on, though the detectors have got used to them. Few look-ups: only messages of open incidents.
    mutating func noteSightings(bucketEnding end: Micros) {
        let bucket = end / Self.bucket
        for watched in correlator.watchedMessages() {
            guard let index = miner.index(of: watched.template) else { continue }
            let isSeen = streams.byNode[watched.node]?.contains { samples.latestBucket($0, index) == bucket } ?? false
            if isSeen { correlator.saw(watched, at: end) }
        }
    }
}

import Bytes
import Correlation
import Model
import TemplateMining

extension Engine {
    /// Tells the correlator in which bucket failures of open incidents were last said, before it places what is new.
    mutating func noteBeats(bucketEnding end: Micros) {
        var latest: [UInt64: (message: Correlator.WatchedMessage, bucket: Int64)] = [:]
        let beating = correlator.beatingMessages
        let indices = miner.indices(of: Set(beating.map(\.template)))
        for watched in beating {
            guard let index = indices[watched.template],
                let bucket = streams.byNode[watched.node]?.compactMap({ samples.latestBucket($0, index) }).max(),
                bucket > latest[watched.incident]?.bucket ?? .min
            else { continue }
            latest[watched.incident] = (watched, bucket)
        }
        for (message, bucket) in latest.values {
            correlator.beat(message, at: max(0, min(bucket, end / Self.bucket)) * Self.bucket)
        }
    }

    /// Tells the correlator when messages of trouble last came, so that no incident is called resolved while its errors go on, though
    /// the detectors have got used to them. Few look-ups: only messages of incidents that are about to be over.
    mutating func noteSightings(bucketEnding end: Micros) {
        let messages = correlator.watchedMessages(at: end)
        let indices = miner.indices(of: Set(messages.map(\.template)))
        for watched in messages {
            guard let index = indices[watched.template] else { continue }
            let latest = streams.byNode[watched.node]?.compactMap { samples.latestBucket($0, index) }.max()
            if let latest { correlator.saw(watched, at: max(0, min(latest, end / Self.bucket)) * Self.bucket) }
        }
    }
}

import Bytes
import Model

/// Tells copies while lines come in (the daemon).
///
/// A value and a pure function of the lines fed, which are to come merged by event time as the engine has them. A
/// stream becomes a copy when, of 100 of its lines, 95 stood in a preferred source, too (same second give or take one,
/// service, message), and ceases to be one when fewer than 50 of 100 do (its original has stopped). Until then its
/// lines are mined like others: a copy that begins while the daemon runs is counted double for its first 100 lines. The
/// daemon's choice of files at the start (`DefaultSources`) keeps that from happening where the journal has it all.
///
/// A line waits for its counterpart until `window` later lines were seen or 120 s of event time passed. Memory: about
/// 100 bytes a waiting line and at most 4096 streams. O(1) a line.
package struct CopyDetector: Sendable {
    /// A verdict on a stream, as far as it is known.
    package enum Verdict: Sendable, Hashable {
        case undecided, original
        case copy(of: SourceID)
    }

    /// Lines after which a verdict is given or revised.
    static let block = 100
    static let patience: Int64 = 120
    static let maxStreams = 4096

    private struct Waiting: Sendable {
        var key: UInt64
        var seconds: Int64
        var stream: Int32
        var slot: UInt8
        /// Slots of the sources in which its counterpart was found.
        var matched: UInt64 = 0
        /// The next older line with the same key, by its running number.
        var older: UInt64
    }
    private struct Source: Sendable { var id: SourceID, rank: Int }
    private struct Stream: Sendable {
        var source: UInt8
        var verdict = Verdict.undecided
        var unmatched = 0
        /// Lines of the present block found in each other source, by slot.
        var matched: [UInt8: Int] = [:]
    }
    private struct StreamKey: Hashable, Sendable { var source: SourceID, service: UInt64 }

    private let window: Int
    private var ring: [Waiting] = []
    private var first: UInt64 = 0, next: UInt64 = 0
    private var newest: [UInt64: UInt64] = [:]
    private var sources: [Source] = [], slots: [SourceID: UInt8] = [:]
    private var streams: [Stream] = [], places: [StreamKey: Int32] = [:]

    /// - Parameter window: lines that wait at most; rounded up to a power of two.
    package init(window: Int = 1 << 14) {
        var size = 64
        while size < window { size *= 2 }
        self.window = size
    }

    /// The verdict on the stream of a service in a source.
    package func verdict(source: SourceID, service: UInt64) -> Verdict {
        places[StreamKey(source: source, service: service)].map { streams[Int($0)].verdict } ?? .undecided
    }

    /// Takes over a verdict that is known already: from a survey, or from before a restart.
    package mutating func assume(source: SourceID, rank: Int, service: UInt64, _ verdict: Verdict) {
        guard let slot = slot(source, rank), let place = place(StreamKey(source: source, service: service), slot) else {
            return
        }
        streams[Int(place)].verdict = verdict
    }

    /// Takes a line; the verdict on its stream as of now.
    package mutating func observe(_ line: CopyEvidence) -> Verdict {
        guard let slot = slot(line.source, line.rank),
            let place = place(StreamKey(source: line.source, service: line.service), slot)
        else { return .undecided }
        // A single source mirrors nothing; its lines wait all the same, for the second one.
        while next > first,
            next - first >= UInt64(window) || ring[Int(first) & (window - 1)].seconds + Self.patience < line.seconds
        {
            evict()
        }
        var waiting = Waiting(key: line.key, seconds: line.seconds, stream: place, slot: slot, older: .max)
        var at = newest[line.key] ?? .max
        waiting.older = at
        // Lines with the same key, the latest first; few, and looked at only as far as the time fits.
        var looks = 0
        while at != .max, at >= first, at < next, looks < 64 {
            let index = Int(at) & (window - 1)
            let other = ring[index]
            if other.seconds + CopyEvidence.tolerance < line.seconds { break }
            if other.slot != slot, waiting.matched & (1 << UInt64(other.slot)) == 0,
                other.matched & (1 << UInt64(slot)) == 0,
                abs(other.seconds - line.seconds) <= CopyEvidence.tolerance
            {
                ring[index].matched |= 1 << UInt64(slot)
                waiting.matched |= 1 << UInt64(other.slot)
                count(match: place, in: other.slot)
                count(match: other.stream, in: slot)
            }
            at = other.older
            looks += 1
        }
        if ring.count < window { ring.append(waiting) } else { ring[Int(next) & (window - 1)] = waiting }
        newest[line.key] = next
        next += 1
        return streams[Int(place)].verdict
    }

    private mutating func slot(_ source: SourceID, _ rank: Int) -> UInt8? {
        if let known = slots[source] { return known }
        guard sources.count < 64 else { return nil }
        let slot = UInt8(sources.count)
        slots[source] = slot
        sources.append(Source(id: source, rank: rank))
        return slot
    }

    private mutating func place(_ key: StreamKey, _ slot: UInt8) -> Int32? {
        if let known = places[key] { return known }
        guard streams.count < Self.maxStreams else { return nil }
        let place = Int32(streams.count)
        places[key] = place
        streams.append(Stream(source: slot))
        return place
    }

    /// The oldest line has waited long enough.
    private mutating func evict() {
        let old = ring[Int(first) & (window - 1)]
        if newest[old.key] == first { newest[old.key] = nil }
        first += 1
        if old.matched == 0 {
            streams[Int(old.stream)].unmatched += 1
            judge(old.stream)
        }
    }

    private mutating func count(match stream: Int32, in slot: UInt8) {
        streams[Int(stream)].matched[slot, default: 0] += 1
        judge(stream)
    }

    /// Gives or revises a verdict when a block is full.
    private mutating func judge(_ place: Int32) {
        let stream = streams[Int(place)]
        let own = sources[Int(stream.source)]
        var best: (source: Source, count: Int)?
        // By slot, not by the dictionary's order.
        for slot in stream.matched.keys.sorted() {
            let other = sources[Int(slot)]
            let count = stream.matched[slot] ?? 0
            guard (other.rank, other.id) < (own.rank, own.id) else { continue }
            if let known = best, (-known.count, known.source.rank, known.source.id) <= (-count, other.rank, other.id) {
                continue
            }
            best = (other, count)
        }
        let total = (best?.count ?? 0) + stream.unmatched
        let others = stream.matched.values.max() ?? 0
        guard total >= Self.block || others >= Self.block else { return }
        if let best, best.count * 100 >= total * 95 {
            streams[Int(place)].verdict = .copy(of: best.source.id)
        } else if best.map({ $0.count * 2 < total }) ?? true {
            streams[Int(place)].verdict = .original
        }
        streams[Int(place)].matched = [:]
        streams[Int(place)].unmatched = 0
    }
}

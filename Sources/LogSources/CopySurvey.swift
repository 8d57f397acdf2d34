import Bytes
import Model

/// Tells copies among sources that are read to their end before anything is mined (`analyze` of a folder).
///
/// Fed with every line of the sources in question, in any order; the verdicts do not depend on it. A stream is a copy
/// when nearly all (90 %) of its lines between the beginnings and the ends that two sources share stand in the other
/// one, too: same second (give or take one), service and message. Even a single line may be told so, since what is
/// called a copy has its original.
///
/// Memory is bounded: beyond `limit` lines only those are kept whose hash falls in ever smaller parts, the same lines
/// of every source. O(1) a line; the verdicts O(n log n).
package struct CopySurvey: Sendable {
    private struct Sample: Sendable {
        var key: UInt64, service: UInt64
        var seconds: Int64
        var source: Int32
    }
    private struct Source: Sendable {
        var id: SourceID
        var rank: Int
        var first: Int64, last: Int64
        var lines = 0
    }

    /// The most lines kept at once.
    package let limit: Int
    private var samples: [Sample] = []
    private var sources: [Source] = []
    private var places: [SourceID: Int] = [:]
    private var level: UInt64 = 0

    package init(limit: Int = 1 << 18) { self.limit = max(1024, limit) }

    /// Adds a line. Lines without a time or a service tell nothing and need not be added.
    package mutating func add(_ line: CopyEvidence) {
        let place: Int
        if let known = places[line.source] {
            place = known
            sources[place].first = min(sources[place].first, line.seconds)
            sources[place].last = max(sources[place].last, line.seconds)
        } else {
            place = sources.count
            places[line.source] = place
            sources.append(Source(id: line.source, rank: line.rank, first: line.seconds, last: line.seconds))
        }
        sources[place].lines += 1
        let sample = Sample(key: line.key, service: line.service, seconds: line.seconds, source: Int32(place))
        guard isKept(sample) else { return }
        samples.append(sample)
        while samples.count > limit, level < 32 {
            level += 1
            samples = samples.filter(isKept)
        }
    }

    /// By message and minute, so that a message repeated for ever is thinned out, too.
    private func isKept(_ sample: Sample) -> Bool {
        level == 0
            || StableHash.combine(sample.key, UInt64(bitPattern: sample.seconds >> 6)) & ((1 << level) - 1) == 0
    }

    /// The copies, sorted by source and service; several of one stream where it mirrors several sources (a line is a
    /// copy when any of them covers its time): `user.log` mirrors the journal for as long as that goes back, and
    /// `syslog` before that.
    package func verdicts() -> [CopyVerdict] {
        let sorted = samples.sorted {
            ($0.service, $0.source, $0.key, $0.seconds) < ($1.service, $1.source, $1.key, $1.seconds)
        }
        // Lines of one service in one source stand together.
        var streams: [UInt64: [(source: Int, range: Range<Int>)]] = [:]
        var start = 0
        while start < sorted.count {
            var end = start
            while end < sorted.count, sorted[end].service == sorted[start].service,
                sorted[end].source == sorted[start].source
            {
                end += 1
            }
            streams[sorted[start].service, default: []].append((Int(sorted[start].source), start..<end))
            start = end
        }
        var verdicts: [CopyVerdict] = []
        for (service, parts) in streams where parts.count > 1 {
            for part in parts {
                // The best original first: a journal before a file, the larger before the smaller, then by the source
                // table.
                let originals = parts.filter { isPreferred($0.source, to: part.source) }.sorted {
                    isPreferred($0.source, to: $1.source)
                }
                for original in originals {
                    if let verdict = compare(
                        sorted[part.range], part.source, sorted[original.range], original.source, service)
                    {
                        verdicts.append(verdict)
                    }
                }
            }
        }
        return verdicts.sorted { ($0.source, $0.service, $0.original) < ($1.source, $1.service, $1.original) }
    }

    private func isPreferred(_ a: Int, to b: Int) -> Bool {
        let (a, b) = (sources[a], sources[b])
        return (a.rank, -a.lines, a.id) < (b.rank, -b.lines, b.id)
    }

    private func compare(
        _ copy: ArraySlice<Sample>, _ a: Int, _ original: ArraySlice<Sample>, _ b: Int, _ service: UInt64
    ) -> CopyVerdict? {
        let from = max(sources[a].first, sources[b].first)
        let to = min(sources[a].last, sources[b].last)
        // Beginnings and ends are a second uncertain, as single lines are.
        guard from - CopyEvidence.tolerance <= to + CopyEvidence.tolerance else { return nil }
        let span = (from - CopyEvidence.tolerance)...(to + CopyEvidence.tolerance)
        var compared = 0
        var matched = 0
        var other = original.startIndex
        for sample in copy {
            while other < original.endIndex,
                (original[other].key, original[other].seconds + CopyEvidence.tolerance) < (sample.key, sample.seconds)
            { other += 1 }
            let isInside = span.contains(sample.seconds)
            if isInside { compared += 1 }
            if other < original.endIndex, original[other].key == sample.key,
                original[other].seconds - CopyEvidence.tolerance <= sample.seconds
            {
                other += 1
                if isInside { matched += 1 }
            }
        }
        guard compared > 0, matched * 10 >= compared * 9 else { return nil }
        return CopyVerdict(
            source: sources[a].id, service: service, original: sources[b].id, seconds: span, compared: compared,
            matched: matched)
    }
}

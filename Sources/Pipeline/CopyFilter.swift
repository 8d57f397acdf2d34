import Bytes
import LogFormats
import LogSources
import Model

/// Leaves out streams that mirror another source's, as /var/log/syslog mirrors the journal.
///
/// Only sources of one host can be copies of each other; where no host has two sources nothing is compared and nothing is spent. A run
/// over finite sources surveys them first (`CopyScan`); a daemon recognises copies as lines come in.
package struct CopyFilter: Sendable {
    private struct Key: Hashable { var source: SourceID, service: UInt64 }

    /// Set by a survey: what is known beforehand. The online detector is then off.
    private var surveyed: Set<Key>?
    /// Sources that are copies as a whole.
    private var wholeSources: Set<SourceID> = []
    private var online = CopyDetector()
    private(set) var isActive = false
    private var kinds: [SourceDescriptor.Kind] = []

    /// Sources of each host.
    private var hosts: [String: Int] = [:]

    /// Takes note of one source more. O(1).
    mutating func add(_ descriptor: SourceDescriptor) {
        kinds.append(descriptor.kind)
        let count = hosts[descriptor.host, default: 0] + 1
        hosts[descriptor.host] = count
        // A journal can be mirrored by files, and rsyslog's files mirror each other.
        isActive = surveyed.map { !$0.isEmpty } ?? (isActive || count > 1)
    }

    /// What a survey found; nothing else is then left out. A stream that mirrors another one is left out as a whole, also where
    /// it begins before its original: half a stream would be a stream that begins anew.
    mutating func use(_ findings: CopyFindings) {
        surveyed = Set(findings.streams.map { Key(source: $0.source, service: $0.service) })
        wholeSources = findings.sources
        isActive = !findings.streams.isEmpty
    }

    static func hasNeighbours(_ descriptors: [SourceDescriptor]) -> Bool {
        var hosts: [String: Int] = [:]
        for descriptor in descriptors { hosts[descriptor.host, default: 0] += 1 }
        return hosts.values.contains { $0 > 1 }
    }

    /// A journal knows more of a line than a file.
    static func rank(_ kind: SourceDescriptor.Kind) -> Int { kind == .journal || kind == .export ? 0 : 1 }

    /// Whether a record mirrors one of another source. `service` is the hash of host and service.
    mutating func isCopy(_ record: Record, at time: Micros, service: UInt64, source: Int, in bytes: RawSpan) -> Bool {
        let seconds = time.flooredDivision(by: .second).quotient
        if let surveyed {
            return wholeSources.contains(SourceID(source))
                || surveyed.contains(Key(source: SourceID(source), service: service))
        }
        let verdict = online.observe(
            CopyEvidence(
                source: SourceID(source), rank: Self.rank(kinds[source]), seconds: seconds, service: service,
                message: CopyEvidence.messageHash(record.message, in: bytes)))
        if case .copy = verdict { return true }
        return false
    }
}

/// What a survey of finite sources found.
package struct CopyFindings: Sendable {
    /// Streams that mirror another source's.
    package var streams: [CopyVerdict] = []
    /// Sources of which nearly all (90 %) is such streams: what is left of them, older than its original, goes with them.
    package var sources: Set<SourceID> = []
}

/// Reads finite sources once before they are mined, headers alone, to tell which streams mirror others.
enum CopyScan {
    /// The verdicts over the sources that share a host. Standard input can be read only once and is left out. Blocks.
    static func findings(_ openings: [SourceOpening], options: LogFormats.Options, readAt: Micros) -> CopyFindings {
        var hosts: [String: Int] = [:]
        for opening in openings { hosts[opening.descriptor.host, default: 0] += 1 }
        var survey = CopySurvey()
        var counts: [SourceID: [UInt64: Int]] = [:]
        for (number, opening) in openings.enumerated() where hosts[opening.descriptor.host, default: 0] > 1 {
            guard opening.descriptor.kind != .stdin else { continue }
            counts[SourceID(number)] = scan(opening, SourceID(number), options: options, readAt: readAt, into: &survey)
        }
        var findings = CopyFindings(streams: survey.verdicts())
        let copied = Dictionary(grouping: findings.streams, by: \.source).mapValues { Set($0.map(\.service)) }
        for (source, services) in copied {
            let lines = counts[source] ?? [:]
            let mirrored = lines.reduce(0) { $0 + (services.contains($1.key) ? $1.value : 0) }
            if mirrored * 10 >= lines.values.reduce(0, +) * 9 { findings.sources.insert(source) }
        }
        return findings
    }

    /// Services told apart in one source; a source with more is no copy as a whole.
    private static let servicesCounted = 4096

    private static func scan(
        _ opening: SourceOpening, _ id: SourceID, options: LogFormats.Options, readAt: Micros,
        into survey: inout CopySurvey
    ) -> [UInt64: Int] {
        var counts: [UInt64: Int] = [:]
        var tracker = FormatTracker(opening.descriptor, options: options)
        let host = StableHash.hash(opening.descriptor.host)
        let service = StableHash.hash(opening.descriptor.service)
        let rank = CopyFilter.rank(opening.descriptor.kind)
        func take(_ record: Record, _ bytes: RawSpan) {
            guard record.time != .unknown, !record.flags.contains(.continuation) else { return }
            let stream = StableHash.combine(
                record.host.isEmpty ? host : StableHash.hash(bytes, record.host.range),
                record.service.isEmpty ? service : StableHash.hash(bytes, record.service.range))
            if counts.count < servicesCounted || counts[stream] != nil {
                counts[stream, default: 0] += 1
            } else {
                counts[0, default: 0] += 1
            }
            survey.add(
                CopyEvidence(
                    source: id, rank: rank, seconds: record.time.flooredDivision(by: .second).quotient,
                    service: stream, message: CopyEvidence.messageHash(record.message, in: bytes)))
        }
        // What cannot be read here cannot be read in the run either, which reports it.
        guard let source = try? opening.open() else { return counts }
        defer { source.close() }
        while let batch = try? source.next(maxBytes: 256 * 1024, readAt: readAt) {
            let bytes = batch.arena.span.bytes
            switch batch.content {
            case .lines:
                var lines = LineRanges()
                while let line = lines.next(in: bytes) {
                    var record = tracker.parser.parse(line, in: bytes)
                    _ = tracker.observe(record, in: bytes)
                    tracker.join(&record, in: bytes)
                    take(record, bytes)
                }
            case .entries(let entries):
                for entry in entries {
                    var record = tracker.parser.parse(entry, in: bytes)
                    tracker.join(&record, in: bytes)
                    take(record, bytes)
                }
            }
        }
        return counts
    }
}

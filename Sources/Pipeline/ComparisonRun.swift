import Bytes
import Comparison
import LogFormats
import LogSources
import Model
import TemplateMining
import Topology

/// A source of a comparison: of one side as a whole, or divided by time.
package struct ComparisonSource: Sendable {
    package var opening: SourceOpening
    /// Nil: its records belong to the side in whose span their time lies.
    package var side: ComparisonSide?
    package init(opening: SourceOpening, side: ComparisonSide?) { (self.opening, self.side) = (opening, side) }
}

/// Reads two logs through the front and one miner and tells how they differ: what `compare` does.
///
/// The same reader, header formats and templates as the engine's, without its detectors: sides are judged once, as a whole. Records need
/// no order, so sources are not merged by time.
package struct ComparisonRun {
    package var sources: [ComparisonSource]
    /// The two spans of time, where sources are divided by it.
    package var spans: (good: Range<Micros>, bad: Range<Micros>)?
    package var options = EngineOptions()
    package var topology: TopologyGraph
    package var workers = 1
    package var batchBytes = 256 * 1024
    /// The stated time of reading: no line is later.
    package var readAt: Micros

    package init(sources: [ComparisonSource], topology: TopologyGraph, readAt: Micros) {
        (self.sources, self.topology, self.readAt) = (sources, topology, readAt)
    }

    /// Blocks until all is read and judged.
    package func run(progress: (OfflineProgress) -> Void = { _ in }) -> ComparisonResult {
        let openings = sources.map(\.opening)
        var tally = ComparisonTally(run: self)
        let ahead = ReadAhead(
            openings, parsers: tally.parsers, front: tally.front, workers: workers, depth: openings.count > 16 ? 1 : 3,
            batchBytes: openings.count > 16 ? min(batchBytes, 64 * 1024) : batchBytes, readAt: readAt)
        var problems: [String] = []
        while let item = ahead.next() {
            switch item {
            case .batch(let batch, let result):
                let source = batch.source
                if let parser = tally.take(batch, result) { ahead.use(parser, for: source) }
            case .end: break
            case .failed(_, let error): problems.append("\(error)")
            case .event(_, let event): problems.append("\(event)")
            }
            let read = ahead.progress
            progress(
                OfflineProgress(lines: tally.lines, bytes: read.bytes, totalBytes: read.total, eventTime: .unknown))
        }
        ahead.stop()
        return ComparisonResult(tally.finished(), problems: problems)
    }
}

/// What a comparison has read so far.
struct ComparisonTally {
    let front: Front
    let spans: (good: Range<Micros>, bad: Range<Micros>)?
    let topology: TopologyGraph
    private let sides: [ComparisonSide?]
    private var sources: [SourceQueue]
    /// Event time of each source's first record on each side.
    private var begins: [[Micros]]
    /// What mirrors another source is left out, each side by itself.
    private var copies: [CopyFilter]
    private let places: [Int]
    private(set) var miner: TemplateMiner
    private(set) var streams = StreamTable()
    private(set) var comparison = Comparison()
    private(set) var samples = [SampleStore(), SampleStore()]
    private(set) var lines: UInt64 = 0
    private(set) var copied: UInt64 = 0
    /// Records without a time, whose side and rate are guesses.
    private(set) var timeless: UInt64 = 0
    /// Records in neither span.
    private(set) var outside: UInt64 = 0

    init(run: ComparisonRun) {
        front = Front(tokenizer: Tokenizer(run.options.mining.tokenizer))
        miner = TemplateMiner(options: run.options.mining)
        (spans, topology, sides) = (run.spans, run.topology, run.sources.map(\.side))
        sources = run.sources.map {
            let descriptor = $0.opening.descriptor
            let tracker = FormatTracker(descriptor, options: run.options.formats)
            var source = SourceQueue(descriptor, tracker: tracker)
            source.opening = tracker.firstTime(in: descriptor.head)
            return source
        }
        begins = run.sources.map { _ in [.max, .max] }
        if let spans {
            comparison.state(.good, spans.good)
            comparison.state(.bad, spans.bad)
        }
        copies = []
        var places = [Int](repeating: 0, count: run.sources.count)
        // Sources of unlike sides are never copies of each other.
        for group in [ComparisonSide?.none, .good, .bad] {
            let members = run.sources.indices.filter { run.sources[$0].side == group }
            for (place, source) in members.enumerated() { places[source] = place }
            var filter = CopyFilter()
            let openings = members.map { run.sources[$0].opening }
            if CopyFilter.hasNeighbours(openings.map(\.descriptor)) {
                filter.use(CopyScan.findings(openings, options: run.options.formats, readAt: run.readAt))
            }
            copies.append(filter)
        }
        self.places = places
    }

    var parsers: [LineParser] { sources.map(\.tracker.parser) }

    /// Takes a batch; returns its source's parser when the format was decided anew.
    mutating func take(_ batch: LogBatch, _ result: FrontResult) -> LineParser? {
        let index = Int(batch.source.raw)
        var result = result
        var changed = false
        var next = 0
        let bytes = batch.arena.span.bytes
        while next < result.lines.count {
            if result.parserVersion != sources[index].tracker.parser.version {
                result = front.parse(batch, with: sources[index].tracker.parser)
                changed = true
            }
            while next < result.lines.count, result.parserVersion == sources[index].tracker.parser.version {
                take(result.lines[next], index, bytes, readAt: batch.readAt)
                _ = sources[index].tracker.observe(result.lines[next].record, in: bytes)
                next += 1
            }
        }
        lines += UInt64(result.lines.count)
        if result.parserVersion != sources[index].tracker.parser.version { changed = true }
        return changed ? sources[index].tracker.parser : nil
    }

    @inline(__always)
    private mutating func take(_ line: FrontLine, _ index: Int, _ bytes: RawSpan, readAt: Micros) {
        var record = line.record
        sources[index].tracker.join(&record, in: bytes)
        switch sources[index].tracker.gather(record, in: bytes) {
        case .line: count(record, line.shape, index, bytes, readAt: readAt)
        case .part: break
        case .whole:
            let (arena, whole, _) = sources[index].tracker.takeWhole()
            let bytes = arena.span.bytes
            count(whole, front.tokenizer.shape(of: whole.mined, in: bytes), index, bytes, readAt: readAt)
        }
    }

    @inline(__always)
    private mutating func count(
        _ record: Record, _ shape: LineShape, _ index: Int, _ bytes: RawSpan, readAt: Micros
    ) {
        if record.flags.contains(.continuation) { return }
        let (time, clamped) = SourceQueue.time(
            of: record.time, latest: sources[index].latest, opening: sources[index].opening,
            jump: sources[index].jump, readAt: readAt)
        if clamped {
            if record.time <= readAt + SourceQueue.futureTolerance { sources[index].jump = record.time }
        } else {
            sources[index].jump = .unknown
        }
        if time > sources[index].latest { sources[index].latest = time }
        if record.time == .unknown { timeless += 1 }
        let side: ComparisonSide
        if let own = sides[index] {
            side = own
        } else if let spans, spans.good.contains(time) {
            side = .good
        } else if let spans, spans.bad.contains(time) {
            side = .bad
        } else {
            outside += 1
            return
        }
        let host = record.host.isEmpty ? sources[index].hostHash : StableHash.hash(bytes, record.host.range)
        let service = record.service.isEmpty ? sources[index].serviceHash : StableHash.hash(bytes, record.service.range)
        let key = StableHash.combine(host, service)
        let group = sides[index].map { $0.rawValue + 1 } ?? 0
        if copies[group].isActive,
            copies[group].isCopy(record, at: time, service: key, source: places[index], in: bytes)
        {
            copied += 1
            return
        }
        let place = Int(truncatingIfNeeded: key & 15)
        let cached = sources[index].cache[place]
        let stream = cached.key == key ? cached.stream : lookUp(key, record, index, bytes)
        if time < begins[index][side.rawValue] { begins[index][side.rawValue] = time }
        let match = miner.match(shape, message: record.mined, in: bytes)
        comparison.note(
            side, stream: stream, template: match.index, severity: record.severity, time: time,
            begin: begins[index][side.rawValue])
        if !record.correlation.isEmpty {
            comparison.follow(
                side, id: StableHash.hash(bytes, record.correlation.range), stream: stream, template: match.index,
                time: time)
        }
        _ = samples[side.rawValue].offer(
            stream, match.index, bucket: time >> 26, severity: 255, line: record.line, in: bytes)
    }

    @inline(never)
    private mutating func lookUp(_ key: UInt64, _ record: Record, _ index: Int, _ bytes: RawSpan) -> StreamID {
        let stream =
            streams.known(key)
            ?? streams.add(key, of: record, in: bytes, from: sources[index].descriptor, topology: topology)
        sources[index].cache[Int(truncatingIfNeeded: key & 15)] = (key, stream)
        return stream
    }

    /// With the series of templates that became one brought together.
    consuming func finished() -> ComparisonTally {
        let miner = miner
        comparison.settle { miner.resolve($0) }
        return self
    }
}

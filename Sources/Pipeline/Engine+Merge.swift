import Bytes
import Correlation
import LogFormats
import Model
import TemplateMining
import Topology

extension Engine {
    /// Puts a batch at the end of its source's queue.
    mutating func enqueue(_ batch: LogBatch, _ front: FrontResult) {
        let index = Int(batch.source.raw)
        // A reader says itself when it has nothing more; more of a finite source always comes.
        sources[index].atEnd = false
        if let last = front.lines.last(where: { $0.record.time != .unknown })?.record.time {
            newest = max(newest, min(last, batch.readAt + SourceQueue.futureTolerance))
        }
        if sources[index].resume == nil {
            sources[index].resume = batch.start
            sources[index].isUnwritten = true
        }
        sources[index].queue.append(.init(batch: batch, front: front))
        if heads[index] == .max { heads[index] = headTime(index) }
    }

    /// Looks again at what waited for the first time of its source.
    mutating func lookAgain(_ index: Int) {
        if heads[index] == .max, sources[index].hasLine { heads[index] = headTime(index) }
    }

    /// Takes lines in the order (time, source, position) for as long as no source could still bring an earlier one.
    mutating func run(into outcome: inout Outcome) {
        guard let earliest = heads.first, var silent = silentLimit(atLeast: heads[earliest]) else { return }
        while let source = heads.first {
            let limit = min(heads.limit(behind: source), silent)
            guard heads[source] <= limit, drain(source, through: limit, into: &outcome) else { return }
            // Only what was just read can have come to have nothing.
            if heads[source] == .max { silent = min(silent, silentLimit(of: source)) }
        }
    }

    /// Up to which event time the sources without a waiting line bring nothing more; nil where that is before `least`. O(sources).
    private func silentLimit(atLeast least: Micros) -> Micros? {
        var limit = Micros.max
        for index in 0..<heads.count where heads[index] == .max {
            limit = min(limit, silentLimit(of: index))
            if limit < least { return nil }
        }
        return limit
    }

    /// The same of one source without a waiting line.
    private func silentLimit(of index: Int) -> Micros {
        sources[index].ended ? .max : horizon(of: index) ?? .max
    }

    /// Up to which event time a source without a waiting line is known to bring nothing more; nil where it holds nobody back.
    private func horizon(of index: Int) -> Micros? {
        // In place: to copy a source is to count references, for each source and each line.
        let came = sources[index].latest
        if !sources[index].atEnd { return came == .unknown ? .min : came }
        // It has nothing more at present. Its next line cannot be much older than the newest one read elsewhere.
        if isIdle || came == .unknown || came < newest - Self.heardLately { return nil }
        return max(came, newest - Self.slack)
    }

    /// Time of the line at the head of a source's queue, `.max` where there is none; passes over what a restart has read again, and
    /// drops finished batches.
    private mutating func headTime(_ index: Int) -> Micros {
        while sources[index].hasLine {
            let head = sources[index].head
            let count = sources[index].queue[head].front.lines.count
            if sources[index].toSkip > 0 {
                let skipped = min(sources[index].toSkip, count - sources[index].next)
                sources[index].next += skipped
                sources[index].toSkip -= skipped
            }
            if sources[index].next >= count {
                sources[index].finishBatch()
                continue
            }
            if sources[index].queue[head].front.parserVersion != sources[index].tracker.parser.version {
                reparse(index)
            }
            let stated = sources[index].queue[head].front.lines[sources[index].next].record.time
            if stated < SourceQueue.unsetClock, sources[index].latest == .unknown, sources[index].opening == .unknown,
                !sources[index].findOpening(mayWait: !isIdle)
            {
                return .max
            }
            let time = SourceQueue.time(
                of: stated, latest: sources[index].latest, opening: sources[index].opening,
                jump: sources[index].jump, readAt: sources[index].queue[head].batch.readAt
            ).time
            return max(time, sources[index].latest)
        }
        return .max
    }

    /// Reads the headers of the batch at the head again, after the source's format was decided anew.
    private mutating func reparse(_ index: Int) {
        let head = sources[index].head
        statistics.reparsed += 1
        sources[index].queue[head].front = front.parse(
            sources[index].queue[head].batch, with: sources[index].tracker.parser)
    }

    /// Takes lines of one source while their time is not after `limit`. Returns false when it could take none.
    private mutating func drain(_ index: Int, through limit: Micros, into outcome: inout Outcome) -> Bool {
        let head = sources[index].head
        // The batch is taken out while its lines are walked, so that nothing is copied and the stages can be changed.
        var pending = SourceQueue.Pending(
            batch: LogBatch(
                source: SourceID(index), sequence: 0, arena: [], resume: SourcePosition(token: "", lines: 0), readAt: 0),
            front: FrontResult(parserVersion: 0, lines: []))
        swap(&pending, &sources[index].queue[head])
        let first = sources[index].next
        let count = pending.front.lines.count
        let next = walk(pending, index, from: first, through: limit, into: &outcome)
        swap(&pending, &sources[index].queue[head])
        sources[index].next = next
        sources[index].isUnwritten = true
        if next == count { sources[index].finishBatch() }
        heads[index] = headTime(index)
        return next > first
    }

    /// Takes the lines of a batch from `first` on, up to `limit` or to a change of the source's format. Returns the next one.
    private mutating func walk(
        _ pending: borrowing SourceQueue.Pending, _ index: Int, from first: Int, through limit: Micros,
        into outcome: inout Outcome
    ) -> Int {
        let readAt = pending.batch.readAt
        let bytes = pending.batch.arena.span.bytes
        let count = pending.front.lines.count
        var next = first
        var changed = false
        while next < count, !changed {
            var line = pending.front.lines[next]
            let (time, clamped) = SourceQueue.time(
                of: line.record.time, latest: sources[index].latest, opening: sources[index].opening,
                jump: sources[index].jump, readAt: readAt)
            if max(time, sources[index].latest) > limit { break }
            if clamped {
                sources[index].clamped += 1
                if (SourceQueue.unsetClock...readAt + SourceQueue.futureTolerance).contains(line.record.time) {
                    sources[index].jump = line.record.time
                }
            } else {
                sources[index].jump = .unknown
            }
            if time > sources[index].latest { sources[index].latest = time }
            if time > latest { latest = time }
            sources[index].ledger.read += 1
            let read = line.record
            sources[index].tracker.join(&line.record, in: bytes)
            switch sources[index].tracker.gather(line.record, in: bytes) {
            case .line: take(line, at: time, from: index, in: bytes, into: &outcome)
            case .part: notePart(line.record, of: index)
            case .whole: takeWhole(at: time, from: index, into: &outcome)
            }
            changed = sources[index].tracker.observe(read, in: bytes)
            next += 1
        }
        statistics.lines += UInt64(next - first)
        return next
    }

    /// A part of a line whose rest is to come.
    @inline(never)
    private mutating func notePart(_ record: Record, of index: Int) {
        if record.flags.contains(.cut) { sources[index].ledger.cut += 1 } else { sources[index].ledger.continued += 1 }
    }

    /// A line that came in parts, in its own bytes.
    @inline(never)
    mutating func takeWhole(at time: Micros, from index: Int, into outcome: inout Outcome) {
        let (arena, record, _) = sources[index].tracker.takeWhole()
        let bytes = arena.span.bytes
        let line = FrontLine(record: record, shape: front.tokenizer.shape(of: record.mined, in: bytes))
        take(line, at: time, from: index, in: bytes, into: &outcome)
    }

    /// Hash of a record's host and service: its own where the line names them, else its source's.
    @inline(__always)
    func streamKey(of record: Record, from source: Int, in bytes: RawSpan) -> UInt64 {
        let host = record.host.isEmpty ? sources[source].hostHash : StableHash.hash(bytes, record.host.range)
        let service =
            record.service.isEmpty ? sources[source].serviceHash : StableHash.hash(bytes, record.service.range)
        return StableHash.combine(host, service)
    }

    /// The stream known under a key; a new one is taken up.
    @inline(__always)
    mutating func stream(_ key: UInt64, of record: Record, from source: Int, in bytes: RawSpan) -> StreamID {
        let place = Int(truncatingIfNeeded: key & 15)
        let cached = sources[source].cache[place]
        if cached.key == key { return cached.stream }
        let stream = lookUp(key, record, source, bytes)
        sources[source].cache[place] = (key, stream)
        return stream
    }

    @inline(never)
    private mutating func lookUp(_ key: UInt64, _ record: Record, _ source: Int, _ bytes: RawSpan) -> StreamID {
        if let known = streams.known(key) { return known }
        let stream = streams.add(key, of: record, in: bytes, from: sources[source].descriptor, topology: topology)
        // Errors elsewhere can only name whom the graph knows, however quiet it is.
        let node = streams.nodes[Int(stream.raw)]
        let at = record.time == .unknown ? bucketEnd : record.time
        correlator.topology.learn(NodeName(node.host), at: at)
        // Its services too: a port, a driver's name or a path may speak of them. Not what every host has; where very many are known, only
        // programs that are known everywhere: the rest of the room is for those that have trouble.
        let hasRoom = 2 * correlator.topology.nodes.count < correlator.topology.options.maximumNodes
        if hasRoom && !node.service.isEmpty && !Platform.isPlatform(node)
            || correlator.topology.isService(node.service, onHost: node.host)
        {
            correlator.topology.learn(node, at: at)
        }
        return stream
    }
}

/// Names taken from log lines, made safe to show: printable, bounded.
enum PrintableName {
    static let limit = 64

    /// A text of a log line without control characters.
    static func visible(_ text: String) -> String {
        String(
            text.unicodeScalars.map {
                $0.value < 0x20 || $0.value == 0x7F || (0x80..<0xA0).contains($0.value) ? "_" : Character($0)
            })
    }

    static func make(_ bytes: RawSpan, _ range: ByteRange) -> String {
        let end = min(Int(range.end), Int(range.start) + limit)
        return String(
            bytes.text(Int(range.start)..<end).unicodeScalars.map { scalar in
                let hidden =
                    scalar.value < 0x20 || scalar.value == 0x7F || (0x80..<0xA0).contains(scalar.value) || scalar == "/"
                return hidden ? "_" : Character(scalar)
            })
    }

    /// The program that a tag of parts belongs to: `postfix/smtpd` is a part of postfix, `/usr/sbin/cron` a path. Nil for a plain tag.
    static func program(_ bytes: RawSpan, _ range: ByteRange) -> String? {
        let end = min(Int(range.end), Int(range.start) + limit)
        let parts = bytes.text(Int(range.start)..<end).split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count > 1, let name = parts.first.flatMap({ $0.isEmpty ? parts.last : $0 }), !name.isEmpty else {
            return nil
        }
        return visible(String(name))
    }
}

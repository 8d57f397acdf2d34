import Bytes
import Model

/// Decides which format a source writes: by votes on its first lines, and anew when a run of lines does not fit.
///
/// Its decisions depend on the sequence of lines alone, not on batches, workers or time. In the steady state
/// `observe` is a compare; a sample of lines is kept only while there is something to decide.
package struct FormatTracker: Sendable {
    private let options: LogFormats.Options
    private let zoneOffset: Int
    private var latest: Micros
    private var order = DateOrder.unknown
    private var code = Format.none
    private var layout = Layout()
    private var columns = Columns()
    private var joins = false
    /// Most headers stand behind spaces.
    private var isIndented = false
    /// A time alone is an empty record, and no heading.
    private var hasEmptyTexts = false
    private var version = 0
    /// Lines seen since the last decision, and after how many the next one falls due while the format is unsure.
    private var lines = 0
    private var due = Int.max
    /// Lines in a row that the format does not fit.
    private var misfits = 0
    private var sample = LineSample()
    /// What had to be inferred so far.
    private var inferred: UInt8 = 0
    private var inferredYear = 0
    private var latestSeen = Micros.unknown
    /// How far dates without a year have come, while that is so far before `latest` that the latest year possible may be one too late.
    private var reached = Micros.unknown
    /// What the lines before leave open.
    var joiner = RecordJoiner()
    /// The parts of a split line so far, those of standard error apart.
    var parts = PartGatherer(), errorParts = PartGatherer()
    /// A block whose end the first line of the next one showed, until it is taken.
    var finished = PartGatherer()
    /// Lines of the next block that were gathered before the one taken last was.
    package internal(set) var linesBehind = 0
    /// The current decision.
    package private(set) var parser: LineParser

    /// Decides on the source's first lines (`descriptor.head`).
    package init(_ descriptor: SourceDescriptor, options: LogFormats.Options = .init()) {
        self.options = options
        zoneOffset = descriptor.zoneOffset
        latest = descriptor.latest
        parser = LineParser(
            version: 0, code: .none,
            context: Context(time: TimeContext(zoneOffset: zoneOffset, latest: latest, slack: options.yearSlack)),
            joins: false)
        defer { parser = makeParser() }
        guard descriptor.kind == .file || descriptor.kind == .stdin else { return }
        var head = LineSample()
        head.fill(from: descriptor.head, lines: 512)
        decide(head)
        schedule(after: head.count)
        reached = opening(descriptor.milestones)
    }

    /// Dates without a year are of the years that put each of them before the next: going back from the last one, that finds every turn of
    /// the year, given lines that are less than a year apart. Unknown where the latest year possible is right for all that follows.
    private func opening(_ milestones: [UInt8]) -> Micros {
        guard !milestones.isEmpty, latest < TimeContext.farthest else { return .unknown }
        var sample = LineSample()
        sample.fill(from: milestones, lines: 4096)
        let bytes = sample.bytes.span.bytes
        var first = latest
        for line in sample.lines.reversed() {
            let record = makeParser(before: first).parse(line, in: bytes)
            guard record.has(FlagBits.inferredYear), record.time != .unknown else { continue }
            first = min(first, record.time)
        }
        return latest - first > Self.yearSpan ? first : .unknown
    }

    /// Within so long after a date, another one without a year is later and not of the year before. Below a year by how far a log's lines
    /// may go back.
    private static let yearSpan: Micros = 300 * .day

    /// The first time that the first 64 lines of a source's head state, `.unknown` where none does: what stands before it (`#Fields:`, a
    /// banner, the rest of a stack trace) was written then.
    package func firstTime(in head: [UInt8]) -> Micros {
        var sample = LineSample()
        sample.fill(from: head, lines: 64)
        let bytes = sample.bytes.span.bytes
        for line in sample.lines {
            let time = parser.parse(line, in: bytes).time
            if time != .unknown { return time }
        }
        return .unknown
    }

    /// Takes note of a record, in order. True: the decision changed, and the lines after this one must be parsed again.
    package mutating func observe(_ record: Record, in bytes: RawSpan) -> Bool {
        lines &+= 1
        if record.format.raw == Format.w3c.rawValue,
            let found = Columns(bytes, Int(record.line.start), Int(record.line.end))
        {
            return adopt(found)
        }
        if record.format.raw == code.rawValue, code != .none, lines < due, misfits == 0 {
            return record.has(FlagBits.inferred) ? noteInferred(record) : false
        }
        return observeSlowly(record, bytes)
    }

    /// A `#Fields:` line says what the lines after it hold.
    private mutating func adopt(_ found: Columns) -> Bool {
        guard found != columns || code != .w3c else { return false }
        (columns, code, misfits, joins, due) = (found, .w3c, 0, true, .max)
        sample.removeAll()
        version += 1
        parser = makeParser()
        return true
    }

    @inline(never)
    private mutating func observeSlowly(_ record: Record, _ bytes: RawSpan) -> Bool {
        var changed = noteInferred(record)
        if record.format.raw == Format.journal.rawValue { return changed }
        let line = Cursor(Int(record.line.start), Int(record.line.end))
        let indented = record.has(FlagBits.continuation) && Continuation.looksLike(line, bytes)
        if code != .none, record.format.raw == code.rawValue {
            misfits = 0
            if due == .max { sample.removeAll() }
        } else if !indented {
            misfits += 1
        }
        // Samples are kept while unsure, and during a run of misfits.
        if due != .max ? lines > due - Self.sampleLines : misfits > 0, !indented {
            sample.append(bytes, record.line.range, limit: options.sampleBytes)
        }
        if due != .max, lines >= due {
            changed = redecide() || changed
            schedule(after: lines)
        } else if code != .none, misfits >= options.misfitRun {
            changed = redecide() || changed
            // Lines that stay unfit are not asked about at each step again.
            misfits = 0
            if due != .max { schedule(after: lines) }
        }
        return changed
    }

    /// How many of the last lines a new decision rests on.
    private static let sampleLines = 128

    /// When to ask again: soon where little was seen, ever more seldom where the lines have no format.
    private mutating func schedule(after count: Int) {
        if code == .none {
            due = count < 8 ? 8 : count < 64 ? 64 : count < .max / 8 ? lines + max(count, 64) * 3 : .max
        } else if code == .timeLed && count < 64 {
            due = 64
        } else {
            due = .max
        }
        if due != .max, due <= lines { due = lines + 64 }
    }

    private mutating func redecide() -> Bool {
        let before = (code, layout, joins, isIndented, order)
        let emptyBefore = hasEmptyTexts
        decide(sample)
        sample.removeAll()
        guard before != (code, layout, joins, isIndented, order) || emptyBefore != hasEmptyTexts else { return false }
        version += 1
        misfits = 0
        parser = makeParser()
        return true
    }

    /// `before`: no line is later than this.
    private func makeParser(before: Micros? = nil) -> LineParser {
        var context = Context(
            time: TimeContext(
                zoneOffset: zoneOffset, latest: before ?? latest, slack: options.yearSlack,
                horizon: reached == .unknown ? .max : reached + Self.yearSpan, order: order))
        context.layout = layout
        context.layoutHasLevel = layout.hasLevel
        context.layoutHasTime = layout.isEmpty || layout.hasTime
        context.columns = columns
        context.isIndented = isIndented
        context.hasEmptyTexts = hasEmptyTexts
        return LineParser(version: version, code: code, context: context, joins: joins)
    }

    /// Votes on a sample; a sample without lines changes nothing.
    private mutating func decide(_ lines: LineSample) {
        guard lines.count > 0 else { return }
        let context = Context(
            time: TimeContext(zoneOffset: zoneOffset, latest: latest, slack: options.yearSlack, order: order))
        let ballot = Ballot(lines, context)
        code = ballot.winner
        layout = ballot.layout
        joins = ballot.joins
        if let found = ballot.columns { columns = found }
        if ballot.order != .unknown { order = ballot.order }
        isIndented = ballot.isIndented
        hasEmptyTexts = ballot.hasEmptyTexts
    }

    /// Notes what was inferred, and moves the limit for dates without a year along with the source, so that a source
    /// followed for months stays in its year.
    private mutating func noteInferred(_ record: Record) -> Bool {
        inferred |= record.flags.rawValue & FlagBits.inferred
        guard record.has(FlagBits.inferredYear), record.time != .unknown else { return false }
        if record.time > latestSeen { inferredYear = CivilTime(record.time).year }
        if reached != .unknown {
            latestSeen = max(latestSeen, record.time)
            // The window moves in steps: each costs the lines that were read ahead.
            guard record.time > reached + 20 * .day else { return false }
            reached = latest - record.time > Self.yearSpan ? record.time : .unknown
        } else if record.time > latest + .day / 2 {
            latest = record.time
            latestSeen = latest
        } else if latestSeen != .unknown, latestSeen - record.time > Self.yearSpan {
            // The source went on past the limit: a jump back by a year is a step forward.
            latest = record.time + 366 * .day
            latestSeen = latest
        } else {
            latestSeen = max(latestSeen, record.time)
            return false
        }
        version += 1
        parser = makeParser()
        return true
    }

    /// What the report says was guessed, in a fixed order.
    package var guesses: [String] {
        var lines: [String] = []
        if inferred & FlagBits.inferredYear != 0, inferredYear > 0 { lines.append("year inferred: \(inferredYear)") }
        if inferred & FlagBits.inferredZone != 0 { lines.append("zone assumed: \(Self.zoneName(zoneOffset))") }
        if order == .dayFirst { lines.append("dates read as day/month/year") }
        return lines
    }

    /// `UTC`, `UTC+09:00`.
    static func zoneName(_ offset: Int) -> String {
        guard offset != 0 else { return "UTC" }
        let minutes = abs(offset) / 60
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "UTC\(offset < 0 ? "-" : "+")\(two(minutes / 60)):\(two(minutes % 60))"
    }
}

extension FormatTracker {
    static let snapshotVersion: UInt32 = 5

    /// The whole state, byte-identical for equal states.
    package func snapshot() -> [UInt8] {
        var writer = SnapshotWriter(version: Self.snapshotVersion)
        writer.write(code.rawValue)
        writer.write(layout.elements) { $0.write($1.rawValue) }
        writer.write(columns.low)
        writer.write(columns.high)
        writer.write(columns.packed)
        writer.write(UInt8((joins ? 1 : 0) | (isIndented ? 2 : 0) | (hasEmptyTexts ? 4 : 0)))
        writer.write(order.rawValue)
        writer.write(Int64(version))
        writer.write(latest)
        writer.write(Int64(lines))
        writer.write(Int64(due))
        writer.write(Int64(misfits))
        writer.write(sample.bytes)
        writer.write(inferred)
        writer.write(Int64(inferredYear))
        writer.write(latestSeen)
        writer.write(reached)
        writer.write(joiner.state.rawValue)
        writer.write(joiner.severity?.rawValue ?? 255)
        writer.write(joiner.time)
        writer.write(joiner.split)
        Self.write(joiner.lanes.last, to: &writer)
        for word in joiner.lanes.words.all { writer.write(word) }
        writer.write(joiner.lanes.open) { Self.write($1, to: &$0) }
        for parts in [parts, errorParts] {
            writer.write(parts.bytes)
            writer.write(Int64(parts.tail))
            writer.write(Int64(parts.lines))
        }
        return writer.bytes
    }

    private static func write(_ lane: TraceLanes.Lane, to writer: inout SnapshotWriter) {
        writer.write(lane.key)
        writer.write(lane.severity?.rawValue ?? 255)
        writer.write(lane.time)
        writer.write(lane.kind.rawValue)
        writer.write(lane.bits)
        writer.write(lane.age)
    }

    private static func readLane(_ reader: inout SnapshotReader) throws(SnapshotError) -> TraceLanes.Lane {
        var lane = TraceLanes.Lane()
        lane.key = try reader.read()
        lane.severity = Severity(rawValue: try reader.read())
        lane.time = try reader.read()
        guard let kind = TraceLine.Kind(rawValue: try reader.read()) else { throw .invalid("a trace of no kind") }
        lane.kind = kind
        lane.bits = try reader.read()
        lane.age = try reader.read()
        return lane
    }

    private static func readParts(_ reader: inout SnapshotReader) throws(SnapshotError) -> PartGatherer {
        let gathered: [UInt8] = try reader.read()
        guard gathered.count <= PartGatherer.limit * 2 else { throw .invalid("parts of \(gathered.count) bytes") }
        let tail = Int(try reader.read(Int64.self))
        return PartGatherer(bytes: gathered, tail: tail, lines: Int(try reader.read(Int64.self)))
    }

    /// Goes on where a snapshot was taken; the descriptor's head is not asked again.
    package init(
        _ descriptor: SourceDescriptor, options: LogFormats.Options = .init(), snapshot: [UInt8]
    ) throws(SnapshotError) {
        var bare = descriptor
        bare.head = []
        bare.milestones = []
        self.init(bare, options: options)
        var reader = try SnapshotReader(snapshot, version: Self.snapshotVersion)
        guard let code = Format(rawValue: try reader.read()) else { throw .invalid("a format that does not exist") }
        self.code = code
        let elements = try reader.readArray { (reader: inout SnapshotReader) throws(SnapshotError) -> Element in
            guard let element = Element(rawValue: try reader.read()) else {
                throw .invalid("an element that does not exist")
            }
            return element
        }
        guard elements.count <= Layout.capacity else { throw .invalid("a layout of \(elements.count) elements") }
        layout = Layout(elements)
        let low: UInt64 = try reader.read()
        let high: UInt64 = try reader.read()
        columns = Columns(low: low, high: high, packed: try reader.read())
        let bits: UInt8 = try reader.read()
        (joins, isIndented, hasEmptyTexts) = (bits & 1 != 0, bits & 2 != 0, bits & 4 != 0)
        order = DateOrder(rawValue: try reader.read()) ?? .unknown
        version = Int(try reader.read(Int64.self))
        latest = max(latest, min(try reader.read(Micros.self), TimeContext.farthest))
        lines = Int(try reader.read(Int64.self))
        due = Int(try reader.read(Int64.self))
        misfits = Int(try reader.read(Int64.self))
        let kept: [UInt8] = try reader.read()
        sample = LineSample()
        sample.fill(from: kept, lines: Self.sampleLines)
        inferred = try reader.read(UInt8.self) & FlagBits.inferred
        inferredYear = Int(try reader.read(Int64.self))
        latestSeen = try reader.read()
        reached = try reader.read()
        guard let state = RecordJoiner.State(rawValue: try reader.read()) else {
            throw .invalid("a state of joining that does not exist")
        }
        let severity = Severity(rawValue: try reader.read())
        let (waited, split) = (try reader.read(Micros.self), try reader.read(UInt8.self))
        let last = try Self.readLane(&reader)
        var words = TraceLanes.Words()
        words.a = try reader.read()
        words.b = try reader.read()
        words.c = try reader.read()
        words.d = try reader.read()
        words.e = try reader.read()
        words.f = try reader.read()
        let open = try reader.readArray { (reader: inout SnapshotReader) throws(SnapshotError) -> TraceLanes.Lane in
            try Self.readLane(&reader)
        }
        joiner = RecordJoiner(
            state: state, severity: severity, time: waited, split: split,
            lanes: TraceLanes(last: last, words: words, open: open))
        parts = try Self.readParts(&reader)
        errorParts = try Self.readParts(&reader)
        guard lines >= 0, misfits >= 0, version >= 0 else { throw .invalid("a negative count") }
        parser = makeParser()
    }
}

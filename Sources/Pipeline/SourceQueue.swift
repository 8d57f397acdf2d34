import Bytes
import LogFormats
import Model

/// One source as the engine sees it: the batches that wait, how far it has come, and what became of its lines.
struct SourceQueue: Sendable {
    struct Pending: Sendable {
        var batch: LogBatch
        var front: FrontResult
    }

    private(set) var descriptor: SourceDescriptor
    var tracker: FormatTracker
    var ledger = Ledger()
    /// Where to resume: the end of the last batch whose every line is in the engine.
    var resume: SourcePosition?
    /// Lines still to be passed over after a restart.
    var toSkip = 0
    /// Nothing will follow.
    var ended = false
    /// Nothing more at present.
    var atEnd = false
    /// Latest event time, never going back: what this source contributes to the order of the merge.
    var latest: Micros = .unknown
    /// The first time that its lines state, looked for where the first of them state none: a title, or the names of columns, belong to
    /// that time, and not to the moment of reading, which may be years later.
    var opening: Micros = .unknown
    /// A line more than a day ahead, waiting for a second one to confirm it.
    var jump: Micros = .unknown
    /// Its times went back, and have not come again to where they were.
    var isBack = false
    /// Lines whose time lay in the future or far ahead of their source's and was replaced; lines older than the open bucket.
    var clamped: UInt64 = 0
    var late: UInt64 = 0
    /// In place of a sample's slot: the last record was a copy or not asked for, and so are the lines that continue it.
    static let passedOver = -2
    /// Its row in the store is older than it is.
    var isUnwritten = true
    /// The slot of the sample that a continuation line would extend.
    var sampleSlot = -1
    /// Severity of the last record, 255 where it had none: an exception in its continuation lines is as grave as the program called it.
    var recordSeverity: UInt8 = 255
    var queue: [Pending] = []
    var head = 0
    /// Next line of the batch at the head.
    var next = 0
    /// The streams met last, by key: most sources write one or few.
    var cache = [(key: UInt64, stream: StreamID)](repeating: (0, StreamID(0)), count: 16)
    private(set) var hostHash: UInt64
    private(set) var serviceHash: UInt64
    /// The tracker's state while the source has not been opened again after a restart.
    private(set) var dormant: [UInt8]?

    init(_ descriptor: SourceDescriptor, tracker: FormatTracker) {
        self.descriptor = descriptor.withoutLines
        self.tracker = tracker
        hostHash = StableHash.hash(descriptor.host)
        serviceHash = StableHash.hash(descriptor.service)
    }

    /// A source known from before a restart, until it is opened again.
    init(dormant descriptor: SourceDescriptor, tracker: [UInt8], options: LogFormats.Options) {
        self.init(descriptor, tracker: FormatTracker(descriptor, options: options))
        dormant = tracker
        ended = true
    }

    mutating func reopen(_ descriptor: SourceDescriptor, tracker: FormatTracker) {
        self.descriptor = descriptor.withoutLines
        self.tracker = tracker
        hostHash = StableHash.hash(descriptor.host)
        serviceHash = StableHash.hash(descriptor.service)
        dormant = nil
        isUnwritten = true
    }

    var hasLine: Bool { head < queue.count }

    /// Lines at the head of a source among which its first time is looked for.
    static let headLines = 1000

    /// Looks for the first time among the lines that wait, where the source has come to none. False where it may yet come with lines that
    /// are not here. A number of lines, and not what a batch happens to hold: the same for any cut.
    mutating func findOpening(mayWait: Bool) -> Bool {
        var seen = 0
        for (at, pending) in queue[head...].enumerated() {
            for line in pending.front.lines[(at == 0 ? next : 0)...] {
                if line.record.time >= Self.unsetClock, line.record.time <= pending.batch.readAt + Self.futureTolerance
                {
                    opening = line.record.time
                    return true
                }
                seen += 1
                if seen == Self.headLines { return true }
            }
        }
        return ended || atEnd || !mayWait
    }

    /// A time further ahead of the reading than this is wrong.
    static let futureTolerance: Micros = 5 * .minute
    /// How far a time may lie before what the same source said already: programs write when a request ends, and say when it began.
    static let backTolerance: Micros = 5 * .minute
    /// 1980-01-02: earlier times are those of clocks that nobody has set (1970 of Unix, 1980 of a PC), not of logs.
    static let unsetClock: Micros = 3653 * .day
    /// A step forward longer than this needs a second line to confirm it.
    static let jumpTolerance: Micros = .day

    /// The event time that a line gets in its source, which has come to `latest`: its own, unless it has none or it runs away;
    /// never before `latest` for the order of the merge. `jump` is the time of a line far ahead that waits to be confirmed. `opening` is the
    /// first time that the source states: what stands before it is as old, not as new as its reading.
    ///
    /// Static, so that the hot path reads two numbers of a source and does not copy the rest.
    @inline(__always)
    static func time(
        of line: Micros, latest: Micros, opening: Micros = .unknown, jump: Micros, readAt: Micros
    ) -> (time: Micros, clamped: Bool) {
        let latest = latest == .unknown ? opening : latest
        if line < unsetClock || line == .unknown {
            return (latest == .unknown ? readAt : latest, line != .unknown)
        }
        if line > readAt + futureTolerance { return (latest == .unknown ? readAt : latest, true) }
        if latest != .unknown, line > latest + jumpTolerance, jump == .unknown || line + .minute < jump {
            return (latest, true)
        }
        return (line, false)
    }

    /// Drops the batch at the head, whose lines are all in the engine.
    mutating func finishBatch() {
        isUnwritten = true
        let batch = queue[head].batch
        // Of entries the messages count: how much of their headers a batch shares depends on where it was cut.
        switch batch.content {
        case .lines: ledger.bytes += UInt64(batch.arena.count) + batch.lostBytes
        case .entries(let entries): ledger.bytes += entries.reduce(batch.lostBytes) { $0 + UInt64($1.message.count) }
        }
        ledger.lostBytes += batch.lostBytes
        resume = batch.resume
        next = 0
        head += 1
        if head == queue.count {
            queue.removeAll(keepingCapacity: true)
            head = 0
        } else if head >= 16 {
            queue.removeFirst(head)
            head = 0
        } else {
            queue[head - 1] = Pending(
                batch: LogBatch(source: batch.source, sequence: 0, arena: [], resume: batch.resume, readAt: 0),
                front: FrontResult(parserVersion: 0, lines: []))
        }
    }
}

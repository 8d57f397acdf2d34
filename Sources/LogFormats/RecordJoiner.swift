import Bytes
import Model

/// Which lines of a source belong to one record where a line alone cannot tell: a header on a line of its own (.NET's
/// console, `java.util.logging`, Samba, old RabbitMQ), parts of a line that its writer split (CRI's `P`), and the last line
/// of a trace (`ValueError: boom`). A value of a few bytes; one step a line, which leaves at once in the usual case.
struct RecordJoiner: Sendable, Hashable {
    /// `open`: the line before has no header and ends in a backslash, as a command does that goes on below. `banner`: no header was
    /// seen yet, so what stands here belongs to no record above it.
    enum State: UInt8 { case none, heading, partial, trace, open, banner }
    private(set) var state = State.banner
    private(set) var severity: Severity?
    private(set) var time = Micros.unknown

    init() {}
    init(state: State, severity: Severity?, time: Micros) {
        (self.state, self.severity, self.time) = (state, severity, time)
    }

    /// Takes the next line's record, in order, and changes what it says of itself.
    @inline(__always)
    mutating func step(_ record: inout Record, in bytes: RawSpan) {
        if state == .none,
            !record.has(FlagBits.continuation | FlagBits.partial | FlagBits.heading | FlagBits.headerless)
        {
            return
        }
        slowly(&record, bytes)
    }

    @inline(never)
    private mutating func slowly(_ record: inout Record, _ bytes: RawSpan) {
        let goesOn = record.has(FlagBits.continuation | FlagBits.headerless)
        if state == .banner {
            if record.has(FlagBits.headerless), record.line.count > 0 {
                let line = Cursor(Int(record.line.start), Int(record.line.end))
                let last = bytes.byte(line.end &- 1)
                if !Continuation.looksLike(line, bytes), !Continuation.isTableRow(line, bytes),
                    !Continuation.isLoneBracket(line, bytes), last != 13 || line.left > 1
                {
                    record.clear(FlagBits.continuation)
                }
                if Self.isOpen(record, bytes) { state = .open }
                return
            }
            if !record.has(FlagBits.headerless) { state = .none }
        }
        if record.has(FlagBits.heading) {
            // A header that had no text is lost to the next one only in name: both are counted as lines.
            (state, severity, time) = (.heading, record.severity, record.time)
            record.set(FlagBits.continuation)
            return
        }
        switch state {
        case .heading:
            if record.message.isEmpty {
                record.set(FlagBits.continuation)
                return
            }
            state = .none
            guard goesOn else { break }
            record.clear(FlagBits.continuation)
            if record.severity == nil { record.severity = severity }
            if record.time == .unknown { record.time = time }
            return
        case .partial:
            state = record.has(FlagBits.partial) ? .partial : .none
            record.set(FlagBits.continuation)
            return
        case .trace:
            if record.has(FlagBits.continuation) { return }
            state = .none
            // In an envelope (of the journal: where the message has no header of its own) a line may end the trace.
            let isWrapped =
                record.format == Format.cri.id || record.format == Format.compose.id || record.format == Format.json.id
                || record.format == Format.journal.id && record.message.start == record.line.start
            if goesOn || isWrapped,
                Continuation.endsTrace(Cursor(Int(record.message.start), Int(record.message.end)), bytes)
            {
                record.set(FlagBits.continuation)
                state = .trace
                return
            }
        case .open:
            state = .none
            if record.has(FlagBits.headerless) { record.set(FlagBits.continuation) }
        case .none, .banner: break
        }
        if record.has(FlagBits.partial) {
            state = .partial
        } else if record.has(FlagBits.headerless), Self.isOpen(record, bytes) {
            state = .open
        } else if record.has(FlagBits.continuation) {
            state = .trace
        }
    }

    /// Whether a line ends in ` \`.
    private static func isOpen(_ record: Record, _ bytes: RawSpan) -> Bool {
        let end = Int(record.line.end)
        return record.line.count > 2 && bytes.byte(end &- 1) == UInt8(ascii: "\\") && bytes.byte(end &- 2) == 32
    }
}

extension Record {
    /// Whether this line of a trace names its exception: what kind of failure a record tells of stands there, not in its first line.
    /// O(name).
    @inline(__always)
    package func namesException(in bytes: RawSpan) -> Bool {
        guard message.count >= 4, Byte.isLetter(bytes.byte(Int(message.start))) else { return false }
        return Continuation.namesException(Cursor(Int(message.start), Int(message.end)), bytes)
    }
}

extension FormatTracker {
    /// Joins lines to records: marks lines that go on with the record before them, and gives the text below a header line
    /// that header's severity and time. Lines with a header alone become continuations, so their text is the record. To be
    /// asked once for each line, in order, before the record is used. Constant time.
    @inline(__always)
    package mutating func join(_ record: inout Record, in bytes: RawSpan) { joiner.step(&record, in: bytes) }
}

import Bytes
import Model

/// Which lines of a source belong to one record where a line alone cannot tell: a header on a line of its own (.NET's
/// console, `java.util.logging`, Samba, old RabbitMQ), parts of a line that its writer split (CRI's `P`), and traces. A small value; one
/// step a line, which leaves at once in the usual case.
struct RecordJoiner: Sendable, Hashable {
    /// `open`: the line before has no header and ends in a backslash, as a command does that goes on below. `banner`: no header was
    /// seen yet, so what stands here belongs to no record above it.
    /// `report`: a sanitizer's, up to its summary. `script`: what PowerShell says of the place of an error, up to a blank line.
    enum State: UInt8 { case none, heading, trace, open, banner, report, script }
    private(set) var state = State.banner
    private(set) var severity: Severity?
    private(set) var time = Micros.unknown
    /// Streams whose line is in parts, a bit each.
    private(set) var split: UInt8 = 0
    /// Traces in frames.
    private(set) var lanes = TraceLanes()

    init() {}
    init(state: State, severity: Severity?, time: Micros, split: UInt8, lanes: TraceLanes) {
        (self.state, self.severity, self.time, self.split, self.lanes) = (state, severity, time, split, lanes)
    }

    /// Takes the next line's record, in order, and changes what it says of itself.
    @inline(__always)
    mutating func step(_ record: inout Record, in bytes: RawSpan) {
        if record.format.raw == Format.rails.rawValue { carryTime(&record) }
        if Self.isFramed(record), state == .none || state == .banner,
            !record.has(FlagBits.heading | FlagBits.partial), split == 0
        {
            state = .none
            lanes.step(&record, bytes)
            return
        }
        if state == .none, split == 0,
            !record.has(FlagBits.continuation | FlagBits.partial | FlagBits.heading | FlagBits.headerless)
        {
            lanes.reset()
            return
        }
        slowly(&record, bytes)
    }

    /// What is said of a request has the time of its first line.
    @inline(never)
    private mutating func carryTime(_ record: inout Record) {
        if record.time == .unknown { record.time = time } else { time = record.time }
    }

    /// Takes a line that was put together from parts: what the other stream still waits for is none of it, nor is the next block, if that
    /// has begun (`isFollowed`).
    mutating func takeWhole(_ record: inout Record, in bytes: RawSpan, isFollowed: Bool) {
        let waiting = split
        split = 0
        step(&record, in: bytes)
        split = isFollowed ? waiting : waiting & ~PartGatherer.stream(of: record, bytes)
    }

    /// Whether each line has a record of its own around it.
    @inline(__always)
    private static func isFramed(_ record: Record) -> Bool {
        record.format.raw == Format.journal.rawValue || record.format.raw == Format.cri.rawValue
            || record.format.raw == Format.json.rawValue || record.format.raw == Format.compose.rawValue
            || TraceLanes.isSyslog(record)
    }

    @inline(never)
    private mutating func slowly(_ record: inout Record, _ bytes: RawSpan) {
        lanes.isApart = false
        let stream = PartGatherer.stream(of: record, bytes)
        if split == 0, record.has(FlagBits.partial), isLateBlockLine(record, bytes) {
            // A line like a block's in the text of one that was read.
            record.clear(FlagBits.partial)
            record.set(FlagBits.continuation)
            return
        }
        if record.has(FlagBits.partial) || split & stream != 0 {
            if split & stream != 0 { record.set(FlagBits.continuation) } else { record.clear(FlagBits.continuation) }
            if record.has(FlagBits.partial) { split |= stream } else { split &= ~stream }
            return
        }
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
                if Self.isReport(record, bytes) { state = .report }
                if Continuation.isScriptPlace(line, bytes) { state = .script }
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
            if record.message.isEmpty || goesOn && MiddlewareCode.areFields(record.message, bytes) {
                record.set(FlagBits.continuation)
                return
            }
            state = .none
            guard goesOn else { break }
            record.clear(FlagBits.continuation)
            if record.severity == nil { record.severity = severity ?? MiddlewareCode.severity(record.message, bytes) }
            if record.time == .unknown { record.time = time }
            if Self.isReport(record, bytes) { state = .report }
            return
        case .trace:
            if Self.isFramed(record) {
                state = .none
                break
            }
            if record.has(FlagBits.continuation) {
                if Continuation.isScriptPlace(Cursor(Int(record.line.start), Int(record.line.end)), bytes) {
                    state = .script
                }
                return
            }
            state = .none
            let text = Cursor(Int(record.message.start), Int(record.message.end))
            if goesOn, Continuation.endsTrace(text, bytes) || Continuation.isClosing(text, bytes) {
                record.set(FlagBits.continuation)
                state = .trace
                return
            }
        case .open:
            state = .none
            if record.has(FlagBits.headerless) { record.set(FlagBits.continuation) }
        case .report:
            guard record.has(FlagBits.headerless), !Self.isFramed(record) else {
                state = .none
                break
            }
            record.set(FlagBits.continuation)
            if Self.begins(record, "SUMMARY: ", bytes) { state = .none }
            return
        case .script:
            guard record.has(FlagBits.headerless), !record.message.isEmpty, !Self.isFramed(record) else {
                state = .none
                break
            }
            record.set(FlagBits.continuation)
            return
        case .none, .banner: break
        }
        if Self.isFramed(record) {
            lanes.step(&record, bytes)
            return
        }
        lanes.reset()
        if record.has(FlagBits.headerless), Self.isReport(record, bytes) {
            state = .report
        } else if record.has(FlagBits.headerless), Self.isOpen(record, bytes) {
            state = .open
        } else if record.has(FlagBits.continuation),
            Continuation.isScriptPlace(Cursor(Int(record.line.start), Int(record.line.end)), bytes)
        {
            state = .script
        } else if record.has(FlagBits.continuation) {
            state = .trace
        }
    }

    /// Whether a line is one of a block but not its first.
    private func isLateBlockLine(_ record: Record, _ bytes: RawSpan) -> Bool {
        let line = Cursor(Int(record.line.start), Int(record.line.end))
        switch record.format.raw {
        case Format.eventText.rawValue: return !EventText.begins(line, bytes)
        case Format.pairBlock.rawValue: return !PairBlock.begins(line, bytes)
        case Format.journalVerbose.rawValue: return !JournalVerbose.begins(line, bytes)
        case Format.jsonBlock.rawValue: return !JSONBlock.begins(line, bytes)
        default: return false
        }
    }

    private static func begins(_ record: Record, _ text: StaticString, _ bytes: RawSpan) -> Bool {
        Scan.starts(bytes, at: Int(record.line.start), end: Int(record.line.end), with: text)
    }

    /// `==12==ERROR: AddressSanitizer: text`
    private static func isReport(_ record: Record, _ bytes: RawSpan) -> Bool {
        var c = Cursor(Int(record.line.start), Int(record.line.end))
        return c.take("==", bytes) && c.number(bytes) != nil && c.take("==ERROR: ", bytes)
    }

    /// Whether a line ends in ` \`, or says that a thread of Rust's panicked, of which the message stands below.
    private static func isOpen(_ record: Record, _ bytes: RawSpan) -> Bool {
        let end = Int(record.line.end)
        if begins(record, "thread '", bytes), bytes.byte(end &- 1) == UInt8(ascii: ":") { return true }
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

    /// Whether the line joined last goes on with a record before which others were begun: with a trace into which another program wrote.
    package var isApart: Bool { joiner.lanes.isApart }
}

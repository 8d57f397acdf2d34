import Bytes
import Model

/// Traces that programs write line by line into a frame which gives each line a record of its own: the journal, CRI, Docker, compose.
///
/// A line goes on with a record only where both are of one writer (journal: host, service, unit and process; CRI and Docker: the stream),
/// stand close in time, and the line has no graver level; nothing else joins a record to another. A few traces may be under way at
/// once, those of different writers between each other. O(1) a line.
struct TraceLanes: Sendable, Hashable {
    /// A record, as far as lines after it are compared with it.
    struct Lane: Sendable, Hashable {
        var key: UInt64 = 0
        var severity: Severity?
        var time = Micros.unknown
        var kind = TraceLine.Kind.general
        var bits: UInt8 = 0
        /// Lines since its last one.
        var age: UInt8 = 0

        /// It is a trace for certain.
        static var trace: UInt8 { 1 }
        /// No line stands below its first one yet.
        static var fresh: UInt8 { 2 }
        /// Its last line was said.
        static var ended: UInt8 { 4 }
        /// Another trace that belongs to it follows.
        static var chained: UInt8 { 8 }
        /// The line before was indented.
        static var indented: UInt8 { 16 }

        func has(_ bit: UInt8) -> Bool { bits & bit != 0 }
        mutating func set(_ bit: UInt8) { bits |= bit }
        mutating func clear(_ bit: UInt8) { bits &= ~bit }
    }

    /// Traces at once.
    static let capacity = 4
    /// Lines of others between two of a trace, at most; where no times tell, fewer.
    private static let between: UInt8 = 64, betweenUntimed: UInt8 = 8
    /// From a record to the first line below it, and from line to line within a trace, at most.
    private static let beginning = Micros.second, within = 2 * Micros.second

    private(set) var last = Lane()
    /// The beginning of its text.
    private(set) var words = Words()
    private(set) var open: [Lane] = []
    /// The line taken last goes on with a record before which others were begun.
    var isApart = false

    init() {}
    init(last: Lane, words: Words, open: [Lane]) {
        (self.last, self.words, self.open) = (last, words, Array(open.prefix(Self.capacity)))
    }

    /// Takes the next line of a frame. On entry `.continuation` says that it may be a trace's, afterwards that it is.
    @inline(__always)
    mutating func step(_ record: inout Record, _ bytes: RawSpan) {
        if open.isEmpty, !record.has(FlagBits.continuation) {
            last = Self.lane(of: record, bytes)
            if !Self.isSyslog(record) { note(record, bytes) }
            return
        }
        slowly(&record, bytes)
    }

    /// A line that no frame carries: what follows it is none of a frame's trace.
    mutating func reset() {
        isApart = false
        guard last.key != 0 || !open.isEmpty else { return }
        last = Lane()
        open.removeAll(keepingCapacity: true)
    }

    @inline(never)
    private mutating func slowly(_ record: inout Record, _ bytes: RawSpan) {
        record.clear(FlagBits.continuation)
        isApart = false
        var lane = Self.lane(of: record, bytes)
        let text = Self.text(of: record, bytes)
        let role = text.map { TraceLine.role($0, bytes) } ?? .none
        for index in open.indices { open[index].age &+= 1 }
        open.removeAll { $0.age > ($0.time == .unknown ? Self.betweenUntimed : Self.between) }
        if let index = open.firstIndex(where: { $0.key == lane.key }) {
            if Self.isNear(lane.time, open[index].time, Self.within),
                takes(index, role, text, Self.isGraver(record.severity, open[index].severity), bytes)
            {
                if lane.time != .unknown { open[index].time = lane.time }
                open[index].age = 0
                record.set(FlagBits.continuation)
                isApart = last.key != lane.key
                return
            }
            open.remove(at: index)
        }
        let fits =
            last.key == lane.key && Self.isNear(lane.time, last.time, Self.beginning)
            && !Self.isGraver(record.severity, last.severity)
        switch role {
        case .blank:
            // It says nothing of its own.
            record.set(FlagBits.continuation)
            isApart = last.key != lane.key
            return
        case .weak where fits && !Self.isGraver(record.severity, .info) && !Self.isSyslog(record):
            record.set(FlagBits.continuation)
            begin(last, at: lane.time, Lane.indented)
            return
        case .inside where fits, .chained where fits:
            record.set(FlagBits.continuation)
            begin(last, at: lane.time, Lane.trace | Lane.indented)
            return
        case .start(let kind)
        where fits && !last.has(Lane.trace)
            && (last.severity.map { $0 <= .warning } == true || !Self.isSyslog(record) && speaksOfFailure):
            // The message above reports it.
            record.set(FlagBits.continuation)
            var trace = last
            trace.kind = kind
            begin(trace, at: lane.time, Lane.trace)
            // A second trace is none of it.
            last.set(Lane.trace)
            return
        case .inside, .chained: begin(lane, at: lane.time, Lane.trace | Lane.indented)
        case .start(let kind):
            lane.kind = kind
            begin(lane, at: lane.time, Lane.trace)
        case .header(let kind):
            lane.kind = kind
            begin(lane, at: lane.time, kind == .rule ? Lane.fresh : Lane.trace | Lane.fresh)
        case .none, .weak, .end: break
        }
        last = lane
        last.kind = .general
        if case .start = role { last.set(Lane.trace) }
        note(record, bytes)
    }

    /// Keeps the beginning of a record's text: whether a trace below belongs to it shows only then.
    @inline(__always)
    private mutating func note(_ record: Record, _ bytes: RawSpan) {
        let (from, to) = (Int(record.message.start), Int(record.message.end))
        func word(_ offset: Int) -> UInt64 { from &+ offset < to ? Word.lower(bytes, from &+ offset, to) : 0 }
        words = Words(a: word(0), b: word(8), c: word(16), d: word(24), e: word(32), f: word(40))
    }

    /// The first 48 bytes of a text in lower case.
    struct Words: Sendable, Hashable {
        var a: UInt64 = 0, b: UInt64 = 0, c: UInt64 = 0, d: UInt64 = 0, e: UInt64 = 0, f: UInt64 = 0
        var all: [UInt64] { [a, b, c, d, e, f] }
    }

    /// Whether the last record says that something went wrong, whatever its level: `Exception on /search`.
    private var speaksOfFailure: Bool {
        let text = words.all.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(8 * $0)) } }
        return ["exception", "error", "panic", "failed", "failure", "crash"].contains { word in
            let wanted = Array(word.utf8)
            return (0...(text.count - wanted.count)).contains {
                text[$0..<$0 + wanted.count].elementsEqual(wanted)
            }
        }
    }

    private mutating func begin(_ lane: Lane, at time: Micros, _ bits: UInt8) {
        var lane = lane
        lane.bits = bits
        if time != .unknown { lane.time = time }
        if open.count >= Self.capacity { open.removeFirst() }
        open.append(lane)
    }

    /// Whether a line of the same writer belongs to a trace under way, which takes note of it.
    private mutating func takes(
        _ index: Int, _ role: TraceLine.Role, _ text: Cursor?, _ isGraver: Bool, _ bytes: RawSpan
    ) -> Bool {
        let lane = open[index]
        let ended = lane.has(Lane.ended), kind = lane.kind
        switch role {
        case .blank: return true
        case .weak, .inside:
            guard !isGraver, kind != .rule else { return false }
            open[index].clear(Lane.fresh)
            open[index].set(role == .inside ? Lane.trace | Lane.indented : Lane.indented)
            return true
        case .chained:
            guard !isGraver, lane.has(Lane.trace) else { return false }
            open[index].clear(Lane.ended | Lane.indented)
            open[index].set(Lane.chained)
            return true
        case .start(.python):
            guard !isGraver, lane.has(Lane.chained) || !lane.has(Lane.trace) else { return false }
            open[index].kind = .python
            open[index].clear(Lane.chained | Lane.indented | Lane.fresh)
            open[index].set(Lane.trace)
            return true
        case .start:
            guard !isGraver else { return false }
            if kind == .python { return ends(index) }
            // The next exception of its own begins a trace of its own.
            guard !lane.has(Lane.trace) || kind == .node && !ended else { return false }
            open[index].set(Lane.trace)
            return true
        case .end:
            switch kind {
            case .python: return ends(index)
            case .go, .node, .general: return lane.has(Lane.trace)
            case .rust, .sanitizer: return !isGraver && takesText(index, text, bytes)
            case .rule: return false
            }
        case .header(.sanitizer):
            guard kind == .rule else { return false }
            open[index].kind = .sanitizer
            open[index].set(Lane.trace)
            return true
        case .header: return false
        case .none: return !isGraver && takesText(index, text, bytes)
        }
    }

    /// The exception below a traceback of Python; a second one is none of it.
    private mutating func ends(_ index: Int) -> Bool {
        guard !open[index].has(Lane.ended) else { return false }
        open[index].set(Lane.ended)
        open[index].clear(Lane.indented)
        return true
    }

    /// Whether a text without a mark belongs to a trace under way, by what its kind of program writes.
    private mutating func takesText(_ index: Int, _ text: Cursor?, _ bytes: RawSpan) -> Bool {
        guard let c = text else { return false }
        let lane = open[index]
        func starts(_ text: StaticString) -> Bool { Scan.starts(bytes, at: c.at, end: c.end, with: text) }
        if lane.kind != .rule, lane.has(Lane.indented), Continuation.isLoneBracket(c, bytes) { return true }
        switch lane.kind {
        case .rust, .node:
            // What is said stands on the line below the place.
            if lane.has(Lane.fresh) {
                open[index].clear(Lane.fresh)
                return true
            }
            return lane.kind == .node && (starts("Node.js v") || starts("^"))
        case .sanitizer:
            if lane.has(Lane.ended) { return starts("Shadow byte") || starts("=>0x") || starts("==") }
            if starts("SUMMARY: ") { open[index].set(Lane.ended) }
            return true
        case .python:
            // An exception whose name does not tell it.
            guard lane.has(Lane.indented), Byte.isLetter(c.peek(bytes)) else { return false }
            var at = c.at
            while at < c.end, Byte.isIdentifier(bytes.byte(at)), bytes.byte(at) != UInt8(ascii: ":") { at &+= 1 }
            guard at == c.end || bytes.byte(at) == UInt8(ascii: ":") else { return false }
            return ends(index)
        case .general, .go, .rule: return false
        }
    }

    // MARK: comparing

    /// Who wrote a record, when and how grave.
    @inline(__always)
    private static func lane(of record: Record, _ bytes: RawSpan) -> Lane {
        var key = UInt64(record.format.raw) &+ 1
        if isSyslog(record) {
            // Name and process are enough for lines that stand next to each other.
            let name = Word.lower(bytes, Int(record.service.start), Int(record.service.end))
            key = (name ^ UInt64(record.pid) &<< 24) &* 0x9e37_79b9_7f4a_7c15 &+ UInt64(record.service.count)
        } else if record.format.raw == Format.cri.rawValue || !record.unit.isEmpty && isDocker(record, bytes) {
            // One container's file: whatever its lines say of themselves.
            key = mix(key, record.unit, bytes)
        } else {
            key = mix(key &+ UInt64(record.pid) &* 0x9e37_79b9, record.service, bytes)
            key = mix(mix(key, record.unit, bytes), record.host, bytes)
        }
        return Lane(key: key | 1, severity: record.severity, time: record.time)
    }

    /// In syslog's files programs of all sorts set off their lines: an indent alone tells nothing there.
    @inline(__always)
    static func isSyslog(_ record: Record) -> Bool {
        Format(rawValue: record.format.raw)?.isSyslog == true
    }

    @inline(__always)
    private static func isDocker(_ record: Record, _ bytes: RawSpan) -> Bool {
        Scan.starts(bytes, at: Int(record.line.start), end: Int(record.line.end), with: "{\"log\":")
    }

    @inline(__always)
    private static func mix(_ key: UInt64, _ range: ByteRange, _ bytes: RawSpan) -> UInt64 {
        let (from, to) = (Int(range.start), Int(range.end))
        guard to > from else { return key &* 0x9e37_79b9_7f4a_7c15 }
        var hash = key ^ Word.lower(bytes, from, to) &* 0xff51_afd7_ed55_8ccd
        hash = (hash ^ hash &>> 29) &* 0x9e37_79b9_7f4a_7c15
        if to &- from > 8 { hash ^= Word.lower(bytes, max(from, to &- 8), to) &* 0xc4ce_b9fe_1a85_ec53 }
        return (hash ^ hash &>> 32) &+ UInt64(to &- from)
    }

    private static func isNear(_ a: Micros, _ b: Micros, _ span: Micros) -> Bool {
        if a == .unknown || b == .unknown { return true }
        // A damaged snapshot may hold any time.
        let (distance, overflows) = a.subtractingReportingOverflow(b)
        return !overflows && distance.magnitude <= span.magnitude
    }

    /// Whether a level is graver than that of the record above; none is as the least that programs say of themselves.
    private static func isGraver(_ level: Severity?, _ above: Severity?) -> Bool {
        guard let level else { return false }
        return level < min(above ?? .info, .info)
    }

    /// The text as the program wrote it, its indent included; nil where it had a header of its own, which was taken off.
    private static func text(of record: Record, _ bytes: RawSpan) -> Cursor? {
        var from = Int(record.message.start)
        let line = Int(record.line.start)
        guard from >= line, record.message.end <= record.line.end else { return nil }
        while from > line, Byte.isSpace(bytes.byte(from &- 1)) { from &-= 1 }
        let to = Int(record.message.end)
        switch record.format.raw {
        case Format.syslog.rawValue, Format.syslogISO.rawValue, Format.syslogProtocol.rawValue:
            guard !record.service.isEmpty else { return nil }
            return TraceLine.syslogText(record, bytes)
        case Format.journal.rawValue: return from == line ? Cursor(from, max(from, to)) : nil
        case Format.json.rawValue:
            if record.message.isEmpty { return Cursor(to, to) }
            guard from > line &+ 1, bytes.byte(from &- 1) == UInt8(ascii: "\""),
                bytes.byte(from &- 2) != UInt8(ascii: "\\")
            else { return nil }
            return Cursor(from, max(from, to))
        default:
            // CRI's tag or compose's bar, and the blank behind it.
            guard from > line, from < Int(record.line.end) || record.message.isEmpty else { return nil }
            let mark = bytes.byte(from &- 1)
            let isTag = mark == UInt8(ascii: "F") || mark == UInt8(ascii: "P")
            guard
                record.format.raw == Format.cri.rawValue
                    ? isTag && from > line &+ 2 && bytes.byte(from &- 2) == 32 : mark == UInt8(ascii: "|")
            else { return nil }
            return Cursor(min(from &+ 1, max(from, to)), max(from, to))
        }
    }
}

import Bytes
import Model

/// The parts of a line that its writer split (CRI's `P`, Docker's missing newline), put together again: what is mined, counted and
/// looked into is the whole text, in the frame of its first part.
///
/// Bounded: past `limit` the rest is left out. A part that ends the input is a record of what there is of it.
package struct PartGatherer: Sendable, Hashable {
    /// Bytes of a whole line that are kept.
    static let limit = 256 * 1024

    /// The first part's line with the parts' texts in it; `tail` of its bytes stand behind the text.
    private(set) var bytes: [UInt8] = []
    private(set) var tail = 0
    /// Lines of which it is made so far.
    private(set) var lines = 0
    /// The last part is in it.
    var isWhole = false
    var isOpen: Bool { !bytes.isEmpty }

    init() {}
    init(bytes: [UInt8], tail: Int, lines: Int) {
        (self.bytes, self.tail, self.lines) = (bytes, max(0, min(tail, bytes.count)), max(0, lines))
    }

    /// The stream that a line was written to, as a bit: 2 for standard error, 1 for all else. Each has parts of its own.
    static func stream(of record: Record, _ bytes: RawSpan) -> UInt8 {
        guard record.unit.count == 6, record.format != Format.journal.id else { return 1 }
        return Scan.equals(bytes, record.unit.range, "stderr") ? 2 : 1
    }

    mutating func begin(_ record: Record, _ source: RawSpan) {
        lines = 1
        let line = record.line.range
        let text = Self.isBlock(record) ? line.upperBound..<line.upperBound : Self.text(record, source)
        guard line.lowerBound <= text.lowerBound, text.upperBound <= line.upperBound else { return }
        source.extracting(line).withUnsafeBytes { bytes.append(contentsOf: $0) }
        tail = line.upperBound - text.upperBound
        // CRI's tag: the whole is a full line.
        let tag = text.lowerBound - line.lowerBound - 2
        if record.format == Format.cri.id, tag >= 0, bytes[tag] == UInt8(ascii: "P") { bytes[tag] = UInt8(ascii: "F") }
    }

    /// The part as it was written: its message with the blanks around it, which are the whole text's.
    private static func text(_ record: Record, _ source: RawSpan) -> Range<Int> {
        var from = Int(record.message.start), to = Int(record.message.end)
        let isCRI = record.format == Format.cri.id
        while from > Int(record.line.start), source.byte(from &- 1) == 32 { from &-= 1 }
        if isCRI {
            if from < Int(record.message.start) { from &+= 1 }
            to = Int(record.line.end)
            while to > from, source.byte(to &- 1) == 13 { to &-= 1 }
        }
        return from..<max(from, to)
    }

    /// Whether its lines are a block's, which are kept as they are.
    private var isBlock: Bool {
        let span = bytes.span.bytes
        let line = Cursor(0, Scan.first(10, in: span, from: 0, to: bytes.count))
        return EventText.begins(line, span) || PairBlock.begins(line, span) || JournalVerbose.begins(line, span)
            || JSONBlock.begins(line, span)
    }

    private static func isBlock(_ record: Record) -> Bool {
        Format(rawValue: record.format.raw)?.isBlock == true
    }

    /// Whether a block ends before this line, which is the first of the next one.
    func endsBefore(_ record: Record, _ source: RawSpan) -> Bool {
        guard isOpen, record.has(FlagBits.partial) else { return false }
        let line = Cursor(Int(record.line.start), Int(record.line.end))
        switch record.format.raw {
        case Format.journalVerbose.rawValue: return JournalVerbose.begins(line, source)
        case Format.eventText.rawValue: return EventText.begins(line, source)
        default: return false
        }
    }

    mutating func append(_ record: Record, _ source: RawSpan) {
        lines += 1
        let room = Self.limit - bytes.count
        let text = isBlock ? record.line.range : Self.text(record, source)
        if isBlock, room > 0 { bytes.append(10) }
        guard room > 0, !text.isEmpty else { return }
        let part = text.lowerBound..<min(text.upperBound, text.lowerBound + room)
        source.extracting(part).withUnsafeBytes { bytes.insert(contentsOf: $0, at: bytes.count - tail) }
    }

    mutating func take() -> (bytes: [UInt8], lines: Int) {
        defer { (bytes, tail, lines, isWhole) = ([], 0, 0, false) }
        return (bytes, lines)
    }
}

/// What a line is to the parts that were put together.
package enum Gathered: Sendable {
    /// A line of its own, as nearly all are.
    case line
    /// A part; the next line goes on with it.
    case part
    /// The last part: `FormatTracker.takeWhole` has the line.
    case whole
}

extension FormatTracker {
    /// Keeps the parts of split lines, those of each stream apart. To be asked once for each line, after `join`. Constant time for all
    /// others.
    @inline(__always)
    package mutating func gather(_ record: Record, in bytes: RawSpan) -> Gathered {
        if !hasParts, !record.has(FlagBits.partial) { return .line }
        return gatherSlowly(record, bytes)
    }

    @inline(never)
    private mutating func gatherSlowly(_ record: Record, _ bytes: RawSpan) -> Gathered {
        if parts.endsBefore(record, bytes) {
            (finished, parts) = (parts, PartGatherer())
            parts.begin(record, bytes)
            return .whole
        }
        let isError = PartGatherer.stream(of: record, bytes) == 2
        if isError {
            return Self.gather(record, bytes, into: &errorParts)
        }
        return Self.gather(record, bytes, into: &parts)
    }

    private static func gather(_ record: Record, _ bytes: RawSpan, into parts: inout PartGatherer) -> Gathered {
        if parts.isOpen {
            parts.append(record, bytes)
        } else {
            // A line of its own between the parts of the other stream.
            guard record.has(FlagBits.partial) else { return .line }
            parts.begin(record, bytes)
        }
        guard parts.isOpen else { return .line }
        parts.isWhole = !record.has(FlagBits.partial)
        return parts.isWhole ? .whole : .part
    }

    /// Whether parts wait for the rest of their line.
    package var hasParts: Bool { parts.isOpen || errorParts.isOpen }

    /// The line whose last part was gathered, or what there is of one where the input ended: its bytes, its record, joined as any
    /// line's is, and of how many lines it was made.
    package mutating func takeWhole() -> (bytes: [UInt8], record: Record, lines: Int) {
        let takesError = errorParts.isOpen && (errorParts.isWhole || !parts.isWhole && !parts.isOpen)
        linesBehind = finished.isOpen ? 1 : 0
        let (bytes, lines) = finished.isOpen ? finished.take() : takesError ? errorParts.take() : parts.take()
        var record = parser.parse(ByteRange(0, bytes.count), in: bytes.span.bytes)
        record.clear(FlagBits.partial)
        joiner.takeWhole(&record, in: bytes.span.bytes, isFollowed: linesBehind > 0)
        return (bytes, record, lines)
    }
}

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
    var isOpen: Bool { !bytes.isEmpty }

    init() {}
    init(bytes: [UInt8], tail: Int) { (self.bytes, self.tail) = (bytes, max(0, min(tail, bytes.count))) }

    mutating func begin(_ record: Record, _ source: RawSpan) {
        let line = record.line.range, text = Self.text(record, source)
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

    mutating func append(_ record: Record, _ source: RawSpan) {
        let room = Self.limit - bytes.count
        let text = Self.text(record, source)
        guard room > 0, !text.isEmpty else { return }
        let part = text.lowerBound..<min(text.upperBound, text.lowerBound + room)
        source.extracting(part).withUnsafeBytes { bytes.insert(contentsOf: $0, at: bytes.count - tail) }
    }

    mutating func take() -> [UInt8] {
        defer { (bytes, tail) = ([], 0) }
        return bytes
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
    /// Keeps the parts of split lines. To be asked once for each line, after `join`. Constant time for all others.
    @inline(__always)
    package mutating func gather(_ record: Record, in bytes: RawSpan) -> Gathered {
        if !parts.isOpen, !record.has(FlagBits.partial) { return .line }
        return gatherSlowly(record, bytes)
    }

    @inline(never)
    private mutating func gatherSlowly(_ record: Record, _ bytes: RawSpan) -> Gathered {
        if parts.isOpen { parts.append(record, bytes) } else { parts.begin(record, bytes) }
        guard parts.isOpen else { return .line }
        return record.has(FlagBits.partial) ? .part : .whole
    }

    /// Whether parts wait for the rest of their line.
    package var hasParts: Bool { parts.isOpen }

    /// The line whose last part was gathered, or what there is of it where the input ended: its bytes, and its record, joined as any
    /// line's is.
    package mutating func takeWhole() -> (bytes: [UInt8], record: Record) {
        let bytes = parts.take()
        var record = parser.parse(ByteRange(0, bytes.count), in: bytes.span.bytes)
        record.clear(FlagBits.partial)
        joiner.step(&record, in: bytes.span.bytes)
        return (bytes, record)
    }
}

import Bytes
import Model

/// Decides over the lines of one source which of them make one record, where a line alone does not tell: parts that a container
/// runtime split, headers whose text stands on the next line (.NET's console, java.util.logging), the last line of a Python
/// traceback, the frames of a Go panic, and the text of a Rust panic where each line comes with an envelope of its own (journal,
/// CRI, Docker).
///
/// A pure state machine of sixteen bytes; O(1) for a line that opens nothing, O(line) while something is open. Not thread-safe: a
/// value per source.
package struct RecordJoiner: Sendable, Hashable {
    package enum Place: Sendable {
        /// The line begins a record.
        case starts
        /// It belongs to the record before it.
        case continues
        /// It is the header of the record that the next line begins.
        case announces
    }

    /// What the lines so far leave open.
    private enum Open: UInt64 {
        case nothing, partial, header, text, python, go, rust
    }

    private var open = Open.nothing
    /// Of the last record, or of a header that waits for its text; 255 where unknown.
    private var severity: UInt8 = 255
    private var pid: UInt32 = 0

    package init() {}

    /// Its place, and what the lines before it say of it: a text takes the severity of its header.
    @inline(__always)
    package mutating func place(_ record: inout Record, in bytes: RawSpan) -> Place {
        if open == .nothing, !record.has(FlagBits.joining), severity > Severity.warning.rawValue {
            remember(record)
            return .starts
        }
        return placeSlowly(&record, bytes)
    }

    @inline(__always)
    private mutating func remember(_ record: Record) {
        severity = record.severity?.rawValue ?? 255
        pid = record.pid
    }

    @inline(never)
    private mutating func placeSlowly(_ record: inout Record, _ bytes: RawSpan) -> Place {
        let isSame = record.pid == pid || record.pid == 0 || pid == 0
        if record.has(FlagBits.partial) || open == .partial {
            let continues = open == .partial && isSame
            open = record.has(FlagBits.partial) ? .partial : .nothing
            if continues { return .continues }
            return start(record, opening: open)
        }
        if record.has(FlagBits.continuation) { return placeContinuation(&record, isSame, bytes) }
        if record.has(FlagBits.prelude) {
            remember(record)
            open = .header
            return .announces
        }
        let isHeaderless = record.has(FlagBits.headerless)
        if open == .header {
            if isHeaderless, record.severity == nil, severity != 255 { record.severity = Severity(rawValue: severity) }
            return start(record, opening: isHeaderless ? .text : .nothing)
        }
        if isSame, belongs(record, isHeaderless, bytes) { return .continues }
        return start(record, opening: opening(record.message, bytes))
    }

    /// A line that looks like a part of the record before it.
    private mutating func placeContinuation(_ record: inout Record, _ isSame: Bool, _ bytes: RawSpan) -> Place {
        let text = textRange(of: record)
        let next = opening(text, bytes)
        // A traceback after a record that tells of no failure, or of another process, is news of its own.
        let tellsNothing = severity == 255 ? isBare(record) && record.format.raw != Format.journal.rawValue : severity > Severity.warning.rawValue
        let isNews = next == .python && tellsNothing && open != .python
        guard isSame, !isNews else {
            record.flags.remove(.continuation)
            if next == .python { record.severity = min(record.severity ?? .error, .error) }
            return start(record, opening: next)
        }
        if next != .nothing { open = next }
        return .continues
    }

    private mutating func start(_ record: Record, opening next: Open) -> Place {
        remember(record)
        open = next
        return .starts
    }

    /// Whether a line without marks goes on with what is open.
    private mutating func belongs(_ record: Record, _ isHeaderless: Bool, _ bytes: RawSpan) -> Bool {
        let bare = isHeaderless || isBare(record)
        let message = record.message
        switch open {
        case .text: return isHeaderless
        case .python:
            guard bare, Continuation.namesException(message, bytes) else { return false }
            open = .nothing
            return true
        case .go: return bare && Continuation.isGoFrame(message, bytes)
        case .rust:
            open = .nothing
            return bare
        case .nothing:
            // Java: the exception's own line stands after the line that reports it.
            return bare && severity <= Severity.warning.rawValue && Continuation.namesJavaException(message, bytes)
        case .partial, .header: return false
        }
    }

    /// Whether an envelope holds a text without a header of its own.
    private func isBare(_ record: Record) -> Bool {
        switch record.format.raw {
        case Format.journal.rawValue: record.message.start == record.line.start
        case Format.cri.rawValue, Format.json.rawValue: record.severity == nil
        default: false
        }
    }

    private func textRange(of record: Record) -> ByteRange { record.message.isEmpty ? record.line : record.message }

    /// What a line opens.
    private func opening(_ text: ByteRange, _ bytes: RawSpan) -> Open {
        let (start, end) = (Int(text.start), Int(text.end))
        if Scan.starts(bytes, at: start, end: end, with: "Traceback (most recent call last)") { return .python }
        if Scan.starts(bytes, at: start, end: end, with: "goroutine ") { return .go }
        if Scan.starts(bytes, at: start, end: end, with: "thread '"), end > start, bytes.byte(end &- 1) == UInt8(ascii: ":") { return .rust }
        return .nothing
    }

    /// The state in one number, for a checkpoint.
    package var packed: UInt64 { UInt64(pid) << 32 | UInt64(severity) << 8 | open.rawValue }

    /// A state that was packed; a number that is none is an empty state.
    package init(packed: UInt64) {
        open = Open(rawValue: packed & 0xff) ?? .nothing
        severity = UInt8(truncatingIfNeeded: packed >> 8)
        pid = UInt32(truncatingIfNeeded: packed >> 32)
    }
}

import Bytes
import Model

/// Reads lines of one source by what is known of it: an immutable value, so that any worker may parse any line, and the
/// record depends on the line and this value alone.
package struct LineParser: Sendable, Hashable {
    /// Grows with each decision of the tracker; batches parsed by another version are parsed again.
    package let version: Int
    /// The format tried first.
    package var format: FormatID { code.id }
    let code: Format
    let context: Context
    /// Lines without a header continue the record before them.
    let joins: Bool

    init(version: Int, code: Format, context: Context, joins: Bool) {
        (self.version, self.code, self.context, self.joins) = (version, code, context, joins)
    }

    /// The record of one line. `line` excludes its line end; a carriage return at its end is not a part of the message.
    /// O(header) plus one vectorised pass over the message for ids.
    package func parse(_ line: ByteRange, in bytes: RawSpan) -> Record {
        guard Int(line.end) <= bytes.byteCount else { return Record() }
        var record = Record()
        record.line = line
        var c = Cursor(Int(line.start), Int(line.end))
        while c.end > c.at, bytes.byte(c.end &- 1) == 13 || bytes.byte(c.end &- 1) == 10 { c.end &-= 1 }
        if c.peek(bytes) >= 0x80 || c.peek(bytes) == 0x1b { skipMarks(&c, bytes) }
        let start = c
        if code != .none {
            if Dispatch.parse(code, &c, bytes, context, &record) {
                record.format = code.id
                finish(&c, bytes, &record, code)
                return record
            }
            record = Record()
            record.line = line
            c = start
        }
        misfit(&c, bytes, &record)
        return record
    }

    /// A line that is not of the source's format.
    @inline(never)
    private func misfit(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) {
        let start = c
        let indented = Byte.isSpace(c.peek(bytes))
        if !indented {
            let found = Dispatch.classify(&c, bytes, context, &record)
            if found != .none {
                record.format = found.id
                finish(&c, bytes, &record, found)
                return
            }
        }
        c = start
        record.set(FlagBits.headerless)
        if code == .dotNet || code == .javaUtilLogging, secondLine(&c, bytes) {
            // The text of a record whose header stands on the line before: a record of its own, without a time.
            finish(&c, bytes, &record, .none)
            return
        }
        c = start
        // A blank line says nothing of its own.
        if code != .none && joins || c.left == 0 || Continuation.looksLike(c, bytes) {
            record.set(FlagBits.continuation)
        }
        finish(&c, bytes, &record, .none)
    }

    /// `      text` after .NET's header line, `INFO: text` after that of java.util.logging.
    private func secondLine(_ c: inout Cursor, _ bytes: RawSpan) -> Bool {
        if code == .javaUtilLogging {
            var scratch = Record()
            let start = c
            let found =
                Byte.isUpper(c.peek(bytes, 1)) && Elements.level(&c, bytes, &scratch)
                && bytes.byte(c.at &- 1) == UInt8(ascii: ":")
            c = start
            return found
        }
        return c.skipSpaces(bytes) == 6 && !Scan.starts(bytes, at: c.at, end: c.end, with: "at ")
    }

    /// The message's range, the look into it, the id.
    @inline(__always)
    private func finish(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record, _ code: Format) {
        if code == .cri, c.left == 0 || Continuation.looksLike(c, bytes) { record.set(FlagBits.continuation) }
        if record.message.isEmpty {
            if !record.has(FlagBits.continuation) { c.skipBlanks(bytes) }
            var to = c.end
            while to > c.at, Byte.isSpace(bytes.byte(to &- 1)) { to &-= 1 }
            record.message = ByteRange(c.at, to)
        }
        if record.has(FlagBits.continuation) { return }
        if code.carriesPayload || c.peek(bytes) == UInt8(ascii: "{") { Payload.inspect(bytes, context, &record) }
        if record.correlation.isEmpty {
            record.correlation = Identifiers.find(bytes, Int(record.message.start), Int(record.message.end))
        }
    }

    /// A byte order mark and terminal colours at the line's start.
    @inline(never)
    private func skipMarks(_ c: inout Cursor, _ bytes: RawSpan) {
        if c.peek(bytes) == 0xef, c.peek(bytes, 1) == 0xbb, c.peek(bytes, 2) == 0xbf { c.at &+= 3 }
        c.skipANSI(bytes)
    }

    /// The record of a journal entry: its own fields, and what its message says.
    package func parse(_ entry: JournalEntry, in bytes: RawSpan) -> Record {
        var record = Record()
        record.format = Format.journal.id
        record.time = entry.time
        record.severity = entry.severity
        record.host = entry.host
        record.service = entry.service.isEmpty ? entry.unit : entry.service
        record.pid = entry.pid
        record.unit = entry.unit
        record.line = entry.message
        guard Int(entry.message.end) <= bytes.byteCount else { return record }
        var c = Cursor(Int(entry.message.start), Int(entry.message.end))
        while c.end > c.at, bytes.byte(c.end &- 1) == 13 || bytes.byte(c.end &- 1) == 10 { c.end &-= 1 }
        skipMarks(&c, bytes)
        if c.left == 0 || Continuation.looksLike(c, bytes) { record.set(FlagBits.continuation) }
        finish(&c, bytes, &record, .journal)
        return record
    }
}

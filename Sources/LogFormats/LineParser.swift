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
        if context.isIndented { c.skipSpaces(bytes) }
        let start = c
        // A way of reading that takes any date would take another program's own header for text.
        // What many shapes share comes after the grammars of programs.
        let isLoose = code == .looseTime && (c.peek(bytes) == UInt8(ascii: "{") || Byte.isLower(c.peek(bytes)))
        if code != .none, !isLoose, code != .timeLed || !Byte.isUpper(c.peek(bytes)) {
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
        (c.at, c.end) = Progress.lastState(c.at, c.end, bytes)
        let start = c
        let indented = Byte.isSpace(c.peek(bytes))
        if !indented, !(code != .none && Continuation.isLoneBracket(c, bytes)) {
            let found = Dispatch.classify(&c, bytes, context, &record)
            // `INFO: text` below a header of java.util.logging is that record's text.
            if found != .none, !(code == .javaUtilLogging && found == .levelLed),
                !(found == .json && start.left == 1 && code != .none && joins),
                !(code == .rubyLogger && found == .rails),
                !(found == .looseTime && code != .none && joins && record.message.count == start.left)
            {
                record.format = found.id
                finish(&c, bytes, &record, found)
                return
            }
        }
        c = start
        let line = record.line
        record = Record()
        record.line = line
        record.set(FlagBits.headerless)
        if code == .javaUtilLogging, secondLine(c, bytes) {
            // The text of a record whose header stands on the line before.
            finish(&c, bytes, &record, .none)
            return
        }
        c = start
        if Continuation.isReportRule(c, bytes) {
            // What a sanitizer reports stands below its rule.
            record.clear(FlagBits.headerless)
            record.set(FlagBits.heading)
            finish(&c, bytes, &record, .none)
            return
        }
        // A blank line says nothing of its own.
        if code == .rails || code == .rubyLogger { skipTags(&c, bytes, &record) }
        if c.left == 0 || Continuation.looksLike(c, bytes) || Continuation.isRubyFrame(c, bytes)
            || code != .none && !code.isOneLine
                && (Continuation.isLoneBracket(c, bytes) || Continuation.isTableRow(c, bytes))
            || code == .w3c && context.columns.separator != .spaces
            || code != .none && joins && !standsAlone(c, bytes)
        {
            record.set(FlagBits.continuation)
        }
        if code == .pairBlock {
            // A text within a paragraph.
            record.format = code.id
            record.set(FlagBits.partial)
        }
        // What else is said of a request has its time.
        if code == .rails, !record.has(FlagBits.continuation) { record.format = code.id }
        finish(&c, bytes, &record, .none)
    }

    /// Steps over the tags that Ruby's programs write before each line of a record.
    private func skipTags(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) {
        if c.peek(bytes) == UInt8(ascii: "[") { _ = Rails.skipTags(&c, bytes, &record) }
    }

    /// Whether a line without a header is a record all the same: in a source whose programs write one line a record, and where
    /// the line begins as another program's would.
    private func standsAlone(_ c: Cursor, _ bytes: RawSpan) -> Bool {
        if code.isOneLine { return !Continuation.isTraceLine(c, bytes) && !Continuation.endsTrace(c, bytes) }
        return !code.isHeading && code != .rubyLogger && Continuation.beginsRecord(c, bytes)
    }

    /// `INFO: text` after the header line of java.util.logging.
    private func secondLine(_ line: Cursor, _ bytes: RawSpan) -> Bool {
        var c = line
        var scratch = Record()
        return Byte.isUpper(c.peek(bytes, 1)) && Elements.level(&c, bytes, &scratch)
            && bytes.byte(c.at &- 1) == UInt8(ascii: ":")
    }

    /// The message's range, the look into it, the id.
    @inline(__always)
    private func finish(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record, _ code: Format) {
        if record.message.isEmpty {
            // Frames keep the indent of what they carry: it tells a trace's lines.
            if !code.isContainer, code != .journal { c.skipBlanks(bytes) }
            var to = c.end
            while to > c.at, Byte.isSpace(bytes.byte(to &- 1)) { to &-= 1 }
            record.message = ByteRange(c.at, to)
        }
        // What a frame carries may be of a trace; the lines before it decide.
        if record.has(FlagBits.continuation | FlagBits.heading), code != .json { return }
        var mayContinue = false
        if code != .json, !code.isBlock {
            let state = Progress.lastState(Int(record.message.start), Int(record.message.end), bytes)
            record.message = ByteRange(state.start, state.end)
        }
        if code.carriesPayload || c.peek(bytes) == UInt8(ascii: "{") {
            let text = record.message
            if code.isFrame {
                mayContinue = TraceLine.isLikely(Cursor(Int(text.start), Int(text.end)), bytes)
            } else if code.isSyslog {
                mayContinue = TraceLine.isLikelyInSyslog(record, bytes)
            }
            let isPart = record.has(FlagBits.partial)
            Payload.inspect(bytes, context, &record)
            if code != .json {
                // What the text says of frames of its own is not said of this one.
                record.clear(FlagBits.continuation)
                if !isPart { record.clear(FlagBits.partial) }
            }
            if mayContinue, record.message.start == text.start { record.set(FlagBits.continuation) }
            if code.isContainer || code == .journal {
                var text = Cursor(Int(record.message.start), Int(record.message.end))
                text.skipBlanks(bytes)
                record.message = ByteRange(text.at, text.end)
            }
        }
        if record.message.count == 2, record.severity != nil {
            // GlassFish: `... [[`, and the text on the lines below.
            if bytes.byte(Int(record.message.start)) == UInt8(ascii: "["),
                bytes.byte(Int(record.message.start) &+ 1) == UInt8(ascii: "[")
            {
                record.set(FlagBits.heading)
            }
        } else if record.message.isEmpty, code == .rubyLogger {
            // Rails' report of an exception begins with an empty line.
            record.set(FlagBits.heading)
        } else if record.message.isEmpty, code == .timeLed, record.severity == nil, !context.hasEmptyTexts {
            // A time alone, as Oracle's alert log has it.
            record.set(FlagBits.heading)
        } else if code == .timeLed || code == .columns, record.severity == nil,
            MiddlewareCode.areFields(record.message, bytes, least: 2)
        {
            // What IBM MQ says stands below its fields.
            record.set(FlagBits.heading)
        }
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
        finish(&c, bytes, &record, .journal)
        return record
    }
}

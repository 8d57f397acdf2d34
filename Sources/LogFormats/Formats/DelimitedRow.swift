import Bytes
import Model

/// Rows of a table whose header was not seen: `"2026-11-24 17:00:11","ann","Allowed"`, `1,2026/11/24 17:00:11,...`, and the CSV
/// log of PostgreSQL. What makes a line a row is a field that is a time and nothing else; a field that is a level and nothing
/// else gives the severity. The message is the row without a leading time, or PostgreSQL's message field.
enum DelimitedRow {
    static let samples: [String] = [
        #""2026-11-24 17:00:11","ann","laptop","10.0.0.9","Allowed","1 (A)""#,
        "1,2026/11/24 17:00:11,012345678901,SYSTEM,auth,informational,session opened,0x0",
        #"2026-11-24 17:00:11.911 UTC,"shop","shop",4711,"10.0.0.9:51000",653f.1,2,"SELECT",2026-11-24 16:59:00 UTC,3/12,0,ERROR,42P01,"relation ""carts"" does not exist",,,,,,"select 1",15,,"psql","client backend",,0"#,
        "Error;24.11.2026 17:00:11;Disk;7;The device has a bad block",
    ]

    /// Fields in which the time may stand, and fields that are looked at for a level.
    private static let timeFields = 8, levelFields = 30

    /// Whether a line that begins with a digit can be a row whose first field is the time: a comma or a semicolon stands behind the
    /// clock, or its fraction or zone, without a space.
    static func leads(_ c: Cursor, _ bytes: RawSpan) -> Bool {
        var index = c.at &+ 14
        let limit = min(c.end &- 1, c.at &+ 36)
        while index < limit {
            let byte = bytes.byte(index)
            if byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") {
                let next = bytes.byte(index &+ 1)
                return !Byte.isDigit(next) && !Byte.isSpace(next)
            }
            // A second word is a zone.
            if byte == 32, index > c.at &+ 18, !Byte.isUpper(bytes.byte(index &+ 1)) { return false }
            index &+= 1
        }
        return false
    }

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        let start = c
        var at = c.at
        var index = 0
        var mark: UInt8 = 0
        while index < timeFields, at < c.end, at &- start.at < 400 {
            var field = Cursor(at, c.end)
            if index > 0 { field.skipSpaces(bytes) }
            let quoted = field.take(UInt8(ascii: "\""), bytes)
            var stamp = Stamp()
            // Seconds since 1970 look like any number, so they count in the first field alone; milliseconds anywhere.
            let digits = field.digitCount(bytes, limit: 14)
            let isEpoch = index == 0 ? digits >= 10 && digits < 14 : digits == 13
            if digits > 0,
                isEpoch
                    ? Timestamps.epoch(&field, bytes, &stamp) && TimeKey.isPlausible(stamp, context.time)
                    : Timestamps.parse(&field, bytes, context.time, &stamp),
                !quoted || field.take(UInt8(ascii: "\""), bytes)
            {
                if mark != 9, mark != 0 { field.skipSpaces(bytes) }
                let next = field.peek(bytes)
                // Between bars set off by blanks other programs have headers.
                if mark == UInt8(ascii: "|"), !isEpoch, bytes.byte(at) == 32 { return false }
                if mark == 0 ? isMark(next) && (quoted || !Byte.isSpace(field.peek(bytes, 1))) : next == mark {
                    if isEpoch, digits == 10, let date = laterDate(field, next, bytes, context) { stamp = date }
                    guard rest(field.at, next, start, index, bytes, &record) else { return false }
                    Elements.set(stamp, &record)
                    c.at = c.end
                    return true
                }
            }
            if mark == 0 {
                guard let found = firstMark(Cursor(at, c.end), bytes) else { return false }
                mark = found
            }
            at = Separator.field(Cursor(at, c.end), bytes, between: mark).next
            index &+= 1
        }
        return false
    }

    /// The date in a field behind a first one that may be seconds since 1970 as well as a number of any other kind.
    private static func laterDate(_ line: Cursor, _ mark: UInt8, _ bytes: RawSpan, _ context: Context) -> Stamp? {
        var at = line.at &+ 1
        for _ in 1..<timeFields where at < line.end {
            var field = Cursor(at, line.end)
            var stamp = Stamp()
            if Byte.isDigit(field.peek(bytes)), Timestamps.parse(&field, bytes, context.time, &stamp),
                field.peek(bytes) == mark, TimeKey.isPlausible(stamp, context.time)
            {
                return stamp
            }
            at = Separator.field(Cursor(at, line.end), bytes, between: mark).next
        }
        return nil
    }

    private static func isMark(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") || byte == 9 || byte == UInt8(ascii: "|")
    }

    /// The mark behind the first field, which is quoted or one word.
    private static func firstMark(_ c: Cursor, _ bytes: RawSpan) -> UInt8? {
        var index = c.at
        if c.peek(bytes) == UInt8(ascii: "\"") {
            guard let close = AccessLog.closingQuote(Cursor(c.at &+ 1, c.end), bytes) else { return nil }
            index = close &+ 1
            return index < c.end && isMark(bytes.byte(index)) ? bytes.byte(index) : nil
        }
        // `10.0.0.9,10.0.0.8 | login | ...`
        let word = c.wordEnd(bytes)
        if word > c.at, word &- c.at < 64, Scan.starts(bytes, at: word, end: c.end, with: " | ") {
            return UInt8(ascii: "|")
        }
        while index < c.end, index &- c.at < 64 {
            let byte = bytes.byte(index)
            if isMark(byte) { return byte }
            if byte == 32 || byte == UInt8(ascii: "=") || byte == UInt8(ascii: "{") { return nil }
            index &+= 1
        }
        return nil
    }

    /// Severity and message of the fields behind the time, which ends at `at`. False: these are no fields.
    private static func rest(
        _ at: Int, _ mark: UInt8, _ line: Cursor, _ column: Int, _ bytes: RawSpan, _ record: inout Record
    ) -> Bool {
        if column > 0 { firstFields(Cursor(line.at, at), mark, column, bytes, &record) }
        var c = Cursor(min(at &+ 1, line.end), line.end)
        var message = ByteRange(column == 0 ? c.at : line.at, line.end)
        var fields = 0
        // All fields so far can be names: no spaces, no quotes, a letter.
        var isNamesOnly = true
        while c.at < c.end, fields < levelFields {
            let field = Separator.field(c, bytes, between: mark)
            fields &+= 1
            let text = field.text
            if record.severity == nil, text.count >= 3, text.count <= 13 {
                let isUpper =
                    Byte.isUpper(bytes.byte(Int(text.start))) && Byte.isUpper(bytes.byte(Int(text.start) &+ 1))
                if isUpper, let severity = PostgreSQL.severity(bytes, Int(text.start), Int(text.end)),
                    let found = postgresMessage(Cursor(field.next, line.end), mark, bytes)
                {
                    (record.severity, message) = (severity, found)
                    break
                }
                if isUpper || text.count >= 4, let severity = level(bytes, text) {
                    record.severity = severity
                    // Behind the time, or with a word or two between, it is header, as the time is.
                    if fields <= 3, column == 0, field.next < line.end, isNamesOnly {
                        message = ByteRange(names(Cursor(field.next, line.end), mark, bytes), line.end)
                    }
                }
            }
            isNamesOnly = isNamesOnly && isName(field.text, bytes)
            c.at = field.next
        }
        guard column > 0 || fields > 1 else { return false }
        record.message = message
        return true
    }

    /// A field that is a level, in brackets or not.
    private static func level(_ bytes: RawSpan, _ text: ByteRange) -> Severity? {
        let (from, to) = (Int(text.start), Int(text.end))
        if Byte.isLetter(bytes.byte(from)) { return Levels.severity(bytes, from, to) }
        var (c, scratch) = (Cursor(from, to), Record())
        return Elements.level(&c, bytes, &scratch) && c.left == 0 ? scratch.severity : nil
    }

    /// Whether a field can be a thread, a logger or a process: one word of letters and digits, in brackets or not.
    private static func isName(_ text: ByteRange, _ bytes: RawSpan) -> Bool {
        guard text.count > 0, text.count <= 64 else { return false }
        for index in text.range where !Byte.isHeaderName(bytes.byte(index)) {
            let byte = bytes.byte(index)
            guard byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]") else { return false }
        }
        return true
    }

    /// Behind the level: where the text begins, past one or two names, if a text of several words follows.
    private static func names(_ line: Cursor, _ mark: UInt8, _ bytes: RawSpan) -> Int {
        var at = line.at
        for _ in 0..<2 {
            let field = Separator.field(Cursor(at, line.end), bytes, between: mark)
            guard field.next < line.end, isName(field.text, bytes) else { break }
            let next = Separator.field(Cursor(field.next, line.end), bytes, between: mark)
            guard isName(next.text, bytes) || Cursor(Int(next.text.start), Int(next.text.end)).find(32, bytes) != nil
            else {
                break
            }
            at = field.next
        }
        // A single name at the end is the text.
        let last = Separator.field(Cursor(at, line.end), bytes, between: mark)
        return Cursor(Int(last.text.start), Int(last.text.end)).find(32, bytes) != nil ? at : line.at
    }

    /// A level before the time: `Error,24.11.2026 17:00:11,Disk`.
    private static func firstFields(
        _ line: Cursor, _ mark: UInt8, _ count: Int, _ bytes: RawSpan, _ record: inout Record
    ) {
        var c = line
        for _ in 0..<count {
            let field = Separator.field(c, bytes, between: mark)
            if record.severity == nil {
                record.severity = Levels.severity(bytes, Int(field.text.start), Int(field.text.end))
            }
            c.at = field.next
        }
    }

    /// PostgreSQL's message: behind the level stands a code of five signs, then the message.
    private static func postgresMessage(_ c: Cursor, _ mark: UInt8, _ bytes: RawSpan) -> ByteRange? {
        guard c.left > 6 else { return nil }
        let code = Separator.field(c, bytes, between: mark)
        guard code.text.count == 5,
            Byte.isDigit(bytes.byte(Int(code.text.start))) || bytes.byte(Int(code.text.start)) >= 65
        else { return nil }
        for index in code.text.range where !Byte.isDigit(bytes.byte(index)) && !Byte.isUpper(bytes.byte(index)) {
            return nil
        }
        guard code.next < c.end else { return nil }
        let message = Separator.field(Cursor(code.next, c.end), bytes, between: mark)
        return message.text.isEmpty ? nil : message.text
    }
}

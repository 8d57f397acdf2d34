import Bytes
import Model

/// Windows' event log as `wevtutil qe ... /f:text` prints it: `Event[0]:`, indented `Key: value` lines, and the text behind
/// `Description:`. The lines up to the text's first one are gathered and read as one; what the text goes on with below belongs to it.
enum EventText {
    static let samples: [String] = ["Event[0]:", "Event[12]"]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        if begins(c, bytes) {
            if c.find(10, bytes) != nil { return whole(&c, bytes, context, &record) }
        } else {
            guard c.peek(bytes) == 32, c.peek(bytes, 1) == 32, let (key, value) = pair(c, bytes) else { return false }
            switch key {
            case .date: _ = Elements.setTime(of: value, bytes, context, &record)
            case .unknown: return false
            default: break
            }
        }
        record.message = ByteRange(c.at, c.end)
        record.set(FlagBits.partial)
        c.at = c.end
        return true
    }

    /// `Event[0]:`, alone or before the other lines of its block.
    static func begins(_ line: Cursor, _ bytes: RawSpan) -> Bool {
        var c = line
        guard c.take("Event[", bytes), c.number(bytes) != nil, c.take(UInt8(ascii: "]"), bytes) else { return false }
        _ = c.take(UInt8(ascii: ":"), bytes)
        return c.left == 0 || c.peek(bytes) == 10 || c.peek(bytes) == 13
    }

    private enum Key { case unknown, other, source, date, level, computer, description }

    /// The key of `  Key: value`, and its value. Only the keys that the tool writes count, since a text can have others.
    private static func pair(_ line: Cursor, _ bytes: RawSpan) -> (Key, Cursor)? {
        var c = line
        c.skipSpaces(bytes)
        let from = c.at
        guard let colon = c.find(UInt8(ascii: ":"), bytes, limit: 16) else { return nil }
        c.at = colon &+ 1
        c.skipSpaces(bytes)
        while c.end > c.at, bytes.byte(c.end &- 1) <= 32 { c.end &-= 1 }
        let key: Key =
            switch (Word.lower(bytes, from, colon), colon &- from) {
            case (Word.of("source"), 6): .source
            case (Word.of("date"), 4): .date
            case (Word.of("level"), 5): .level
            case (Word.of("computer"), 8): .computer
            case (Word.of("descript"), 11): .description
            case (Word.of("log name"), 8), (Word.of("event id"), 8), (Word.of("task"), 4), (Word.of("opcode"), 6),
                (Word.of("keyword"), 7), (Word.of("user"), 4), (Word.of("user nam"), 9):
                .other
            default: .unknown
            }
        return (key, c)
    }

    /// A block that was gathered.
    private static func whole(
        _ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record
    ) -> Bool {
        var text = c.end
        var at = Scan.first(10, in: bytes, from: c.at, to: c.end) &+ 1
        while at < c.end {
            let stop = Scan.first(10, in: bytes, from: at, to: c.end)
            guard let (key, value) = pair(Cursor(at, stop), bytes) else { break }
            at = min(stop &+ 1, c.end)
            switch key {
            case .source: record.service = ByteRange(value.at, value.end)
            case .date: _ = Elements.setTime(of: value, bytes, context, &record)
            case .level: record.severity = Levels.severity(bytes, value.at, value.end)
            case .computer: record.host = ByteRange(value.at, value.end)
            case .description:
                text = value.left > 0 ? value.at : at
                at = c.end
            case .other, .unknown: break
            }
        }
        while text < c.end, bytes.byte(text) <= 32 { text &+= 1 }
        record.message = text < c.end ? ByteRange(text, c.end) : ByteRange(c.at, c.end)
        c.at = c.end
        return true
    }
}

/// `Get-EventLog`'s table: `4711 Nov 24 17:00  Error  Service Control M...  3221232503 The service terminated`.
enum EventRow {
    static let samples: [String] = [
        "4711 Nov 24 17:00  Information Service Control M...   1073748860 The service entered the stopped state.",
        "4709 Nov 24 16:58  Warning     disk                          7 The device has a bad block.",
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        guard c.number(bytes) != nil, c.take(32, bytes), Byte.isUpper(c.peek(bytes)) else { return false }
        var f = CalendarFields()
        f.month = CalendarFields.month(c, bytes)
        c.at &+= 3
        guard f.month > 0, c.skipSpaces(bytes) > 0, let day = c.number(bytes), day < 32, c.take(32, bytes) else {
            return false
        }
        (f.day, f.hour, f.minute, f.second) = (day, c.two(bytes, 0), c.two(bytes, 3), 0)
        guard f.hour >= 0, f.minute >= 0, c.peek(bytes, 2) == UInt8(ascii: ":") else { return false }
        c.at &+= 5
        var stamp = Stamp()
        guard f.resolve(context.time, &stamp), c.skipSpaces(bytes) > 0 else { return false }
        let from = c.at
        c.at = c.wordEnd(bytes)
        switch Word.lower(bytes, from, c.at) {
        case Word.of("successa"): record.severity = .info
        case Word.of("failurea"): record.severity = .warning
        default:
            record.severity = Levels.severity(bytes, from, c.at)
            guard record.severity != nil else { return false }
        }
        guard c.skipSpaces(bytes) > 0 else { return false }
        // The source may have several words; a number of its own ends it.
        let source = c.at
        var to = source
        while c.at < c.end {
            if c.at > source {
                var number = c
                if number.number(bytes) != nil, Byte.isSpace(number.peek(bytes)) {
                    record.service = ByteRange(source, to)
                    number.skipSpaces(bytes)
                    c = number
                    Elements.set(stamp, &record)
                    return true
                }
            }
            c.at = c.wordEnd(bytes)
            to = c.at
            guard c.skipSpaces(bytes) > 0 else { return false }
        }
        return false
    }
}

/// Windows' events as XML, one a line: `<Event xmlns='...'><System><Provider Name='...'/>...</Event>`.
enum EventXML {
    static let samples: [String] = [
        "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='disk'/><EventID>7</EventID><Level>3</Level><TimeCreated SystemTime='2026-11-24T17:00:11.1234567Z'/><Computer>WEB01</Computer></System><EventData><Data>Harddisk0</Data></EventData></Event>"
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        guard c.take("<Event", bytes), c.peek(bytes) == 32 || c.peek(bytes) == UInt8(ascii: ">"),
            let time = value(after: "SystemTime=", c, bytes), Elements.setTime(of: time, bytes, context, &record)
        else { return false }
        if let name = value(after: "Provider Name=", c, bytes) { record.service = ByteRange(name.at, name.end) }
        if let name = element("<Computer>", c, bytes) { record.host = ByteRange(name.at, name.end) }
        if let level = element("<Level>", c, bytes) {
            record.severity =
                switch bytes.byte(level.at) {
                case UInt8(ascii: "1"): .critical
                case UInt8(ascii: "2"): .error
                case UInt8(ascii: "3"): .warning
                case UInt8(ascii: "5"): .debug
                default: .info
                }
        }
        if let text = element("<Message>", c, bytes) {
            record.message = ByteRange(text.at, text.end)
        } else if let id = find("<EventID", c, bytes) {
            // The event's number makes the template where no text was rendered.
            record.message = ByteRange(id, c.end)
        }
        c.at = c.end
        return true
    }

    private static func find(_ text: StaticString, _ c: Cursor, _ bytes: RawSpan) -> Int? {
        var at = c.at
        while at < c.end {
            at = Scan.first(text.utf8Start[0], in: bytes, from: at, to: c.end)
            if Scan.starts(bytes, at: at, end: c.end, with: text) { return at }
            at &+= 1
        }
        return nil
    }

    /// What stands in quotes behind an attribute's name.
    private static func value(after name: StaticString, _ c: Cursor, _ bytes: RawSpan) -> Cursor? {
        guard let at = find(name, c, bytes) else { return nil }
        let from = at &+ name.utf8CodeUnitCount
        guard from < c.end else { return nil }
        let quote = bytes.byte(from)
        guard quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else { return nil }
        let to = Scan.first(quote, in: bytes, from: from &+ 1, to: c.end)
        return to > from &+ 1 && to < c.end ? Cursor(from &+ 1, to) : nil
    }

    /// The text of an element.
    private static func element(_ tag: StaticString, _ c: Cursor, _ bytes: RawSpan) -> Cursor? {
        guard let at = find(tag, c, bytes) else { return nil }
        let from = at &+ tag.utf8CodeUnitCount
        let to = Scan.first(UInt8(ascii: "<"), in: bytes, from: from, to: c.end)
        return to > from && to < c.end ? Cursor(from, to) : nil
    }
}

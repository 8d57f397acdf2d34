import Bytes
import Model

/// Lines that a level leads and that have no time: uvicorn, Python's basic configuration, CoreDNS, HAProxy and Maven on
/// a terminal, logrus on a terminal.
///
/// `INFO:     text`, `WARNING:root:text`, `[ERROR] text`, `[NOTICE]   (1) : text`, `WARN[0012] text`. The level must be in
/// capitals, for `error: text` is a program's sentence.
enum LevelLed {
    static let samples: [String] = [
        "INFO:     Started server process [12]",
        "WARNING:root:disk is slow",
        "[ERROR] plugin/errors: 2 example.com. A: i/o timeout",
        "[WARNING]  (8) : Server back/web1 is DOWN",
        "ERRO[0012] no such cart                                  cart=12",
        "[Info   :   Loader] 12 modules found",
        "shop.cart - WARNING - cart 12 is empty",
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        let start = c
        let fresh = record
        if c.peek(bytes, 1) == UInt8(ascii: ":") { return letter(&c, bytes, &record) }
        let bracketed = c.peek(bytes) == UInt8(ascii: "[")
        if bracketed, Byte.isDigit(c.peek(bytes, 1)) { return numbered(&c, bytes, &record) }
        if bracketed, column(&c, bytes, &record) { return true }
        if !bracketed, named(&c, bytes, &record) { return true }
        (c, record) = (start, fresh)
        if !bracketed, Byte.isLower(c.peek(bytes)) { return scoped(&c, bytes, &record) }
        guard Byte.isUpper(c.peek(bytes, bracketed ? 1 : 0)), Byte.isUpper(c.peek(bytes, bracketed ? 2 : 1)) else {
            return false
        }
        if !bracketed, elapsed(&c, bytes, context, &record) { return true }
        guard Elements.level(&c, bytes, &record) else { return false }
        if bracketed {
            processColumn(&c, bytes, &record)
            c.skipSpaces(bytes)
            return c.left > 0
        }
        if bytes.byte(c.at &- 1) != UInt8(ascii: ":"), Byte.isSpace(c.peek(bytes)) {
            // `INFO  | text`, unless a time stands in a column further on.
            c.skipSpaces(bytes)
            if c.peek(bytes) != UInt8(ascii: "|") { return loggerThenDash(&c, bytes, &record) }
            guard c.take("| ", bytes), c.left > 0 else { return false }
            var (timed, scratch) = (start, Record())
            return !LooseTime.parse(&timed, bytes, context, &scratch)
        }
        guard bytes.byte(c.at &- 1) == UInt8(ascii: ":") else { return false }
        if Byte.isLetter(c.peek(bytes)) || c.peek(bytes) == UInt8(ascii: "_") {
            // Python's `INFO:root:text`.
            guard let colon = c.find(UInt8(ascii: ":"), bytes, limit: 80) else { return false }
            for index in c.at..<colon where !Byte.isName(bytes.byte(index)) { return false }
            c.at = colon &+ 1
            return true
        }
        guard c.skipSpaces(bytes) > 0, c.left > 0 else { return false }
        return !isBeforeTime(start, bytes, context)
    }

    /// `E: Unable to locate package`, `I:Mounting /cache`: apt, debootstrap, recovery systems. Words must follow, for a drive
    /// (`E:\\setup`), an axis (`N: 12`) or a list can begin so as well.
    private static func letter(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        switch c.peek(bytes) {
        case UInt8(ascii: "E"): record.severity = .error
        case UInt8(ascii: "W"): record.severity = .warning
        case UInt8(ascii: "N"): record.severity = .notice
        case UInt8(ascii: "I"): record.severity = .info
        case UInt8(ascii: "D"): record.severity = .debug
        default: return false
        }
        c.at &+= 2
        c.skipSpaces(bytes)
        let from = c.at
        while c.at < c.end, Byte.isLetter(bytes.byte(c.at)) { c.at &+= 1 }
        guard c.at &- from >= 2, c.at < c.end else { return false }
        c.at = from
        return true
    }

    /// `INFO - text`, `DEBUG main org.example.Cart - text`, `INFO [main] org.example.Cart: text`: names and brackets, up to a dash.
    private static func loggerThenDash(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        var dots = 0
        for words in 0..<4 {
            if words == 0 || dots > 0, c.take("- ", bytes) {
                c.skipSpaces(bytes)
                return c.left > 0
            }
            if c.peek(bytes) == UInt8(ascii: "[") {
                guard Elements.bracket(&c, bytes, &record) else { return false }
                dots &+= 1
            } else {
                let from = c.at
                c.at = c.wordEnd(bytes)
                for index in from..<c.at where !Byte.isHeaderName(bytes.byte(index)) { return false }
                if Cursor(from, c.at).find(UInt8(ascii: "."), bytes) != nil { dots &+= 1 }
                if c.at > from, dots > 0, bytes.byte(c.at &- 1) == UInt8(ascii: ":") {
                    c.skipSpaces(bytes)
                    return c.left > 0
                }
            }
            guard c.skipSpaces(bytes) > 0 else { return false }
        }
        return false
    }

    /// `INFO: apport (pid 4711) 2026-11-24 17:00:11,123: text`: a time stands further on, behind the program's name.
    private static func isBeforeTime(_ start: Cursor, _ bytes: RawSpan, _ context: Context) -> Bool {
        var (timed, scratch) = (start, Record())
        return LooseTime.parse(&timed, bytes, context, &scratch) && !scratch.service.isEmpty
    }

    /// `[Info   :   Loader] text`, `[Message: Loader] text`: the level in a column of its own, then who says it.
    private static func column(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        guard c.take(UInt8(ascii: "["), bytes), Byte.isUpper(c.peek(bytes)) else { return false }
        let from = c.at
        while c.at < c.end, c.at &- from < 10, Byte.isLetter(bytes.byte(c.at)) { c.at &+= 1 }
        let to = c.at
        c.skipSpaces(bytes)
        guard c.take(UInt8(ascii: ":"), bytes), c.skipSpaces(bytes) >= 0, Byte.isLetter(c.peek(bytes)),
            let close = c.find(UInt8(ascii: "]"), bytes, limit: 64), close &+ 2 < c.end, bytes.byte(close &+ 1) == 32
        else { return false }
        guard
            let severity = Levels.severity(bytes, from, to)
                ?? (Word.lower(bytes, from, to) == Word.of("message") ? .info : nil)
        else { return false }
        record.severity = severity
        c.at = close &+ 2
        return true
    }

    /// `info(net): text`: a level in small letters and who says it.
    private static func scoped(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        let from = c.at
        while c.at < c.end, c.at &- from < 10, Byte.isLower(bytes.byte(c.at)) { c.at &+= 1 }
        guard c.peek(bytes) == UInt8(ascii: "("), let severity = Levels.severity(bytes, from, c.at) else {
            return false
        }
        c.at &+= 1
        let name = c.at
        while c.at < c.end, c.at &- name < 40, Byte.isIdentifier(bytes.byte(c.at)) { c.at &+= 1 }
        guard c.at > name, c.take("): ", bytes), c.left > 0 else { return false }
        record.severity = severity
        return true
    }

    /// `root - ERROR - text`, `shop.cart - WARNING - text`: Python's usual format, the time left out.
    private static func named(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        let from = c.at
        while c.at < c.end, c.at &- from < 64, Byte.isIdentifier(bytes.byte(c.at)) { c.at &+= 1 }
        guard c.at > from, c.take(" - ", bytes), Byte.isUpper(c.peek(bytes, 1)), Elements.level(&c, bytes, &record),
            c.take(" - ", bytes)
        else { return false }
        return c.left > 0
    }

    /// `[4711:3] error: text`, a process and a thread, then a level with a colon.
    private static func numbered(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        c.at &+= 1
        guard let pid = c.number(bytes) else { return false }
        if c.take(UInt8(ascii: ":"), bytes) { guard c.number(bytes) != nil else { return false } }
        guard c.take(UInt8(ascii: "]"), bytes), c.skipSpaces(bytes) > 0, Elements.level(&c, bytes, &record),
            bytes.byte(c.at &- 1) == UInt8(ascii: ":")
        else { return false }
        Elements.setPID(pid, &record)
        return c.skipSpaces(bytes) > 0 && c.left > 0
    }

    /// `   (1) : `, HAProxy's process.
    private static func processColumn(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) {
        var next = c
        next.skipSpaces(bytes)
        guard next.take(UInt8(ascii: "("), bytes), let pid = next.number(bytes), next.take(UInt8(ascii: ")"), bytes)
        else { return }
        next.skipSpaces(bytes)
        guard next.take(UInt8(ascii: ":"), bytes) else { return }
        Elements.setPID(pid, &record)
        c = next
    }

    /// `WARN[0012] text`, `INFO[2026-11-24T17:00:11Z] text`: logrus cuts its levels to four letters.
    private static func elapsed(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool
    {
        guard c.peek(bytes, 4) == UInt8(ascii: "["), Byte.isDigit(c.peek(bytes, 5)) else { return false }
        let severity: Severity
        switch Word.lower(bytes, c.at, c.at &+ 4) {
        case Word.of("info"): severity = .info
        case Word.of("warn"): severity = .warning
        case Word.of("erro"): severity = .error
        case Word.of("fata"): severity = .critical
        case Word.of("pani"): severity = .emergency
        case Word.of("debu"), Word.of("trac"): severity = .debug
        default: return false
        }
        var next = Cursor(c.at &+ 5, c.end)
        var stamp = Stamp()
        let digits = next.digitCount(bytes, limit: 8)
        if next.peek(bytes, digits) == UInt8(ascii: "]") {
            next.at &+= digits
        } else {
            guard Timestamps.digitLed(&next, bytes, context.time, &stamp) else { return false }
            Elements.set(stamp, &record)
        }
        guard next.take(UInt8(ascii: "]"), bytes) else { return false }
        record.severity = severity
        next.skipSpaces(bytes)
        c = next
        return c.left > 0
    }
}

import Bytes
import Model

/// Where the level stands in a line led by a time, and what may stand between it and the message: brackets, a source, a logger.
extension TimeLed {
    /// `production.ERROR:` of Monolog, `util.py[DEBUG]:` of cloud-init, `PHP Warning:` of PHP: a level within the
    /// first word.
    static func embeddedLevel(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        if Scan.starts(bytes, at: c.at, end: c.end, with: "PHP ") {
            let from = c.at &+ 4
            var to = from
            while to < c.end, Byte.isLetter(bytes.byte(to)) { to &+= 1 }
            if record.severity == nil {
                record.severity =
                    Scan.starts(bytes, at: from, end: c.end, with: "Parse error")
                        || Scan.starts(bytes, at: from, end: c.end, with: "Recoverable")
                    ? .error : Levels.severity(bytes, from, to)
            }
            return true
        }
        let to = c.wordEnd(bytes)
        guard to &- c.at > 5, to &- c.at <= 80, bytes.byte(to &- 1) == UInt8(ascii: ":") else { return false }
        let bracketed = bytes.byte(to &- 2) == UInt8(ascii: "]")
        let stop = bracketed ? to &- 2 : to &- 1
        var from = stop
        while from > c.at, Byte.isUpper(bytes.byte(from &- 1)) { from &-= 1 }
        guard from > c.at, bytes.byte(from &- 1) == (bracketed ? UInt8(ascii: "[") : UInt8(ascii: ".")),
            let severity = Levels.severity(bytes, from, stop)
        else { return false }
        record.severity = severity
        c.at = to
        return true
    }

    /// A logger or host before the level: dotted, or a word set off by a separator.
    static func columnBeforeLevel(_ c: inout Cursor, _ bytes: RawSpan) -> Bool {
        let start = c
        let to = c.wordEnd(bytes)
        guard to > c.at, to &- c.at <= 80 else { return false }
        if isBeforeThread(c, to, bytes) {
            c.at = to
            return true
        }
        if Identifiers.isID(bytes, c.at, to) || c.find(UInt8(ascii: "="), bytes, limit: 24) ?? to < to {
            c.at = to
            return true
        }
        let comma = bytes.byte(to &- 1) == UInt8(ascii: ",") || bytes.byte(to &- 1) == UInt8(ascii: ";")
        if bytes.byte(to &- 1) == UInt8(ascii: "]") {
            // `cart.py[line:21] ERROR text`
            var after = Cursor(to, c.end)
            after.skipSpaces(bytes)
            var (level, scratch) = (after, Record())
            if Byte.isUpper(after.peek(bytes, 1)), c.find(UInt8(ascii: "."), bytes, limit: to &- c.at) != nil,
                Elements.level(&level, bytes, &scratch)
            {
                c.at = to
                return true
            }
        }
        if bytes.byte(to &- 1) == UInt8(ascii: ":"), TimeLed.isCall(bytes, c.at, to &- 1) {
            // `cart.cpp:960:check_stock(): [ERROR] text`
            var (level, scratch) = (Cursor(to, c.end), Record())
            level.skipSpaces(bytes)
            if level.peek(bytes) == UInt8(ascii: "["), Elements.level(&level, bytes, &scratch) {
                c.at = to
                return true
            }
        }
        for index in c.at..<(comma ? to &- 1 : to) where !Byte.isName(bytes.byte(index)) { return false }
        c.at = to
        if comma || bytes.byte(to &- 1) == UInt8(ascii: ":") { return true }
        var next = c
        next.skipSpaces(bytes)
        if Elements.dash(&next, bytes) { return true }
        if isBeforeLevel(start, next, bytes) { return true }
        c = start
        guard Elements.dotted(&c, bytes) else { return false }
        return true
    }

    /// Whether a level in capitals stands at `next`, and the word before it is no word of a sentence: a name (`CartService INFO text`),
    /// or any word where the level is set off by a bracket (`main [INFO] text`) or by what follows it (`main INFO: text`).
    private static func isBeforeLevel(_ word: Cursor, _ next: Cursor, _ bytes: RawSpan) -> Bool {
        let bracketed = next.peek(bytes) == UInt8(ascii: "[") || next.peek(bytes) == UInt8(ascii: "*")
        if Byte.isUpper(next.peek(bytes)), Byte.isLower(next.peek(bytes, 1)) {
            // `7f12ab34 Info: text`: behind an id a colon is enough.
            var (level, scratch) = (next, Record())
            guard Elements.level(&level, bytes, &scratch), bytes.byte(level.at &- 1) == UInt8(ascii: ":") else {
                return false
            }
            for index in word.at..<word.wordEnd(bytes) where Byte.isDigit(bytes.byte(index)) { return true }
            return false
        }
        guard Byte.isUpper(next.peek(bytes, bracketed ? 1 : 0)), Byte.isUpper(next.peek(bytes, bracketed ? 2 : 1))
        else {
            return false
        }
        var (level, scratch) = (next, Record())
        guard Elements.level(&level, bytes, &scratch) else { return false }
        if bracketed || HeaderPieces.isName(bytes, word.at, word.wordEnd(bytes)) { return true }
        return bytes.byte(level.at &- 1) == UInt8(ascii: ":") && Byte.isLower(word.peek(bytes))
    }

    /// `cart.cpp:960:check_stock()`: a place that ends in a call.
    private static func isCall(_ bytes: RawSpan, _ from: Int, _ to: Int) -> Bool {
        guard to &- from > 4, bytes.byte(to &- 1) == UInt8(ascii: ")"), bytes.byte(to &- 2) == UInt8(ascii: "(") else {
            return false
        }
        return Cursor(from, to).find(UInt8(ascii: ":"), bytes) != nil
    }

    /// Whether `INFO[worker-1]` follows the word that ends at `to`.
    private static func isBeforeThread(_ c: Cursor, _ to: Int, _ bytes: RawSpan) -> Bool {
        guard to &+ 4 < c.end, Byte.isUpper(bytes.byte(to &+ 1)), Byte.isUpper(bytes.byte(to &+ 2)) else {
            return false
        }
        for index in c.at..<to where !Byte.isIdentifier(bytes.byte(index)) { return false }
        var at = to &+ 1
        while at < c.end, at &- to < 12, Byte.isUpper(bytes.byte(at)) { at &+= 1 }
        return at < c.end && bytes.byte(at) == UInt8(ascii: "[") && Levels.severity(bytes, to &+ 1, at) != nil
    }

    /// Capitals and digits alone, with at least two of both, or capitals joined by a low line: `COMMAND_FAILED`.
    static func isCode(_ bytes: RawSpan, _ from: Int, _ to: Int) -> Bool {
        var capitals = 0
        var digits = 0
        var joints = 0
        for index in from..<to {
            let byte = bytes.byte(index)
            if Byte.isUpper(byte) {
                capitals &+= 1
            } else if Byte.isDigit(byte) {
                digits &+= 1
            } else if byte == UInt8(ascii: "_") {
                joints &+= 1
            } else if byte != UInt8(ascii: "-") {
                return false
            }
        }
        return capitals >= 2 && digits >= 2 || capitals >= 4 && joints > 0
    }

    /// `org.apache.catalina.startup.Catalina.start`: packages, a class, a method.
    private static func isMethod(_ bytes: RawSpan, _ from: Int, _ to: Int) -> Bool {
        var dots = 0
        var capitals = 0
        for index in from..<to {
            if bytes.byte(index) == UInt8(ascii: ".") { dots &+= 1 }
            if index > from, Byte.isUpper(bytes.byte(index)), bytes.byte(index &- 1) == UInt8(ascii: ".") {
                capitals &+= 1
            }
        }
        return dots >= 3 && capitals >= 1
    }

    /// `main.go:12:`, as Go and C programs put it after the time.
    static func source(_ c: inout Cursor, _ bytes: RawSpan) -> Bool {
        let to = c.wordEnd(bytes)
        guard to &- c.at >= 5, to &- c.at <= 120 else { return false }
        let colon = bytes.byte(to &- 1) == UInt8(ascii: ":")
        var index = colon ? to &- 2 : to &- 1
        guard Byte.isDigit(bytes.byte(index)) else { return false }
        while index > c.at, Byte.isDigit(bytes.byte(index)) { index &-= 1 }
        guard index > c.at, bytes.byte(index) == UInt8(ascii: ":") else { return false }
        // `name.ext:12`: an extension of letters, which no address has.
        var dot = index &- 1
        while dot > c.at, Byte.isLetter(bytes.byte(dot)) { dot &-= 1 }
        guard dot > c.at, bytes.byte(dot) == UInt8(ascii: "."), index &- dot <= 6, index &- dot > 1 else {
            return false
        }
        for place in c.at..<index where !Byte.isName(bytes.byte(place)) { return false }
        c.at = to
        return true
    }

    /// After the level: process, thread, logger, separators.
    static func afterLevel(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) {
        let level = c.at
        var brackets = 0
        var glued = false
        var loggers = 0
        var steps = 0
        // Behind ` - ` the text begins, whatever name it begins with.
        var isText = false
        if c.at > 0, c.at < c.end, bytes.byte(c.at &- 1) == UInt8(ascii: ":"), Byte.isLetter(c.peek(bytes)) {
            // `DEBUG:certbot.main:text`
            let stop = c.wordEnd(bytes)
            if let colon = Cursor(c.at, stop).find(UInt8(ascii: ":"), bytes), colon &+ 1 < stop {
                c.at = colon &+ 1
                c.skipSpaces(bytes)
                return
            }
        }
        while steps < 8 {
            steps &+= 1
            let start = c
            c.skipBlanks(bytes)
            let byte = c.peek(bytes)
            switch byte {
            case UInt8(ascii: "["):
                // `[WARN ][logger] [node] text`: what else is in brackets is the text's.
                if brackets == 0 { glued = c.at == level && c.at > 0 && bytes.byte(c.at &- 1) == UInt8(ascii: "]") }
                if brackets < (glued ? 2 : 3), isHeaderBracket(c, bytes), !isText || isSetOff(c, bytes),
                    Elements.bracket(&c, bytes, &record)
                {
                    brackets &+= 1
                    continue
                }
            case UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "|"):
                // `INFO - --- rolled over ---`: one separator is enough.
                if !isText || byte != UInt8(ascii: "-"), Elements.dash(&c, bytes) {
                    isText = isText || byte == UInt8(ascii: "-") && bytes.byte(c.at &- 2) != byte
                    // Behind a name and ` : ` the text begins.
                    if byte == UInt8(ascii: ":"), loggers > 0 || brackets > 0, start.at < c.at &- 1,
                        Byte.isSpace(bytes.byte(c.at &- 2)), c.left > 1
                    {
                        c.skipBlanks(bytes)
                        return
                    }
                    continue
                }
            case UInt8(ascii: "("):
                // `(main)`, a thread: only where a logger or a separator follows.
                var next = c
                if loggers == 0, Elements.paren(&next, bytes) {
                    next.skipSpaces(bytes)
                    var after = next
                    if brackets > 0 || after.peek(bytes) == UInt8(ascii: "[") || Elements.dash(&after, bytes)
                        || Elements.dotted(&after, bytes)
                    {
                        c = next
                        continue
                    }
                }
                if HeaderPieces.take(&c, bytes, &record) { continue }
            case UInt8(ascii: "<"):
                if loggers == 0, LoggerMarks.take(&c, bytes, &record, afterLevel: level) {
                    loggers = 1
                    continue
                }
                // `<0.123.0>`, an Erlang process.
                if Byte.isDigit(c.peek(bytes, 1)),
                    let close = c.closing(UInt8(ascii: "<"), UInt8(ascii: ">"), bytes, limit: 24)
                {
                    c.at = close &+ 1
                    if c.peek(bytes) == UInt8(ascii: "@") { c.at = c.wordEnd(bytes) }
                    continue
                }
            case UInt8(ascii: "{"):
                if loggers == 0, braced(&c, bytes) {
                    loggers = 1
                    continue
                }
            default:
                if loggers == 0, LoggerMarks.take(&c, bytes, &record, afterLevel: level) {
                    // Columns between tabs may be several.
                    if c.peek(bytes) != 9 { loggers = 1 }
                    continue
                }
                if Byte.isDigit(byte), loggers == 0, record.pid == 0 {
                    var next = c
                    var trial = record
                    if Elements.number(&next, bytes, &trial) {
                        var after = next
                        after.skipSpaces(bytes)
                        let follows = after.peek(bytes)
                        if follows == UInt8(ascii: "-") && Elements.dash(&after, bytes) || follows == UInt8(ascii: "[")
                            || Elements.dotted(&after, bytes)
                        {
                            (c, record) = (next, trial)
                            continue
                        }
                    }
                }
                // Behind a logger's name a number with a colon is the text's.
                if loggers < 1 || loggers < 2 && !Byte.isDigit(byte), HeaderPieces.take(&c, bytes, &record) { continue }
                if loggers == 0, span(&c, bytes) { continue }
                if loggers == 0, source(&c, bytes) {
                    loggers = 1
                    continue
                }
                if loggers == 0, logger(&c, bytes, afterBracket: brackets > 0, afterDash: isText) {
                    loggers = 1
                    continue
                }
            }
            c = start
            break
        }
        c.skipBlanks(bytes)
        HeaderPieces.skipSeparators(&c, bytes)
    }

    /// The end of a bracket's text without the spaces that pad it.
    private static func trimmed(_ close: Int, _ open: Int, _ bytes: RawSpan) -> Int {
        var to = close
        while to > open &+ 2, bytes.byte(to &- 1) == 32 { to &-= 1 }
        return max(to, min(open &+ 2, close))
    }

    /// Whether a bracket behind a level is a thread, a logger or a node rather than the text's first part. One with several
    /// words in it (`[pool www] server reached`, `[KafkaServer id=0] started`) is, only if more of a header follows.
    private static func isHeaderBracket(_ c: Cursor, _ bytes: RawSpan) -> Bool {
        guard let close = c.closing(UInt8(ascii: "["), UInt8(ascii: "]"), bytes),
            close > c.at &+ 3,
            Cursor(c.at &+ 2, trimmed(close, c.at, bytes)).find(32, bytes) != nil, !Byte.isDigit(c.peek(bytes, 1)),
            c.peek(bytes, 1) != 32
        else { return true }
        var inner = Cursor(c.at &+ 1, close)
        inner.at = inner.wordEnd(bytes)
        // `[req-... - - -]`
        if Identifiers.isID(bytes, c.at &+ 1, inner.at) || Identifiers.isID(bytes, c.at &+ 1, close) { return true }
        var next = Cursor(close &+ 1, c.end)
        if next.peek(bytes) == UInt8(ascii: ":") { return true }
        next.skipSpaces(bytes)
        let byte = next.peek(bytes)
        if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "(") { return true }
        if Elements.dash(&next, bytes) || Elements.dotted(&next, bytes) { return true }
        let to = next.wordEnd(bytes)
        return to > next.at && to < next.end && bytes.byte(to &- 1) == UInt8(ascii: ":")
    }

    /// Whether a separator or another bracket follows the bracket here: behind ` - ` one alone is the text's.
    private static func isSetOff(_ c: Cursor, _ bytes: RawSpan) -> Bool {
        guard let close = c.closing(UInt8(ascii: "["), UInt8(ascii: "]"), bytes) else { return false }
        var next = Cursor(close &+ 1, c.end)
        if next.peek(bytes) == UInt8(ascii: ":") { return !Byte.isDigit(next.peek(bytes, 1)) }
        next.skipSpaces(bytes)
        return Elements.dash(&next, bytes)
    }

    /// `{org.example.Cart} - `, `{cart}: `: a logger in braces, before a separator.
    private static func braced(_ c: inout Cursor, _ bytes: RawSpan) -> Bool {
        guard let close = c.closing(UInt8(ascii: "{"), UInt8(ascii: "}"), bytes, limit: 120), close > c.at &+ 1 else {
            return false
        }
        for index in (c.at &+ 1)..<close where !Byte.isHeaderName(bytes.byte(index)) { return false }
        var next = Cursor(close &+ 1, c.end)
        if next.peek(bytes) != UInt8(ascii: ":") { next.skipSpaces(bytes) }
        guard Elements.dash(&next, bytes) else { return false }
        c = next
        return true
    }

    /// `request{id=12}:`, a span of Rust's tracing.
    private static func span(_ c: inout Cursor, _ bytes: RawSpan) -> Bool {
        var next = c
        while next.at < next.end, next.at &- c.at < 64, Byte.isIdentifier(bytes.byte(next.at)) { next.at &+= 1 }
        guard next.at > c.at, next.peek(bytes) == UInt8(ascii: "{"),
            let close = next.closing(UInt8(ascii: "{"), UInt8(ascii: "}"), bytes)
        else { return false }
        next.at = close &+ 1
        guard next.take(UInt8(ascii: ":"), bytes) else { return false }
        c = next
        return true
    }

    /// A logger's name: `org.example.Class:`, `crate::module:`, `my-worker:`, or dotted before a separator or a
    /// bracket.
    private static func logger(
        _ c: inout Cursor, _ bytes: RawSpan, afterBracket: Bool, afterDash: Bool
    ) -> Bool {
        let start = c
        var scratch = Record()
        if afterDash, Cursor(c.at, c.wordEnd(bytes)).find(UInt8(ascii: "."), bytes) == nil { return false }
        if Elements.named(&c, bytes, &scratch, hasLevel: true) {
            let to = c.at &- 1
            // A name with nothing behind it is what the line says.
            guard c.left > 1 else {
                c = start
                return false
            }
            for index in start.at..<to where !Byte.isHeaderName(bytes.byte(index)) {
                c = start
                return false
            }
            // `ORA-00600:` and `WFLYSRV0049:` are codes of the message, and so is the name of what was thrown.
            if isCode(bytes, start.at, to) || Continuation.namesException(start, bytes) {
                c = start
                return false
            }
            // JSON behind a name is the message.
            var next = c
            next.skipSpaces(bytes)
            if next.peek(bytes) == UInt8(ascii: "{"), next.peek(bytes, 1) == UInt8(ascii: "\"") { return true }
            // `Failed: disk full` is a message, `worker_2: disk full` has a logger.
            for index in start.at..<to {
                let byte = bytes.byte(index)
                if byte == UInt8(ascii: ".") || byte == UInt8(ascii: "$") || byte == UInt8(ascii: ":")
                    || byte == UInt8(ascii: "_")
                    || byte == UInt8(ascii: "@") || Byte.isDigit(byte) || byte == UInt8(ascii: "#")
                    || byte == UInt8(ascii: "-") && Byte.isLower(bytes.byte(start.at))
                    || index > start.at && Byte.isUpper(byte) && Byte.isLower(bytes.byte(index &- 1))
                {
                    return true
                }
            }
            c = start
            return false
        }
        c = start
        guard Elements.dotted(&c, bytes) else { return false }
        var next = c
        next.skipSpaces(bytes)
        if next.peek(bytes) == UInt8(ascii: "[") || Elements.dash(&next, bytes) { return true }
        // `com.example.Foo (Foo.java:42) - text`
        if next.peek(bytes) == UInt8(ascii: "("), Elements.paren(&next, bytes) {
            next.skipSpaces(bytes)
            if Elements.dash(&next, bytes) {
                c = next
                return true
            }
        }
        if afterBracket, isMethod(bytes, start.at, c.at) { return true }
        c = start
        return false
    }
}

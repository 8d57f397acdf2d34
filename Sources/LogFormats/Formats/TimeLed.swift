import Bytes
import Model

/// Lines led by a date and a time, with the level, process, thread and logger in any of the usual orders: log4j,
/// logback, Spring, Python, Go, Rust, Node, supervisors, package tools, and what looks like them.
///
/// Where the source has voted for a layout, the layout is followed. Else a cautious reading takes only what can
/// hardly be a part of the message: what stands between the time and a level, and a bracket or a logger directly
/// after the level.
enum TimeLed {
    static let samples: [String] = [
        "2026-11-24 17:00:11,978 INFO [main] org.example.app.Master: Created master for attempt_01",
        "2026-11-24 17:00:11.123  WARN 4711 --- [nio-8080-exec-1] c.e.shop.CartController : cart is slow",
        "2026-11-24 17:00:11,123 - shop.db - ERROR - connection lost",
        "[2026-11-24 17:00:11 +0000] [12] [INFO] Booting worker with pid: 12",
        "2026/11/24 17:00:11 main.go:12: listening on :8080",
        "26/11/24 17:00:11 INFO executor.Backend: Registered signal handlers",
        "[2026-11-24 17:00:11,519: INFO/worker-38] job done in 12 ms",
        "2026-11-24T17:00:11.123456Z  INFO shop::cart: item added id=3",
        "2026-11-24 17:00:11 status installed libc6:amd64 2.36-9",
    ]

    /// Cautious reading, without a vote.
    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        if Byte.isDigit(c.peek(bytes)) {
            // Milliseconds, or seconds with a fraction; whole seconds could be any number.
            let digits = c.digitCount(bytes, limit: 14)
            if digits == 13 || digits == 10 && c.peek(bytes, 10) == UInt8(ascii: ".") {
                var stamp = Stamp()
                guard Timestamps.epoch(&c, bytes, &stamp), Byte.isSpace(c.peek(bytes)) else { return false }
                Elements.set(stamp, &record)
                afterTime(&c, bytes, context, &record)
                return true
            }
            if digits == 10, Byte.isSpace(c.peek(bytes, 10)) || c.peek(bytes, 10) == UInt8(ascii: ",") {
                return secondsThenLevel(&c, bytes, context, &record)
            }
        }
        guard Elements.time(&c, bytes, context.time, &record) else { return false }
        afterTime(&c, bytes, context, &record)
        return true
    }

    /// Whole seconds since 1970, which could be any number if no level followed.
    @inline(never)
    private static func secondsThenLevel(
        _ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record
    ) -> Bool {
        var stamp = Stamp()
        guard Timestamps.epoch(&c, bytes, &stamp), TimeKey.isPlausible(stamp, context.time) else { return false }
        Elements.set(stamp, &record)
        _ = c.take(UInt8(ascii: ","), bytes)
        afterTime(&c, bytes, context, &record)
        return record.severity != nil
    }

    /// The header's rest behind the time; leaves the cursor at the message.
    static func afterTime(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) {
        if record.severity != nil {
            // The level stood in the time's own bracket.
            c.skipSpaces(bytes)
            return
        }
        var known = c
        known.skipSpaces(bytes)
        if innerTime(&known, bytes, context, &record) { c = known }
        known = c
        if known.peek(bytes) != UInt8(ascii: "|") { HeaderPieces.skipSeparators(&known, bytes) }
        if HeaderMarks.take(&known, bytes, &record) {
            c = known
            if record.severity != nil { afterLevel(&c, bytes, context, &record) }
            c.skipSpaces(bytes)
            return
        }
        if c.peek(bytes) == UInt8(ascii: ";") || c.peek(bytes) == UInt8(ascii: ",") {
            HeaderPieces.skipSeparators(&c, bytes)
        }
        var committed = c
        var probe = c
        var trial = record
        // Whatever stands between the time and a level is header; without a level only what names itself is.
        var steps = 0
        // Logcat: process and thread stand between the time and the letter of the level.
        var onlyNumbers = true
        // Behind `key=value` only a level in capitals is one: `H=(x) [10.0.0.9] Warning: text` is a sentence.
        var isLoose = false
        while steps < 6 {
            steps &+= 1
            probe.skipBlanks(bytes)
            let byte = probe.peek(bytes)
            if !isLoose || Byte.isUpper(probe.peek(bytes, 1)) || byte == UInt8(ascii: "["),
                leadingLevel(&probe, bytes, &trial, letter: onlyNumbers)
            {
                committed = probe
                record = trial
                afterLevel(&committed, bytes, context, &record)
                c = committed
                return
            }
            onlyNumbers = onlyNumbers && Byte.isDigit(byte)
            if byte == UInt8(ascii: "[") {
                let hadPID = trial.pid
                let hadID = trial.correlation
                guard Elements.bracket(&probe, bytes, &trial) else { break }
                if trial.severity != nil {
                    committed = probe
                    record = trial
                    afterLevel(&committed, bytes, context, &record)
                    c = committed
                    return
                }
                if trial.pid != hadPID || trial.correlation != hadID {
                    (committed, record) = (probe, trial)
                }
            } else if Byte.isHex(byte), probe.left > 36, Identifiers.isID(bytes, probe.at, probe.wordEnd(bytes)) {
                // `TIME UUID LEVEL text` of functions; the id alone is the message's.
                if trial.correlation.isEmpty { trial.correlation = ByteRange(probe.at, probe.wordEnd(bytes)) }
                probe.at = probe.wordEnd(bytes)
            } else if Byte.isDigit(byte) || byte == UInt8(ascii: "#") {
                guard Elements.number(&probe, bytes, &trial) else { break }
            } else if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "|") || byte == UInt8(ascii: ":") {
                guard Elements.dash(&probe, bytes) else { break }
                if steps == 1 { committed = probe }
            } else if byte == UInt8(ascii: "(") {
                guard Elements.paren(&probe, bytes) else { break }
            } else if byte == UInt8(ascii: "{") {
                guard let close = probe.closing(UInt8(ascii: "{"), UInt8(ascii: "}"), bytes, limit: 80) else { break }
                probe.at = close &+ 1
            } else if byte == UInt8(ascii: "<") {
                let before = trial.service
                guard Elements.angle(&probe, bytes, &trial) else { break }
                if trial.service != before { (committed, record) = (probe, trial) }
            } else {
                let before = probe
                if Elements.tagged(&probe, bytes, &trial) {
                    (committed, record) = (probe, trial)
                    // A program's own level may follow.
                    continue
                }
                probe = before
                if embeddedLevel(&probe, bytes, &trial) {
                    (c, record) = (probe, trial)
                    c.skipSpaces(bytes)
                    return
                }
                probe = before
                if steps == 1, source(&probe, bytes) {
                    committed = probe
                    continue
                }
                probe = before
                guard columnBeforeLevel(&probe, bytes) else { break }
                isLoose = isLoose || Cursor(before.at, probe.at).find(UInt8(ascii: "="), bytes) != nil
            }
            // `TIME, name, LEVEL, text`, `TIME;[name];LEVEL;text`
            if probe.peek(bytes) == UInt8(ascii: ",") || probe.peek(bytes) == UInt8(ascii: ";") { probe.at &+= 1 }
        }
        c = committed
        c.skipBlanks(bytes)
        HeaderPieces.skipSeparators(&c, bytes)
    }

    /// A second time behind the first, where a line was stamped by what passed it on: `kubectl logs --timestamps`, agents that
    /// ship syslog. A host and a tag of syslog behind it are read as well.
    @inline(__always)
    private static func innerTime(
        _ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record
    ) -> Bool {
        let first = c.peek(bytes)
        if Byte.isDigit(first) {
            guard c.peek(bytes, 4) == UInt8(ascii: "-"), c.peek(bytes, 7) == UInt8(ascii: "-") else { return false }
        } else {
            guard Byte.isUpper(first), c.peek(bytes, 3) == 32, CalendarFields.month(c, bytes) > 0 else { return false }
        }
        var stamp = Stamp()
        guard Timestamps.parse(&c, bytes, context.time, &stamp) else { return false }
        if Byte.isDigit(first) {
            _ = c.take(UInt8(ascii: ","), bytes) || c.take(UInt8(ascii: ":"), bytes)
            return true
        }
        c.skipSpaces(bytes)
        _ = Syslog.hostAndTag(&c, bytes, &record, strict: false)
        return true
    }

    /// A level word here. In lower case and without punctuation it may be the message's first word: `error opening x`.
    private static func leadingLevel(
        _ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record, letter: Bool
    ) -> Bool {
        let start = c
        let lower = Byte.isLower(c.peek(bytes))
        guard Elements.level(&c, bytes, &record) else {
            // `I NETWORK  [conn1]`, `D Tag:`
            if letter, Byte.isUpper(start.peek(bytes)), Byte.isSpace(start.peek(bytes, 1)),
                start.peek(bytes) != UInt8(ascii: "A")
            {
                c = start
                if Elements.letter(&c, bytes, &record) { return true }
            }
            c = start
            return false
        }
        if lower, c.peek(bytes) == 32, let program = programAndSource(c, bytes) {
            if record.service.isEmpty { record.service = program }
            c.at = Int(program.end)
            return true
        }
        if lower, Byte.isSpace(c.peek(bytes)), c.peek(bytes) != 9, !isBeforeProgram(c, bytes),
            bytes.byte(c.at &- 1) != UInt8(ascii: ":"),
            !Byte.isSpace(c.peek(bytes, 1)), !isHardlyAWord(bytes, start.at, c)
        {
            record.severity = nil
            c = start
            return false
        }
        return true
    }

    /// `info text`, `warn text`, `debug - text`: no sentence begins with `info` or `warn`, nor with a level and a separator.
    private static func isHardlyAWord(_ bytes: RawSpan, _ from: Int, _ c: Cursor) -> Bool {
        let word = Word.lower(bytes, from, c.at)
        if c.at &- from == 4, word == Word.of("info") || word == Word.of("warn") { return true }
        var next = c
        next.skipSpaces(bytes)
        return Elements.dash(&next, bytes) && next.left > 1
    }

    /// Whether `name[123]` or a bracket follows.
    private static func isBeforeProgram(_ c: Cursor, _ bytes: RawSpan) -> Bool {
        var next = c
        next.skipSpaces(bytes)
        let to = next.wordEnd(bytes)
        return next.peek(bytes) == UInt8(ascii: "[") || to > next.at && bytes.byte(to &- 1) == UInt8(ascii: "]")
    }

    /// The program in ` wcp [util.go:148] text`, behind a level in small letters.
    private static func programAndSource(_ c: Cursor, _ bytes: RawSpan) -> ByteRange? {
        var next = c
        next.skipSpaces(bytes)
        let from = next.at
        let to = next.wordEnd(bytes)
        guard to > from, to &- from <= 32, to &+ 2 < c.end, bytes.byte(to &+ 1) == UInt8(ascii: "[") else { return nil }
        for index in from..<to where !Byte.isIdentifier(bytes.byte(index)) { return nil }
        next.at = to &+ 1
        guard let close = next.find(UInt8(ascii: "]"), bytes, limit: 80),
            let colon = Cursor(next.at, close).find(UInt8(ascii: ":"), bytes),
            Cursor(colon &+ 1, close).digitCount(bytes) == close &- colon &- 1, close > colon &+ 1
        else { return nil }
        return ByteRange(from, to)
    }

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
    private static func columnBeforeLevel(_ c: inout Cursor, _ bytes: RawSpan) -> Bool {
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
        guard Byte.isUpper(next.peek(bytes, bracketed ? 1 : 0)), Byte.isUpper(next.peek(bytes, bracketed ? 2 : 1))
        else {
            return false
        }
        var (level, scratch) = (next, Record())
        guard Elements.level(&level, bytes, &scratch) else { return false }
        if bracketed || HeaderPieces.isName(bytes, word.at, word.wordEnd(bytes)) { return true }
        return bytes.byte(level.at &- 1) == UInt8(ascii: ":") && Byte.isLower(word.peek(bytes))
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
    private static func source(_ c: inout Cursor, _ bytes: RawSpan) -> Bool {
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
                if Elements.dash(&c, bytes) {
                    isText = isText || byte == UInt8(ascii: "-") && bytes.byte(c.at &- 2) != byte
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
                if loggers < 2, HeaderPieces.take(&c, bytes, &record) { continue }
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
        if next.peek(bytes) == UInt8(ascii: ":") { return true }
        next.skipSpaces(bytes)
        return Elements.dash(&next, bytes)
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

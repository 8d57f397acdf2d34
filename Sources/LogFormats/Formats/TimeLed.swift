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
        if c.peek(bytes) == UInt8(ascii: "-"), Byte.isLetter(c.peek(bytes, 1)) {
            // `17:00:11,123-text`
            c.at &+= 1
        } else if c.peek(bytes) == UInt8(ascii: ";") || c.peek(bytes) == UInt8(ascii: ",") {
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
                let before = probe
                if !Elements.number(&probe, bytes, &trial) {
                    probe = before
                    guard timeOrUptime(&probe, bytes, context) else { break }
                }
            } else if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "|") || byte == UInt8(ascii: ":") {
                let dash = probe
                guard Elements.dash(&probe, bytes) else { break }
                // `TIME --- BEGIN`: three hyphens before a word are drawn by the text.
                if steps == 1, probe.at &- dash.at < 3 || !Byte.isLetter(probe.peek(bytes, 1)) { committed = probe }
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

    /// A further time, or seconds since the start, before a level.
    @inline(never)
    private static func timeOrUptime(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context) -> Bool {
        let start = c
        var stamp = Stamp()
        if Timestamps.parse(&c, bytes, context.time, &stamp), Byte.isSpace(c.peek(bytes)) { return true }
        c = start
        return Elements.elapsed(&c, bytes) != nil
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
}

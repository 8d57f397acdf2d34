import Bytes
import Model

/// Lines led by a date and a time, with the level, process, thread and logger in any of the usual orders: log4j, logback,
/// Spring, Python, Go, Rust, Node, supervisors, package tools, and what looks like them.
///
/// Where the source has voted for a layout, the layout is followed. Else a cautious reading takes only what can hardly be
/// a part of the message: what stands between the time and a level, and a bracket or a logger directly after the level.
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
        guard Elements.time(&c, bytes, context.time, &record) else { return false }
        afterTime(&c, bytes, context, &record)
        return true
    }

    /// The header's rest behind the time; leaves the cursor at the message.
    static func afterTime(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) {
        if record.severity != nil {
            // The level stood in the time's own bracket.
            c.skipSpaces(bytes)
            return
        }
        var committed = c
        var probe = c
        var trial = record
        // Whatever stands between the time and a level is header; without a level only what names itself is.
        var steps = 0
        while steps < 6 {
            steps &+= 1
            probe.skipSpaces(bytes)
            probe.skipANSI(bytes)
            let byte = probe.peek(bytes)
            if leadingLevel(&probe, bytes, &trial, first: steps == 1) {
                committed = probe
                record = trial
                afterLevel(&committed, bytes, context, &record)
                c = committed
                return
            }
            if byte == UInt8(ascii: "[") {
                let hadPID = trial.pid, hadID = trial.correlation
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
            } else if Byte.isDigit(byte) || byte == UInt8(ascii: "#") {
                guard Elements.number(&probe, bytes, &trial) else { break }
            } else if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "|") || byte == UInt8(ascii: ":") {
                guard Elements.dash(&probe, bytes) else { break }
                if steps == 1 { committed = probe }
            } else if byte == UInt8(ascii: "(") {
                guard Elements.paren(&probe, bytes) else { break }
            } else if byte == UInt8(ascii: "<") {
                guard let close = probe.closing(UInt8(ascii: "<"), UInt8(ascii: ">"), bytes, limit: 64) else { break }
                probe.at = close &+ 1
            } else {
                let before = probe
                if Elements.tagged(&probe, bytes, &trial) {
                    (committed, record) = (probe, trial)
                    // A program's own level may follow.
                    continue
                }
                probe = before
                if steps == 1, source(&probe, bytes) {
                    committed = probe
                    continue
                }
                probe = before
                guard columnBeforeLevel(&probe, bytes) else { break }
            }
        }
        c = committed
        c.skipSpaces(bytes)
    }

    /// A level word here. In lower case and without punctuation it may be the message's first word: `error opening x`.
    private static func leadingLevel(
        _ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record, first: Bool
    ) -> Bool {
        let start = c
        let lower = Byte.isLower(c.peek(bytes))
        guard Elements.level(&c, bytes, &record) else {
            // `I NETWORK  [conn1]`, `D Tag:`
            if first, Byte.isUpper(start.peek(bytes)), Byte.isSpace(start.peek(bytes, 1)), start.peek(bytes) != UInt8(ascii: "A") {
                c = start
                if Elements.letter(&c, bytes, &record) { return true }
            }
            c = start
            return false
        }
        if lower, Byte.isSpace(c.peek(bytes)), c.peek(bytes) != 9, bytes.byte(c.at &- 1) != UInt8(ascii: ":"),
            !Byte.isSpace(c.peek(bytes, 1))
        {
            record.severity = nil
            c = start
            return false
        }
        return true
    }

    /// A logger or host before the level: dotted, or a word set off by a separator.
    private static func columnBeforeLevel(_ c: inout Cursor, _ bytes: RawSpan) -> Bool {
        let start = c
        let to = c.wordEnd(bytes)
        guard to > c.at, to &- c.at <= 80 else { return false }
        for index in c.at..<to where !Byte.name.contains(bytes.byte(index)) { return false }
        c.at = to
        if bytes.byte(to &- 1) == UInt8(ascii: ":") { return true }
        var next = c
        next.skipSpaces(bytes)
        if Elements.dash(&next, bytes) { return true }
        c = start
        guard Elements.dotted(&c, bytes) else { return false }
        return true
    }

    /// `main.go:12:`, as Go and C programs put it after the time.
    private static func source(_ c: inout Cursor, _ bytes: RawSpan) -> Bool {
        let to = c.wordEnd(bytes)
        guard to &- c.at >= 5, to &- c.at <= 120, bytes.byte(to &- 1) == UInt8(ascii: ":"), Byte.isDigit(bytes.byte(to &- 2)) else { return false }
        var index = to &- 2
        while index > c.at, Byte.isDigit(bytes.byte(index)) { index &-= 1 }
        guard index > c.at, bytes.byte(index) == UInt8(ascii: ":") else { return false }
        var dot = false
        for place in c.at..<index {
            guard Byte.name.contains(bytes.byte(place)) else { return false }
            if bytes.byte(place) == UInt8(ascii: ".") { dot = true }
        }
        guard dot else { return false }
        c.at = to
        return true
    }

    /// After the level: process, thread, logger, separators.
    static func afterLevel(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) {
        var brackets = 0, loggers = 0, steps = 0
        while steps < 8 {
            steps &+= 1
            let start = c
            c.skipSpaces(bytes)
            c.skipANSI(bytes)
            let byte = c.peek(bytes)
            switch byte {
            case UInt8(ascii: "["):
                if brackets < 3, Elements.bracket(&c, bytes, &record) {
                    brackets &+= 1
                    continue
                }
            case UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "|"):
                if Elements.dash(&c, bytes) { continue }
            case UInt8(ascii: "("):
                // `(main)`, a thread: only where a logger or a separator follows.
                var next = c
                if loggers == 0, Elements.paren(&next, bytes) {
                    next.skipSpaces(bytes)
                    var after = next
                    if Elements.dash(&after, bytes) || Elements.dotted(&after, bytes) {
                        c = next
                        continue
                    }
                }
            default:
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
                if loggers == 0, logger(&c, bytes, afterBracket: brackets > 0) {
                    loggers = 1
                    continue
                }
            }
            c = start
            break
        }
        c.skipSpaces(bytes)
    }

    /// A logger's name: `org.example.Class:`, `crate::module:`, `my-worker:`, or dotted before a separator or a bracket.
    private static func logger(_ c: inout Cursor, _ bytes: RawSpan, afterBracket: Bool) -> Bool {
        let start = c
        var scratch = Record()
        if Elements.named(&c, bytes, &scratch, hasLevel: true) {
            let to = c.at &- 1
            if afterBracket { return true }
            // `Failed: disk full` is a message, `worker_2: disk full` has a logger.
            for index in start.at..<to {
                let byte = bytes.byte(index)
                if byte == UInt8(ascii: ".") || byte == UInt8(ascii: "$") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "_")
                    || byte == UInt8(ascii: "@") || Byte.isDigit(byte) || byte == UInt8(ascii: "#")
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
        c = start
        return false
    }
}

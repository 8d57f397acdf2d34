import Bytes
import Model

/// The last resort: a line that fits no grammar, but in whose first words a time stands that is no word of a sentence.
///
/// Where only marks stand before the time (levels, addresses, numbers, ids, brackets, `column |`), they are header, and what
/// follows the time is read as behind any other. Behind a plain word the time alone is taken, and the line is the message. A
/// time in the future is none: `expires 2030-01-01 00:00:00`.
enum LooseTime {
    static let samples: [String] = [
        "10.0.0.9 2026-11-24 17:00:11.491 UTC [4711] shop@shop FATAL:  password authentication failed",
        "INFO   | jvm 1    | 2026/11/24 17:00:11 | 2026-11-24 17:00:11,077 [worker-8] WARN  org.example.Job - queue full",
        "09:33:14.814936 execve(\"/bin/ls\", [\"ls\"], 0x7ffe) = 0",
        "1795539611: mosquitto version 2.0 starting",
    ]

    /// How far into the line the time may begin, and how many places are tried.
    private static let reach = 128, tries = 12

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        let start = c
        let stop = min(c.end, c.at &+ reach)
        var at = c.at
        var tried = 0
        var previous: UInt8 = 32
        while at < stop {
            if opens(previous), isCandidate(Cursor(at, c.end), bytes) {
                tried &+= 1
                guard tried <= tries else { return false }
                var next = Cursor(at, c.end)
                var stamp = Stamp()
                if Timestamps.value(&next, bytes, context.time, &stamp), stamp.time <= context.time.limit,
                    accept(start, at, &next, stamp, bytes, context, &record)
                {
                    c = next
                    return true
                }
            }
            previous = bytes.byte(at)
            at &+= 1
        }
        return leadingClock(&c, bytes, context, &record)
    }

    /// What may stand before a time.
    private static func opens(_ byte: UInt8) -> Bool {
        switch byte {
        case 32, 9, UInt8(ascii: "]"), UInt8(ascii: ")"), UInt8(ascii: ">"), UInt8(ascii: "["), UInt8(ascii: "("),
            UInt8(ascii: "\""), UInt8(ascii: "|"), UInt8(ascii: "<"),
            UInt8(ascii: "{"), UInt8(ascii: "="), UInt8(ascii: ":"), UInt8(ascii: "*"):
            true
        default: false
        }
    }

    /// A quick look at whether a date can begin here.
    private static func isCandidate(_ c: Cursor, _ bytes: RawSpan) -> Bool {
        let first = c.peek(bytes)
        if Byte.isUpper(first) { return CalendarFields.month(c, bytes) > 0 || CalendarFields.isWeekday(c, bytes) }
        guard Byte.isDigit(first) else { return false }
        func isMark(_ byte: UInt8) -> Bool {
            byte == UInt8(ascii: "-") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ".")
        }
        switch c.digitCount(bytes, limit: 14) {
        case 4: return isMark(c.peek(bytes, 4)) && Byte.isDigit(c.peek(bytes, 5))
        case 2: return isMark(c.peek(bytes, 2)) || c.peek(bytes, 2) == 32 && Byte.isUpper(c.peek(bytes, 3))
        case 1: return isMark(c.peek(bytes, 1))
        case 8: return c.peek(bytes, 8) == UInt8(ascii: "T") || c.peek(bytes, 8) == UInt8(ascii: ":")
        case 10: return c.peek(bytes, 10) == UInt8(ascii: ".") && Byte.isDigit(c.peek(bytes, 11))
        default: return false
        }
    }

    /// Reads what stands before and behind the time. False: it stands within a sentence.
    private static func accept(
        _ start: Cursor, _ at: Int, _ next: inout Cursor, _ stamp: Stamp, _ bytes: RawSpan, _ context: Context,
        _ record: inout Record
    ) -> Bool {
        var prefix = Prefix()
        prefix.read(Cursor(start.at, at), bytes)
        // `Python: '3.9 (default, Dec 1 2026, 12:12:57)` quotes a date.
        guard prefix.plainWords <= 1, Cursor(start.at, at).find(UInt8(ascii: "'"), bytes) == nil else { return false }
        if prefix.plainWords == 1 {
            // A date without a year behind a word is the word's.
            guard stamp.flags & FlagBits.inferredYear == 0 else { return false }
            Elements.set(stamp, &record)
            if prefix.opened == 0, prefix.name.count > 0, next.take(": ", bytes), next.left > 0 {
                // `update-alternatives TIME: text`, `INFO: apport (pid 4711) TIME: text`: the program, for the time ends with a colon.
                if prefix.pid > 0 { Elements.setPID(prefix.pid, &record) }
                record.severity = prefix.severity
                if record.service.isEmpty { record.service = prefix.name }
                return true
            }
            record.message = ByteRange(start.at, start.end)
            next.at = next.end
            return true
        }
        var trial = record
        if prefix.pid > 0 { Elements.setPID(prefix.pid, &trial) }
        var c = next
        if prefix.opened != 0, !closes(&c, prefix.opened, bytes, &trial) { return false }
        Elements.set(stamp, &trial)
        if prefix.opened == 0, !prefix.name.isEmpty, trial.service.isEmpty, c.peek(bytes) == UInt8(ascii: ":"),
            c.peek(bytes, 1) == 32
        {
            trial.service = prefix.name
        }
        _ = c.take(UInt8(ascii: ","), bytes) || c.take(UInt8(ascii: ":"), bytes) || c.take(UInt8(ascii: ";"), bytes)
        secondTime(&c, bytes, context)
        let inBracket = trial.severity
        trial.severity = nil
        TimeLed.afterTime(&c, bytes, context, &trial)
        if trial.severity == nil {
            trial.severity = inBracket ?? prefix.severity
            if trial.severity != nil { TimeLed.afterLevel(&c, bytes, context, &trial) }
        }
        c.skipBlanks(bytes)
        record = trial
        next = c
        if c.left == 0 { record.message = ByteRange(start.at, start.end) }
        return true
    }

    /// Steps over the rest of the bracket or the quote in which the time stands.
    private static func closes(_ c: inout Cursor, _ opened: UInt8, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        let close: UInt8 =
            switch opened {
            case UInt8(ascii: "["): UInt8(ascii: "]")
            case UInt8(ascii: "("): UInt8(ascii: ")")
            case UInt8(ascii: "<"): UInt8(ascii: ">")
            case UInt8(ascii: "{"): UInt8(ascii: "}")
            default: opened
            }
        guard let end = c.find(close, bytes, limit: 160) else { return false }
        var inner = Cursor(c.at, end)
        for _ in 0..<4 where record.severity == nil {
            inner.skipSpaces(bytes)
            let from = inner.at
            inner.at = inner.wordEnd(bytes)
            record.severity = Levels.severity(bytes, from, inner.at)
        }
        c.at = end &+ 1
        return true
    }

    /// `| 2026-11-24 17:00:11,077`: the time of the program within, behind that of what runs it.
    private static func secondTime(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context) {
        var next = c
        next.skipSpaces(bytes)
        if Elements.dash(&next, bytes) { next.skipSpaces(bytes) }
        guard Byte.isDigit(next.peek(bytes)) else { return }
        var stamp = Stamp()
        if Timestamps.parse(&next, bytes, context.time, &stamp) { c = next }
    }

    /// `17:00:11.123 text`, `[17:00:11] text`: a clock with a fraction, or in a bracket; `1795539611: text`, seconds with a colon.
    private static func leadingClock(
        _ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record
    ) -> Bool {
        let bracketed = c.take(UInt8(ascii: "["), bytes)
        var stamp = Stamp()
        let digits = c.digitCount(bytes, limit: 11)
        if !bracketed, digits == 10, c.peek(bytes, 10) == UInt8(ascii: ":"), c.peek(bytes, 11) == 32 {
            guard Timestamps.epoch(&c, bytes, &stamp), stamp.time <= context.time.limit else { return false }
            c.at &+= 2
        } else {
            guard digits == 2 || digits == 1 else { return false }
            guard Timestamps.clockOnly(&c, bytes, context.time, &stamp),
                bracketed
                    ? c.take(UInt8(ascii: "]"), bytes)
                    : Byte.isSpace(c.peek(bytes)) || c.take(": ", bytes) || c.peek(bytes) == UInt8(ascii: "|")
            else { return false }
        }
        Elements.set(stamp, &record)
        TimeLed.afterTime(&c, bytes, context, &record)
        return c.at < c.end
    }

    /// What the words before a time are.
    private struct Prefix {
        /// Words that a sentence could have.
        var plainWords = 0
        var severity: Severity?
        var pid = 0
        /// The one plain word, where it can name a program: small letters, digits and hyphens.
        var name = ByteRange.none
        private var hasName = false
        /// The bracket or quote that is still open at the time; 0 for none.
        var opened: UInt8 = 0

        mutating func read(_ line: Cursor, _ bytes: RawSpan) {
            var c = line
            while plainWords < 2 {
                c.skipBlanks(bytes)
                guard c.at < c.end else { return }
                let byte = c.peek(bytes)
                if let close = Self.close(of: byte) {
                    let found =
                        byte == close ? Cursor(c.at &+ 1, c.end).find(close, bytes) : c.closing(byte, close, bytes)
                    if let found {
                        note(bytes, c.at &+ 1, found)
                        c.at = found &+ 1
                    } else {
                        opened = byte
                        c.at &+= 1
                    }
                    continue
                }
                let from = c.at
                while c.at < c.end, !Byte.isSpace(bytes.byte(c.at)), bytes.byte(c.at) != UInt8(ascii: "["),
                    bytes.byte(c.at) != UInt8(ascii: "|")
                {
                    c.at &+= 1
                }
                if c.at == from {
                    c.at &+= 1
                    continue
                }
                word(bytes, from, c)
            }
        }

        private static func close(of byte: UInt8) -> UInt8? {
            switch byte {
            case UInt8(ascii: "["): UInt8(ascii: "]")
            case UInt8(ascii: "("): UInt8(ascii: ")")
            case UInt8(ascii: "<"): UInt8(ascii: ">")
            case UInt8(ascii: "{"): UInt8(ascii: "}")
            case UInt8(ascii: "\""): UInt8(ascii: "\"")
            default: nil
            }
        }

        /// The text of a bracket.
        private mutating func note(_ bytes: RawSpan, _ from: Int, _ to: Int) {
            if Scan.starts(bytes, at: from, end: to, with: "pid ") {
                var number = Cursor(from &+ 4, to)
                if let value = number.number(bytes), value <= Int(UInt32.max) { pid = value }
                return
            }
            if to &- from == 1 {
                severity = Levels.severity(letter: bytes.byte(from)) ?? severity
            } else if let found = Levels.severity(bytes, from, to) {
                severity = found
            }
        }

        private mutating func word(_ bytes: RawSpan, _ from: Int, _ c: Cursor) {
            var to = c.at
            var isNamed = false
            while to > from,
                bytes.byte(to &- 1) == UInt8(ascii: ":") || bytes.byte(to &- 1) == UInt8(ascii: ",")
                    || bytes.byte(to &- 1) == UInt8(ascii: ";") || bytes.byte(to &- 1) == UInt8(ascii: "=")
            {
                isNamed = true
                to &-= 1
            }
            // `[W 2026-11-24 17:00:11 ServerApp]`
            if to &- from == 1, opened == UInt8(ascii: "["), bytes.byte(from &- 1) == opened,
                let found = Levels.severity(letter: bytes.byte(from))
            {
                severity = found
                return
            }
            if Byte.isUpper(bytes.byte(from)) || isNamed, let found = Levels.severity(bytes, from, to) {
                severity = found
                return
            }
            if isNamed || c.peek(bytes) == UInt8(ascii: "|") || c.peek(bytes) == UInt8(ascii: "[") { return }
            // The text of a column ends at a pipe.
            if let pipe = c.find(UInt8(ascii: "|"), bytes, limit: 24), pipe < c.end { return }
            var letters = 0
            for index in from..<to where Byte.isLetter(bytes.byte(index)) || bytes.byte(index) >= 0x80 { letters &+= 1 }
            if letters == 0 {
                var number = Cursor(from, to)
                if pid == 0, let value = number.number(bytes), number.left == 0, value <= Int(UInt32.max) {
                    pid = value
                }
                return
            }
            // `[PDT Apr 16 21:05:29]`
            if letters == to &- from, CalendarFields.zone(named: Word.lower(bytes, from, to)) == nil || letters > 5 {
                plainWords &+= 1
            }
            if letters > 2 {
                var index = from
                while index < to,
                    Byte.isLower(bytes.byte(index)) || Byte.isDigit(bytes.byte(index))
                        || bytes.byte(index) == UInt8(ascii: "-") || bytes.byte(index) == UInt8(ascii: "_")
                {
                    index &+= 1
                }
                if index == to, plainWords < 2, !hasName { name = ByteRange(from, to) }
                hasName = true
            }
        }
    }
}

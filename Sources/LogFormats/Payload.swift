import Bytes
import Model

/// A second look at what a framing header left: another program's line may stand in it, with a level, an id and a
/// header of its own. By first byte and strict grammars; no state, no vote.
enum Payload {
    /// Refines `record.message`, severity and ids. What the frame said of time, host and service stays; a level in the
    /// payload is the program's own and wins over the frame's, which is often only a default.
    static func inspect(_ bytes: RawSpan, _ context: Context, _ record: inout Record, depth: Int = 0) {
        var c = Cursor(Int(record.message.start), Int(record.message.end))
        c.skipSpaces(bytes)
        c.skipANSI(bytes)
        let first = c.peek(bytes)
        if Byte.isLetter(first) || first == UInt8(ascii: "_") {
            wordLed(&c, bytes, context, &record)
            return
        }
        if Byte.isDigit(first) {
            guard c.left >= 12 else { return }
            refine(&c, bytes, context, &record) { c, bytes, context, record in
                switch c.peek(bytes, 4) {
                case UInt8(ascii: "-"):
                    let start = c
                    let fresh = record
                    if PostgreSQL.parse(&c, bytes, context, &record) { return true }
                    (c, record) = (start, fresh)
                case UInt8(ascii: "/"):
                    let start = c
                    let fresh = record
                    if NginxError.parse(&c, bytes, context, &record) { return true }
                    (c, record) = (start, fresh)
                default:
                    let start = c
                    let fresh = record
                    if AccessLog.parse(&c, bytes, context, &record) { return true }
                    (c, record) = (start, fresh)
                    if HAProxy.parse(&c, bytes, context, &record) { return true }
                    (c, record) = (start, fresh)
                    if Redis.parse(&c, bytes, context, &record) { return true }
                    (c, record) = (start, fresh)
                }
                return TimeLed.parse(&c, bytes, context, &record)
            }
            return
        }
        switch first {
        case UInt8(ascii: "{"):
            guard depth < 2 else { return }
            let escaped = c.peek(bytes, 1) == UInt8(ascii: "\\")
            // The newline that Docker keeps is no part of the object.
            if escaped, c.left > 2, bytes.byte(c.end &- 1) == UInt8(ascii: "n"),
                bytes.byte(c.end &- 2) == UInt8(ascii: "\\")
            {
                c.end &-= 2
            }
            let inner = refine(&c, bytes, context, &record) { c, bytes, context, record in
                JSONLines.read(&c, bytes, context, &record, escaped: escaped)
            }
            if inner, !escaped { inspect(bytes, context, &record, depth: depth + 1) }
        case UInt8(ascii: "["): bracketLed(&c, bytes, context, &record)
        case UInt8(ascii: "<"):
            var trial = record
            trial.severity = nil
            if Elements.level(&c, bytes, &trial) {
                c.skipSpaces(bytes)
                record.severity = trial.severity
                // NetworkManager's own time.
                var stamp = Record()
                if c.peek(bytes) == UInt8(ascii: "["), Byte.isDigit(c.peek(bytes, 1)), Elements.epoch(&c, bytes, &stamp)
                {
                    c.skipSpaces(bytes)
                }
                record.message = ByteRange(c.at, Int(record.message.end))
            }
        case UInt8(ascii: "%"):
            if let severity = Mnemonic.severity(c, bytes) { record.severity = severity }
        case UInt8(ascii: "@"):
            guard c.take("@cee:", bytes), depth < 2 else { return }
            c.skipSpaces(bytes)
            refine(&c, bytes, context, &record) { c, bytes, context, record in
                JSONLines.read(&c, bytes, context, &record, escaped: false)
            }
        default: break
        }
    }

    /// Runs a parser on the payload and takes over what it found; nothing changes when it does not fit.
    @inline(__always) @discardableResult
    private static func refine(
        _ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record,
        _ parse: (inout Cursor, RawSpan, Context, inout Record) -> Bool
    ) -> Bool {
        var trial = record
        trial.severity = nil
        trial.message = .none
        if record.has(FlagBits.inferredYear) {
            trial.time = .unknown
            trial.clear(FlagBits.inferred)
        }
        guard parse(&c, bytes, context, &trial) else { return false }
        if record.has(FlagBits.inferredYear), trial.time != record.time { settleYear(&trial, record) }
        if trial.message.isEmpty {
            c.skipSpaces(bytes)
            trial.message = ByteRange(c.at, c.end)
        }
        // A payload that is all header, as an empty record's, says more as a whole.
        if trial.message.isEmpty { trial.message = record.message }
        if trial.severity == nil { trial.severity = record.severity }
        record = trial
        return true
    }

    /// The frame's time counts, for it is when the line was written; but a frame without a year takes the year of a payload
    /// whose day is its own, or the next to it.
    @inline(never)
    private static func settleYear(_ trial: inout Record, _ frame: Record) {
        let hasYear = trial.time != .unknown && !trial.has(FlagBits.inferredYear)
        let own = CivilTime(trial.time)
        let outer = CivilTime(frame.time)
        trial.time = frame.time
        trial.clear(FlagBits.inferred)
        trial.set(frame.flags.rawValue & FlagBits.inferred)
        guard hasYear, own.year != outer.year else { return }
        let day = CivilTime.days(year: own.year, month: outer.month, day: min(outer.day, 28))
        guard abs(day - CivilTime.days(year: own.year, month: own.month, day: min(own.day, 28))) <= 1 else { return }
        trial.time += Micros(day - CivilTime.days(year: outer.year, month: outer.month, day: min(outer.day, 28))) * .day
        trial.clear(FlagBits.inferredYear)
    }

    /// `[ERROR] text`, `[2026-11-24 17:00:11] text`, `[12345.678901] text`.
    private static func bracketLed(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) {
        let second = c.peek(bytes, 1)
        if Byte.isDigit(second) || second == 32 {
            let start = c
            if Kernel.stamp(&c, bytes) {
                record.message = ByteRange(c.at, Int(record.message.end))
                return
            }
            c = start
        }
        if Byte.isDigit(second) || CalendarFields.isWeekday(Cursor(c.at &+ 1, c.end), bytes) {
            refine(&c, bytes, context, &record) { TimeLed.parse(&$0, $1, $2, &$3) }
            return
        }
        var trial = record
        trial.severity = nil
        guard Elements.level(&c, bytes, &trial) else { return }
        record.severity = trial.severity
        TimeLed.afterLevel(&c, bytes, context, &record)
        record.message = ByteRange(c.at, Int(record.message.end))
    }

    /// Payloads that begin with a letter: the first word decides.
    @inline(__always)
    private static func wordLed(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) {
        var to = c.at
        let limit = c.left > 24 ? c.at &+ 24 : c.end
        while to < limit {
            let byte = bytes.byte(to)
            guard
                Byte.isLetter(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
                    || byte == UInt8(ascii: "-") || to > c.at &+ 1 && Byte.isDigit(byte)
            else { break }
            to &+= 1
        }
        guard to < c.end else { return }
        let count = to &- c.at
        switch bytes.byte(to) {
        case UInt8(ascii: "="):
            refine(&c, bytes, context, &record) { Logfmt.parse(&$0, $1, $2, &$3) }
        case UInt8(ascii: "[") where count > 2:
            // `util.py[DEBUG]: text`
            if TimeLed.embeddedLevel(&c, bytes, &record) {
                c.skipSpaces(bytes)
                record.message = ByteRange(c.at, Int(record.message.end))
                return
            }
            fallthrough
        case UInt8(ascii: ":"), 32, 9, UInt8(ascii: "["):
            guard count <= 13, count >= 3 else { return }
            if bytes.byte(to) == UInt8(ascii: ":"), Byte.isDigit(bytes.byte(min(to &+ 1, c.end &- 1))) {
                var event = c
                if SecurityEvent.parse(&event, bytes, context, &record) { return }
            }
            // Without a colon only a word in capitals is a level; nearly all messages leave here.
            guard bytes.byte(to) == UInt8(ascii: ":") || Byte.isUpper(bytes.byte(c.at)) else {
                if bytes.byte(to) == 32, count <= 8 { levelBeforeProgram(Cursor(c.at, to), c.end, bytes, &record) }
                return
            }
            if let severity = Levels.severity(bytes, c.at, to) {
                if count == 4, Byte.isLower(bytes.byte(c.at)) {
                    var heading = c
                    if DotNetConsole.parse(&heading, bytes, &record) { return }
                }
                return levelLed(&c, bytes, context, &record, to, severity)
            }
            if bytes.byte(to) == UInt8(ascii: ":"), c.left > count &+ 6, bytes.byte(to &+ 1) == 32 {
                secondWord(Cursor(to &+ 2, c.end), bytes, &record)
            }
            if count == 3, Byte.isUpper(bytes.byte(c.at)),
                CalendarFields.month(c, bytes) > 0 || CalendarFields.isWeekday(c, bytes)
            {
                refine(&c, bytes, context, &record) { TimeLed.parse(&$0, $1, $2, &$3) }
            }
        case UInt8(ascii: ","):
            if count >= 3, Byte.isLower(bytes.byte(c.at)), Byte.isLower(bytes.byte(min(to &+ 1, c.end &- 1))) {
                if let severity = topics(c, bytes) { record.severity = severity }
                return
            }
            if count == 3, CalendarFields.isWeekday(c, bytes) {
                refine(&c, bytes, context, &record) { TimeLed.parse(&$0, $1, $2, &$3) }
            }
        case UInt8(ascii: "/") where count >= 4 && count <= 11:
            // `information/cli: text` of Icinga.
            guard let severity = Levels.severity(bytes, c.at, to) else { return }
            c.at = to &+ 1
            while c.at < c.end, Byte.isLetter(bytes.byte(c.at)) { c.at &+= 1 }
            guard c.take(": ", bytes), c.left > 0 else { return }
            record.severity = severity
            record.message = ByteRange(c.at, Int(record.message.end))
        case 48...57 where count == 1:
            refine(&c, bytes, context, &record) { Klog.parse(&$0, $1, $2, &$3) }
        default: break
        }
    }

    /// `firewall,info text`, `system,error,critical text`: topics of which one is a level. They stay in the text.
    @inline(never)
    static func topics(_ line: Cursor, _ bytes: RawSpan) -> Severity? {
        var c = line
        var severity: Severity?
        for index in 0..<5 {
            let from = c.at
            while c.at < c.end, c.at &- from < 16, Byte.isLower(bytes.byte(c.at)) { c.at &+= 1 }
            guard c.at > from else { return nil }
            if index > 0, let found = Levels.severity(bytes, from, c.at) { severity = min(severity ?? found, found) }
            if c.peek(bytes) == 32 { return severity }
            guard c.take(UInt8(ascii: ","), bytes) else { return nil }
        }
        return nil
    }

    /// `info hostd[4711] text`: a level in small letters counts where a program and its process follow.
    @inline(__always)
    private static func levelBeforeProgram(_ word: Cursor, _ end: Int, _ bytes: RawSpan, _ record: inout Record) {
        guard let severity = Levels.severity(bytes, word.at, word.end) else { return }
        var next = Cursor(word.end &+ 1, end)
        let from = next.at
        while next.at < end, next.at &- from < 32, Byte.isIdentifier(bytes.byte(next.at)) { next.at &+= 1 }
        guard next.at > from, next.take(UInt8(ascii: "["), bytes), next.number(bytes) != nil,
            next.take(UInt8(ascii: "]"), bytes)
        else { return }
        record.severity = severity
    }

    /// `general: info: text`, as BIND names category and level: the level counts, the text stays whole.
    private static func secondWord(_ c: Cursor, _ bytes: RawSpan, _ record: inout Record) {
        var to = c.at
        let capitals = Byte.isUpper(c.peek(bytes))
        while to < c.end, to &- c.at < 10, capitals ? Byte.isUpper(bytes.byte(to)) : Byte.isLower(bytes.byte(to)) {
            to &+= 1
        }
        guard to < c.end, bytes.byte(to) == UInt8(ascii: ":"), let severity = Levels.severity(bytes, c.at, to) else {
            return
        }
        record.severity = severity
    }

    /// A level at the start of the payload. In capitals with a colon it is a header (`ERROR: text`,
    /// `INFO:root:text`); in other cases it stays a part of the message, as `error: text` of sshd and git is.
    @inline(never)
    private static func levelLed(
        _ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record, _ to: Int, _ severity: Severity
    ) {
        let capitals = Byte.isUpper(bytes.byte(c.at)) && Byte.isUpper(bytes.byte(c.at &+ 1))
        var next = Cursor(to, c.end)
        if next.take(UInt8(ascii: ":"), bytes) {
            record.severity = severity
            guard capitals else { return }
            if Byte.isLetter(next.peek(bytes)) {
                // Python's `INFO:root:text`.
                guard let colon = next.find(UInt8(ascii: ":"), bytes, limit: 80) else { return }
                for index in next.at..<colon where !Byte.isName(bytes.byte(index)) { return }
                next.at = colon &+ 1
                record.message = ByteRange(next.at, Int(record.message.end))
                return
            }
            next.skipSpaces(bytes)
            guard next.left > 0 else { return }
            record.message = ByteRange(next.at, Int(record.message.end))
            return
        }
        // `Info     text`: a column.
        let isColumn = next.peek(bytes) == 32 && next.peek(bytes, 1) == 32 && Byte.isUpper(bytes.byte(c.at))
        guard capitals || isColumn else { return }
        record.severity = severity
        let spaces = next
        TimeLed.afterLevel(&next, bytes, context, &record)
        var plain = spaces
        plain.skipSpaces(bytes)
        if next.at > plain.at, next.left > 0 { record.message = ByteRange(next.at, Int(record.message.end)) }
    }
}

import Bytes
import Model

/// Headers that well-known programs write between a time and their text, each known by its first bytes. Every function steps
/// over its header and notes what it says, or returns false; the cursor and the record are then anywhere.
enum HeaderMarks {
    static func take(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        c.skipBlanks(bytes)
        let start = c
        let fresh = record
        func fits(_ parse: (inout Cursor, RawSpan, inout Record) -> Bool, _ c: inout Cursor, _ record: inout Record)
            -> Bool
        {
            if parse(&c, bytes, &record) { return true }
            (c, record) = (start, fresh)
            return false
        }
        let first = c.peek(bytes)
        if Byte.isDigit(first) || first == UInt8(ascii: "[") || first == UInt8(ascii: ":") || first == UInt8(ascii: "@")
            || Byte.isLower(first),
            fits(postgresPrefix, &c, &record)
        {
            return true
        }
        switch first {
        case UInt8(ascii: "|"): return fits(pipes, &c, &record)
        case UInt8(ascii: "%"):
            guard let severity = Mnemonic.severity(c, bytes) else { return false }
            record.severity = severity
            return true
        case UInt8(ascii: "["): return fits(unreal, &c, &record) || fits(ServiceMasks.parse, &c, &record)
        case UInt8(ascii: "-"):
            // ClamAV's arrow.
            guard c.take("-> ", bytes) else { return false }
            _ = Byte.isUpper(c.peek(bytes, 1)) && Elements.level(&c, bytes, &record)
            return true
        case UInt8(ascii: "("):
            guard c.take("(pid:", bytes), let pid = c.number(bytes), c.take(UInt8(ascii: ")"), bytes) else {
                return false
            }
            Elements.setPID(pid, &record)
            c.skipSpaces(bytes)
            _ = Byte.isUpper(c.peek(bytes, 1)) && Elements.level(&c, bytes, &record)
            return true
        default: break
        }
        if Byte.isHex(first), fits(threadThenLevel, &c, &record) { return true }
        if Byte.isDigit(first) {
            return fits(StudioColumns.parse, &c, &record) || fits(uptime, &c, &record)
                || fits(wordsThenLevel, &c, &record) || fits(columns, &c, &record)
        }
        guard Byte.isLetter(first) else { return false }
        switch c.peek(bytes, 1) {
        case UInt8(ascii: "!"):
            guard c.peek(bytes, 2) == 32, let severity = Levels.severity(letter: first) else { return false }
            record.severity = severity
            c.at &+= 3
            return true
        case UInt8(ascii: "/"): return fits(LogcatBrief.parse, &c, &record)
        default: break
        }
        if c.peek(bytes, 1) == 32, fits(TraceColumns.parse, &c, &record) { return true }
        if fits(TabColumns.parse, &c, &record) || fits(BackupJob.parse, &c, &record) { return true }
        if fits(TraceColumns.userThenProcess, &c, &record) { return true }
        if first == UInt8(ascii: "c"), Byte.isDigit(c.peek(bytes, 3)), fits(vmkernel, &c, &record) { return true }
        if Byte.isUpper(first), fits(postgresLevel, &c, &record) { return true }
        if c.peek(bytes, 2) == UInt8(ascii: "("), Byte.isDigit(c.peek(bytes, 3)), fits(vmware, &c, &record) {
            return true
        }
        return fits(topics, &c, &record) || fits(facility, &c, &record) || fits(levelInParentheses, &c, &record)
            || fits(squid, &c, &record) || fits(wordsThenLevel, &c, &record) || fits(columns, &c, &record)
    }

    /// `|00001|vlog|INFO|text`, `|Info|Bootstrap|text`, `| vmx| I005: text`: columns of one word each.
    private static func pipes(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        var count = 0
        while count < 5, c.take(UInt8(ascii: "|"), bytes) {
            count &+= 1
            let from = c
            guard let mark = c.find(UInt8(ascii: "|"), bytes, limit: 48) else { break }
            var column = Cursor(c.at, mark)
            column.skipSpaces(bytes)
            let to = column.wordEnd(bytes)
            var rest = Cursor(to, mark)
            rest.skipSpaces(bytes)
            guard rest.left == 0 else {
                c = from
                break
            }
            if record.severity == nil { record.severity = Levels.severity(bytes, column.at, to) }
            c.at = mark
        }
        c.skipSpaces(bytes)
        if record.severity == nil, c.peek(bytes, 4) == UInt8(ascii: ":"),
            Cursor(c.at &+ 1, c.end).digitCount(bytes, limit: 4) == 3
        {
            record.severity = Levels.severity(letter: c.peek(bytes))
            c.at &+= 5
            return true
        }
        return count > 0 && record.severity != nil
    }

    /// `[  0]LogInit: Display: text` of the Unreal engine.
    private static func unreal(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        c.at &+= 1
        c.skipSpaces(bytes)
        guard c.number(bytes) != nil, c.take("]Log", bytes), let colon = c.find(UInt8(ascii: ":"), bytes, limit: 48)
        else {
            return false
        }
        c.at = colon &+ 1
        c.skipSpaces(bytes)
        if c.take("Display:", bytes) { record.severity = .info } else { _ = Elements.level(&c, bytes, &record) }
        return true
    }

    /// A thread in hexadecimal, then a level: `7f12 -1 text` of Ceph, `0000002d ThreadMonitor W   text` of WebSphere.
    private static func threadThenLevel(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        let to = c.wordEnd(bytes)
        let digits = to &- c.at
        guard digits == 8 || digits >= 12 && digits <= 16 else { return false }
        for index in c.at..<to where !Byte.isHex(bytes.byte(index)) { return false }
        c.at = to
        guard c.skipSpaces(bytes) > 0 else { return false }
        if digits > 8 {
            let negative = c.take(UInt8(ascii: "-"), bytes)
            guard c.digitCount(bytes, limit: 4) <= 2, c.number(bytes) != nil, c.skipSpaces(bytes) > 0 else {
                return false
            }
            record.severity = negative ? .error : .info
            return true
        }
        c.at = c.wordEnd(bytes)
        guard c.skipSpaces(bytes) > 0, Byte.isUpper(c.peek(bytes)), c.peek(bytes, 1) == 32 else { return false }
        switch c.peek(bytes) {
        case UInt8(ascii: "O"), UInt8(ascii: "A"), UInt8(ascii: "C"): record.severity = .info
        case UInt8(ascii: "R"): record.severity = .error
        default: record.severity = Levels.severity(letter: c.peek(bytes))
        }
        c.at &+= 1
        // Three spaces stand for a class and a method that are not named; output of programs has none either.
        let isOutput = bytes.byte(c.at &- 1) == UInt8(ascii: "O") || bytes.byte(c.at &- 1) == UInt8(ascii: "R")
        if c.skipSpaces(bytes) < 3, !isOutput {
            // A code is no class: `E SRVE0293E: text`.
            var next = c
            next.at = next.wordEnd(bytes)
            let isClass = bytes.byte(next.at &- 1) != UInt8(ascii: ":") && !TimeLed.isCode(bytes, c.at, next.at)
            next.skipSpaces(bytes)
            next.at = next.wordEnd(bytes)
            if isClass, next.skipSpaces(bytes) > 0 { c = next }
        }
        return record.severity != nil
    }

    /// `1.234: [GC ...`: seconds since the start, behind the date, as the JVM wrote its collector's log.
    private static func uptime(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        c.at &+= c.digitCount(bytes, limit: 9)
        guard c.take(UInt8(ascii: "."), bytes), c.digitCount(bytes, limit: 4) == 3 else { return false }
        c.at &+= 3
        return c.take(": ", bytes)
    }

    /// `[4711] shop@shop LOG:  text`, `10.0.0.9(51000):shop@shop:[4711]:ERROR:  text`: PostgreSQL's prefix as its operator set it,
    /// up to a level with a colon and two spaces.
    private static func postgresPrefix(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        let start = c
        let end = min(c.end, c.at &+ 120)
        var at = c.at
        while true {
            let colon = Scan.first(UInt8(ascii: ":"), in: bytes, from: at, to: end)
            guard colon < end, colon &+ 2 < c.end else { return false }
            at = colon &+ 1
            guard bytes.byte(at) == 32, bytes.byte(at &+ 1) == 32 else { continue }
            var from = colon
            while from > start.at, Byte.isUpper(bytes.byte(from &- 1)) { from &-= 1 }
            guard from > start.at, bytes.byte(from &- 1) == 32 || bytes.byte(from &- 1) == UInt8(ascii: ":"),
                let severity = PostgreSQL.severity(bytes, from, colon)
            else { return false }
            record.severity = severity
            var spaces = 0
            for index in start.at..<from {
                if bytes.byte(index) == 32 { spaces &+= 1 }
                guard bytes.byte(index) == UInt8(ascii: "[") else { continue }
                var number = Cursor(index &+ 1, from)
                if let pid = number.number(bytes) { Elements.setPID(pid, &record) }
            }
            c.at = at
            return spaces <= 5
        }
    }

    /// `LOG:  text`, `DETAIL:  text`, `user@db:[4711]:STATEMENT:  text`: PostgreSQL's levels stand before a colon and two spaces.
    private static func postgresLevel(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        let from = c.at
        while c.at < c.end, c.at &- from < 10, Byte.isUpper(bytes.byte(c.at)) { c.at &+= 1 }
        let to = c.at
        guard c.take(":  ", bytes), let severity = PostgreSQL.severity(bytes, from, to) else { return false }
        record.severity = severity
        return true
    }

    /// `cpu0:263421 opID=a03fc439)WARNING: Sched: text`, `cpu1:2050)LinNet: text` of ESXi's kernel.
    private static func vmkernel(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        guard c.take("cpu", bytes), c.number(bytes) != nil, c.take(UInt8(ascii: ":"), bytes), c.number(bytes) != nil,
            let close = c.find(UInt8(ascii: ")"), bytes, limit: 48)
        else { return false }
        c.at = close &+ 1
        var next = c
        var trial = record
        trial.severity = nil
        if Byte.isUpper(next.peek(bytes, 1)), Elements.level(&next, bytes, &trial),
            bytes.byte(next.at &- 1) == UInt8(ascii: ":")
        {
            (c, record) = (next, trial)
        }
        return true
    }

    /// `In(05) vmx text` of ESXi.
    private static func vmware(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        switch Word.lower(bytes, c.at, c.at &+ 2) {
        case Word.of("in"): record.severity = .info
        case Word.of("no"): record.severity = .notice
        case Word.of("wa"): record.severity = .warning
        case Word.of("er"): record.severity = .error
        case Word.of("al"): record.severity = .alert
        case Word.of("cr"): record.severity = .critical
        case Word.of("db"): record.severity = .debug
        default: return false
        }
        c.at &+= 3
        guard c.number(bytes) != nil, c.take(UInt8(ascii: ")"), bytes), c.skipSpaces(bytes) > 0 else { return false }
        let from = c.at
        var name = c
        name.at = name.wordEnd(bytes)
        var tag = c
        if Elements.tagged(&tag, bytes, &record) {
            c = tag
            c.skipSpaces(bytes)
            var inner = c
            var trial = record
            trial.severity = nil
            // `[Originator@6876 sub=Libs opID=1-d] text`
            if Scan.starts(bytes, at: c.at, end: c.end, with: "[Originator@"),
                let close = c.closing(UInt8(ascii: "["), UInt8(ascii: "]"), bytes)
            {
                c.at = close &+ 1
                return true
            }
            // `debug [Store opId=1] text`: the program's own level.
            if Byte.isLower(c.peek(bytes)), Elements.level(&inner, bytes, &trial), inner.take(" [", bytes) {
                inner.at &-= 1
                (c, record) = (inner, trial)
            }
        } else if name.at &- from <= 24, bytes.byte(name.at &- 1) == UInt8(ascii: ":"), name.skipSpaces(bytes) > 0 {
            record.service = ByteRange(from, Cursor(from, name.at).wordEnd(bytes) &- 1)
            c = name
            if c.peek(bytes) == UInt8(ascii: "c"), Byte.isDigit(c.peek(bytes, 3)) {
                var kernel = c
                var trial = record
                if vmkernel(&kernel, bytes, &trial) { (c, record) = (kernel, trial) }
            }
        } else if name.at &- from <= 24, name.skipSpaces(bytes) > 0 {
            c = name
        }
        return true
    }

    /// `system,error,critical text` of RouterOS.
    private static func topics(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        let to = c.wordEnd(bytes)
        guard to < c.end, to &- c.at <= 64 else { return false }
        var from = c.at
        var found = false
        var commas = 0
        for index in c.at...to where index == to || bytes.byte(index) == UInt8(ascii: ",") {
            if index < to { commas &+= 1 }
            if !found, let severity = Levels.severity(bytes, from, index) {
                record.severity = severity
                found = true
            }
            from = index &+ 1
        }
        c.at = to
        return found && commas > 0
    }

    /// `daemon.notice netifd: text` of OpenWrt.
    private static func facility(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        guard FacilityWord.take(&c, bytes, &record) else { return false }
        _ = Syslog.tag(&c, bytes, &record)
        return true
    }

    /// `Puppet (err): text`.
    private static func levelInParentheses(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        let from = c.at
        c.at = c.wordEnd(bytes)
        let to = c.at
        guard c.take(" (", bytes), let close = c.find(UInt8(ascii: ")"), bytes, limit: 10),
            let severity = Levels.severity(bytes, c.at, close), bytes.byte(close) == UInt8(ascii: ")")
        else { return false }
        c.at = close &+ 1
        guard c.take(": ", bytes) else { return false }
        record.severity = severity
        if record.service.isEmpty { record.service = ByteRange(from, to) }
        return true
    }

    /// `kid1| WARNING: text` of Squid.
    private static func squid(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        let to = c.wordEnd(bytes)
        guard to &- c.at <= 16, to > c.at &+ 1, bytes.byte(to &- 1) == UInt8(ascii: "|"), to < c.end else {
            return false
        }
        c.at = to &+ 1
        _ = Byte.isUpper(c.peek(bytes, 1)) && Elements.level(&c, bytes, &record)
        return true
    }

    /// Up to four words, then `[LEVEL]` or `LEVEL:` in capitals: `o.a.s.d.nimbus.Nimbus main [INFO] text` of Storm, `1 TID-gnd
    /// MailJob JID-1a2b INFO: text` of Sidekiq. The first word must be a logger's or a thread's name.
    private static func wordsThenLevel(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        if Byte.isDigit(c.peek(bytes)) {
            guard let pid = c.number(bytes), c.skipSpaces(bytes) > 0 else { return false }
            Elements.setPID(pid, &record)
        }
        let first = c.wordEnd(bytes)
        if bytes.byte(first &- 1) == UInt8(ascii: ":"), Elements.tagged(&c, bytes, &record) {
            // `ossec-logcollector(1950): INFO: text`
            c.skipSpaces(bytes)
            return Byte.isUpper(c.peek(bytes, 1)) && Elements.level(&c, bytes, &record)
        }
        guard
            Cursor(c.at, first).find(UInt8(ascii: "."), bytes) != nil
                || Cursor(c.at, first).find(UInt8(ascii: "-"), bytes) != nil
        else { return false }
        for _ in 0..<5 {
            c.at = c.wordEnd(bytes)
            guard c.skipSpaces(bytes) > 0 else { return false }
            let bracketed = c.peek(bytes) == UInt8(ascii: "[")
            guard Byte.isUpper(c.peek(bytes, bracketed ? 1 : 0)), Byte.isUpper(c.peek(bytes, bracketed ? 2 : 1)) else {
                continue
            }
            let kept = c
            // A level alone must be set off as a column is.
            let isColumn = bytes.byte(c.at &- 2) == 32
            if Elements.level(&c, bytes, &record), bracketed || bytes.byte(c.at &- 1) == UInt8(ascii: ":") || isColumn {
                return true
            }
            record.severity = nil
            c = kept
        }
        return false
    }

    /// Words set off by three spaces or more: `spid12s     text` of SQL Server, `1234  5678  Agent           text` of Windows
    /// Update. Numbers may stand before.
    private static func columns(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        var numbers = 0
        while numbers < 2, Byte.isDigit(c.peek(bytes)) {
            guard let value = c.number(bytes), c.skipSpaces(bytes) > 0 else { return false }
            if numbers == 0 { Elements.setPID(value, &record) }
            numbers &+= 1
        }
        let from = c.at
        while c.at < c.end, Byte.isIdentifier(bytes.byte(c.at)) { c.at &+= 1 }
        guard Cursor(from, c.at).find(UInt8(ascii: "."), bytes) == nil, Levels.severity(bytes, from, c.at) == nil,
            c.at > from &+ 1, c.at &- from <= 24, Byte.isLetter(bytes.byte(from)),
            bytes.byte(c.at &- 1) != UInt8(ascii: ":")
        else { return false }
        guard c.skipSpaces(bytes) >= 3, c.left > 0, c.peek(bytes) != UInt8(ascii: "[") else { return false }
        var next = c
        var scratch = record
        return !(Byte.isUpper(next.peek(bytes, 1)) && Elements.level(&next, bytes, &scratch))
    }
}

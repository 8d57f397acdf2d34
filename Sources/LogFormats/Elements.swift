import Bytes
import Model

/// Recognises single elements. Each function steps over its element and returns true, or leaves the cursor and
/// returns false.
enum Elements {
    /// Steps over `element` when it stands here, and notes what it says. Spaces before it are passed over.
    @inline(__always)
    static func match(
        _ element: Element, _ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record,
        hasLevel: Bool
    ) -> Bool {
        let start = c
        c.skipBlanks(bytes)
        let matched: Bool =
            switch element {
            case .end: false
            case .time: time(&c, bytes, context.time, &record)
            case .epoch: epoch(&c, bytes, &record)
            case .level: level(&c, bytes, &record)
            case .letter: letter(&c, bytes, &record)
            case .number: number(&c, bytes, &record, isPID: hasLevel)
            case .bracket: bracket(&c, bytes, &record)
            case .paren: paren(&c, bytes)
            case .tagged: tagged(&c, bytes, &record)
            case .named: named(&c, bytes, &record, hasLevel: hasLevel)
            case .dotted: dotted(&c, bytes)
            case .dash: dash(&c, bytes)
            case .dashColumn: dashColumn(&c, bytes, &record, hasLevel: hasLevel)
            case .pipeColumn: pipeColumn(&c, bytes, &record)
            case .word: word(&c, bytes)
            case .padded: padded(&c, bytes)
            case .host: host(&c, bytes, &record)
            case .embedded: TimeLed.embeddedLevel(&c, bytes, &record)
            case .clock: clock(&c, bytes, context.time, &record)
            case .angle: angle(&c, bytes, &record)
            case .levelName: levelName(&c, bytes, &record)
            case .brace: brace(&c, bytes, &record)
            case .thread: thread(&c, bytes)
            case .program: program(&c, bytes, &record)
            case .elapsed: elapsed(&c, bytes) != nil
            case .namedTime: namedTime(&c, bytes, context.time, &record)
            case .mark: HeaderPieces.take(&c, bytes, &record)
            case .programName: named(&c, bytes, &record, hasLevel: false)
            case .process: process(&c, bytes, &record)
            case .shaped: shaped(&c, bytes)
            case .counter: counter(&c, bytes) != nil
            case .throughLevel: throughLevel(&c, bytes, &record)
            case .tabColumn: column(upTo: 9, doubled: false, &c, bytes, &record)
            case .semicolonColumn: column(upTo: UInt8(ascii: ";"), doubled: false, &c, bytes, &record)
            case .colonsColumn: column(upTo: UInt8(ascii: ":"), doubled: true, &c, bytes, &record)
            case .coded: coded(&c, bytes, &record)
            case .letterBracket: letterBracket(&c, bytes, &record)
            case .levelWord: levelWord(&c, bytes, &record)
            case .span: span(&c, bytes) != nil
            case .separator: c.take(UInt8(ascii: ","), bytes) || c.take(UInt8(ascii: ";"), bytes)
            case .commaColumn: column(upTo: UInt8(ascii: ","), doubled: false, &c, bytes, &record)
            case .nameWord: nameWord(&c, bytes)
            case .ticks: ticks(&c, bytes) != nil
            case .tabLevel: tabLevel(&c, bytes, &record)
            case .numberedLevel: numberedLevel(&c, bytes, &record) != nil
            case .joinedTime: joinedTime(&c, bytes, context.time, &record)
            }
        if !matched { c = start }
        return matched
    }

    /// A time, within brackets of any kind or not, with a separator after it.
    @inline(__always)
    static func time(_ c: inout Cursor, _ bytes: RawSpan, _ context: TimeContext, _ record: inout Record) -> Bool {
        let first = c.peek(bytes)
        if first == UInt8(ascii: "(") || first == UInt8(ascii: "{") || first == UInt8(ascii: "<") {
            return enclosedTime(&c, bytes, context, &record)
        }
        let bracketed = c.take(UInt8(ascii: "["), bytes)
        var stamp = Stamp()
        if bracketed, c.peek(bytes) == 32 { c.skipSpaces(bytes) }
        if bracketed, Byte.isDigit(c.peek(bytes, 9)), isEpoch(c, bytes) {
            guard Timestamps.epoch(&c, bytes, &stamp), c.peek(bytes) == UInt8(ascii: "]") else { return false }
        } else {
            let from = c
            if !Timestamps.parse(&c, bytes, context, &stamp) {
                c = from
                guard Timestamps.minutes(&c, bytes, context, &stamp),
                    c.peek(bytes) == UInt8(ascii: "]") || !bracketed && endsMinutes(c.peek(bytes))
                else { return false }
            }
        }
        if bracketed, !c.take(UInt8(ascii: "]"), bytes), !c.take(" ]", bytes), !restOfBracket(&c, bytes, &record) {
            return false
        }
        set(stamp, &record)
        _ =
            c.take(UInt8(ascii: ","), bytes)
            || c.take(UInt8(ascii: ":"), bytes) && (c.take(UInt8(ascii: ":"), bytes) || true)
            || c.take(UInt8(ascii: ";"), bytes) || !bracketed && c.take("] ", bytes)
        if c.peek(bytes, 2) == UInt8(ascii: "s"), c.peek(bytes, 3) == UInt8(ascii: "=") { fraction(&c, bytes, &record) }
        return true
    }

    /// What may stand behind `17:00` of a date: nothing that would make it another number.
    private static func endsMinutes(_ byte: UInt8) -> Bool {
        Byte.isSpace(byte) || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: "|")
    }

    /// `(2026-11-24 17:00:11,123)`, `<24/Nov/2026:17:00:11 +0000>`: a time alone in other brackets than square ones.
    @inline(never)
    private static func enclosedTime(
        _ c: inout Cursor, _ bytes: RawSpan, _ context: TimeContext, _ record: inout Record
    ) -> Bool {
        let close: UInt8 =
            switch c.peek(bytes) {
            case UInt8(ascii: "("): UInt8(ascii: ")")
            case UInt8(ascii: "{"): UInt8(ascii: "}")
            default: UInt8(ascii: ">")
            }
        c.at &+= 1
        var stamp = Stamp()
        let from = c
        if isEpoch(c, bytes) {
            guard Timestamps.epoch(&c, bytes, &stamp) else { return false }
        } else if !Timestamps.parse(&c, bytes, context, &stamp) {
            c = from
            guard Timestamps.minutes(&c, bytes, context, &stamp) else { return false }
        }
        guard c.take(close, bytes) else { return false }
        set(stamp, &record)
        _ = c.take(UInt8(ascii: ","), bytes) || c.take(UInt8(ascii: ":"), bytes) || c.take(UInt8(ascii: ";"), bytes)
        return true
    }

    /// ` us=445895`, ` ms=445`: the time's fraction as a field of its own behind it.
    @inline(never)
    private static func fraction(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) {
        let unit = c.peek(bytes, 1)
        guard c.peek(bytes) == 32, unit == UInt8(ascii: "u") || unit == UInt8(ascii: "m") else { return }
        var next = Cursor(c.at &+ 4, c.end)
        guard next.digitCount(bytes, limit: 7) <= 6, next.number(bytes) != nil, Byte.isSpace(next.peek(bytes))
        else {
            return
        }
        c = next
    }

    /// `: INFO/worker-38]`, ` INFO  my::mod]`: a level and more in the time's own bracket.
    @inline(never)
    static func restOfBracket(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        _ = c.take(UInt8(ascii: ":"), bytes) || c.take(UInt8(ascii: ","), bytes)
        c.skipSpaces(bytes)
        var inner = c
        _ = level(&inner, bytes, &record)
        guard let close = inner.find(UInt8(ascii: "]"), bytes, limit: 160) else { return false }
        // `[2026-11-24 17:00:11.123 F5A5AB90 info 'vm' opID=1-d] text`
        for _ in 0..<2 where record.severity == nil {
            inner.at = inner.wordEnd(bytes)
            guard inner.skipSpaces(bytes) > 0, inner.at < close else { break }
            let to = min(inner.wordEnd(bytes), close)
            record.severity = Levels.severity(bytes, inner.at, to)
        }
        // `[17:00:11.123 main/INFO] text`
        if record.severity == nil, let slash = lastSlash(bytes, c.at, close) {
            record.severity = Levels.severity(bytes, slash &+ 1, close)
        }
        c.at = close &+ 1
        return true
    }

    /// Whether seconds or milliseconds since 1970 stand here, by the number of their digits.
    private static func isEpoch(_ c: Cursor, _ bytes: RawSpan) -> Bool {
        // A counter is padded with zeros, a time of this century is not.
        guard c.peek(bytes) != UInt8(ascii: "0") else { return false }
        let digits = c.digitCount(bytes, limit: 14)
        return digits == 10 || digits == 13
    }

    @inline(__always)
    static func set(_ stamp: Stamp, _ record: inout Record) {
        guard record.time == .unknown else { return }
        record.time = stamp.time
        if stamp.flags != 0 { record.set(stamp.flags) }
    }

    /// Notes the time that a value of a field tells. False where it tells none.
    static func setTime(of value: Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        var c = value
        var stamp = Stamp()
        guard Timestamps.value(&c, bytes, context.time, &stamp) else { return false }
        set(stamp, &record)
        return true
    }

    /// Notes a process, unless an outer header named one.
    @inline(__always)
    static func setPID(_ pid: Int, _ record: inout Record) {
        if record.pid == 0, pid >= 0, pid <= Int(UInt32.max) { record.pid = UInt32(pid) }
    }

    static func epoch(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        let bracketed = c.take(UInt8(ascii: "["), bytes)
        var stamp = Stamp()
        guard c.digitCount(bytes) >= 10, Timestamps.epoch(&c, bytes, &stamp),
            !bracketed || c.take(UInt8(ascii: "]"), bytes),
            Timestamps.ends(c, bytes)
        else { return false }
        set(stamp, &record)
        return true
    }

    /// `[...]`; a level, a process, an id in it is noted.
    @inline(__always)
    static func bracket(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        guard c.peek(bytes) == UInt8(ascii: "["),
            let close = c.closing(UInt8(ascii: "["), UInt8(ascii: "]"), bytes)
        else { return false }
        note(bytes, c.at &+ 1, close, &record)
        c.at = close &+ 1
        _ = c.take(UInt8(ascii: ":"), bytes)
        return true
    }

    /// What stands in a header's bracket.
    static func note(_ bytes: RawSpan, _ from: Int, _ to: Int, _ record: inout Record) {
        var inner = Cursor(from, to)
        inner.skipSpaces(bytes)
        let start = inner.at
        let first = inner.peek(bytes)
        if Byte.isDigit(first) {
            var probe = inner
            if record.pid == 0, let value = probe.number(bytes), value <= Int(UInt32.max),
                probe.at == to || probe.peek(bytes) == UInt8(ascii: ":") || probe.peek(bytes) == UInt8(ascii: "#")
            {
                record.pid = UInt32(value)
                return
            }
        }
        if record.pid == 0, Scan.starts(bytes, at: start, end: to, with: "pid") {
            var probe = Cursor(start &+ 3, to)
            if probe.take(32, bytes) || probe.take(UInt8(ascii: ":"), bytes) || probe.take(UInt8(ascii: "="), bytes) {
                probe.skipSpaces(bytes)
                if let value = probe.number(bytes), value <= Int(UInt32.max) { record.pid = UInt32(value) }
                return
            }
        }
        if record.severity == nil, inner.left == 1, Byte.isUpper(first), first != UInt8(ascii: "A") {
            record.severity = Levels.severity(letter: first)
            return
        }
        if record.severity == nil, Byte.isLetter(first) {
            var stop = start
            while stop < to, stop < start &+ 12, Byte.isLetter(bytes.byte(stop)) { stop &+= 1 }
            if stop == to || bytes.byte(stop) == 32, let severity = Levels.severity(bytes, start, stop) {
                record.severity = severity
                return
            }
        }
        // `[exec-25 [] INFO org.example.Job opId=]`
        if record.severity == nil, inner.wordEnd(bytes) < to, let severity = capitals(inner, bytes) {
            record.severity = severity
            return
        }
        // `[Server thread/INFO]`
        if record.severity == nil, to &- from <= 64, let slash = lastSlash(bytes, from, to),
            let severity = Levels.severity(bytes, slash &+ 1, to)
        {
            record.severity = severity
            return
        }
        // `[PHP-WARNING]`
        if record.severity == nil, to &- from <= 32, Byte.isUpper(bytes.byte(to &- 1)),
            let hyphen = lastMark(UInt8(ascii: "-"), bytes, from, to), Byte.isUpper(bytes.byte(hyphen &+ 1)),
            let severity = Levels.severity(bytes, hyphen &+ 1, to)
        {
            record.severity = severity
            return
        }
        guard record.correlation.isEmpty else { return }
        let end = Cursor(start, to).wordEnd(bytes)
        if Identifiers.isID(bytes, start, end) {
            record.correlation = ByteRange(start, end)
        } else if to &- from > 8 {
            record.correlation = Identifiers.find(bytes, from, to)
        }
    }

    /// The level in capitals among the words of a bracket.
    private static func capitals(_ bracket: Cursor, _ bytes: RawSpan) -> Severity? {
        var c = Cursor(bracket.wordEnd(bytes), min(bracket.end, bracket.at &+ 96))
        while c.skipSpaces(bytes) > 0 {
            let from = c.at
            c.at = c.wordEnd(bytes)
            if c.at &- from >= 4, Byte.isUpper(bytes.byte(from)), Byte.isUpper(bytes.byte(from &+ 1)),
                Byte.isUpper(bytes.byte(c.at &- 1)), let severity = Levels.severity(bytes, from, c.at)
            {
                return severity
            }
        }
        return nil
    }

    private static func lastSlash(_ bytes: RawSpan, _ from: Int, _ to: Int) -> Int? {
        lastMark(UInt8(ascii: "/"), bytes, from, to)
    }

    private static func lastMark(_ mark: UInt8, _ bytes: RawSpan, _ from: Int, _ to: Int) -> Int? {
        var index = to &- 1
        // A level has at most nine letters.
        while index > from, to &- index <= 10 {
            if bytes.byte(index) == mark { return index }
            index &-= 1
        }
        return nil
    }

    static func paren(_ c: inout Cursor, _ bytes: RawSpan) -> Bool {
        guard c.peek(bytes) == UInt8(ascii: "("),
            let close = c.closing(UInt8(ascii: "("), UInt8(ascii: ")"), bytes, limit: 128)
        else { return false }
        c.at = close &+ 1
        _ = c.take(UInt8(ascii: ":"), bytes)
        return true
    }

    /// `name[123]:`, the program and its process.
    static func tagged(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        let from = c.at
        while c.at < c.end, bytes.byte(c.at) != UInt8(ascii: "["), Byte.isName(bytes.byte(c.at)) { c.at &+= 1 }
        guard c.at > from, c.at &- from <= 64 else { return false }
        let to = c.at
        if c.peek(bytes) == UInt8(ascii: "(") { return taggedInParentheses(&c, bytes, from, &record) }
        guard c.take(UInt8(ascii: "["), bytes), let pid = c.number(bytes) else { return false }
        // `unbound[12:0] info:` has a thread, and no colon.
        let thread = c.take(UInt8(ascii: ":"), bytes)
        if thread { guard c.number(bytes) != nil else { return false } }
        guard c.take(UInt8(ascii: "]"), bytes), c.take(UInt8(ascii: ":"), bytes) || thread else { return false }
        if record.service.isEmpty { record.service = ByteRange(from, to) }
        if record.pid == 0, pid <= Int(UInt32.max) { record.pid = UInt32(pid) }
        return true
    }

    /// `name:`. Beside a level it is a logger, which is a part of a service; without one it names the program.
    @inline(__always)
    static func named(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record, hasLevel: Bool) -> Bool {
        let from = c.at
        let to = c.wordEnd(bytes) &- 1
        // The vote, or the caller, has seen to it that names stand here: the first byte is enough.
        guard to > from, bytes.byte(to) == UInt8(ascii: ":"), to &- from <= 120, opensName(bytes.byte(from)) else {
            return false
        }
        if bytes.byte(to &- 1) == UInt8(ascii: "]") {
            // `name[123]:` beside names without a process.
            var tag = c
            if tagged(&tag, bytes, &record) {
                c = tag
                return true
            }
        }
        if !hasLevel {
            // A level is no program.
            if Byte.isUpper(bytes.byte(from)), let severity = Levels.severity(bytes, from, to) {
                if record.severity == nil { record.severity = severity }
                c.at = to &+ 1
                return true
            }
            if PackageVerbs.stands(bytes, from, to &+ 1) { return false }
            if record.service.isEmpty { record.service = ByteRange(from, to) }
        }
        c.at = to &+ 1
        return true
    }

    /// A logger's name without a colon: with a dot or `::` in it, or a `$`.
    static func dotted(_ c: inout Cursor, _ bytes: RawSpan) -> Bool {
        let from = c.at
        var at = from
        var dots = 0
        while at < c.end, !Byte.isSpace(bytes.byte(at)) {
            let byte = bytes.byte(at)
            if byte == UInt8(ascii: ":"), at &+ 1 == c.end || Byte.isSpace(bytes.byte(at &+ 1)) { break }
            // `o.a.c.c.C.[Tomcat].[localhost].[/]`
            if byte == UInt8(ascii: "["), at > from, bytes.byte(at &- 1) == UInt8(ascii: "."),
                let close = Cursor(at, c.end).find(UInt8(ascii: "]"), bytes, limit: 32)
            {
                at = close &+ 1
                continue
            }
            if byte == UInt8(ascii: "|") || byte == UInt8(ascii: "]") { break }
            // A path of Windows is no logger.
            guard Byte.isHeaderName(byte), byte != UInt8(ascii: "("), byte != UInt8(ascii: ")"),
                byte != UInt8(ascii: "\\")
            else { return false }
            if byte == UInt8(ascii: ".") || byte == UInt8(ascii: "$") || byte == UInt8(ascii: ":") { dots &+= 1 }
            at &+= 1
        }
        guard at > from, at &- from <= 120, dots > 0,
            Byte.isLetter(bytes.byte(from)) || bytes.byte(from) == UInt8(ascii: "_")
                || bytes.byte(from) == UInt8(ascii: "#"),
            bytes.byte(at &- 1) != UInt8(ascii: ".")
        else { return false }
        c.at = at
        return true
    }

    /// A separator of its own: ` - `, ` --- `, ` : `, ` | `.
    @inline(__always)
    static func dash(_ c: inout Cursor, _ bytes: RawSpan) -> Bool {
        let from = c.at
        while c.at < c.end, c.at &- from < 3, bytes.byte(c.at) == UInt8(ascii: "-") { c.at &+= 1 }
        if c.at > from, c.peek(bytes) == UInt8(ascii: ">") { c.at &+= 1 }
        if c.at == from {
            guard c.take("::", bytes) || c.take(UInt8(ascii: ":"), bytes) || c.take(UInt8(ascii: "|"), bytes) else {
                return false
            }
        }
        return c.at == c.end || Byte.isSpace(bytes.byte(c.at)) || bytes.byte(c.at &- 1) == UInt8(ascii: "|")
    }

    static func dashColumn(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record, hasLevel: Bool) -> Bool {
        let from = c.at
        var word = c
        for index in 0..<3 {
            word.at = word.wordEnd(bytes)
            let at = word.at
            guard at > from, at &+ 2 < c.end, at &- from < 64 else { return false }
            // A word or two before ` : `.
            if index < 2, bytes.byte(at &+ 1) == UInt8(ascii: ":"), bytes.byte(at &+ 2) == 32, bytes.byte(at) == 32,
                Byte.isLetter(bytes.byte(from))
            {
                c.at = at &+ 3
                return true
            }
            if bytes.byte(at &+ 1) == UInt8(ascii: "-"), bytes.byte(at &+ 2) == 32, bytes.byte(at) == 32 {
                if !hasLevel, record.service.isEmpty {
                    record.service = ByteRange(from, Cursor(from, at).wordEnd(bytes))
                }
                c.at = at &+ 3
                return true
            }
            word.at = at &+ 1
        }
        return false
    }

    /// A column up to `|`; a level or a number in it is noted.
    static func pipeColumn(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        guard let mark = c.find(UInt8(ascii: "|"), bytes, limit: 80) else { return false }
        var to = mark
        while to > c.at, Byte.isSpace(bytes.byte(to &- 1)) { to &-= 1 }
        note(bytes, c.at, to, &record)
        c.at = mark &+ 1
        return true
    }

    static func padded(_ c: inout Cursor, _ bytes: RawSpan) -> Bool {
        let to = c.wordEnd(bytes)
        guard to > c.at, to &- c.at <= 80, to &+ 1 < c.end else { return false }
        // A bracket that begins with blanks is no word: `[           main]`.
        guard to &- c.at > 1 || Byte.isLetter(bytes.byte(c.at)) || Byte.isDigit(bytes.byte(c.at)) else { return false }
        guard bytes.byte(to) == 9 || bytes.byte(to) == 32 && bytes.byte(to &+ 1) == 32 else { return false }
        c.at = to
        return true
    }

    static func clock(_ c: inout Cursor, _ bytes: RawSpan, _ context: TimeContext, _ record: inout Record) -> Bool {
        let bracketed = c.take(UInt8(ascii: "["), bytes)
        let enclosed = !bracketed && c.take(UInt8(ascii: "("), bytes)
        var stamp = Stamp()
        guard Timestamps.clockOnly(&c, bytes, context, &stamp),
            !bracketed || c.take(UInt8(ascii: "]"), bytes)
                || c.peek(bytes) == 32 && restOfBracket(&c, bytes, &record),
            !enclosed || c.take(UInt8(ascii: ")"), bytes)
        else { return false }
        set(stamp, &record)
        return true
    }

    static func host(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        let from = c.at
        guard word(&c, bytes) else { return false }
        if record.host.isEmpty { record.host = ByteRange(from, c.at) }
        return true
    }

    static func word(_ c: inout Cursor, _ bytes: RawSpan) -> Bool {
        let to = c.wordEnd(bytes)
        guard to > c.at else { return false }
        c.at = to
        return true
    }
}

import Bytes
import Model

/// BSD syslog (RFC 3164), as syslogd, rsyslog, syslog-ng and `journalctl -o short*` write it: with or without a
/// priority, with the classic time or an ISO one.
enum Syslog {
    static let samples: [String] = [
        "Jun 14 15:16:01 combo sshd(pam_unix)[19939]: authentication failure; logname= uid=0",
        "<34>Oct 11 22:14:15 mymachine su: 'su root' failed for lonvick on /dev/pts/8",
        "2026-11-24T16:13:31.024846+00:00 db1 sshd[43]: Server listening on 0.0.0.0 port 22.",
        "Jul  1 09:00:55 calvisitor com.apple.xpc.launchd[1] (com.apple.foo[12]): Service exited with abnormal code: 1",
        "Nov 24 17:00:11 host -- MARK --",
    ]

    /// `[<PRI>]Mon DD hh:mm:ss HOST TAG[PID]: text`.
    static func parseClassic(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        let priority = Syslog.priority(&c, bytes, &record)
        var stamp = Stamp()
        guard Byte.isLetter(c.peek(bytes)) else {
            if priority { return parseISO(&c, bytes, context, &record, strict: false) }
            return parseUnusual(&c, bytes, context, &record)
        }
        // `Tue Nov 24 17:00:11 2026 ...` is no syslog, `Tue 2026-11-24 17:00:11 UTC host ...` is the journal's full
        // form.
        let weekday = c.peek(bytes, 3) == 32 && Byte.isLetter(c.peek(bytes, 4))
        guard !weekday,
            Byte.isSpace(c.peek(bytes, 3)) || Byte.isLetter(c.peek(bytes, 3)) || MonthNames.match(c, bytes) != nil,
            Timestamps.classic(&c, bytes, context.time, &stamp)
                || Timestamps.letterLed(&c, bytes, context.time, &stamp)
        else { return false }
        // Network equipment ends its time with a colon.
        let colon = c.take(UInt8(ascii: ":"), bytes)
        guard c.skipSpaces(bytes) > 0 else { return false }
        Elements.set(stamp, &record)
        let severity = record.severity
        guard hostAndTag(&c, bytes, &record, strict: false) else { return false }
        // `Nov 24 17:00:11: text`
        return !colon || !record.service.isEmpty || record.severity != severity
    }

    /// `2026 Nov 24 17:00:11 host tag: text`, `11월 24 17:00:11 host tag[12]: text`: the year in front, or the month by its number. A
    /// tag must follow.
    @inline(never)
    private static func parseUnusual(
        _ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record
    ) -> Bool {
        guard Byte.isDigit(c.peek(bytes)), c.peek(bytes, 4) == 32 || Timestamps.isEastAsian(c.peek(bytes, 2)) else {
            return false
        }
        var stamp = Stamp()
        guard Timestamps.digitLed(&c, bytes, context.time, &stamp), c.skipSpaces(bytes) > 0 else { return false }
        Elements.set(stamp, &record)
        return hostAndTag(&c, bytes, &record, strict: false) && !record.service.isEmpty
    }

    /// `<34>text`: a priority without the header that belongs to it. What follows is a line of any other kind, or text.
    @inline(never)
    static func parseBare(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        guard priority(&c, bytes, &record), c.left > 0 else { return false }
        // The version of RFC 5424, of whose fields some are missing.
        if c.peek(bytes) == UInt8(ascii: "1"), c.peek(bytes, 1) == 32, Byte.isDigit(c.peek(bytes, 2)) {
            c.at &+= 2
            if secondsAndHost(&c, bytes, context, &record) { return true }
        }
        c.skipSpaces(bytes)
        guard c.peek(bytes) != UInt8(ascii: "<") else { return true }
        // `<164>gate-12.alert: CEF:0|...`: the event is the message, whoever passed it on.
        var event = c
        event.at = event.wordEnd(bytes)
        if event.at > c.at, bytes.byte(event.at &- 1) == UInt8(ascii: ":"), event.take(32, bytes),
            SecurityEvent.parse(&event, bytes, context, &record)
        {
            c = event
            return true
        }
        var inner = c
        var trial = record
        trial.severity = nil
        if Dispatch.classify(&inner, bytes, context, &trial) != .none, trial.time != .unknown {
            if trial.severity == nil { trial.severity = record.severity }
            (c, record) = (inner, trial)
            return true
        }
        if Byte.isDigit(c.peek(bytes)) {
            equipment(&c, bytes, &record)
            if c.peek(bytes) == UInt8(ascii: "%"), let severity = Mnemonic.severity(c, bytes) {
                record.severity = severity
            }
        } else if Byte.isLetter(c.peek(bytes)) {
            // `<34>sshd[12]: text`, `<4>kernel: text`. Other names before a colon may be hosts.
            var next = c
            var named = record
            if tag(&next, bytes, &named), named.pid != 0 || isProgram(bytes, named.service) {
                (c, record) = (next, named)
            }
        }
        return true
    }

    /// Small letters and digits, and no level.
    private static func isProgram(_ bytes: RawSpan, _ name: ByteRange) -> Bool {
        guard name.count >= 3, Byte.isLower(bytes.byte(Int(name.start))) else { return false }
        for index in name.range where !Byte.isLower(bytes.byte(index)) && !Byte.isDigit(bytes.byte(index)) {
            return false
        }
        return Levels.severity(bytes, Int(name.start), Int(name.end)) == nil
    }

    /// `1795536811.123456789 host text` behind a priority and the version: cloud-managed equipment counts seconds since 1970.
    private static func secondsAndHost(
        _ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record
    ) -> Bool {
        var next = c
        let digits = next.digitCount(bytes, limit: 14)
        guard digits == 13 || digits == 10, bytes.byte(next.at) != UInt8(ascii: "0") else { return false }
        var stamp = Stamp()
        guard Timestamps.epoch(&next, bytes, &stamp), stamp.time <= context.time.limit, next.take(32, bytes) else {
            return false
        }
        let from = next.at
        let to = next.wordEnd(bytes)
        guard to > from, to < next.end, bytes.byte(to &- 1) != UInt8(ascii: ":") else { return false }
        Elements.set(stamp, &record)
        record.host = host(bytes, from, to)
        next.at = to
        next.skipSpaces(bytes)
        c = next
        return true
    }

    /// `2026-11-24T16:13:31.024846+00:00 HOST TAG[PID]: text`. Strictly, a zone, a `T` and a tag are demanded, so
    /// that a program's own ISO-led lines are not taken for it.
    static func parseISO(
        _ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record, strict: Bool
    ) -> Bool {
        if !strict { _ = priority(&c, bytes, &record) }
        var stamp = Stamp()
        let joined = c.peek(bytes, 10) | 32 == UInt8(ascii: "t")
        guard Timestamps.digitLed(&c, bytes, context.time, &stamp),
            !strict || joined && stamp.flags & FlagBits.inferredZone == 0,
            c.peek(bytes) == 32
        else { return false }
        c.skipSpaces(bytes)
        Elements.set(stamp, &record)
        return hostAndTag(&c, bytes, &record, strict: strict)
    }

    /// `<34>`; notes the severity.
    @inline(__always) @discardableResult
    static func priority(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        guard c.peek(bytes) == UInt8(ascii: "<") else { return false }
        var next = c
        next.at &+= 1
        guard let value = next.number(bytes), value < 192, next.take(UInt8(ascii: ">"), bytes) else { return false }
        record.severity = Severity(rawValue: UInt8(value & 7))
        c = next
        return true
    }

    /// A host by name. `localhost`, as a daemon's own datagrams are stamped, says no more than the source does.
    @inline(__always)
    static func host(_ bytes: RawSpan, _ from: Int, _ to: Int) -> ByteRange {
        guard Scan.starts(bytes, at: from, end: to, with: "localhost") else { return ByteRange(from, to) }
        return to &- from == 9 || bytes.byte(from &+ 9) == UInt8(ascii: ".") ? .none : ByteRange(from, to)
    }

    /// Host, tag and process behind the time; the cursor is then at the text.
    @inline(__always)
    static func hostAndTag(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record, strict: Bool) -> Bool {
        let from = c.at
        if c.take(": %", bytes) { c.at &-= 1 }
        if Byte.isDigit(c.peek(bytes)) { equipment(&c, bytes, &record) }
        if c.peek(bytes) == UInt8(ascii: "%"), let severity = Mnemonic.severity(c, bytes) {
            record.severity = severity
            return true
        }
        let index = c.wordEnd(bytes)
        guard index > from, index < c.end || !strict else { return false }
        let last = bytes.byte(index &- 1)
        // `2026-11-24T17:00:11Z - info: text`: a dash stands for no host where a level follows.
        if index &- from == 1, last == UInt8(ascii: "[") || strict && last == UInt8(ascii: "-") { return false }
        // A tab, or a word of dashes: a program's own columns and text, not a host.
        if index < c.end, bytes.byte(index) == 9 { return false }
        if bytes.byte(from) == UInt8(ascii: "-"), index &- from > 1,
            last == UInt8(ascii: "-") || last == UInt8(ascii: ">")
        {
            return !strict
        }
        if last == UInt8(ascii: ":") || last == UInt8(ascii: "]") || last == UInt8(ascii: ")") {
            // No host: the first word is the tag already.
            if PackageVerbs.stands(bytes, from, index) { return false }
            if last == UInt8(ascii: "]"), bytes.byte(from) == UInt8(ascii: "["), Byte.isHex(bytes.byte(from &+ 1)),
                Cursor(from, index).find(UInt8(ascii: "."), bytes) != nil
            {
                // `[10.0.0.9] gate: text`: an address where the host stands.
                record.host = ByteRange(from &+ 1, index &- 1)
                c.at = index
                c.skipSpaces(bytes)
                tag(&c, bytes, &record)
                return true
            }
            if last == UInt8(ascii: ":"), c.find(UInt8(ascii: ","), bytes, limit: index &- from) != nil {
                // `AP7,788a2056b182,v4.0.66: logread[5495]: text`: model, address and version are the device's; no program has a comma.
                record.host = ByteRange(from, index &- 1)
                c.at = index
                c.skipSpaces(bytes)
                tag(&c, bytes, &record)
                return true
            }
            guard tag(&c, bytes, &record) else { return false }
            return true
        }
        // A level where the host should be: capitals anywhere, behind an ISO time in any case.
        if strict || Byte.isUpper(bytes.byte(from)), Levels.severity(bytes, from, index) != nil { return false }
        if strict {
            for place in from..<index where !isHostByte(bytes.byte(place)) { return false }
        }
        record.host = host(bytes, from, index)
        c.at = index
        c.skipSpaces(bytes)
        if Byte.isDigit(c.peek(bytes)) { equipment(&c, bytes, &record) }
        // BusyBox and OpenWrt name facility and severity; network equipment begins with a mnemonic or a lone colon.
        if Byte.isLower(c.peek(bytes)), FacilityWord.take(&c, bytes, &record) {}
        if c.peek(bytes) == UInt8(ascii: ":"), c.peek(bytes, 1) == 32 { c.at &+= 2 }
        if Byte.isUpper(c.peek(bytes)), c.peek(bytes, 3) == 32, c.peek(bytes, 9) == UInt8(ascii: ":") {
            relayed(&c, bytes, &record)
        }
        if c.peek(bytes) == UInt8(ascii: "%") {
            let severity = Mnemonic.severity(c, bytes)
            if severity != nil {
                record.severity = severity
                return true
            }
        }
        if !tag(&c, bytes, &record) {
            if strict { return Payload.topics(c, bytes) != nil }
            if facilityThenHost(&c, bytes, &record, from) { return true }
            // `Nov 24 17:00:11 Starting the cache`: a sentence, not a host.
            if record.severity == nil, isSentenceWord(bytes, from, index) { return false }
        }
        return true
    }

    /// `user.info gw1 authd: text`: facility and severity before the host.
    @inline(never)
    private static func facilityThenHost(
        _ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record, _ from: Int
    ) -> Bool {
        var next = Cursor(from, c.end)
        guard FacilityWord.take(&next, bytes, &record) else { return false }
        let to = next.wordEnd(bytes)
        guard to > next.at, bytes.byte(to &- 1) != UInt8(ascii: ":") else { return false }
        record.host = host(bytes, next.at, to)
        next.at = to
        next.skipSpaces(bytes)
        tag(&next, bytes, &record)
        c = next
        return true
    }

    /// `relay Nov 24 17:00:11 host tag: text`: what a relay received with its header. The relay's time counts, and the host that wrote.
    @inline(never)
    private static func relayed(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) {
        guard CalendarFields.month(c, bytes) > 0, Byte.isDigit(c.peek(bytes, 5)),
            c.peek(bytes, 12) == UInt8(ascii: ":"),
            Byte.isDigit(c.peek(bytes, 14)), c.peek(bytes, 15) == 32
        else { return }
        var next = Cursor(c.at &+ 16, c.end)
        next.skipSpaces(bytes)
        let from = next.at
        let to = next.wordEnd(bytes)
        guard to > from, to < next.end else { return }
        if bytes.byte(to &- 1) != UInt8(ascii: ":"), bytes.byte(to &- 1) != UInt8(ascii: "]") {
            record.host = host(bytes, from, to)
            next.at = to
            next.skipSpaces(bytes)
        }
        c = next
    }

    /// A capital and small letters alone, with more words behind.
    @inline(__always)
    private static func isSentenceWord(_ bytes: RawSpan, _ from: Int, _ to: Int) -> Bool {
        guard Byte.isUpper(bytes.byte(from)), to &- from > 3 else { return false }
        var index = from &+ 1
        while index < to, Byte.isLower(bytes.byte(index)) { index &+= 1 }
        return index == to
    }

    /// `45: *Nov 24 17:00:10.123: `, `45: sw1: Nov 24 17:00:10: `: the number of the message, the device and its own time, which
    /// network equipment puts before the mnemonic. Steps over them only when a mnemonic follows.
    @inline(never)
    private static func equipment(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) {
        var next = Cursor(c.at, min(c.end, c.at &+ 96))
        guard next.number(bytes) != nil, next.take(": ", bytes) else { return }
        let from = next.at
        guard let mark = next.find(UInt8(ascii: "%"), bytes), mark > from, Byte.isUpper(bytes.byte(mark &+ 1)),
            mark == from || bytes.byte(mark &- 1) == 32 && bytes.byte(mark &- 2) == UInt8(ascii: ":"),
            Mnemonic.severity(Cursor(mark, c.end), bytes) != nil
        else { return }
        if record.host.isEmpty, Byte.isLetter(bytes.byte(from)), CalendarFields.month(next, bytes) == 0 {
            let to = next.wordEnd(bytes)
            if bytes.byte(to &- 1) == UInt8(ascii: ":") { record.host = ByteRange(from, to &- 1) }
        }
        c.at = mark
    }

    @inline(__always)
    private static func isHostByte(_ byte: UInt8) -> Bool {
        Byte.isIdentifier(byte)
    }

    /// `sshd[43]: `, `kernel: `, `com.apple.launchd[1] (com.apple.foo[12]): `, `CRON[87] `; false, and no step, where
    /// there is none.
    @inline(__always) @discardableResult
    static func tag(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        let from = c.at
        let limit = c.left > 100 ? from &+ 100 : c.end
        var index = from
        var byte: UInt8 = 0
        while index < limit {
            byte = bytes.byte(index)
            if byte &- 0x61 < 26 {
                index &+= 1
                continue
            }
            if byte == UInt8(ascii: "[") || byte == 32 { break }
            if byte == UInt8(ascii: ":"), index &+ 1 == c.end || Byte.isSpace(bytes.byte(index &+ 1)) { break }
            if byte < 32 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "{") || byte == UInt8(ascii: "=") {
                return false
            }
            index &+= 1
        }
        guard index > from, index < limit else { return false }
        if byte == UInt8(ascii: ":") {
            // `ERROR: text` is no tag.
            if Byte.isUpper(bytes.byte(from)), Levels.severity(bytes, from, index) != nil { return false }
            record.service = ByteRange(from, index)
            c.at = index &+ 1
            if c.at < c.end { c.at &+= 1 }
            return true
        }
        guard byte == UInt8(ascii: "[") else { return spacedTag(&c, bytes, &record, from, index, limit) }
        var next = Cursor(index &+ 1, c.end)
        let pid = next.number(bytes)
        if pid == nil {
            // `name[unit-7]:` holds no process, but is a tag all the same.
            guard let close = next.find(UInt8(ascii: "]"), bytes, limit: 64) else { return false }
            next.at = close
        }
        guard next.take(UInt8(ascii: "]"), bytes) else { return false }
        if next.peek(bytes) == UInt8(ascii: "("), pid != nil { levelBehindProcess(&next, bytes, &record) }
        if next.peek(bytes) == 32, next.peek(bytes, 1) == UInt8(ascii: "(") {
            var after = next
            after.at &+= 1
            if let close = after.closing(UInt8(ascii: "("), UInt8(ascii: ")"), bytes, limit: 160) {
                after.at = close &+ 1
                if after.peek(bytes) == UInt8(ascii: ":") { next = after }
            }
        }
        let colon = next.take(UInt8(ascii: ":"), bytes)
        guard colon || next.peek(bytes) == 32 && pid != nil else { return false }
        record.service = ByteRange(from, index)
        if let pid, pid <= Int(UInt32.max) { record.pid = UInt32(pid) }
        if next.peek(bytes) == 32 { next.at &+= 1 }
        c.at = next.at
        return true
    }

    /// `krb5kdc[4711](info): text`
    @inline(never)
    private static func levelBehindProcess(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) {
        guard let close = c.find(UInt8(ascii: ")"), bytes, limit: 12), close &+ 1 < c.end,
            bytes.byte(close &+ 1) == UInt8(ascii: ":"), let severity = Levels.severity(bytes, c.at &+ 1, close)
        else { return }
        record.severity = severity
        c.at = close &+ 1
    }

    /// `syslogd 1.4.1: restart.`, `gate [4711]: text`, `Setup Assistant[469]: text`, ` -- root[2421]: ...`: a tag of two words, the second a
    /// version or a name, or a program after dashes.
    @inline(never)
    private static func spacedTag(
        _ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record, _ from: Int, _ space: Int, _ limit: Int
    ) -> Bool {
        var next = Cursor(space &+ 1, c.end)
        if next.at < c.end, Byte.isDigit(next.peek(bytes)) {
            var index = next.at
            var dots = 0
            while index < limit, Byte.isDigit(bytes.byte(index)) || bytes.byte(index) == UInt8(ascii: ".") {
                if bytes.byte(index) == UInt8(ascii: ".") { dots &+= 1 }
                index &+= 1
            }
            guard dots > 0, index < limit, bytes.byte(index) == UInt8(ascii: ":"),
                index &+ 1 == c.end || bytes.byte(index &+ 1) == 32
            else { return false }
            record.service = ByteRange(from, space)
            c.at = index &+ 1 < c.end ? index &+ 2 : index &+ 1
            return true
        }
        func accept(_ name: ByteRange, _ pid: Int, _ rest: Cursor) -> Bool {
            record.service = name
            Elements.setPID(pid, &record)
            c = rest
            c.skipSpaces(bytes)
            return true
        }
        if next.take(UInt8(ascii: "["), bytes) {
            guard let pid = next.number(bytes), next.take("]:", bytes) else { return false }
            return accept(ByteRange(from, space), pid, next)
        }
        let start = next.at
        if Byte.isUpper(bytes.byte(from)), Byte.isUpper(next.peek(bytes)) {
            // `Setup Assistant[469]: text`
            while next.at < limit, Byte.isLetter(bytes.byte(next.at)) { next.at &+= 1 }
            let name = ByteRange(from, next.at)
            guard next.take(UInt8(ascii: "["), bytes), let pid = next.number(bytes),
                next.take(UInt8(ascii: "]"), bytes), next.take(": ", bytes) || next.peek(bytes) == 32
            else { return false }
            return accept(name, pid, next)
        }
        guard space &- from == 2, Scan.starts(bytes, at: from, end: c.end, with: "--"), next.at < c.end,
            Byte.isLetter(next.peek(bytes))
        else { return false }
        while next.at < limit, Byte.isName(bytes.byte(next.at)), bytes.byte(next.at) != UInt8(ascii: ":") {
            next.at &+= 1
        }
        let name = ByteRange(start, next.at)
        guard next.take(UInt8(ascii: "["), bytes), let pid = next.number(bytes), next.take("]:", bytes) else {
            return false
        }
        return accept(name, pid, next)
    }
}

import Bytes
import Model

/// `key=value` lines with a level or a time among the keys: go-kit, logrus, Grafana's and HashiCorp's programs.
///
/// The message is the value of `msg`, and what follows it are the record's fields; without a `msg` the message begins
/// behind the leading time, level and caller.
enum Logfmt {
    static let samples: [String] = [
        #"ts=2026-11-24T16:35:05.583Z level=info msg="charge approved" order=2033 amount=16.84 rid=cc80cbc2ec9cda6b"#,
        #"time="2026-11-24T17:00:11Z" level=warning msg="retrying" attempt=2"#,
        #"level=error ts=2026-11-24T17:00:11.1Z caller=main.go:12 component=tsdb err="disk full""#,
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        var commas = c
        if CommaPairs.parse(&commas, bytes, context, &record) {
            c = commas
            return true
        }
        var found = JSONFindings()
        let start = c.at
        var pairs = 0
        var bare = 0
        var header = c.at
        var isHeader = true
        var fields = ByteRange.none
        while true {
            c.skipSpaces(bytes)
            guard c.at < c.end else { break }
            let from = c.at
            guard let (key, value) = pair(&c, bytes) else {
                // Bare words are no logfmt, save behind the message, and a few between many pairs: `type=IPv4 (0x0800)`.
                if pairs >= 4, bare < pairs / 2, pairs >= 6 || !found.time.isEmpty || !found.level.isEmpty {
                    bare &+= 1
                    isHeader = false
                    c.at = Cursor(from, c.end).wordEnd(bytes)
                    continue
                }
                if pairs < 2 || found.message.isEmpty { return false }
                break
            }
            pairs &+= 1
            let role = KeyRole.of(bytes, Int(key.start), Int(key.end))
            switch role {
            case .time, .level, .levelLike, .weakLevel: found.note(role, value, isString: true)
            case .message(let rank) where rank <= 1:
                if found.message.isEmpty, c.at < c.end { fields = ByteRange(min(c.at &+ 1, c.end), c.end) }
                found.note(role, value, isString: true)
            case .correlation, .service, .host, .pid: found.note(role, value, isString: true)
            default: break
            }
            if isHeader {
                if isHeaderKey(role, bytes, key) { header = c.at } else { isHeader = false }
            }
            if pairs == 1, from != start { return false }
            // The rest is fields; ids among them are found later.
            if !found.message.isEmpty, pairs >= 2 { break }
        }
        if pairs >= 3, found.time.isEmpty, record.time == .unknown { unusualTime(bytes, Cursor(start, c.end), &found) }
        guard pairs >= 2, !found.level.isEmpty || !found.time.isEmpty else {
            return pairs >= 4 && request(&c, start, bytes, &record)
        }
        if !fields.isEmpty {
            record.fields = fields
            if found.level.isEmpty || found.time.isEmpty { late(bytes, fields, &found) }
        }
        found.apply(bytes, context, &record)
        if record.correlation.isEmpty { record.correlation = Identifiers.find(bytes, start, c.end) }
        if found.message.isEmpty {
            var rest = Cursor(header, c.end)
            rest.skipSpaces(bytes)
            record.message = rest.at < c.end ? ByteRange(rest.at, c.end) : ByteRange(start, c.end)
        } else {
            record.message = found.message
        }
        c.at = c.end
        return true
    }

    /// `method=GET path=/cart ... status=200 ...` without time and level, as Rails' lograge writes a request.
    @inline(never)
    private static func request(_ c: inout Cursor, _ start: Int, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        var next = Cursor(start, c.end)
        guard next.take("method=", bytes), Byte.isUpper(next.peek(bytes)) else { return false }
        while next.at < next.end {
            next.at = next.wordEnd(bytes)
            next.skipSpaces(bytes)
            guard next.take("status=", bytes) else { continue }
            guard let status = next.number(bytes), status < 1000 else { return false }
            record.severity = AccessLog.severity(status: status)
            record.message = ByteRange(start, c.end)
            record.correlation = Identifiers.find(bytes, start, c.end)
            c.at = c.end
            return true
        }
        return false
    }

    /// The time under a name that is not one of the usual ones: `request_timestamp=2026-11-24 17:00:11`.
    @inline(never)
    private static func unusualTime(_ bytes: RawSpan, _ line: Cursor, _ found: inout JSONFindings) {
        var c = line
        var best = Int.max
        while c.at < c.end {
            c.skipSpaces(bytes)
            let from = c.at
            guard let (key, value) = pair(&c, bytes) else {
                c.at = max(Cursor(from, c.end).wordEnd(bytes), from &+ 1)
                continue
            }
            guard value.count >= 10, Byte.isDigit(bytes.byte(Int(value.start))),
                let rank = TimeKey.rank(bytes, key.range), rank < best
            else { continue }
            best = rank
            found.time = value
        }
    }

    /// Level and time that stand behind the message.
    private static func late(_ bytes: RawSpan, _ fields: ByteRange, _ found: inout JSONFindings) {
        var c = Cursor(Int(fields.start), Int(fields.end))
        while c.at < c.end {
            c.skipSpaces(bytes)
            guard let (key, value) = pair(&c, bytes) else { return }
            let role = KeyRole.of(bytes, Int(key.start), Int(key.end))
            switch role {
            case .level where found.level.isEmpty, .weakLevel where found.level.isEmpty:
                found.note(role, value, isString: true)
            case .time where found.time.isEmpty: found.note(role, value, isString: true)
            default: break
            }
        }
    }

    private static func isHeaderKey(_ role: KeyRole, _ bytes: RawSpan, _ key: ByteRange) -> Bool {
        switch role {
        case .time, .level, .weakLevel, .pid, .host, .service: true
        default: Scan.equals(bytes, key.range, "caller") || Scan.equals(bytes, key.range, "source")
        }
    }

    /// `key=value` or `key="va\"lue"`; nil, the cursor anywhere, when it is no pair.
    static func pair(_ c: inout Cursor, _ bytes: RawSpan) -> (ByteRange, ByteRange)? {
        let from = c.at
        while c.at < c.end {
            let byte = bytes.byte(c.at)
            guard Byte.isKey(byte) else { break }
            c.at &+= 1
        }
        let to = c.at
        guard to > from, to &- from <= 64, c.take(UInt8(ascii: "="), bytes) else { return nil }
        if c.take("\"\"", bytes), !Byte.isSpace(c.peek(bytes)), c.at < c.end {
            // `key=""value""`: a line that was a field of a table.
            let value = c.at
            while c.at < c.end, !Scan.starts(bytes, at: c.at, end: c.end, with: "\"\"") { c.at &+= 1 }
            let stop = c.at
            c.at = min(c.at &+ 2, c.end)
            return (ByteRange(from, to), ByteRange(value, stop))
        }
        c.at = to &+ 1
        if c.take(UInt8(ascii: "\""), bytes) {
            let value = c.at
            guard let quote = AccessLog.closingQuote(c, bytes) else {
                // Cut at the length limit.
                c.at = c.end
                return (ByteRange(from, to), ByteRange(value, c.end))
            }
            c.at = quote &+ 1
            return (ByteRange(from, to), ByteRange(value, quote))
        }
        let value = c.at
        c.at = c.wordEnd(bytes)
        if c.at &- value == 10, Byte.isDigit(bytes.byte(value)), bytes.byte(value &+ 4) == UInt8(ascii: "-"),
            c.peek(bytes) == 32, c.peek(bytes, 3) == UInt8(ascii: ":"), c.peek(bytes, 6) == UInt8(ascii: ":")
        {
            // `time=2026-11-24 17:00:11`, without quotes.
            c.at = Cursor(c.at &+ 1, c.end).wordEnd(bytes)
        }
        return (ByteRange(from, to), ByteRange(value, c.at))
    }
}

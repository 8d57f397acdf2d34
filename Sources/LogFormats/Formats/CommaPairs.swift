import Bytes
import Model

/// `date=2026-11-24,time=17:00:11,level=alert,msg="port scan"`, `time=1795453211|product=Gateway|action=Drop`: pairs with commas or
/// bars between them, as firewalls and scanners export events. Three pairs or more, a level or a time among them; the message is the value of `msg`, else the whole line.
enum CommaPairs {
    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        let start = c.at
        guard let separator = leads(c, bytes) else { return false }
        var found = JSONFindings()
        var pairs = 0
        var best = Int.max
        var unusual = ByteRange.none
        while c.at < c.end, pairs < 64 {
            guard let (key, value) = pair(&c, bytes, separator) else { break }
            pairs &+= 1
            switch KeyRole.of(bytes, Int(key.start), Int(key.end)) {
            case .message(let rank) where rank <= 1: found.note(.message(rank: rank), value, isString: true)
            case .message: break
            case let role: found.note(role, value, isString: true)
            }
            if value.count >= 10, Byte.isDigit(bytes.byte(Int(value.start))),
                let rank = TimeKey.rank(bytes, key.range), rank < best
            {
                (best, unusual) = (rank, value)
            }
        }
        if found.time.isEmpty { found.time = unusual }
        guard pairs >= 3, !found.level.isEmpty || !found.time.isEmpty else { return false }
        found.apply(bytes, context, &record)
        if record.correlation.isEmpty { record.correlation = Identifiers.find(bytes, start, c.end) }
        record.message = found.message.isEmpty ? ByteRange(start, c.end) : found.message
        c.at = c.end
        return true
    }

    /// The comma or bar behind the first value, if a second key stands behind it.
    private static func leads(_ line: Cursor, _ bytes: RawSpan) -> UInt8? {
        var c = line
        while c.at < c.end, Byte.isKey(bytes.byte(c.at)) { c.at &+= 1 }
        guard c.at > line.at, c.take(UInt8(ascii: "="), bytes) else { return nil }
        let quote = c.peek(bytes)
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            c.at &+= 1
            guard let close = c.find(quote, bytes, limit: 256) else { return nil }
            c.at = close &+ 1
        } else {
            // The next key of logfmt comes soon, so its `=` ends the search before the line does.
            let limit = min(c.end, c.at &+ 256)
            while c.at < limit, bytes.byte(c.at) != UInt8(ascii: ","), bytes.byte(c.at) != UInt8(ascii: "|") {
                if bytes.byte(c.at) == UInt8(ascii: "=") { return nil }
                c.at &+= 1
            }
        }
        let separator = c.peek(bytes)
        guard separator == UInt8(ascii: ",") || separator == UInt8(ascii: "|") else { return nil }
        c.at &+= 1
        c.skipSpaces(bytes)
        let from = c.at
        while c.at < c.end, Byte.isKey(bytes.byte(c.at)) { c.at &+= 1 }
        return c.at > from && c.peek(bytes) == UInt8(ascii: "=") ? separator : nil
    }

    /// `key=value,`, `key="value",`, `key='value',`, blanks behind the comma; the cursor is then at the next pair.
    private static func pair(_ c: inout Cursor, _ bytes: RawSpan, _ separator: UInt8) -> (ByteRange, ByteRange)? {
        let from = c.at
        while c.at < c.end, Byte.isKey(bytes.byte(c.at)) { c.at &+= 1 }
        let to = c.at
        guard to > from, to &- from <= 64, c.take(UInt8(ascii: "="), bytes) else { return nil }
        let quote = c.peek(bytes)
        let value: ByteRange
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            c.at &+= 1
            guard let close = c.find(quote, bytes) else { return nil }
            value = ByteRange(c.at, close)
            c.at = close &+ 1
            guard c.at == c.end || c.peek(bytes) == separator else { return nil }
        } else {
            let comma = Scan.first(separator, in: bytes, from: c.at, to: c.end)
            value = ByteRange(c.at, comma)
            c.at = comma
        }
        if c.take(separator, bytes) { c.skipSpaces(bytes) }
        return (ByteRange(from, to), value)
    }
}

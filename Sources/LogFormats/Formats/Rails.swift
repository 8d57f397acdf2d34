import Bytes
import Model

/// Rails' own lines without a logger's header, as in development: `Started GET "/carts" for 10.0.0.9 at 2026-11-24 17:00:11 +0000`, then
/// what is done for the request, each of it with or without tags in brackets. Only the first of them has a time, which the others take.
enum Rails {
    static let samples: [String] = [
        "Started GET \"/carts/4\" for 10.0.0.9 at 2026-11-24 17:00:11 +0000",
        "Processing by CartsController#show as HTML",
        "Completed 500 Internal Server Error in 12ms (ActiveRecord: 0.2ms | Allocations: 4711)",
        "[3e8c5b34-2f0a-4d5e-9d4b-000000000001] Completed 404 Not Found in 2ms",
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        let isTagged = skipTags(&c, bytes, &record)
        let from = c.at
        if c.take("Started ", bytes) {
            guard Byte.isUpper(c.peek(bytes)), c.find(UInt8(ascii: "\""), bytes, limit: 16) != nil,
                started(c, bytes, context, &record)
            else { return false }
        } else if c.take("Completed ", bytes) {
            guard let status = c.number(bytes), status < 1000, c.take(32, bytes), isCompleted(c, bytes) else {
                return false
            }
            record.severity = AccessLog.severity(status: status)
        } else if !(c.take("Processing by ", bytes) && c.find(UInt8(ascii: "#"), bytes, limit: 120) != nil) {
            // Tags alone say nothing; an exception by its full name is the request's failure.
            c.at = from
            guard isException(c, bytes) || isTagged && isOther(c, bytes) else { return false }
            if isException(c, bytes) { record.severity = .error }
        }
        record.message = ByteRange(from, c.end)
        if record.time == .unknown { record.set(FlagBits.headerless) }
        c.at = c.end
        return true
    }

    /// Steps over `[tag] [tag] `; an id among them is noted.
    static func skipTags(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        let from = c.at
        while c.peek(bytes) == UInt8(ascii: "["), let close = c.find(UInt8(ascii: "]"), bytes, limit: 72),
            close &+ 1 == c.end || bytes.byte(close &+ 1) == 32
        {
            for index in (c.at &+ 1)..<close where bytes.byte(index) == 32 { return c.at > from }
            if record.correlation.isEmpty, Identifiers.isID(bytes, c.at &+ 1, close) {
                record.correlation = ByteRange(c.at &+ 1, close)
            }
            c.at = min(close &+ 2, c.end)
        }
        return c.at > from
    }

    /// `... at 2026-11-24 17:00:11 +0000` at the line's end.
    private static func started(
        _ line: Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record
    ) -> Bool {
        var at = line.end &- 20
        let least = max(line.at, line.end &- 34)
        while at >= least {
            if Scan.starts(bytes, at: at, end: line.end, with: " at ") {
                var c = Cursor(at &+ 4, line.end)
                var stamp = Stamp()
                guard Timestamps.digitLed(&c, bytes, context.time, &stamp), c.left == 0 else { return false }
                Elements.set(stamp, &record)
                return true
            }
            at &-= 1
        }
        return false
    }

    /// `500 Internal Server Error in 12ms`
    private static func isCompleted(_ line: Cursor, _ bytes: RawSpan) -> Bool {
        var c = line
        for _ in 0..<6 {
            guard c.left > 4 else { return false }
            if c.take("in ", bytes) {
                return c.number(bytes) != nil
                    && (c.peek(bytes) == UInt8(ascii: "m") || c.peek(bytes) == UInt8(ascii: "."))
            }
            c.at = c.wordEnd(bytes)
            c.skipSpaces(bytes)
        }
        return false
    }

    /// `ActiveRecord::StatementInvalid (text):`, `NoMethodError (text):`
    static func isException(_ line: Cursor, _ bytes: RawSpan) -> Bool {
        guard Byte.isUpper(line.peek(bytes)) else { return false }
        var c = line
        var colons = 0
        while c.at < c.end, Byte.isIdentifier(bytes.byte(c.at)) {
            if bytes.byte(c.at) == UInt8(ascii: ":") { colons &+= 1 }
            c.at &+= 1
        }
        let name = c.at
        guard c.take(" (", bytes), c.left > 1, colons >= 2 || Continuation.isErrorName(bytes, line.at, name) else {
            return false
        }
        var end = c.end
        while end > c.at, bytes.byte(end &- 1) <= 32 { end &-= 1 }
        return bytes.byte(end &- 1) == UInt8(ascii: ":") && bytes.byte(end &- 2) == UInt8(ascii: ")")
    }

    /// A word that begins what else is said of a request; frames and code stay with the exception.
    private static func isOther(_ c: Cursor, _ bytes: RawSpan) -> Bool {
        guard Byte.isUpper(c.peek(bytes)) else { return false }
        return Scan.starts(bytes, at: c.at, end: c.end, with: "Redirected to ")
            || Scan.starts(bytes, at: c.at, end: c.end, with: "Filter chain halted ")
            || Scan.starts(bytes, at: c.at, end: c.end, with: "Rendering ")
            || Scan.starts(bytes, at: c.at, end: c.end, with: "Rendered ")
            || Scan.starts(bytes, at: c.at, end: c.end, with: "Sent ")
    }
}

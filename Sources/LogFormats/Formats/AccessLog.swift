import Bytes
import Model

/// Access logs of web servers in the common and the combined format (nginx, Apache, gunicorn, Traefik, ...), with or
/// without a virtual host in front, with `key=value` fields of one's own behind.
///
/// The message is the request with status and size: these make the template. Address, user, time, referrer and user
/// agent are header, for they would give a template to each browser. The severity follows the status: 5xx error, 4xx
/// notice, else info.
enum AccessLog {
    static let samples: [String] = [
        "10.77.1.11 - - [24/Nov/2026:16:13:46 +0000] \"GET / HTTP/1.0\" 200 690 \"-\" \"curl/7.88.1\"",
        "10.77.1.200 - frank [10/Oct/2000:13:55:36 -0700] \"GET /apache_pb.gif HTTP/1.0\" 404 2326",
        "shop.example:443 10.77.1.51 - - [24/Nov/2026:16:14:01 +0000] \"POST /cart HTTP/1.1\" 502 59 \"-\" \"x\" rt=0.062 rid=df7ed3eb",
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        // [vhost] address ident user [time]: three or four words, then the bracket.
        var words = 0
        while c.peek(bytes) != UInt8(ascii: "[") {
            let to = c.wordEnd(bytes)
            words &+= 1
            guard to < c.end, to > c.at, to &- c.at <= 128, words <= 6 else { return false }
            c.at = to
            c.skipSpaces(bytes)
        }
        guard words >= 1, c.take(UInt8(ascii: "["), bytes) else { return false }
        var stamp = Stamp()
        guard c.peek(bytes, 2) == UInt8(ascii: "/") || c.peek(bytes, 1) == UInt8(ascii: "/"),
            Timestamps.digitLed(&c, bytes, context.time, &stamp),
            c.take(UInt8(ascii: "]"), bytes), c.take(32, bytes)
        else { return false }
        Elements.set(stamp, &record)
        return request(&c, bytes, &record)
    }

    /// `"GET / HTTP/1.0" 200 690 ...`; sets the message.
    static func request(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        let from = c.at
        guard c.take(UInt8(ascii: "\""), bytes), let quote = closingQuote(c, bytes) else { return false }
        c.at = quote &+ 1
        guard c.take(32, bytes) else { return false }
        if c.peek(bytes) == UInt8(ascii: "-"), c.peek(bytes, 1) == 32 {
            // No answer was given.
            c.at &+= 1
        } else {
            guard let status = c.number(bytes), status < 1000, c.left == 0 || c.peek(bytes) == 32 else { return false }
            record.severity = severity(status: status)
        }
        var to = c.at
        if c.take(32, bytes), Byte.isDigit(c.peek(bytes)) || c.peek(bytes) == UInt8(ascii: "-") {
            to = c.wordEnd(bytes)
            c.at = to
        }
        record.message = ByteRange(from, to)
        // Past referrer and user agent.
        var fields = 0
        while c.at < c.end {
            c.skipSpaces(bytes)
            guard c.peek(bytes) == UInt8(ascii: "\"") else { break }
            c.at &+= 1
            guard let close = closingQuote(c, bytes) else { break }
            c.at = close &+ 1
            fields &+= 1
            if fields > 16 { break }
        }
        if c.at < c.end, Byte.isLetter(c.peek(bytes)), c.find(UInt8(ascii: "="), bytes, limit: 32) != nil {
            record.fields = ByteRange(c.at, c.end)
            record.correlation = Identifiers.find(bytes, c.at, c.end)
        }
        c.at = c.end
        return true
    }

    static func severity(status: Int) -> Severity {
        status >= 500 ? .error : status >= 400 ? .notice : .info
    }

    /// The quote that ends the string in which the cursor stands, escapes minded.
    static func closingQuote(_ c: Cursor, _ bytes: RawSpan) -> Int? {
        var index = c.at
        while true {
            let quote = Scan.first(UInt8(ascii: "\""), in: bytes, from: index, to: c.end)
            guard quote < c.end else { return nil }
            var slashes = 0
            while quote &- slashes > c.at, bytes.byte(quote &- slashes &- 1) == UInt8(ascii: "\\") { slashes &+= 1 }
            if slashes & 1 == 0 { return quote }
            index = quote &+ 1
        }
    }
}

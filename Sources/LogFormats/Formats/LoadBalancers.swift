import Bytes
import Model

/// Access logs that keep the request in quotes behind columns of their own: Amazon's classic and application load
/// balancers and S3. `[type] TIME name client:port target:port ... 200 200 34 366 "GET https://... HTTP/1.1" "agent" ...`.
///
/// The message is the request; the status is the first number of three digits among the columns around it.
enum LoadBalancer {
    static let samples: [String] = [
        "http 2026-11-24T17:00:11.123456Z app/my-lb/50dc6c495c0c9188 10.0.0.1:51234 10.0.0.2:80 0.000 0.001 0.000 200 200 34 366 \"GET http://www.example.com:80/ HTTP/1.1\" \"curl/7.46.0\" - -",
        "2026-11-24T17:00:11.123456Z my-lb 10.0.0.1:51234 10.0.0.2:80 0.000073 0.001048 0.000057 503 503 0 29 \"GET http://www.example.com:80/ HTTP/1.1\" \"curl/7.38.0\" - -",
        "79a59df900b949e5 mybucket [24/Nov/2026:17:00:11 +0000] 10.0.0.1 79a59df900b949e5 3E57427F3EXAMPLE REST.GET.VERSIONING - \"GET /mybucket?versioning HTTP/1.1\" 200 - 113 - 7 - \"-\" \"S3Console/0.4\" -",
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        let first = c.wordEnd(bytes)
        guard first > c.at else { return false }
        var before = 0
        if Byte.isLetter(c.peek(bytes)) || bytes.byte(first &- 1) != UInt8(ascii: "Z") {
            // The type of connection, or the bucket's owner and name.
            for _ in 0..<2 {
                if c.peek(bytes) == UInt8(ascii: "[")
                    || Byte.isDigit(c.peek(bytes)) && c.peek(bytes, 4) == UInt8(ascii: "-")
                {
                    break
                }
                c.at = c.wordEnd(bytes)
                guard c.take(32, bytes) else { return false }
                before &+= 1
            }
        }
        var stamp = Stamp()
        let bracketed = c.take(UInt8(ascii: "["), bytes)
        // HAProxy's line has the client alone before its time.
        guard !bracketed || before == 2 else { return false }
        guard Byte.isDigit(c.peek(bytes)), Timestamps.digitLed(&c, bytes, context.time, &stamp),
            !bracketed || c.take(UInt8(ascii: "]"), bytes), c.take(32, bytes),
            let open = c.find(UInt8(ascii: "\""), bytes, limit: 320)
        else { return false }
        var columns = 0
        var status = -1
        while c.at < open {
            let to = min(c.wordEnd(bytes), open)
            // A tag: syslog around another proxy's line.
            guard to > c.at, bytes.byte(to &- 1) != UInt8(ascii: ":") else { return false }
            var word = Cursor(c.at, to)
            if status < 0, columns >= 5, to &- c.at == 3, let value = word.number(bytes), word.left == 0, value >= 100 {
                status = value
            }
            columns &+= 1
            c.at = to
            c.skipSpaces(bytes)
        }
        guard columns >= 4, c.take(UInt8(ascii: "\""), bytes), let close = AccessLog.closingQuote(c, bytes),
            isRequest(Cursor(c.at, close), bytes)
        else { return false }
        Elements.set(stamp, &record)
        c.at = close &+ 1
        var to = c.at
        if status < 0, c.take(32, bytes), let value = c.number(bytes), value >= 100, value < 1000 {
            status = value
            to = c.at
        }
        if status > 0 { record.severity = AccessLog.severity(status: status) }
        record.message = ByteRange(open, to)
        c.at = c.end
        return true
    }

    /// `GET /x HTTP/1.1`, or dashes where there was no request.
    private static func isRequest(_ c: Cursor, _ bytes: RawSpan) -> Bool {
        var next = c
        let to = next.wordEnd(bytes)
        guard to > next.at, to < next.end, to &- next.at <= 10 else { return false }
        for index in next.at..<to where !Byte.isUpper(bytes.byte(index)) && bytes.byte(index) != UInt8(ascii: "-") {
            return false
        }
        guard let mark = lastSpace(c, bytes) else { return false }
        next.at = mark &+ 1
        return next.peek(bytes) == UInt8(ascii: "-") || next.take("HTTP/", bytes)
    }

    private static func lastSpace(_ c: Cursor, _ bytes: RawSpan) -> Int? {
        var index = c.end &- 1
        // Load balancers leave a space at the end where there was no request.
        if index > c.at, bytes.byte(index) == 32 { index &-= 1 }
        while index > c.at, bytes.byte(index) != 32 { index &-= 1 }
        return index > c.at ? index : nil
    }
}

/// Flow logs of Amazon's virtual networks: version, account, interface, addresses, ports, protocol, packets, bytes, start,
/// end, action, state.
enum FlowLog {
    static let samples: [String] = [
        "2 123456789010 eni-1235b8ca123456789 10.0.0.1 10.0.0.2 20641 22 6 20 4249 1795539611 1795539671 ACCEPT OK"
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        let start = c.at
        guard let version = c.number(bytes), version < 16, c.take(32, bytes), c.digitCount(bytes, limit: 13) == 12
        else {
            return false
        }
        var column = 1
        while column < 10 {
            c.at = c.wordEnd(bytes)
            guard c.take(32, bytes) else { return false }
            column &+= 1
        }
        var stamp = Stamp()
        guard c.digitCount(bytes, limit: 11) == 10, Timestamps.epoch(&c, bytes, &stamp) else { return false }
        Elements.set(stamp, &record)
        record.message = ByteRange(start, c.end)
        c.at = c.end
        return true
    }
}

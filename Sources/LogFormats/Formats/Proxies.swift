import Bytes
import Model

/// HAProxy's HTTP and TCP log, as a syslog payload: `10.0.1.2:33317 [24/Nov/2026:17:00:11.655] http-in static/srv1
/// 10/0/30/69/109 200 2750 ...`. The message begins at the frontend; the severity follows the status.
enum HAProxy {
    static let samples: [String] = [
        #"10.0.1.2:33317 [24/Nov/2026:17:00:11.655] http-in static/srv1 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 0/0 "GET /index.html HTTP/1.1""#
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        c.at = c.wordEnd(bytes)
        guard c.take(" [", bytes) else { return false }
        var stamp = Stamp()
        guard Timestamps.digitLed(&c, bytes, context.time, &stamp), c.take("] ", bytes) else { return false }
        let from = c.at
        // Frontend, backend/server, timers, then the status (HTTP) or bytes (TCP).
        var slashes = 0
        for _ in 0..<3 {
            let to = c.wordEnd(bytes)
            guard to < c.end, to > c.at else { return false }
            for index in c.at..<to where bytes.byte(index) == UInt8(ascii: "/") { slashes &+= 1 }
            c.at = to &+ 1
        }
        guard slashes >= 3 else { return false }
        var status = c
        if let code = status.number(bytes), code >= 100, code < 600, status.peek(bytes) == 32 {
            record.severity = AccessLog.severity(status: code)
        }
        Elements.set(stamp, &record)
        record.message = ByteRange(from, c.end)
        // `unique-id-format` with `%ID` at the end of the log's format, bare or as `id=`.
        var last = c.end
        while last > from, bytes.byte(last &- 1) != 32, bytes.byte(last &- 1) != UInt8(ascii: "=") { last &-= 1 }
        if Identifiers.isID(bytes, last, c.end) { record.correlation = ByteRange(last, c.end) }
        c.at = c.end
        return true
    }
}

/// A bracketed time and a request: Envoy's and Istio's access log, Django's development server.
enum TimedRequest {
    static let samples: [String] = [
        #"[2026-11-24T17:00:11.123Z] "GET /api HTTP/1.1" 503 UF 0 91 12 - "-" "curl/8.0" "5ec3b5b0-1c5d-4e4e-8b7b-cc2ae3e11111" "shop" "10.0.0.1:8080""#,
        #"[24/Nov/2026 17:00:11] "GET /login/ HTTP/1.1" 200 12"#,
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        guard c.take(UInt8(ascii: "["), bytes) else { return false }
        var stamp = Stamp()
        guard Timestamps.digitLed(&c, bytes, context.time, &stamp), c.take("] ", bytes),
            c.peek(bytes) == UInt8(ascii: "\"")
        else { return false }
        let start = c.at
        guard AccessLog.request(&c, bytes, &record) else { return false }
        Elements.set(stamp, &record)
        // Envoy's response flags tell why: they belong to the message. The request's id is the third quoted text from
        // there.
        if record.message.count < c.end &- start {
            var rest = Cursor(Int(record.message.end), c.end)
            if rest.take(32, bytes), Byte.isUpper(rest.peek(bytes)) {
                rest.at = rest.wordEnd(bytes)
                record.message.end = UInt32(rest.at)
            }
            var quoted = 0
            while quoted < 4, let open = rest.find(UInt8(ascii: "\""), bytes) {
                rest.at = open &+ 1
                guard let close = AccessLog.closingQuote(rest, bytes) else { break }
                if Identifiers.isID(bytes, rest.at, close) {
                    record.correlation = ByteRange(rest.at, close)
                    break
                }
                rest.at = close &+ 1
                quoted &+= 1
            }
        }
        return true
    }
}

/// Squid's native access log: `1795539611.123    456 10.0.0.1 TCP_MISS/200 1234 GET http://x/ - DIRECT/1.2.3.4
/// text/html`.
enum Squid {
    static let samples: [String] = [
        "1795539611.123    456 10.0.0.1 TCP_MISS/200 1234 GET http://example.com/ - HIER_DIRECT/93.184.216.34 text/html"
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        var stamp = Stamp()
        guard c.digitCount(bytes, limit: 11) == 10, c.peek(bytes, 10) == UInt8(ascii: "."),
            Timestamps.epoch(&c, bytes, &stamp),
            c.skipSpaces(bytes) > 0, c.number(bytes) != nil, c.take(32, bytes)
        else { return false }
        c.at = c.wordEnd(bytes)
        guard c.take(32, bytes) else { return false }
        let from = c.at
        let to = c.wordEnd(bytes)
        guard let slash = Cursor(from, to).find(UInt8(ascii: "/"), bytes) else { return false }
        var status = Cursor(slash &+ 1, to)
        guard let code = status.number(bytes), code < 1000, status.left == 0 else { return false }
        Elements.set(stamp, &record)
        record.severity = AccessLog.severity(status: code)
        return true
    }
}

import Bytes
import Model

/// Oracle WebLogic's log: `####<time> <level> <subsystem> <machine> <server> <thread> ... <BEA-000365> <text>`. The
/// text is the last field.
enum AngleFields {
    static let samples: [String] = [
        "####<Nov 24, 2026 5:00:11,123 PM UTC> <Notice> <WebLogicServer> <web1> <AdminServer> <main> <<WLS Kernel>> <> <> <1795539611123> <BEA-000365> <Server state changed to RUNNING.> "
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        guard c.take("####<", bytes) || c.take(UInt8(ascii: "<"), bytes) else { return false }
        var stamp = Stamp()
        guard !Byte.isDigit(c.peek(bytes)) || c.digitCount(bytes, limit: 5) == 4,
            Timestamps.parse(&c, bytes, context.time, &stamp),
            let close = c.find(UInt8(ascii: ">"), bytes, limit: 12)
        else { return false }
        c.at = close &+ 1
        c.skipSpaces(bytes)
        guard Elements.level(&c, bytes, &record) else { return false }
        Elements.set(stamp, &record)
        var fields = 0
        var last = ByteRange.none
        while fields < 16 {
            c.skipSpaces(bytes)
            guard c.peek(bytes) == UInt8(ascii: "<") else { break }
            let from = c.at &+ 1
            guard let end = c.closing(UInt8(ascii: "<"), UInt8(ascii: ">"), bytes, limit: .max) else {
                // The text goes on over more lines.
                last = ByteRange(from, c.end)
                c.at = c.end
                fields &+= 1
                break
            }
            fields &+= 1
            if fields == 2 { record.host = ByteRange(from, end) }
            last = ByteRange(from, end)
            c.at = end &+ 1
        }
        guard fields >= 2, !last.isEmpty else { return false }
        if record.host == last { record.host = .none }
        record.message = last
        c.at = c.end
        return true
    }
}

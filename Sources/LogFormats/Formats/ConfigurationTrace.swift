import Bytes
import Model

/// The trace of Configuration Manager, Intune and the deployment tools of Windows: `<![LOG[text]LOG]!><time="17:00:11.123+000"
/// date="11-24-2026" component="Client" context="" type="1" thread="12" file="x.cpp:12">`.
///
/// `type` is 1 for information, 2 for a warning, 3 for an error. What stands behind the time's sign are the minutes by which the
/// place is behind UTC. A text of several lines has its time on the last one, so the record takes that of the one before.
enum ConfigurationTrace {
    static let samples: [String] = [
        #"<![LOG[Policy agent started]LOG]!><time="17:00:11.123+000" date="11-24-2026" component="PolicyAgent" context="" type="1" thread="4711" file="agent.cpp:12">"#,
        #"<![LOG[Download failed, will retry]LOG]!><time="17:00:12.123-60" date="11-24-2026" component="Transfer" context="" type="3" thread="4711" file="">"#,
    ]

    private static let close: StaticString = "]LOG]!><time=\""

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        guard c.take("<![LOG[", bytes) else { return false }
        let from = c.at
        record.message = ByteRange(from, c.end)
        var at = from
        // The last `]` that opens the trailer; a text may hold brackets of its own.
        while true {
            at = Scan.first(UInt8(ascii: "]"), in: bytes, from: at, to: c.end)
            guard at < c.end else { break }
            if Scan.starts(bytes, at: at, end: c.end, with: Self.close) {
                trailer(Cursor(at &+ Self.close.utf8CodeUnitCount, c.end), bytes, context, &record)
                record.message = ByteRange(from, at)
                break
            }
            at &+= 1
        }
        c.at = c.end
        return true
    }

    /// `17:00:11.123+000" date="11-24-2026" component="Client" context="" type="1" ...`
    private static func trailer(_ start: Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) {
        var c = start
        var fields = CalendarFields()
        guard Timestamps.clock(&c, bytes, &fields) else { return }
        let sign = c.peek(bytes)
        if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
            c.at &+= 1
            if let minutes = c.number(bytes), minutes <= 1080 {
                fields.zone = minutes &* 60 &* (sign == UInt8(ascii: "+") ? -1 : 1)
                fields.hasZone = true
            }
        }
        guard c.take("\" date=\"", bytes), let month = c.number(bytes), c.take(UInt8(ascii: "-"), bytes),
            let day = c.number(bytes), c.take(UInt8(ascii: "-"), bytes), let year = c.number(bytes)
        else { return }
        (fields.year, fields.month, fields.day) = (year, month, day)
        var stamp = Stamp()
        if fields.resolve(context.time, &stamp) { Elements.set(stamp, &record) }
        guard c.take("\" component=\"", bytes), let quote = c.find(UInt8(ascii: "\""), bytes, limit: 128) else {
            return
        }
        if quote > c.at { record.service = ByteRange(c.at, quote) }
        c.at = quote
        while let space = c.find(32, bytes) {
            c.at = space &+ 1
            guard c.take("type=\"", bytes) else { continue }
            switch c.peek(bytes) {
            case UInt8(ascii: "2"): record.severity = .warning
            case UInt8(ascii: "3"): record.severity = .error
            default: record.severity = .info
            }
            return
        }
    }
}

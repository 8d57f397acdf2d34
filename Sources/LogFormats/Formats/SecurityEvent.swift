import Bytes
import Model

/// The event formats of security products, CEF and LEEF: `CEF:0|vendor|product|version|id|name|severity|key=value ...`,
/// alone or behind a syslog header. The message is the whole event; the product is the service; time and severity come from
/// the event where no header gave them.
enum SecurityEvent {
    static let samples: [String] = [
        "CEF:0|Example|Gate|1.2|100|Connection blocked|7|rt=1795539611123 src=10.0.0.9 dst=10.0.0.5 act=block",
        "CEF:0|Example|Gate|1.2|101|Link up|Low|rt=Nov 24 2026 17:00:12 dvc=10.0.0.9 msg=port 3 is up",
        "LEEF:2.0|Example|Vault|14.0|105|^|devTime=Nov 24 2026 17:00:13^sev=5^usrName=ann",
        "LEEF:1.0|Example|Vault|14.0|106|sev=2\tdevTime=2026-11-24T17:00:14Z\tusrName=ann",
    ]

    /// How far into the event its keys are looked for.
    private static let reach = 8192

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        let start = c.at
        // The whole event may be quoted.
        _ = c.take(UInt8(ascii: "\""), bytes)
        // Some senders lose the name, others write it twice.
        let isBare = c.peek(bytes) == UInt8(ascii: "0") && c.peek(bytes, 1) == UInt8(ascii: "|")
        let isCEF = isBare || Scan.starts(bytes, at: c.at, end: c.end, with: "CEF:")
        guard isCEF || Scan.starts(bytes, at: c.at, end: c.end, with: "LEEF:") else { return false }
        if !isBare { c.at &+= isCEF ? 4 : 5 }
        _ = c.take("CEF:", bytes)
        guard Byte.isDigit(c.peek(bytes)) else { return false }
        var product = ByteRange.none
        var severity = ByteRange.none
        var pipes = 0
        let wanted = isCEF ? 7 : 5
        var from = c.at
        while pipes < wanted {
            guard let mark = pipe(c, bytes) else { break }
            if pipes == 2 { product = ByteRange(from, mark) }
            if pipes == 6 { severity = ByteRange(from, mark) }
            pipes &+= 1
            c.at = mark &+ 1
            from = c.at
        }
        guard pipes >= (isCEF ? 6 : 5) else { return false }
        if pipes == 6, isCEF { severity = ByteRange(from, Cursor(from, c.end).wordEnd(bytes)) }
        if record.service.isEmpty { record.service = product }
        keys(Cursor(c.at, min(c.end, c.at &+ reach)), bytes, context, &severity, &record)
        if let found = level(bytes, severity) { record.severity = found }
        record.message = ByteRange(start, c.end)
        c.at = c.end
        return true
    }

    /// The next pipe that is not escaped.
    private static func pipe(_ c: Cursor, _ bytes: RawSpan) -> Int? {
        var index = c.at
        while true {
            let mark = Scan.first(UInt8(ascii: "|"), in: bytes, from: index, to: c.end)
            guard mark < c.end else { return nil }
            if mark == c.at || bytes.byte(mark &- 1) != UInt8(ascii: "\\") { return mark }
            index = mark &+ 1
        }
    }

    /// Time and severity among the event's `key=value` pairs. The time of receipt comes before those of the event's ends.
    private static func keys(
        _ body: Cursor, _ bytes: RawSpan, _ context: Context, _ severity: inout ByteRange, _ record: inout Record
    ) {
        var index = body.at
        var bestRank = 9
        var best = Stamp()
        while true {
            let mark = Scan.first(UInt8(ascii: "="), in: bytes, from: index, to: body.end)
            guard mark < body.end else { break }
            index = mark &+ 1
            var from = mark
            while from > body.at, Byte.isLetter(bytes.byte(from &- 1)), mark &- from < 24 { from &-= 1 }
            let key = from..<mark
            if key.count == 3, severity.isEmpty, Scan.equals(bytes, key, "sev") {
                severity = ByteRange(mark &+ 1, value(mark &+ 1, body.end, bytes))
            } else if key.count >= 5, Scan.equals(bytes, (mark &- 5)..<mark, "level") {
                let found = ByteRange(mark &+ 1, value(mark &+ 1, body.end, bytes))
                if Levels.severity(bytes, Int(found.start), Int(found.end)) != nil { severity = found }
            }
            guard record.time == .unknown, let rank = rank(bytes, key), rank < bestRank else { continue }
            var c = Cursor(mark &+ 1, body.end)
            var stamp = Stamp()
            if Timestamps.value(&c, bytes, context.time, &stamp), TimeKey.isPlausible(stamp, context.time) {
                (bestRank, best) = (rank, stamp)
            }
        }
        if bestRank < 9 { Elements.set(best, &record) }
    }

    private static func value(_ from: Int, _ end: Int, _ bytes: RawSpan) -> Int {
        var index = from
        while index < end, Byte.isLetter(bytes.byte(index)) || Byte.isDigit(bytes.byte(index)) { index &+= 1 }
        return index
    }

    private static func rank(_ bytes: RawSpan, _ key: Range<Int>) -> Int? {
        if Scan.equals(bytes, key, "rt") || Scan.equals(bytes, key, "devTime") { return 0 }
        if Scan.equals(bytes, key, "deviceReceiptTime") || Scan.equals(bytes, key, "eventTime") { return 1 }
        if Scan.equals(bytes, key, "end") { return 2 }
        if Scan.equals(bytes, key, "start") || Scan.equals(bytes, key, "startTime") { return 3 }
        return TimeKey.rank(bytes, key).map { 4 + $0 }
    }

    /// CEF's 0 to 10 and its words; the usual words as well.
    private static func level(_ bytes: RawSpan, _ text: ByteRange) -> Severity? {
        guard !text.isEmpty else { return nil }
        var c = Cursor(Int(text.start), Int(text.end))
        if let number = c.number(bytes) {
            switch number {
            case 0...3: return .info
            case 4...6: return .warning
            case 7...8: return .error
            case 9...10: return .critical
            default: return nil
            }
        }
        switch Word.lower(bytes, c.at, c.end) {
        case Word.of("low"): return .info
        case Word.of("medium"): return .warning
        case Word.of("high"): return .error
        case Word.of("very-hig"): return .critical
        default: return Levels.severity(bytes, c.at, c.end)
        }
    }
}

import Bytes
import Model

/// The journal as `journalctl -o verbose` prints it: a line with the time and the entry's cursor, then its fields, indented, one a line. The
/// lines up to the next entry are gathered and read as one.
enum JournalVerbose {
    static let samples: [String] = [
        "Tue 2026-11-24 17:00:11.123456 UTC [s=6c7c6013a26343b29e964691ff25d04c;i=4fc72;b=15ea;m=11f2;t=5a9d;x=6f1a]"
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        let start = c
        if begins(c, bytes) {
            var stamp = Stamp()
            guard Timestamps.parse(&c, bytes, context.time, &stamp) else { return false }
            Elements.set(stamp, &record)
            let first = Scan.first(10, in: bytes, from: start.at, to: c.end)
            if first < c.end {
                readFields(Cursor(first &+ 1, c.end), bytes, &record)
                c.at = c.end
                return true
            }
        } else {
            guard Scan.starts(bytes, at: c.at, end: c.end, with: "    ") else { return false }
        }
        record.message = ByteRange(start.at, start.end)
        record.set(FlagBits.partial)
        c.at = c.end
        return true
    }

    /// Whether a line, or the first one of a block, has an entry's cursor behind its time.
    static func begins(_ line: Cursor, _ bytes: RawSpan) -> Bool {
        guard line.left > 40, line.peek(bytes) > 32 else { return false }
        guard let open = line.find(UInt8(ascii: "["), bytes, limit: 64),
            Scan.starts(bytes, at: open, end: line.end, with: "[s="),
            let next = Cursor(open, line.end).find(UInt8(ascii: ";"), bytes, limit: 64)
        else { return false }
        return Scan.starts(bytes, at: next, end: line.end, with: ";i=")
    }

    /// `    MESSAGE=text`; a value's further lines are indented more.
    private static func readFields(_ block: Cursor, _ bytes: RawSpan, _ record: inout Record) {
        var at = block.at
        var isText = false
        var hasIdentifier = false
        while at < block.end {
            let stop = Scan.first(10, in: bytes, from: at, to: block.end)
            defer { at = stop &+ 1 }
            guard let (name, value) = field(Cursor(at, stop), bytes) else {
                if isText, stop > at { record.message = ByteRange(Int(record.message.start), stop) }
                continue
            }
            isText = false
            func isNamed(_ text: StaticString) -> Bool { Scan.equals(bytes, name, text) }
            if isNamed("MESSAGE") {
                record.message = ByteRange(value.at, value.end)
                isText = true
            } else if isNamed("PRIORITY") {
                let digit = value.peek(bytes)
                if value.left == 1, digit >= 48, digit < 56 { record.severity = Severity(rawValue: digit &- 48) }
            } else if isNamed("SYSLOG_IDENTIFIER") {
                record.service = ByteRange(value.at, value.end)
                hasIdentifier = true
            } else if isNamed("_COMM"), !hasIdentifier {
                record.service = ByteRange(value.at, value.end)
            } else if isNamed("_HOSTNAME") {
                record.host = ByteRange(value.at, value.end)
            } else if isNamed("_SYSTEMD_UNIT") {
                record.unit = ByteRange(value.at, value.end)
            } else if isNamed("_PID") || isNamed("SYSLOG_PID") {
                var number = value
                if let pid = number.number(bytes) { Elements.setPID(pid, &record) }
            }
        }
        if record.message.isEmpty { record.message = ByteRange(block.at, block.end) }
    }

    private static func field(_ line: Cursor, _ bytes: RawSpan) -> (name: Range<Int>, value: Cursor)? {
        var c = line
        while c.end > c.at, bytes.byte(c.end &- 1) == 13 { c.end &-= 1 }
        guard c.skipSpaces(bytes) == 4 else { return nil }
        let from = c.at
        while c.at < c.end, Byte.isUpper(bytes.byte(c.at)) || Byte.isDigit(bytes.byte(c.at)) || bytes.byte(c.at) == 95 {
            c.at &+= 1
        }
        let to = c.at
        guard to > from, c.take(UInt8(ascii: "="), bytes) else { return nil }
        return (from..<to, c)
    }
}

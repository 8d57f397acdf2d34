import Bytes
import Model

/// `portmanager\tinfo\ttext`: columns of one word each between tabs, of which one is a level in any case.
enum TabColumns {
    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        for column in 0..<4 {
            let from = c.at
            c.at = c.wordEnd(bytes)
            guard c.at > from, c.at &- from <= 64, c.peek(bytes) == 9 else { return false }
            let found = Levels.severity(bytes, from, c.at)
            // A level that comes first has its own reading.
            if column == 0, found != nil { return false }
            c.at &+= 1
            if let found {
                record.severity = found
                return c.left > 0
            }
            c.skipSpaces(bytes)
        }
        return false
    }
}

/// `backup-dir JobId 12: text`, as Bacula and Bareos have it: the daemon, the job.
enum BackupJob {
    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        let from = c.at
        let to = c.wordEnd(bytes)
        guard to > from, to &- from <= 64 else { return false }
        c.at = to
        guard c.take(" JobId ", bytes), c.number(bytes) != nil, c.take(": ", bytes) else { return false }
        if record.service.isEmpty { record.service = ByteRange(from, to) }
        return true
    }
}

/// `1249-1321  CartView   org.example.shop   E  text`, `1249-1321/org.example.shop E/CartView: text`: Android's log as its development
/// environment shows and saves it: process and thread, then tag, package and the level's letter in some order.
enum StudioColumns {
    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        guard let pid = c.number(bytes), c.take(UInt8(ascii: "-"), bytes), c.number(bytes) != nil else { return false }
        if c.take(UInt8(ascii: "/"), bytes) {
            c.at = c.wordEnd(bytes)
            guard c.take(32, bytes), let severity = Levels.severity(letter: c.peek(bytes)),
                c.peek(bytes, 1) == UInt8(ascii: "/"), let colon = c.find(UInt8(ascii: ":"), bytes, limit: 64)
            else { return false }
            c.at = colon &+ 1
            record.severity = severity
            Elements.setPID(pid, &record)
            return true
        }
        guard c.take(32, bytes) else { return false }
        let limit = min(c.end &- 2, c.at &+ 128)
        var index = c.at &+ 3
        while index < limit {
            // Two spaces behind a letter of its own: columns before it are padded with more, a text has one.
            if bytes.byte(index) == 32, bytes.byte(index &- 2) == 32, bytes.byte(index &+ 1) == 32,
                let severity = Levels.severity(letter: bytes.byte(index &- 1)), Byte.isUpper(bytes.byte(index &- 1))
            {
                record.severity = severity
                Elements.setPID(pid, &record)
                c.at = index &+ 2
                return true
            }
            index &+= 1
        }
        return false
    }
}

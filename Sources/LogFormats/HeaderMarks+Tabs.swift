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

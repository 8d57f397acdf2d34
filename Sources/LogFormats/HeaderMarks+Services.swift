import Bytes
import Model

/// `[be[example.com]] [sysdb_add_user] (0x0040): text` of SSSD: the service, the function, the level as a bit.
enum ServiceMasks {
    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        guard let service = c.closing(UInt8(ascii: "["), UInt8(ascii: "]"), bytes, limit: 80) else { return false }
        c.at = service &+ 1
        guard c.take(" [", bytes), let function = c.find(UInt8(ascii: "]"), bytes, limit: 80) else { return false }
        c.at = function &+ 1
        guard c.take(" (0x", bytes), c.left > 6, bytes.byte(c.at &+ 4) == UInt8(ascii: ")"),
            bytes.byte(c.at &+ 5) == UInt8(ascii: ":")
        else { return false }
        for index in c.at..<(c.at &+ 4) where !Byte.isHex(bytes.byte(index)) { return false }
        record.severity =
            switch Word.lower(bytes, c.at, c.at &+ 4) {
            case Word.of("0010"), Word.of("0020"): .critical
            case Word.of("0040"): .error
            case Word.of("0080"): .warning
            case Word.of("0100"): .info
            default: .debug
            }
        c.at &+= 6
        return true
    }
}

/// Columns of traces that begin with a letter for the level or with a user.
enum TraceColumns {
    /// `i indexserver      Main.cpp(00123) : text`: the level's small letter, the component, the place in the source.
    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        let letter = c.peek(bytes)
        guard Byte.isLower(letter), let severity = Levels.severity(letter: letter & 0xdf) else { return false }
        c.at &+= 1
        c.skipSpaces(bytes)
        c.at = c.wordEnd(bytes)
        guard c.skipSpaces(bytes) > 0 else { return false }
        let to = c.wordEnd(bytes)
        guard to &- c.at >= 5, bytes.byte(to &- 1) == UInt8(ascii: ")"),
            let open = Cursor(c.at, to).find(UInt8(ascii: "("), bytes), open > c.at,
            Cursor(open &+ 1, to).digitCount(bytes) == to &- open &- 2
        else { return false }
        c.at = to
        guard c.take(" : ", bytes) else { return false }
        record.severity = severity
        return true
    }

    /// `root  1215  1216 W text`: Android's log with the user's name before process, thread and level.
    static func userThenProcess(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        let to = c.wordEnd(bytes)
        guard to &- c.at <= 24, to < c.end else { return false }
        c.at = to
        guard c.skipSpaces(bytes) > 0, Byte.isDigit(c.peek(bytes)), let pid = c.number(bytes), c.skipSpaces(bytes) > 0,
            Byte.isDigit(c.peek(bytes)), c.number(bytes) != nil, c.take(32, bytes)
        else { return false }
        let letter = c.peek(bytes)
        guard Byte.isUpper(letter), c.peek(bytes, 1) == 32, let severity = Levels.severity(letter: letter) else {
            return false
        }
        Elements.setPID(pid, &record)
        record.severity = severity
        c.at &+= 2
        return true
    }
}

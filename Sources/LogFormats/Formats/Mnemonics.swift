import Bytes
import Model

/// The mnemonic with which network equipment begins its messages: `%LINK-3-UPDOWN:`, `%ASA-6-302013:`, `%FTD-4-106023:`.
/// The digit is syslog's severity. The mnemonic stays in the message, since it makes the template.
enum Mnemonic {
    /// The severity of a mnemonic at the cursor, which is not moved.
    @inline(never)
    static func severity(_ c: Cursor, _ bytes: RawSpan) -> Severity? {
        guard c.peek(bytes) == UInt8(ascii: "%") else { return nil }
        var next = Cursor(c.at &+ 1, min(c.end, c.at &+ 64))
        guard Byte.isUpper(next.peek(bytes)) else { return nil }
        while next.at < next.end, bytes.byte(next.at) != UInt8(ascii: ":"), bytes.byte(next.at) != 32 {
            if bytes.byte(next.at) == UInt8(ascii: "-"), next.peek(bytes, 2) == UInt8(ascii: "-") {
                let digit = next.peek(bytes, 1)
                return digit >= 48 && digit <= 55 ? Severity(rawValue: digit &- 48) : nil
            }
            next.at &+= 1
        }
        return nil
    }
}

/// `daemon.notice`, `kern.err`: syslog's facility and severity as words, as BusyBox and OpenWrt put them before the tag.
enum FacilityWord {
    /// Steps over such a word and notes its severity.
    static func take(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        let to = c.wordEnd(bytes)
        guard Byte.isLower(c.peek(bytes)), to < c.end, to &- c.at <= 16,
            let dot = Cursor(c.at, to).find(UInt8(ascii: "."), bytes), isFacility(bytes, c.at, dot),
            let severity = Levels.severity(bytes, dot &+ 1, to)
        else { return false }
        if record.severity == nil { record.severity = severity }
        c.at = to
        c.skipSpaces(bytes)
        return true
    }

    private static func isFacility(_ bytes: RawSpan, _ from: Int, _ to: Int) -> Bool {
        switch Word.lower(bytes, from, to) {
        case Word.of("kern"), Word.of("user"), Word.of("mail"), Word.of("daemon"), Word.of("auth"), Word.of("syslog"),
            Word.of("lpr"), Word.of("news"), Word.of("uucp"), Word.of("cron"), Word.of("authpriv"), Word.of("ftp"),
            Word.of("local0"), Word.of("local1"), Word.of("local2"), Word.of("local3"), Word.of("local4"),
            Word.of("local5"), Word.of("local6"), Word.of("local7"), Word.of("ntp"), Word.of("security"),
            Word.of("console"):
            true
        default: false
        }
    }
}

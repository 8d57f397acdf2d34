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

/// The code with which messages of middleware begin: `AMQ6287I: text`, `ADM5502W text`. The letter at its end is the level; the code stays
/// in the message, since it makes the template.
enum MessageCode {
    /// The level of the code that a text begins with.
    static func severity(_ text: ByteRange, _ bytes: RawSpan) -> Severity? {
        var c = Cursor(Int(text.start), min(Int(text.end), Int(text.start) &+ 16))
        let from = c.at
        while c.at < c.end, Byte.isUpper(bytes.byte(c.at)) { c.at &+= 1 }
        guard c.at &- from >= 3 else { return nil }
        let digits = c.digitCount(bytes, limit: 6)
        guard digits >= 4, digits <= 5 else { return nil }
        c.at &+= digits
        let letter = c.peek(bytes)
        guard c.left > 1, c.peek(bytes, 1) == UInt8(ascii: ":") || c.peek(bytes, 1) == 32 else { return nil }
        switch letter {
        case UInt8(ascii: "I"): return .info
        case UInt8(ascii: "W"): return .warning
        case UInt8(ascii: "E"): return .error
        case UInt8(ascii: "S"), UInt8(ascii: "T"): return .critical
        default: return nil
        }
    }

    /// Whether a text is nothing but `Name(value)`, at least two where `least` says so: what a header line holds whose text stands below.
    static func areFields(_ text: ByteRange, _ bytes: RawSpan, least: Int = 1) -> Bool {
        guard text.count > 4, bytes.byte(Int(text.end) &- 1) == UInt8(ascii: ")") else { return false }
        var c = Cursor(Int(text.start), Int(text.end))
        _ = c.take("- ", bytes)
        var count = 0
        while c.skipSpaces(bytes) >= 0, c.at < c.end {
            let from = c.at
            while c.at < c.end, Byte.isLetter(bytes.byte(c.at)) || c.at > from && Byte.isDigit(bytes.byte(c.at)) {
                c.at &+= 1
            }
            guard c.at > from &+ 1, Byte.isUpper(bytes.byte(from)), c.peek(bytes) == UInt8(ascii: "("),
                let close = c.closing(UInt8(ascii: "("), UInt8(ascii: ")"), bytes, limit: 256)
            else { return false }
            c.at = close &+ 1
            count &+= 1
        }
        return count >= least
    }
}

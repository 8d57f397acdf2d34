import Bytes
import Model

/// The code with which messages of middleware begin: `AMQ6287I: text`, `ADM5502W text`. The letter at its end is the level; the code stays
/// in the message, since it makes the template.
enum MiddlewareCode {
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

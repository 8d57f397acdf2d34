import Bytes

/// The code that a message begins with, which says what statement of its program wrote it: `SRV0049:`, `ORA-00600:`,
/// `%LINK-3-UPDOWN:`. It is constant, although it holds digits; an id in that place (`JOB-10234:`) is found by evidence, as its like
/// differ in their digits alone.
enum MessageCode {
    /// The longest code.
    private static let longest = 40

    /// Whether the word from `start` to `end`, a message's first, is one: two capitals or more, not all of them hexadecimal digits, then
    /// three to seven digits and perhaps a letter for the severity; or `%`, a facility, a digit and a name. A colon stands behind it.
    static func matches(_ bytes: RawSpan, _ start: Int, _ end: Int, _ last: Int) -> Bool {
        guard end < last, end &- start <= longest, bytes.byte(end) == UInt8(ascii: ":") else { return false }
        if bytes.byte(start) == UInt8(ascii: "%") { return isFacility(bytes, start &+ 1, end) }
        var at = start
        var isHex = true
        while at < end, bytes.byte(at).isUpper || bytes.byte(at) == UInt8(ascii: "_") && at > start {
            if !bytes.byte(at).isHexDigit { isHex = false }
            at &+= 1
        }
        let letters = at &- start
        guard letters >= 2, !isHex else { return false }
        if at < end, bytes.byte(at) == UInt8(ascii: "-") { at &+= 1 }
        let digits = at
        while at < end, bytes.byte(at).isDigit { at &+= 1 }
        // Two letters and a few digits are a flight, a plate or the like.
        guard at &- digits >= (letters > 2 ? 3 : 5), at &- digits <= 7 else { return false }
        if at < end, bytes.byte(at).isUpper { at &+= 1 }
        return at == end
    }

    /// `LINK-3-UPDOWN`.
    private static func isFacility(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Bool {
        var parts = 0
        var hasLetter = false
        for at in start..<end {
            let byte = bytes.byte(at)
            if byte == UInt8(ascii: "-") {
                parts &+= 1
            } else if byte.isUpper {
                hasLetter = true
            } else if !byte.isDigit, byte != UInt8(ascii: "_") {
                return false
            }
        }
        return parts >= 2 && hasLetter
    }
}

import Bytes
import Model

/// Request, trace and correlation ids.
enum Identifiers {
    /// Whether `bytes[from..<to]` looks like an id that a machine made: `req-` and a UUID, or 16 to 64 hexadecimal
    /// digits and hyphens with a digit among them.
    static func isID(_ bytes: RawSpan, _ from: Int, _ to: Int) -> Bool {
        var start = from
        if Scan.starts(bytes, at: from, end: to, with: "req-") { start &+= 4 }
        let count = to &- start
        guard count >= 16, count <= 64 else { return false }
        var digits = 0
        var letters = 0
        var index = start
        while index < to {
            let byte = bytes.byte(index)
            if Byte.isDigit(byte) {
                digits &+= 1
            } else if Byte.isHex(byte) {
                letters &+= 1
            } else if byte != UInt8(ascii: "-") {
                return false
            }
            index &+= 1
        }
        return digits > 0 && (letters > 0 || count >= 32)
    }

    /// Whether a key names such an id.
    static func isKey(_ bytes: RawSpan, _ from: Int, _ to: Int) -> Bool {
        let word = Word.lower(bytes, from, to)
        switch to &- from {
        case 3: return word == Word.of("rid")
        case 5: return word == Word.of("reqid") || word == Word.of("trace")
        case 6: return word == Word.of("req_id") || word == Word.of("req-id")
        case 7: return word == Word.of("traceid")
        case 8: return word == Word.of("trace_id") || word == Word.of("trace.id")
        case 9: return word == Word.of("requesti") && bytes.byte(to &- 1) | 32 == UInt8(ascii: "d")
        case 10:
            return (word == Word.of("request_") || word == Word.of("request-") || word == Word.of("request."))
                && bytes.byte(to &- 1) | 32 == UInt8(ascii: "d")
        case 12: return word == Word.of("x-reques")
        case 13: return word == Word.of("correlat") && bytes.byte(to &- 1) | 32 == UInt8(ascii: "d")
        case 14: return word == Word.of("correlat") && bytes.byte(to &- 1) | 32 == UInt8(ascii: "d")
        default: return false
        }
    }

    /// The first id given as `key=value` in `bytes[from..<to]`; empty where there is none.
    @inline(__always)
    static func find(_ bytes: RawSpan, _ from: Int, _ to: Int) -> ByteRange {
        var at = from
        while at < to {
            let mark = Scan.first(UInt8(ascii: "="), in: bytes, from: at, to: to)
            if mark == to { return .none }
            at = mark &+ 1
            // All keys end in `d` or are `trace`: one compare throws out nearly all others.
            guard mark &- from >= 3 else { continue }
            let last = bytes.byte(mark &- 1) | 32
            guard last == UInt8(ascii: "d") || last == UInt8(ascii: "e") else { continue }
            // `uid=` and `gid=` of PAM and audit lines are none.
            let before = bytes.byte(mark &- 3) | 32
            if before == UInt8(ascii: "u") || before == UInt8(ascii: "g") || before == UInt8(ascii: "p") { continue }
            let found = value(bytes, from, mark, to)
            if !found.isEmpty { return found }
        }
        return .none
    }

    @inline(never)
    private static func value(_ bytes: RawSpan, _ from: Int, _ mark: Int, _ to: Int) -> ByteRange {
        var start = mark
        while start > from, mark &- start < 16 {
            let byte = bytes.byte(start &- 1)
            guard Byte.isKey(byte) else { break }
            start &-= 1
        }
        guard isKey(bytes, start, mark) else { return .none }
        var at = mark &+ 1
        if at < to, bytes.byte(at) == UInt8(ascii: "\"") { at &+= 1 }
        let begin = at
        while at < to, Byte.isIdentifier(bytes.byte(at)) { at &+= 1 }
        // `rid=-` says that there is none.
        return at &- begin > 1 ? ByteRange(begin, at) : .none
    }
}

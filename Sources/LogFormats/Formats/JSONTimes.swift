import Bytes
import Model

/// The time of a JSON object that has none under a well-known name at its top: the value of the key, at any depth, whose name
/// says most surely that it is the record's time.
enum JSONTimes {
    /// How many bytes are searched.
    private static let reach = 16384

    /// Searches `bytes[from..<to]`, which is an object, and puts the time it finds into the record. One pass; no recursion.
    static func search(_ from: Int, _ to: Int, _ bytes: RawSpan, _ context: Context, _ record: inout Record) {
        var at = from
        let end = min(to, from &+ reach)
        var depth = 0
        var best = Int.max
        var stamp = Stamp()
        while at < end {
            switch bytes.byte(at) {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth &+= 1
                at &+= 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth &-= 1
                at &+= 1
            case UInt8(ascii: "\""):
                guard let quote = AccessLog.closingQuote(Cursor(at &+ 1, end), bytes) else {
                    at = end
                    break
                }
                var next = Cursor(quote &+ 1, end)
                next.skipSpaces(bytes)
                let key = (at &+ 1)..<quote
                at = quote &+ 1
                guard next.take(UInt8(ascii: ":"), bytes) else { break }
                next.skipSpaces(bytes)
                at = next.at
                let score = score(bytes, key, depth)
                guard score < best else { break }
                _ = next.take(UInt8(ascii: "\""), bytes)
                var found = Stamp()
                if Byte.isDigit(next.peek(bytes)) || Byte.isUpper(next.peek(bytes)),
                    Timestamps.value(&next, bytes, context.time, &found), TimeKey.isPlausible(found, context.time)
                {
                    (best, stamp) = (score, found)
                }
            default: at &+= 1
            }
        }
        if best < .max { Elements.set(stamp, &record) }
    }

    /// Lower is surer: the name first, then how deep it stands.
    private static func score(_ bytes: RawSpan, _ key: Range<Int>, _ depth: Int) -> Int {
        var rank: Int?
        if case .time(let known) = KeyRole.of(bytes, key.lowerBound, key.upperBound), known <= 2 { rank = 0 }
        guard let rank = rank ?? TimeKey.rank(bytes, key) else { return .max }
        return rank &* 16 &+ min(max(depth, 0), 15)
    }
}

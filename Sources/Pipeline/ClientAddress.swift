import Bytes
import Model

/// The address at the head of an access log's line: whose request it is. It belongs to the header, not to the message.
package enum ClientAddress {
    /// The line's first or second word if it is an address before the message and not the host's own; `.none` elsewhere. O(64).
    package static func find(in record: Record, _ bytes: RawSpan) -> ByteRange {
        let last = min(Int(record.message.start), Int(record.line.start) + 128)
        var start = Int(record.line.start)
        for _ in 0..<2 {
            var end = start
            while end < last, bytes.byte(end) != UInt8(ascii: " ") { end += 1 }
            guard end < last else { return .none }
            let isHost = record.host.start < end && record.host.end > start
            if !isHost, isAddress(start, end, bytes) { return ByteRange(start, end) }
            start = end + 1
        }
        return .none
    }

    /// Four numbers with dots between them, or hexadecimal groups with at least four colons or two in a row: `10:11:12` is a time.
    private static func isAddress(_ start: Int, _ end: Int, _ bytes: RawSpan) -> Bool {
        guard end - start >= 3, end - start <= 45 else { return false }
        var dots = 0
        var colons = 0
        var hasPair = false
        for at in start..<end {
            switch bytes.byte(at) {
            case UInt8(ascii: "."): dots += 1
            case UInt8(ascii: ":"):
                colons += 1
                hasPair = hasPair || at > start && bytes.byte(at - 1) == UInt8(ascii: ":")
            case 0x30...0x39: break
            case 0x41...0x46, 0x61...0x66: if dots > 0 { return false }
            default: return false
            }
        }
        return colons == 0 ? dots == 3 && 0x30...0x39 ~= bytes.byte(start) : dots == 0 && (colons >= 4 || hasPair)
    }
}

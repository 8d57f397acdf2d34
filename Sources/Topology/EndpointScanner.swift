import Bytes

/// Finds `a.b.c.d:port` in a line, where the port is one that servers listen on. The caller's own address is not given: the line's
/// first word, and what stands behind `client` or `from`.
struct EndpointScanner {
    /// Ports from here on are given to clients by the kernel.
    static let ephemeral: UInt16 = 32_768
    private var at: Int
    private let start: Int
    private let end: Int

    /// Looks at no more than 4 KiB.
    init(at start: Int, end: Int) { (at, self.start, self.end) = (start, start, min(end, start + 4096)) }

    /// The next endpoint; nil at the end. O(bytes passed).
    mutating func next(_ bytes: RawSpan) -> (address: UInt32, port: UInt16)? {
        while true {
            // An endpoint has a colon between two digits: nearly all lines are done after one vectorised search.
            let colon = Scan.first(UInt8(ascii: ":"), in: bytes, from: at, to: end)
            guard colon < end else { return nil }
            at = colon + 1
            guard colon - start >= 7, Self.isDigit(bytes.byte(colon - 1)), at < end, Self.isDigit(bytes.byte(at)) else {
                continue
            }
            guard let (address, first) = Self.address(before: colon, from: start, bytes),
                let (port, stop) = Self.port(at, end, bytes)
            else { continue }
            at = stop
            guard first > start, port < Self.ephemeral, !Self.isCaller(before: first, from: start, bytes) else {
                continue
            }
            return (address, port)
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

    private static func port(_ from: Int, _ end: Int, _ bytes: RawSpan) -> (UInt16, Int)? {
        var value = 0
        var index = from
        while index < end, isDigit(bytes.byte(index)), index - from < 6 {
            value = value * 10 + Int(bytes.byte(index)) - 48
            index += 1
        }
        // `10:00:00` is a time, `1.2.3.4:80:x` no endpoint.
        guard value > 0, value <= Int(UInt16.max), index == end || bytes.byte(index) != UInt8(ascii: ":") else {
            return nil
        }
        return (UInt16(value), index)
    }

    /// Reads four numbers backwards from the colon.
    private static func address(before colon: Int, from start: Int, _ bytes: RawSpan) -> (UInt32, Int)? {
        var parts: UInt32 = 0
        var index = colon
        for part in 0..<4 {
            var value: UInt32 = 0
            var scale: UInt32 = 1
            var digits = 0
            while index > start, isDigit(bytes.byte(index - 1)), digits < 4 {
                value += UInt32(bytes.byte(index - 1) - 48) * scale
                scale *= 10
                digits += 1
                index -= 1
            }
            guard digits > 0, digits < 4, value < 256 else { return nil }
            parts |= value << (8 * UInt32(part))
            if part < 3 {
                guard index > start, bytes.byte(index - 1) == UInt8(ascii: ".") else { return nil }
                index -= 1
            }
        }
        if index > start, bytes.byte(index - 1) == UInt8(ascii: ".") || isDigit(bytes.byte(index - 1)) { return nil }
        return (parts, index)
    }

    private static func isCaller(before first: Int, from start: Int, _ bytes: RawSpan) -> Bool {
        // Back over `: `, `="`, a blank; then the word.
        var stop = first
        while stop > start, !isWord(bytes.byte(stop - 1)), first - stop < 4 { stop -= 1 }
        var begin = stop
        while begin > start, isWord(bytes.byte(begin - 1)), stop - begin < 16 { begin -= 1 }
        for word: StaticString in [
            "client", "from", "peer", "rhost", "remote", "remote_addr", "src", "client_ip", "client_addr",
        ] {
            if Scan.equals(bytes, begin..<stop, word) { return true }
        }
        return false
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (byte >= 97 && byte <= 122) || (byte >= 65 && byte <= 90) || byte == UInt8(ascii: "_")
    }
}

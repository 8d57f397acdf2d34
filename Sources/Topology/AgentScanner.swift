import Bytes

/// Finds the program that asks in a line that tells of a request: a quoted `cache-warmer/1.2`, as access logs and JSON lines hold it.
enum AgentScanner {
    private static let quote = UInt8(ascii: "\""), slash = UInt8(ascii: "/")
    private static let longest = 64

    /// The first such name in lower case; nil where there is none. Looks at 4 KiB. O(bytes).
    static func name(in line: ByteRange, _ bytes: RawSpan) -> String? {
        let end = min(Int(line.end), Int(line.start) + 4096)
        var at = Int(line.start)
        while at < end {
            let mark = Scan.first(quote, in: bytes, from: at, to: end)
            guard mark < end else { return nil }
            at = mark + 1
            var stop = at
            while stop < end, stop - at <= longest, isNameByte(bytes.byte(stop)) { stop += 1 }
            guard stop - at >= 3, stop - at <= longest, stop + 1 < end, bytes.byte(stop) == slash,
                0x30...0x39 ~= bytes.byte(stop + 1), isLetter(bytes.byte(at))
            else { continue }
            return bytes.text(at..<stop).asciiLowercased()
        }
        return nil
    }

    private static func isLetter(_ byte: UInt8) -> Bool { byte | 32 >= 97 && byte | 32 <= 122 }
    private static func isNameByte(_ byte: UInt8) -> Bool {
        isLetter(byte) || 0x30...0x39 ~= byte || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }
}

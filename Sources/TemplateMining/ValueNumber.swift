import Bytes

/// A value read as a number, in the base unit of what it measures.
struct ValueNumber {
    /// What a number measures; the raw value is stored.
    enum Unit: UInt8, Sendable, Hashable {
        case none
        /// Durations are read as seconds.
        case seconds
        /// Sizes are read as bytes; a `k` is 1024.
        case bytes

        var name: String {
            switch self {
            case .none: ""
            case .seconds: "s"
            case .bytes: "B"
            }
        }
    }
    var value: Float
    var unit: Unit

    /// `17`, `-0.5`, `120ms`, `1.5GiB`; nil for anything else. O(bytes).
    init?(_ bytes: RawSpan, _ range: ByteRange) {
        var at = Int(range.start)
        var end = Int(range.end)
        while at < end, bytes.byte(at) == UInt8(ascii: "<") { at += 1 }
        while end > at, bytes.byte(end - 1) == UInt8(ascii: ">") { end -= 1 }
        guard at < end, end - at <= 24 else { return nil }
        var isNegative = false
        if bytes.byte(at) == UInt8(ascii: "-") || bytes.byte(at) == UInt8(ascii: "+") {
            isNegative = bytes.byte(at) == UInt8(ascii: "-")
            at += 1
        }
        var whole: Double = 0
        var scale: Double = 1
        var digits = 0
        var isFraction = false
        while at < end {
            let byte = bytes.byte(at)
            if byte.isDigit {
                digits += 1
                whole = whole * 10 + Double(byte &- 48)
                if isFraction { scale *= 10 }
            } else if byte == UInt8(ascii: "."), !isFraction {
                isFraction = true
            } else {
                break
            }
            at += 1
        }
        guard digits > 0 else { return nil }
        var factor: Double = 1
        unit = .none
        if at < end {
            guard let found = Self.units.first(where: { Self.equals(bytes, at, end, $0.name) }) else { return nil }
            (unit, factor) = (found.unit, found.factor)
        }
        value = Float((isNegative ? -whole : whole) / scale * factor)
    }

    /// What a word behind a number says that it measures: `ms`, `bytes`.
    static func unit(_ bytes: RawSpan, _ range: Range<Int>) -> (unit: Unit, factor: Double)? {
        units.first { equals(bytes, range.lowerBound, range.upperBound, $0.name) }.map { ($0.unit, $0.factor) }
    }

    private static let units: [(name: StaticString, unit: Unit, factor: Double)] = [
        ("ms", .seconds, 1e-3), ("s", .seconds, 1), ("us", .seconds, 1e-6), ("ns", .seconds, 1e-9),
        ("msec", .seconds, 1e-3),
        ("usec", .seconds, 1e-6), ("nsec", .seconds, 1e-9), ("sec", .seconds, 1), ("secs", .seconds, 1),
        ("seconds", .seconds, 1),
        ("min", .seconds, 60), ("mins", .seconds, 60), ("minutes", .seconds, 60), ("h", .seconds, 3600),
        ("hr", .seconds, 3600),
        ("hours", .seconds, 3600), ("d", .seconds, 86_400), ("days", .seconds, 86_400), ("b", .bytes, 1),
        ("bytes", .bytes, 1),
        ("k", .bytes, 1024), ("kb", .bytes, 1024), ("kib", .bytes, 1024), ("kbytes", .bytes, 1024),
        ("m", .bytes, 1_048_576),
        ("mb", .bytes, 1_048_576), ("mib", .bytes, 1_048_576), ("g", .bytes, 1_073_741_824),
        ("gb", .bytes, 1_073_741_824),
        ("gib", .bytes, 1_073_741_824), ("t", .bytes, 1_099_511_627_776), ("tb", .bytes, 1_099_511_627_776),
        ("tib", .bytes, 1_099_511_627_776),
    ]

    /// Equality without regard to the case of letters.
    private static func equals(_ bytes: RawSpan, _ start: Int, _ end: Int, _ text: StaticString) -> Bool {
        guard end - start == text.utf8CodeUnitCount else { return false }
        return text.withUTF8Buffer { literal in
            for at in literal.indices where bytes.byte(start + at) | 32 != literal[at] { return false }
            return true
        }
    }
}

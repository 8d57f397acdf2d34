import Bytes

/// What a variable position holds, as far as seen.
package enum VariableKind: UInt8, Sendable, Hashable, CaseIterable {
    /// Digits, with or without a sign.
    case integer
    /// Digits with a point.
    case decimal
    /// A number with a unit of time: `120ms`, `1.5s`.
    case duration
    /// A number with a unit of size: `12KB`, `1.2GiB`.
    case size
    /// An IPv4, IPv6 or hardware address.
    case address
    /// A file path or URL.
    case path
    /// Hexadecimal digits, a UUID, or letters mixed with digits.
    case id
    /// `true`, `false`, `null`.
    case flag
    /// Anything else without digits.
    case word
    /// Kinds that do not fit under one of the others.
    case mixed

    /// The name as shown.
    package var name: String {
        switch self {
        case .integer: "int"
        case .decimal: "decimal"
        case .duration: "duration"
        case .size: "size"
        case .address: "ip"
        case .path: "path"
        case .id: "id"
        case .flag: "flag"
        case .word: "word"
        case .mixed: "mixed"
        }
    }

    /// Whether values of this kind are numbers.
    package var isNumeric: Bool { self == .integer || self == .decimal || self == .duration || self == .size }

    /// The kind that covers both.
    package func joined(_ other: VariableKind) -> VariableKind {
        if self == other { return self }
        switch (self, other) {
        case (.integer, .decimal), (.decimal, .integer): return .decimal
        case (.integer, .id), (.id, .integer): return .id
        case (.integer, .duration), (.duration, .integer), (.decimal, .duration), (.duration, .decimal):
            return .duration
        case (.integer, .size), (.size, .integer), (.decimal, .size), (.size, .decimal): return .size
        case (.flag, .word), (.word, .flag): return .word
        default: return .mixed
        }
    }

    /// The kind of one value. O(bytes).
    package init(_ bytes: RawSpan, _ range: ByteRange) {
        var start = Int(range.start)
        var end = Int(range.end)
        while start < end, bytes.byte(start) == UInt8(ascii: "<") { start += 1 }
        while end > start, bytes.byte(end - 1) == UInt8(ascii: ">") { end -= 1 }
        guard start < end else {
            self = .word
            return
        }
        var digits = 0
        var letters = 0
        var dots = 0
        var colons = 0
        var hex = 0
        var slashes = 0
        var others = 0
        for at in start..<end {
            let byte = bytes.byte(at)
            if byte.isHexDigit { hex += 1 }
            if byte.isDigit {
                digits += 1
            } else if byte.isLetter {
                letters += 1
            } else if byte == UInt8(ascii: ".") {
                dots += 1
            } else if byte == UInt8(ascii: ":") {
                colons += 1
            } else if byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\") {
                slashes += 1
            } else {
                others += 1
            }
        }
        if slashes > 0 {
            self = .path
            return
        }
        let count = end - start
        let first = bytes.byte(start)
        let isSigned = others == 1 && (first == UInt8(ascii: "-") || first == UInt8(ascii: "+"))
        if digits == 0 {
            let isFlag =
                Self.equals(bytes, start, end, "true") || Self.equals(bytes, start, end, "false")
                || Self.equals(bytes, start, end, "null")
            self = isFlag ? .flag : .word
            return
        }
        if letters == 0, others == 0 || isSigned, colons == 0 {
            if dots == 0 {
                self = .integer
            } else if dots == 1 {
                self = .decimal
            } else {
                self = dots == 3 ? .address : .id
            }
            return
        }
        if colons >= 2, hex + colons + dots == count {
            self = .address
            return
        }
        // A number, then a unit.
        var at = start
        if isSigned { at += 1 }
        while at < end, bytes.byte(at).isDigit || bytes.byte(at) == UInt8(ascii: ".") { at += 1 }
        if at > start, digits + dots == at - start - (isSigned ? 1 : 0), letters == end - at {
            if Self.isOne(of: Self.durations, bytes, at, end) {
                self = .duration
                return
            }
            if Self.isOne(of: Self.sizes, bytes, at, end) {
                self = .size
                return
            }
        }
        self = .id
    }

    private static let durations: [StaticString] = [
        "ns", "us", "ms", "s", "m", "h", "d", "sec", "secs", "min", "mins", "hr", "msec", "usec", "nsec",
    ]
    private static let sizes: [StaticString] = [
        "b", "k", "m", "g", "t", "kb", "mb", "gb", "tb", "pb", "kib", "mib", "gib", "tib", "bytes", "kbytes",
    ]

    private static func isOne(of units: [StaticString], _ bytes: RawSpan, _ start: Int, _ end: Int) -> Bool {
        units.contains { equals(bytes, start, end, $0) }
    }

    /// Equality without regard to the case of letters.
    private static func equals(_ bytes: RawSpan, _ start: Int, _ end: Int, _ text: StaticString) -> Bool {
        guard end - start == text.utf8CodeUnitCount else { return false }
        return text.withUTF8Buffer { literal in
            for at in literal.indices where bytes.byte(start + at) | 32 != literal[at] { return false }
            return true
        }
    }
}

import Bytes

/// Units of size and time that come behind numbers.
enum Units {
    /// Whether the word is an abbreviated unit of size or time: as a number grows, its unit changes.
    static func isUnit(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Bool {
        guard end - start <= 4, end > start else { return false }
        let word = WordHash.tail(bytes, start, end - start) | 0x2020_2020 & (~0 >> UInt64(64 - 8 * (end - start)))
        return words.contains(word)
    }

    /// In lower case, as little-endian integers.
    private static let words: [UInt64] = [
        "b", "kb", "mb", "gb", "tb", "kib", "mib", "gib", "tib", "ns", "us", "ms", "s", "sec", "secs", "min", "mins",
        "hr",
        "hrs",
    ].map { (unit: String) in unit.utf8.reversed().reduce(0) { $0 << 8 | UInt64($1) } }

    /// End of `1.05 KB`, `10ms` or `1 sec`; nil when it is none.
    static func end(ofNumberWithUnit bytes: RawSpan, _ start: Int, _ last: Int) -> Int? {
        var at = start
        while at < last, bytes.byte(at).isDigit || bytes.byte(at) == UInt8(ascii: ".") { at += 1 }
        guard at > start else { return nil }
        if at < last, bytes.byte(at) == 32 { at += 1 }
        let unit = at
        while at < last, bytes.byte(at).isLetter { at += 1 }
        return isUnit(bytes, unit, at) ? at : nil
    }
}

/// Times of day and durations written with colons.
enum Times {
    /// End of `07:08`, `07:08:09`, `1:02:03.456` or `2026-11-24T17:00:11.9Z`, whose first word reaches from `start` to
    /// `end`; nil when it is none.
    static func end(_ bytes: RawSpan, _ start: Int, _ end: Int, _ last: Int) -> Int? {
        let isStamp = isDateAndHour(bytes, start, end)
        guard isStamp || end - start <= 2 && bytes.byte(start).isDigit && bytes.byte(end - 1).isDigit else {
            return nil
        }
        var at = end
        var groups = 1
        while groups < 3, at + 2 < last, bytes.byte(at) == UInt8(ascii: ":"), bytes.byte(at + 1).isDigit,
            bytes.byte(at + 2).isDigit
        {
            at += 3
            groups += 1
        }
        guard groups > 1 else { return nil }
        if at + 1 < last, bytes.byte(at) == UInt8(ascii: ".") || bytes.byte(at) == UInt8(ascii: ","),
            bytes.byte(at + 1).isDigit,
            groups == 3
        {
            var past = at + 1
            while past < last, bytes.byte(past).isDigit { past += 1 }
            at = past
        }
        if isStamp { return zone(bytes, at, last) }
        // A fourth group, a letter or a digit makes it something else.
        if at < last {
            let byte = bytes.byte(at)
            if byte.isDigit || byte.isLetter || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") { return nil }
            if byte == UInt8(ascii: ":"), at + 1 < last, bytes.byte(at + 1).isHexDigit { return nil }
        }
        return at
    }

    /// Past the zone behind a time stamp, if there is one.
    private static func zone(_ bytes: RawSpan, _ start: Int, _ last: Int) -> Int {
        guard start < last else { return start }
        let byte = bytes.byte(start)
        if byte == UInt8(ascii: "Z") { return start + 1 }
        guard byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-"), start + 2 < last, bytes.byte(start + 1).isDigit
        else {
            return start
        }
        var at = start + 1
        while at < last, at - start <= 5, bytes.byte(at).isDigit || bytes.byte(at) == UInt8(ascii: ":") { at += 1 }
        return at
    }

    /// `2026-11-24T17`.
    private static func isDateAndHour(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Bool {
        guard end - start == 13, bytes.byte(start + 4) == UInt8(ascii: "-"), bytes.byte(start + 7) == UInt8(ascii: "-"),
            bytes.byte(start + 10) == UInt8(ascii: "T")
        else { return false }
        for at in start..<end where at != start + 4 && at != start + 7 && at != start + 10 {
            if !bytes.byte(at).isDigit { return false }
        }
        return true
    }

    /// Whether the bytes are a time that is shown by its parts: `<*>:<*>:<*>`. Returns the number of parts.
    static func parts(_ bytes: RawSpan, _ range: Range<Int>) -> Int {
        var groups = 1
        var digits = 0
        for at in range {
            let byte = bytes.byte(at)
            if byte == UInt8(ascii: ":") {
                if digits == 0 || digits > 2 { return 1 }
                groups += 1
                digits = 0
            } else if byte.isDigit {
                digits += 1
            } else if byte == UInt8(ascii: ".") || byte == UInt8(ascii: ","), groups == 3, digits == 2 {
                digits = 0
            } else {
                return 1
            }
        }
        return groups <= 3 ? groups : 1
    }
}

/// Names of hosts.
enum HostName {
    /// Whether a word of lower-case letters, digits, dots and hyphens is a host's name: it has a port behind it and is
    /// not a source file's name, or it ends in a well-known top-level domain.
    static func matches(_ bytes: RawSpan, _ start: Int, _ end: Int, hasPort: Bool) -> Bool {
        var label = end
        while label > start, bytes.byte(label &- 1).isLower { label &-= 1 }
        guard label > start, label < end, end &- label <= 11, bytes.byte(label &- 1) == UInt8(ascii: ".") else {
            return false
        }
        let isKnown = end &- label >= 3 && isDomain(WordHash.tail(bytes, label, min(8, end &- label)))
        guard isKnown || hasPort || end &- label == 2 else { return false }
        var dots = 0
        var before = start
        for at in start..<label &- 1 {
            let byte = bytes.byte(at)
            if byte == UInt8(ascii: ".") {
                if bytes.byte(at &+ 1) == byte || at == start { return false }
                dots &+= 1
                before = at &+ 1
            } else if !byte.isLower, !byte.isDigit, byte != UInt8(ascii: "-") {
                return false
            }
        }
        if isKnown { return start < label &- 1 }
        guard dots >= 1 else { return false }
        if hasPort, end &- label >= 2, !isOne(of: suffixes, bytes, label..<end) { return true }
        // A country's domain below a second-level one: `example.ac.uk`.
        return end &- label == 2 && isOne(of: seconds, bytes, before..<label &- 1)
    }

    /// Whether the first eight bytes are those of a well-known top-level domain.
    @inline(__always)
    private static func isDomain(_ label: UInt64) -> Bool {
        switch label {
        case 0x6d_6f63, 0x74_656e, 0x67_726f, 0x75_6465, 0x76_6f67, 0x6c_696d: true  // com net org edu gov mil
        case 0x6f66_6e69, 0x7a_6962, 0x6e_616c, 0x6170_7261: true  // info biz lan arpa
        case 0x6c_6163_6f6c, 0x6d6f_646c_6163_6f6c, 0x6c61_6e72_6574_6e69: true  // local internal localdomain
        default: false
        }
    }

    private static let seconds: [StaticString] = ["com", "co", "net", "org", "edu", "ac", "gov", "or", "ne", "go"]
    private static let suffixes: [StaticString] = [
        "c", "cc", "cpp", "h", "hpp", "go", "rs", "py", "rb", "js", "ts", "java", "kt", "php", "pl", "lua", "sh",
        "swift", "ex",
        "erl", "cs", "scala", "log", "conf", "xml", "json", "yaml", "yml",
    ]

    private static func isOne(of words: [StaticString], _ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        for word in words where word.utf8CodeUnitCount == range.count && Scan.equals(bytes, range, word) { return true }
        return false
    }
}

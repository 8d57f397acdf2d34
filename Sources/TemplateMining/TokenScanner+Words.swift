import Bytes

/// Words with digits, slashes or bytes beyond ASCII.
extension TokenScanner {
    /// A word with bytes beyond ASCII: in scripts that write without blanks, and with particles, a value stands
    /// directly beside words, so each run of ASCII is a word of its own. Full-width punctuation delimits.
    mutating func wideWord(_ bytes: RawSpan, _ start: Int, _ end: Int) {
        var at = start
        while at < end, !isFull {
            if let width = Words.widePunctuation(bytes, at, end) {
                punctuate(bytes, at, at &+ width)
                at &+= width
                continue
            }
            let from = at
            let isWide = bytes.byte(at) >= 128
            var flags: UInt8 = 0
            while at < end, (bytes.byte(at) >= 128) == isWide {
                let byte = bytes.byte(at)
                if isWide {
                    if Words.widePunctuation(bytes, at, end) != nil { break }
                } else if byte.isDigit {
                    flags |= ByteClass.digit
                } else if byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\") {
                    flags |= ByteClass.slash
                }
                at &+= 1
            }
            if isWide || flags == 0 {
                constant(bytes, from, at)
            } else if flags & ByteClass.slash != 0 {
                slashWord(bytes, from, at, flags | ByteClass.lower)
            } else {
                digitWord(bytes, from, at, ByteClass.joiner)
            }
        }
    }

    mutating func slashWord(_ bytes: RawSpan, _ start: Int, _ whole: Int, _ flags: UInt8) {
        var end = whole
        while end > start &+ 1, isStop(bytes.byte(end &- 1)) { end &-= 1 }
        defer { if end < whole { punctuate(bytes, end, whole) } }
        switch Words.slashForm(bytes, start, end, flags, isAlone: end == limit || bytes.byte(end) == UInt8(ascii: ","))
        {
        case .path: variable(start, end)
        case .constant: constant(bytes, start, end)
        case .pieces:
            var from = start
            while from < end, !isFull {
                var to = from
                var hasDigit = false
                while to < end, bytes.byte(to) != UInt8(ascii: "/"), bytes.byte(to) != UInt8(ascii: "\\") {
                    if bytes.byte(to).isDigit { hasDigit = true }
                    to &+= 1
                }
                if to > from { if hasDigit { digitWord(bytes, from, to, flags) } else { constant(bytes, from, to) } }
                if to < end { punctuate(bytes.byte(to)) }
                from = to &+ 1
            }
        }
    }

    /// A word with digits and without slashes: cut at joiners, each piece judged by itself.
    mutating func digitWord(_ bytes: RawSpan, _ start: Int, _ whole: Int, _ flags: UInt8) {
        if flags & ByteClass.joiner == 0, bytes.byte(start).isDigit,
            bytes.byte(whole &- 1).isDigit || bytes.byte(whole &- 1).isLetter
        {
            // The most frequent form: a number, an address, an id. Nothing in it separates but a row of dots.
            if flags & ByteClass.punctuation == 0 || !Words.hasRowOfDots(bytes, start, whole) {
                if afterVariable, gap == Self.comma,
                    Words.isAddress(bytes, start, whole) && Words.endsInAddress(bytes, begin, start &- 1)
                        || Words.isThousands(bytes, start, whole) && isNumber(bytes, before: start &- 1)
                {
                    // The addresses of a request's proxies: `client,proxy` is as `client`. A number with its thousands set
                    // off and its unit: `1,023ms` is as `15ms`.
                    sink.extend(to: whole, isList: false)
                    reset(afterVariable: true)
                    return
                }
                variable(start, whole)
                return
            }
        }
        var end = whole
        while end > start, Words.isTrailing(bytes.byte(end &- 1)) { end &-= 1 }
        defer { if end < whole { punctuate(bytes, end, whole) } }
        if flags & ByteClass.joiner != 0, Words.isMail(bytes, start, end) {
            variable(start, end)
            return
        }
        var from = start
        while from < end, !isFull {
            var to = from
            var hasDigit = false
            while to < end {
                let byte = bytes.byte(to)
                if byte == UInt8(ascii: "."), to &+ 1 < end, bytes.byte(to &+ 1) == byte { break }
                if Words.isJoiner(byte), !(byte == UInt8(ascii: "+") && hasDigit && isVersion(bytes, from, to)) {
                    break
                }
                if byte.isDigit { hasDigit = true }
                to &+= 1
            }
            if to > from {
                if hasDigit { piece(bytes, from, to) } else { constant(bytes, from, to) }
            }
            if to < end {
                // A row of dots leads from a name to its value.
                repeat {
                    punctuate(bytes.byte(to))
                    to &+= 1
                } while to < end && bytes.byte(to) == UInt8(ascii: ".") && bytes.byte(to &- 1) == UInt8(ascii: ".")
            }
            from = to
        }
    }

    /// Whether what precedes a `+` begins like a version, which goes on behind it: `2.1.4+git7`.
    private func isVersion(_ bytes: RawSpan, _ from: Int, _ at: Int) -> Bool {
        guard bytes.byte(from).isDigit else { return false }
        for inner in from..<at where bytes.byte(inner) == UInt8(ascii: ".") { return true }
        return false
    }

    /// Whether a numbered name stands where a value does: alone between brackets or behind `=` (`(eth0)`, `dev=sda1`).
    private func isValue(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Bool {
        let before = bytes.byte(start &- 1)
        if before == UInt8(ascii: "=") { return true }
        guard end < limit else { return false }
        let after = bytes.byte(end)
        return before == UInt8(ascii: "(") && after == UInt8(ascii: ")")
            || before == UInt8(ascii: "[") && after == UInt8(ascii: "]")
    }

    private mutating func piece(_ bytes: RawSpan, _ start: Int, _ end: Int) {
        if Words.isNumbered(bytes, start, end) {
            let isListed = listed == start
            if let next = Words.numberedSuccessor(bytes, start, end, limit) {
                listed = next
                variable(start, end)
            } else if isListed || start > begin && isValue(bytes, start, end) {
                variable(start, end)
            } else {
                constant(bytes, start, end)
            }
        } else if let prefix = Words.prefix(bytes, start, end) {
            constant(bytes, start, prefix)
            punctuate(bytes.byte(prefix))
            variable(prefix &+ 1, end)
        } else {
            variable(start, end)
        }
    }
}

import Bytes

/// Receives the tokens of a message.
protocol TokenSink {
    /// A token; false when no more are wanted.
    mutating func token(_ start: Int, _ end: Int, word: UInt64, delimiter: UInt64, isVariable: Bool) -> Bool
    /// The last token, a variable, reaches on to `end`.
    mutating func extend(to end: Int, isList: Bool)
    /// The last token, a variable, takes in the one that stands behind it with nothing but blanks between.
    mutating func fold(from start: Int, to end: Int)
    /// The message is over; `delimiter` is the hash of what follows the last token.
    mutating func finish(delimiter: UInt64, end: Int)
}

/// Cuts a message into constant words and variables, in one pass.
///
/// A word is what stands between delimiters. A word without digits and slashes is constant (it may turn out to be a
/// variable later: that is the miner's work). What looks like a value is a variable at once: numbers, hexadecimal,
/// addresses, paths, ids, dates, booleans. Adjacent variables count as one. What separates two tokens is a part of
/// the signature; white space counts as one blank.
struct TokenScanner<Sink: TokenSink> {
    var sink: Sink
    /// Hash of the delimiters since the last token.
    var gap: UInt64 = 0
    /// The gap holds nothing but white space.
    private var gapIsBlank = true
    private var gapEndsInSpace = false
    /// The gap holds nothing but blanks and separators of lists.
    private var gapIsList = true
    /// The gap before the last variable.
    private var listGap: UInt64 = 0
    var afterVariable = false
    /// The token before the last one was a variable.
    private var beforeVariable = false
    /// Where a `<` stands that a variable behind it takes along, and the gap before it.
    private var angle = -1
    private var gapBeforeAngle: UInt64 = 0
    private var blankBeforeAngle = true
    var isFull = false
    /// Where a numbered word begins that belongs to a list of such words.
    var listed = -1
    var limit = 0
    /// Where the message begins.
    var begin = 0
    /// The gap that is one comma.
    static var comma: UInt64 { (UInt64(UInt8(ascii: ",")) &+ 1) &* 0x0100_0000_01b3 }

    init(sink: Sink) { self.sink = sink }

    @inline(__always)
    mutating func scan(_ bytes: RawSpan, from: Int, to: Int, maximum: Int, _ classes: Span<UInt8>) {
        var end = to
        while end > from, bytes.byte(end &- 1).isSpace { end &-= 1 }
        var at = from
        while at < end, bytes.byte(at).isSpace { at &+= 1 }
        let last = min(end, from &+ maximum)
        limit = last
        begin = from
        while at < last, !isFull {
            let byte = bytes.byte(at)
            var flags = classes[unchecked: Int(byte)]
            if flags & ByteClass.delimiter != 0 {
                // Most of them are blanks.
                if byte.isSpace {
                    blank()
                    at &+= 1
                    continue
                }
                if byte == UInt8(ascii: ":"), at &+ 2 < last, bytes.byte(at &+ 1) == byte,
                    let past = leadingAddress(bytes, at, last)
                {
                    at = past
                    continue
                }
                if byte == UInt8(ascii: "(") || byte == UInt8(ascii: "<"), at &+ 2 < last, bytes.byte(at &+ 1).isDigit,
                    let past = bracketedNumber(bytes, at, last)
                {
                    at = past
                    continue
                }
                separate(byte, at, bytes, from)
                at &+= 1
                if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'"), at &+ 1 < last,
                    at &- 1 == from || classes[unchecked: Int(bytes.byte(at &- 2))] & ByteClass.delimiter != 0
                {
                    at = quoted(bytes, byte, at, from, last)
                } else if byte == UInt8(ascii: "("), at &+ 4 < last, bytes.byte(at).isLetter,
                    at == from &+ 1 || bytes.byte(at &- 2) == 32, let past = Quoted.end(ofRemark: bytes, at, last)
                {
                    constant(bytes, at, past)
                    at = past
                }
                continue
            }
            var next = at &+ 1
            while next < last {
                let more = classes[unchecked: Int(bytes.byte(next))]
                if more & ByteClass.delimiter != 0 { break }
                flags |= more
                next &+= 1
            }
            if next < last, bytes.byte(next) == UInt8(ascii: ":"), let past = colonWord(bytes, at, next, flags, last) {
                at = past
            } else if flags & (ByteClass.digit | ByteClass.slash | ByteClass.wide) == 0 {
                plainWord(bytes, at, next, flags, last)
                at = next
            } else if flags == ByteClass.digit {
                if gap == Self.comma, afterVariable, isNumber(bytes, before: at &- 1) {
                    // `0,2` is as `0`: one list, or one number with its thousands set off.
                    sink.extend(to: next, isList: false)
                    reset(afterVariable: true)
                } else {
                    variable(at, next)
                }
                at = next
            } else {
                // A request's target goes on behind its `?key=`.
                if byte == UInt8(ascii: "/"), next < last, bytes.byte(next) == UInt8(ascii: "=") {
                    next = Words.end(ofTarget: bytes, at, next, last)
                }
                at = complexWord(bytes, at, next, flags)
            }
        }
        if at < end { emit(at, end, WordHash.variable, true) }
        sink.finish(delimiter: gap, end: end)
    }

    /// Whether nothing but digits stands between `end` and what separates them from the word before.
    @inline(never)
    func isNumber(_ bytes: RawSpan, before end: Int) -> Bool {
        var at = end
        while at > begin, bytes.byte(at &- 1).isDigit { at &-= 1 }
        guard at < end else { return false }
        guard at > begin else { return true }
        let byte = bytes.byte(at &- 1)
        return byte.isSpace || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "=") || byte == UInt8(ascii: "[")
            || byte == UInt8(ascii: "(")
    }

    // MARK: Gaps

    /// White space counts as one blank.
    @inline(__always)
    private mutating func blank() {
        guard !gapEndsInSpace else { return }
        gap = (gap &+ 33) &* 0x0100_0000_01b3
        gapEndsInSpace = true
    }

    @inline(__always)
    private mutating func separate(_ byte: UInt8, _ at: Int, _ bytes: RawSpan, _ from: Int) {
        switch byte {
        case UInt8(ascii: ">"):
            // A variable takes the angle brackets that touch it.
            if afterVariable, gap == 0 {
                sink.extend(to: at &+ 1, isList: false)
                return
            }
        case UInt8(ascii: "<"):
            (angle, gapBeforeAngle, blankBeforeAngle) = (at, gap, gapIsBlank)
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
            // An empty pair of brackets has the shape of a filled one, unless it is a call: `close()`.
            if at &- from >= 2, isOpening(bytes.byte(at &- 1), byte), bytes.byte(at &- 2).isSpace {
                emit(at, at, WordHash.variable, true)
            }
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            // An empty pair of quotes has the shape of a filled one.
            if at > from, bytes.byte(at &- 1) == byte, isEmptyQuote(bytes, at, from) {
                emit(at, at, WordHash.variable, true)
            }
        default: break
        }
        punctuate(byte)
    }

    /// Whether the quote at `at`, right behind another, closes a value that is empty: `name=""`, `said ''`.
    @inline(never)
    private func isEmptyQuote(_ bytes: RawSpan, _ at: Int, _ from: Int) -> Bool {
        if at &- from >= 2 {
            let before = bytes.byte(at &- 2)
            guard before.isSpace || before == UInt8(ascii: "=") || before == UInt8(ascii: "(") else { return false }
        }
        guard at &+ 1 < limit else { return true }
        let after = bytes.byte(at &+ 1)
        return after.isSpace || after == UInt8(ascii: ",") || after == UInt8(ascii: ")") || after == UInt8(ascii: ";")
    }

    @inline(__always)
    private func isOpening(_ open: UInt8, _ close: UInt8) -> Bool {
        close == UInt8(ascii: ")") ? open == UInt8(ascii: "(") : open == close &- 2
    }

    @inline(__always)
    mutating func punctuate(_ byte: UInt8) {
        gap = (gap &+ UInt64(byte) &+ 1) &* 0x0100_0000_01b3
        gapIsBlank = false
        gapEndsInSpace = false
        if byte != UInt8(ascii: ","), byte != UInt8(ascii: ";"), byte != UInt8(ascii: "#"), byte != UInt8(ascii: "|") {
            gapIsList = false
        }
    }

    mutating func punctuate(_ bytes: RawSpan, _ from: Int, _ to: Int) {
        for at in from..<to { punctuate(bytes.byte(at)) }
    }

    /// `(1.05 KB)` behind a number repeats that number and comes and goes with its size: it is passed over.
    /// `<1 sec` is one value. Returns where to go on, nil when it is neither.
    @inline(never)
    private mutating func bracketedNumber(_ bytes: RawSpan, _ at: Int, _ last: Int) -> Int? {
        guard let past = Units.end(ofNumberWithUnit: bytes, at &+ 1, last) else { return nil }
        if bytes.byte(at) == UInt8(ascii: "(") {
            guard afterVariable || beforeVariable, past < last, bytes.byte(past) == UInt8(ascii: ")"),
                bytes.byte(past &- 1) | 32 == UInt8(ascii: "b")
            else {
                return nil
            }
            return past &+ 1
        }
        guard past == last || bytes.byte(past) != UInt8(ascii: ">") else { return nil }
        variable(at, past)
        return past
    }

    // MARK: Tokens

    @inline(__always)
    private mutating func emit(_ start: Int, _ end: Int, _ word: UInt64, _ isVariable: Bool) {
        var start = start
        if isVariable {
            if angle >= 0, angle &+ 1 == start { (start, gap, gapIsBlank) = (angle, gapBeforeAngle, blankBeforeAngle) }
            if afterVariable, gapIsBlank {
                sink.fold(from: start, to: end)
                reset(afterVariable: true)
                return
            }
            // From its third element on, a list of values does not change the shape: `1,2,3` is as `1,2`.
            if afterVariable, beforeVariable, gap == listGap, gapIsList {
                sink.extend(to: end, isList: true)
                reset(afterVariable: true)
                return
            }
            listGap = gap
        }
        if !sink.token(start, end, word: word, delimiter: gap, isVariable: isVariable) { isFull = true }
        beforeVariable = afterVariable
        reset(afterVariable: isVariable)
    }

    @inline(__always)
    mutating func reset(afterVariable: Bool) {
        gap = 0
        gapIsBlank = true
        gapIsList = true
        gapEndsInSpace = false
        self.afterVariable = afterVariable
        angle = -1
    }

    @inline(__always)
    mutating func constant(_ bytes: RawSpan, _ start: Int, _ end: Int) {
        emit(start, end, WordHash.hash(bytes, start, end), false)
    }

    @inline(__always)
    mutating func variable(_ start: Int, _ end: Int) { emit(start, end, WordHash.variable, true) }

    /// What a quote at `at - 1` opens, where it is one value or one name as a whole. Returns where to go on.
    @inline(never)
    private mutating func quoted(_ bytes: RawSpan, _ quote: UInt8, _ at: Int, _ from: Int, _ last: Int) -> Int {
        if quote == UInt8(ascii: "\""), let past = Quoted.end(ofValue: bytes, at, last) {
            variable(at, past)
            return past
        }
        let place = Quoted.place(bytes, at &- 1, from)
        guard place != .none else { return at }
        switch Quoted.name(bytes, quote, at, last, place) {
        case .none: return at
        case .value(let past):
            variable(at, past)
            return past
        case .words(let past):
            constant(bytes, at, past)
            return past
        }
    }

    // MARK: Words

    /// A word without digits, slashes and bytes beyond ASCII.
    @inline(__always)
    private mutating func plainWord(_ bytes: RawSpan, _ start: Int, _ end: Int, _ flags: UInt8, _ last: Int) {
        var end = end
        let whole = end
        if flags & ByteClass.punctuation != 0 {
            while end > start &+ 1, isStop(bytes.byte(end &- 1)) { end &-= 1 }
            if end == start &+ 1, isStop(bytes.byte(start)) { end = whole }
        }
        let count = end &- start
        if flags & ByteClass.punctuation != 0, count >= 6, flags & ByteClass.lower != 0,
            HostName.matches(bytes, start, end, hasPort: false)
        {
            variable(start, end)
        } else if count >= 3, flags & ByteClass.letter != 0, ValueWord.matches(bytes, start, end, within: begin, last) {
            variable(start, end)
        } else if !gapIsBlank, count <= 3, count >= 2, Answer.matches(bytes, start, end, within: begin, last) {
            variable(start, end)
        } else {
            constant(bytes, start, end)
        }
        if end < whole { punctuate(bytes, end, whole) }
    }

    @inline(__always)
    func isStop(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ".") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?")
    }

    /// A word before a colon: a scheme, a drive letter, or the beginning of an address. Nil when it is none of these.
    @inline(never)
    private mutating func colonWord(_ bytes: RawSpan, _ start: Int, _ end: Int, _ flags: UInt8, _ last: Int) -> Int? {
        if end &+ 2 < last, bytes.byte(end &+ 1) == UInt8(ascii: "/"), bytes.byte(end &+ 2) == UInt8(ascii: "/"),
            flags & ByteClass.letter != 0, flags & ByteClass.wide == 0
        {
            constant(bytes, start, end)
            punctuate(bytes, end, end &+ 3)
            return address(bytes, end &+ 3, last)
        }
        if flags & ByteClass.slash != 0 {
            guard Words.isLongPathDrive(bytes, start, end, last) else { return nil }
            let past = Words.end(ofPath: bytes, start, end &+ 1, within: begin, last)
            variable(start, past)
            return past
        }
        if end &- start == 1, flags & ByteClass.letter != 0, end &+ 1 < last {
            let next = bytes.byte(end &+ 1)
            if next == UInt8(ascii: "\\") || next == UInt8(ascii: "/") {
                let past = Words.end(ofPath: bytes, start, end &+ 1, within: begin, last)
                variable(start, past)
                return past
            }
        }
        if flags & ByteClass.digit != 0, let past = Times.end(bytes, start, end, last) {
            variable(start, past)
            return past
        }
        if flags & (ByteClass.punctuation | ByteClass.lower) == ByteClass.punctuation | ByteClass.lower,
            flags & ~(ByteClass.punctuation | ByteClass.lower | ByteClass.digit) == 0, end &+ 1 < last,
            bytes.byte(end &+ 1).isDigit, HostName.matches(bytes, start, end, hasPort: true)
        {
            variable(start, end)
            return end
        }
        if flags & ByteClass.digit != 0 || end &- start <= 4, bytes.byte(start).isHexDigit,
            var past = Words.end(ofHexAddress: bytes, start, last)
        {
            if past &+ 1 < last, bytes.byte(past) == UInt8(ascii: "%") { past = Words.end(ofZone: bytes, past, last) }
            variable(start, past)
            return past
        }
        return nil
    }

    /// `::1`, `::ffff:10.0.0.1`: an address that begins with colons, behind a blank, a quote or a bracket. Returns where to go on.
    @inline(never)
    private mutating func leadingAddress(_ bytes: RawSpan, _ start: Int, _ last: Int) -> Int? {
        guard start == begin || Self.isOpen(bytes.byte(start &- 1)) else { return nil }
        var at = start &+ 2
        var isAddress = false
        while at < last {
            let byte = bytes.byte(at)
            guard byte.isHexDigit || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".") else { break }
            if byte.isDigit || byte == UInt8(ascii: ":") { isAddress = true }
            at &+= 1
        }
        while at > start, bytes.byte(at &- 1) == UInt8(ascii: ".") || bytes.byte(at &- 1) == UInt8(ascii: ":") {
            at &-= 1
        }
        guard isAddress, at > start &+ 2, at == last || !bytes.byte(at).isLetter && bytes.byte(at) != UInt8(ascii: "_")
        else {
            return nil
        }
        variable(start, at)
        return at
    }

    /// Whether a value can begin behind a byte.
    private static func isOpen(_ byte: UInt8) -> Bool {
        byte.isSpace || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "[")
            || byte == UInt8(ascii: "(") || byte == UInt8(ascii: "=") || byte == UInt8(ascii: ",")
    }

    /// What follows `scheme://`: host and port are cut as usual, a host with a path is one token.
    private mutating func address(_ bytes: RawSpan, _ start: Int, _ last: Int) -> Int {
        let past = Words.end(ofURL: bytes, start, last)
        guard past > start else { return start }
        var hasPath = false
        var hasDigit = false
        for at in start..<past {
            let byte = bytes.byte(at)
            if byte == UInt8(ascii: "/"), at &+ 1 < past { hasPath = true }
            if byte.isDigit { hasDigit = true }
        }
        guard hasPath else { return start }
        if hasDigit { variable(start, past) } else { constant(bytes, start, past) }
        return past
    }

    /// A word with digits, slashes or bytes beyond ASCII. Returns where to go on.
    @inline(never)
    private mutating func complexWord(_ bytes: RawSpan, _ start: Int, _ end: Int, _ flags: UInt8) -> Int {
        if flags & ByteClass.wide != 0 {
            if bytes.byte(start).isHexDigit, Words.isWideValue(bytes, start, end) {
                variable(start, end)
            } else {
                wideWord(bytes, start, end)
            }
        } else if flags & ByteClass.slash != 0 {
            slashWord(bytes, start, end, flags)
        } else if bytes.byte(start) == UInt8(ascii: "#"), Words.isEscapedSpace(bytes, start, end) {
            blank()
            return start &+ 4
        } else if start == begin, MessageCode.matches(bytes, start, end, limit) {
            constant(bytes, start, end)
        } else {
            digitWord(bytes, start, end, flags)
        }
        return end
    }
}

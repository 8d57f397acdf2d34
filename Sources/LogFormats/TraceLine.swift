import Bytes
import Model

/// What a line that a frame carries (the journal, CRI, Docker, compose) is to a trace, by its text alone. Which record it belongs to
/// `TraceLanes` says, that knows what stood before.
enum TraceLine {
    /// Which program writes the trace: it decides what may stand in it without a mark of its own.
    enum Kind: UInt8, Sendable {
        case general, python, go, node, rust, sanitizer
        /// A line of `=`, below which a sanitizer's report may begin.
        case rule
    }

    enum Role: Sendable, Hashable {
        /// Text as any other.
        case none
        case blank
        /// Indented, or otherwise no beginning of a message: more a continuation than not.
        case weak
        /// A line that only the inside of a trace has.
        case inside
        /// `During handling of the above exception`: another trace follows.
        case chained
        /// What may be a trace's last line: `ValueError: boom`, `main.main()`.
        case end
        /// The first line of a trace, below the message that reports it or alone.
        case start(Kind)
        /// The message of a crash itself, with its trace below: a record in any case.
        case header(Kind)
    }

    /// Whether a line may be anything but text. Nearly all lines leave at their first byte or word. O(first word).
    @inline(__always)
    static func isLikely(_ c: Cursor, _ bytes: RawSpan) -> Bool {
        let first = c.peek(bytes)
        if Byte.isUpper(first), !mayLead(first) { return false }
        return slowly(c, bytes)
    }

    /// `isLikely` for a text in syslog, where an indent or the beginnings of marks decide first: nearly all lines leave at their first eight bytes.
    @inline(__always)
    static func isLikelyInSyslog(_ record: Record, _ bytes: RawSpan) -> Bool {
        let (from, to) = (Int(record.message.start), Int(record.message.end))
        guard from > Int(record.line.start) &+ 1, from < to else { return false }
        let first = bytes.byte(from)
        let isIndented = bytes.byte(from &- 1) == 9 || Byte.isSpace(bytes.byte(from &- 2))
        guard isIndented || !Byte.isLetter(first) && !Byte.isDigit(first) || mayBegin(Word.lower(bytes, from, to))
        else {
            return false
        }
        return isLikely(syslogText(record, bytes), bytes)
    }

    /// Whether the first eight bytes of a text, in small letters, may be a mark's: a dot among them stands in an exception's full name.
    @inline(__always)
    private static func mayBegin(_ word: UInt64) -> Bool {
        let dots = word ^ 0x2e2e_2e2e_2e2e_2e2e
        if (dots &- 0x0101_0101_0101_0101) & ~dots & 0x8080_8080_8080_8080 != 0 { return true }
        switch word {
        case Word.of("tracebac"), Word.of("the abov"), Word.of("during h"), Word.of("caused b"), Word.of("suppress"),
            Word.of("stack tr"), Word.of("stack ba"), Word.of("unhandle"), Word.of("uncaught"), Word.of("exceptio"),
            Word.of("php fata"), Word.of("fatal er"), Word.of("goroutin"), Word.of("thread '"), Word.of("note: ru"),
            Word.of("note: so"):
            return true
        default:
            return word & 0xff_ffff == Word.of("at ") || word & 0xff_ffff_ffff == Word.of("from ")
                || word & 0xffff_ffff_ffff == Word.of("panic:")
        }
    }

    /// What a program wrote behind the tag of its syslog line, the indent included: all but one of the blanks before it.
    @inline(__always)
    static func syslogText(_ record: Record, _ bytes: RawSpan) -> Cursor {
        var from = Int(record.message.start)
        while from > Int(record.line.start), Byte.isSpace(bytes.byte(from &- 1)) { from &-= 1 }
        return Cursor(min(from &+ 1, Int(record.message.start)), Int(record.message.end))
    }

    /// Capitals with which a mark of a trace begins.
    @inline(__always)
    private static func mayLead(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "C"), UInt8(ascii: "S"), UInt8(ascii: "T"), UInt8(ascii: "D"), UInt8(ascii: "U"),
            UInt8(ascii: "E"), UInt8(ascii: "P"), UInt8(ascii: "F"):
            true
        default: false
        }
    }

    @inline(never)
    private static func slowly(_ c: Cursor, _ bytes: RawSpan) -> Bool {
        switch role(c, bytes) {
        case .none, .end: false
        default: true
        }
    }

    /// The role of a frame's text; `\t` of a JSON string is an indent too. O(first words).
    static func role(_ line: Cursor, _ bytes: RawSpan) -> Role {
        var c = line
        while c.left > 0 {
            if Byte.isSpace(bytes.byte(c.at)) || bytes.byte(c.at) == 13 {
                c.at &+= 1
            } else if bytes.byte(c.at) == UInt8(ascii: "\\"), c.peek(bytes, 1) == UInt8(ascii: "t") {
                c.at &+= 2
            } else if bytes.byte(c.at) == UInt8(ascii: "#"), Scan.starts(bytes, at: c.at, end: c.end, with: "#011") {
                // A tab as rsyslog writes it.
                c.at &+= 4
            } else {
                break
            }
        }
        if c.left == 0 { return .blank }
        if c.at == line.at { return mark(c, bytes) }
        if isFrame(c, bytes) { return .inside }
        // Programs set off what they print with one blank (` * Running on ...`).
        let isSetOff = c.at == line.at &+ 1 && bytes.byte(line.at) == 32
        return isSetOff && !Scan.starts(bytes, at: c.at, end: c.end, with: "---> ") ? .none : .weak
    }

    /// Whether what stands behind an indent is a trace's and not any text's.
    private static func isFrame(_ c: Cursor, _ bytes: RawSpan) -> Bool {
        switch mark(c, bytes) {
        case .inside, .chained, .start: return true
        default: break
        }
        switch c.peek(bytes) {
        case UInt8(ascii: "F"): return Scan.starts(bytes, at: c.at, end: c.end, with: "File \"")
        case UInt8(ascii: "f"): return Scan.starts(bytes, at: c.at, end: c.end, with: "from ") && isRubyFrame(c, bytes)
        case UInt8(ascii: "<"), UInt8(ascii: "?"): return isKernelFrame(c, bytes)
        default: return isKernelFrame(c, bytes) || isNumbered(c, bytes)
        }
    }

    /// `do_syscall_64+0x5c/0x90`, `? exc_page_fault+0x37/0x90`, `<TASK>`.
    private static func isKernelFrame(_ c: Cursor, _ bytes: RawSpan) -> Bool {
        if Scan.starts(bytes, at: c.at, end: c.end, with: "<TASK>")
            || Scan.starts(bytes, at: c.at, end: c.end, with: "</TASK>")
        {
            return true
        }
        guard let plus = c.find(UInt8(ascii: "+"), bytes, limit: 100),
            Scan.starts(bytes, at: plus, end: c.end, with: "+0x")
        else { return false }
        let rest = Cursor(plus &+ 3, c.end)
        guard let slash = rest.find(UInt8(ascii: "/"), bytes, limit: 12) else { return false }
        return Scan.starts(bytes, at: slash, end: c.end, with: "/0x")
    }

    /// `3: core::panicking::panic_fmt`, a frame of Rust.
    private static func isNumbered(_ c: Cursor, _ bytes: RawSpan) -> Bool {
        let digits = c.digitCount(bytes, limit: 5)
        return digits > 0 && digits < 5 && c.peek(bytes, digits) == UInt8(ascii: ":")
            && c.peek(bytes, digits &+ 1) == 32
    }

    /// The role of a text without an indent.
    private static func mark(_ c: Cursor, _ bytes: RawSpan) -> Role {
        func starts(_ text: StaticString) -> Bool { Scan.starts(bytes, at: c.at, end: c.end, with: text) }
        switch c.peek(bytes) {
        case UInt8(ascii: "T"):
            if starts("Traceback (most recent call last)") { return .start(.python) }
            if starts("The above exception was") { return .chained }
        case UInt8(ascii: "D"): if starts("During handling of the above exception") { return .chained }
        case UInt8(ascii: "U"):
            if starts("Unhandled exception") || starts("Unhandled Exception") || starts("Uncaught ") {
                return .header(.general)
            }
        case UInt8(ascii: "E"): if starts("Exception in thread \"") { return .header(.general) }
        case UInt8(ascii: "P"): if starts("PHP Fatal error: ") { return .header(.general) }
        case UInt8(ascii: "F"): if starts("Fatal error: Uncaught ") { return .header(.general) }
        case UInt8(ascii: "p"): if starts("panic: ") { return .header(.go) }
        case UInt8(ascii: "f"): if starts("fatal error: ") { return .header(.go) }
        case UInt8(ascii: "t"):
            if starts("thread '"), let quote = Cursor(c.at &+ 8, c.end).find(UInt8(ascii: "'"), bytes, limit: 80) {
                var next = Cursor(quote &+ 1, c.end)
                // Newer ones name the thread's number: `thread 'main' (4711) panicked at`.
                if next.take(" (", bytes), next.number(bytes) != nil, !next.take(UInt8(ascii: ")"), bytes) {
                    return .none
                }
                if Scan.starts(bytes, at: next.at, end: next.end, with: " panicked at ") { return .header(.rust) }
            }
        case UInt8(ascii: "="): return ruled(c, bytes)
        case UInt8(ascii: "#"):
            guard Continuation.looksLike(c, bytes) else { return .none }
            return isFrameNumber(c, bytes) ? .inside : .weak
        case UInt8(ascii: "."):
            guard Continuation.looksLike(c, bytes) else { return .none }
            return Byte.isDigit(c.peek(bytes, 4)) ? .inside : .weak
        case UInt8(ascii: "\""): return Continuation.looksLike(c, bytes) ? .weak : .none
        default: break
        }
        if Continuation.looksLike(c, bytes) { return .inside }
        let first = c.peek(bytes)
        guard Byte.isLetter(first) || first == UInt8(ascii: "/") else { return .none }
        return worded(c, bytes)
    }

    /// What the first word shows: a place in a source, an exception's name.
    private static func worded(_ c: Cursor, _ bytes: RawSpan) -> Role {
        let limit = min(c.end, c.at &+ 200)
        var word = c.at
        while word < limit, bytes.byte(word) > 32, bytes.byte(word) < 127 { word &+= 1 }
        guard word > c.at, word == c.end || word < limit else { return .none }
        // Nearly all texts leave here: their first word ends as none of these does.
        let last = bytes.byte(word &- 1)
        guard
            word == c.end || last == UInt8(ascii: ":") || last == UInt8(ascii: "n")
                || bytes.byte(c.end &- 1) == UInt8(ascii: ")") || c.peek(bytes) == UInt8(ascii: "e")
                || c.peek(bytes) == UInt8(ascii: "c")
        else { return .none }
        if word == c.end, isScriptPlace(c, bytes) { return .header(.node) }
        if isRubyFrame(c, bytes) {
            // `app.rb:3:in 'add': boom (RuntimeError)` tells what came to pass, a frame only where.
            return bytes.byte(c.end &- 1) == UInt8(ascii: ")") ? .header(.general) : .inside
        }
        if Byte.isLower(c.peek(bytes)), Continuation.isTraceLine(c, bytes) { return .start(.general) }
        return Continuation.endsTrace(c, bytes) ? .end : .none
    }

    /// `app/cart.rb:12:in 'add'` with either mark before the name.
    private static func isRubyFrame(_ line: Cursor, _ bytes: RawSpan) -> Bool {
        var c = line
        if c.take("from ", bytes) { c.skipSpaces(bytes) }
        return Continuation.isRubyFrame(c, bytes)
    }

    /// `/app/cart.js:12`, `file:///app/cart.mjs:12`, `node:internal/process/promises:288`, and nothing else: where Node.js stopped.
    private static func isScriptPlace(_ c: Cursor, _ bytes: RawSpan) -> Bool {
        guard
            c.peek(bytes) == UInt8(ascii: "/") || Scan.starts(bytes, at: c.at, end: c.end, with: "file:///")
                || Scan.starts(bytes, at: c.at, end: c.end, with: "node:internal/")
        else { return false }
        var index = c.end
        while index > c.at, Byte.isDigit(bytes.byte(index &- 1)) { index &-= 1 }
        guard index < c.end, index &- c.at > 6, bytes.byte(index &- 1) == UInt8(ascii: ":") else { return false }
        index &-= 1
        return c.peek(bytes) == UInt8(ascii: "n")
            || bytes.byte(index &- 1) == UInt8(ascii: "s")
                && Scan.starts(bytes, at: index &- 3, end: index, with: ".js")
            || Scan.starts(bytes, at: index &- 3, end: index, with: ".ts")
            || Scan.starts(bytes, at: index &- 4, end: index, with: ".mjs")
            || Scan.starts(bytes, at: index &- 4, end: index, with: ".cjs")
    }

    /// `#0 /srv/x.php(20): add()`, `#1 {main}`, `#2 0x7f12 in main`, and not `#12 is done`.
    private static func isFrameNumber(_ c: Cursor, _ bytes: RawSpan) -> Bool {
        var next = Cursor(c.at &+ 1, c.end)
        guard next.number(bytes) != nil else { return false }
        next.skipSpaces(bytes)
        return next.peek(bytes) == UInt8(ascii: "{") || Scan.starts(bytes, at: next.at, end: next.end, with: "0x")
            || next.find(UInt8(ascii: "("), bytes, limit: 200) != nil
    }

    /// `=====`, `==4711==ERROR: AddressSanitizer: ...`.
    private static func ruled(_ line: Cursor, _ bytes: RawSpan) -> Role {
        var c = line
        guard c.take("==", bytes) else { return .none }
        if c.number(bytes) != nil {
            guard c.take("==", bytes) else { return .none }
            return c.take("ERROR: ", bytes) || c.take("WARNING: ", bytes) ? .header(.sanitizer) : .none
        }
        guard line.left >= 30 else { return .none }
        for index in line.at..<line.end where bytes.byte(index) != UInt8(ascii: "=") { return .none }
        return .header(.rule)
    }
}

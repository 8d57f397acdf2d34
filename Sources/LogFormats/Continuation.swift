import Bytes
import Model

/// Lines that go on with the record before them: stack traces and what programs print indented.
enum Continuation {
    /// Whether a line without a header looks like a part of the record before it: indented, or a line that only stack
    /// traces have (Java, Python, Go, Node, .NET, Ruby, Rust, C++ sanitizers).
    static func looksLike(_ c: Cursor, _ bytes: RawSpan) -> Bool {
        let first = c.peek(bytes)
        switch first {
        case 32, 9: return true
        case UInt8(ascii: "A"): return isScriptPlace(c, bytes)
        case UInt8(ascii: "L"): return Scan.starts(bytes, at: c.at, end: c.end, with: "Line |") && c.left < 8
        case UInt8(ascii: "C"): return Scan.starts(bytes, at: c.at, end: c.end, with: "Caused by: ")
        case UInt8(ascii: "S"):
            return Scan.starts(bytes, at: c.at, end: c.end, with: "Suppressed: ")
                || Scan.starts(bytes, at: c.at, end: c.end, with: "Stack trace:")
        case UInt8(ascii: "T"):
            return Scan.starts(bytes, at: c.at, end: c.end, with: "Traceback (most recent call last)")
        case UInt8(ascii: "D"):
            return Scan.starts(bytes, at: c.at, end: c.end, with: "During handling of the above exception")
                || Scan.starts(bytes, at: c.at, end: c.end, with: "The above exception was")
        case UInt8(ascii: "a"): return Scan.starts(bytes, at: c.at, end: c.end, with: "at ") && frame(c, bytes)
        case UInt8(ascii: "."): return Scan.starts(bytes, at: c.at, end: c.end, with: "... ")
        case UInt8(ascii: "g"): return goroutine(c, bytes)
        case UInt8(ascii: "s"):
            return Scan.starts(bytes, at: c.at, end: c.end, with: "stack backtrace:")
                || Scan.starts(bytes, at: c.at, end: c.end, with: "stack traceback:")
        case UInt8(ascii: "n"):
            return Scan.starts(bytes, at: c.at, end: c.end, with: "note: run with `RUST_BACKTRACE")
                || Scan.starts(bytes, at: c.at, end: c.end, with: "note: Some details are omitted")
        case UInt8(ascii: "#"): return frameNumber(c, bytes)
        case UInt8(ascii: "["):
            return Scan.starts(bytes, at: c.at, end: c.end, with: "[stacktrace]")
                || Scan.starts(bytes, at: c.at, end: c.end, with: "[signal SIG")
        case UInt8(ascii: "\""): return c.peek(bytes, 1) == UInt8(ascii: "}") && c.left <= 3
        case UInt8(ascii: "-"): return Scan.starts(bytes, at: c.at, end: c.end, with: "--- End of ")
        case UInt8(ascii: "/"): return isRubyFrame(c, bytes)
        default: return false
        }
    }

    /// `At C:\srv\cart.ps1:32 char:83`: where PowerShell met an error.
    static func isScriptPlace(_ c: Cursor, _ bytes: RawSpan) -> Bool {
        guard c.peek(bytes) == UInt8(ascii: "A"), Scan.starts(bytes, at: c.at, end: c.end, with: "At ") else {
            return false
        }
        var end = c.end
        while end > c.at, bytes.byte(end &- 1) <= 32 { end &-= 1 }
        var to = end
        while to > c.at, Byte.isDigit(bytes.byte(to &- 1)) { to &-= 1 }
        return to < end && to &- c.at > 12 && Scan.starts(bytes, at: to &- 6, end: to, with: " char:")
            && Byte.isDigit(bytes.byte(to &- 7))
    }

    /// `| name = value`, `+-----+`: a line of a table or a list drawn below a record, in a source whose records have headers.
    static func isTableRow(_ c: Cursor, _ bytes: RawSpan) -> Bool {
        switch c.peek(bytes) {
        case UInt8(ascii: "|"): c.left == 1 || c.peek(bytes, 1) == 32
        case UInt8(ascii: "+"): c.peek(bytes, 1) == UInt8(ascii: "-") || c.peek(bytes, 1) == UInt8(ascii: "=")
        default: false
        }
    }

    /// The rule of 65 signs that sanitizers draw above a report.
    static func isReportRule(_ c: Cursor, _ bytes: RawSpan) -> Bool {
        guard c.left == 65, c.peek(bytes) == UInt8(ascii: "=") else { return false }
        for index in c.at..<c.end where bytes.byte(index) != UInt8(ascii: "=") { return false }
        return true
    }

    /// `{`, `},`, `]`: a line of a value that a program printed over several lines.
    static func isLoneBracket(_ c: Cursor, _ bytes: RawSpan) -> Bool {
        guard c.left > 0, c.left <= 3 else { return false }
        for index in c.at..<c.end {
            switch bytes.byte(index) {
            case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "("),
                UInt8(ascii: ")"), UInt8(ascii: ","), UInt8(ascii: ";"):
                continue
            default: return false
            }
        }
        return true
    }

    /// `}`, `});`: the end of a value of which lines stand above, indented.
    static func isClosing(_ c: Cursor, _ bytes: RawSpan) -> Bool {
        switch c.peek(bytes) {
        case UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ")"): isLoneBracket(c, bytes)
        default: false
        }
    }

    /// Whether a line without a known header begins as a program's own record does, not as the next line of a text: with a
    /// program and its process (`host name[12]: `, `name[12]: `), or with a time of day within its first words.
    static func beginsRecord(_ line: Cursor, _ bytes: RawSpan) -> Bool {
        // What the platform writes around a function's own lines.
        if Byte.isUpper(line.peek(bytes)) {
            let word = line.wordEnd(bytes)
            if word &- line.at <= 10,
                Scan.starts(bytes, at: word, end: line.end, with: " RequestId: ")
                    || Scan.starts(bytes, at: line.at, end: line.end, with: "INIT_START ")
            {
                return true
            }
        }
        if line.peek(bytes) == UInt8(ascii: "["), Byte.isHex(line.peek(bytes, 1)),
            let close = line.find(UInt8(ascii: "]"), bytes, limit: 72), Identifiers.isID(bytes, line.at &+ 1, close)
        {
            // A request's id, as Rails tags its lines.
            return true
        }
        if line.peek(bytes) == UInt8(ascii: "["), Byte.isLetter(line.peek(bytes, 1)) {
            // `[error] text`
            var (next, scratch) = (line, Record())
            if Elements.level(&next, bytes, &scratch), Byte.isSpace(next.peek(bytes)) { return true }
        }
        let end = min(line.end, line.at &+ 64)
        var index = line.at
        var words = 0
        while index < end {
            let byte = bytes.byte(index)
            switch byte {
            case 32: words &+= 1
            case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "="): return false
            case UInt8(ascii: "["):
                var next = Cursor(index &+ 1, line.end)
                if index > line.at, words <= 1, Byte.isName(bytes.byte(index &- 1)), next.number(bytes) != nil,
                    next.take("]:", bytes)
                {
                    return true
                }
            case UInt8(ascii: ":"):
                let c = Cursor(index &- 2, line.end)
                guard index >= line.at &+ 2, c.two(bytes, 0) >= 0, c.two(bytes, 3) >= 0, c.peek(bytes, 5) == byte,
                    c.two(bytes, 6) >= 0, index &- 2 == line.at || !Byte.isDigit(bytes.byte(index &- 3))
                else { break }
                return true
            default: break
            }
            if words > 5 { return false }
            index &+= 1
        }
        return false
    }

    /// Whether a line that a container's log carries goes on with the one before: what `looksLike` takes, and an exception by
    /// its full name (`java.lang.IllegalStateException: boom`), which comes right below the line that reports it.
    static func isTraceLine(_ c: Cursor, _ bytes: RawSpan) -> Bool {
        guard c.left > 0 else { return false }
        if looksLike(c, bytes) { return true }
        guard Byte.isLower(c.peek(bytes)) else { return false }
        var index = c.at
        var dots = 0
        while index < c.end, index &- c.at < 120,
            Byte.isIdentifier(bytes.byte(index)) || bytes.byte(index) == UInt8(ascii: "$")
        {
            if bytes.byte(index) == UInt8(ascii: ":") { break }
            if bytes.byte(index) == UInt8(ascii: ".") { dots &+= 1 }
            index &+= 1
        }
        return dots > 1 && isError(bytes, c.at, index) && (index == c.end || bytes.byte(index) == UInt8(ascii: ":"))
    }

    /// Whether a line ends a trace whose other lines stand before it: `ValueError: boom` of Python, `main.main()` and `exit
    /// status 2` of Go.
    static func endsTrace(_ c: Cursor, _ bytes: RawSpan) -> Bool {
        guard c.left > 3, Byte.isLetter(c.peek(bytes)) else { return false }
        if Scan.starts(bytes, at: c.at, end: c.end, with: "exit status ")
            || Scan.starts(bytes, at: c.at, end: c.end, with: "created by ")
            || Scan.starts(bytes, at: c.at, end: c.end, with: "panic(0x")
        {
            return true
        }
        var index = c.at
        while index < c.end, Byte.isName(bytes.byte(index)), bytes.byte(index) != UInt8(ascii: ":") { index &+= 1 }
        if index == c.end || bytes.byte(index) == UInt8(ascii: ":") { return isError(bytes, c.at, index) }
        // `net/http.(*conn).serve(0xc000, {0x1})`: a frame of Go.
        guard bytes.byte(index) == UInt8(ascii: "("), bytes.byte(c.end &- 1) == UInt8(ascii: ")") else { return false }
        return Cursor(c.at, index).find(UInt8(ascii: "."), bytes) != nil
    }

    /// Whether a line names the exception that a trace is about: `KeyError: 4`, `java.io.IOException`, `Caused by: a.b.CException: x`.
    static func namesException(_ line: Cursor, _ bytes: RawSpan) -> Bool {
        var c = line
        if Scan.starts(bytes, at: c.at, end: c.end, with: "Caused by: ") { c.at &+= 11 }
        guard Byte.isLetter(c.peek(bytes)) else { return false }
        let limit = min(c.end, c.at &+ 200)
        var index = c.at
        while index < limit, Byte.isIdentifier(bytes.byte(index)) || bytes.byte(index) == UInt8(ascii: "$") {
            if bytes.byte(index) == UInt8(ascii: ":") { break }
            index &+= 1
        }
        return isError(bytes, c.at, index) && (index == c.end || bytes.byte(index) == UInt8(ascii: ":"))
    }

    /// Whether a name is that of an exception.
    static func isErrorName(_ bytes: RawSpan, _ from: Int, _ to: Int) -> Bool { isError(bytes, from, to) }

    /// Whether a name is that of an exception: it ends in `Error`, `Exception`, `Warning`, `Exit` or `Interrupt`.
    private static func isError(_ bytes: RawSpan, _ from: Int, _ to: Int) -> Bool {
        func ends(_ text: StaticString) -> Bool {
            let count = text.utf8CodeUnitCount
            return to &- from >= count && Scan.starts(bytes, at: to &- count, end: to, with: text)
        }
        return ends("Error") || ends("Exception") || ends("Warning") || ends("Exit") || ends("Interrupt")
    }

    /// `#0 /var/www/index.php(12): main()`, a frame of PHP.
    private static func frameNumber(_ c: Cursor, _ bytes: RawSpan) -> Bool {
        var next = Cursor(c.at &+ 1, c.end)
        return next.left > 0 && next.number(bytes) != nil && next.peek(bytes) == 32
    }

    /// `app/cart.rb:12:in 'add'`, a frame of Ruby, with either mark before the name.
    static func isRubyFrame(_ line: Cursor, _ bytes: RawSpan) -> Bool {
        var c = line
        var word = c.wordEnd(bytes)
        if word &+ 3 < c.end, bytes.byte(word &+ 1) == UInt8(ascii: "("), Byte.isDigit(bytes.byte(word &+ 2)) {
            // `actionpack (7.1.2) lib/action.rb:36:in 'call'`
            c.at = word &+ 1
            c.at = c.wordEnd(bytes)
            c.skipSpaces(bytes)
            word = c.wordEnd(bytes)
        }
        guard word &- c.at > 8, word &+ 1 < c.end, Scan.starts(bytes, at: word &- 3, end: word, with: ":in") else {
            return false
        }
        let quote = bytes.byte(word &+ 1)
        var index = word &- 4
        while index > c.at, Byte.isDigit(bytes.byte(index)) { index &-= 1 }
        return (quote == UInt8(ascii: "`") || quote == UInt8(ascii: "'")) && index < word &- 4 && index &- c.at > 3
            && bytes.byte(index) == UInt8(ascii: ":") && Scan.starts(bytes, at: index &- 3, end: index, with: ".rb")
    }

    /// `goroutine 1 [running]:`
    private static func goroutine(_ c: Cursor, _ bytes: RawSpan) -> Bool {
        guard Scan.starts(bytes, at: c.at, end: c.end, with: "goroutine ") else { return false }
        return c.end > c.at && bytes.byte(c.end &- 1) == UInt8(ascii: ":")
    }

    /// `at com.example.Foo.bar(Foo.java:12)`, `at Foo.Bar() in C:\src\foo.cs:line 12`.
    private static func frame(_ c: Cursor, _ bytes: RawSpan) -> Bool {
        c.find(UInt8(ascii: "("), bytes, limit: 300) != nil
    }
}

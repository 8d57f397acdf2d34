import Bytes

/// Lines that go on with the record before them: stack traces and what programs print indented.
enum Continuation {
    /// Whether a line without a header looks like a part of the record before it: indented, or a line that only stack
    /// traces have (Java, Python, Go, Node, .NET, Ruby, Rust, C++ sanitizers).
    static func looksLike(_ c: Cursor, _ bytes: RawSpan) -> Bool {
        let first = c.peek(bytes)
        switch first {
        case 32, 9: return true
        case UInt8(ascii: "C"): return Scan.starts(bytes, at: c.at, end: c.end, with: "Caused by: ")
        case UInt8(ascii: "S"): return Scan.starts(bytes, at: c.at, end: c.end, with: "Suppressed: ")
        case UInt8(ascii: "T"):
            return Scan.starts(bytes, at: c.at, end: c.end, with: "Traceback (most recent call last)")
        case UInt8(ascii: "D"):
            return Scan.starts(bytes, at: c.at, end: c.end, with: "During handling of the above exception")
                || Scan.starts(bytes, at: c.at, end: c.end, with: "The above exception was")
        case UInt8(ascii: "a"): return Scan.starts(bytes, at: c.at, end: c.end, with: "at ") && frame(c, bytes)
        case UInt8(ascii: "."): return Scan.starts(bytes, at: c.at, end: c.end, with: "... ")
        case UInt8(ascii: "g"): return goroutine(c, bytes)
        case UInt8(ascii: "s"): return Scan.starts(bytes, at: c.at, end: c.end, with: "stack backtrace:")
        case UInt8(ascii: "n"): return Scan.starts(bytes, at: c.at, end: c.end, with: "note: run with `RUST_BACKTRACE")
        case UInt8(ascii: "#"): return frameNumber(c, bytes)
        case UInt8(ascii: "["): return Scan.starts(bytes, at: c.at, end: c.end, with: "[stacktrace]")
        case UInt8(ascii: "\""): return c.peek(bytes, 1) == UInt8(ascii: "}") && c.left <= 3
        case UInt8(ascii: "-"): return Scan.starts(bytes, at: c.at, end: c.end, with: "--- End of ")
        default: return false
        }
    }

    /// `ValueError: invalid literal`, `requests.exceptions.ConnectionError: ...`, `KeyboardInterrupt`: how a Python traceback ends.
    static func namesException(_ text: ByteRange, _ bytes: RawSpan) -> Bool {
        var c = Cursor(Int(text.start), Int(text.end))
        guard Byte.isLetter(c.peek(bytes)) || c.peek(bytes) == UInt8(ascii: "_") else { return false }
        skipDottedName(&c, bytes)
        return c.left == 0 || c.peek(bytes) == UInt8(ascii: ":") && (c.left == 1 || c.peek(bytes, 1) == 32)
    }

    /// `java.io.IOException: text`, `org.example.Broken`: a class in a package, with or without its message.
    static func namesJavaException(_ text: ByteRange, _ bytes: RawSpan) -> Bool {
        guard Byte.isLower(Cursor(Int(text.start), Int(text.end)).peek(bytes)), namesException(text, bytes) else { return false }
        var c = Cursor(Int(text.start), Int(text.end))
        skipDottedName(&c, bytes)
        var at = c.at &- 1
        while at > Int(text.start), bytes.byte(at) != UInt8(ascii: ".") { at &-= 1 }
        guard at > Int(text.start), Byte.isUpper(bytes.byte(at &+ 1)) else { return false }
        return [StaticString("Exception"), "Error", "Throwable"].contains { word in
            c.at &- at > word.utf8CodeUnitCount && Scan.starts(bytes, at: c.at &- word.utf8CodeUnitCount, end: c.at, with: word)
        }
    }

    private static func skipDottedName(_ c: inout Cursor, _ bytes: RawSpan) {
        while c.left > 0 {
            let byte = bytes.byte(c.at)
            guard Byte.isLetter(byte) || Byte.isDigit(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "$")
            else { return }
            c.at &+= 1
        }
    }

    /// `main.main()`, `created by net/http.(*Server).Serve in goroutine 1`, `exit status 2`: a line of a Go panic that is not indented.
    static func isGoFrame(_ text: ByteRange, _ bytes: RawSpan) -> Bool {
        let (start, end) = (Int(text.start), Int(text.end))
        if Scan.starts(bytes, at: start, end: end, with: "created by ") || Scan.starts(bytes, at: start, end: end, with: "exit status ") {
            return true
        }
        guard end > start, bytes.byte(end &- 1) == UInt8(ascii: ")") else { return false }
        let space = Scan.first(32, in: bytes, from: start, to: end)
        let bracket = Scan.first(UInt8(ascii: "("), in: bytes, from: start, to: end)
        return bracket < end && bracket < space
    }

    /// `#0 /var/www/index.php(12): main()`, a frame of PHP.
    private static func frameNumber(_ c: Cursor, _ bytes: RawSpan) -> Bool {
        var next = Cursor(c.at &+ 1, c.end)
        return next.left > 0 && next.number(bytes) != nil && next.peek(bytes) == 32
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

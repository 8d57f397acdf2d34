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

import Bytes

/// Progress that a program wrote over itself with carriage returns: `10 %\r20 %\r100 %`. What a terminal shows at the end, the
/// last state, is the line.
enum Progress {
    /// The last state in `bytes[from..<to]`: behind the last carriage return that is followed by more than blanks;
    /// all of it where there is none. One vectorised pass where there is no carriage return.
    @inline(__always)
    static func lastState(_ from: Int, _ to: Int, _ bytes: RawSpan) -> (start: Int, end: Int) {
        let mark = Scan.first(13, in: bytes, from: from, to: to)
        return mark < to ? behind(from, to, bytes) : (from, to)
    }

    @inline(never)
    private static func behind(_ from: Int, _ to: Int, _ bytes: RawSpan) -> (start: Int, end: Int) {
        var end = to
        // What was wiped with blanks at the end is no state.
        while end > from, bytes.byte(end &- 1) == 13 || Byte.isSpace(bytes.byte(end &- 1)) { end &-= 1 }
        var start = end
        while start > from, bytes.byte(start &- 1) != 13 { start &-= 1 }
        return (start, end)
    }
}

import Bytes
import Model

/// Objects of JSON that are printed over several lines: `{` at the margin, members indented, `}` at the margin. A source is read so only
/// where its lines vote for it; the lines of an object are gathered and read as one.
enum JSONBlock {
    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        let start = c
        if c.find(10, bytes) != nil {
            guard JSONLines.read(&c, bytes, context, &record, escaped: false) else {
                // What was cut or is none: the text as it stands.
                record.message = ByteRange(start.at, start.end)
                c.at = c.end
                return true
            }
            return true
        }
        if ends(c, bytes) {
            record.set(FlagBits.headerless | FlagBits.continuation)
        } else if begins(c, bytes) || c.left == 0 || Byte.isSpace(c.peek(bytes)) {
            record.set(FlagBits.partial)
        } else {
            return false
        }
        record.message = ByteRange(c.at, c.end)
        c.at = c.end
        return true
    }

    /// `{` alone, or before the other lines of its object.
    static func begins(_ line: Cursor, _ bytes: RawSpan) -> Bool {
        guard line.peek(bytes) == UInt8(ascii: "{") else { return false }
        return line.left == 1 || line.peek(bytes, 1) == 10 || line.peek(bytes, 1) == 13
    }

    /// `}` or `},` alone.
    static func ends(_ line: Cursor, _ bytes: RawSpan) -> Bool {
        guard line.peek(bytes) == UInt8(ascii: "}") else { return false }
        return line.left == 1 || line.left == 2 && line.peek(bytes, 1) == UInt8(ascii: ",")
    }
}

extension Ballot {
    /// Whether the sample is objects over several lines: nearly nothing stands between them, and the half of them at least tell a time or
    /// a level, as no configuration does.
    static func isJSONBlocks(_ sample: LineSample, _ bytes: RawSpan, _ context: Context) -> Bool {
        var open: Int?
        var objects = 0, telling = 0, others = 0
        for line in sample.lines {
            var c = Cursor(Int(line.start), Int(line.end))
            trim(&c, bytes)
            if JSONBlock.begins(c, bytes) {
                open = c.at
            } else if JSONBlock.ends(c, bytes) {
                guard let from = open else { continue }
                open = nil
                objects += 1
                var (object, record) = (Cursor(from, c.end), Record())
                guard JSONLines.read(&object, bytes, context, &record, escaped: false) else { return false }
                if record.time != .unknown || record.severity != nil { telling += 1 }
            } else if c.left > 0, !Byte.isSpace(c.peek(bytes)), !Continuation.isLoneBracket(c, bytes) {
                others += 1
                if others > 8, objects == 0 { return false }
            }
        }
        return objects > 0 && telling * 2 >= objects && others <= objects / 4
    }
}

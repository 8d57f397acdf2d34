import Bytes
import Model

/// Records as paragraphs of `Key : value` lines, as `Format-List` of PowerShell prints them (`Get-WinEvent`, `Get-EventLog`): a blank
/// line ends each. A source is read so only where its lines vote for it; the lines of a paragraph are gathered and read as one.
enum PairBlock {
    static let samples: [String] = [
        "TimeCreated  : 11/24/2026 5:00:11 PM", "ProviderName : Service Control Manager", "Message      : stopped",
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        if c.find(10, bytes) != nil { return whole(&c, bytes, context, &record) }
        if c.left == 0 {
            record.set(FlagBits.headerless | FlagBits.continuation)
            return true
        }
        if let (key, value) = pair(c, bytes) {
            if case .time = role(bytes, key) { _ = Elements.setTime(of: value, bytes, context, &record) }
        } else if c.peek(bytes) != 32 {
            return false
        }
        record.message = ByteRange(c.at, c.end)
        record.set(FlagBits.partial)
        c.at = c.end
        return true
    }

    /// Whether a line begins a paragraph, so that lines are gathered from it on.
    static func begins(_ line: Cursor, _ bytes: RawSpan) -> Bool { pair(line, bytes) != nil }

    /// Key and value of `Key   : value`.
    static func pair(_ line: Cursor, _ bytes: RawSpan) -> (key: Range<Int>, value: Cursor)? {
        guard Byte.isUpper(line.peek(bytes)) else { return nil }
        var to = line.at
        while to < line.end, to &- line.at < 40, Byte.isIdentifier(bytes.byte(to)), bytes.byte(to) != UInt8(ascii: ":")
        {
            to &+= 1
        }
        var c = Cursor(to, line.end)
        guard to &- line.at > 1, c.skipSpaces(bytes) > 0, c.take(UInt8(ascii: ":"), bytes),
            c.left == 0 || bytes.byte(c.at) <= 32
        else { return nil }
        c.skipSpaces(bytes)
        let end = Scan.first(10, in: bytes, from: c.at, to: c.end)
        c.end = end
        while c.end > c.at, bytes.byte(c.end &- 1) <= 32 { c.end &-= 1 }
        return (line.at..<to, c)
    }

    private enum Role { case other, time(rank: Int), level, service, host, message, pid }

    private static func role(_ bytes: RawSpan, _ key: Range<Int>) -> Role {
        let word = Word.lower(bytes, key.lowerBound, key.upperBound)
        switch key.count {
        case 6 where word == Word.of("source"): return .service
        case 9 where word == Word.of("entrytyp"): return .level
        case 11 where word == Word.of("descript"): return .message
        case 11 where word == Word.of("machinen"): return .host
        case 12 where word == Word.of("provider"): return .service
        case 16 where word == Word.of("leveldis"): return .level
        default: break
        }
        switch KeyRole.of(bytes, key.lowerBound, key.upperBound) {
        case .time: return .time(rank: 0)
        case .level, .weakLevel: return .level
        case .message: return .message
        case .service: return .service
        case .host: return .host
        case .pid: return .pid
        default: return TimeKey.rank(bytes, key).map { .time(rank: $0 + 1) } ?? .other
        }
    }

    /// What a key says of a paragraph: bit 1 a time that can be read, bit 2 a level or a message.
    static func evidence(_ line: Cursor, _ bytes: RawSpan, _ context: Context) -> Int? {
        guard let (key, value) = pair(line, bytes) else { return nil }
        var scratch = Record()
        return switch role(bytes, key) {
        case .time: Elements.setTime(of: value, bytes, context, &scratch) ? 1 : 0
        case .level, .message: 2
        default: 0
        }
    }

    /// A paragraph that was gathered.
    private static func whole(
        _ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record
    ) -> Bool {
        var at = c.at
        var best = Int.max
        var isText = false
        while at < c.end {
            let stop = Scan.first(10, in: bytes, from: at, to: c.end)
            defer { at = stop &+ 1 }
            guard let (key, value) = pair(Cursor(at, stop), bytes) else {
                // The text goes on below, indented.
                var to = stop
                while to > at, bytes.byte(to &- 1) <= 32 { to &-= 1 }
                if isText, to > at { record.message = ByteRange(Int(record.message.start), to) }
                continue
            }
            isText = false
            guard value.left > 0 else { continue }
            switch role(bytes, key) {
            case .time(let rank):
                guard rank < best, Elements.setTime(of: value, bytes, context, &record) else { break }
                best = rank
            case .level:
                if let severity = Levels.severity(bytes, value.at, value.end) { record.severity = severity }
            case .service: record.service = ByteRange(value.at, value.end)
            case .host: record.host = ByteRange(value.at, value.end)
            case .message:
                record.message = ByteRange(value.at, value.end)
                isText = true
            case .pid:
                var number = value
                if let pid = number.number(bytes) { Elements.setPID(pid, &record) }
            case .other: break
            }
        }
        if record.message.isEmpty {
            var to = c.end
            while to > c.at, bytes.byte(to &- 1) <= 32 { to &-= 1 }
            record.message = ByteRange(c.at, to)
        }
        c.at = c.end
        return true
    }
}

extension Ballot {
    /// Whether the sample is paragraphs of pairs: nearly all lines are pairs or go on below one, and a time and a level or a text are among them.
    static func isPairBlocks(_ sample: LineSample, _ bytes: RawSpan, _ context: Context) -> Bool {
        var pairs = 0, others = 0, found = 0
        for line in sample.lines {
            var c = Cursor(Int(line.start), Int(line.end))
            trim(&c, bytes)
            if c.left == 0 || c.peek(bytes) == 32 { continue }
            guard let evidence = PairBlock.evidence(c, bytes, context) else {
                others += 1
                if others > 8, others > pairs { return false }
                continue
            }
            pairs += 1
            found |= evidence
        }
        return pairs >= 4 && others * 20 <= pairs && found == 3
    }
}

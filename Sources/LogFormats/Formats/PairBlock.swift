import Bytes
import Model

/// Records as paragraphs of `Key : value` lines, as `Format-List` of PowerShell prints them (`Get-WinEvent`, `Get-EventLog`), and as Db2's
/// diagnostic log has them below a line with the time and the level, several pairs on a line: a blank line ends each. A source is read so
/// only where its lines vote for it; the lines of a paragraph are gathered and read as one.
enum PairBlock {
    static let samples: [String] = [
        "TimeCreated  : 11/24/2026 5:00:11 PM", "ProviderName : Service Control Manager", "Message      : stopped",
        "2026-11-24-17.00.11.123456+060 I27204F655            LEVEL: Error",
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        if c.find(10, bytes) != nil { return whole(&c, bytes, context, &record) }
        if c.left == 0 {
            record.set(FlagBits.headerless | FlagBits.continuation)
            return true
        }
        if isHeader(c, bytes) {
            _ = Elements.setTime(of: c, bytes, context, &record)
        } else if let (key, value) = pair(c, bytes) {
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
    static func begins(_ line: Cursor, _ bytes: RawSpan) -> Bool { isHeader(line, bytes) || pair(line, bytes) != nil }

    /// Whether a line begins with a date and has a pair in capitals behind it that names the level: `2026-11-24-17.00.11 ...   LEVEL: Error`.
    static func isHeader(_ line: Cursor, _ bytes: RawSpan) -> Bool {
        guard Byte.isDigit(line.peek(bytes)), line.left > 24 else { return false }
        var c = line
        c.end = Scan.first(10, in: bytes, from: c.at, to: c.end)
        guard let gap = gap(c, bytes) else { return false }
        c.at = gap
        c.skipSpaces(bytes)
        guard let (key, _) = pair(c, bytes, inRow: true), case .level = role(bytes, key) else { return false }
        return true
    }

    /// Where two blanks before a capital stand, at which the next pair of a row may begin.
    private static func gap(_ c: Cursor, _ bytes: RawSpan) -> Int? {
        var at = c.at
        while at &+ 3 < c.end {
            at = Scan.first(32, in: bytes, from: at, to: c.end)
            guard at &+ 3 < c.end else { return nil }
            if bytes.byte(at &+ 1) == 32 {
                var next = Cursor(at, c.end)
                next.skipSpaces(bytes)
                if Byte.isUpper(next.peek(bytes)), pair(next, bytes, inRow: true) != nil { return at }
                at = next.at
            }
            at &+= 1
        }
        return nil
    }

    /// Key and value of `Key   : value`. `inRow`: the key is in capitals, and a blank before its colon is not asked for.
    static func pair(_ line: Cursor, _ bytes: RawSpan, inRow: Bool = false) -> (key: Range<Int>, value: Cursor)? {
        guard Byte.isUpper(line.peek(bytes)) else { return nil }
        var to = line.at
        var isCapital = true
        while to < line.end, to &- line.at < 40, bytes.byte(to) != UInt8(ascii: ":") {
            let byte = bytes.byte(to)
            // `DATA #1 : text`
            let isJoint =
                byte == UInt8(ascii: "#")
                || byte == 32 && to &+ 1 < line.end && bytes.byte(to &+ 1) == UInt8(ascii: "#")
            guard isJoint || Byte.isIdentifier(byte) else { break }
            if !Byte.isUpper(byte), !Byte.isDigit(byte), !isJoint { isCapital = false }
            to &+= 1
        }
        var c = Cursor(to, line.end)
        guard to &- line.at > 1, c.skipSpaces(bytes) > 0 || isCapital, !inRow || isCapital,
            c.take(UInt8(ascii: ":"), bytes), c.left == 0 || bytes.byte(c.at) <= 32
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
        case 4 where word == Word.of("proc"): return .service
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
        var scratch = Record()
        if isHeader(line, bytes) { return Elements.setTime(of: line, bytes, context, &scratch) ? 3 : nil }
        guard let (key, value) = pair(line, bytes) else { return nil }
        return switch role(bytes, key) {
        case .time: Elements.setTime(of: value, bytes, context, &scratch) ? 1 : 0
        case .level, .message: 2
        default: 0
        }
    }

    /// Notes what a pair says. True: it is the text, which may go on below.
    private static func take(
        _ role: Role, _ value: Cursor, _ best: inout Int, _ bytes: RawSpan, _ context: Context, _ record: inout Record
    ) -> Bool {
        guard value.left > 0 else { return false }
        switch role {
        case .time(let rank):
            guard rank < best, Elements.setTime(of: value, bytes, context, &record) else { break }
            best = rank
        case .level:
            if let severity = Levels.severity(bytes, value.at, value.end) { record.severity = severity }
        case .service: record.service = ByteRange(value.at, value.end)
        case .host: record.host = ByteRange(value.at, value.end)
        case .message:
            record.message = ByteRange(value.at, value.end)
            return true
        case .pid:
            var number = value
            if let pid = number.number(bytes) { Elements.setPID(pid, &record) }
        case .other: break
        }
        return false
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
            let isRow = isHeader(Cursor(at, stop), bytes)
            defer { at = stop &+ 1 }
            if isRow {
                if Elements.setTime(of: Cursor(at, stop), bytes, context, &record) { best = -1 }
                if let place = gap(Cursor(at, stop), bytes) { at = place &+ 2 }
                while at < stop, bytes.byte(at) == 32 { at &+= 1 }
            }
            guard var (key, value) = pair(Cursor(at, stop), bytes) else {
                // The text goes on below, indented.
                var to = stop
                while to > at, bytes.byte(to &- 1) <= 32 { to &-= 1 }
                if isText, to > at { record.message = ByteRange(Int(record.message.start), to) }
                continue
            }
            isText = false
            while true {
                let last = gap(value, bytes)
                let end = value.end
                if let last { value.end = last }
                isText = take(role(bytes, key), value, &best, bytes, context, &record)
                guard let last else { break }
                var next = Cursor(last, end)
                next.skipSpaces(bytes)
                guard let found = pair(next, bytes, inRow: true) else { break }
                (key, value) = found
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
        // Below a header any text may stand.
        var isBelowHeader = false
        for line in sample.lines {
            var c = Cursor(Int(line.start), Int(line.end))
            trim(&c, bytes)
            if c.left == 0 { isBelowHeader = false }
            if c.left == 0 || c.peek(bytes) == 32 { continue }
            if PairBlock.isHeader(c, bytes) { isBelowHeader = true }
            guard let evidence = PairBlock.evidence(c, bytes, context) else {
                if isBelowHeader { continue }
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

import Bytes
import Model

/// The vote of a sample of lines on their source's format.
struct Ballot {
    private(set) var winner = Format.none
    private(set) var layout = Layout()
    private(set) var joins = false
    /// The last `#Fields:` line of the sample.
    private(set) var columns: Columns?
    private(set) var order = DateOrder.unknown
    /// Most lines with a header begin with spaces.
    private(set) var isIndented = false
    /// A time alone is an empty record among others, and no heading.
    private(set) var hasEmptyTexts = false

    init(_ sample: LineSample, _ outer: Context) {
        let bytes = sample.bytes.span.bytes
        var context = outer
        order = DateOrder.shown(by: sample, bytes, latest: outer.time.latest)
        if order == .unknown { order = outer.time.order }
        context.time.order = order
        isIndented = Self.isIndented(sample, bytes, context)
        context.isIndented = isIndented
        var votes = [Int](repeating: 0, count: Format.allCases.count)
        var byFormat: [Format] = []
        var plain: [Cursor] = []
        // Lines whose shape many programs share: they count as headed only where the source has no shape of its own.
        var unsure: [Cursor] = []
        var indented = 0, blanks = 0
        for (index, line) in sample.lines.enumerated() {
            var c = Cursor(Int(line.start), Int(line.end))
            Self.trim(&c, bytes)
            guard c.left > 0 else {
                byFormat.append(.none)
                blanks += 1
                continue
            }
            if isIndented { c.skipSpaces(bytes) }
            let start = c
            var record = Record()
            let isIndented = Byte.isSpace(c.peek(bytes))
            if index == 0, columns == nil, let fields = Columns(row: bytes, start.at, start.end) {
                context.columns = fields
                columns = fields
                byFormat.append(.none)
                continue
            }
            // A brace alone belongs to a value printed over several lines, not to a source of JSON.
            if index > 0, Continuation.isLoneBracket(start, bytes) {
                byFormat.append(.none)
                indented += 1
                continue
            }
            // Once a `#Fields:` line was seen, its columns are tried first, as the parser will do.
            let isRow = columns != nil && W3C.parse(&c, bytes, context, &record)
            if columns != nil, !isRow { (c, record) = (start, Record()) }
            var found: Format = isRow ? .w3c : isIndented ? .none : Dispatch.classify(&c, bytes, context, &record)
            // With its text on the same line it is a time's line as any other.
            if found == .javaUtilLogging, !record.has(FlagBits.heading) { found = .timeLed }
            byFormat.append(found)
            if found == .w3c, let fields = Columns(bytes, start.at, start.end) {
                context.columns = fields
                columns = fields
            }
            if found == .looseTime { unsure.append(start) }
            if found != .none {
                votes[Int(found.rawValue)] += 1
            } else if Continuation.looksLike(start, bytes) || Continuation.isTableRow(start, bytes) {
                indented += 1
            } else {
                plain.append(start)
            }
        }
        if votes[Int(Format.journalSeconds.rawValue)] > 0, Self.areOfOneHost(sample, byFormat, bytes) {
            // The journal's clock and the kernel's look alike; the host's name in all lines tells them apart.
            votes[Int(Format.journalSeconds.rawValue)] += votes[Int(Format.kernel.rawValue)]
            votes[Int(Format.kernel.rawValue)] = 0
        }
        if Self.isJSONBlocks(sample, bytes, context) {
            (winner, joins) = (.jsonBlock, true)
            return
        }
        if Self.isPairBlocks(sample, bytes, context) {
            (winner, joins) = (.pairBlock, true)
            return
        }
        if Self.hasTimeHeadings(sample, byFormat, bytes, context) {
            (winner, joins) = (.timeHeading, true)
            return
        }
        // The most votes; of equal ones the lower number, but a grammar of its own before the general one.
        for format in Format.allCases {
            let ahead = votes[Int(format.rawValue)] - votes[Int(winner.rawValue)]
            if ahead > 0 || ahead == 0 && winner == .timeLed && format != .looseTime && votes[Int(format.rawValue)] > 0
            {
                winner = format
            }
        }
        hasEmptyTexts = Self.hasEmptyTexts(sample, byFormat, bytes, context)
        let headed = votes.reduce(0, +)
        // A source of which next to no line has a header has none.
        if headed * 20 < plain.count { winner = .none }
        // Where headers stand alone, most lines have none.
        if winner.isHeading, headed * 20 >= plain.count {
            joins = true
            return
        }
        plain += unsure
        if headed - unsure.count < plain.count, plain.count >= 4, Self.isCompose(plain, bytes) {
            (winner, joins) = (.compose, true)
            return
        }
        if winner == .none || winner == .looseTime || headed < plain.count - unsure.count {
            // No strict format: perhaps columns of its own.
            var found = LayoutInduction.induce(plain, bytes, context)
            // Lines that hold a time at least may have columns before it, whatever stands between them.
            if found.isEmpty, unsure.count < plain.count { found = LayoutInduction.induce(unsure, bytes, context) }
            if !found.isEmpty {
                (winner, layout, joins) = (.columns, found, found.hasTime)
                return
            }
        }
        let strict = winner
        if Self.isGeneral(winner) || winner == .levelLed || Self.isUptime(winner) || winner == .delimitedRow {
            var lines: [Cursor] = []
            for (index, line) in sample.lines.enumerated() where byFormat[index] == winner {
                var c = Cursor(Int(line.start), Int(line.end))
                Self.trim(&c, bytes)
                if isIndented { c.skipSpaces(bytes) }
                lines.append(c)
            }
            let found = LayoutInduction.induce(lines, bytes, context)
            // A level alone is read by its grammar, but for brackets directly behind it.
            let isMore =
                winner == .delimitedRow
                ? found.hasTime && Self.isBeforeText(lines, found, bytes, context)
                : Self.isUptime(winner)
                    ? found.hasLevel
                    : winner != .levelLed || found[0] == .level && found[1] == .bracket || found.hasTime
            // A clock that counts from the start is no time of day, whatever the cautious reading makes of it.
            if found[0] == .span
                || found.count > 1 && isMore && !Self.cautiousReadsMore(winner, lines, found, bytes, context)
            {
                (winner, layout) = (.columns, found)
            }
        }
        // A level alone is a weak header: more of them are asked for.
        let weight = winner == .levelLed ? 2 : 1
        joins =
            winner != .none
            && (headed >= (plain.count - unsure.count) * weight
                || Self.isLed(byFormat, strict, headed, plain.count, blanks: blanks)
                || Self.isParted(sample, byFormat, strict, bytes)
                || Self.isOpenLed(sample, byFormat, strict, bytes, context))
    }

    /// Whether a record of many lines is the likeliest reading: the source begins with a header, at least a fifth of the lines have
    /// one, and all of one format in which a record can go on.
    private static func isLed(
        _ formats: [Format], _ winner: Format, _ headed: Int, _ plain: Int, blanks: Int
    ) -> Bool {
        // Blank lines among the others are a text's, of which more may stand below a header.
        guard formats.first == winner, isGeneral(winner), headed >= 2, headed * (blanks * 8 > plain ? 12 : 4) >= plain
        else { return false }
        return formats.allSatisfy { $0 == winner || $0 == .none || $0 == .looseTime }
    }

    /// Whether the cautious reading, which takes only what can hardly be message, finds more of a header than the layout in nearly
    /// all lines: a level where the layout has none, or a thread in parentheses, which the vote has no element for.
    private static func cautiousReadsMore(
        _ format: Format, _ lines: [Cursor], _ layout: Layout, _ bytes: RawSpan, _ outer: Context
    ) -> Bool {
        var context = outer
        context.layout = layout
        context.layoutHasLevel = layout.hasLevel
        context.layoutHasTime = layout.hasTime
        // A few lines prove little: then what reads less of the header is not to be trusted.
        let few = lines.count < LayoutInduction.sureLines
        var gained = 0
        let deeper = lines.filter { line in
            var (cautious, voted) = (line, line)
            var (first, second) = (Record(), Record())
            var (ahead, seen) = (line, Record())
            let isRead = layout.parse(&ahead, bytes, context, &seen)
            if isRead, seen.severity != nil { gained += 1 }
            guard Dispatch.parse(format, &cautious, bytes, context, &first) else { return false }
            if first.severity != nil { gained -= 1 }
            guard few || first.severity != nil else { return false }
            guard layout.parse(&voted, bytes, context, &second) else { return true }
            voted.skipBlanks(bytes)
            cautious.skipBlanks(bytes)
            if second.severity == nil, first.severity != nil { return true }
            if second.service.isEmpty, !first.service.isEmpty { return true }
            if few { return cautious.at > voted.at }
            let mark = voted.peek(bytes)
            return cautious.at > voted.at
                && (mark == UInt8(ascii: "(") || mark == UInt8(ascii: "<") || mark == UInt8(ascii: "{"))
        }
        // A level that only the vote finds weighs more than a name that only the caution does.
        if gained > 0 { return false }
        return few ? !deeper.isEmpty : deeper.count * 10 >= lines.count * 9
    }

    /// Formats that are a way of reading, not a program's own: a layout by vote can tell more.
    static func isGeneral(_ format: Format) -> Bool {
        switch format {
        case .timeLed, .levelFirst, .timeWithin, .clockLed: true
        default: false
        }
    }

    /// Formats whose bracket of seconds other programs write as well, with a level behind it.
    private static func isUptime(_ format: Format) -> Bool { format == .kernel || format == .journalSeconds }

    private static func isCompose(_ lines: [Cursor], _ bytes: RawSpan) -> Bool {
        let fitting = lines.filter {
            var c = $0
            var record = Record()
            return Compose.parse(&c, bytes, &record)
        }
        return fitting.count * 10 >= lines.count * 8
    }

    static func trim(_ c: inout Cursor, _ bytes: RawSpan) {
        while c.end > c.at, bytes.byte(c.end &- 1) == 13 || bytes.byte(c.end &- 1) == 10 { c.end &-= 1 }
        if c.peek(bytes) == 0xef, c.peek(bytes, 1) == 0xbb, c.peek(bytes, 2) == 0xbf { c.at &+= 3 }
        c.skipANSI(bytes)
    }

    /// Whether half of the lines, and two at least, begin with spaces and have a header with a time behind them.
    private static func isIndented(_ sample: LineSample, _ bytes: RawSpan, _ context: Context) -> Bool {
        var indented = 0, filled = 0
        for line in sample.lines where line.count > 1 {
            filled += 1
            if Byte.isSpace(Cursor(Int(line.start), Int(line.end)).peek(bytes)) { indented += 1 }
        }
        guard indented > 1, indented * 2 >= filled else { return false }
        let elapsed = sample.lines.filter { line in
            var c = Cursor(Int(line.start), Int(line.end))
            c.skipSpaces(bytes)
            var span = c
            return Elements.elapsed(&c, bytes) != nil || Elements.span(&span, bytes) != nil
        }
        if elapsed.count * 10 >= sample.lines.count * 9 { return true }
        let headed = sample.lines.filter { line in
            var c = Cursor(Int(line.start), Int(line.end))
            guard Byte.isSpace(c.peek(bytes)) else { return false }
            trim(&c, bytes)
            c.skipSpaces(bytes)
            var record = Record()
            let found = Dispatch.classify(&c, bytes, context, &record)
            return found != .none && record.time != .unknown || found == .kubernetesEvents
        }
        return headed.count * 2 >= filled || headed.count > 1 && headed.count + 3 >= filled
    }
}

/// A few lines of a source, copied, each bounded in length.
struct LineSample: Sendable, Hashable {
    private(set) var bytes: [UInt8] = []
    private(set) var lines: [ByteRange] = []
    var count: Int { lines.count }

    /// The first lines of `text`. A last line without its end is left out, unless it is the only one.
    mutating func fill(from text: [UInt8], lines limit: Int) {
        removeAll()
        bytes = text
        let span = text.span.bytes
        var at = 0
        while at < text.count, lines.count < limit {
            let stop = Scan.first(10, in: span, from: at, to: text.count)
            if stop == text.count, !lines.isEmpty { break }
            lines.append(ByteRange(at, stop))
            at = stop + 1
        }
    }

    /// Adds a line's beginning; the oldest half goes when there are too many.
    mutating func append(_ source: RawSpan, _ range: Range<Int>, limit: Int) {
        if lines.count >= 256 { dropHalf() }
        let stop = min(range.upperBound, range.lowerBound + limit)
        let from = bytes.count
        source.extracting(range.lowerBound..<stop).withUnsafeBytes { bytes.append(contentsOf: $0) }
        lines.append(ByteRange(from, bytes.count))
        bytes.append(10)
    }

    private mutating func dropHalf() {
        let kept = lines[(lines.count / 2)...]
        let from = Int(kept.first?.start ?? 0)
        bytes.removeFirst(from)
        lines = kept.map { ByteRange(Int($0.start) - from, Int($0.end) - from) }
    }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        lines.removeAll(keepingCapacity: true)
    }
}

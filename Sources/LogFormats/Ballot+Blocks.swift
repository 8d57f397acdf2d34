import Bytes
import Model

/// Records of several lines that no line alone shows: headings of a time, paragraphs.
extension Ballot {
    /// Whether the sample's times stand on lines of their own with the text below: two or more such lines, nearly all with text below
    /// them, and no other header as often.
    static func hasTimeHeadings(
        _ sample: LineSample, _ formats: [Format], _ bytes: RawSpan, _ context: Context
    ) -> Bool {
        var headings = 0, followed = 0, marked = 0, others = 0
        var isBelow = false
        for (index, line) in sample.lines.enumerated() {
            var c = Cursor(Int(line.start), Int(line.end))
            trim(&c, bytes)
            if c.left == 0 { continue }
            var (next, record) = (c, Record())
            if TimeHeading.parse(&next, bytes, context, &record) {
                headings += 1
                isBelow = true
                // A time alone is known without a vote.
                var (alone, scratch) = (c, Record())
                if !Elements.time(&alone, bytes, context.time, &scratch) || alone.left > 0 { marked += 1 }
                continue
            }
            if isBelow { followed += 1 }
            isBelow = false
            if index < formats.count, formats[index] != .none, formats[index] != .looseTime { others += 1 }
        }
        // The last one's text may be cut off.
        return headings > 1 && marked * 2 > headings && followed * 5 >= (headings - 1) * 4 && followed > 0
            && others < headings
    }

    /// Whether blank lines part the sample into paragraphs that begin with a header: what stands below it goes on with it.
    static func isParted(_ sample: LineSample, _ formats: [Format], _ winner: Format, _ bytes: RawSpan) -> Bool {
        guard isGeneral(winner) else { return false }
        var paragraphs = 0, headed = 0
        var isFirst = true
        for (index, line) in sample.lines.enumerated() where index < formats.count {
            var c = Cursor(Int(line.start), Int(line.end))
            c.skipSpaces(bytes)
            guard c.left > 0, bytes.byte(c.at) != 13 else {
                isFirst = true
                continue
            }
            if isFirst {
                paragraphs += 1
                if formats[index] == winner { headed += 1 }
            }
            isFirst = false
        }
        return paragraphs > 2 && headed * 5 >= paragraphs * 4
    }

    /// Whether one column between tabs is left behind the layout in nearly all lines, one that holds words: the row ends in a text.
    static func isBeforeText(_ lines: [Cursor], _ layout: Layout, _ bytes: RawSpan, _ outer: Context) -> Bool {
        var context = outer
        context.layout = layout
        context.layoutHasLevel = layout.hasLevel
        context.layoutHasTime = layout.hasTime
        var tabs = 0, texts = 0
        for line in lines {
            var (c, record) = (line, Record())
            guard layout.parse(&c, bytes, context, &record) else { continue }
            if c.peek(bytes) == 9 { tabs += 1 }
            c.skipBlanks(bytes)
            guard c.find(9, bytes) == nil, c.wordEnd(bytes) < c.end, Byte.isLetter(c.peek(bytes)) else { continue }
            texts += 1
        }
        return tabs * 10 >= lines.count * 9 && texts * 10 >= lines.count * 8
    }

    /// Whether lines with a time and no text stand among lines with both: then the line below such a time has mostly a header of its own.
    static func hasEmptyTexts(
        _ sample: LineSample, _ formats: [Format], _ bytes: RawSpan, _ context: Context
    ) -> Bool {
        var alone = 0, beforeHeader = 0
        var isBelow = false
        for (index, line) in sample.lines.enumerated() where index < formats.count {
            var c = Cursor(Int(line.start), Int(line.end))
            trim(&c, bytes)
            guard c.left > 0 else { continue }
            if isBelow, formats[index] == .timeLed { beforeHeader += 1 }
            isBelow = false
            guard formats[index] == .timeLed else { continue }
            var scratch = Record()
            c.skipSpaces(bytes)
            if Elements.time(&c, bytes, context.time, &scratch), c.skipSpaces(bytes) >= 0, c.left == 0 {
                alone += 1
                isBelow = true
            }
        }
        return alone > 0 && beforeHeader * 2 > alone
    }
}

extension Ballot {
    /// Whether the source begins with a header whose text stands below it: the first line but for what is drawn has one, and the half of
    /// the headers at least end in a colon or a bracket, or are a time alone. So a few records of many lines are known in a small file.
    static func isOpenLed(
        _ sample: LineSample, _ formats: [Format], _ winner: Format, _ bytes: RawSpan, _ context: Context
    ) -> Bool {
        guard isGeneral(winner) || winner == .postgresql else { return false }
        var headed = 0, open = 0
        for (index, format) in formats.enumerated() {
            if format == .none || format == .looseTime {
                guard headed == 0 else { continue }
                var c = Cursor(Int(sample.lines[index].start), Int(sample.lines[index].end))
                // A rule may be drawn before the first one.
                while c.at < c.end, !Byte.isLetter(bytes.byte(c.at)), !Byte.isDigit(bytes.byte(c.at)) { c.at &+= 1 }
                guard c.left == 0 else { return false }
                continue
            }
            guard format == winner else { return false }
            headed += 1
            var c = Cursor(Int(sample.lines[index].start), Int(sample.lines[index].end))
            trim(&c, bytes)
            guard c.left > 0 else { continue }
            let last = bytes.byte(c.end &- 1)
            if last == UInt8(ascii: ":") || last == UInt8(ascii: "{") || last == UInt8(ascii: "(") { open += 1 }
            // `... - Process(4711.1) User(mqm)`: fields alone.
            if last == UInt8(ascii: ")") {
                var (next, record) = (c, Record())
                _ = Dispatch.parse(winner, &next, bytes, context, &record)
                next.skipSpaces(bytes)
                if MiddlewareCode.areFields(ByteRange(next.at, next.end), bytes, least: 2) { open += 1 }
            }
        }
        return headed > 0 && open * 2 >= headed
    }
}

extension Ballot {
    /// Whether the lines with seconds in a bracket all have the same word behind it, of which some are the journal's for sure.
    static func areOfOneHost(_ sample: LineSample, _ formats: [Format], _ bytes: RawSpan) -> Bool {
        var host: UInt64?
        for (index, format) in formats.enumerated() where format == .kernel || format == .journalSeconds {
            var c = Cursor(Int(sample.lines[index].start), Int(sample.lines[index].end))
            guard let close = c.find(UInt8(ascii: "]"), bytes, limit: 24) else { continue }
            c.at = close &+ 1
            c.skipSpaces(bytes)
            let word = StableHash.hash(bytes, c.at..<c.wordEnd(bytes))
            if let host, host != word { return false }
            host = word
        }
        return host != nil
    }
}

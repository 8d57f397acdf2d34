import Bytes
import Model

/// Finds a source's header from its own lines: step by step, the element that (nearly) all of them have at their place.
///
/// Words that differ from line to line in one place are columns; what only some lines have is the message's
/// beginning. So `ERROR Failed: disk full` loses `Failed:` only where every line has such a name there, and few
/// different ones.
struct LayoutInduction {
    /// Shares of the lines that must have an element for it to be header.
    static let share = 0.9, strictShare = 0.95
    /// Fewer lines than this prove nothing.
    static let minimumLines = 3
    /// With fewer lines than this all must agree.
    static let sureLines = 8
    /// With fewer lines than this names must be (nearly) the same in all.
    private static let namingLines = 5

    let context: Context
    var cursors: [Cursor]
    var layout = Layout()
    private(set) var hasTime = false, hasLevel = false
    /// The lines have no time: the level alone makes the header.
    let isTimeless: Bool
    /// The last number taken has three digits or more in most lines.
    private var endsInProcess = false

    /// The layout of the lines, or an empty one. `timeLed`: the lines are known to begin with a time.
    static func induce(_ lines: [Cursor], _ bytes: RawSpan, _ context: Context) -> Layout {
        guard lines.count >= minimumLines else { return Layout() }
        var timed = LayoutInduction(context: context, cursors: lines, isTimeless: false)
        let found = timed.run(bytes)
        // A header with nothing behind it in most lines is what they say.
        if found.count > 1, !timed.leaveText(bytes) { return Layout() }
        guard found.isEmpty else { return found }
        if areLevelWords(lines, bytes) { return Layout([.level]) }
        guard lines.count >= timelessLines else { return found }
        var timeless = LayoutInduction(context: context, cursors: lines, isTimeless: true)
        let led = timeless.run(bytes)
        if timeless.isSure(led) { return led }
        // Numbers joined by marks, a few different ones before all lines: what printed them, and no text's beginning.
        var bare = LayoutInduction(context: context, cursors: lines, isTimeless: true)
        if bare.take(.coded, strictShare, bytes, distinct: 0.25) { return Layout([.coded]) }
        if bare.take(.tagged, strictShare, bytes, distinct: 0.5) { return Layout([.tagged]) }
        if bare.takeNumberedLevel(bytes) { return Layout([.numberedLevel]) }
        return bare.takeBrackets(bytes) ? Layout([.bracket, .bracket]) : Layout()
    }

    /// Whether the half of the lines at least have something behind the header.
    private func leaveText(_ bytes: RawSpan) -> Bool {
        let empty = cursors.filter { cursor in (cursor.at..<cursor.end).allSatisfy { bytes.byte($0) <= 32 } }
        return empty.count * 2 <= cursors.count
    }

    /// Whether all lines begin with a level in capitals and a blank, two different ones at least, with a text behind it.
    private static func areLevelWords(_ lines: [Cursor], _ bytes: RawSpan) -> Bool {
        var severities: Set<UInt8> = []
        for line in lines {
            var c = line
            let to = c.wordEnd(bytes)
            guard to - c.at >= 3, (c.at..<to).allSatisfy({ Byte.isUpper(bytes.byte($0)) }),
                let severity = Levels.severity(bytes, c.at, to)
            else { return false }
            severities.insert(severity.rawValue)
            c.at = to
            c.skipSpaces(bytes)
            // `ERROR 1045 (28000)`, `ERROR IN LINE 5`: the text's own.
            guard c.left > 1, !Byte.isDigit(c.peek(bytes)),
                !(Byte.isUpper(c.peek(bytes)) && Byte.isUpper(c.peek(bytes, 1)))
            else { return false }
        }
        return severities.count > 1
    }

    /// Fewer lines than this prove no header without a time.
    private static let timelessLines = sureLines

    private init(context: Context, cursors: [Cursor], isTimeless: Bool) {
        self.context = context
        self.cursors = cursors
        self.isTimeless = isTimeless
        hasTime = isTimeless
    }

    /// Whether a header without a time can hardly be text: a level among the first three elements, and something else that is no word.
    private func isSure(_ layout: Layout) -> Bool {
        let elements = layout.elements
        guard elements.count > 1,
            let place = elements.firstIndex(where: { $0 == .level || $0 == .letter || $0 == .letterBracket }), place < 3
        else { return false }
        return elements.contains {
            $0 == .bracket || $0 == .mark || $0 == .named || $0 == .programName || $0 == .number || $0 == .tagged
                || $0 == .thread
        }
    }

    private mutating func run(_ bytes: RawSpan) -> Layout {
        while layout.count < Layout.capacity {
            guard let element = next(bytes) else { break }
            layout.append(element)
            if element.isTime { hasTime = true }
            if element.isLevel { hasLevel = true }
        }
        return hasTime ? trimmed(bytes) : Layout()
    }

    /// The element that the lines have here, stepping over it in those that have it.
    private mutating func next(_ bytes: RawSpan) -> Element? {
        if !hasTime {
            if take(.time, Self.share, bytes) { return .time }
            if take(.epoch, Self.share, bytes) { return .epoch }
            if layout.isEmpty {
                if take(.joinedTime, Self.share, bytes) { return .joinedTime }
                if takeSpan(bytes) { return .span }
                if takeTicks(bytes) { return .ticks }
            }
            if !isBehindYear(bytes), take(.clock, Self.share, bytes) { return .clock }
            if layout.isEmpty || layout.elements == [.program], takeElapsed(bytes) { return .elapsed }
            if layout.isEmpty, take(.namedTime, Self.share, bytes) { return .namedTime }
            if hasLevel, take(.separator, 1, bytes) { return .separator }
            if !hasLevel, layout.count < 4 {
                if take(.level, Self.share, bytes) { return .level }
                if take(.dash, Self.share, bytes) { return .dash }
                if !layout.isEmpty, take(.separator, 1, bytes) { return .separator }
                if take(.letter, Self.strictShare, bytes) { return .letter }
            }
            if layout.count < 4, !layout.isEmpty || cursors.count >= Self.sureLines, take(.bracket, Self.share, bytes) {
                return .bracket
            }
            if layout.count < 4, cursors.count >= Self.sureLines, take(.coded, 1, bytes) { return .coded }
            // Columns before the time: any words, but not many.
            if layout.count < 6, take(.pipeColumn, 1, bytes, distinct: 0.5) { return .pipeColumn }
            if !layout.elements.contains(where: { $0 == .word || $0 == .pipeColumn }), isProgram(bytes),
                take(.word, 1, bytes, distinct: 0, atLeast: 1)
            {
                return .program
            }
            if hasLevel, layout.elements.last == .program, take(.paren, 1, bytes) { return .paren }
            if layout.count < 6, let column = takeColumn(bytes) { return column }
            if layout.count < 6, take(.word, 1, bytes) { return .word }
            return nil
        }
        if endsInColon(bytes) { return nil }
        let words = layout.elements.reversed().prefix { $0 == .word }.count
        if !layout.elements.contains(.time), take(.time, Self.share, bytes) { return .time }
        if layout.elements.last == .time, takeElapsed(bytes) { return .elapsed }
        if !hasLevel, words == 0 || !isSmallWord(bytes), take(.level, Self.share, bytes) { return .level }
        if !hasLevel, take(.embedded, Self.share, bytes) { return .embedded }
        if !hasLevel, words == 0 {
            if takeLetterBracket(bytes) { return .letterBracket }
            if !isTimeless, takeLevelWord(bytes) { return .levelWord }
        }
        if take(.dash, Self.share, bytes) { return .dash }
        if !hasLevel, !isTimeless, areBehindTabs(bytes), take(.tabLevel, Self.share, bytes) { return .tabLevel }
        if words == 0, let found = takeSeparated(bytes) { return found }
        if take(.tagged, Self.share, bytes, distinct: 0.5) { return .tagged }
        if !isTimeless, take(.process, Self.strictShare, bytes, distinct: 0.5) { return .process }
        if !isTimeless, words == 0, take(.coded, Self.strictShare, bytes) { return .coded }
        if words > 0 {
            // After a word that is header only if something certain follows, nothing is certain that a text can hold.
            // `CURRENT HOST STATE: text` begins so in every line, and is no header.
            if !hasLevel, cursors.count >= Self.sureLines, take(.letter, 1, bytes) { return .letter }
            if words < 2, let found = takeNamed(bytes) { return found }
            if !hasLevel, let found = takeToLevel(bytes) { return found }
            return words < 2 && take(.word, Self.strictShare, bytes, distinct: 0.25) ? .word : nil
        }
        if layout.elements.last != .dash || !hasLevel || layout.elements.dropLast().last == .number || areSetOff(bytes),
            take(.bracket, Self.share, bytes)
        {
            return .bracket
        }
        if take(.angle, Self.share, bytes, distinct: 0.5) { return .angle }
        if hasLevel, take(.brace, Self.strictShare, bytes) { return .brace }
        if hasLevel || isBeforeColon(bytes) || isProcessInParentheses(bytes),
            take(.thread, Self.strictShare, bytes, distinct: 0.5)
        {
            return .thread
        }
        if take(.pipeColumn, Self.share, bytes, distinct: 0.5) { return .pipeColumn }
        if let column = takeColumn(bytes) { return column }
        if layout.elements.last == .level || layout.elements.last == .throughLevel, takeCounter(bytes) {
            return .counter
        }
        let before = cursors
        if isBeforeNumber, take(.number, Self.strictShare, bytes) {
            endsInProcess = isProcess(before, bytes)
            return .number
        }
        if !hasLevel, take(.letter, Self.strictShare, bytes) { return .letter }
        if hasLevel || isHexadecimal(bytes), take(.mark, 1, bytes) { return .mark }
        if let found = takeNamed(bytes) { return found }
        if hasLevel, isWordThenDash(bytes), take(.dashColumn, Self.strictShare, bytes) { return .dashColumn }
        if hasLevel || !layout.elements.contains(.dashColumn),
            take(.dashColumn, Self.strictShare, bytes, distinct: 0.34)
        {
            return .dashColumn
        }
        if take(.dotted, Self.strictShare, bytes, distinct: 0.5) { return .dotted }
        if hasLevel, take(.mark, Self.share, bytes) { return .mark }
        if hasLevel, cursors.count >= Self.sureLines, layout.elements.last != .nameWord,
            layout.elements.last != .dash, areDifferent(bytes), take(.nameWord, 1, bytes, distinct: 0.34)
        {
            return .nameWord
        }
        if take(.shaped, Self.strictShare, bytes) { return .shaped }
        if !hasLevel, !isTimeless, let found = takeToLevel(bytes) { return found }
        if hasLevel, take(.padded, Self.strictShare, bytes, distinct: 0.34) { return .padded }
        // A word here is header only if something certain follows; `trimmed` drops it otherwise.
        return !hasLevel && !isTabbed(bytes) && take(.word, Self.strictShare, bytes, distinct: 0.25) ? .word : nil
    }

    /// Whether a year stands before the places here in most lines: a clock behind it is of another day than the source's latest.
    private func isBehindYear(_ bytes: RawSpan) -> Bool {
        guard !layout.isEmpty else { return false }
        let years = cursors.filter { cursor in
            var at = cursor.at
            while at > 0, bytes.byte(at - 1) == 32 { at -= 1 }
            let year = Cursor(max(0, at - 4), at)
            return at >= 5 && year.four(bytes, 0) >= 1970 && year.four(bytes, 0) < 2100 && bytes.byte(at - 5) == 32
        }
        return years.count * 2 > cursors.count
    }

    /// Whether a level, a name and ` : ` are behind: what follows is the text, though all lines begin it with the same name.
    private func endsInColon(_ bytes: RawSpan) -> Bool {
        guard hasLevel, layout.count > 2, let last = layout.elements.last else { return false }
        let before = layout.elements[layout.count - 2]
        // Behind a logger with its package any separator is the last one.
        if last == .dash, before == .dotted { return true }
        guard
            last == .dashColumn || last == .named
                || last == .dash && (before == .padded || before == .bracket || before == .mark)
        else {
            return false
        }
        return cursors.allSatisfy {
            let colon = last == .dashColumn ? $0.at - 2 : $0.at - 1
            return colon > 0 && bytes.byte(colon) == UInt8(ascii: ":") && Byte.isSpace(bytes.byte(colon - 1))
        }
    }

    /// Where a process, a thread or a flag can stand; behind a logger or a separator a number begins the message.
    private var isBeforeNumber: Bool {
        switch layout.elements.last {
        case .time, .epoch, .clock, .elapsed, .span, .joinedTime, .level, .number, .bracket, .pipeColumn, .throughLevel,
            .coded, .ticks, .separator, .thread:
            true
        default: false
        }
    }

    /// Steps over `element` in every line that has it, if enough have. `distinct`: how many different texts it may
    /// show, as a share of the lines (`atLeast` of them are fine).
    mutating func take(
        _ element: Element, _ share: Double, _ bytes: RawSpan, distinct: Double? = nil, atLeast: Int = 3
    ) -> Bool {
        var stepped = cursors
        var count = 0, empty = 0
        var texts: Set<UInt64> = []
        for index in cursors.indices {
            var c = cursors[index]
            c.skipSpaces(bytes)
            let from = c.at
            var scratch = Record()
            guard Elements.match(element, &c, bytes, context, &scratch, hasLevel: true) else { continue }
            // A header leaves something to say, but for a few empty texts.
            if c.at == c.end, element != .time, element != .level, element != .dash {
                stepped[index] = c
                empty += 1
                continue
            }
            stepped[index] = c
            count += 1
            // Of `name[123]:` the name counts.
            let named = scratch.service.isEmpty ? from..<c.at : scratch.service.range
            if distinct != nil { texts.insert(StableHash.hash(bytes, named)) }
        }
        let few = cursors.count < Self.sureLines
        let judged = empty * 10 <= cursors.count ? cursors.count - empty : cursors.count
        guard count > 0, Double(count) >= (few ? 1 : share) * Double(judged) else { return false }
        let fewest = cursors.count < Self.namingLines
        let isNameless = distinct.map {
            texts.count > max(few ? 1 : atLeast, Int((fewest ? $0 / 2 : $0) * Double(count)))
        }
        if isNameless == true { return false }
        cursors = stepped
        return true
    }

    /// Without the words at its end, which are the message's; a word before `name[pid]:` is the host. A number at the end is a process
    /// only beside a level, or where most lines have one of three digits or more.
    private func trimmed(_ bytes: RawSpan) -> Layout {
        var elements = layout.elements
        while let last = elements.last,
            last == .word
                || !hasLevel
                    && (last == .dotted || last == .tabColumn || last == .colonsColumn || last == .semicolonColumn)
        {
            elements.removeLast()
        }
        // Where columns stand before the time, a number behind it is one more.
        if elements.last == .number, !hasLevel, !endsInProcess, elements.first == .time || elements.first == .clock,
            elements.dropLast().last != .number
        {
            elements.removeLast()
        }
        // A program's name before the time, unless the vote took the first word of a longer text.
        if let place = elements.firstIndex(of: .program),
            elements.dropFirst(place + 1).first(where: { $0 != .paren }).map({
                $0 == .time || $0 == .epoch || $0 == .elapsed
            }) != true
        {
            elements[place] = .word
        }
        for index in elements.indices.dropLast() where elements[index] == .word && elements[index + 1] == .tagged {
            elements[index] = .host
        }
        return Layout(elements)
    }
}

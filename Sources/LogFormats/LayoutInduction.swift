import Bytes
import Model

/// Finds a source's header from its own lines: step by step, the element that (nearly) all of them have at their place.
///
/// Words that differ from line to line in one place are columns; what only some lines have is the message's
/// beginning. So `ERROR Failed: disk full` loses `Failed:` only where every line has such a name there, and few
/// different ones.
struct LayoutInduction {
    /// Shares of the lines that must have an element for it to be header.
    private static let share = 0.9, strictShare = 0.95
    /// Fewer lines than this prove nothing.
    static let minimumLines = 3
    /// With fewer lines than this all must agree.
    static let sureLines = 8
    /// With fewer lines than this names must be (nearly) the same in all.
    private static let namingLines = 5

    private let context: Context
    private var cursors: [Cursor]
    private var layout = Layout()
    private var hasTime = false, hasLevel = false
    /// The lines have no time: the level alone makes the header.
    private let isTimeless: Bool
    /// The last number taken has three digits or more in most lines.
    private var endsInProcess = false

    /// The layout of the lines, or an empty one. `timeLed`: the lines are known to begin with a time.
    static func induce(_ lines: [Cursor], _ bytes: RawSpan, _ context: Context) -> Layout {
        guard lines.count >= minimumLines else { return Layout() }
        var timed = LayoutInduction(context: context, cursors: lines, isTimeless: false)
        let found = timed.run(bytes)
        guard found.isEmpty, lines.count >= timelessLines else { return found }
        var timeless = LayoutInduction(context: context, cursors: lines, isTimeless: true)
        let led = timeless.run(bytes)
        return timeless.isSure(led) ? led : Layout()
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
        guard elements.count > 1, let place = elements.firstIndex(where: { $0 == .level || $0 == .letter }), place < 3
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
            if element == .time || element == .epoch || element == .clock || element == .elapsed
                || element == .namedTime
            {
                hasTime = true
            }
            if element == .level || element == .letter || element == .embedded || element == .levelName
                || element == .throughLevel
            {
                hasLevel = true
            }
        }
        return hasTime ? trimmed(bytes) : Layout()
    }

    /// The element that the lines have here, stepping over it in those that have it.
    private mutating func next(_ bytes: RawSpan) -> Element? {
        if !hasTime {
            if take(.time, Self.share, bytes) { return .time }
            if take(.epoch, Self.share, bytes) { return .epoch }
            if take(.clock, Self.share, bytes) { return .clock }
            if layout.isEmpty || layout.elements == [.program], takeElapsed(bytes) { return .elapsed }
            if layout.isEmpty, take(.namedTime, Self.share, bytes) { return .namedTime }
            if !hasLevel, layout.count < 4 {
                if take(.level, Self.share, bytes) { return .level }
                if take(.dash, Self.share, bytes) { return .dash }
                if take(.letter, Self.strictShare, bytes) { return .letter }
            }
            if layout.count < 4, !layout.isEmpty || cursors.count >= Self.sureLines, take(.bracket, Self.share, bytes) {
                return .bracket
            }
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
        let words = layout.elements.reversed().prefix { $0 == .word }.count
        if !layout.elements.contains(.time), take(.time, Self.share, bytes) { return .time }
        if layout.elements.last == .time, takeElapsed(bytes) { return .elapsed }
        if !hasLevel, words == 0 || !isSmallWord(bytes), take(.level, Self.share, bytes) { return .level }
        if !hasLevel, take(.embedded, Self.share, bytes) { return .embedded }
        if take(.dash, Self.share, bytes) { return .dash }
        if take(.tagged, Self.share, bytes, distinct: 0.5) { return .tagged }
        if !isTimeless, take(.process, Self.strictShare, bytes, distinct: 0.5) { return .process }
        if words > 0 {
            // After a word that is header only if something certain follows, nothing is certain that a text can hold.
            // `CURRENT HOST STATE: text` begins so in every line, and is no header.
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
        if hasLevel, take(.thread, Self.strictShare, bytes, distinct: 0.5) { return .thread }
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
        if hasLevel, take(.mark, 1, bytes) { return .mark }
        if let found = takeNamed(bytes) { return found }
        if hasLevel, isWordThenDash(bytes), take(.dashColumn, Self.strictShare, bytes) { return .dashColumn }
        if hasLevel || !layout.elements.contains(.dashColumn),
            take(.dashColumn, Self.strictShare, bytes, distinct: 0.34)
        {
            return .dashColumn
        }
        if take(.dotted, Self.strictShare, bytes, distinct: 0.5) { return .dotted }
        if hasLevel, take(.mark, Self.share, bytes) { return .mark }
        if take(.shaped, Self.strictShare, bytes) { return .shaped }
        if !hasLevel, !isTimeless, let found = takeToLevel(bytes) { return found }
        if hasLevel, take(.padded, Self.strictShare, bytes, distinct: 0.34) { return .padded }
        // A word here is header only if something certain follows; `trimmed` drops it otherwise.
        return !hasLevel && !isTabbed(bytes) && take(.word, Self.strictShare, bytes, distinct: 0.25) ? .word : nil
    }

    /// Whether a program's name can stand here: the first element, or behind a level a word of small letters.
    private func isProgram(_ bytes: RawSpan) -> Bool {
        guard !layout.isEmpty else { return true }
        guard hasLevel, layout.count <= 2, let first = cursors.first else { return false }
        var c = first
        c.skipSpaces(bytes)
        let to = c.wordEnd(bytes)
        for index in c.at..<to where !Byte.isLower(bytes.byte(index)) && bytes.byte(index) != UInt8(ascii: "-") {
            return false
        }
        return to &- c.at >= 3
    }

    /// Whether a tab stands behind the word here in most lines: then it is a column of a table, whose names are the text's.
    private func isTabbed(_ bytes: RawSpan) -> Bool {
        let tabbed = cursors.filter { cursor in
            var c = cursor
            c.skipSpaces(bytes)
            let to = c.wordEnd(bytes)
            return to < c.end && bytes.byte(to) == 9
        }
        return tabbed.count * 2 >= cursors.count
    }

    /// Where a process, a thread or a flag can stand; behind a logger or a separator a number begins the message.
    private var isBeforeNumber: Bool {
        switch layout.elements.last {
        case .time, .epoch, .clock, .elapsed, .level, .number, .bracket, .pipeColumn, .throughLevel: true
        default: false
        }
    }

    /// Steps over `element` in every line that has it, if enough have. `distinct`: how many different texts it may
    /// show, as a share of the lines (`atLeast` of them are fine).
    private mutating func take(
        _ element: Element, _ share: Double, _ bytes: RawSpan, distinct: Double? = nil, atLeast: Int = 3
    ) -> Bool {
        var stepped = cursors
        var count = 0
        var texts: Set<UInt64> = []
        for index in cursors.indices {
            var c = cursors[index]
            c.skipSpaces(bytes)
            let from = c.at
            var scratch = Record()
            guard Elements.match(element, &c, bytes, context, &scratch, hasLevel: true) else { continue }
            // A header leaves something to say.
            guard c.at < c.end || element == .time || element == .level else { continue }
            stepped[index] = c
            count += 1
            // Of `name[123]:` the name counts.
            let named = scratch.service.isEmpty ? from..<c.at : scratch.service.range
            if distinct != nil { texts.insert(StableHash.hash(bytes, named)) }
        }
        let few = cursors.count < Self.sureLines
        guard count > 0, Double(count) >= (few ? 1 : share) * Double(cursors.count) else { return false }
        let fewest = cursors.count < Self.namingLines
        let isNameless = distinct.map {
            texts.count > max(few ? 1 : atLeast, Int((fewest ? $0 / 2 : $0) * Double(count)))
        }
        if isNameless == true { return false }
        cursors = stepped
        return true
    }

    /// A name and a colon in (nearly) all lines: a logger or a program, or where most of the names are levels (`Info:`, `Auth:`)
    /// the level's place.
    private mutating func takeNamed(_ bytes: RawSpan) -> Element? {
        if !hasLevel {
            let levels = cursors.filter { cursor in
                var c = cursor
                c.skipSpaces(bytes)
                var scratch = Record()
                return Elements.levelName(&c, bytes, &scratch) && scratch.severity != nil
            }
            if layout.elements.last != .word, Double(levels.count) >= 0.5 * Double(cursors.count),
                take(.levelName, Self.share, bytes)
            {
                return .levelName
            }
        }
        let before = cursors
        if areWordsOfTheText(bytes) { return nil }
        guard take(.named, Self.share, bytes, distinct: 0.5) else { return nil }
        return hasLevel && (isOneProgram(before, bytes) || areTags(before, bytes)) ? .programName : .named
    }

    /// Whether a separator follows the bracket here in most lines: behind a level and a dash one alone is the text's.
    private func areSetOff(_ bytes: RawSpan) -> Bool {
        let setOff = cursors.filter { cursor in
            var c = cursor
            c.skipSpaces(bytes)
            guard let close = c.closing(UInt8(ascii: "["), UInt8(ascii: "]"), bytes) else { return false }
            c.at = close &+ 1
            if c.peek(bytes) == UInt8(ascii: ":") { return true }
            c.skipSpaces(bytes)
            return c.peek(bytes) == UInt8(ascii: "[") || Elements.dash(&c, bytes)
        }
        return setOff.count * 2 >= cursors.count
    }

    /// Whether small letters stand here in most lines: `Unexpected error: text` is a sentence.
    private func isSmallWord(_ bytes: RawSpan) -> Bool {
        let small = cursors.filter { cursor in
            var c = cursor
            c.skipSpaces(bytes)
            return Byte.isLower(c.peek(bytes))
        }
        return small.count * 2 >= cursors.count
    }

    /// Whether the names before a colon here are codes of messages (`HHH000412: text`), or in only a few lines such as a sentence
    /// begins with as well (`Request: text`).
    private func areWordsOfTheText(_ bytes: RawSpan) -> Bool {
        let few = cursors.count < Self.sureLines
        let words = cursors.filter { cursor in
            var c = cursor
            c.skipSpaces(bytes)
            let to = c.wordEnd(bytes) &- 1
            guard to > c.at, bytes.byte(to) == UInt8(ascii: ":") else { return false }
            if TimeLed.isCode(bytes, c.at, to) || isPair(Cursor(to + 1, c.end), bytes) { return true }
            return few && hasLevel && Byte.isUpper(c.peek(bytes)) && !HeaderPieces.isName(bytes, c.at, to)
        }
        return words.count * 2 > cursors.count
    }

    /// `client: 12, node: ...`: whether a value and a comma follow a name's colon, and one more name.
    private func isPair(_ value: Cursor, _ bytes: RawSpan) -> Bool {
        var c = value
        c.skipSpaces(bytes)
        let to = c.wordEnd(bytes)
        guard to > c.at, bytes.byte(to &- 1) == UInt8(ascii: ",") else { return false }
        c.at = to
        c.skipSpaces(bytes)
        let next = c.wordEnd(bytes)
        return next > c.at && bytes.byte(next &- 1) == UInt8(ascii: ":")
    }

    /// Whether some of the names here have a process, as syslog's tags do: then all of them are programs.
    private func areTags(_ places: [Cursor], _ bytes: RawSpan) -> Bool {
        let tags = places.filter { place in
            var c = place
            c.skipSpaces(bytes)
            var scratch = Record()
            return Elements.tagged(&c, bytes, &scratch)
        }
        return tags.count * 5 >= places.count
    }

    /// Whether all lines have one and the same name here, one that a program can have: `santad:`, not `org.example.Class:` or `root:`.
    private func isOneProgram(_ places: [Cursor], _ bytes: RawSpan) -> Bool {
        var first: Range<Int>?
        for place in places {
            var c = place
            c.skipSpaces(bytes)
            let name = c.at..<max(c.at, c.wordEnd(bytes) - 1)
            if let first {
                guard first.count == name.count,
                    zip(first, name).allSatisfy({ bytes.byte($0) == bytes.byte($1) })
                else { return false }
            } else {
                for index in name where !Byte.isLower(bytes.byte(index)) && bytes.byte(index) != UInt8(ascii: "-") {
                    return false
                }
                first = name
            }
        }
        guard let first, first.count >= 3 else { return false }
        switch Word.lower(bytes, first.lowerBound, first.upperBound) {
        case Word.of("root"), Word.of("main"), Word.of("default"), Word.of("logger"), Word.of("global"),
            Word.of("stdout"), Word.of("stderr"):
            return false
        default: return true
        }
    }

    /// Whether one word and ` - ` stand here in (nearly) all lines: a column, however many texts it has.
    private func isWordThenDash(_ bytes: RawSpan) -> Bool {
        let fitting = cursors.filter { cursor in
            var c = cursor
            c.skipSpaces(bytes)
            let to = c.wordEnd(bytes)
            return to > c.at && Scan.starts(bytes, at: to, end: c.end, with: " - ")
        }
        return Double(fitting.count) >= Self.strictShare * Double(cursors.count)
    }

    /// Time since the start, which hardly ever steps back and is not the same in all lines.
    private mutating func takeElapsed(_ bytes: RawSpan) -> Bool {
        var stepped = cursors
        var last = 0, count = 0, backwards = 0, changes = 0
        for index in cursors.indices {
            var c = cursors[index]
            c.skipSpaces(bytes)
            guard let value = Elements.elapsed(&c, bytes), c.left > 1 else { continue }
            if count > 0, value < last { backwards += 1 }
            if count > 0, value != last { changes += 1 }
            (last, count) = (value, count + 1)
            stepped[index] = c
        }
        guard Double(count) >= Self.share * Double(cursors.count), backwards * 20 <= count, changes > 1 else {
            return false
        }
        cursors = stepped
        return true
    }

    /// The level further on: one that is set off, or words of the closed set in one column, two different ones at least.
    private mutating func takeToLevel(_ bytes: RawSpan) -> Element? {
        if isNoSentence(bytes), take(.throughLevel, Self.strictShare, bytes) { return .throughLevel }
        guard cursors.count >= Self.sureLines else { return nil }
        var ahead = cursors
        for step in 0..<6 where layout.count + step + 1 < Layout.capacity {
            var severities: Set<UInt8> = []
            var count = 0
            for index in ahead.indices {
                var c = ahead[index]
                c.skipSpaces(bytes)
                let to = c.wordEnd(bytes)
                if to < c.end, let severity = Levels.severity(bytes, c.at, to) {
                    count += 1
                    severities.insert(severity.rawValue)
                }
                c.at = to
                ahead[index] = c
            }
            guard Double(count) < Self.strictShare * Double(cursors.count) || severities.count < 2 else {
                // Each word before it, then the level itself.
                for _ in 0..<step { layout.append(.word) }
                cursors = ahead
                return .level
            }
        }
        return nil
    }

    /// Whether what stands before the level further on is no text: the lines have different levels, or no plain word stands before it.
    /// `Got an ERROR from host` is a sentence that many lines can have.
    private func isNoSentence(_ bytes: RawSpan) -> Bool {
        var severities: Set<UInt8> = []
        var plain = 0
        for cursor in cursors {
            var c = cursor
            var scratch = Record()
            guard Elements.throughLevel(&c, bytes, &scratch), let severity = scratch.severity else { continue }
            severities.insert(severity.rawValue)
            // The word before the level.
            var word = cursor
            word.skipSpaces(bytes)
            var last = word.at..<word.at
            while word.wordEnd(bytes) < c.at {
                last = word.at..<word.wordEnd(bytes)
                word.at = last.upperBound
                word.skipSpaces(bytes)
            }
            let isWord =
                last.isEmpty ? layout.elements.last == .word : last.allSatisfy { Byte.isLetter(bytes.byte($0)) }
            if isWord { plain += 1 }
        }
        return severities.count > 1 || plain * 2 < cursors.count
    }

    /// A text up to a tab, a semicolon or two colons, where nearly all lines have one: before the time, before a level further on, or
    /// behind a level that such a mark set off. The columns of a table without a level are its text.
    private mutating func takeColumn(_ bytes: RawSpan) -> Element? {
        for (element, mark) in [
            (Element.tabColumn, UInt8(9)), (.colonsColumn, UInt8(ascii: ":")), (.semicolonColumn, UInt8(ascii: ";")),
        ] {
            let isFirst = !hasTime || isTimeless && layout.isEmpty
            if hasLevel {
                guard !isFirst, isMarked(by: mark, bytes), take(element, Self.strictShare, bytes) else { continue }
                return element
            }
            var ahead = self
            // `shop::cart` alone is a name.
            guard isFirst || element != .colonsColumn || isMarked(by: mark, bytes) else { continue }
            guard isFirst || ahead.take(.throughLevel, Self.strictShare, bytes),
                take(element, Self.strictShare, bytes, distinct: 0.5)
            else { continue }
            return element
        }
        return nil
    }

    /// Whether the mark stands here or has just been stepped over, in nearly all lines.
    private func isMarked(by mark: UInt8, _ bytes: RawSpan) -> Bool {
        let marked = cursors.filter { $0.peek(bytes) == mark || $0.at > 0 && bytes.byte($0.at - 1) == mark }
        return Double(marked.count) >= Self.strictShare * Double(cursors.count)
    }

    /// A number that counts on by one in most lines, as no text's does.
    private mutating func takeCounter(_ bytes: RawSpan) -> Bool {
        guard cursors.count >= Self.sureLines else { return false }
        var stepped = cursors
        var last: Int?
        var steps = 0, count = 0
        for index in cursors.indices {
            var c = cursors[index]
            c.skipSpaces(bytes)
            guard let value = Elements.counter(&c, bytes), c.left > 1 else { continue }
            if let last, value == last + 1 || last & 15 == 9 && value == last + 7 { steps += 1 }
            (last, count) = (value, count + 1)
            stepped[index] = c
        }
        guard Double(count) >= Self.strictShare * Double(cursors.count), steps * 4 >= count * 3 else { return false }
        cursors = stepped
        return true
    }

    /// Whether the numbers that stand at these places have three digits or more in most lines.
    private func isProcess(_ places: [Cursor], _ bytes: RawSpan) -> Bool {
        let long = places.filter { place in
            var c = place
            c.skipSpaces(bytes)
            _ = c.take(UInt8(ascii: "#"), bytes)
            return c.digitCount(bytes, limit: 3) == 3
        }
        return long.count * 2 >= places.count
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
        if elements.last == .number, !hasLevel, !endsInProcess, elements.first == .time || elements.first == .clock {
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

import Bytes
import Model

/// What only all lines together show: time since the start, levels further on, columns, numbers that count.
extension LayoutInduction {
    /// Time since the start, which hardly ever steps back and is not the same in all lines.
    mutating func takeElapsed(_ bytes: RawSpan) -> Bool {
        let found = progress(bytes, Elements.elapsed)
        return step(found, found.reaches(Self.share) && found.backwards * 20 <= found.count && found.changes > 1)
    }

    /// The level further on: one that is set off, or words of the closed set in one column, two different ones at least.
    mutating func takeToLevel(_ bytes: RawSpan) -> Element? {
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
    func isNoSentence(_ bytes: RawSpan) -> Bool {
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
            // A level within a path or behind a number (`cart.py:133-warning:`) is no sentence's.
            let isPart = (word.at..<c.at).contains {
                Byte.isDigit(bytes.byte($0)) || bytes.byte($0) == UInt8(ascii: "/")
            }
            let isWord =
                last.isEmpty ? layout.elements.last == .word : last.allSatisfy { Byte.isLetter(bytes.byte($0)) }
            if isWord, !isPart { plain += 1 }
        }
        return severities.count > 1 || plain * 2 < cursors.count
    }

    /// A text up to a tab, a semicolon or two colons, where nearly all lines have one: before the time, before a level further on, or
    /// behind a level that such a mark set off. The columns of a table without a level are its text.
    mutating func takeColumn(_ bytes: RawSpan) -> Element? {
        for (element, mark) in [
            (Element.tabColumn, UInt8(9)), (.colonsColumn, UInt8(ascii: ":")), (.semicolonColumn, UInt8(ascii: ";")),
        ] {
            let isFirst = !hasTime || isTimeless && layout.isEmpty
            if hasLevel {
                guard !isFirst, isMarked(by: mark, bytes), take(element, Self.strictShare, bytes) else { continue }
                return element
            }
            var ahead = self
            // Any text before a level and the same mark: `Thread-15::DEBUG::`.
            if isFirst, ahead.take(element, 1, bytes), ahead.take(.level, 1, bytes), ahead.isMarked(by: mark, bytes),
                take(element, 1, bytes)
            {
                return element
            }
            ahead = self
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
    func isMarked(by mark: UInt8, _ bytes: RawSpan) -> Bool {
        let marked = cursors.filter { $0.peek(bytes) == mark || $0.at > 0 && bytes.byte($0.at - 1) == mark }
        return Double(marked.count) >= Self.strictShare * Double(cursors.count)
    }

    /// A number that counts on by one in most lines, as no text's does.
    mutating func takeCounter(_ bytes: RawSpan) -> Bool {
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

    /// A clock that counts from the start: it hardly ever steps back, begins within the first minute, and is written as no time of day is,
    /// with one digit for its first part or with microseconds.
    mutating func takeSpan(_ bytes: RawSpan) -> Bool {
        let found = progress(bytes, Elements.span) { before, _ in !Self.isTimeOfDay(before, bytes) }
        guard let first = found.first, first < Progress.beginning, found.count >= Self.minimumLines else {
            return false
        }
        return step(
            found,
            found.reaches(Self.share) && (found.backwards - found.restarts) * 20 <= found.count
                && found.restarts * 4 <= found.count && found.noted * 10 >= found.count * 9
                && (found.changes > 1 || cursors.count < Self.sureLines && found.changes > 0))
    }

    /// Whether the clock here has two digits for its hour and no microseconds, as times of day are written.
    private static func isTimeOfDay(_ clock: Cursor, _ bytes: RawSpan) -> Bool {
        var c = clock
        if c.take(UInt8(ascii: "["), bytes) { c.skipSpaces(bytes) }
        guard c.digitCount(bytes, limit: 3) == 2 else { return false }
        while c.at < c.end, Byte.isDigit(c.peek(bytes)) || c.peek(bytes) == UInt8(ascii: ":") { c.at &+= 1 }
        guard c.take(UInt8(ascii: "."), bytes) else { return true }
        return c.digitCount(bytes, limit: 7) < 6
    }

    /// Numbers before a tab that hardly ever step back, with words behind them.
    mutating func takeTicks(_ bytes: RawSpan) -> Bool {
        guard cursors.count >= Self.sureLines else { return false }
        let found = progress(bytes, Elements.ticks) { _, after in
            (after.at..<after.end).contains { Byte.isLetter(bytes.byte($0)) }
        }
        return step(
            found,
            found.reaches(Self.strictShare) && found.backwards == 0 && found.changes * 2 > found.count
                && found.noted * 10 >= found.count * 9)
    }

    /// Numbers that count the lines from the first one on (several may share one), each with a word of few, of which the half are levels.
    mutating func takeNumberedLevel(_ bytes: RawSpan) -> Bool {
        var words: Set<UInt64> = []
        var known = 0
        let found = progress(bytes) { c, bytes in
            var (scratch, from) = (Record(), c)
            guard let value = Elements.numberedLevel(&c, bytes, &scratch) else { return nil }
            if scratch.severity != nil { known += 1 }
            from.at = from.wordEnd(bytes)
            words.insert(StableHash.hash(bytes, from.at..<c.at))
            return value
        }
        return step(
            found,
            found.reaches(Self.strictShare) && (found.first ?? 2) < 2 && found.backwards * 20 <= found.count
                && known * 2 >= found.count && words.count <= 12)
    }

    /// How the numbers run that a reading finds at the lines' places.
    struct Progress {
        /// The places behind the numbers; where there was none, as before.
        var stepped: [Cursor]
        var first: Int?
        /// Lines with a number, and those whose number is another one than the line's before, less, and less and of the first minute (a new start).
        var count = 0, changes = 0, backwards = 0, restarts = 0
        /// Lines with a number of which something was noted.
        var noted = 0

        /// A minute, in microseconds.
        static let beginning = 60_000_000

        func reaches(_ share: Double) -> Bool { Double(count) >= share * Double(stepped.count) }
    }

    private func progress(
        _ bytes: RawSpan, _ read: (inout Cursor, RawSpan) -> Int?,
        noting: (_ before: Cursor, _ after: Cursor) -> Bool = { _, _ in false }
    ) -> Progress {
        var found = Progress(stepped: cursors)
        var last = 0
        for index in cursors.indices {
            var c = cursors[index]
            c.skipSpaces(bytes)
            let before = c
            guard let value = read(&c, bytes), c.left > 1 else { continue }
            if found.first == nil {
                found.first = value
            } else {
                if value != last { found.changes += 1 }
                if value < last {
                    found.backwards += 1
                    if value < Progress.beginning { found.restarts += 1 }
                }
            }
            last = value
            found.count += 1
            found.stepped[index] = c
            if noting(before, c) { found.noted += 1 }
        }
        return found
    }

    /// Steps over the numbers if they are what was looked for.
    private mutating func step(_ found: Progress, _ isThat: Bool) -> Bool {
        if isThat { cursors = found.stepped }
        return isThat
    }

    /// A comma or a semicolon where nearly all lines have one, and the word behind such a mark up to the next one.
    mutating func takeSeparated(_ bytes: RawSpan) -> Element? {
        guard cursors.count >= Self.sureLines else { return nil }
        if take(.separator, Self.strictShare, bytes) { return .separator }
        // Rows of a table without a level stay whole.
        guard hasLevel, isMarked(by: UInt8(ascii: ","), bytes),
            take(.commaColumn, Self.strictShare, bytes, distinct: 0.34)
        else { return nil }
        return .commaColumn
    }

    /// Two brackets without a blank between them before (nearly) all lines: what printed them, and when. One alone can be the text's.
    mutating func takeBrackets(_ bytes: RawSpan) -> Bool {
        guard take(.bracket, Self.strictShare, bytes, distinct: 0.5) else { return false }
        let glued = cursors.filter { $0.peek(bytes) == UInt8(ascii: "[") }
        guard Double(glued.count) >= Self.strictShare * Double(cursors.count) else { return false }
        return take(.bracket, Self.strictShare, bytes, distinct: 0.34)
    }

    /// Letters for levels in brackets: two different ones, or in many lines.
    mutating func takeLetterBracket(_ bytes: RawSpan) -> Bool {
        var severities: Set<UInt8> = []
        for cursor in cursors {
            var (c, scratch) = (cursor, Record())
            c.skipBlanks(bytes)
            // Capitals alone are any bracket's.
            guard Elements.letterBracket(&c, bytes, &scratch) else { continue }
            if let severity = scratch.severity { severities.insert(severity.rawValue) }
        }
        guard severities.count > 1 || !severities.isEmpty && cursors.count >= Self.sureLines else { return false }
        return take(.letterBracket, Self.strictShare, bytes)
    }

    /// A column of few words of which the half are levels, or a fifth where a comma stands behind each: what the others say is no text.
    mutating func takeLevelWord(_ bytes: RawSpan) -> Bool {
        guard cursors.count >= Self.sureLines else { return false }
        var known = 0, commas = 0, count = 0
        var words: Set<UInt64> = []
        for cursor in cursors {
            var (c, scratch) = (cursor, Record())
            c.skipBlanks(bytes)
            let from = c.at
            guard Elements.levelWord(&c, bytes, &scratch) else { continue }
            count += 1
            if scratch.severity != nil { known += 1 }
            let hasComma = bytes.byte(c.at &- 1) == UInt8(ascii: ",")
            if hasComma { commas += 1 }
            words.insert(StableHash.hash(bytes, from..<(hasComma ? c.at &- 1 : c.at)))
        }
        guard words.count <= 8, commas == 0 || commas == count,
            known * 2 >= count || commas > 0 && known * 5 >= count
        else { return false }
        return take(.levelWord, Self.strictShare, bytes)
    }
}

import Bytes
import Model

/// Names, words and numbers in a source's lines: which of them are header, and which begin the text.
extension LayoutInduction {
    /// Whether a program's name can stand here: the first element, or behind a level a word of small letters.
    func isProgram(_ bytes: RawSpan) -> Bool {
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

    /// Whether something holds of what stands behind the blanks at half of the places or more.
    private func inMost(_ places: [Cursor], _ bytes: RawSpan, _ holds: (inout Cursor) -> Bool) -> Bool {
        let found = places.filter { place in
            var c = place
            c.skipSpaces(bytes)
            return holds(&c)
        }
        return found.count * 2 >= places.count
    }

    /// Whether a tab stands behind the word here in most lines: then it is a column of a table, whose names are the text's.
    func isTabbed(_ bytes: RawSpan) -> Bool {
        inMost(cursors, bytes) { c in
            let to = c.wordEnd(bytes)
            return to < c.end && bytes.byte(to) == 9
        }
    }

    /// Whether the places in most lines stand behind a tab.
    func areBehindTabs(_ bytes: RawSpan) -> Bool {
        let behind = cursors.filter { $0.peek(bytes) == 9 || $0.at > 0 && bytes.byte($0.at &- 1) == 9 }
        return behind.count * 2 > cursors.count
    }

    /// A name and a colon in (nearly) all lines: a logger or a program, or where most of the names are levels (`Info:`, `Auth:`)
    /// the level's place.
    mutating func takeNamed(_ bytes: RawSpan) -> Element? {
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
        // Without a level a second name is the text's: `wlan0: State: up`.
        if areWordsOfTheText(bytes) || areNotLatin(bytes) || !hasLevel && layout.elements.last == .named { return nil }
        guard take(.named, Self.share, bytes, distinct: 0.5) else { return nil }
        return hasLevel && (isOneProgram(before, bytes) || areTags(before, bytes)) ? .programName : .named
    }

    /// Whether a separator follows the bracket here in most lines: behind a level and a dash one alone is the text's.
    func areSetOff(_ bytes: RawSpan) -> Bool {
        inMost(cursors, bytes) { c in
            guard let close = c.closing(UInt8(ascii: "["), UInt8(ascii: "]"), bytes) else { return false }
            c.at = close &+ 1
            if c.peek(bytes) == UInt8(ascii: ":") { return true }
            c.skipSpaces(bytes)
            return c.peek(bytes) == UInt8(ascii: "[") || Elements.dash(&c, bytes)
        }
    }

    /// Whether a word in parentheses with a colon behind it stands here in most lines, below a bracket: `[db] (0x0400): text`.
    func isBeforeColon(_ bytes: RawSpan) -> Bool {
        guard layout.elements.last == .bracket else { return false }
        return inMost(cursors, bytes) { c in
            guard c.peek(bytes) == UInt8(ascii: "("),
                let close = c.closing(UInt8(ascii: "("), UInt8(ascii: ")"), bytes, limit: 64)
            else { return false }
            return close &+ 1 < c.end && bytes.byte(close &+ 1) == UInt8(ascii: ":")
        }
    }

    /// Whether a number of three digits or more in parentheses stands directly behind the time in most lines: `17:00:11 (4711) text`.
    func isProcessInParentheses(_ bytes: RawSpan) -> Bool {
        guard layout.elements.last?.isTime == true, cursors.count >= Self.sureLines else { return false }
        return inMost(cursors, bytes) { c in
            guard c.take(UInt8(ascii: "("), bytes) else { return false }
            let digits = c.digitCount(bytes, limit: 9)
            return digits > 2 && c.peek(bytes, digits) == UInt8(ascii: ")")
        }
    }

    /// Whether an address in hexadecimal stands directly behind the time in most lines: a thread or an object.
    func isHexadecimal(_ bytes: RawSpan) -> Bool {
        guard layout.elements.last?.isTime == true, cursors.count >= Self.sureLines else { return false }
        return inMost(cursors, bytes) { $0.take("0x", bytes) }
    }

    /// Whether small letters stand here in most lines: `Unexpected error: text` is a sentence.
    func isSmallWord(_ bytes: RawSpan) -> Bool {
        inMost(cursors, bytes) { Byte.isLower($0.peek(bytes)) }
    }

    /// Whether the names here are of letters that no program's name has.
    private func areNotLatin(_ bytes: RawSpan) -> Bool {
        inMost(cursors, bytes) { $0.peek(bytes) >= 0x80 }
    }

    /// Whether the names before a colon here are codes of messages (`HHH000412: text`), or in only a few lines such as a sentence
    /// begins with as well (`Request: text`).
    func areWordsOfTheText(_ bytes: RawSpan) -> Bool {
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
    func isPair(_ value: Cursor, _ bytes: RawSpan) -> Bool {
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
    func areTags(_ places: [Cursor], _ bytes: RawSpan) -> Bool {
        let tags = places.filter { place in
            var c = place
            c.skipSpaces(bytes)
            var scratch = Record()
            return Elements.tagged(&c, bytes, &scratch)
        }
        return tags.count * 5 >= places.count
    }

    /// Whether all lines have one and the same name here, one that a program can have: `santad:`, not `org.example.Class:` or `root:`.
    func isOneProgram(_ places: [Cursor], _ bytes: RawSpan) -> Bool {
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
    func isWordThenDash(_ bytes: RawSpan) -> Bool {
        let fitting = cursors.filter { cursor in
            var c = cursor
            c.skipSpaces(bytes)
            let to = c.wordEnd(bytes)
            return to > c.at && Scan.starts(bytes, at: to, end: c.end, with: " - ")
        }
        return Double(fitting.count) >= Self.strictShare * Double(cursors.count)
    }

    /// Whether the numbers that stand at these places have three digits or more in most lines.
    func isProcess(_ places: [Cursor], _ bytes: RawSpan) -> Bool {
        inMost(places, bytes) { c in
            _ = c.take(UInt8(ascii: "#"), bytes)
            return c.digitCount(bytes, limit: 3) == 3
        }
    }

    /// Whether the words here are not all the same: what is the same in all lines may be the text's beginning as well.
    func areDifferent(_ bytes: RawSpan) -> Bool {
        var words: Set<UInt64> = []
        for cursor in cursors where words.count < 2 {
            var c = cursor
            c.skipBlanks(bytes)
            words.insert(StableHash.hash(bytes, c.at..<c.wordEnd(bytes)))
        }
        return words.count > 1
    }
}

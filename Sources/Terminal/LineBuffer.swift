/// A line being edited, and the lines before it. Pure: keys in, a line to draw out.
package struct LineBuffer: Sendable {
    package enum Outcome: Sendable, Hashable {
        case editing
        case entered(String)
        /// Ctrl-C: the line is given up.
        case interrupted
        /// Ctrl-D on an empty line.
        case ended
        case clearScreen
    }

    package private(set) var characters: [Character] = []
    /// Before which character the cursor stands.
    package private(set) var cursor = 0
    package private(set) var history: [String]
    private var place: Int
    private var draft = ""
    static let longestLine = 4000
    static let longestHistory = 500

    package init(history: [String] = []) {
        self.history = Array(history.suffix(Self.longestHistory))
        place = self.history.count
    }

    package var text: String { String(characters) }

    /// Takes a key. O(line).
    package mutating func take(_ key: Key) -> Outcome {
        switch key {
        case .text(let character): insert(character)
        case .tab: insert(" ")
        case .enter: return enter()
        case .interrupt:
            set("")
            place = history.count
            return .interrupted
        case .end:
            if characters.isEmpty { return .ended }
            if cursor < characters.count { characters.remove(at: cursor) }
        case .left: cursor = max(0, cursor - 1)
        case .right: cursor = min(characters.count, cursor + 1)
        case .home: cursor = 0
        case .last: cursor = characters.count
        case .wordLeft: cursor = wordStart
        case .wordRight:
            while cursor < characters.count, characters[cursor].isWhitespace { cursor += 1 }
            while cursor < characters.count, !characters[cursor].isWhitespace { cursor += 1 }
        case .backspace:
            if cursor > 0 {
                cursor -= 1
                characters.remove(at: cursor)
            }
        case .delete: if cursor < characters.count { characters.remove(at: cursor) }
        case .killToEnd: characters.removeSubrange(cursor...)
        case .killToStart:
            characters.removeSubrange(..<cursor)
            cursor = 0
        case .killWord:
            let start = wordStart
            characters.removeSubrange(start..<cursor)
            cursor = start
        case .up: recall(place - 1)
        case .down: recall(place + 1)
        case .clear: return .clearScreen
        }
        return .editing
    }

    /// A character that combines with the one before becomes part of it: Hangul letter by letter, accents, emoji.
    private mutating func insert(_ character: Character) {
        guard characters.count < Self.longestLine else { return }
        if cursor > 0 {
            let joined = String(characters[cursor - 1]) + String(character)
            if joined.count == 1, let one = joined.first {
                characters[cursor - 1] = one
                return
            }
        }
        characters.insert(character, at: cursor)
        cursor += 1
    }

    private var wordStart: Int {
        var at = cursor
        while at > 0, characters[at - 1].isWhitespace { at -= 1 }
        while at > 0, !characters[at - 1].isWhitespace { at -= 1 }
        return at
    }

    private mutating func set(_ text: String) {
        characters = Array(text)
        cursor = characters.count
    }

    private mutating func recall(_ new: Int) {
        guard (0...history.count).contains(new), new != place else { return }
        if place == history.count { draft = text }
        place = new
        set(new == history.count ? draft : history[new])
    }

    private mutating func enter() -> Outcome {
        let line = text
        if !line.allSatisfy(\.isWhitespace), history.last != line { history.append(line) }
        if history.count > Self.longestHistory { history.removeFirst() }
        place = history.count
        draft = ""
        set("")
        return .entered(line)
    }

    /// The part of the line that fits `columns`, and the column of the cursor in it. O(line).
    package func window(columns: Int) -> (text: String, cursor: Int) {
        var start = cursor
        var width = 0
        // To the left of the cursor as much as fits, with one column for the cursor itself.
        while start > 0 {
            let next = DisplayWidth.columns(of: characters[start - 1])
            if width + next > columns - 1 { break }
            width += next
            start -= 1
        }
        var stop = cursor
        var all = width
        while stop < characters.count {
            let next = DisplayWidth.columns(of: characters[stop])
            if all + next > columns { break }
            all += next
            stop += 1
        }
        return (String(characters[start..<stop]), width)
    }
}

import Bytes
import Model

/// A header of free build, as a source's own lines show it: up to twelve elements in order. A value of 16 bytes.
struct Layout: Sendable, Hashable {
    static let capacity = 12
    private var low: UInt64 = 0, high: UInt64 = 0
    private(set) var count = 0

    init() {}
    init(_ elements: [Element]) { for element in elements { append(element) } }

    subscript(_ index: Int) -> Element {
        let word = index < 8 ? low &>> UInt64(8 &* index) : high &>> UInt64(8 &* (index &- 8))
        // Only `append` writes here, so the byte is an element's or 0, which is `.end`.
        return unsafeBitCast(UInt8(truncatingIfNeeded: word), to: Element.self)
    }

    /// Adds an element at the end; nothing happens when it is full.
    mutating func append(_ element: Element) {
        guard count < Self.capacity else { return }
        if count < 8 {
            low |= UInt64(element.rawValue) &<< UInt64(8 &* count)
        } else {
            high |= UInt64(element.rawValue) &<< UInt64(8 &* (count &- 8))
        }
        count += 1
    }

    var elements: [Element] { (0..<count).map { self[$0] } }
    var isEmpty: Bool { count == 0 }
    var hasLevel: Bool { elements.contains(where: \.isLevel) }
    /// Whether a time, of the day or since the start, is a part of the header. Without one the level must stand in each line.
    var hasTime: Bool { elements.contains(where: \.isTime) }

    /// Reads a header of this build: an element that is not there is passed over, but the time must be.
    @inline(__always)
    func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        var index = 0
        // A word without a mark is header only if something certain stands behind it, on this line too.
        var doubtful = -1
        while index < count {
            let element = self[index]
            let from = c.at
            let matched = Elements.match(element, &c, bytes, context, &record, hasLevel: context.layoutHasLevel)
            if element == .word {
                if doubtful < 0 { doubtful = from }
            } else if matched {
                doubtful = -1
            }
            if !matched,
                element.isTime || element == .word || element == .host || element == .program
                    || !context.layoutHasTime
                        && (element == .level || element == .letter || element == .letterBracket
                            || element == .numberedLevel || element == .tagged && index == 0
                            || (element == .coded || element == .bracket) && index == 0 && !context.layoutHasLevel)
            {
                return false
            }
            index &+= 1
        }
        if doubtful >= 0 { c.at = doubtful }
        // `run()   ] text`: a bracket that only ends the header.
        if c.peek(bytes) == 32, c.left > 8 { closer(&c, bytes) }
        if record.severity == nil, !context.layoutHasLevel { strayLevel(&c, bytes, &record) }
        return true
    }

    @inline(__always)
    private func closer(_ c: inout Cursor, _ bytes: RawSpan) {
        var next = c
        next.skipSpaces(bytes)
        if next.peek(bytes) == UInt8(ascii: "]"), next.peek(bytes, 1) == 32 { c.at = next.at &+ 1 }
    }

    /// `[Warning] text`, `INFO: text` in a source where most lines name no level.
    @inline(__always)
    private func strayLevel(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) {
        var next = c
        next.skipSpaces(bytes)
        if next.peek(bytes) == UInt8(ascii: "("), Elements.thread(&next, bytes) {
            // `(installer) INFO: text`
            next.skipSpaces(bytes)
            guard Byte.isUpper(next.peek(bytes)) else { return }
        }
        if Byte.isUpper(next.peek(bytes)), Byte.isUpper(next.peek(bytes, 2)) {
            var trial = record
            guard Elements.level(&next, bytes, &trial), next.left > 2 else { return }
            // `INFO: text`, `INFO  text`, `WARN [cart] text`
            guard
                bytes.byte(next.at &- 1) == UInt8(ascii: ":")
                    || next.peek(bytes) == 32
                        && (next.peek(bytes, 1) == 32 || next.peek(bytes, 1) == UInt8(ascii: "["))
            else { return }
            (c, record) = (next, trial)
            return
        }
        guard next.peek(bytes) == UInt8(ascii: "["), Byte.isLetter(next.peek(bytes, 1)),
            Elements.level(&next, bytes, &record)
        else { return }
        c = next
    }
}

/// What a parser knows besides the line: the same for all lines until the tracker decides anew.
struct Context: Sendable, Hashable {
    var time: TimeContext
    /// The build of a header of free build; empty while none was voted for.
    var layout = Layout()
    var layoutHasLevel = false
    /// Whether the layout has a time; without one its level is what a line must have.
    var layoutHasTime = true
    /// Columns of a W3C extended log.
    var columns = Columns()
    /// Most headers of the source stand behind spaces.
    var isIndented = false
    /// A time alone is an empty record, and no heading.
    var hasEmptyTexts = false

    init(time: TimeContext) { self.time = time }
}

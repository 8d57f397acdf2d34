import Bytes

/// What the words of a message say: failure, trouble, a change of state, an end. English, Korean, Japanese and Chinese.
///
/// One reading serves the detectors, which weigh what they count by it, and the correlation, which asks whether a message accuses anyone.
/// A word of which there is none says nothing: `0 errors`, `no failure`, `errors=0`, `Failure Code: 0x0`, `오류 0건`, `エラーなし`, `无错误`.
///
/// Read from a template's text once, when the template is introduced, not for lines. A value type; reading is O(length), of 1024 bytes at most.
package struct Wording: Sendable, Hashable {
    /// As `Snapshot`s keep it: what the detectors ask.
    package var raw: UInt8 { UInt8(truncatingIfNeeded: marks.rawValue) }
    private var marks: Marks = []

    /// As kept in a snapshot; `isTrouble` and `isTroubleBeyondEnds` are not kept.
    package init(raw: UInt8) { marks = Marks(rawValue: UInt16(raw)) }

    /// A warning, slowness, something missing or held back.
    package var isNotable: Bool { marks.contains(.notable) }
    /// Something failed.
    package var isFailure: Bool { marks.contains(.failure) }
    /// A crash, a kill, an exception, damage.
    package var isGrave: Bool { marks.contains(.grave) }
    /// A service stops, ends or starts anew.
    package var isLifecycle: Bool { marks.contains(.lifecycle) }
    /// A client did it.
    package var isClient: Bool { marks.contains(.client) }
    /// The message itself says that the failure does not matter.
    package var isIgnored: Bool { marks.contains(.ignored) }
    /// The message says that what failed is tried again.
    package var isRetried: Bool { marks.contains(.retried) }
    /// Whether it speaks of trouble at all, be it that a session ended.
    package var isTrouble: Bool { !marks.isDisjoint(with: [.trouble, .end]) }
    /// Whether it speaks of more trouble than that a session ended.
    package var isTroubleBeyondEnds: Bool { marks.contains(.trouble) }

    /// Reads a template's text.
    ///
    /// - Parameters:
    ///   - text: the template, values as `<*>`.
    ///   - sample: a line with the message: a word that is counted where the template has a placeholder (`errors=<*>`) says nothing where its
    ///     count is none throughout.
    package init(_ text: String, sample: String? = nil) {
        let words = WordingText(text)
        var example: WordingText?
        for (index, range) in words.ranges.enumerated() {
            marks.formUnion(Vocabulary.phrases.marks(words.bytes[range.lowerBound...]))
            let said = Self.marks(of: words.bytes[range])
            guard !said.isEmpty, !words.isNegated(index) else { continue }
            if let sample, !said.isDisjoint(with: .bad) {
                let line = example ?? WordingText(sample)
                example = line
                if line.isNegatedThroughout(words.bytes[range]) { continue }
            }
            marks.formUnion(said)
        }
        if Self.hasServerErrorStatus(words.lowered) { marks.formUnion([.failure, .trouble]) }
    }

    private static func marks(of word: ArraySlice<UInt8>) -> Marks {
        var marks = Vocabulary.stems.marks(word)
        if WordingText.isEastAsian(word) { marks = eastAsian(word, marks) }
        if marks.contains(.failure), Vocabulary.notFailure.contains(where: word.elementsEqual) {
            marks.remove(.failure)
        }
        if marks.contains(.grave) || isException(word) { marks.formUnion([.grave, .failure]) }
        if !marks.isDisjoint(with: .bad), !marks.contains(.end) { marks.insert(.trouble) }
        return marks
    }

    /// Compounds are written without blanks, in Japanese and Chinese whole sentences, so a stem counts within a word, too (`결제실패`), unless
    /// none of it is meant (`오류없음`, `エラーなし`, `无错误`).
    private static func eastAsian(_ word: ArraySlice<UInt8>, _ atBeginning: Marks) -> Marks {
        var marks = atBeginning
        for at in word.indices where word[at].beginsEastAsian {
            let rest = word[at...]
            if at > word.startIndex, Vocabulary.noneBehind.contains(where: rest.starts) { return [] }
            if Vocabulary.noneBefore.contains(where: { word[..<at].suffix($0.count).elementsEqual($0) }) { continue }
            marks.formUnion(Vocabulary.stems.marks(rest))
        }
        return marks
    }

    /// `KeyError`, `psycopg2.OperationalError`, `NullPointerException`: a word that ends so and does not consist of it.
    private static func isException(_ word: ArraySlice<UInt8>) -> Bool {
        if word.elementsEqual("noerror".utf8) { return false }
        return (word.count > 5 && word.hasSuffix("error")) || (word.count > 9 && word.hasSuffix("exception"))
            || word.elementsEqual("traceback".utf8) || word.elementsEqual("exception".utf8)
    }

    /// `" 502 ` as in access logs, `status=503`, `code: 500`: an HTTP status of the server's own failure.
    private static func hasServerErrorStatus(_ text: [UInt8]) -> Bool {
        var index = 0
        while index + 3 <= text.count {
            defer { index += 1 }
            guard text[index] == 0x35, isDigit(text[index + 1]), isDigit(text[index + 2]), text[index + 1] == 0x30
            else {
                continue
            }
            if index + 3 < text.count, isDigit(text[index + 3]) || isLetter(text[index + 3]) { continue }
            let before = text[..<index]
            if before.hasSuffix("\" ") || before.hasSuffix("status=") || before.hasSuffix("status: ")
                || before.hasSuffix("status ") || before.hasSuffix("code=")
                || before.hasSuffix("\"status\":")
                || before.hasSuffix("http ") || before.hasSuffix("-> ")
            {
                return true
            }
        }
        return false
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
    private static func isLetter(_ byte: UInt8) -> Bool { byte >= 97 && byte <= 122 }
}

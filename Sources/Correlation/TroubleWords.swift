import Model

/// Words by which a message speaks of trouble, where it carries no severity.
enum TroubleWords {
    private static let beginnings = [
        "abort", "cannot", "crash", "denied", "disconnect", "error", "exception", "exceeded", "expired", "fail",
        "fatal", "invalid",
        "killed", "lost", "oom", "panic", "refused", "reject", "reset", "retry", "slow", "timed", "timeout", "unable",
        "unavailable",
        "unexpected", "unreachable", "broken", "closed",
    ]

    /// What is trouble though no word of it is.
    private static let phrases = [
        "out of memory", "not responding", "not reachable", "no space left", "no route to host", "link is down",
        "blocked for more than",
    ].map { Array($0.utf8) }

    /// Those by which a session's ordinary end is told.
    private static let ends: Set<String> = ["closed", "disconnect"]
    private static let beyondEnds = beginnings.filter { !ends.contains($0) }

    /// Those that a connection's or a session's ordinary end does not say.
    private static let failures = [
        "abort", "cannot", "crash", "denied", "error", "exception", "exceeded", "fail", "fatal", "oom", "panic",
        "refused",
        "timed", "timeout", "unable", "unavailable", "unreachable", "broken",
    ]

    /// Whether the text says that something failed, not only that it ended or was slow.
    static func speakOfFailure(_ text: String, sample: String? = nil) -> Bool {
        speak(text, failures, sample)
            || KoreanTroubleWords.speak(Array(text.utf8.prefix(512)), failuresOnly: true, sample: sample)
    }

    /// Whether some word of the text begins or ends like one of trouble (`failed`, `OperationalError`). The first 512 bytes.
    ///
    /// A word that is counted says nothing where its count is none: `0 errors`, `Failure Code: 0x0`, `no errors`. `sample` is a line with the
    /// message: the template has a placeholder where the count stood.
    static func speakOfTrouble(_ text: String, sample: String? = nil) -> Bool {
        speak(text, beginnings, sample)
            || KoreanTroubleWords.speak(Array(text.utf8.prefix(512)), failuresOnly: false, sample: sample)
    }

    /// Whether it says more of trouble than that a session ended.
    static func speakBeyondEnds(_ text: String, sample: String? = nil) -> Bool {
        speak(text, beyondEnds, sample)
            || KoreanTroubleWords.speak(Array(text.utf8.prefix(512)), failuresOnly: false, sample: sample)
    }

    private static func speak(_ text: String, _ beginnings: [String], _ sample: String?) -> Bool {
        let bytes = Array(text.utf8.prefix(512))
        if phrases.contains(where: { bytes.containsLowercased($0) }) { return true }
        var example: [UInt8]?
        var at = 0
        while let word = nextWord(bytes, &at) {
            guard isTrouble(word, bytes, beginnings) else { continue }
            switch Count(of: word, in: bytes) {
            case .none: return true
            case .zero: continue
            case .some:
                guard let sample else { return true }
                // The same word in the line, wherever it stands: is it counted there, and is each count none?
                let line = example ?? Array(sample.utf8.prefix(2048))
                example = line
                if !isZeroThroughout(bytes[word], in: line) { return true }
            }
        }
        return false
    }

    /// The next run of letters.
    private static func nextWord(_ bytes: [UInt8], _ at: inout Int) -> Range<Int>? {
        while at < bytes.count, !isLetter(bytes[at]) { at += 1 }
        let begin = at
        while at < bytes.count, isLetter(bytes[at]) { at += 1 }
        return begin < at ? begin..<at : nil
    }

    private static func isTrouble(_ word: Range<Int>, _ bytes: [UInt8], _ beginnings: [String]) -> Bool {
        guard word.count >= 3 else { return false }
        let text = String(decoding: bytes[word].map { $0 | 32 }, as: UTF8.self)
        // A name server's word for a good answer.
        if text == "noerror" { return false }
        return beginnings.contains { text.hasPrefix($0) } || text.hasSuffix("error") || text.hasSuffix("exception")
    }

    private static func isZeroThroughout(_ word: ArraySlice<UInt8>, in line: [UInt8]) -> Bool {
        var at = 0
        var isFound = false
        while let other = nextWord(line, &at) {
            guard line[other].count == word.count, zip(line[other], word).allSatisfy({ $0 | 32 == $1 | 32 }) else {
                continue
            }
            guard Count(of: other, in: line) == .zero else { return false }
            isFound = true
        }
        return isFound
    }

    /// How many of it a word is said to be.
    private enum Count {
        case none, zero, some

        init(of word: Range<Int>, in bytes: [UInt8]) {
            let before = Self.before(word.lowerBound, bytes)
            if Self.isNone(before) {
                self = .zero
                return
            }
            let after = Self.after(word.upperBound, bytes)
            if Self.isNone(after) {
                self = .zero
            } else if Self.isValue(before) || Self.isValue(after) {
                self = .some
            } else {
                self = .none
            }
        }

        /// The word before, over one blank.
        private static func before(_ start: Int, _ bytes: [UInt8]) -> ArraySlice<UInt8> {
            guard start >= 2, bytes[start - 1] == 32 else { return [] }
            var begin = start - 1
            while begin > 0, bytes[begin - 1] != 32, start - begin < 12 { begin -= 1 }
            return bytes[begin..<(start - 1)]
        }

        /// What stands behind `=` or `:`, also where one more word follows (`Failure Code: 0x0`, `error_count=0`).
        private static func after(_ end: Int, _ bytes: [UInt8]) -> ArraySlice<UInt8> {
            var at = end
            if at < bytes.count, bytes[at] == 32 || bytes[at] == 95 || bytes[at] == 45 {
                var next = at + 1
                while next < bytes.count, isLetter(bytes[next]) { next += 1 }
                if next > at + 1 { at = next }
            }
            // The quote of a JSON key.
            if at < bytes.count, bytes[at] == 34 { at += 1 }
            guard at < bytes.count, bytes[at] == 61 || bytes[at] == 58 else { return [] }
            at += 1
            while at < bytes.count, bytes[at] == 32 || bytes[at] == 34 { at += 1 }
            var stop = at
            while stop < bytes.count, stop - at < 12, bytes[stop] > 32, bytes[stop] != 44, bytes[stop] != 59,
                bytes[stop] != 34, bytes[stop] != 41, bytes[stop] != 125
            {
                stop += 1
            }
            return bytes[at..<stop]
        }

        private static let nothing: [[UInt8]] = [
            "0", "0x0", "0.0", "0%", "no", "none", "null", "nil", "false", "without", "zero",
        ]
        .map { Array($0.utf8) }

        private static func isNone(_ text: ArraySlice<UInt8>) -> Bool {
            !text.isEmpty
                && nothing.contains { word in
                    word.count == text.count
                        && zip(word, text).allSatisfy { $0 == ($1 >= 65 && $1 <= 90 ? $1 | 32 : $1) }
                }
        }

        /// A number, or the template's placeholder.
        private static func isValue(_ text: ArraySlice<UInt8>) -> Bool {
            guard let first = text.first else { return false }
            return first >= 48 && first <= 57 || first == 60
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { byte >= 97 && byte <= 122 || byte >= 65 && byte <= 90 }
}

extension [UInt8] {
    /// Whether a phrase in lower case is among these bytes, whatever the case of their letters.
    fileprivate func containsLowercased(_ phrase: [UInt8]) -> Bool {
        guard count >= phrase.count else { return false }
        return (0...(count - phrase.count)).contains { at in
            phrase.indices.allSatisfy { index in
                let byte = self[at + index]
                return (byte >= 65 && byte <= 90 ? byte | 32 : byte) == phrase[index]
            }
        }
    }
}

extension Alert {
    /// Whether its message speaks of trouble, by its words.
    ///
    /// That sessions end is said on a good day, too: where such a message is usual, more of it is more work.
    var speaksOfTrouble: Bool {
        let sample = evidence.samples.first
        return isUsual
            ? TroubleWords.speakBeyondEnds(templateText, sample: sample)
            : TroubleWords.speakOfTrouble(templateText, sample: sample)
    }

    /// Whether its message comes four times an hour or more on a good day.
    private var isUsual: Bool {
        guard kind == .rate, let expected = evidence.expected, evidence.windowSeconds > 0 else { return false }
        return expected / evidence.windowSeconds * 900 >= 1
    }

    /// Whether its message says that something failed, by its words.
    var speaksOfFailure: Bool { TroubleWords.speakOfFailure(templateText, sample: evidence.samples.first) }
}

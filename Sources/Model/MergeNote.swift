/// What is noted on an incident that was put into another one. No operator said it, and it tells nothing of how trouble was put right.
package enum MergeNote {
    package static func text(into id: String, korean: Bool) -> String {
        korean ? "장애 \(id)에 합쳐짐" : "merged into incident \(id)"
    }

    /// Whether a note is one of these, whatever the language.
    package static func isOne(_ note: String) -> Bool {
        for korean in [false, true] {
            let parts = text(into: "\u{0}", korean: korean).split(separator: "\u{0}", omittingEmptySubsequences: false)
            guard parts.count == 2, note.hasPrefix(parts[0]), note.hasSuffix(parts[1]) else { continue }
            let id = note.dropFirst(parts[0].count).dropLast(parts[1].count)
            if id.utf8.count == 16, id.allSatisfy(\.isHexDigit) { return true }
        }
        return false
    }
}

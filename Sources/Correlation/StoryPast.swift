import Model

/// What an incident's story says of its past: how often it came back, which incidents were like it, what is counted but not listed.
///
/// A stored incident keeps it in its summary only. It is read back from there, so that the incident can be told in the other language.
struct StoryPast {
    var uncounted = 0
    var reopened = 0
    /// Incidents like it; nil where none is known.
    var likeness: Likeness?

    struct Likeness {
        var count: Int
        /// Of the last one: `2026-11-24` and `17:05`.
        var day: String
        var minute: String
        /// What an operator noted then.
        var note: String?
    }

    init() {}

    init(uncounted: Int, reopened: Int, similar: [SimilarIncident]) {
        self.uncounted = uncounted
        self.reopened = reopened
        guard let last = similar.max(by: { ($0.startedAt, $0.id) < ($1.startedAt, $1.id) }) else { return }
        let at = RFC3339.string(last.startedAt)
        likeness = Likeness(
            count: similar.count, day: String(at.prefix(10)), minute: String(at.dropFirst(11).prefix(5)),
            note: last.notes.last)
    }

    /// Reads it back from a summary in either language. O(length).
    init(of summary: String) {
        for line in summary.split(separator: "\n").map(String.init) {
            if let count = line.between("", " more alerts are counted, not listed.") ?? line.between("그 밖의 경보 ", "건.") {
                uncounted = Int(count) ?? 0
            } else if let rest = line.between("It came back ", ".") {
                reopened = Int(rest.prefix(while: \.isNumber)) ?? 0
            } else if let count = line.between("잠잠해진 뒤 ", "")?.prefix(while: \.isNumber) {
                reopened = Int(count) ?? 0
            } else if let rest = line.between("Seen ", "") {
                likeness = Self.english(rest)
            } else if let rest = line.between("비슷한 장애가 전에 ", "") {
                likeness = Self.korean(rest)
            }
        }
    }

    /// `3 times before, last on 2026-11-24 at 17:05. Noted then: "restarted"`.
    private static func english(_ text: String) -> Likeness? {
        guard let (often, rest) = text.cut(" before, last on "), let (day, behind) = rest.cut(" at ") else {
            return nil
        }
        let count = often == "once" ? 1 : Int(often.prefix(while: \.isNumber))
        return likeness(count, day, behind, note: behind.cut(". Noted then: \"")?.1.between("", "\""))
    }

    /// `3번 있었습니다 (마지막 2026-11-24 17:05). 그때의 메모: “restarted”`.
    private static func korean(_ text: String) -> Likeness? {
        guard let (often, rest) = text.cut("번 있었습니다 (마지막 "), let (day, behind) = rest.cut(" ") else { return nil }
        return likeness(Int(often), day, behind, note: behind.cut("). 그때의 메모: “")?.1.between("", "”"))
    }

    private static func likeness(_ count: Int?, _ day: String, _ behind: String, note: String?) -> Likeness? {
        count.map { Likeness(count: $0, day: day, minute: String(behind.prefix(5)), note: note) }
    }

    func uncountedLine(_ language: Language) -> String {
        language == .korean ? "그 밖의 경보 \(uncounted)건." : "\(uncounted) more alerts are counted, not listed."
    }

    func lines(_ language: Language) -> [String] {
        let korean = language == .korean
        var lines: [String] = []
        if reopened > 0 {
            lines.append(
                korean
                    ? "잠잠해진 뒤 \(reopened)번 다시 발생했습니다.\(reopened > 1 ? " 되풀이되고 있습니다." : "")"
                    : "It came back \(reopened) time\(reopened == 1 ? "" : "s") after it was quiet\(reopened > 1 ? ": it is flapping" : "")."
            )
        }
        if let likeness {
            let (count, day, minute) = (likeness.count, likeness.day, likeness.minute)
            var text =
                korean
                ? "비슷한 장애가 전에 \(count)번 있었습니다 (마지막 \(day) \(minute))."
                : "Seen \(count == 1 ? "once" : "\(count) times") before, last on \(day) at \(minute)."
            if let note = likeness.note { text += korean ? " 그때의 메모: “\(note)”" : " Noted then: \"\(note)\"" }
            lines.append(text)
        }
        return lines
    }
}

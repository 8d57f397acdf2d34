import APIModel
import Terminal

/// An incident as a person wants to read it: what, when, where, why it is unusual, the lines that prove it, the likely cause.
enum IncidentReport {
    /// One line of a list.
    static func row(_ incident: IncidentDocument) -> String {
        let state = incident.state == "open" ? Console.styled("open", .bold) : incident.state
        let head = "\(incident.id)  \(Figures.time(incident.openedAt))  \(severity(incident.severity))  \(state)  "
        let title = Console.visible(incident.title, limit: 400)
        // A pipe takes whole lines.
        guard Console.isTerminal else { return head + title }
        let room = max(40, Console.width - 51 - incident.state.count)
        return head
            + (DisplayWidth.columns(of: title) <= room
                ? title : DisplayWidth.prefix(of: title, columns: room - 1) + "…")
    }

    static func severity(_ severity: String) -> String {
        let padded = severity + String(repeating: " ", count: max(0, 8 - severity.count))
        switch severity {
        case "critical": return Console.styled(padded, .red, .bold)
        case "warning": return Console.styled(padded, .yellow, .bold)
        default: return Console.styled(padded, .cyan)
        }
    }

    /// The whole of it. `samples`: how many raw lines to show at most for each alert; `isStored`: whether a store holds it, so that
    /// `incidents show` finds it.
    static func full(
        _ incident: IncidentDocument, alerts: Int = 8, samples: Int = 1, isStored: Bool = true, language: String = "en"
    ) -> String {
        func say(_ english: String, _ korean: String) -> String { language == "ko" ? korean : english }
        var text = "\(severity(incident.severity))  \(Console.styled(Console.visible(incident.title), .bold))\n"
        let state = incident.state == "acknowledged" ? say(incident.state, "확인됨") : say(incident.state, "진행 중")
        let end =
            incident.closedAt.map { say("resolved \(Figures.time($0))", "\(Figures.time($0)) 해결됨") } ?? state
        text +=
            say("  opened \(Figures.time(incident.openedAt)) UTC, ", "  \(Figures.time(incident.openedAt)) UTC 발생, ")
            + "\(end)   id \(incident.id)\n"
        if incident.weak == true {
            text += Console.styled(
                say("  weakly grounded: little history came before it\n", "  근거 약함: 이전 기록이 적음\n"), .dim)
        }
        if let summary = incident.summary, !summary.isEmpty {
            text += wrapped(course(summary, of: incident), indent: "  ")
        }
        if !incident.rootCauses.isEmpty {
            text += "  " + Console.styled(say("likely cause", "유력한 원인"), .bold) + "\n"
            for (index, cause) in incident.rootCauses.prefix(3).enumerated() {
                text += wrapped(
                    "\(index + 1). \(cause.node) (\(Int((cause.score * 100).rounded())) %): \(cause.why)",
                    indent: "    ")
            }
        }
        if let changes = incident.changes, !changes.isEmpty {
            text += "  " + Console.styled(say("changed just before", "직전의 변경"), .bold) + "\n"
            for change in changes { text += wrapped(change, indent: "    ") }
        }
        if let advice = incident.advice, !advice.isEmpty {
            text += "  " + Console.styled(say("to consider", "고려할 점"), .bold) + "\n"
            for line in advice { text += wrapped(line, indent: "    ") }
        }
        if let foresight = incident.foresight, !foresight.isEmpty {
            text += "  " + Console.styled(say("early signs", "전조"), .bold) + "\n"
            for line in foresight { text += wrapped(line, indent: "    ") }
        }
        if let muted = incident.muted, !muted.isEmpty {
            text += "  " + Console.styled(say("not told apart while it lasts", "함께 묶여 따로 알리지 않음"), .bold) + "\n"
            for line in muted { text += wrapped(line, indent: "    ") }
        }
        if let runbooks = incident.runbooks { text += reading(runbooks, named: say("runbook", "런북")) }
        text += "  " + Console.styled(say("evidence", "근거"), .bold) + "\n"
        let rows = EvidenceRows.folded(incident.alerts)
        let shown = EvidenceRows.chosen(rows, limit: alerts)
        for (alert, twins) in shown {
            let places =
                twins.isEmpty
                ? alert.node
                : say("\(alert.node) and \(twins.count) more", "\(alert.node) 외 \(twins.count)개")
                    + " (\(twins.prefix(3).joined(separator: ", ")))"
            let often = alert.count > 1 ? say(", \(alert.count) times", ", \(alert.count)회") : ""
            text +=
                "    \(Figures.time(alert.onset))  \(Console.styled(places, .cyan))  "
                + say(alert.kind + source(alert, "of"), (koreanKinds[alert.kind] ?? alert.kind) + source(alert, "출처"))
                + ", \(Figures.decimal(alert.score, 1)) " + say("decades", "자릿수") + often
                + (alerts > 20 ? Console.styled("  \(alert.id.prefix(8))", .dim) : "") + "\n"
            text += wrapped(alert.evidence.text, indent: "      ")
            if let reason = alert.reason, !reason.isEmpty {
                text += wrapped(say("here because: \(reason)", "묶인 까닭: \(reason)"), indent: "      ", dim: true)
            }
            for sample in alert.evidence.samples.prefix(samples) {
                for line in Console.visible(sample, limit: 600).split(separator: "\n").prefix(6) {
                    for row in quoted(line) { text += Console.styled("      | " + row, .dim) + "\n" }
                }
            }
        }
        let rest = rows.count - shown.count
        if rest > 0 {
            let remedy =
                isStored
                ? "haetae incidents show \(incident.id)"
                : say("haetae analyze --json shows all", "haetae analyze --json")
            text += say("    and \(rest) more not shown: \(remedy)\n", "    그 밖의 \(rest)건 생략: \(remedy)\n")
        }
        for note in incident.notes ?? [] { text += wrapped(say("note: \(note)", "메모: \(note)"), indent: "  ") }
        return text
    }

    private static let koreanKinds = [
        "rate": "빈도", "silence": "끊김", "novelty": "새 메시지", "severity": "오류 비율", "values": "값", "flows": "흐름",
        "drift": "모델 어긋남", "collection": "수집", "flood": "폭주", "external": "외부 경보",
    ]

    /// Whose alert it is, where another system raised it.
    private static func source(_ alert: IncidentDocument.Alert, _ word: String) -> String {
        guard let origin = alert.origin, origin != "haetae" else { return "" }
        return " \(word) " + Console.visible(origin, limit: 64).replacing("\n", with: " ")
    }

    /// A raw line in two rows at most: what tells one record from another often stands at its end. A pipe takes whole lines.
    private static func quoted(_ line: Substring) -> [String] {
        let width = Console.width - 8
        guard Console.isTerminal, DisplayWidth.columns(of: line) > width else { return [String(line)] }
        let first = DisplayWidth.prefix(of: line, columns: width)
        let rest = line.dropFirst(first.count)
        return [
            String(first),
            DisplayWidth.columns(of: rest) > width
                ? DisplayWidth.prefix(of: rest, columns: width - 1) + "…" : String(rest),
        ]
    }

    /// The story without its sentence on the likeliest cause, which the page has a part of its own for.
    private static func course(_ summary: String, of incident: IncidentDocument) -> String {
        guard let cause = incident.rootCauses.first else { return summary }
        let beginnings = ["Likely cause: \(cause.node) (", "가장 유력한 원인: \(cause.node) ("]
        return summary.split(separator: "\n").filter { line in !beginnings.contains { line.hasPrefix($0) } }
            .joined(separator: "\n")
    }

    /// Breaks at blanks to the terminal's width.
    static func wrapped(_ text: String, indent: String, dim: Bool = false) -> String {
        let width = Console.width - indent.count
        var result = ""
        for paragraph in Console.visible(text).split(separator: "\n", omittingEmptySubsequences: true) {
            var line = ""
            // Columns, not characters: Hangul takes two.
            var columns = 0
            for word in paragraph.split(separator: " ", omittingEmptySubsequences: true) {
                let wide = DisplayWidth.columns(of: word)
                if !line.isEmpty, columns + 1 + wide > width {
                    result += indent + (dim ? Console.styled(line, .dim) : line) + "\n"
                    (line, columns) = ("", 0)
                }
                columns += (line.isEmpty ? 0 : 1) + wide
                line += (line.isEmpty ? "" : " ") + word
            }
            if !line.isEmpty { result += indent + (dim ? Console.styled(line, .dim) : line) + "\n" }
        }
        return result
    }
}

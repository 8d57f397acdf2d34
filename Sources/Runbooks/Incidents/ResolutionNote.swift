import Model

/// What operators noted on a resolved incident, as a document to be found and cited: `incident:ID#resolution`.
package struct ResolutionNote: Sendable, Hashable {
    /// `incident:ID`; no file's path has a colon there.
    package var path: String
    package var text: String

    static let scheme = "incident:"
    private static let longestNote = 2000
    private static let mostNotes = 20

    /// Nil while the incident is open, or where nothing was noted.
    package init?(_ incident: Incident) {
        let notes = incident.notes.filter { !MergeNote.isOne($0) }.map(Self.line).filter { !$0.isEmpty }
        guard incident.state == .resolved, !notes.isEmpty else { return nil }
        path = Self.path(of: incident.id)
        let when = RFC3339.string(incident.openedAt).prefix(10)
        let nodes = incident.nodes.prefix(8).map(\.name).joined(separator: ", ")
        // `<*>` twice in a title is no emphasis.
        let title = Self.line(incident.title).replacing("*", with: "\\*")
        var lines = ["# \(title)", "", "Incident \(incident.id) of \(when) on \(nodes).", ""]
        let templates = incident.members.map { Self.line($0.alert.templateText) }.filter { !$0.isEmpty }
        var seen: Set<String> = []
        let shown = templates.filter { seen.insert($0).inserted }.prefix(5)
        if !shown.isEmpty { lines += ["## Symptom", ""] + shown.map { "- " + $0 } + [""] }
        lines += ["## Resolution", ""] + notes.prefix(Self.mostNotes).map { "- " + $0 } + [""]
        text = lines.joined(separator: "\n")
    }

    package static func path(of incident: String) -> String { scheme + incident }

    /// On one line, so that a note or a log line makes no heading, list or code block of its own.
    private static func line(_ text: String) -> String {
        String(text.prefix(longestNote)).split(whereSeparator: \.isWhitespace).joined(separator: " ").trimmed
    }
}

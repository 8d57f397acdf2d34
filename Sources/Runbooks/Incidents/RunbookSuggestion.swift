import Model

/// The passage of a runbook, or the note on an incident of the past, that an incident's operator should read.
package struct RunbookSuggestion: Sendable, Hashable, Codable {
    /// `path.md#section-slug`, or `incident:ID#resolution`.
    package var id: String
    package var title: String
    package var heading: String
    /// `L3-L9`, in the file.
    package var lines: String
    /// The first steps, or what else the section says, word for word.
    package var steps: [String]

    static let mostSteps = 5
    static let longestStep = 300
}

extension RunbookIndex {
    /// What to read for an incident, best first, at most two; empty where the runbooks do not cover it.
    package func suggestions(for incident: Incident) throws(RunbookError) -> [RunbookSuggestion] {
        let question = Self.question(for: incident)
        let result = try searchOwn(
            question.text, limit: 60, context: question.context, holdingAbsent: [ResolutionNote.path(of: incident.id)])
        let answer = try answer("What should be done? " + question.text, of: result)
        guard answer.outcome == .answered else { return [] }
        let parts = answer.parts.filter { $0.role != .warning && !$0.statements.isEmpty }
        let warnings = answer.parts.filter { $0.role == .warning }.flatMap(\.statements).map(\.text)
        guard let best = parts.first(where: { $0.role == .fix }) ?? parts.first else { return [] }
        var suggestions = [Self.suggestion(best, warnings: warnings)]
        // The same runbook's way to look closer, where the steps are not all.
        if let check = parts.first(where: { $0.role == .check }), check != best {
            suggestions.append(Self.suggestion(check, warnings: []))
        }
        return suggestions
    }

    private static func suggestion(_ part: AnswerPart, warnings: [String]) -> RunbookSuggestion {
        let first = part.statements[0].citation
        let last = part.statements.filter { $0.citation.path == first.path }.map(\.citation.lastLine).max()
        let place = Citation(
            path: first.path, section: first.section, firstLine: first.firstLine, lastLine: last ?? first.lastLine)
        let steps = part.statements.map(\.text) + warnings.prefix(2)
        return RunbookSuggestion(
            id: place.path + "#" + place.section, title: part.runbook, heading: part.heading, lines: place.lines,
            steps: steps.prefix(RunbookSuggestion.mostSteps + warnings.prefix(2).count).map {
                String($0.prefix(RunbookSuggestion.longestStep))
            })
    }
}

extension JSONText {
    /// The member `runbooks` of an incident. Keys are only ever added.
    package mutating func member(runbooks suggestions: [RunbookSuggestion]) {
        member("runbooks", suggestions) { text, suggestion in
            text.element { text in
                text.member("id", suggestion.id)
                text.member("title", suggestion.title)
                text.member("heading", suggestion.heading)
                text.member("lines", suggestion.lines)
                text.member("steps", suggestion.steps)
            }
        }
    }
}

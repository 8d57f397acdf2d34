import Model

extension RunbookIndex {
    /// The runbooks for an incident: asked with its title and its strongest alerts' templates, chosen among by its services and
    /// kinds of alert.
    package func search(for incident: Incident, limit: Int = 3, vector: QuestionVector? = nil) throws(RunbookError)
        -> SearchResult
    {
        let question = Self.question(for: incident)
        return try search(question.text, limit: limit, context: question.context, vector: vector)
    }

    /// What is asked about an incident, and its context. The same incident gives the same question.
    package static func question(for incident: Incident) -> (text: String, context: [String]) {
        let strongest = incident.members.map(\.alert).sorted { ($1.score, $0.id) < ($0.score, $1.id) }
        var texts = [incident.title]
        for alert in strongest.prefix(3) {
            let template = alert.templateText.split(separator: " ").filter { !$0.contains("<*>") }.joined(
                separator: " ")
            if !template.isEmpty, !texts.contains(template) { texts.append(template) }
        }
        let services = incident.nodes.map(\.service).filter { !$0.isEmpty }
        return (texts.joined(separator: "\n"), Array(Set(services)).sorted())
    }
}

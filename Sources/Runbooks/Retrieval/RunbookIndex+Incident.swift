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
        // Services on the path, the likely causes first; what other systems call their alerts; the detectors' kinds.
        let nodes = incident.rootCauses.map(\.node) + incident.nodes
        var context: [String] = []
        for word in nodes.map(\.service) + strongest.prefix(8).filter({ $0.kind == .external }).map(\.series)
            + strongest.prefix(3).map({ words(of: $0.kind) })
        where !word.isEmpty && !context.contains(word) { context.append(word) }
        return (texts.joined(separator: "\n"), context)
    }

    /// What runbooks call a kind of alert.
    private static func words(of kind: SignalKind) -> String {
        switch kind {
        case .silence: "stopped down"
        case .flows: "slow latency"
        case .collection, .drift: "log collection"
        case .flood: "flood"
        case .rate, .novelty, .severity, .values, .external: ""
        }
    }
}

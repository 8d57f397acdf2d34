import Model

extension RunbookIndex {
    /// The runbooks for an incident: asked with its title and its strongest alerts' templates, chosen among by its services and
    /// kinds of alert.
    package func search(for incident: Incident, limit: Int = 3, vector: QuestionVector? = nil) throws(RunbookError)
        -> SearchResult
    {
        let question = Self.question(for: incident)
        return try searchOwn(question.text, limit: limit, context: question.context, vector: vector)
    }

    /// The search for a question within a conversation.
    package func search(_ turn: Conversation.Turn, limit: Int = 10, vector: QuestionVector? = nil) throws(RunbookError)
        -> SearchResult
    {
        turn.isOfIncident
            ? try searchOwn(turn.search, limit: limit, context: turn.context, vector: vector)
            : try search(turn.search, limit: limit, context: turn.context, vector: vector)
    }

    /// More runbooks on other products than this are not stepped over.
    private static let mostForeign = 4

    /// `search` for an incident's own words: a runbook whose title names a product that neither they nor the services speak of is not for it
    /// (a worker out of memory is not Redis'), however well the trouble fits.
    func searchOwn(
        _ text: String, limit: Int, context: [String], vector: QuestionVector? = nil,
        holdingAbsent paths: Set<String> = []
    ) throws(RunbookError) -> SearchResult {
        var reader = QueryReader(vocabulary: vocabulary)
        let spoken = Set(reader.read(text, context: context).concepts.flatMap { $0.alternatives.map(\.term) })
        var analyzer = Analyzer()
        var absent = paths
        var result = try search(text, limit: limit, context: context, vector: vector, holdingAbsent: absent)
        for _ in 0..<Self.mostForeign {
            guard let best = result.hits.first else { break }
            let products = analyzer.tokens(of: RunbookFolder.topic(of: best.path) + " \n " + best.title).map(\.text)
                .filter(vocabulary.names.contains)
            guard !products.isEmpty, spoken.isDisjoint(with: products) else { break }
            absent.insert(best.path)
            result = try search(text, limit: limit, context: context, vector: vector, holdingAbsent: absent)
        }
        return result
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

import Model

/// An answer from the store: sentences of what was measured, each with the incidents that it rests on.
package struct IncidentAnswer: Sendable, Hashable, Codable {
    package struct Statement: Sendable, Hashable, Codable {
        package enum Origin: String, Sendable, Hashable, Codable { case measured }
        package var text: String
        /// Ids of incidents; empty for what rests on candidates that were held back, or on templates.
        package var incidents: [String] = []
        package var origin = Origin.measured
    }

    package var question: String
    package var outcome: SearchOutcome
    /// `ko` or `en`.
    package var language: String
    package var read: IncidentQuestion
    package var statements: [Statement] = []

    /// Every incident that is cited, in order, each once.
    package var incidents: [String] {
        var seen: Set<String> = []
        return statements.flatMap(\.incidents).filter { seen.insert($0).inserted }
    }

    private enum CodingKeys: String, CodingKey { case question, outcome, language, read, statements, incidents }
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(question, forKey: .question)
        try container.encode(outcome, forKey: .outcome)
        try container.encode(language, forKey: .language)
        try container.encode(read, forKey: .read)
        try container.encode(statements, forKey: .statements)
        try container.encode(incidents, forKey: .incidents)
    }
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        question = try container.decode(String.self, forKey: .question)
        outcome = try container.decode(SearchOutcome.self, forKey: .outcome)
        language = try container.decode(String.self, forKey: .language)
        read = try container.decode(IncidentQuestion.self, forKey: .read)
        statements = try container.decode([Statement].self, forKey: .statements)
    }
    package init(question: String, outcome: SearchOutcome, language: String, read: IncidentQuestion) {
        (self.question, self.outcome, self.language, self.read) = (question, outcome, language, read)
    }

    /// As plain text, each sentence with its ids.
    package func plainText() -> String {
        let label = language == "ko" ? "측정" : "measured"
        return Answer.printable(
            statements.enumerated().map { at, statement in
                let ids = statement.incidents.isEmpty ? "" : "  [" + statement.incidents.joined(separator: ", ") + "]"
                return (at == 0 ? "" : "  ") + statement.text + ids + (at == 0 ? "  (\(label))" : "")
            }.joined(separator: "\n")) + "\n"
    }
}

/// The passage of a runbook that an incident's operator should read.
package struct RunbookPassage: Codable, Sendable, Equatable {
    /// `path.md#section-slug`, or `incident:ID#resolution`.
    package var id: String
    package var title: String
    package var heading: String
    package var lines: String
    package var steps: [String]
    package init(id: String, title: String, heading: String, lines: String, steps: [String]) {
        (self.id, self.title, self.heading, self.lines, self.steps) = (id, title, heading, lines, steps)
    }
}

/// A question to the daemon: `POST /v1/ask`.
package struct QuestionDocument: Codable, Sendable, Equatable {
    package var question: String
    /// The question that this one follows, for what it leaves out.
    package var earlier: String?
    /// Seconds east of UTC of the asker's times, in the question and in the answer; nil: the daemon's.
    package var zone: Int?
    package init(question: String, earlier: String? = nil, zone: Int? = nil) {
        (self.question, self.earlier, self.zone) = (question, earlier, zone)
    }
}

/// The daemon's answer, as text for people; its JSON has the parts and their places beside it (docs/runbooks.md).
package struct AnswerDocument: Codable, Sendable, Equatable {
    /// `answered`, `closest` or `refused`.
    package var outcome: String
    package var text: String
    package init(outcome: String, text: String) { (self.outcome, self.text) = (outcome, text) }
}

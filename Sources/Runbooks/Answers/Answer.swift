/// Where a statement stands in the runbooks.
package struct Citation: Sendable, Hashable, Codable {
    package var path: String
    package var section: String
    package var firstLine: Int
    package var lastLine: Int

    package init(path: String, section: String, firstLine: Int, lastLine: Int) {
        (self.path, self.section, self.firstLine, self.lastLine) = (path, section, firstLine, lastLine)
    }

    /// `path.md#section L3-L7`
    package var text: String { "\(path)#\(section) \(lines)" }
    /// `L3-L7`
    package var lines: String { firstLine == lastLine ? "L\(firstLine)" : "L\(firstLine)-L\(lastLine)" }
}

/// One statement of an answer, with its proof.
package struct Statement: Sendable, Hashable, Codable {
    package enum Kind: String, Sendable, Hashable, Codable { case text, step, code, table, warning }
    /// Who says it: a runbook word for word, or a language model whose sentence was checked against the passage.
    package enum Origin: String, Sendable, Hashable, Codable { case retrieved, generated }
    package var kind: Kind
    package var text: String
    package var citation: Citation
    package var origin: Origin = .retrieved
}

/// Statements of one section.
package struct AnswerPart: Sendable, Hashable, Codable {
    package enum Role: String, Sendable, Hashable, Codable { case meaning, fix, check, cause, impact, passage, warning }
    package var role: Role
    /// Title of the section, in its own language.
    package var heading: String
    /// Title of the runbook it stands in.
    package var runbook: String
    package var statements: [Statement]
    /// Blocks of the section that were left out, for length.
    package var omitted = 0
}

/// A runbook named beside the answer, or instead of one.
package struct Reference: Sendable, Hashable, Codable {
    package var id: String
    package var title: String
}

/// The answer to a question, from the runbooks alone.
package struct Answer: Sendable, Hashable, Codable {
    package var question: String
    package var outcome: SearchOutcome
    /// Confidence, 0...1.
    package var score: Double
    /// `ko` or `en`: the language of the question, and so of the frame.
    package var language: String
    package var parts: [AnswerPart] = []
    /// Links that lead out of the runbooks, where an answer may stand.
    package var outside: [String] = []
    /// The nearest runbooks (of an answer: the others).
    package var nearest: [Reference] = []
    /// Words of the question that no runbook holds.
    package var unknownWords: [String] = []
    /// Why a model's words are not (all) shown, when one was asked.
    package var note: String?

    package var citations: [Citation] {
        var seen: Set<Citation> = []
        return parts.flatMap(\.statements).map(\.citation).filter { seen.insert($0).inserted }
    }
}

/// A session of questions: one that leans on the one before ("and how do I check that?", "그럼 어떻게 확인하나요?") is searched
/// with its words. A value; a copy is a branch of the conversation.
package struct Conversation: Sendable {
    /// Questions with a topic of their own, latest last.
    package private(set) var questions: [String] = []
    static let mostQuestions = 20

    package init() {}

    /// Whether `question` names a topic: "what should I do?" names none.
    package static func hasTopic(_ question: String, in index: RunbookIndex) -> Bool {
        var reader = QueryReader(vocabulary: index.vocabulary)
        return reader.read(question).concepts.contains {
            $0.isDemanded && !index.vocabulary.isAsking($0.surface)
        }
    }

    /// What `question` speaks of; what it only asks of that ("the cause", "원인이 뭐야") is no topic.
    private static func topics(_ question: String, in index: RunbookIndex) -> [Concept] {
        var reader = QueryReader(vocabulary: index.vocabulary)
        return reader.read(question).concepts.filter { $0.isDemanded && !index.vocabulary.isAsking($0.surface) }
    }

    /// Whether `question` has hardly a topic of its own, and names nothing that the last one did not.
    package func isFollowUp(_ question: String, in index: RunbookIndex) -> Bool {
        guard !questions.isEmpty else { return false }
        let topics = Self.topics(question, in: index)
        guard topics.count < 2 || (Self.leans(question) && topics.count < 4) else { return false }
        return newNames(among: topics, in: index).isEmpty
    }

    /// Names of products in a question that the last one did not speak of.
    private func newNames(among topics: [Concept], in index: RunbookIndex) -> [Concept] {
        guard let last = questions.last else { return [] }
        var reader = QueryReader(vocabulary: index.vocabulary)
        let spoken = Set(reader.read(last).concepts.flatMap { $0.alternatives.map(\.term) })
        return topics.filter { $0.isProduct && spoken.isDisjoint(with: $0.alternatives.map(\.term)) }
    }

    /// "What about Artifactory?" after a question on another product: the same asked of this one. Nil for any other question.
    private func asked(ofAnother question: String, in index: RunbookIndex) -> String? {
        guard let last = questions.last else { return nil }
        let topics = Self.topics(question, in: index)
        let names = newNames(among: topics, in: index)
        guard !names.isEmpty, names.count == topics.filter({ !$0.isLight }).count else { return nil }
        let rest = last.split(separator: " ").filter { word in
            !Self.topics(String(word), in: index).contains(where: \.isProduct)
        }
        return (names.map(\.surface) + rest.map(String.init)).joined(separator: " ")
    }

    /// Whether `question` points back at what was said before ("how do I check that?").
    package static func leans(_ question: String) -> Bool {
        let padded = " " + question.lowercased() + " "
        return [
            " it ", " it?", " that ", " that?", " this ", " this?", " them ", " then ", " what about ", "그럼", "그건",
            "그거",
            "그것", "이건", "거기",
        ].contains { padded[...].range(of: $0) != nil }
    }

    /// What a question is searched as.
    package struct Turn: Sendable, Hashable {
        /// As asked.
        package var question: String
        /// With a topic: of a follow-up, the question before it.
        package var search: String
        /// What only helps to choose.
        package var context: [String]
        /// The question that this one follows; a language model is told it too.
        package var earlier: String?
        /// It is searched with an incident's own words.
        package var isOfIncident = false

        package init(
            question: String, search: String, context: [String], earlier: String? = nil, isOfIncident: Bool = false
        ) {
            (self.question, self.search, self.context, self.earlier) = (question, search, context, earlier)
            self.isOfIncident = isOfIncident
        }
    }

    /// Takes the next question in: a follow-up is searched as the last topic, its own words only help to choose; one that only names another
    /// product is the last one asked of that; a new topic has the last one as context.
    package mutating func next(_ question: String, in index: RunbookIndex) -> Turn {
        let last = questions.last
        if let last, isFollowUp(question, in: index) {
            return Turn(question: question, search: last, context: [question], earlier: last)
        }
        if let last, let carried = asked(ofAnother: question, in: index) {
            keep(carried)
            return Turn(question: question, search: carried, context: [], earlier: last)
        }
        keep(question)
        return Turn(question: question, search: question, context: last.map { [$0] } ?? [])
    }

    private mutating func keep(_ question: String) {
        questions.append(question)
        if questions.count > Self.mostQuestions { questions.removeFirst() }
    }

    /// Answers `question` in the light of the earlier ones, word for word.
    package mutating func ask(_ question: String, of index: RunbookIndex, vector: QuestionVector? = nil)
        throws(RunbookError) -> Answer
    {
        let turn = next(question, in: index)
        return try index.answer(
            question, of: index.search(turn.search, limit: 60, context: turn.context, vector: vector))
    }
}

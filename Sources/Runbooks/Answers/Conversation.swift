/// A session of questions: one that leans on the one before ("and how do I check that?", "그럼 어떻게 확인하나요?") is searched
/// with its words. A value; a copy is a branch of the conversation.
package struct Conversation: Sendable {
    /// Questions with a topic of their own, latest last.
    package private(set) var questions: [String] = []
    static let mostQuestions = 20

    package init() {}

    /// Whether `question` has hardly a topic of its own.
    package func isFollowUp(_ question: String, in index: RunbookIndex) -> Bool {
        guard !questions.isEmpty else { return false }
        var reader = QueryReader(vocabulary: index.vocabulary)
        let topics = reader.read(question).concepts.filter { $0.isDemanded }
        let padded = " " + question.lowercased() + " "
        let leans = [
            " it ", " it?", " that ", " that?", " this ", " this?", " them ", " then ", "그럼", "그건", "그거", "그것", "이건",
            "거기",
        ].contains { padded[...].range(of: $0) != nil }
        return topics.count < 2 || (leans && topics.count < 4)
    }

    /// Answers `question` in the light of the earlier ones: a follow-up is searched as the last topic, its own words only help
    /// to choose; a new topic has the last one as context.
    package mutating func ask(_ question: String, of index: RunbookIndex) throws(RunbookError) -> Answer {
        let last = questions.last
        if let last, isFollowUp(question, in: index) {
            return try index.answer(question, of: index.search(last, limit: 60, context: [question]))
        }
        questions.append(question)
        if questions.count > Self.mostQuestions { questions.removeFirst() }
        return try index.answer(question, of: index.search(question, limit: 60, context: last.map { [$0] } ?? []))
    }
}

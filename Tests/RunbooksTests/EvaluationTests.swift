import FoundationEssentials
import Runbooks
import TestSupport
import Testing

/// The labelled questions, where they are: HAETAE_DATA names the folder that holds `runbooks/docs` and `runbooks/questions.jsonl`.
/// Floors below what was measured, so that a change that breaks retrieval is seen at once.
@Suite struct EvaluationTests {
    struct Question: Decodable {
        var id: String
        var question: String
        var relevant: [String]
        var answerable: Bool
    }

    @Test(.enabled(if: testSetting("HAETAE_DATA") != nil, "HAETAE_DATA is not set"))
    func labelledQuestions() throws {
        let folder = (testSetting("HAETAE_DATA") ?? "") + "/runbooks"
        let index = try RunbookIndex()
        try index.refresh([folder + "/docs"])
        let lines = String(
            decoding: try #require(FileManager.default.contents(atPath: folder + "/questions.jsonl")), as: UTF8.self)
        let questions = try lines.split(separator: "\n").map {
            try JSONDecoder().decode(Question.self, from: Data($0.utf8))
        }
        var first = 0.0
        var reciprocal = 0.0
        var refused = 0.0
        var wrong = 0.0
        var hard = 0.0
        var outcomes: [SearchOutcome: Int] = [:]
        let answerable = questions.filter(\.answerable)
        for question in questions {
            let result = try index.search(question.question, limit: 60)
            outcomes[result.outcome, default: 0] += 1
            guard question.answerable else {
                wrong += result.outcome == .answered ? 1 : 0
                continue
            }
            refused += result.outcome == .answered ? 0 : 1
            let wanted = Set(question.relevant.map { String($0.split(separator: "#")[0]) })
            var paths: [String] = []
            for hit in result.hits where !paths.contains(hit.path) { paths.append(hit.path) }
            if let rank = paths.prefix(10).firstIndex(where: wanted.contains) {
                reciprocal += 1 / Double(rank + 1)
                first += rank == 0 ? 1 : 0
            }
            // The hard test: the runbooks that answer do not exist.
            hard += try index.search(question.question, limit: 1, without: wanted).outcome == .answered ? 1 : 0
        }
        let count = Double(answerable.count)
        print(
            "hit@1 \(first / count), MRR@10 \(reciprocal / count), refused \(refused / count), unanswerable answered \(wrong), hard answered \(hard / count), outcomes \(outcomes.sorted { $0.key.rawValue < $1.key.rawValue })"
        )
        #expect(first / count > 0.80 && reciprocal / count > 0.86)
        #expect(refused / count <= 0.08 && wrong <= 1)
        #expect(hard / count <= 0.5)
    }
}

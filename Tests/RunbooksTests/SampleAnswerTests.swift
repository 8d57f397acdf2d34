import FoundationEssentials
import Runbooks
import Testing

/// The questions over the sample runbooks (`sample-logs/questions.jsonl`): not only what is found is judged, but what is answered.
@Suite struct SampleAnswerTests {
    struct Question: Decodable {
        var id: String
        var lang: String
        var question: String
        var relevant: [String]
        var answerable: Bool
    }
    private static let folder: URL = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "sample-logs")

    private static func questions() throws -> [Question] {
        let text = String(decoding: try Data(contentsOf: folder.appending(path: "questions.jsonl")), as: UTF8.self)
        return try text.split(separator: "\n").map { try JSONDecoder().decode(Question.self, from: Data($0.utf8)) }
    }
    private static func source(_ path: String) throws -> [Substring] {
        let data = try Data(contentsOf: folder.appending(path: "runbooks/" + path))
        return String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    }

    @Test func setIsWhatItShouldBe() throws {
        let questions = try Self.questions()
        #expect(questions.count >= 60)
        #expect(questions.filter { $0.lang == "ko" }.count * 3 >= questions.count)
        #expect(questions.filter { !$0.answerable }.count * 6 >= questions.count)
    }

    @Test func answersAreRightWholeAndCited() throws {
        let index = try RunbookIndex()
        try index.refresh([Self.folder.appending(path: "runbooks").path])
        let questions = try Self.questions()
        var answered = 0
        var rightRunbook = 0
        var sectioned = 0
        var rightSection = 0
        var wrong: [String] = []
        var missed: [String] = []
        for question in questions {
            let answer = try index.answer(question.question)
            #expect(answer.language == question.lang, "\(question.id)")
            guard question.answerable else {
                if answer.outcome == .answered { wrong.append(question.id) }
                continue
            }
            guard answer.outcome == .answered else {
                missed.append("\(question.id): \(answer.outcome)")
                continue
            }
            answered += 1
            let cited = Set(answer.citations.map { "\($0.path)#\($0.section)" })
            let paths = Set(answer.citations.map(\.path))
            if question.relevant.contains(where: { paths.contains(String($0.split(separator: "#")[0])) }) {
                rightRunbook += 1
            }
            if question.relevant.allSatisfy({ !$0.hasSuffix("#*") }) {
                sectioned += 1
                if question.relevant.contains(where: cited.contains) {
                    rightSection += 1
                } else {
                    missed.append("\(question.id): wants \(question.relevant), cites \(cited.sorted())")
                }
            }
            try Self.check(answer, question.id)
        }
        let answerable = questions.filter(\.answerable).count
        print(
            "sample questions: \(answered) of \(answerable) answered, right runbook \(rightRunbook), right section \(rightSection) of \(sectioned), unanswerable answered \(wrong); \(missed)"
        )
        #expect(wrong.count <= 1)
        #expect(Double(answered) >= 0.75 * Double(answerable))
        #expect(Double(rightRunbook) >= 0.9 * Double(answered))
        #expect(Double(rightSection) >= 0.8 * Double(sectioned))
    }

    /// Every statement stands where it is cited; code word for word; steps in order; what a runbook forbids is shown.
    private static func check(_ answer: Answer, _ id: String) throws {
        for part in answer.parts {
            let lines = part.statements.map(\.citation.firstLine)
            #expect(lines == lines.sorted(), "\(id): order of \(part.heading)")
            for statement in part.statements {
                let source = try source(statement.citation.path)
                guard statement.citation.lastLine <= source.count, statement.citation.firstLine >= 1 else {
                    Issue.record("\(id): \(statement.citation.text) is no place")
                    continue
                }
                let cited = source[(statement.citation.firstLine - 1)..<statement.citation.lastLine].joined(
                    separator: "\n")
                if statement.kind == .code {
                    for line in statement.text.split(separator: "\n") {
                        #expect(cited.contains(line.trimmingPrefix { $0 == " " }), "\(id): \(line)")
                    }
                }
                for (i, command) in statement.text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
                where i % 2 == 1 && statement.text.contains("`") {
                    for word in command.split(whereSeparator: \.isWhitespace) {
                        #expect(cited.contains(word), "\(id): \(word)")
                    }
                }
            }
        }
        guard let path = answer.parts.first?.statements.first?.citation.path else { return }
        let shown = answer.plainText()
        for line in try source(path) where line.contains("Never ") || line.contains("절대") {
            let words = line.split { !$0.isLetter }.map(String.init)
            let mark = words.contains("Never") ? "Never" : "절대"
            #expect(shown.contains(mark), "\(id): '\(line)' is not shown")
        }
    }
}

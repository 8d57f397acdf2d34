import APIModel
import FoundationEssentials
import Hummingbird
import Model
import NIOCore
import Pipeline
import Runbooks
import Storage

/// `POST /v1/ask`: questions on incidents from the store, all others from the daemon's runbooks, word for word. No language model is
/// asked: its key is the asker's.
package struct QuestionAnswering: Sendable {
    static let longestBody = 64 * 1024
    let store: Store
    package let runbooks: RunbookLibrary?
    /// Which words name nodes, made anew for each question: incidents bring new ones.
    let names: @Sendable (Store) throws -> IncidentNames
    /// Now, and the zone of times.
    let time: @Sendable () -> TimeExpression

    package init(
        store: Store, runbooks: RunbookLibrary? = nil,
        names: @escaping @Sendable (Store) throws -> IncidentNames = { try IncidentNames(of: $0) },
        time: @escaping @Sendable () -> TimeExpression = { TimeExpression(now: 0, zone: 0) }
    ) {
        (self.store, self.runbooks, self.names, self.time) = (store, runbooks, names, time)
    }

    /// What is sent, in the order of `AnswerDocument`'s keys and with the parts beside.
    private struct Sent<Parts: Encodable>: Encodable {
        var outcome: SearchOutcome
        var text: String
        var answer: Parts
    }

    func respond(_ request: Request) async throws -> Response {
        let body = try await request.body.collect(upTo: Self.longestBody)
        guard let asked = try? JSONDecoder().decode(QuestionDocument.self, from: Data(body.readableBytesView)),
            asked.question.contains(where: { !$0.isWhitespace })
        else { throw HTTPError(.badRequest, message: "the body is not {\"question\": \"...\"}") }
        let asking = self
        return try await OffPool.run { try asking.answer(asked) }
    }

    private func answer(_ asked: QuestionDocument) throws -> Response {
        var time = time()
        if let zone = asked.zone, abs(zone) <= 14 * 3600 { time = TimeExpression(now: time.now, zone: zone) }
        let reader = IncidentQuestionReader(names: try names(store), time: time)
        let last = asked.earlier.flatMap { reader.read($0) }
        let answers = IncidentAnswers(store: store, time: time, retold: { Retelling.told($0, in: $1) })
        if let read = reader.read(asked.question, after: last), try answers.covers(read) {
            let answer = try answers.answer(asked.question, read)
            return try Reply.json(Sent(outcome: answer.outcome, text: answer.plainText(), answer: answer))
        }
        guard let runbooks else {
            throw HTTPError(
                .notFound, message: "the daemon knows no runbooks: set runbooks.folders in its configuration")
        }
        guard let index = runbooks.index else {
            throw HTTPError(.serviceUnavailable, message: "the runbooks are being indexed; ask again in a moment")
        }
        if runbooks.folders.isEmpty, try index.isEmpty() {
            throw HTTPError(
                .notFound,
                message:
                    "the daemon knows no runbooks and no notes on resolved incidents: set runbooks.folders in its configuration"
            )
        }
        var conversation = Conversation()
        if let earlier = asked.earlier { _ = conversation.next(earlier, in: index) }
        let turn = conversation.next(asked.question, in: index)
        let found = try index.search(
            turn.search, limit: 60, context: turn.context, vector: runbooks.vector(of: turn.search))
        let answer = try index.answer(asked.question, of: found)
        return try Reply.json(Sent(outcome: answer.outcome, text: answer.plainText(), answer: answer))
    }
}

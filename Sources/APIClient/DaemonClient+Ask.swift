import APIModel

extension DaemonClient {
    /// Asks the daemon's runbooks and incidents.
    package func ask(_ question: QuestionDocument) async throws(APIClientError) -> AnswerDocument {
        try await send("POST", "/v1/ask", body: try Self.encoded(question))
    }

    /// The same as the daemon's JSON, untouched.
    package func askJSON(_ question: QuestionDocument) async throws(APIClientError) -> (AnswerDocument, json: String) {
        let body = try await sendRaw("POST", "/v1/ask", body: try Self.encoded(question))
        return (try Self.decoded(body), String(decoding: body, as: UTF8.self))
    }
}

import APIModel

extension DaemonClient {
    package func template(_ id: String) async throws(APIClientError) -> TemplateDetail {
        try await get("/v1/templates/\(try Self.segment(id))")
    }

    /// An operator's word on a template; `action` is `merge`, `split`, `name`, `mute` or `unmute`. What the template is afterwards.
    package func template(
        _ id: String, action: String, _ word: TemplateRequest
    ) async throws(APIClientError) -> TemplateDetail {
        try await send("POST", "/v1/templates/\(try Self.segment(id))/\(action)", body: try Self.encoded(word))
    }

    /// Templates in another tool's language, the most frequent first.
    package func patterns(
        language: String, ids: [String], limit: Int
    ) async throws(APIClientError) -> [PatternDocument] {
        let list = ids.map { "&id=\(Self.escaped($0))" }.joined()
        return try await get("/v1/patterns?language=\(language)&limit=\(limit)\(list)")
    }

    package func explain(_ lines: [String]) async throws(APIClientError) -> [ExplanationDocument] {
        try await send("POST", "/v1/explain", body: try Self.encoded(ExplainRequest(lines: lines)))
    }
}

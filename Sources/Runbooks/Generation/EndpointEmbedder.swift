import FoundationEssentials

/// Vectors from any OpenAI-compatible `/v1/embeddings`. Secrets and personal data are masked before a text leaves.
package struct EndpointEmbedder: Embedder {
    package let name: String
    package let dimension: Int
    package let readsHangul: Bool
    private let endpoint: ModelEndpoint
    private static let longestText = 8000
    private static let longestReply = 100_000_000

    /// Asks for one vector to learn the dimension. Throws `RunbookError` when the endpoint does not give one.
    package init(options: EndpointOptions, readsHangul: Bool = true, post: @escaping HTTPPost) async throws {
        endpoint = ModelEndpoint(options: options, post: post)
        self.readsHangul = readsHangul
        name = "\(options.model)@\(options.url)"
        let probe = try await Self.ask(["probe"], endpoint)
        guard let first = probe.first, !first.isEmpty else { throw RunbookError.endpoint("\(options.url): no vector") }
        dimension = first.count
    }

    package func vectors(of texts: [String], isQuery: Bool) async throws -> [[Float]] {
        let vectors = try await Self.ask(texts, endpoint)
        guard vectors.count == texts.count, vectors.allSatisfy({ $0.count == dimension && $0.allSatisfy(\.isFinite) })
        else {
            throw RunbookError.endpoint(
                "\(endpoint.options.url): \(vectors.count) vectors for \(texts.count) texts, or of another dimension")
        }
        return vectors.map(SentenceEncoder.normalised)
    }

    private struct Body: Encodable {
        var model: String
        var input: [String]
    }
    private struct Reply: Decodable {
        struct Item: Decodable {
            var index: Int?
            var embedding: [Float]
        }
        var data: [Item]
    }

    private static func ask(_ texts: [String], _ endpoint: ModelEndpoint) async throws -> [[Float]] {
        let url = endpoint.options.url
        let body = [UInt8](
            try JSONEncoder().encode(
                Body(
                    model: endpoint.options.model,
                    input: texts.map { String(PrivateText.mask($0).text.prefix(longestText)) })))
        let bytes = try await endpoint.send("/embeddings", body, accept: "application/json") {
            [UInt8]()
        } take: { all, bytes in
            all += bytes
            return all.count < longestReply
        } complaint: {
            String(String(decoding: $0.prefix(120), as: UTF8.self))
        }
        guard let reply = try? JSONDecoder().decode(Reply.self, from: Data(bytes)) else {
            throw RunbookError.endpoint("\(url): the reply holds no embeddings")
        }
        return reply.data.enumerated().sorted { ($0.element.index ?? $0.offset) < ($1.element.index ?? $1.offset) }.map(
            \.element.embedding)
    }
}

import FoundationEssentials
import Synchronization

/// Vectors from any OpenAI-compatible `/v1/embeddings`.
package struct EndpointEmbedder: Embedder {
    package let name: String
    package let dimension: Int
    private let options: ChatOptions
    private let post: HTTPPost

    /// Asks for one vector to learn the dimension. Throws `RunbookError` when the endpoint does not give one.
    package init(options: ChatOptions, post: @escaping HTTPPost) async throws {
        (self.options, self.post) = (options, post)
        name = "\(options.model)@\(options.url)"
        let probe = try await Self.ask(["probe"], options, post)
        guard let first = probe.first, !first.isEmpty else { throw RunbookError.endpoint("\(options.url): no vector") }
        dimension = first.count
    }

    package func vectors(of texts: [String], isQuery: Bool) async throws -> [[Float]] {
        let vectors = try await Self.ask(texts, options, post)
        guard vectors.count == texts.count, vectors.allSatisfy({ $0.count == dimension }) else {
            throw RunbookError.endpoint(
                "\(options.url): \(vectors.count) vectors for \(texts.count) texts, or of another dimension")
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

    private static func ask(_ texts: [String], _ options: ChatOptions, _ post: HTTPPost) async throws -> [[Float]] {
        var headers: [(name: String, value: String)] = [("Content-Type", "application/json")]
        if let key = options.key { headers.append(("Authorization", "Bearer \(key)")) }
        let base = options.url.hasSuffix("/") ? String(options.url.dropLast()) : options.url
        let body = [UInt8](
            try JSONEncoder().encode(
                Body(model: options.model, input: texts.map { String(PrivateText.mask($0).text.prefix(8000)) })))
        let raw = Mutex<[UInt8]>([])
        let status = try await post(
            ModelRequest(
                url: base + "/embeddings", headers: headers, body: body, timeout: options.timeout,
                idleTimeout: options.idleTimeout)
        ) { bytes in
            raw.withLock {
                $0 += bytes
                return $0.count < 100_000_000
            }
        }
        let bytes = raw.withLock { $0 }
        guard (200..<300).contains(status) else { throw RunbookError.endpoint("\(options.url) answered \(status)") }
        guard let reply = try? JSONDecoder().decode(Reply.self, from: Data(bytes)) else {
            throw RunbookError.endpoint("\(options.url): the reply holds no embeddings")
        }
        return reply.data.enumerated().sorted { ($0.element.index ?? $0.offset) < ($1.element.index ?? $1.offset) }.map(
            \.element.embedding)
    }
}

import FoundationEssentials
import Synchronization

/// Vectors from any OpenAI-compatible `/v1/embeddings`. Secrets and personal data are masked before a text leaves. A text that is longer
/// than the model reads is cut, as an encoder in process cuts it, rather than done without. Thread-safe.
package struct EndpointEmbedder: Embedder {
    package let name: String
    package let dimension: Int
    package let readsHangul: Bool
    private let endpoint: ModelEndpoint
    /// Bytes of a text that are sent; halved whenever the endpoint says of a single text that it is too long.
    private let longest = Longest()
    private static let shortestCut = 256

    private final class Longest: Sendable {
        let bytes = Mutex(8000)
    }
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
        let vectors = try await fitting(texts)
        guard vectors.count == texts.count, vectors.allSatisfy({ $0.count == dimension && $0.allSatisfy(\.isFinite) })
        else {
            throw RunbookError.endpoint(
                "\(endpoint.options.url): \(vectors.count) vectors for \(texts.count) texts, or of another dimension")
        }
        return vectors.map(SentenceEncoder.normalised)
    }

    /// The vectors of texts of which some may be too long for the endpoint: a batch is then sent in halves, a single text cut to half.
    /// Throws what `ask` throws.
    private func fitting(_ texts: [String]) async throws -> [[Float]] {
        var limit = longest.bytes.withLock { $0 }
        while true {
            do {
                return try await Self.ask(texts.map { Self.cut($0, to: limit) }, endpoint)
            } catch RunbookError.tooLong(let why) {
                if texts.count > 1 {
                    let half = texts.count / 2
                    return try await fitting(Array(texts[..<half])) + fitting(Array(texts[half...]))
                }
                let size = min(limit, texts.first?.utf8.count ?? 0)
                guard size > Self.shortestCut else { throw RunbookError.tooLong(why) }
                limit = size / 2
                longest.bytes.withLock { $0 = min($0, limit) }
            }
        }
    }

    /// The beginning of a text, of at most so many bytes and whole characters.
    static func cut(_ text: String, to bytes: Int) -> String {
        guard text.utf8.count > bytes else { return text }
        var end = text.utf8.index(text.startIndex, offsetBy: bytes)
        while end > text.startIndex, end.samePosition(in: text) == nil { end = text.utf8.index(before: end) }
        return String(text[..<end])
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
                    input: texts.map { PrivateText.mask($0).text })))
        let bytes = try await endpoint.send("/embeddings", body, accept: "application/json") {
            [UInt8]()
        } take: { all, bytes in
            all += bytes
            return all.count < longestReply
        } complaint: {
            String(decoding: $0.prefix(240), as: UTF8.self)
        }
        guard let reply = try? JSONDecoder().decode(Reply.self, from: Data(bytes)) else {
            throw RunbookError.endpoint("\(url): the reply holds no embeddings")
        }
        return reply.data.enumerated().sorted { ($0.element.index ?? $0.offset) < ($1.element.index ?? $1.offset) }.map(
            \.element.embedding)
    }
}

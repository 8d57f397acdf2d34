import FoundationEssentials

package struct ChatMessage: Sendable, Hashable, Codable {
    package var role: String
    package var content: String
    package init(role: String, content: String) { (self.role, self.content) = (role, content) }
}

/// A chat with a language model over HTTP, streamed: `/chat/completions`.
package struct ChatClient: Sendable {
    package let options: EndpointOptions
    private let endpoint: ModelEndpoint

    package init(options: EndpointOptions, post: @escaping HTTPPost) {
        (self.options, endpoint) = (options, ModelEndpoint(options: options, post: post))
    }

    private struct Body: Encodable {
        var model: String
        var messages: [ChatMessage]
        var stream = true
        var temperature = 0.0
        var max_tokens: Int
    }

    /// The model's whole reply; `onText` gets it piece by piece. 429 and 5xx are tried again, after the wait that the server
    /// asks for; everything else that is not a whole reply throws with what was wrong.
    package func complete(_ messages: [ChatMessage], onText: @escaping @Sendable (String) -> Void = { _ in })
        async throws -> String
    {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let body = [UInt8](
            try encoder.encode(Body(model: options.model, messages: messages, max_tokens: options.longestAnswer)))
        let reply = try await endpoint.send("/chat/completions", body, accept: "text/event-stream, application/json") {
            ChatReply()
        } take: { reply, bytes in
            for piece in reply.take(bytes) { onText(piece) }
            return !reply.isTooLong
        } complaint: {
            $0.complaint
        }
        return try reply.text(url: options.url)
    }
}

/// What has come of a chat's reply, as a stream of events or as one object.
struct ChatReply: Sendable {
    private struct Chunk: Decodable {
        struct Choice: Decodable {
            struct Part: Decodable { var content: String? }
            var delta: Part?
            var message: Part?
            var finish_reason: String?
        }
        struct Failure: Decodable { var message: String? }
        var choices: [Choice]?
        var error: Failure?
        var text: String? { choices?.first.flatMap { $0.delta?.content ?? $0.message?.content } }
    }

    private var events = ServerSentEvents()
    private var raw: [UInt8] = []
    private var pieces: [String] = []
    private var isStream = false
    private var isWhole = false
    private var broken: String?
    private var failure: String?
    private static let longest = 2_000_000
    var isTooLong: Bool { raw.count > Self.longest || events.isOverlong }

    /// The pieces of text that `bytes` complete.
    mutating func take(_ bytes: [UInt8]) -> [String] {
        raw += bytes.prefix(Self.longest + 1 - min(raw.count, Self.longest + 1))
        var new: [String] = []
        for payload in events.feed(bytes) {
            isStream = true
            if payload == "[DONE]" {
                isWhole = true
                continue
            }
            guard let chunk = try? JSONDecoder().decode(Chunk.self, from: Data(payload.utf8)) else {
                broken = broken ?? String(payload.prefix(80))
                continue
            }
            if let error = chunk.error { failure = error.message ?? "an error without a message" }
            if let text = chunk.text, !text.isEmpty { new.append(text) }
            if chunk.choices?.first?.finish_reason != nil { isWhole = true }
        }
        pieces += new
        return new
    }

    /// What a server said beside its status, short.
    var complaint: String {
        let text =
            (try? JSONDecoder().decode(Chunk.self, from: Data(raw)))?.error?.message
            ?? String(decoding: raw.prefix(120), as: UTF8.self)
        return String(text.prefix(160))
    }

    func text(url: String) throws(RunbookError) -> String {
        if isTooLong { throw .endpoint("\(url): the reply is too long") }
        if let failure { throw .endpoint("\(url): \(failure)") }
        if isStream {
            if let broken { throw .endpoint("\(url): not a chat's event: \(broken)") }
            guard isWhole else { throw .endpoint("\(url): the reply broke off") }
            return pieces.joined()
        }
        guard let chunk = try? JSONDecoder().decode(Chunk.self, from: Data(raw)), let text = chunk.text else {
            throw .endpoint(
                "\(url): the reply is no chat completion: \(String(decoding: raw.prefix(80), as: UTF8.self))")
        }
        return text
    }
}

import FoundationEssentials
import Synchronization

/// Where and how a language model is asked: any OpenAI-compatible `/v1/chat/completions` (Ollama, llama.cpp, vLLM).
package struct ChatOptions: Sendable {
    /// Up to and without `/chat/completions`: `http://127.0.0.1:11434/v1`.
    package var url: String
    package var model: String
    /// The key itself, read by the caller from a file or credential; never logged.
    package var key: String?
    package var timeout = 60.0
    package var idleTimeout = 20.0
    package var longestAnswer = 700
    package var retries = 2

    package init(url: String, model: String, key: String? = nil) {
        (self.url, self.model, self.key) = (url, model, key)
    }
}

package struct ChatMessage: Sendable, Hashable, Codable {
    package var role: String
    package var content: String
    package init(role: String, content: String) { (self.role, self.content) = (role, content) }
}

/// A chat with a language model over HTTP, streamed.
package struct ChatClient: Sendable {
    package let options: ChatOptions
    let post: HTTPPost

    package init(options: ChatOptions, post: @escaping HTTPPost) { (self.options, self.post) = (options, post) }

    private struct Body: Encodable {
        var model: String
        var messages: [ChatMessage]
        var stream = true
        var temperature = 0.0
        var max_tokens: Int
    }
    private struct Chunk: Decodable {
        struct Choice: Decodable {
            struct Part: Decodable { var content: String? }
            var delta: Part?
            var message: Part?
        }
        struct Failure: Decodable { var message: String? }
        var choices: [Choice]?
        var error: Failure?
        var text: String? { choices?.first.flatMap { $0.delta?.content ?? $0.message?.content } }
    }

    /// The model's whole reply; `onText` gets it piece by piece. 429 and 5xx are tried again twice; everything else that is
    /// not a reply throws with what was wrong.
    package func complete(_ messages: [ChatMessage], onText: @escaping @Sendable (String) -> Void = { _ in })
        async throws -> String
    {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let body = [UInt8](
            try encoder.encode(Body(model: options.model, messages: messages, max_tokens: options.longestAnswer)))
        var headers: [(name: String, value: String)] = [
            ("Content-Type", "application/json"), ("Accept", "text/event-stream, application/json"),
        ]
        if let key = options.key { headers.append(("Authorization", "Bearer \(key)")) }
        let base = options.url.hasSuffix("/") ? String(options.url.dropLast()) : options.url
        let request = ModelRequest(
            url: base + "/chat/completions", headers: headers, body: body, timeout: options.timeout,
            idleTimeout: options.idleTimeout)
        var attempt = 0
        while true {
            try Task.checkCancellation()
            let reply = Mutex(Reply())
            let status = try await post(request) { bytes in
                if Task.isCancelled { return false }
                let pieces = reply.withLock { $0.take(bytes) }
                for piece in pieces { onText(piece) }
                return reply.withLock { !$0.isTooLong }
            }
            let done = reply.withLock { $0 }
            if status == 429 || status >= 500, attempt < options.retries {
                attempt += 1
                continue
            }
            guard (200..<300).contains(status) else {
                throw RunbookError.endpoint("\(options.url) answered \(status) \(done.complaint)")
            }
            return try done.text(url: options.url)
        }
    }

    private struct Reply {
        private var events = ServerSentEvents()
        private var raw: [UInt8] = []
        private var pieces: [String] = []
        private var isStream = false
        private var broken: String?
        private var failure: String?
        var isTooLong: Bool { raw.count > 2_000_000 || events.isOverlong }

        mutating func take(_ bytes: [UInt8]) -> [String] {
            raw += bytes.prefix(2_000_001 - min(raw.count, 2_000_001))
            var new: [String] = []
            for payload in events.feed(bytes) {
                isStream = true
                if payload == "[DONE]" { continue }
                guard let chunk = try? JSONDecoder().decode(Chunk.self, from: Data(payload.utf8)) else {
                    broken = String(payload.prefix(80))
                    continue
                }
                if let message = chunk.error?.message { failure = message }
                if let text = chunk.text, !text.isEmpty { new.append(text) }
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
                if pieces.isEmpty, let broken { throw .endpoint("\(url): not a chat's event: \(broken)") }
                return pieces.joined()
            }
            guard let chunk = try? JSONDecoder().decode(Chunk.self, from: Data(raw)), let text = chunk.text else {
                throw .endpoint(
                    "\(url): the reply is no chat completion: \(String(decoding: raw.prefix(80), as: UTF8.self))")
            }
            return text
        }
    }
}

import Synchronization

/// Where and how a model is asked: any OpenAI-compatible endpoint (Ollama, llama.cpp, vLLM).
package struct EndpointOptions: Sendable {
    /// Up to and without `/chat/completions` or `/embeddings`: `http://127.0.0.1:11434/v1`.
    package var url: String
    package var model: String
    /// The key itself, read by the caller from a file or credential; never logged.
    package var key: String?
    /// Seconds for an answer, new tries and the waits between them included.
    package var timeout = 120.0
    /// Seconds without a byte.
    package var idleTimeout = 30.0
    /// Longest reply, in the model's tokens.
    package var longestAnswer = 700
    package var retries = 2
    /// Seconds before the first new try, doubled before each further one, where the server states none.
    package var retryDelay = 0.5
    /// A server that asks for a longer wait is not waited for.
    package var longestRetryDelay = 20.0

    package init(url: String, model: String, key: String? = nil) {
        (self.url, self.model, self.key) = (url, model, key)
    }
}

/// One endpoint: headers, the new tries after 429 and 5xx, the bounds. Thread-safe.
struct ModelEndpoint: Sendable {
    let options: EndpointOptions
    let post: HTTPPost

    /// Posts `body` to `path` below the endpoint's address. `begin` makes the state that one try fills; a new try starts anew.
    /// Throws `RunbookError.endpoint` for every status but 2xx (`tooLong` where the server says that, which no new try would change), what
    /// the transport throws, and `CancellationError`.
    func send<State: Sendable>(
        _ path: String, _ body: [UInt8], accept: String, begin: @Sendable () -> State,
        take: @escaping @Sendable (inout State, [UInt8]) -> Bool, complaint: @Sendable (State) -> String
    ) async throws -> State {
        var headers: [(name: String, value: String)] = [("Content-Type", "application/json"), ("Accept", accept)]
        if let key = options.key { headers.append(("Authorization", "Bearer \(key)")) }
        let base = options.url.hasSuffix("/") ? String(options.url.dropLast()) : options.url
        var request = ModelRequest(
            url: base + path, headers: headers, body: body, timeout: options.timeout, idleTimeout: options.idleTimeout)
        let began = ContinuousClock.now
        var attempt = 0
        while true {
            try Task.checkCancellation()
            let spent = began.duration(to: .now) / .seconds(1)
            request.timeout = max(options.timeout - spent, 0.05)
            let state = Received(begin())
            let reply = try await post(request) { bytes in
                if Task.isCancelled { return false }
                return state.value.withLock { take(&$0, bytes) }
            }
            let received = state.value.withLock { $0 }
            if reply.status >= 400, Self.speaksOfLength(reply.status, complaint(received)) {
                throw RunbookError.tooLong("\(options.url) answered \(reply.status) \(complaint(received).trimmed)")
            }
            if reply.status == 429 || reply.status >= 500, attempt < options.retries {
                let delay = reply.retryAfter ?? options.retryDelay * Double(1 << attempt)
                let left = options.timeout - began.duration(to: .now) / .seconds(1)
                if delay <= options.longestRetryDelay, delay < left {
                    attempt += 1
                    if delay > 0 { try await Task.sleep(for: .seconds(delay)) }
                    continue
                }
            }
            guard !(300..<400).contains(reply.status) else {
                throw RunbookError.endpoint(
                    "\(options.url) answered \(reply.status), a redirect; none is followed: set the address itself")
            }
            guard (200..<300).contains(reply.status) else {
                throw RunbookError.endpoint("\(options.url) answered \(reply.status) \(complaint(received).trimmed)")
            }
            return received
        }
    }

    /// Whether a refusal is about the length of what was sent: by its status, or in the words of llama.cpp, Ollama, vLLM, TEI and the
    /// public services, of which some answer 400 or 422, some 500.
    static func speaksOfLength(_ status: Int, _ complaint: String) -> Bool {
        if status == 413 { return true }
        guard [400, 422, 500].contains(status) else { return false }
        let text = complaint.lowercased()
        return [
            "too large", "too long", "context length", "context size", "context window", "maximum context",
            "must have less than", "exceed",
        ].contains { text.contains($0) }
    }

    private final class Received<State: Sendable>: Sendable {
        let value: Mutex<State>
        init(_ state: State) { value = Mutex(state) }
    }
}

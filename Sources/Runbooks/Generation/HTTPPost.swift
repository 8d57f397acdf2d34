import HTTPTransport

/// One request to a model's endpoint.
package struct ModelRequest: Sendable {
    package var url: String
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]
    /// Seconds for the whole exchange.
    package var timeout: Double
    /// Seconds without a byte after which it is given up: a hang in mid-stream.
    package var idleTimeout: Double
}

/// How an exchange ended.
package struct ModelReply: Sendable, Hashable, ExpressibleByIntegerLiteral {
    package var status: Int
    /// Seconds that the server asks to wait before another try.
    package var retryAfter: Double?
    package init(_ status: Int, retryAfter: Double? = nil) { (self.status, self.retryAfter) = (status, retryAfter) }
    package init(integerLiteral value: Int) { self.init(value) }
}

/// Sends a request and hands over the reply's bytes as they come; returns how it ended. The edge connects it to its HTTP client;
/// tests put a script in its place. When the closure returns false the transfer is to be cancelled and the status returned.
package typealias HTTPPost =
    @Sendable (_ request: ModelRequest, _ onBytes: @escaping @Sendable ([UInt8]) -> Bool) async throws -> ModelReply

extension HTTPClient {
    /// This client as a door to model endpoints. Cancelling the task breaks the transfer off.
    package var modelPost: HTTPPost {
        { [self] request, onBytes in
            do {
                let stream = try await stream(
                    HTTPRequest(
                        method: "POST", url: request.url,
                        headers: request.headers.map { HTTPHeader($0.name, $0.value) },
                        body: request.body,
                        timeouts: .init(
                            connectSeconds: min(10, request.timeout), totalSeconds: request.timeout,
                            idleSeconds: request.idleTimeout),
                        maximumResponseBytes: 200 << 20))
                for try await piece in stream.body { guard onBytes(piece) else { break } }
                // A cancelled task sees the stream end as if the reply were whole.
                try Task.checkCancellation()
                return ModelReply(
                    stream.head.status, retryAfter: stream.head.header("Retry-After").flatMap(Double.init))
            } catch HTTPError.cancelled {
                throw CancellationError()
            }
        }
    }
}

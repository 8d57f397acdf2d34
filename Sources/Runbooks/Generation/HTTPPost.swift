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

/// Sends a request and hands over the reply's bytes as they come; returns the status. The edge connects it to its HTTP client;
/// tests put a script in its place. When the closure returns false the transfer is to be cancelled and the status returned.
package typealias HTTPPost =
    @Sendable (_ request: ModelRequest, _ onBytes: @escaping @Sendable ([UInt8]) -> Bool) async throws -> Int

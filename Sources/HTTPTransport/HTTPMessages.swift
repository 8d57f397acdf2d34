/// A request as the caller means it. Checked when it is sent; see `HTTPError.invalidRequest`.
package struct HTTPRequest: Sendable {
    /// `GET`, `POST`, ...
    package var method: String
    /// `http://` or `https://`, or with `unixSocket` any host: only the path counts.
    package var url: String
    /// In order. A name or value that could break out of its header is refused.
    package var headers: [HTTPHeader]
    package var body: [UInt8]
    /// The path of a unix socket to connect to instead of the URL's host.
    package var unixSocket: String?
    package var timeouts: Timeouts
    /// Response bytes beyond which the transfer is broken off.
    package var maximumResponseBytes: Int

    package struct Timeouts: Sendable, Hashable {
        /// Until the connection stands, TLS included.
        package var connectSeconds: Double
        /// For everything.
        package var totalSeconds: Double
        /// Without a byte in either direction; whole seconds, rounded up.
        package var idleSeconds: Double
        package init(connectSeconds: Double = 10, totalSeconds: Double = 30, idleSeconds: Double = 30) {
            (self.connectSeconds, self.totalSeconds, self.idleSeconds) = (connectSeconds, totalSeconds, idleSeconds)
        }
    }

    package init(
        method: String = "GET", url: String, headers: [HTTPHeader] = [], body: [UInt8] = [], unixSocket: String? = nil,
        timeouts: Timeouts = Timeouts(), maximumResponseBytes: Int = 16 << 20
    ) {
        (self.method, self.url, self.headers, self.body) = (method, url, headers, body)
        (self.unixSocket, self.timeouts, self.maximumResponseBytes) = (unixSocket, timeouts, maximumResponseBytes)
    }
}

/// One header line.
package struct HTTPHeader: Sendable, Hashable {
    package var name: String
    package var value: String
    package init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }
}

/// Status and headers, before or without the body.
package struct HTTPResponseHead: Sendable, Hashable {
    package var status: Int
    package var headers: [HTTPHeader]
    package init(status: Int, headers: [HTTPHeader]) { (self.status, self.headers) = (status, headers) }
    /// The first value of a header, its name in any case.
    package func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}

/// A whole response. Every status is one, 404 and 500, too: what they mean is the caller's matter.
package struct HTTPResponse: Sendable, Hashable {
    package var head: HTTPResponseHead
    package var body: [UInt8]
    package var status: Int { head.status }
    /// The first value of a header, its name in any case.
    package func header(_ name: String) -> String? { head.header(name) }
    /// The body as text, invalid UTF-8 repaired.
    package var text: String { String(decoding: body, as: UTF8.self) }
}

/// A response whose body is still arriving.
package struct HTTPStream: Sendable {
    package var head: HTTPResponseHead
    /// Pieces as they arrive; throws `HTTPError`. Giving up the iteration breaks the transfer off.
    package var body: AsyncThrowingStream<[UInt8], any Error>
}

/// Every way a request can fail without a response.
package enum HTTPError: Error, Sendable, Hashable, CustomStringConvertible {
    /// It was not sent: what is wrong with it.
    case invalidRequest(String)
    /// The host's name is not known.
    case unknownHost(String)
    case cannotConnect(String)
    /// TLS: the certificate or the handshake.
    case untrusted(String)
    /// One of the request's timeouts; true where the connection stood and the request may have arrived.
    case timedOut(afterConnecting: Bool)
    case tooLarge(limit: Int)
    case cancelled
    /// The connection broke, or what came is no HTTP.
    case broken(String)

    /// Whether the server may have acted on the request.
    package var mayHaveArrived: Bool {
        switch self {
        case .invalidRequest, .unknownHost, .cannotConnect, .untrusted: false
        case .timedOut(let afterConnecting): afterConnecting
        case .tooLarge, .cancelled, .broken: true
        }
    }

    package var description: String {
        switch self {
        case .invalidRequest(let what): "the request cannot be sent: \(what)"
        case .unknownHost(let what): "unknown host: \(what)"
        case .cannotConnect(let what): "no connection: \(what)"
        case .untrusted(let what): "TLS: \(what)"
        case .timedOut(let afterConnecting):
            afterConnecting ? "timed out waiting for the response" : "timed out connecting"
        case .tooLarge(let limit): "the response is larger than \(limit) bytes"
        case .cancelled: "cancelled"
        case .broken(let what): "the connection broke: \(what)"
        }
    }
}

/// A small HTTP client on the distribution's libcurl: TLS and proxies (`https_proxy`, `no_proxy`) as everything else on
/// the host has them, and no second TLS library to build.
///
/// All transfers run on one thread of the client's own, by libcurl's multi interface, so none blocks Swift's
/// cooperative pool and a hanging server holds up nobody else's transfer. Redirects are never followed: a receiver is
/// the address that was configured, and a signed body goes nowhere else.
package final class HTTPClient: Sendable {
    package struct Options: Sendable {
        /// Transfers at a time; further ones wait in order.
        package var maximumTransfers = 8
        /// A file of certificates to trust instead of the system's.
        package var certificateFile: String?
        package var userAgent = "haetae"
        package init() {}
    }

    private let loop: TransferLoop

    package init(options: Options = Options()) { loop = TransferLoop(options) }

    deinit { loop.stop() }

    /// Sends a request and collects the response. Every status is a response; an error means that there is none.
    ///
    /// Cancelling the task breaks the transfer off (`.cancelled`).
    package func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
        try RequestCheck.check(request)
        let id = loop.begin()
        let result: Result<HTTPResponse, HTTPError> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                loop.submit(TransferJob(id: id, request: request, sink: .whole(continuation)))
            }
        } onCancel: {
            loop.cancel(id)
        }
        return try result.get()
    }

    /// Sends a request and returns when the response's head is there; the body arrives in pieces.
    ///
    /// `maximumResponseBytes` bounds what can pile up before a slow reader.
    package func stream(_ request: HTTPRequest) async throws(HTTPError) -> HTTPStream {
        try RequestCheck.check(request)
        let id = loop.begin()
        let (body, pieces) = AsyncThrowingStream.makeStream(of: [UInt8].self, throwing: (any Error).self)
        pieces.onTermination = { [loop] _ in loop.cancel(id) }
        let result: Result<HTTPResponseHead, HTTPError> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                loop.submit(TransferJob(id: id, request: request, sink: .stream(continuation, pieces)))
            }
        } onCancel: {
            loop.cancel(id)
        }
        return HTTPStream(head: try result.get(), body: body)
    }
}

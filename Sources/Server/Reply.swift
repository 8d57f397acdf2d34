import APIModel
import FoundationEssentials
import HTTPTypes
import Hummingbird
import NIOCore

/// Answers as the API gives them.
enum Reply {
    static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return raw([UInt8](try encoder.encode(value)), type: "application/json", status: status)
    }

    /// JSON that is made already.
    static func json(text: String, status: HTTPResponse.Status = .ok) -> Response {
        raw([UInt8](text.utf8), type: "application/json", status: status)
    }

    static func text(_ text: String) -> Response {
        raw([UInt8](text.utf8), type: "text/plain; charset=utf-8", status: .ok)
    }

    /// - Parameter allowed: the methods that the path has.
    static func methodNotAllowed(_ request: Request, allowed: String) throws -> Response {
        var response = try json(
            ErrorDocument(error: "\(request.uri.path.prefix(200)) takes \(allowed), not \(request.method)"),
            status: .methodNotAllowed)
        response.headers[.allow] = allowed
        return response
    }

    private static func raw(_ bytes: [UInt8], type: String, status: HTTPResponse.Status) -> Response {
        Response(
            status: status, headers: [.contentType: type, .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

/// Turns every error into `{"error": ...}`, so that clients read one shape.
struct ErrorsAsJSON<Context: RequestContext>: RouterMiddleware {
    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError {
            // Only the router itself gives no reason.
            let reason =
                error.status == .notFound
                ? "no route \(request.method) \(request.uri.path.prefix(200)); docs/api.md lists what there is"
                : error.status.reasonPhrase
            return try Reply.json(ErrorDocument(error: error.body ?? reason), status: error.status)
        } catch is NIOTooManyBytesError {
            return try Reply.json(
                ErrorDocument(error: "the body is larger than this route takes; docs/api.md states the limits"),
                status: .contentTooLarge)
        } catch {
            return try Reply.json(ErrorDocument(error: "\(error)"), status: .internalServerError)
        }
    }
}

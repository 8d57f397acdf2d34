import APIModel
import FoundationEssentials
import Glibc
import HTTPTransport

/// Why the daemon could not be asked.
package enum APIClientError: Error, Sendable, CustomStringConvertible {
    /// Nobody listens on the socket, or it may not be opened.
    case unreachable(socket: String, reason: String)
    /// It answered with an error.
    case refused(status: Int, message: String)
    /// Its answer cannot be read: another version of it, perhaps.
    case unreadable(String)

    package var description: String {
        switch self {
        case .unreachable(let socket, let reason): "no daemon answers on \(socket): \(reason)"
        case .refused(let status, let message): "the daemon refused (\(status)): \(message)"
        case .unreadable(let what): "the daemon's answer cannot be read: \(what)"
        }
    }
}

/// Asks the daemon over its Unix socket. A value; calls may run side by side.
package struct DaemonClient: Sendable {
    package let socket: String
    let http: HTTPClient

    package init(socket: String) {
        self.socket = socket
        http = HTTPClient()
    }

    package func status() async throws(APIClientError) -> StatusDocument { try await get("/v1/status") }

    package func incidents(state: String?, limit: Int) async throws(APIClientError) -> IncidentList {
        try await get("/v1/incidents?limit=\(limit)" + (state.map { "&state=\($0)" } ?? ""))
    }

    package func incident(_ id: String, language: String? = nil) async throws(APIClientError) -> IncidentDocument {
        try await get(
            "/v1/incidents/\(try Self.segment(id))" + (language.map { "?language=\(Self.escaped($0))" } ?? ""))
    }

    package func topology() async throws(APIClientError) -> TopologyDocument { try await get("/v1/topology") }

    package func precursors() async throws(APIClientError) -> PrecursorList { try await get("/v1/precursors") }

    package func templates(limit: Int, only: String = "all") async throws(APIClientError) -> [TemplateDocument] {
        try await get("/v1/templates?limit=\(limit)&only=\(only)")
    }

    /// What was held back; `query` is an RFC 3339 time or a text.
    package func heldBack(_ query: String, limit: Int) async throws(APIClientError) -> HeldBackList {
        try await get("/v1/held-back?limit=\(limit)&query=\(Self.escaped(query))")
    }

    package func feedback() async throws(APIClientError) -> [FeedbackDocument] { try await get("/v1/feedback") }

    /// Takes back what was said of an incident; what is left of all that was said.
    package func undoFeedback(_ id: String) async throws(APIClientError) -> [FeedbackDocument] {
        try await send("DELETE", "/v1/feedback/\(try Self.segment(id))", body: [])
    }

    /// Tells the daemon what an operator says of an incident; `action` is `ack`, `resolve`, `note`, `noise`, `useful`, `merge`,
    /// `split` or `move`.
    package func feedback(
        _ id: String, action: String, _ word: FeedbackRequest
    ) async throws(APIClientError) -> IncidentDocument {
        try await send("POST", "/v1/incidents/\(try Self.segment(id))/\(action)", body: try Self.encoded(word))
    }

    func get<T: Decodable>(_ path: String) async throws(APIClientError) -> T {
        try await send("GET", path, body: [])
    }

    func send<T: Decodable>(_ method: String, _ path: String, body: [UInt8]) async throws(APIClientError) -> T {
        try Self.decoded(try await sendRaw(method, path, body: body))
    }

    static func decoded<T: Decodable>(_ body: [UInt8]) throws(APIClientError) -> T {
        do { return try JSONDecoder().decode(T.self, from: Data(body)) } catch { throw .unreadable("\(error)") }
    }

    /// The bytes of an answer that is no error.
    func sendRaw(_ method: String, _ path: String, body: [UInt8]) async throws(APIClientError) -> [UInt8] {
        let response = try await exchange(method, path, body)
        let data = Data(response.body)
        guard (200..<300).contains(response.status) else {
            let message = (try? JSONDecoder().decode(ErrorDocument.self, from: data))?.error
            throw .refused(
                status: response.status, message: message ?? String(decoding: response.body.prefix(200), as: UTF8.self))
        }
        return response.body
    }

    private func exchange(_ method: String, _ path: String, _ body: [UInt8]) async throws(APIClientError)
        -> HTTPResponse
    {
        var headers: [HTTPHeader] = [HTTPHeader("Accept", "application/json")]
        if !body.isEmpty { headers.append(HTTPHeader("Content-Type", "application/json")) }
        let request = HTTPRequest(
            method: method, url: "http://haetae" + path, headers: headers, body: body, unixSocket: socket,
            timeouts: .init(connectSeconds: 2, totalSeconds: 30, idleSeconds: 30), maximumResponseBytes: 256 << 20)
        do throws(HTTPError) {
            return try await http.send(request)
        } catch {
            guard case .cannotConnect = error else { throw .unreachable(socket: socket, reason: "\(error)") }
            throw .unreachable(socket: socket, reason: Self.whyClosed(socket))
        }
    }

    /// Why no connection to a socket came about, as far as its file tells.
    private static func whyClosed(_ socket: String) -> String {
        var status = stat()
        guard stat(socket, &status) == 0 else {
            return errno == EACCES
                ? "this user may not look into its folder"
                : "there is no such socket; the daemon does not run, or has another `api.socket`"
        }
        guard status.st_mode & S_IFMT == S_IFSOCK else { return "that is no socket" }
        return access(socket, W_OK) != 0
            ? "this user may not open it" : "nobody listens on it; the daemon does not run"
    }

    /// An id as a part of a path. An empty one would name the whole list.
    static func segment(_ id: String) throws(APIClientError) -> String {
        guard !id.isEmpty else {
            throw .refused(status: 404, message: "an empty id names nothing; the list shows what there is")
        }
        return escaped(id)
    }

    static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: String(UnicodeScalar(byte))
            default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }.joined()
    }
}

import Glibc
import Synchronization

/// A real HTTP server on a local TCP port or unix socket, a thread a connection, for tests of what goes over the wire.
final class LocalServer: Sendable {
    struct Request: Sendable {
        var method: String, path: String, headers: [String: String], body: [UInt8]
        var text: String { String(decoding: body, as: UTF8.self) }
    }

    enum Reply: Sendable {
        case respond(Int, headers: [(String, String)] = [], body: String = "")
        /// Bytes as they are, then the end of the connection.
        case raw(String)
        /// Reads the request and never answers.
        case hang
        /// Reads the request and closes.
        case hangUp
        /// Sends the head and the first pieces, each on its own, then never ends.
        case stream([String])
    }

    /// `http://127.0.0.1:PORT`.
    let url: String
    private let listener: Int32
    private let handler: @Sendable (Request) -> Reply
    private let state = Mutex<(requests: [Request], connections: Set<Int32>, stopped: Bool)>(([], [], false))

    /// Requests so far, in the order they were read.
    var requests: [Request] { state.withLock { $0.requests } }

    init(unixSocket: String? = nil, handler: @escaping @Sendable (Request) -> Reply) {
        self.handler = handler
        let listener: Int32
        if let unixSocket {
            listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: unixSocket.utf8) }
            let code = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
            precondition(code == 0, "the socket cannot be bound")
            url = "http://localhost"
        } else {
            listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
            var size = socklen_t(MemoryLayout<sockaddr_in>.size)
            let port = withUnsafeMutablePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    let code = bind(listener, $0, size)
                    precondition(code == 0, "no port is free")
                    getsockname(listener, $0, &size)
                }
                return UInt16(bigEndian: pointer.pointee.sin_port)
            }
            url = "http://127.0.0.1:\(port)"
        }
        listen(listener, 64)
        self.listener = listener
        let accepting = Unmanaged.passRetained(self)
        start {
            let server = accepting.takeRetainedValue()
            while true {
                let connection = accept(server.listener, nil, nil)
                if connection < 0 { return }
                let isStopped = server.state.withLock { state in
                    if !state.stopped { state.connections.insert(connection) }
                    return state.stopped
                }
                if isStopped {
                    close(connection)
                    return
                }
                start { server.serve(connection) }
            }
        }
    }

    /// Ends every connection. Requests that hang are over.
    func stop() {
        state.withLock { state in
            state.stopped = true
            for connection in state.connections { shutdown(connection, Int32(SHUT_RDWR)) }
        }
        shutdown(listener, Int32(SHUT_RDWR))
    }

    private func serve(_ connection: Int32) {
        defer {
            state.withLock { _ = $0.connections.remove(connection) }
            close(connection)
        }
        var buffer: [UInt8] = []
        while let request = read(connection, &buffer) {
            state.withLock { $0.requests.append(request) }
            switch handler(request) {
            case .respond(let status, let headers, let body):
                var head = "HTTP/1.1 \(status) X\r\nContent-Length: \(body.utf8.count)\r\n"
                for (name, value) in headers { head += "\(name): \(value)\r\n" }
                guard write(connection, head + "\r\n" + body) else { return }
            case .raw(let text):
                _ = write(connection, text)
                return
            case .hang:
                waitForEnd(connection)
                return
            case .hangUp: return
            case .stream(let pieces):
                _ = write(connection, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n")
                for piece in pieces { _ = write(connection, piece) }
                waitForEnd(connection)
                return
            }
        }
    }

    /// Returns when the other side or `stop` closed the connection.
    private func waitForEnd(_ connection: Int32) {
        var bytes = [UInt8](repeating: 0, count: 1024)
        while recv(connection, &bytes, bytes.count, 0) > 0 {}
    }

    private func write(_ connection: Int32, _ text: String) -> Bool {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count <= 0 { return false }
            bytes = bytes.dropFirst(count)
        }
        return true
    }

    private func read(_ connection: Int32, _ buffer: inout [UInt8]) -> Request? {
        func more() -> Bool {
            var bytes = [UInt8](repeating: 0, count: 65_536)
            let count = recv(connection, &bytes, bytes.count, 0)
            if count > 0 { buffer += bytes[..<count] }
            return count > 0
        }
        let end: Int
        while true {
            let text = buffer.indices.dropLast(3).first {
                buffer[$0] == 13 && buffer[$0 + 1] == 10 && buffer[$0 + 2] == 13
            }
            if let text {
                end = text
                break
            }
            if !more() { return nil }
        }
        let lines = String(decoding: buffer[..<end], as: UTF8.self).split(separator: "\r\n")
        let first = lines[0].split(separator: " ")
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            headers[parts[0].lowercased()] = parts.count > 1 ? String(parts[1].drop { $0 == " " }) : ""
        }
        let length = Int(headers["content-length"] ?? "0") ?? 0
        while buffer.count < end + 4 + length { if !more() { return nil } }
        let body = Array(buffer[end + 4..<end + 4 + length])
        buffer.removeFirst(end + 4 + length)
        return Request(method: String(first[0]), path: String(first[1]), headers: headers, body: body)
    }
}

/// Runs `body` on a thread of its own.
private func start(_ body: @escaping @Sendable () -> Void) {
    final class Box {
        let body: () -> Void
        init(_ body: @escaping () -> Void) { self.body = body }
    }
    var thread = pthread_t()
    let code = pthread_create(
        &thread, nil,
        { context in
            if let context { Unmanaged<Box>.fromOpaque(context).takeRetainedValue().body() }
            return nil
        }, Unmanaged.passRetained(Box(body)).toOpaque())
    precondition(code == 0, "no thread")
    pthread_detach(thread)
}

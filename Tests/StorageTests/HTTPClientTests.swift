import HTTPTransport
import Testing

@Suite struct HTTPClientTests {
    private let client = HTTPClient()

    private func failure(_ request: HTTPRequest) async -> HTTPError? {
        do {
            let response = try await client.send(request)
            Issue.record("a response: \(response.status)")
            return nil
        } catch {
            return error
        }
    }

    @Test func aRequestArrivesAsItIsMeant() async throws {
        let server = LocalServer { request in .respond(201, headers: [("X-Kind", "echo ")], body: request.text + "!") }
        defer { server.stop() }
        let body = [UInt8]("한글 \0 end".utf8)
        let response = try await client.send(
            HTTPRequest(
                method: "POST", url: server.url + "/a?b=c",
                headers: [HTTPHeader("X-A", "1"), HTTPHeader("X-Empty", "")], body: body))
        #expect(response.status == 201)
        #expect(response.header("x-kind") == "echo")
        #expect(response.text == "한글 \0 end!")
        let request = try #require(server.requests.first)
        #expect(request.method == "POST" && request.path == "/a?b=c" && request.body == body)
        #expect(request.headers["x-a"] == "1" && request.headers["x-empty"] == "")
        #expect(request.headers["user-agent"] == "haetae")
        #expect(request.headers["expect"] == nil)
    }

    @Test(arguments: ["GET", "POST", "PUT", "DELETE", "PATCH"]) func methods(_ method: String) async throws {
        let server = LocalServer { .respond(200, body: "\($0.method) \($0.body.count)") }
        defer { server.stop() }
        #expect(try await client.send(HTTPRequest(method: method, url: server.url)).text == "\(method) 0")
        let body = [UInt8](repeating: 7, count: 3_000_000)
        #expect(
            try await client.send(HTTPRequest(method: method, url: server.url, body: body)).text == "\(method) 3000000")
    }

    @Test(arguments: [200, 204, 301, 404, 500]) func everyStatusIsAResponse(_ status: Int) async throws {
        let server = LocalServer { _ in .respond(status, headers: [("Location", "http://127.0.0.1:1/elsewhere")]) }
        defer { server.stop() }
        #expect(try await client.send(HTTPRequest(url: server.url)).status == status)
        #expect(server.requests.count == 1)
    }

    @Test func unixSockets() async throws {
        let folder = TemporaryFolder()
        let server = LocalServer(unixSocket: folder.path + "/s") { .respond(200, body: $0.path) }
        defer { server.stop() }
        let response = try await client.send(
            HTTPRequest(url: "http://haetae/v1/status", unixSocket: folder.path + "/s"))
        #expect(response.text == "/v1/status")
        guard case .cannotConnect = await failure(HTTPRequest(url: "http://haetae/", unixSocket: folder.path + "/none"))
        else {
            Issue.record("no connection was expected")
            return
        }
    }

    @Test func whatIsRefusedBeforeSending() async throws {
        let good = HTTPRequest(url: "http://127.0.0.1:1/")
        var bad: [HTTPRequest] = []
        for url in [
            "ftp://h/", "file:///etc/passwd", "gopher://h", "h/x", "", "http:/h", "http://h/a b", "http://h/\r\nX: y",
        ] {
            bad.append(HTTPRequest(url: url))
        }
        for (name, value) in [
            ("A\r\nB", "x"), ("", "x"), ("A:", "x"), ("A", "x\r\nB: y"), ("A", "x\ny"), ("A", "\0"), ("한", "x"),
        ] {
            var request = good
            request.headers = [HTTPHeader(name, value)]
            bad.append(request)
        }
        for method in ["", "get", "GET /x HTTP/1.1\r\nA: b"] { bad.append(HTTPRequest(method: method, url: good.url)) }
        bad.append(HTTPRequest(url: good.url, unixSocket: String(repeating: "x", count: 108)))
        bad.append(HTTPRequest(url: good.url, timeouts: .init(totalSeconds: .nan)))
        for request in bad {
            guard case .invalidRequest = await failure(request) else {
                Issue.record("\(request)")
                continue
            }
        }
    }

    @Test func noServerAndNoHost() async throws {
        guard case .cannotConnect = await failure(HTTPRequest(url: "http://127.0.0.1:1/")) else {
            Issue.record("no connection was expected")
            return
        }
        let unknown = await failure(HTTPRequest(url: "http://no-such-host.invalid/"))
        #expect(unknown?.mayHaveArrived == false)
    }

    @Test func aHangingServerTimesOut() async throws {
        let server = LocalServer { _ in .hang }
        defer { server.stop() }
        let error = await failure(HTTPRequest(url: server.url, timeouts: .init(totalSeconds: 0.2)))
        #expect(error == .timedOut(afterConnecting: true))
        #expect(error?.mayHaveArrived == true)
    }

    @Test func brokenAnswers() async throws {
        let server = LocalServer { request in
            switch request.path {
            case "/hang-up": .hangUp
            case "/no-http": .raw("SSH-2.0-OpenSSH\r\n")
            case "/short": .raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this")
            case "/headers":
                .raw(
                    "HTTP/1.1 200 OK\r\n"
                        + String(repeating: "A: \(String(repeating: "x", count: 1000))\r\n", count: 400))
            default: .respond(200, body: String(repeating: "x", count: 1000))
            }
        }
        defer { server.stop() }
        for path in ["/hang-up", "/no-http", "/short", "/headers"] {
            let error = await failure(HTTPRequest(url: server.url + path))
            #expect(error?.mayHaveArrived == true, "\(path): \(String(describing: error))")
        }
        #expect(await failure(HTTPRequest(url: server.url, maximumResponseBytes: 999)) == .tooLarge(limit: 999))
        #expect(try await client.send(HTTPRequest(url: server.url, maximumResponseBytes: 1000)).body.count == 1000)
    }

    @Test func cancellation() async throws {
        let server = LocalServer { _ in .hang }
        defer { server.stop() }
        let client = client
        let request = HTTPRequest(url: server.url)
        let task = Task { try await client.send(request) }
        task.cancel()
        await #expect(throws: HTTPError.cancelled) { try await task.value }
    }

    /// One hanging server holds up nobody else, and more requests than transfers wait their turn.
    @Test func transfersRunSideBySide() async throws {
        var options = HTTPClient.Options()
        options.maximumTransfers = 3
        let client = HTTPClient(options: options)
        let hanging = LocalServer { _ in .hang }
        let quick = LocalServer { .respond(200, body: $0.path) }
        defer { quick.stop() }
        let first = Task { try? await client.send(HTTPRequest(url: hanging.url)).status }
        try await withThrowingTaskGroup(of: (String, String).self) { group in
            for number in 0..<50 {
                group.addTask { ("/\(number)", try await client.send(HTTPRequest(url: quick.url + "/\(number)")).text) }
            }
            for try await (path, text) in group { #expect(path == text) }
        }
        hanging.stop()
        #expect(await first.value == nil)
    }

    @Test func aStreamArrivesInPieces() async throws {
        let server = LocalServer {
            $0.path == "/error" ? .respond(500, body: "no") : .stream(["data: a\n\n", "data: b\n\n"])
        }
        defer { server.stop() }
        let stream = try await client.stream(HTTPRequest(url: server.url))
        #expect(stream.head.status == 200)
        #expect(stream.head.header("content-type") == "text/event-stream")
        var text = ""
        for try await piece in stream.body {
            text += String(decoding: piece, as: UTF8.self)
            if text.hasSuffix("b\n\n") { break }
        }
        #expect(text == "data: a\n\ndata: b\n\n")
        let failed = try await client.stream(HTTPRequest(url: server.url + "/error"))
        var body: [UInt8] = []
        for try await piece in failed.body { body += piece }
        #expect(failed.head.status == 500 && body == Array("no".utf8))
    }

    @Test func aStreamThatBreaksSaysSo() async throws {
        let server = LocalServer { _ in .raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc") }
        defer { server.stop() }
        let stream = try await client.stream(HTTPRequest(url: server.url))
        var text = ""
        await #expect(throws: HTTPError.self) {
            for try await piece in stream.body { text += String(decoding: piece, as: UTF8.self) }
        }
        #expect(text == "abc")
        await #expect(throws: HTTPError.self) { try await client.stream(HTTPRequest(url: "http://127.0.0.1:1/")) }
    }
}

@Suite struct HMACTests {
    /// RFC 4231 §4, cases 1 to 4, 6 and 7; and the empty key and message.
    @Test(
        arguments: [
            (
                [UInt8](repeating: 0x0b, count: 20), "Hi There",
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
            ),
            (
                Array("Jefe".utf8), "what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
            ),
            (
                [UInt8](repeating: 0xaa, count: 131), "Test Using Larger Than Block-Size Key - Hash Key First",
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
            ),
            (
                [UInt8](repeating: 0xaa, count: 131),
                "This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed before being used by the HMAC algorithm.",
                "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
            ),
            ([], "", "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"),
        ] as [([UInt8], String, String)]) func vectors(key: [UInt8], message: String, expected: String)
    {
        #expect(HMACSHA256.hexDigest(key: key, message: Array(message.utf8)) == expected)
    }

    @Test func vectorsOfBytes() {
        #expect(
            HMACSHA256.hexDigest(key: [UInt8](repeating: 0xaa, count: 20), message: [UInt8](repeating: 0xdd, count: 50))
                == "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe")
        #expect(
            HMACSHA256.hexDigest(key: Array(1...25), message: [UInt8](repeating: 0xcd, count: 50))
                == "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b")
    }
}

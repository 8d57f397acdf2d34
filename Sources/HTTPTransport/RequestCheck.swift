/// What a request may hold.
enum RequestCheck {
    static func check(_ request: HTTPRequest) throws(HTTPError) {
        guard !request.method.isEmpty, request.method.utf8.allSatisfy({ $0 >= 65 && $0 <= 90 }) else {
            throw .invalidRequest("the method '\(printable(request.method))'")
        }
        let url = request.url.utf8
        guard url.allSatisfy({ $0 > 32 && $0 != 127 }) else {
            throw .invalidRequest("the URL holds a blank or control character")
        }
        let scheme = request.url.prefix { $0 != ":" }.lowercased()
        guard scheme == "http" || scheme == "https", request.url.dropFirst(scheme.count).hasPrefix("://") else {
            throw .invalidRequest("the URL is neither http:// nor https://")
        }
        for header in request.headers {
            guard !header.name.isEmpty, header.name.utf8.allSatisfy(isToken) else {
                throw .invalidRequest("the header name '\(printable(header.name))'")
            }
            // A line end would begin another header, or the body.
            guard header.value.utf8.allSatisfy({ $0 >= 32 && $0 != 127 || $0 == 9 }) else {
                throw .invalidRequest("the value of \(header.name) holds a control character")
            }
        }
        if let socket = request.unixSocket {
            // sockaddr_un has room for 108 bytes with the closing zero.
            guard !socket.isEmpty, socket.utf8.count < 108, !socket.utf8.contains(0) else {
                throw .invalidRequest("the socket's path is empty or longer than 107 bytes")
            }
        }
        let times = request.timeouts
        for seconds in [times.connectSeconds, times.totalSeconds, times.idleSeconds] {
            guard seconds > 0, seconds <= 86_400 else {
                throw .invalidRequest("a timeout that is not between 0 and 86400 seconds")
            }
        }
        guard request.maximumResponseBytes >= 0 else { throw .invalidRequest("a negative size limit") }
    }

    /// RFC 9110 §5.6.2.
    private static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }

    private static func printable(_ text: String) -> String {
        String(text.unicodeScalars.prefix(40).map { $0.value < 32 || $0.value == 127 ? "?" : Character($0) })
    }
}

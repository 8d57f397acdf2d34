import Glibc
import HTTPTransport
import Storage

/// A receiver: an address that gets every event by `POST`.
package struct Webhook: Sendable, Hashable {
    /// As in the configuration; deliveries are kept under it.
    package var name: String
    /// Exactly as configured; nothing else is ever sent to.
    package var url: String
    /// What signs the body; nil: unsigned.
    package var secret: SecretSource?
    /// Sent with each event.
    package var headers: [HTTPHeader] = []
    package var timeoutSeconds: Double = 15
    /// In which words it is told.
    package var format = Format.haetae
    package enum Format: String, Sendable, Hashable, CaseIterable {
        /// The event as it is.
        case haetae
        /// Alerts of Prometheus' Alertmanager.
        case alertmanager
    }
    package init(name: String, url: String, secret: SecretSource? = nil) {
        (self.name, self.url, self.secret) = (name, url, secret)
    }

    /// The request that brings an event, signed with `key` where there is one.
    ///
    /// The signature is HMAC-SHA256 over the body's bytes, in hexadecimal: the receiver computes the same and compares.
    package func request(_ event: OutboxEvent, key: [UInt8]?) -> HTTPRequest {
        let text = format == .alertmanager ? AlertmanagerBody.body(event) ?? event.body : event.body
        let body = [UInt8](text.utf8)
        var all = [
            HTTPHeader("Content-Type", "application/json"), HTTPHeader("X-Haetae-Event-Id", event.id),
            HTTPHeader("X-Haetae-Event-Type", event.type),
        ]
        if let key {
            all.append(HTTPHeader("X-Haetae-Signature", "sha256=" + HMACSHA256.hexDigest(key: key, message: body)))
        }
        return HTTPRequest(
            method: "POST", url: url, headers: all + headers, body: body,
            timeouts: .init(
                connectSeconds: min(10, timeoutSeconds), totalSeconds: timeoutSeconds, idleSeconds: timeoutSeconds),
            // The answer's body says nothing to us.
            maximumResponseBytes: 1 << 20)
    }
}

/// Where a secret is kept. Read anew for each delivery, so that it can be changed without a restart.
package enum SecretSource: Sendable, Hashable {
    case file(String)
    /// A systemd credential of the service, by name.
    case credential(String)

    /// The secret without line ends at its end. Blocks on the file; at most 4 KiB.
    package func read() throws(SecretError) -> [UInt8] {
        let path: String
        switch self {
        case .file(let file): path = file
        case .credential(let name):
            guard let folder = getenv("CREDENTIALS_DIRECTORY").map({ String(cString: $0) }), !name.contains("/") else {
                throw SecretError(what: "the credential '\(name)' is not there: the service has no credentials")
            }
            path = folder + "/" + name
        }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SecretError(what: "\(path): \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 4_097)
        var count = 0
        while count < bytes.count {
            let room = bytes.count - count
            let got = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress?.advanced(by: count), room) }
            guard got >= 0 else { throw SecretError(what: "\(path): \(String(cString: strerror(errno)))") }
            if got == 0 { break }
            count += got
        }
        guard count <= 4_096 else { throw SecretError(what: "\(path): larger than 4096 bytes") }
        while count > 0, bytes[count - 1] == 10 || bytes[count - 1] == 13 { count -= 1 }
        guard count > 0 else { throw SecretError(what: "\(path): empty") }
        return Array(bytes[..<count])
    }
}

/// Why a secret cannot be read. Never holds any of it.
package struct SecretError: Error, Sendable, Hashable, CustomStringConvertible {
    package var what: String
    package var description: String { "the secret cannot be read: \(what)" }
}

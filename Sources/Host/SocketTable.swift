/// One TCP socket of /proc/net/tcp or tcp6.
package struct TCPSocket: Sendable, Hashable {
    package enum State: Sendable, Hashable { case established, listening }
    /// `10.0.0.5`, `2001:db8::1`; an IPv4 address in an IPv6 socket is written as IPv4.
    package var local: String
    package var localPort: UInt16
    package var remote: String
    package var remotePort: UInt16
    package var state: State
    package var inode: UInt64
}

/// Parses the kernel's socket tables. Every line that is not as expected is left out.
package enum SocketTable {
    /// Sockets taken from one table.
    static let limit = 16_384

    /// The established and listening sockets of the text of `/proc/net/tcp` or `tcp6`.
    package static func tcp(_ text: String) -> [TCPSocket] {
        var sockets: [TCPSocket] = []
        for line in text.utf8.split(separator: 10).dropFirst() where sockets.count < limit {
            let fields = line.split(separator: 32, maxSplits: 10)
            guard fields.count >= 10, let local = endpoint(fields[1]), let remote = endpoint(fields[2]),
                let inode = UInt64(String(decoding: fields[9], as: UTF8.self))
            else { continue }
            let state: TCPSocket.State
            switch String(decoding: fields[3], as: UTF8.self) {
            case "01": state = .established
            case "0A": state = .listening
            default: continue
            }
            sockets.append(
                TCPSocket(
                    local: local.address, localPort: local.port, remote: remote.address, remotePort: remote.port,
                    state: state,
                    inode: inode))
        }
        return sockets
    }

    /// `0500000A:1538`: the address as 32-bit words in the host's order, the port as it is.
    private static func endpoint(_ text: Substring.UTF8View) -> (address: String, port: UInt16)? {
        guard let colon = text.firstIndex(of: 58) else { return nil }
        let digits = text[..<colon]
        guard let port = UInt16(String(decoding: text[text.index(after: colon)...], as: UTF8.self), radix: 16),
            digits.count == 8 || digits.count == 32
        else { return nil }
        var bytes: [UInt8] = []
        var at = digits.startIndex
        while at < digits.endIndex {
            let end = digits.index(at, offsetBy: 8)
            guard let word = UInt32(String(decoding: digits[at..<end], as: UTF8.self), radix: 16) else { return nil }
            withUnsafeBytes(of: word) { bytes.append(contentsOf: $0) }
            at = end
        }
        return (IPAddress.text(bytes), port)
    }

    /// Paths by inode of the listening sockets (with their path), and the pairs of `/proc/net/unix` cannot be told: the kernel does not
    /// name a peer there. So only who listens on which path is read.
    package static func unix(_ text: String) -> [(inode: UInt64, path: String)] {
        var found: [(inode: UInt64, path: String)] = []
        for line in text.utf8.split(separator: 10).dropFirst() where found.count < limit {
            let fields = line.split(separator: 32, maxSplits: 7)
            // Num RefCount Protocol Flags Type St Inode Path; the flag 10000 says that it accepts connections.
            guard fields.count == 8, String(decoding: fields[3], as: UTF8.self) == "00010000",
                let inode = UInt64(String(decoding: fields[6], as: UTF8.self))
            else { continue }
            found.append((inode, String(decoding: fields[7], as: UTF8.self)))
        }
        return found
    }
}

/// Addresses in text.
package enum IPAddress {
    /// 4 or 16 bytes in network order. IPv4 in IPv6 is written as IPv4; the longest run of zeros is shortened (RFC 5952).
    package static func text(_ bytes: [UInt8]) -> String {
        if bytes.count == 4 { return bytes.map(String.init).joined(separator: ".") }
        guard bytes.count == 16 else { return "" }
        if bytes[..<10].allSatisfy({ $0 == 0 }), bytes[10] == 255, bytes[11] == 255 { return text(Array(bytes[12...])) }
        let groups = (0..<8).map { UInt16(bytes[$0 * 2]) << 8 | UInt16(bytes[$0 * 2 + 1]) }
        var best = 0..<0
        var start = 0
        while start < 8 {
            var end = start
            while end < 8, groups[end] == 0 { end += 1 }
            if end - start > max(1, best.count) { best = start..<end }
            start = max(end, start + 1)
        }
        func join(_ part: ArraySlice<UInt16>) -> String { part.map { String($0, radix: 16) }.joined(separator: ":") }
        return best.isEmpty
            ? join(groups[...]) : join(groups[..<best.lowerBound]) + "::" + join(groups[best.upperBound...])
    }

    package static func isLoopback(_ address: String) -> Bool { address.hasPrefix("127.") || address == "::1" }
}

/// Parses /etc/hosts.
package enum HostsFile {
    /// Each address with its names, comments left out; at most 4096 lines.
    package static func parse(_ text: String) -> [(address: String, names: [String])] {
        text.split(separator: "\n", omittingEmptySubsequences: true).prefix(4096).compactMap { line in
            let words = line.prefix { $0 != "#" }.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
            guard words.count > 1, words[0].contains(".") || words[0].contains(":") else { return nil }
            return (words[0], Array(words.dropFirst().prefix(16)))
        }
    }
}

/// Which unit a process belongs to.
package enum ControlGroup {
    /// The unit named last in the text of `/proc/PID/cgroup`: `0::/system.slice/nginx.service` -> `nginx.service`. A login session's
    /// processes and those of user managers belong to nobody: nil.
    package static func unit(_ text: String) -> String? {
        for line in text.split(separator: "\n") {
            // `hierarchy:controllers:path`; the unified one, or systemd's own.
            let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3, parts[1].isEmpty || parts[1] == "name=systemd" else { continue }
            if let unit = unit(path: String(parts[2])) { return unit }
        }
        return nil
    }

    /// The service or container scope of a path under /sys/fs/cgroup.
    package static func unit(path: String) -> String? {
        let names = path.split(separator: "/")
        if names.contains(where: { $0.hasPrefix("user@") || $0.hasPrefix("session-") }) { return nil }
        return names.last { $0.hasSuffix(".service") || $0.hasSuffix(".scope") }.map(String.init)
    }
}

import Model

/// What any line tells of the graph, whether it speaks of trouble or not. For the first line of each message of a service.
extension TopologyGraph {
    /// Nodes whose endpoint a line names: `connected to db1:5432`, `amqp://mq1:5672/`. Only with a port or a scheme: a bare host name may
    /// stand there for many reasons, but behind a backend's name (`be_api/api1`). Neither the caller's endpoint, nor a port that clients are given, nor the speaker's own host.
    package func endpoints(in line: String, onHost host: String) -> [NodeName] {
        let home = hostKey(host)
        var found: [NodeName] = []
        var words = WordScanner(line)
        if words.beginsWithCaller { _ = words.next() }
        var previous = ""
        var beforePrevious = ""
        while found.count < 4, let word = words.next() {
            defer { (beforePrevious, previous) = (previous, word) }
            if NamedAsClient.says(beforePrevious, previous, inSession: false) { continue }
            // A proxy's `backend/server`.
            if let slash = word.firstIndex(of: "/"), slash != word.startIndex,
                let index = names.exact[String(word[word.index(after: slash)...])], nodes[Int(index)].isHost,
                nodes[Int(index)].name.host.asciiLowercased() != home, resolveHost(String(word[..<slash])) == nil
            {
                if !found.contains(nodes[Int(index)].name) { found.append(nodes[Int(index)].name) }
                continue
            }
            if let index = service(ofClusterName: word, home: home),
                nodes[Int(index)].name.host.asciiLowercased() != home
            {
                if !found.contains(nodes[Int(index)].name) { found.append(nodes[Int(index)].name) }
                continue
            }
            guard let endpoint = Endpoint(word), endpoint.port < Self.firstClientPort,
                let index = resolveAnywhere(word), nodes[Int(index)].name.host.asciiLowercased() != home,
                !found.contains(nodes[Int(index)].name)
            else { continue }
            found.append(nodes[Int(index)].name)
        }
        return found
    }

    /// From here on the kernel gives ports to callers.
    static let firstClientPort: UInt16 = 32_768

    /// Addresses that a line gives beside the name of a known host: `db1/10.0.0.31:5432`, `db1[10.0.0.31]`, `"db1" (10.0.0.31)`; and the
    /// one at which the speaker says to listen.
    package func addresses(in line: String, onHost host: String) -> [(address: String, host: NodeName)] {
        named(in: line) + own(in: line, onHost: host)
    }

    /// `listening on IPv4 address "10.0.0.31", port 5432`.
    private func own(in line: String, onHost host: String) -> [(address: String, host: NodeName)] {
        var words = WordScanner(line)
        // Hardly any line says so.
        guard words.mayListen, let home = resolveHost(hostKey(host))
        else { return [] }
        var left = 0
        while let word = words.next() {
            left -= 1
            if word == "listening" || word == "listen" || word == "binding" || word == "bound" { left = 9 }
            guard left > 0 else { continue }
            let address = Endpoint(word)?.host ?? word
            if Address.isV4(address), !Self.isNobody(address) { return [(address, nodes[Int(home)].name)] }
        }
        return []
    }

    private func named(in line: String) -> [(address: String, host: NodeName)] {
        let bytes = Array(line.utf8.prefix(2048))
        var found: [(address: String, host: NodeName)] = []
        var at = 1
        while at < bytes.count, found.count < 4 {
            guard Self.isDigit(bytes[at]), Self.opens(bytes[at - 1]) else {
                at += 1
                continue
            }
            var end = at
            while end < bytes.count, Self.isDigit(bytes[end]) || bytes[end] == 46 { end += 1 }
            defer { at = end + 1 }
            let address = String(decoding: bytes[at..<end], as: UTF8.self)
            guard Address.isV4(address), !Self.isNobody(address) else { continue }
            var stop = at - 1
            while stop > 0, bytes[stop - 1] == 32 || bytes[stop - 1] == 34 { stop -= 1 }
            var begin = stop
            while begin > 0, stop - begin < 128, WordScanner.isWordByte(bytes[begin - 1]) { begin -= 1 }
            let name = String(decoding: bytes[begin..<stop], as: UTF8.self).asciiLowercased()
            guard name.utf8.contains(where: { $0 >= 97 }), let host = resolveHost(name), nodes[Int(host)].isHost else {
                continue
            }
            found.append((address, nodes[Int(host)].name))
        }
        return found
    }

    /// Whether a text is the address of a node that is known, with or without a port.
    package func isAddress(_ text: String) -> Bool {
        let host = Endpoint(text)?.host ?? text
        return Address.isAddress(host) && resolveHost(host) != nil
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
    /// `/`, `[`, `(`: what stands between a name and its address.
    private static func opens(_ byte: UInt8) -> Bool { byte == 47 || byte == 91 || byte == 40 }
}

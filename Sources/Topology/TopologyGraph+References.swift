import Model

/// What any line tells of the graph, whether it speaks of trouble or not. For the first line of each message of a service.
extension TopologyGraph {
    /// Nodes whose endpoint a line names: `connected to db1:5432`, `amqp://mq1:5672/`. Only with a port or a scheme: a bare host name may
    /// stand there for many reasons, but behind a backend's name (`be_api/api1`). Neither the caller's endpoint, nor a port that clients are given, nor the speaker's own host.
    package func endpoints(in line: NamedLine, onHost host: String, by speaker: String = "") -> [NodeName] {
        let home = hostKey(host)
        var found: [NodeName] = []
        var words = WordScanner(line)
        if words.beginsWithCaller { _ = words.next() }
        var previous = LineWord.none
        var beforePrevious = LineWord.none
        while found.count < 4, let word = words.next() {
            defer { (beforePrevious, previous) = (previous, word) }
            guard let index = endpoint(word, in: line, home: home),
                !NamedAsClient.says(line.text(beforePrevious), line.text(previous), inSession: false)
            else { continue }
            let name = nodes[Int(index)].name
            if !found.contains(name) { found.append(name) }
        }
        for asked in services(askedIn: line, by: NodeName(host: host, service: speaker)) {
            let name = nodes[Int(asked)].name
            if let place = found.firstIndex(of: NodeName(name.host)) {
                found[place] = name
            } else if found.allSatisfy({ $0.service == name.service }) {
                found.append(name)
            }
        }
        return found
    }

    /// Whose endpoint a word is, where it is not the speaker's own host's. A text is made only of words that look like one.
    private func endpoint(_ word: LineWord, in line: NamedLine, home: String) -> Int32? {
        // A proxy's `backend/server`.
        if word.isPair, let index = names.exact[line.text(word.second)], nodes[Int(index)].isHost,
            nodes[Int(index)].name.host.asciiLowercased() != home, resolveHost(line.text(word.first)) == nil
        {
            return index
        }
        let bytes = line.bytes
        let mayBeEndpoint = Endpoint.mayBe(bytes[(word.isPair ? word.second : word).range])
        guard mayBeEndpoint || word.isPair || ClusterNames.mayName(bytes[word.range]) else { return nil }
        let text = line.text(word)
        if let index = service(ofClusterName: text, home: home), nodes[Int(index)].name.host.asciiLowercased() != home {
            return index
        }
        guard mayBeEndpoint, let endpoint = Endpoint(text), endpoint.port < Self.firstClientPort,
            let index = resolveAnywhere(text), nodes[Int(index)].name.host.asciiLowercased() != home
        else { return nil }
        return index
    }

    /// From here on the kernel gives ports to callers.
    static let firstClientPort: UInt16 = 32_768

    /// Addresses that a line gives beside the name of a known host: `db1/10.0.0.31:5432`, `db1[10.0.0.31]`, `"db1" (10.0.0.31)`; and the
    /// one at which the speaker says to listen.
    package func addresses(in line: NamedLine, onHost host: String) -> [(address: String, host: NodeName)] {
        named(in: line) + own(in: line, onHost: host)
    }

    /// `listening on IPv4 address "10.0.0.31", port 5432`.
    private func own(in line: NamedLine, onHost host: String) -> [(address: String, host: NodeName)] {
        var words = WordScanner(line)
        // Hardly any line says so.
        guard words.mayListen, let home = resolveHost(hostKey(host))
        else { return [] }
        var left = 0
        while let place = words.next() {
            left -= 1
            let word = line.text(place)
            if word == "listening" || word == "listen" || word == "binding" || word == "bound" { left = 9 }
            guard left > 0 else { continue }
            let address = Endpoint(word)?.host ?? word
            if Address.isV4(address), !Self.isNobody(address) { return [(address, nodes[Int(home)].name)] }
        }
        return []
    }

    private func named(in line: NamedLine) -> [(address: String, host: NodeName)] {
        let bytes = line.bytes.prefix(2048)
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
            guard Address.isV4(bytes[at..<end]) else { continue }
            let address = String(decoding: bytes[at..<end], as: UTF8.self)
            guard !Self.isNobody(address) else { continue }
            var stop = at - 1
            while stop > 0, bytes[stop - 1] == 32 || bytes[stop - 1] == 34 { stop -= 1 }
            var begin = stop
            while begin > 0, stop - begin < 128, WordScanner.isWordByte(bytes[begin - 1]) { begin -= 1 }
            let name = String(decoding: bytes[begin..<stop], as: UTF8.self)
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

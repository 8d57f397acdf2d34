import Model

/// Services that a line names by what is asked of them: `GET /orders/17`, `http://10.0.0.5:8080/orders/17`.
extension TopologyGraph {
    /// Parts of a path that stand before what is asked.
    private static let prefixes: Set<String> = ["api", "rest", "internal", "public", "svc", "services"]
    private static let methods: Set<String> = ["get", "post", "put", "delete", "patch", "head"]
    /// So many replicas at most: a name that more have is a word.
    private static let maximumReplicas = 6

    /// The services by whose name the path of a request begins, where the line gives a whole address or a method before it: on the address's
    /// host where that is known, else all of that name, which are replicas. Not the speaker's own name: it serves those itself. Nor where it is
    /// declared whom the speaker needs. Empty for nearly all lines. O(bytes).
    func services(askedIn line: NamedLine, by speaker: NodeName) -> [Int32] {
        let bytes = line.bytes
        guard bytes.contains(47), !isPlaced(speaker) else { return [] }
        let speaker = speaker.service.asciiLowercased()
        var at = 0
        var general: [Int32] = []
        while at < bytes.count {
            guard bytes[at] == 47 else {
                at += 1
                continue
            }
            var host: Int32?
            if at + 1 < bytes.count, bytes[at + 1] == 47, at > 0, bytes[at - 1] == 58 {
                var end = at + 2
                while end < bytes.count, WordScanner.isWordByte(bytes[end]) { end += 1 }
                let text = String(decoding: bytes[(at + 2)..<end], as: UTF8.self)
                host = resolveHost(Endpoint(text)?.host ?? text)
                at = end
                guard at < bytes.count, bytes[at] == 47 else { continue }
            } else {
                guard isAfterMethod(at, bytes) else {
                    at += 1
                    continue
                }
            }
            let found = services(atPath: &at, bytes, on: host, by: speaker)
            // Behind the method all replicas are meant, in the address it was passed on to one.
            if host != nil, !found.isEmpty { return found }
            if general.isEmpty { general = found }
        }
        return general
    }

    /// Whether the operator declared what a node, or a program beside it on its host, needs or who needs it; that it runs on a host
    /// says nothing of that. O(edges of the host's programs).
    package func isPlaced(_ name: NodeName) -> Bool {
        let host = NodeName(name.host)
        return ([name, host] + services(on: host)).contains { node in
            guard let index = index(of: node) else { return false }
            return (needs[Int(index)] + neededBy[Int(index)]).contains { place in
                edges[Int(place)].provenance == .declared && edges[Int(place)].relation != .runsOn
            }
        }
    }

    private func isAfterMethod(_ at: Int, _ bytes: [UInt8]) -> Bool {
        guard at >= 4, bytes[at - 1] == 32 else { return false }
        var begin = at - 1
        while begin > 0, at - begin < 8, bytes[begin - 1] >= 97, bytes[begin - 1] <= 122 { begin -= 1 }
        return Self.methods.contains(String(decoding: bytes[begin..<(at - 1)], as: UTF8.self))
    }

    private func services(atPath at: inout Int, _ bytes: [UInt8], on host: Int32?, by speaker: String) -> [Int32] {
        for _ in 0..<3 {
            guard at < bytes.count, bytes[at] == 47 else { return [] }
            at += 1
            let begin = at
            while at < bytes.count, WordScanner.isWordByte(bytes[at]) { at += 1 }
            guard at - begin >= 2, at - begin <= 64 else { return [] }
            let segment = String(decoding: bytes[begin..<at], as: UTF8.self)
            let isVersion = segment.utf8.first == 118 && segment.utf8.dropFirst().allSatisfy { $0 >= 48 && $0 <= 57 }
            if isVersion || Self.prefixes.contains(segment) { continue }
            guard segment != speaker, at - begin >= 3, let all = names.bare[segment] else { return [] }
            if let host, let own = names.scoped[NameIndex.scope(nodes[Int(host)].name.name.asciiLowercased(), segment)]
            {
                return [own]
            }
            guard host == nil, all.count <= Self.maximumReplicas,
                all.allSatisfy({ nodes[Int($0)].name.service.asciiLowercased() == segment })
            else { return [] }
            return all
        }
        return []
    }
}

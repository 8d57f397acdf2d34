/// Services by the names that a cluster makes of them: in its name service, of its pods, of a proxy's upstreams.
enum ClusterNames {
    /// No name of a host is longer, its port included (RFC 1035).
    private static let longest = 259

    /// The services that a word may mean, likeliest first; empty for nearly all words. `word` is in lower case.
    ///
    /// `orders.shop.svc.cluster.local:8080` and `pg-0.pg-hl.shop.svc` by the name service, `orders-7d9f8b6c5d-x2vkq` and `pg-0` as
    /// pods, `shop-orders-8080` as the upstream that an ingress makes of a namespace, a service and a port.
    static func services(in word: String) -> [String] {
        let bytes = word.utf8
        guard bytes.count <= longest else { return [] }
        // A port, or the namespace behind a pod's name.
        if let mark = bytes.firstIndex(where: { $0 == 58 || $0 == 95 }) {
            return services(in: String(word[..<mark]))
        }
        if bytes.contains(46) { return ofNameService(word) }
        guard bytes.contains(45) else { return [] }
        let parts = word.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 2, let last = parts.last else { return [] }
        let stem = parts.dropLast()
        if isNumber(last), last.utf8.count <= 2 { return [stem.joined(separator: "-")] }
        // The first part is the namespace, which may hold dashes itself.
        if isNumber(last), last.utf8.count <= 5, stem.count >= 2 {
            return (1..<stem.count).map { stem[$0...].joined(separator: "-") }
        }
        if parts.count >= 3, last.utf8.count == 5, isHash(last), let hash = stem.last, isHash(hash),
            hash.utf8.count >= 7, hash.utf8.count <= 10
        {
            return [stem.dropLast().joined(separator: "-")]
        }
        return []
    }

    /// Whether a word may be such a name; false for nearly all words, at a few instructions a byte.
    static func mayName(_ word: some BidirectionalCollection<UInt8>) -> Bool {
        var isDotted = false
        var dash: Int?
        var count = 0
        // The letters that `.svc` would have so far, and what stands behind the last dash.
        var label = 0
        var isService = false
        var isNumber = true
        var isHash = true
        for byte in word {
            if byte == 58 || byte == 95 { break }
            switch byte {
            case 46: (isDotted, label) = (true, 1)
            case 115 where label == 1: label = 2
            case 118 where label == 2: label = 3
            case 99 where label == 3: isService = true
            default: label = 0
            }
            if byte == 45 {
                (dash, isNumber, isHash) = (count, true, true)
            } else {
                let isDigit = byte >= 48 && byte <= 57
                isNumber = isNumber && isDigit
                isHash = isHash && (isDigit || byte >= 97 && byte <= 122)
            }
            count += 1
        }
        if isDotted { return isService }
        guard let dash else { return false }
        let tail = count - dash - 1
        return tail >= 1 && tail <= 5 && isNumber || tail == 5 && isHash
    }

    private static func ofNameService(_ word: String) -> [String] {
        let labels = word.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        // `service.namespace.svc`, or a pod of it before that.
        guard let mark = labels.firstIndex(of: "svc"), mark >= 2, mark <= 3 else { return [] }
        return mark == 2 ? [labels[0]] : services(in: labels[0]) + [labels[1]]
    }

    private static func isNumber(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { $0 >= 48 && $0 <= 57 }
    }

    /// Letters and digits, with a digit among seven, as pods' hashes are.
    private static func isHash(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 >= 48 && $0 <= 57 || $0 >= 97 && $0 <= 122 }
            && (text.utf8.count == 5 || text.utf8.contains { $0 >= 48 && $0 <= 57 })
    }
}

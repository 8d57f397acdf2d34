import Bytes
import Model

/// The words of a template by which two messages can be alike.
enum Words {
    /// Words that say that something is wrong, or nothing at all, but never what: they make no two messages alike.
    static let common: Set<String> = [
        "about", "after", "all", "and", "any", "are", "been", "before", "but", "can", "cannot", "could", "code", "crit",
        "critical", "debug", "did", "does", "done", "err", "error", "errors", "exception", "exit", "exited", "fail",
        "failed",
        "failure", "fatal", "for", "from", "got", "had", "has", "have", "her", "http", "https", "info", "into", "its",
        "line",
        "log", "main", "message", "more", "new", "not", "notice", "off", "old", "one", "out", "over", "process",
        "result",
        "returned", "service", "set", "start", "started", "starting", "state", "status", "stop", "stopped", "stopping",
        "such",
        "than", "that", "the", "their", "then", "there", "this", "time", "traceback", "try", "two", "unknown", "use",
        "user",
        "using", "value", "warn", "warning", "was", "were", "when", "while", "will", "with", "you", "your",
    ]

    private static let commonHashes = Set(common.map { StableHash.hash($0) })

    /// Hashes of the distinct informative words, sorted, at most 24. Letters only, lower case, three at least; text in other
    /// scripts counts by its runs of non-ASCII bytes.
    static func hashes(_ text: String) -> [UInt64] {
        var found: [UInt64] = []
        var word: [UInt8] = []
        func close() {
            defer { word.removeAll(keepingCapacity: true) }
            guard word.count >= 3, word.count <= 48 else { return }
            let hash = StableHash.hash(word.span.bytes, 0..<word.count)
            if !commonHashes.contains(hash), !found.contains(hash) { found.append(hash) }
        }
        for byte in text.utf8.prefix(1024) {
            switch byte {
            case 97...122, 128...255: word.append(byte)
            case 65...90: word.append(byte | 32)
            default: close()
            }
            if found.count >= 24 { break }
        }
        close()
        return found.sorted()
    }

    /// One hash of a text's informative words, whatever their order.
    static func key(_ text: String) -> UInt64 { key(hashes(text)) }
    static func key(_ hashes: [UInt64]) -> UInt64 { hashes.reduce(0) { StableHash.combine($0, $1) } }

    /// Shared part of two sorted lists, by the weight of each word: Σ min / Σ max. 0 when either has none.
    static func likeness(_ a: [UInt64], _ b: [UInt64], weight: (UInt64) -> Double) -> Double {
        guard !a.isEmpty, !b.isEmpty else { return 0 }
        var i = 0
        var j = 0
        var shared = 0.0
        var all = 0.0
        while i < a.count || j < b.count {
            if j == b.count || (i < a.count && a[i] < b[j]) {
                all += weight(a[i])
                i += 1
            } else if i == a.count || b[j] < a[i] {
                all += weight(b[j])
                j += 1
            } else {
                shared += weight(a[i])
                all += weight(a[i])
                (i, j) = (i + 1, j + 1)
            }
        }
        return all > 0 ? shared / all : 0
    }
}

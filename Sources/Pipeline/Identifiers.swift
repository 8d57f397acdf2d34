import Bytes
import Model

/// Finds in sample lines what can relate one alert to another: addresses, request ids, users. Bounded work: only the first
/// bytes of each sample, only so many identifiers.
enum Identifiers {
    static let limit = 12

    static func found(in samples: [String]) -> [String] {
        var found: Set<String> = []
        for sample in samples.prefix(4) {
            for word in sample.utf8.prefix(600).split(whereSeparator: { separators.contains($0) }) {
                guard word.count >= 6, word.count <= 64, looksLikeIdentifier(word) else { continue }
                found.insert(String(decoding: word, as: UTF8.self))
            }
        }
        return Array(found.sorted().prefix(limit))
    }

    private static let separators = ByteSet(" \t\n\r,;()[]{}<>\"'=|")

    /// An IPv4 address, with or without port, or a mix of letters and digits that is long enough to be an id and no date.
    private static func looksLikeIdentifier(_ word: Substring.UTF8View) -> Bool {
        var digits = 0
        var letters = 0
        var dots = 0
        var colons = 0
        var dashes = 0
        for byte in word {
            switch byte {
            case 0x30...0x39: digits += 1
            case 0x41...0x5A, 0x61...0x7A: letters += 1
            case 0x2E: dots += 1
            case 0x3A: colons += 1
            case 0x2D, 0x5F: dashes += 1
            default: return false
            }
        }
        if letters == 0 { return dots == 3 && digits >= 4 && colons <= 1 && dashes == 0 }
        return dots == 0 && colons == 0 && digits >= 3 && letters >= 2 && digits + letters >= 10
    }
}

/// Names of single objects in a question: `shop/api-6f7d9c-x2x4k`, `worker-7`, `/dev/sdb1`, `memberlist.go:129`. A runbook
/// is written for the kind, not for the object, so such words may help to choose and are never demanded of an answer.
enum ObjectNames {
    static let begin: UInt8 = 1
    static let end: UInt8 = 2

    /// `text` with every object's name between the bytes `begin` and `end`, which `Analyzer` reads as a flag. O(n).
    static func marked(_ text: String) -> String {
        var out: [UInt8] = []
        var piece: [UInt8] = []
        func flush() {
            if isObject(piece) {
                out.append(begin)
                out += piece
                out.append(end)
            } else {
                out += piece
            }
            piece.removeAll(keepingCapacity: true)
        }
        for byte in text.utf8 where byte != begin && byte != end {
            if separators.contains(byte) {
                flush()
                out.append(byte)
            } else {
                piece.append(byte)
            }
        }
        flush()
        return String(decoding: out, as: UTF8.self)
    }

    private static let separators = Set(" \t\n\r\"'`()[]{}<>,;=|".utf8)

    /// A path of two parts, or a compound with a part of digits or of letters and digits mixed. `ORA-01653` and `HTTP-502`
    /// are codes, not objects: capitals, a hyphen, digits.
    private static func isObject(_ raw: [UInt8]) -> Bool {
        var piece = raw[...]
        while let last = piece.last, ".:!?".utf8.contains(last) { piece = piece.dropLast() }
        guard piece.count > 2, piece.allSatisfy({ $0 < 0x80 }) else { return false }
        let slash = UInt8(ascii: "/")
        if piece.first == slash, piece.dropFirst().contains(slash) { return true }
        let parts = piece.split { "-/.:@_".utf8.contains($0) }
        guard parts.count > 1, parts.contains(where: { $0.contains(where: isLetter) }) else { return false }
        if parts.count == 2, parts[0].allSatisfy(isCapital), parts[1].allSatisfy(isDigit) { return false }
        return parts.contains { part in
            guard part.contains(where: isDigit) else { return false }
            return part.allSatisfy(isDigit) || part.count >= 4
        }
    }
    private static func isDigit(_ b: UInt8) -> Bool { b >= 0x30 && b <= 0x39 }
    private static func isCapital(_ b: UInt8) -> Bool { b >= 0x41 && b <= 0x5A }
    private static func isLetter(_ b: UInt8) -> Bool { (b | 0x20) >= 0x61 && (b | 0x20) <= 0x7A }
}

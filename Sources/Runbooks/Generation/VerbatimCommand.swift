/// Whether a command stands in a source word for word and whole: `rm -rf /data` is not borne out by `rm -rf /data/tmp`, nor
/// `kubectl delete pod x` by `kubectl delete pod x --dry-run`.
enum VerbatimCommand {
    /// `command` and `lines` with single blanks and in lower case. O(lines x command).
    static func stands(_ command: String, in lines: [String]) -> Bool {
        guard !command.isEmpty else { return true }
        return lines.contains { stands(Array(command.utf8), in: Array($0.utf8)) }
    }

    private static func stands(_ command: [UInt8], in line: [UInt8]) -> Bool {
        guard line.count >= command.count else { return false }
        let isLong = command.contains(0x20)
        for at in 0...(line.count - command.count) where line[at] == command[0] {
            guard line[at..<(at + command.count)].elementsEqual(command) else { continue }
            let end = at + command.count
            if at > 0, isInside(line[at - 1]), isInside(command[0]) { continue }
            if end < line.count, isInside(line[end]), isInside(command[command.count - 1]) {
                // The full stop of a sentence ends a word; that of a file's name does not.
                guard line[end] == UInt8(ascii: "."), end + 1 == line.count || line[end + 1] == 0x20 else { continue }
            }
            if !isLong || isWhole(line[end...], inSpan: line[..<at].count { $0 == UInt8(ascii: "`") } % 2 == 1) {
                return true
            }
        }
        return false
    }

    /// Bytes that go on a word, a path, an option, an address.
    private static func isInside(_ byte: UInt8) -> Bool {
        if byte >= 0x80 { return false }
        if (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) { return true }
        return "_-./=:@%+~*$".utf8.contains(byte)
    }

    /// Whether nothing that changes a command follows it.
    private static func isWhole(_ rest: ArraySlice<UInt8>, inSpan: Bool) -> Bool {
        let rest = rest.drop { $0 == 0x20 }
        guard let next = rest.first else { return true }
        if "`|;&#\\".utf8.contains(next) { return true }
        // In backticks the whole span is the command; in a line of prose or of a block, words may follow, arguments may not.
        if inSpan { return false }
        return !"-/$<{[\"'~*>".utf8.contains(next)
    }
}

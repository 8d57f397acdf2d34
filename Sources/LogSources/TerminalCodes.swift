import Glibc

/// Colours and other codes for terminals in a log's text: left out before anything reads it, since they say nothing, part a header's words
/// and make two messages of one.
///
/// As they are (`ESC [31m`), as JSON has them (`\u001b[31m`) and as rsyslog writes control characters (`#033[31m`). A text without any costs
/// three vectorised searches, whatever the number of its lines.
enum TerminalCodes {
    /// Leaves the codes out of `bytes[from...]`. Line ends stay, so that the lines keep their numbers. O(bytes).
    static func remove(from bytes: inout [UInt8], at from: Int = 0) {
        let count = bytes.count - from
        guard count > 0 else { return }
        let left = bytes.withUnsafeMutableBufferPointer { buffer -> Int in
            guard let start = buffer.baseAddress else { return count }
            let base = start + from
            var left = compact(base, count, mark: 0x1b, escape)
            left = compact(base, left, mark: UInt8(ascii: "\\"), escapedEscape)
            return compact(base, left, mark: UInt8(ascii: "#"), octalEscape)
        }
        if left < count { bytes.removeLast(count - left) }
    }

    /// A copy without codes.
    static func removed(from bytes: [UInt8]) -> [UInt8] {
        var plain = bytes
        remove(from: &plain)
        return plain
    }

    /// Moves together what stands around the codes that `length` finds at a mark; how much is left.
    @inline(__always)
    private static func compact(
        _ base: UnsafeMutablePointer<UInt8>, _ count: Int, mark: UInt8,
        _ length: (UnsafeMutablePointer<UInt8>, Int, Int) -> Int
    ) -> Int {
        var read = 0, write = 0, search = 0
        while search < count, let hit = memchr(base + search, Int32(mark), count - search) {
            let at = UnsafePointer(base).distance(to: UnsafePointer(hit.assumingMemoryBound(to: UInt8.self)))
            let code = length(base, at, count)
            guard code > 0 else {
                search = at + 1
                continue
            }
            if write != read { memmove(base + write, base + read, at - read) }
            write += at - read
            read = at + code
            search = read
        }
        guard read > 0 else { return count }
        memmove(base + write, base + read, count - read)
        return write + count - read
    }

    /// Length of the code at an escape character; 0 where it begins none.
    private static func escape(_ base: UnsafeMutablePointer<UInt8>, _ at: Int, _ end: Int) -> Int {
        guard at + 2 < end else { return 0 }
        switch base[at + 1] {
        case UInt8(ascii: "["): return sequence(base, at + 2, end).map { $0 - at } ?? 0
        case UInt8(ascii: "("), UInt8(ascii: ")"):
            // The set of characters, as `tput sgr0` gives it.
            return base[at + 2] > 32 && base[at + 2] < 127 ? 3 : 0
        case UInt8(ascii: "]"):
            // A link's address, of which the screen shows nothing.
            guard at + 3 < end, base[at + 2] == UInt8(ascii: "8"), base[at + 3] == UInt8(ascii: ";") else { return 0 }
            var index = at + 4
            while index < end, index - at < 2048, base[index] != 10 {
                if base[index] == 7 { return index + 1 - at }
                if base[index] == 0x1b, index + 1 < end, base[index + 1] == UInt8(ascii: "\\") { return index + 2 - at }
                index += 1
            }
            return 0
        default: return 0
        }
    }

    /// `\u001b[31m`, whatever the number of backslashes: JSON may stand in JSON.
    private static func escapedEscape(_ base: UnsafeMutablePointer<UInt8>, _ at: Int, _ end: Int) -> Int {
        guard at + 6 < end, base[at + 1] == UInt8(ascii: "u") || base[at + 1] == UInt8(ascii: "\\") else { return 0 }
        var index = at + 1
        while index < end, index - at < 8, base[index] == UInt8(ascii: "\\") { index += 1 }
        guard index + 6 <= end, base[index] == UInt8(ascii: "u"), base[index + 1] == 48, base[index + 2] == 48,
            base[index + 3] == 49, base[index + 4] | 32 == UInt8(ascii: "b"), base[index + 5] == UInt8(ascii: "[")
        else { return 0 }
        return sequence(base, index + 6, end).map { $0 - at } ?? 0
    }

    /// `#033[31m`
    private static func octalEscape(_ base: UnsafeMutablePointer<UInt8>, _ at: Int, _ end: Int) -> Int {
        guard at + 5 <= end, base[at + 1] == 48, base[at + 2] == 51, base[at + 3] == 51,
            base[at + 4] == UInt8(ascii: "[")
        else { return 0 }
        return sequence(base, at + 5, end).map { $0 - at } ?? 0
    }

    /// Where a control sequence ends whose numbers begin at `from`; nil where it has no end.
    private static func sequence(_ base: UnsafeMutablePointer<UInt8>, _ from: Int, _ end: Int) -> Int? {
        var index = from
        while index < end, index - from < 32, base[index] >= 0x20, base[index] <= 0x3f { index += 1 }
        guard index < end, base[index] >= 0x40, base[index] <= 0x7e else { return nil }
        return index + 1
    }
}

import Bytes

/// The first bytes of a stream, as a hash with its length: tells a file from another that took its inode or its name,
/// and finds a rotated file again even after it was copied or compressed.
struct Fingerprint: Sendable, Hashable {
    /// The most that is looked at, in bytes.
    static let limit = 1024
    var length: Int
    var hash: UInt64

    /// Of up to `limit` bytes.
    init(head: [UInt8]) {
        length = min(head.count, Self.limit)
        hash = StableHash.hash(head.span.bytes, 0..<length)
    }
    init(length: Int, hash: UInt64) { (self.length, self.hash) = (length, hash) }

    /// Whether a stream that begins with `head` can be the one (as it was, or grown).
    func matches(head: [UInt8]) -> Bool {
        head.count >= length && StableHash.hash(head.span.bytes, 0..<length) == hash
    }
}

/// A place in a file that can be found again after a restart: which file, and how far it was delivered.
struct FileMark: Sendable, Hashable {
    var device: UInt64
    var inode: UInt64
    var fingerprint: Fingerprint
    /// In the stream (decompressed, converted); equal to the file's own offset for plain files.
    var offset: UInt64
    /// When the file was last written, as seen at the last read, in microseconds since 1970.
    var modified: Int64
}

/// The token of a file source's position: `f1` and, for each file still to be read on, device, inode, fingerprint's
/// length and hash, offset and time of the last write, in hexadecimal. Older files first.
struct FileToken: Sendable, Hashable {
    var marks: [FileMark]
    init(_ marks: [FileMark]) { self.marks = marks }

    var text: String {
        var text = "f1"
        for mark in marks {
            text += ";"
            text += [
                mark.device, mark.inode, UInt64(mark.fingerprint.length), mark.fingerprint.hash, mark.offset,
                UInt64(bitPattern: mark.modified),
            ].map { String($0, radix: 16) }.joined(separator: ":")
        }
        return text
    }

    /// Nil when the text is none of ours.
    init?(_ text: String) {
        let parts = text.split(separator: ";", omittingEmptySubsequences: false)
        guard parts.first == "f1", parts.count <= 64 else { return nil }
        marks = []
        for part in parts.dropFirst() {
            let numbers = part.split(separator: ":", omittingEmptySubsequences: false).compactMap {
                UInt64($0, radix: 16)
            }
            guard numbers.count == 6, numbers[2] <= UInt64(Fingerprint.limit) else { return nil }
            marks.append(
                FileMark(
                    device: numbers[0], inode: numbers[1],
                    fingerprint: Fingerprint(length: Int(numbers[2]), hash: numbers[3]), offset: numbers[4],
                    modified: Int64(bitPattern: numbers[5])))
        }
    }
}

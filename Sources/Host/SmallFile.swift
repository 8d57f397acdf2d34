import Glibc

/// Files of the kernel (/proc, /sys), which are made as they are read and tell no size.
package enum SmallFile {
    /// Up to `limit` bytes as text; empty where it cannot be read. Reads to the end: the kernel hands a table out in pieces of a page
    /// each, so that a short read, which Foundation takes for the end of a file, is none. Blocks.
    package static func text(_ path: String, limit: Int) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: limit)
        var filled = 0
        while filled < limit {
            let count = bytes.withUnsafeMutableBytes {
                read(descriptor, $0.baseAddress.map { $0 + filled }, limit - filled)
            }
            if count < 0, errno == EINTR { continue }
            if count <= 0 { break }
            filled += count
        }
        return String(decoding: bytes[..<filled], as: UTF8.self)
    }
}

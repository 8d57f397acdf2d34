import Bytes

/// Lines from all over a log (`SourceDescriptor.milestones`): a few reads, whatever its size.
enum Milestones {
    /// Lines of one file, and of all parts of a log together.
    static let perFile = 16
    static let most = 256
    /// Bytes in which a whole line is looked for, and that are kept of it.
    private static let window = 1024
    private static let kept = 160

    /// The first line of an encoded file, and lines at even distances of a plain one. What cannot be read is passed over.
    static func lines(of file: OpenFile, _ encoding: FileEncoding, head: [UInt8]) -> [UInt8] {
        var found: [UInt8] = []
        append(head[...], to: &found)
        guard encoding == .plain, let size = try? file.status().size else { return found }
        var buffer = [UInt8](repeating: 0, count: window)
        for place in 1..<UInt64(perFile) {
            // The last one looks at the last lines.
            let offset =
                place == UInt64(perFile) - 1 ? size - min(size, UInt64(window)) : size / UInt64(perFile) * place
            let count = buffer.withUnsafeMutableBytes { bytes in (try? file.read(into: bytes, at: offset)) ?? 0 }
            guard let end = buffer[..<count].firstIndex(of: 10) else { continue }
            append(buffer[(end + 1)..<count], to: &found)
        }
        return found
    }

    /// The beginning of the first line of `bytes`.
    private static func append(_ bytes: ArraySlice<UInt8>, to found: inout [UInt8]) {
        let line = bytes.prefix { $0 != 10 }.prefix(kept)
        guard !line.isEmpty else { return }
        found += line
        found.append(10)
    }
}

import Glibc

/// An open file descriptor, closed with its last reference.
final class OpenFile {
    let descriptor: Int32
    let path: String

    /// Opens for reading. A FIFO without a writer does not block.
    init(path: String) throws(SourceError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { throw .last("open", path: path) }
        (self.descriptor, self.path) = (descriptor, path)
    }

    /// Takes over a descriptor.
    init(descriptor: Int32, path: String) { (self.descriptor, self.path) = (descriptor, path) }

    deinit { if descriptor > 2 { close(descriptor) } }

    /// What fstat(2) says.
    func status() throws(SourceError) -> FileStatus {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .last("fstat", path: path) }
        return FileStatus(status)
    }

    /// Reads at an offset, without moving one: the number of bytes, 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) throws(SourceError) -> Int {
        while true {
            let count = pread(descriptor, buffer.baseAddress, buffer.count, off_t(clamping: offset))
            if count >= 0 { return count }
            if errno != EINTR { throw .last("read", path: path) }
        }
    }

    /// Up to `count` bytes from the beginning.
    func prefix(_ count: Int) throws(SourceError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            var failure: SourceError?
            let got = bytes.withUnsafeMutableBytes { buffer -> Int in
                do throws(SourceError) {
                    return try read(
                        into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]), at: UInt64(filled))
                } catch {
                    failure = error
                    return 0
                }
            }
            if let failure { throw failure }
            if got == 0 { break }
            filled += got
        }
        bytes.removeLast(count - filled)
        return bytes
    }
}

/// The part of stat(2) that matters here.
struct FileStatus: Sendable, Hashable {
    enum Kind: Sendable, Hashable { case regular, folder, pipe, other }
    var device: UInt64
    var inode: UInt64
    var size: UInt64
    var links: UInt64
    var modified: Int64  // microseconds since 1970
    var kind: Kind

    init(_ status: stat) {
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        size = UInt64(clamping: status.st_size)
        links = UInt64(status.st_nlink)
        modified = Int64(status.st_mtim.tv_sec) * 1_000_000 + Int64(status.st_mtim.tv_nsec) / 1000
        switch status.st_mode & S_IFMT {
        case S_IFREG: kind = .regular
        case S_IFDIR: kind = .folder
        case S_IFIFO, S_IFCHR, S_IFSOCK: kind = .pipe
        default: kind = .other
        }
    }

    /// Of a path, symbolic links followed.
    init(path: String) throws(SourceError) {
        var status = stat()
        guard stat(path, &status) == 0 else { throw .last("stat", path: path) }
        self.init(status)
    }

    /// Whether both are the same file of the same file system.
    func isSameFile(as other: FileStatus) -> Bool { device == other.device && inode == other.inode }
}

/// Paths as text.
enum Path {
    static func name(_ path: String) -> String {
        path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[path.utf8.index(after: $0)...]) } ?? path
    }
    /// The folder part: `.` where there is none.
    static func folder(_ path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
    static func join(_ folder: String, _ name: String) -> String {
        folder == "." ? name : folder.hasSuffix("/") ? folder + name : folder + "/" + name
    }
    /// Absolute and without links; the text itself where that fails.
    static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }
    /// Names in a folder, sorted by their bytes, without `.` and `..`.
    static func entries(_ folder: String) throws(SourceError) -> [String] {
        guard let handle = opendir(folder) else { throw .last("opendir", path: folder) }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}

import Glibc

/// The kernel's notices of changed files and folders (inotify(7)).
final class Inotify {
    struct Notice: Sendable, Hashable {
        /// Which watch; -1 when notices were lost and everything must be looked at.
        var watch: Int32
        var mask: UInt32
        /// The name within a watched folder; empty for the watched thing itself.
        var name: String
    }

    /// -1 where the system gives none; changes are then noticed by the slow re-check alone.
    let descriptor: Int32
    /// The limit on watches (or on instances) was reached at least once.
    private(set) var isExhausted = false

    init() {
        descriptor = inotify_init1(Int32(O_CLOEXEC) | Int32(O_NONBLOCK))
        isExhausted = descriptor < 0
    }
    deinit { if descriptor >= 0 { close(descriptor) } }

    private static let folderMask =
        UInt32(IN_CREATE) | UInt32(IN_MOVED_TO) | UInt32(IN_MOVED_FROM) | UInt32(IN_DELETE) | UInt32(IN_ATTRIB)
        | UInt32(IN_DELETE_SELF) | UInt32(IN_MOVE_SELF) | UInt32(IN_ONLYDIR)
    private static let fileMask = UInt32(IN_MODIFY) | UInt32(IN_ATTRIB) | UInt32(IN_MOVE_SELF) | UInt32(IN_DELETE_SELF)

    /// Watches the names in a folder.
    func watch(folder: String) -> Int32? { add(folder, Self.folderMask) }

    /// Watches an open file, whatever its name is by now.
    func watch(file: OpenFile) -> Int32? {
        // The link of /proc leads to the inode itself; by its path another file could be hit.
        add("/proc/self/fd/\(file.descriptor)", Self.fileMask) ?? add(file.path, Self.fileMask)
    }

    private func add(_ path: String, _ mask: UInt32) -> Int32? {
        guard descriptor >= 0 else { return nil }
        let watch = inotify_add_watch(descriptor, path, mask)
        if watch < 0, errno == ENOSPC { isExhausted = true }
        return watch >= 0 ? watch : nil
    }

    func remove(_ watch: Int32) { _ = inotify_rm_watch(descriptor, watch) }

    /// Everything noticed since the last call; empty when nothing was. Does not block.
    func notices() -> [Notice] {
        guard descriptor >= 0 else { return [] }
        var found: [Notice] = []
        let size = 64 << 10
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 8)
        defer { buffer.deallocate() }
        while true {
            let count = read(descriptor, buffer.baseAddress, size)
            if count <= 0 { return found }
            var at = 0
            let header = MemoryLayout<inotify_event>.size
            while at + header <= count {
                let event = buffer.loadUnaligned(fromByteOffset: at, as: inotify_event.self)
                let name = buffer[(at + header)..<min(count, at + header + Int(event.len))].prefix { $0 != 0 }
                let lost = event.mask & UInt32(IN_Q_OVERFLOW) != 0
                found.append(
                    Notice(watch: lost ? -1 : event.wd, mask: event.mask, name: String(decoding: name, as: UTF8.self)))
                at += header + Int(event.len)
            }
        }
    }
}

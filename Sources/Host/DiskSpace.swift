import Glibc

/// Room on a file system.
package struct DiskSpace: Sendable, Hashable {
    /// Bytes that an ordinary user may still write, and all there are.
    package var free: UInt64
    package var total: UInt64
    package var freeInodes: UInt64

    /// Of the file system that holds `path`; nil where there is none.
    package init?(path: String) {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return nil }
        free = UInt64(status.f_bavail) &* UInt64(status.f_frsize)
        total = UInt64(status.f_blocks) &* UInt64(status.f_frsize)
        freeInodes = UInt64(status.f_favail)
    }
}

import Glibc
import Model
import Synchronization

/// Names in a folder that is asked for again and again: for each of ten thousand logs in it, say, which parts it has.
///
/// Of the folder that was asked for last the names are kept, and taken again while nothing came, went or was renamed: then the folder's
/// time of change is another one. A change within the second of the listing might not show in it, so such a listing is not kept.
enum FolderNames {
    private struct Listing {
        var folder: String
        var stamp: Stamp
        var names: [String]
    }

    private struct Stamp: Hashable {
        var device: UInt64, inode: UInt64
        /// When it changed: a damaged disk may say any second, so these are not added up.
        var seconds: Int, nanoseconds: Int

        init?(_ folder: String) {
            var status = stat()
            guard stat(folder, &status) == 0 else { return nil }
            (device, inode) = (UInt64(status.st_dev), UInt64(status.st_ino))
            (seconds, nanoseconds) = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
        }
    }

    private static let last = Mutex<Listing?>(nil)

    /// As `Path.entries`.
    static func of(_ folder: String) throws(SourceError) -> [String] {
        // Before the listing: what changes meanwhile makes another stamp.
        let stamp = Stamp(folder)
        if let stamp, let known = last.withLock({ $0 }), known.folder == folder, known.stamp == stamp {
            return known.names
        }
        let names = try Path.entries(folder)
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        if let stamp, stamp.seconds < now.tv_sec - 2 {
            last.withLock { $0 = Listing(folder: folder, stamp: stamp, names: names) }
        }
        return names
    }
}

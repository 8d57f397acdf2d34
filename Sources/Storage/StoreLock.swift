import Glibc
import Synchronization

/// The right to write to a state folder, held by one daemon at a time.
///
/// An advisory lock (`flock`) on `haetae.lock`: the kernel drops it when its holder dies, however it dies, so there is
/// no stale lock to clean up. The file's content, the holder's process id, serves the error message alone.
final class StoreLock: Sendable {
    static let fileName = "haetae.lock"
    private let descriptor: Mutex<Int32>

    /// Takes the lock, or throws `StoreError.locked`.
    init(folder: String) throws(StoreError) {
        let path = folder + "/" + Self.fileName
        // Close-on-exec: a child must not keep the lock of a daemon that is gone.
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw .cannotOpen(path: path, reason: String(cString: strerror(errno))) }
        // A process that is being started holds a copy of the descriptor until its program begins: no daemon, and over in a moment.
        var tries = 1
        var isTaken = flock(descriptor, LOCK_EX | LOCK_NB) == 0
        while !isTaken, errno == EWOULDBLOCK || errno == EINTR, tries < Self.tries {
            usleep(20_000)
            tries += 1
            isTaken = flock(descriptor, LOCK_EX | LOCK_NB) == 0
        }
        guard isTaken else {
            let holder = Self.holder(descriptor)
            close(descriptor)
            throw .locked(path: folder, holder: holder)
        }
        let text = "\(getpid())\n"
        ftruncate(descriptor, 0)
        _ = text.withCString { pwrite(descriptor, $0, strlen($0), 0) }
        self.descriptor = Mutex(descriptor)
    }

    /// How often the lock is asked for, 20 ms apart, before somebody else is said to hold it.
    private static let tries = 25

    deinit { release() }

    /// Gives the lock up; a second call does nothing.
    func release() {
        descriptor.withLock { descriptor in
            if descriptor >= 0 { close(descriptor) }
            descriptor = -1
        }
    }

    /// Whether a daemon holds the folder. False also where that cannot be told.
    static func isHeld(folder: String) -> Bool {
        let descriptor = open(folder + "/" + fileName, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        if flock(descriptor, LOCK_SH | LOCK_NB) == 0 { return false }
        return errno == EWOULDBLOCK
    }

    private static func holder(_ descriptor: Int32) -> Int? {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        return Int(String(decoding: bytes[..<count].prefix { $0 >= 48 && $0 <= 57 }, as: UTF8.self))
    }
}

import Glibc

/// A test aid: makes a commit stop inside its open transaction, so that a test can kill the process there.
///
/// `HAETAE_TEST_COMMIT_PAUSE_MS` is the length of the stop; `HAETAE_TEST_COMMIT_MARK` names the file descriptor (a
/// number) or file to which `in-transaction SEQUENCE` is written first. Without the former there is no effect.
struct CommitPause: Sendable {
    let milliseconds: UInt32
    let mark: String?

    static func fromEnvironment() -> CommitPause? {
        guard let text = getenv("HAETAE_TEST_COMMIT_PAUSE_MS"), let value = UInt32(String(cString: text)), value > 0
        else {
            return nil
        }
        return CommitPause(
            milliseconds: min(value, 60_000), mark: getenv("HAETAE_TEST_COMMIT_MARK").map { String(cString: $0) })
    }

    func stop(sequence: UInt64) {
        if let mark {
            let line = "in-transaction \(sequence)\n"
            let named = Int32(mark)
            let descriptor = named ?? open(mark, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o640)
            if descriptor >= 0 {
                _ = line.withCString { write(descriptor, $0, strlen($0)) }
                if named == nil { close(descriptor) }
            }
        }
        usleep(milliseconds * 1000)
    }
}

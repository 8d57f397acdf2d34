import Glibc

/// A program started beside the tests, with an end that is certain.
///
/// Foundation's `Process` learns of an exit by the end of a socket that programs started at the same moment by other tests inherit: beside
/// a long-lived server or daemon `waitUntilExit` then waits for that one, and two such tests for each other for ever. Here a child
/// inherits nothing but its three standard files, is waited for by its number, and is killed with its group at the deadline.
package final class ChildProcess: @unchecked Sendable {
    package struct CannotStart: Error, CustomStringConvertible {
        package let description: String
    }

    package let id: pid_t
    // Written by the thread that waits; tests wait from one thread at a time.
    private var status: Int32?

    /// Starts `path`; standard input is read from a file, output and errors are written to files, each the null device by default.
    package init(
        _ path: String, _ arguments: [String], environment: [String: String]? = nil, input: String = "/dev/null",
        output: String = "/dev/null", error: String = "/dev/null"
    ) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, error, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        // What is open now, and room for what other threads open meanwhile; glibc passes over numbers that are not open.
        for number in 3..<(Self.highestOpen() + 256) { posix_spawn_file_actions_addclose(&actions, Int32(number)) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK))
        let words = [path] + arguments
        var argv: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        var envp: [UnsafeMutablePointer<CChar>?] = []
        if let environment { envp = environment.map { strdup("\($0)=\($1)") } + [nil] }
        defer { for text in argv + envp { free(text) } }
        var id: pid_t = 0
        let code =
            environment == nil
            ? posix_spawnp(&id, path, &actions, &attributes, &argv, environ)
            : posix_spawnp(&id, path, &actions, &attributes, &argv, &envp)
        guard code == 0 else { throw CannotStart(description: "\(path): \(String(cString: strerror(code)))") }
        self.id = id
    }

    deinit { kill() }

    private static func highestOpen() -> Int {
        guard let folder = opendir("/proc/self/fd") else { return 1024 }
        defer { closedir(folder) }
        var highest = 3
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if let number = Int(name) { highest = max(highest, number) }
        }
        return highest
    }

    package var isRunning: Bool { poll() == nil }

    /// The exit code, 128 + n for signal n; nil while it runs.
    private func poll() -> Int32? {
        if let status { return status }
        var raw: Int32 = 0
        var got: pid_t
        repeat { got = waitpid(id, &raw, WNOHANG) } while got < 0 && errno == EINTR
        if got == 0 { return nil }
        let signal = raw & 0x7F
        status = got < 0 ? -1 : signal == 0 ? (raw >> 8) & 0xFF : 128 + signal
        return status
    }

    /// Waits for its end, at most so long; then it is killed and the result is nil.
    package func wait(seconds: Double) -> Int32? {
        if let code = waitUntil(seconds: seconds, { self.poll() }) { return code }
        kill()
        return nil
    }

    package func signal(_ number: Int32) { if isRunning { _ = Glibc.kill(id, number) } }

    /// Ends it and what it started, now.
    package func kill() {
        guard poll() == nil else { return }
        _ = Glibc.kill(-id, SIGKILL)
        _ = waitUntil(seconds: 10) { self.poll() }
    }
}

/// Asks until `condition` gives something or the time has passed.
package func waitUntil<Value>(seconds: Double, _ condition: () throws -> Value?) rethrows -> Value? {
    let end = ContinuousClock.now + .seconds(seconds)
    while true {
        if let value = try condition() { return value }
        if ContinuousClock.now >= end { return nil }
        usleep(3000)
    }
}

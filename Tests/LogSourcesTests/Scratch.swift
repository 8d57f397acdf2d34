import Bytes
import Glibc
import LogSources
import Model

/// A folder for one test, removed with it.
final class Scratch {
    let path: String
    init() {
        var template = Array("/tmp/haetae-test-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { preconditionFailure("no temporary folder") }
        path = String(cString: made)
    }
    deinit { remove(path) }

    private func remove(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        if status.st_mode & S_IFMT == S_IFDIR {
            chmod(path, 0o700)
            for name in names(in: path) { remove(path + "/" + name) }
            rmdir(path)
        } else {
            unlink(path)
        }
    }

    func file(_ name: String) -> String { path + "/" + name }
    func folder(_ name: String) -> String {
        mkdir(path + "/" + name, 0o755)
        return path + "/" + name
    }

    @discardableResult
    func write(_ name: String, _ bytes: [UInt8], append: Bool = false) -> String {
        let path = file(name)
        let descriptor = open(path, O_WRONLY | O_CREAT | (append ? O_APPEND : O_TRUNC), 0o644)
        var at = 0
        while at < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress.map { $0 + at }, bytes.count - at)
            }
            if count <= 0 { break }
            at += count
        }
        close(descriptor)
        return path
    }
    @discardableResult
    func write(_ name: String, _ text: String, append: Bool = false) -> String {
        write(name, Array(text.utf8), append: append)
    }
}

/// Sets a file's modification time, in seconds since 1970.
func setTime(_ path: String, _ seconds: Int) {
    let times = [timespec(tv_sec: seconds, tv_nsec: 0), timespec(tv_sec: seconds, tv_nsec: 0)]
    utimensat(AT_FDCWD, path, times, 0)
}

func names(in folder: String) -> [String] {
    guard let handle = opendir(folder) else { return [] }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
            pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
}

/// Runs a program to its end; its exit status, or nil where it is not installed.
@discardableResult
func run(_ program: String, _ arguments: [String], output: String? = nil) -> Int32? {
    guard let child = launch(program, arguments, output: output) else { return nil }
    var status: Int32 = 0
    waitpid(child, &status, 0)
    return (status >> 8) & 0xff
}

/// Starts a program; its process id, or nil where it is not installed.
func launch(_ program: String, _ arguments: [String], output: String? = nil) -> pid_t? {
    guard access(program, X_OK) == 0 else { return nil }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output ?? "/dev/null", O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var pointers: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    var child: pid_t = 0
    return posix_spawn(&child, program, &actions, nil, &pointers, environ) == 0 ? child : nil
}

/// The lines of a batch, without their line ends.
func lines(of batch: LogBatch) -> [String] {
    var lines: [String] = []
    var start = 0
    while start < batch.arena.count {
        let end = batch.arena[start...].firstIndex(of: 10) ?? batch.arena.count
        lines.append(String(decoding: batch.arena[start..<end], as: UTF8.self))
        start = end + 1
    }
    return lines
}

/// Everything a source gives, to its end, errors apart.
func drain(_ source: any LogSource, maxBytes: Int = 1 << 20) -> (batches: [LogBatch], errors: [SourceError]) {
    var batches: [LogBatch] = []
    var errors: [SourceError] = []
    while !source.isFinished {
        do throws(SourceError) {
            if let batch = try source.next(maxBytes: maxBytes, readAt: 0) { batches.append(batch) }
        } catch {
            errors.append(error)
        }
    }
    return (batches, errors)
}

func descriptor(_ name: String = "test", kind: SourceDescriptor.Kind = .file) -> SourceDescriptor {
    SourceDescriptor(name: name, kind: kind, host: "h", latest: .max)
}

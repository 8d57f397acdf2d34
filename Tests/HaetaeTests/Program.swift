import Foundation
import TestSupport
import Testing

/// The shipped binary, run as its user would.
struct Program {
    struct Result {
        var status: Int32
        var output: String
        var error: String
    }

    static let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The binary: `HAETAE_BINARY`, else beside the tests.
    static let path: String =
        testSetting("HAETAE_BINARY")
        ?? checkout.appending(path: ".build/release/haetae").path

    /// Seconds after which a run is killed and its test fails.
    static let longest = 300.0

    /// - Parameter program: another program than `haetae`, such as a shell around it.
    @discardableResult
    static func run(
        _ arguments: [String], as program: String = Program.path, input: Data? = nil,
        environment: [String: String] = [:]
    ) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "haetae-run-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (out, err, stdin) = (
            folder.appending(path: "out"), folder.appending(path: "err"), folder.appending(path: "in")
        )
        try Data().write(to: out)
        try Data().write(to: err)
        try (input ?? Data()).write(to: stdin)
        let child = try ChildProcess(
            program, arguments,
            environment: ProcessInfo.processInfo.environment
                .merging(["XDG_CACHE_HOME": folder.path]) { $1 }.merging(environment) { $1 },
            input: stdin.path, output: out.path, error: err.path)
        let status = child.wait(seconds: longest)
        if status == nil { Issue.record("haetae \(arguments.joined(separator: " ")): killed after \(longest) s") }
        return Result(
            status: status ?? -1, output: String(decoding: try Data(contentsOf: out), as: UTF8.self),
            error: String(decoding: try Data(contentsOf: err), as: UTF8.self))
    }
}

/// A folder that goes with its test.
final class TemporaryFolder {
    let path: String
    init(_ name: String) throws {
        path = FileManager.default.temporaryDirectory.appending(path: "haetae-\(name)-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
    func file(_ name: String) -> String { path + "/" + name }
    deinit { try? FileManager.default.removeItem(atPath: path) }
}

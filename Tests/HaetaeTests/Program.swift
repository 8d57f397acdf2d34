import Foundation
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
        ProcessInfo.processInfo.environment["HAETAE_BINARY"]
        ?? checkout.appending(path: ".build/release/haetae").path

    @discardableResult
    static func run(_ arguments: [String], input: Data? = nil, environment: [String: String] = [:]) throws -> Result {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let folder = FileManager.default.temporaryDirectory.appending(path: "haetae-run-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (out, err, stdin) = (
            folder.appending(path: "out"), folder.appending(path: "err"), folder.appending(path: "in")
        )
        try Data().write(to: out)
        try Data().write(to: err)
        try (input ?? Data()).write(to: stdin)
        process.standardOutput = try FileHandle(forWritingTo: out)
        process.standardError = try FileHandle(forWritingTo: err)
        process.standardInput = try FileHandle(forReadingFrom: stdin)
        try process.run()
        process.waitUntilExit()
        return Result(
            status: process.terminationStatus, output: String(decoding: try Data(contentsOf: out), as: UTF8.self),
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

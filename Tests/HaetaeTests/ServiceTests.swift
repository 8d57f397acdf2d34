import Foundation
import Testing

/// The shipped unit under a real systemd and journald, in a container that `scripts/container-test.sh` boots.
@Suite struct ServiceTests {
    @Test(.timeLimit(.minutes(10)))
    func theServiceFindsWhatLoggerCausesAndSurvivesAKill() throws {
        let folder = try TemporaryFolder("service")
        let process = Process()
        process.executableURL = Program.checkout.appending(path: "scripts/container-test.sh")
        process.currentDirectoryURL = Program.checkout
        process.environment = ProcessInfo.processInfo.environment.merging(["HAETAE_BINARY": Program.path]) { $1 }
        let out = URL(filePath: folder.file("out"))
        try Data().write(to: out)
        let handle = try FileHandle(forWritingTo: out)
        process.standardOutput = handle
        process.standardError = handle
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        let said = String(decoding: try Data(contentsOf: out), as: UTF8.self)
        let skipped = said.split(separator: "\n").last { $0.hasPrefix("skipped: ") }
        if process.terminationStatus != 0 || (skipped == nil && said.contains("FAILED ")) {
            Issue.record("container-test.sh ended with \(process.terminationStatus):\n\(said)")
        } else if let skipped {
            print("service under systemd, \(skipped)")
        }
    }
}

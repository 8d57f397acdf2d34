import Foundation
import Testing

/// The shipped unit under a real systemd and journald, in a container that `scripts/container-test.sh` boots.
@Suite struct ServiceTests {
    @Test(.timeLimit(.minutes(10)))
    func theServiceFindsWhatLoggerCausesAndSurvivesAKill() throws {
        // A container's boot on a busy machine may run into the script's own time limits: such a run is tried once more.
        let first = try runInContainer()
        guard let failure = first else { return }
        print("service under systemd, first try: \(failure)")
        if let second = try runInContainer() { Issue.record("\(second)") }
    }

    /// Nil when all checks held or the test was skipped, which is said; else what went wrong.
    private func runInContainer() throws -> String? {
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
            return "container-test.sh ended with \(process.terminationStatus):\n\(said)"
        }
        if let skipped { print("service under systemd, \(skipped)") }
        return nil
    }

    /// All that was read so far lies in one bucket that is still open: nothing was judged yet, and `status` is asked for.
    @Test(.timeLimit(.minutes(2)))
    func aDaemonThatHasJudgedNothingYetAnswers() throws {
        let folder = try TemporaryFolder("young")
        let lines = (1...100).map { "2026-11-24T21:10:00Z INFO hello \($0)\n" }.joined()
        try Data(lines.utf8).write(to: URL(filePath: folder.file("a.log")))
        let configuration = """
            sources: {journal: false, files: ["\(folder.file("a.log"))"]}
            state: {path: "\(folder.file("state"))"}
            api: {socket: "\(folder.file("s.sock"))"}
            """
        try Data(configuration.utf8).write(to: URL(filePath: folder.file("c.yaml")))
        let daemon = Process()
        daemon.executableURL = URL(filePath: Program.path)
        daemon.arguments = ["daemon", "--config", folder.file("c.yaml")]
        try daemon.run()
        defer { if daemon.isRunning { daemon.terminate() } }
        var answered = false
        // Each question is a process of its own, so this is no busy loop.
        let deadline = ContinuousClock.now + .seconds(60)
        while daemon.isRunning && !answered && ContinuousClock.now < deadline {
            let said = try Program.run([
                "status", "--json", "--config", folder.file("c.yaml"), "--socket", folder.file("s.sock"),
            ])
            answered = said.status == 0 && said.output.contains("\"read\" : 100")
        }
        #expect(answered)
        var socket = stat()
        #expect(stat(folder.file("s.sock"), &socket) == 0 && socket.st_mode & 0o7777 == 0o660)
        #expect(daemon.isRunning)
        daemon.terminate()
        daemon.waitUntilExit()
        #expect(daemon.terminationReason == .exit)
        #expect(daemon.terminationStatus == 0)
    }
}

import Foundation
import TestSupport
import Testing

/// The session of `ask`: by lines from a pipe, and under a pseudo-terminal.
@Suite struct AskSessionTests {
    static let runbooks = Program.checkout.appending(path: "sample-logs/runbooks").path

    @Test func linesFromAPipeAreAnswered() throws {
        let folder = try TemporaryFolder("session")
        let lines = "How do I free space on the database disk?\n\nhow do I rebalance a Kafka topic?\n"
        let result = try Program.run(
            ["ask", "--dir", Self.runbooks, "--state", folder.path, "--json"], input: Data(lines.utf8),
            environment: ["HOME": folder.path])
        let objects = result.output.split(separator: "\n").compactMap {
            (try? JSONSerialization.jsonObject(with: Data($0.utf8))) as? [String: Any]
        }
        #expect(
            objects.count == 2 && objects[0]["outcome"] as? String == "answered"
                && objects[1]["outcome"] as? String != "answered")
        #expect(result.status == 0)
    }

    @Test func exitCodesSayWhatCame() throws {
        let folder = try TemporaryFolder("codes")
        let base = ["ask", "--dir", Self.runbooks, "--state", folder.path]
        #expect(try Program.run(base, input: Data("how do I rebalance a Kafka topic?\n".utf8)).status == 3)
        #expect(try Program.run(base).status == 2)
        #expect(try Program.run(base + ["how do I rebalance a Kafka topic?"]).status == 3)
        let none = try Program.run(base + ["what happened last night?"])
        #expect(none.status == 2 && none.error.contains("--state"))
        #expect(try Program.run(base + ["--model", "absent", "a question about disks"]).status == 1)
    }

    private func session(_ keys: String, home: String) throws -> (screen: String, status: Int32) {
        let screen = home + "/screen-\(UUID().uuidString)"
        let child = try ChildProcess(
            "python3",
            [
                Program.checkout.appending(path: "scripts/testing/pty_session.py").path, keys, Program.path, "ask",
                "--dir", Self.runbooks, "--state", home,
            ], environment: ProcessInfo.processInfo.environment.merging(["HOME": home, "XDG_STATE_HOME": ""]) { $1 },
            output: screen)
        let status = try #require(child.wait(seconds: Program.longest), "the session never ended")
        return (try String(contentsOfFile: screen, encoding: .utf8), status)
    }

    @Test func aTerminalHasEditingHistoryAndAnEnd() throws {
        let folder = try TemporaryFolder("pty")
        // A mistake is rubbed out; Ctrl-C gives up a line; arrow-up brings the first question back; Ctrl-D ends.
        let first = try session(
            "How do I free space on the database diskx\\x7f?\\r|nonsense\\x03|\\x1b[A\\r|\\x04", home: folder.path)
        #expect(first.status == 0, "\(first.screen)")
        #expect(first.screen.contains("^C"))
        #expect(first.screen.components(separatedBy: "postgresql-disk-full.md#").count > 2, "\(first.screen)")
        let kept = try String(contentsOfFile: folder.file(".local/state/haetae/questions"), encoding: .utf8)
        #expect(kept == "How do I free space on the database disk?\n")
        // Another session remembers it.
        let second = try session("\\x1b[A\\r|exit\\r", home: folder.path)
        #expect(second.screen.contains("postgresql-disk-full.md#") && second.status == 0)
    }
}

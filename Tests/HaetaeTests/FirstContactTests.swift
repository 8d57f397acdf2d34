import Foundation
import Glibc
import TestSupport
import Testing

/// What a new user types, and what she gets where it is not quite right.
@Suite struct FirstContactTests {
    private static func log(_ folder: TemporaryFolder) throws -> String {
        let file = folder.file("a.log")
        let lines = (0..<20).map { "2026-11-24T17:00:\(10 + $0)Z web1 app[1]: request \($0) served" }
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: file))
        return file
    }

    /// `-7d` and `-05:00` are values, not options; the help says `--since -7d`.
    @Test(arguments: [
        ["analyze", "--now", "2026-11-25T00:00:00Z", "--since", "-7d"],
        ["analyze", "--now", "2026-11-25T00:00:00Z", "--since", "-7d", "--until", "-1m"],
        ["analyze", "--timezone", "-05:00"], ["analyze", "--why-not", "-90m"], ["parse", "--timezone", "-05:00"],
        ["topology", "discover", "--timezone", "-05:00"],
    ])
    func aValueMayBeginWithAMinus(arguments: [String]) throws {
        let folder = try TemporaryFolder("minus")
        let result = try Program.run(arguments + [try Self.log(folder)])
        #expect(result.status == 0, "\(result.error)")
        #expect(!result.output.contains("outside of the time asked for"), "\(result.output)")
    }

    @Test func relativeTimesCountFromNowAsItIsGiven() throws {
        let folder = try TemporaryFolder("now")
        let file = try Self.log(folder)
        let late = try Program.run(["analyze", "--now", "2026-11-24T19:00:00Z", "--since", "-1h", file])
        #expect(late.output.contains("No record lies in the time asked for"), "\(late.output)")
        #expect(!late.output.contains("Nothing here stands out"))
    }

    @Test(arguments: [
        (["analize", "x"], "Did you mean `haetae analyze`?"), (["version"], "`haetae --version`"),
        (["incidents", "3f9a"], "There are: list, show,"),
        (["topology", "grph", "x"], "is no command of `haetae topology`"),
    ])
    func aWordThatIsNoCommandIsToldSo(arguments: [String], hint: String) throws {
        let result = try Program.run(arguments)
        #expect(result.status == 64)
        #expect(
            result.error.contains(
                "'\(arguments.count > 1 && arguments[0] != "analize" ? arguments[1] : arguments[0])' is no command"))
        #expect(result.error.contains(hint), "\(result.error)")
    }

    @Test func aMistakeFoundWhileRunningNamesNoOtherCommandsUsage() throws {
        let folder = try TemporaryFolder("usage")
        let result = try Program.run(["analyze", "--since", "7d", try Self.log(folder)])
        #expect(result.status == 64)
        #expect(
            result.error == "haetae: --since '7d': use a time such as 2026-11-24T17:00:00Z, 2026-11-24, -90m or -7d\n")
    }

    @Test func whyNoDaemonAnswersIsSaid() throws {
        let folder = try TemporaryFolder("socket")
        let absent = try Program.run(["status", "--socket", folder.file("a.sock")])
        #expect(absent.status == 69)
        #expect(absent.error.contains("there is no such socket; the daemon does not run"), "\(absent.error)")
        try Data().write(to: URL(filePath: folder.file("b.sock")))
        #expect(try Program.run(["status", "--socket", folder.file("b.sock")]).error.contains("that is no socket"))
    }

    @Test func whyNothingWasReadIsSaid() throws {
        let folder = try TemporaryFolder("nothing")
        let empty = try Program.run(["analyze", folder.path])
        #expect(empty.status == 1)
        #expect(empty.error.contains("no log in \(folder.path)"), "\(empty.error)")
        try Data([0x7F, 0x45, 0x4C, 0x46] + [UInt8](repeating: 0, count: 4000)).write(
            to: URL(filePath: folder.file("program.log")))
        let program = try Program.run(["analyze", folder.path])
        #expect(program.status == 1)
        #expect(program.error.contains("program.log: "), "\(program.error)")
        let silent = try Program.run(["analyze", "-"])
        #expect(silent.output.contains("There was nothing to read"), "\(silent.output)")
    }

    @Test func withoutAConfigurationTheDefaultsHold() throws {
        guard access("/etc/haetae/haetae.yaml", F_OK) != 0 else { return }
        let result = try Program.run(["config", "check"])
        #expect(result.status == 0)
        #expect(result.output.contains("the defaults hold"))
        // A named one must be there.
        #expect(try Program.run(["config", "check", "/nowhere/haetae.yaml"]).status == 1)
    }

    @Test func aZoneThatIsNoneIsRefusedByTheCheckAndNotFirstAtTheStart() throws {
        let folder = try TemporaryFolder("zone")
        try "timezone: Mars\n".write(toFile: folder.file("c.yaml"), atomically: true, encoding: .utf8)
        let wrong = try Program.run(["config", "check", folder.file("c.yaml")])
        #expect(wrong.status == 1)
        #expect(wrong.error.contains("c.yaml:1: timezone"), "\(wrong.error)")
        for zone in ["UTC", "\"+09:00\"", "\"-0530\"", "\"\""] {
            try "timezone: \(zone)\n".write(toFile: folder.file("c.yaml"), atomically: true, encoding: .utf8)
            let right = try Program.run(["config", "check", folder.file("c.yaml")])
            #expect(right.status == 0, "\(zone): \(right.error)")
        }
    }

    @Test func aFolderWithoutRunbooksIsNotJustWithoutAnAnswer() throws {
        let folder = try TemporaryFolder("runbooks")
        let asked = try Program.run(["ask", "--dir", folder.path, "--state", folder.file("state"), "is the disk full?"])
        #expect(asked.error.contains("no runbook in \(folder.path)"), "\(asked.error)")
        let linted = try Program.run(["runbooks", "lint", "--dir", folder.path])
        #expect(linted.error.contains("no runbook in \(folder.path)"), "\(linted.error)")
    }

    /// Help is broken to the screen's width once, not once in the source and once more.
    @Test func paragraphsOfTheHelpAreNotRagged() throws {
        let help = try Program.run(["why-not", "--help"]).output
        let start = try #require(help.range(of: "Asks by words"))
        let end = try #require(help.range(of: "EXAMPLES"))
        let lines = help[start.lowerBound..<end.lowerBound].split(separator: "\n")
        #expect(lines.count > 3)
        #expect(lines.dropLast().allSatisfy { $0.count > 55 }, "\(lines)")
    }

    /// systemd takes an end by SIGHUP for a clean one and would not start the service again.
    @Test func aHangupDoesNotEndTheDaemon() throws {
        let folder = try TemporaryFolder("hangup")
        try """
        sources: {journal: false, files: ["\(try Self.log(folder))"]}
        discovery: {host: false}
        state: {path: "\(folder.file("state"))", checkpoint: 0.1}
        api: {socket: "\(folder.file("s"))"}

        """.write(toFile: folder.file("c.yaml"), atomically: true, encoding: .utf8)
        let said = folder.file("said")
        try Data().write(to: URL(filePath: said))
        let daemon = try ChildProcess(Program.path, ["daemon", "--config", folder.file("c.yaml")], error: said)
        func wait(for text: String) -> Bool {
            waitUntil(seconds: 60) {
                (try? String(contentsOfFile: said, encoding: .utf8))?.contains(text) == true ? true : nil
            } == true
        }
        // The socket is there once all services run, the one that traps the signal among them.
        _ = try waitUntil(seconds: 60) {
            try Program.run(["status", "--socket", folder.file("s")]).status == 0 ? true : nil
        }
        kill(daemon.id, SIGHUP)
        #expect(wait(for: "SIGHUP does nothing"))
        kill(daemon.id, SIGTERM)
        #expect(daemon.wait(seconds: 60) == 0)
    }

    /// A central log server has thousands of files: a screen of them is listed, the sum of all above.
    @Test(.timeLimit(.minutes(2))) func statusOfManySourcesIsAScreen() throws {
        let folder = try TemporaryFolder("many")
        try FileManager.default.createDirectory(atPath: folder.file("logs"), withIntermediateDirectories: true)
        for file in 0..<30 {
            let lines = (0...file).map { "2026-11-24T21:10:\(10 + $0)Z INFO hello \($0)\n" }.joined()
            try lines.write(toFile: folder.file("logs/a\(file).log"), atomically: true, encoding: .utf8)
        }
        try """
        sources: {journal: false, files: ["\(folder.file("logs"))/*.log"]}
        discovery: {host: false}
        state: {path: "\(folder.file("state"))", checkpoint: 0.1}
        api: {socket: "\(folder.file("s"))"}

        """.write(toFile: folder.file("c.yaml"), atomically: true, encoding: .utf8)
        let daemon = try ChildProcess(Program.path, ["daemon", "--config", folder.file("c.yaml")])
        let said = try waitUntil(seconds: 60) { () throws -> String? in
            let output = try Program.run(["status", "--socket", folder.file("s")]).output
            return output.contains("30 sources, 30 of them at their end") ? output : nil
        }
        let text = try #require(said)
        #expect(text.contains("read 465 = parsed 465 + continued 0 + cut 0 + dropped 0"), "\(text)")
        #expect(text.components(separatedBy: "logs/a").count - 1 == 12, "\(text)")
        #expect(text.contains("18 more like these; --all lists every source"), "\(text)")
        // All the same otherwise: the largest come first.
        #expect(text.contains("logs/a29.log") && !text.contains("logs/a1.log"), "\(text)")
        let all = try Program.run(["status", "--all", "--socket", folder.file("s")]).output
        #expect(all.components(separatedBy: "logs/a").count - 1 == 30, "\(all)")
        #expect(!all.contains("more like these"))
        kill(daemon.id, SIGTERM)
        #expect(daemon.wait(seconds: 60) == 0)
    }
}

import Foundation
import Testing

@Suite struct CommandTests {
    @Test(arguments: [
        ["--help"], ["analyze", "--help"], ["daemon", "--help"], ["status", "--help"], ["incidents", "list", "--help"],
        ["incidents", "show", "--help"], ["ask", "--help"], ["runbooks", "search", "--help"],
        ["templates", "mine", "--help"],
        ["templates", "list", "--help"], ["templates", "show", "--help"], ["templates", "merge", "--help"],
        ["templates", "split", "--help"], ["templates", "name", "--help"], ["templates", "mute", "--help"],
        ["templates", "unmute", "--help"], ["templates", "export", "--help"], ["explain", "--help"],
        ["parse", "--help"], ["detect", "--help"], ["topology", "show", "--help"],
        ["config", "check", "--help"],
    ])
    func everyCommandHasHelpWithExamples(arguments: [String]) throws {
        let result = try Program.run(arguments)
        #expect(result.status == 0)
        #expect(result.output.contains("EXAMPLES"))
    }

    @Test func theDefaultConfigurationIsValid() throws {
        let folder = try TemporaryFolder("config")
        let text = try Program.run(["config", "default"]).output
        try Data(text.utf8).write(to: URL(filePath: folder.file("haetae.yaml")))
        let result = try Program.run(["config", "check", folder.file("haetae.yaml")])
        #expect(result.status == 0, "\(result.error)")
        let shown = try Program.run(["config", "show", "--config", folder.file("haetae.yaml")])
        #expect(shown.output == text)
    }

    @Test(arguments: [
        ("alerting:\n  bugdet: 2\n", ":2", "alerting.budget"),
        ("alerting:\n  budget: many\n", ":2", "a number"),
        ("alerting:\n  budget: -1\n", ":2", "out of range"),
        ("receivers:\n  - name: a\n    url: ftp://x\n", ":2", "http"),
        ("receivers:\n  - name: a\n    url: http://x\n    secret: s3cret\n", ":4", "secret_file"),
        ("a: [1\n", ":", "YAML"),
        ("receivers:\n  - name: a\n", ":2", "'url' is missing"),
        (
            "alerting:\n  budget: 3\nhost: a\nalerting:\n  floor: 3\n", ":4",
            "'alerting' stands here for the second time"
        ),
        ("alerting:\n  floor: 3\n  budget: 3\n  budget: 4\n", ":4", "'budget' stands here for the second time"),
        ("alerting:\n\tbudget: 3\n", ":2", "indent by spaces"),
        ("state:\n  checkpoint: 5s\n", ":2", "without a unit"),
        ("state:\n  retention_megabytes: 512MB\n", ":2", "without a unit"),
        ("api:\n  socket: /\(String(repeating: "x", count: 108))\n", ":2", "107 bytes"),
    ])
    func aWrongConfigurationIsRefusedWithItsPlace(yaml: String, line: String, hint: String) throws {
        let folder = try TemporaryFolder("wrong")
        try Data(yaml.utf8).write(to: URL(filePath: folder.file("c.yaml")))
        let result = try Program.run(["config", "check", folder.file("c.yaml")])
        #expect(result.status == 1)
        #expect(result.error.contains("c.yaml" + line))
        #expect(result.error.contains(hint), "\(result.error)")
    }

    /// What it names is looked at, too: a daemon would start without it and answer nothing.
    @Test func whatAConfigurationNamesIsLookedAt() throws {
        let folder = try TemporaryFolder("named")
        let yaml = """
            runbooks:
              folders: [\(folder.file("no-runbooks"))]
              vocabulary: \(folder.file("no-words.txt"))
            llm:
              url: localhost:11434
            """
        try Data(yaml.utf8).write(to: URL(filePath: folder.file("c.yaml")))
        let result = try Program.run(["config", "check", folder.file("c.yaml")])
        #expect(result.status == 1)
        for word in ["no-runbooks", "no-words.txt", "llm.url", "http://"] {
            #expect(result.error.contains(word), "\(result.error)")
        }
    }

    @Test func aFileThatIsNoTextIsRefusedWithItsLine() throws {
        let folder = try TemporaryFolder("bytes")
        try Data([UInt8]("host: a\n# caf".utf8) + [0xE9, 0x0A]).write(to: URL(filePath: folder.file("c.yaml")))
        let latin = try Program.run(["config", "check", "--config", folder.file("c.yaml")])
        #expect(
            latin.status == 1 && latin.error.contains("c.yaml:2") && latin.error.contains("UTF-8"), "\(latin.error)")
        for (path, reason) in [(folder.path, "folder"), ("/dev/zero", "larger"), ("/nowhere/c.yaml", "no such file")] {
            let result = try Program.run(["config", "check", path])
            #expect(result.status == 1 && result.error.contains(reason), "\(result.error)")
        }
    }

    @Test func whatIsShownOfAReceiverIsAllOfIt() throws {
        let folder = try TemporaryFolder("receiver")
        try "receivers:\n  - {name: \"a\\tb\", url: http://x/, format: alertmanager, timeout: 3}\n".write(
            toFile: folder.file("c.yaml"), atomically: true, encoding: .utf8)
        let shown = try Program.run(["config", "show", "--config", folder.file("c.yaml")]).output
        #expect(shown.contains("format: alertmanager"))
        try shown.write(toFile: folder.file("d.yaml"), atomically: true, encoding: .utf8)
        #expect(try Program.run(["config", "show", "--config", folder.file("d.yaml")]).output == shown)
    }

    @Test func outputThatDoesNotArriveIsAnError() throws {
        let full = try Program.run(["-c", "\"$0\" config default >/dev/full", Program.path], as: "/bin/sh")
        #expect(full.status == 1 && full.error.contains("cannot be written"), "\(full.error)")
        // A reader that goes away is none, and nothing is said of it.
        let gone = try Program.run(
            ["-c", "{ \"$0\" config default; echo $? >&2; } | :", Program.path], as: "/bin/sh")
        #expect(["141\n", "0\n"].contains(gone.error), "\(gone.error)")
    }

    @Test func parseShowsEachRecordAsJSON() throws {
        let folder = try TemporaryFolder("parse")
        try Data("2026-11-24T17:00:11.5Z ERROR worker failed job=7\n\tat a.b.C(C.java:1)\n".utf8).write(
            to: URL(filePath: folder.file("a.log")))
        let result = try Program.run(["parse", "--json", folder.file("a.log")])
        let record = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        #expect(
            Set(record.keys) == [
                "line", "lines", "format", "time", "severity", "host", "service", "pid", "id", "message",
            ])
        #expect(record["time"] as? String == "2026-11-24T17:00:11.500000Z")
        #expect(record["severity"] as? String == "error")
        #expect(record["lines"] as? Int == 2)
    }

    @Test func templatesMineWritesOneRowALine() throws {
        let folder = try TemporaryFolder("mine")
        let lines = (0..<30).map { "connection from 10.0.0.\($0) closed" }
        try Data(lines.joined(separator: "\n").utf8).write(to: URL(filePath: folder.file("m.log")))
        let result = try Program.run([
            "templates", "mine", "--content", "--csv", folder.file("o.csv"), folder.file("m.log"),
        ])
        #expect(result.status == 0)
        let rows = try String(contentsOfFile: folder.file("o.csv"), encoding: .utf8).split(separator: "\n")
        #expect(rows.first == "LineId,ClusterId,Template")
        #expect(rows.count == 31)
        #expect(rows.dropFirst().allSatisfy { $0.hasSuffix("\"connection from <*> closed\"") }, "\(rows[1])")
    }

    @Test func detectScoresASeries() throws {
        let folder = try TemporaryFolder("detect")
        var csv = "timestamp,value\n"
        for minute in 0..<600 {
            let (hour, rest) = (minute / 12, minute % 12 * 5)
            csv +=
                "2026-11-\(hour / 24 + 10) \(hour % 24 < 10 ? "0" : "")\(hour % 24):\(rest < 10 ? "0" : "")\(rest):00,\(minute == 550 ? 900 : 10 + minute % 7)\n"
        }
        try Data(csv.utf8).write(to: URL(filePath: folder.file("s.csv")))
        let rows = try Program.run(["detect", folder.file("s.csv")]).output.split(separator: "\n")
        #expect(rows.count == 601)
        #expect(rows[0] == "timestamp,value,anomaly_score")
        let scores = rows.dropFirst().map { Double($0.split(separator: ",").last ?? "") ?? -1 }
        #expect(scores.allSatisfy { (0...1).contains($0) })
        #expect(scores[550] >= 0.5)
    }

    @Test func askAnswersWithCitationsAndRefuses() throws {
        let runbooks = Program.checkout.appending(path: "sample-logs/runbooks").path
        let answered = try Program.run(["ask", "--dir", runbooks, "the disk of the database is full, what do I do?"])
        #expect(answered.status == 0, "\(answered.output)")
        #expect(answered.output.contains(".md#"))
        let refused = try Program.run(["ask", "--dir", runbooks, "what is the capital of Australia?"])
        #expect(refused.status == 3)
    }

    @Test func searchGivesTheScriptedFormat() throws {
        let runbooks = Program.checkout.appending(path: "sample-logs/runbooks").path
        let result = try Program.run([
            "runbooks", "search", "--json", "-k", "3", "--dir", runbooks, "the disk of the database is full",
        ])
        let object = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        #expect((object["ranked"] as? [String])?.count ?? 0 <= 3)
        #expect(object["refused"] as? Bool == false)
        #expect(object["score"] as? Double != nil)
    }

    @Test func withoutDaemonAndStoreTheStatusSaysWhatToDo() throws {
        let folder = try TemporaryFolder("none")
        let result = try Program.run(["status", "--state", folder.path])
        #expect(result.status == 69)
        #expect(result.error.contains("Start the daemon once"))
    }
}

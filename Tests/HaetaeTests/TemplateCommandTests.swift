import Foundation
import TestSupport
import Testing

/// An operator's commands on templates, against a running daemon and the store of a stopped one.
@Suite(.serialized) struct TemplateCommandTests {
    /// A daemon that reads one file, in a folder of its own.
    private final class Daemon {
        let folder: TemporaryFolder
        private var process: Process?

        init(lines: [String]) throws {
            folder = try TemporaryFolder("templates")
            try (lines.joined(separator: "\n") + "\n").write(
                toFile: folder.file("app.log"), atomically: true, encoding: .utf8)
            try """
            host: web1
            timezone: UTC
            sources: {journal: false, files: ["\(folder.file("app.log"))"], idle_after: 80000}
            discovery: {host: false}
            state: {path: "\(folder.file("state"))", checkpoint: 0.05}
            api: {socket: "\(folder.file("s.sock"))"}

            """.write(toFile: folder.file("haetae.yaml"), atomically: true, encoding: .utf8)
        }

        func start() throws {
            let process = Process()
            process.executableURL = URL(filePath: Program.path)
            process.arguments = ["daemon", "--config", folder.file("haetae.yaml"), "--log-level", "error"]
            process.standardError = FileHandle.nullDevice
            try process.run()
            self.process = process
            // While it makes its store, neither the daemon nor the file answers.
            _ = try waitUntil(seconds: 60) { try run(["templates", "list"]).status == 0 ? true : nil }
        }

        func stop() {
            process?.terminate()
            process?.waitUntilExit()
            process = nil
        }

        func run(_ arguments: [String], input: Data? = nil) throws -> Program.Result {
            try Program.run(arguments + ["--config", folder.file("haetae.yaml")], input: input)
        }

        func json(_ arguments: [String]) throws -> Any {
            let result = try run(arguments + ["--json"])
            #expect(result.status == 0, "\(arguments): \(result.error)")
            return try JSONSerialization.jsonObject(with: Data(result.output.utf8))
        }

        /// Text -> (id, count) of what is listed.
        func listed() throws -> [String: (id: String, count: Int)] {
            guard let list = try json(["templates", "list"]) as? [[String: Any]] else { return [:] }
            return Dictionary(
                list.map {
                    ($0["text"] as? String ?? "", ($0["id"] as? String ?? "", $0["count"] as? Int ?? 0))
                }, uniquingKeysWith: { a, _ in a })
        }

        func wait(until condition: () throws -> Bool) throws {
            #expect(try waitUntil(seconds: 30) { try condition() ? true : nil } == true)
        }

        func append(_ lines: [String]) throws {
            let handle = try FileHandle(forWritingTo: URL(filePath: folder.file("app.log")))
            try handle.seekToEnd()
            try handle.write(contentsOf: Data((lines.joined(separator: "\n") + "\n").utf8))
            try handle.close()
        }

        deinit { stop() }
    }

    private static func lines(_ hour: Int) -> [String] {
        (0..<60).flatMap { minute in
            let stamp = "2026-11-24T\(hour):\(minute < 10 ? "0" : "")\(minute):00Z web1 shop[17]: "
            return [
                stamp + "GET /cart returned \(minute % 20 == 7 ? 502 : 200) in \(10 + minute) ms",
                stamp + "disk sda is nearly full", stamp + "no space left on device",
            ]
        }
    }

    @Test func wordsAreKeptByDaemonAndStore() throws {
        let daemon = try Daemon(lines: Self.lines(10))
        try daemon.start()
        try daemon.wait {
            FileManager.default.fileExists(atPath: daemon.folder.file("state/haetae.sqlite"))
                && (try? daemon.listed()["no space left on device"]?.count) == 60
        }
        let known = try daemon.listed()
        let request = try #require(known["GET <*> returned <*> in <*> ms"]).id
        let disk = try #require(known["disk sda is nearly full"]).id
        let space = try #require(known["no space left on device"]).id

        // What is wrong is said, with the remedy.
        let unknown = try daemon.run(["templates", "show", "ffff"])
        #expect(unknown.status == 2 && unknown.error.contains("haetae templates list"))
        let position = try daemon.run(["templates", "split", request, "--at", "0"])
        #expect(position.status == 1 && position.error.contains("its variables are at 1, 3, 5"), "\(position.error)")
        #expect(try daemon.run(["templates", "mute", disk, "--for", "soon"]).status == 64)

        // A running daemon takes the words.
        let shown = try #require(try daemon.json(["templates", "show", String(request.prefix(8))]) as? [String: Any])
        #expect(shown["count"] as? Int == 60 && shown["rank"] as? Int == 1)
        let variables = try #require(shown["variables"] as? [[String: Any]])
        #expect(variables.map { $0["kind"] as? String } == ["path", "int", "int"])
        #expect(try daemon.run(["templates", "name", disk, "disk nearly full"]).status == 0)
        #expect(try daemon.run(["templates", "split", request, "--at", "3"]).status == 0)
        let merged = try #require(try daemon.json(["templates", "merge", space, disk]) as? [String: Any])
        #expect(merged["id"] as? String == disk && merged["count"] as? Int == 120)
        #expect(try daemon.run(["templates", "mute", disk, "--for", "7d", "--comment", "known"]).status == 0)
        try daemon.append(Self.lines(11))
        try daemon.wait { try daemon.listed()["disk sda is nearly full"]?.count == 240 }
        let after = try daemon.listed()
        #expect(after["no space left on device"] == nil)
        #expect(
            after["GET <*> returned 200 in <*> ms"]?.count == 57 && after["GET <*> returned 502 in <*> ms"]?.count == 3)
        let edited = try #require(try daemon.json(["templates", "list", "--edited"]) as? [[String: Any]])
        #expect(Set(edited.compactMap { $0["id"] as? String }).isSuperset(of: [disk, request]) && edited.count == 4)
        #expect(edited.first { $0["id"] as? String == request }?["split_at"] as? String == "3")
        #expect(edited.first { $0["id"] as? String == disk }?["merged"] as? Int == 1)
        daemon.stop()

        // The store of the stopped one has them, answers, and takes more.
        let old = try #require(try daemon.json(["templates", "show", space]) as? [String: Any])
        #expect(old["id"] as? String == disk && old["name"] as? String == "disk nearly full")
        #expect((old["muted"] as? [String: Any])?["comment"] as? String == "known")
        let muted = try #require(try daemon.json(["templates", "list", "--muted"]) as? [[String: Any]])
        #expect(muted.map { $0["id"] as? String } == [disk])
        #expect(try daemon.run(["templates", "unmute", disk]).status == 0)
        #expect(try daemon.run(["templates", "unmute", disk]).status == 1)

        // And the next daemon goes on from there.
        try daemon.start()
        try daemon.append(Self.lines(12))
        try daemon.wait { (try? daemon.listed()["disk sda is nearly full"]?.count) == 360 }
        let again = try #require(try daemon.json(["templates", "show", disk]) as? [String: Any])
        #expect(again["muted"] == nil && again["name"] as? String == "disk nearly full")
        #expect(try daemon.listed()["GET <*> returned 200 in <*> ms"]?.count == 114)

        let explained = try daemon.run(
            ["explain", "2026-11-24T12:00:00Z web1 shop[3]: GET /cart returned 502 in 5000 ms"])
        for part in ["GET <*> returned 502 in <*> ms", "above all that were sampled", "web1/shop", "syslog-iso"] {
            #expect(explained.output.contains(part), "\(explained.output)")
        }
    }

    @Test func explainLearnsFromFilesAndReadsStandardInput() throws {
        let folder = try TemporaryFolder("explain")
        try (Self.lines(10).joined(separator: "\n") + "\n").write(
            toFile: folder.file("app.log"), atomically: true, encoding: .utf8)
        let input = Data(
            "2026-11-24T12:00:00Z web1 shop[3]: GET /cart returned 502 in 30 ms\nnever heard of before\n".utf8)
        let result = try Program.run(["explain", "--json", "--from", folder.file("app.log"), "-"], input: input)
        #expect(result.status == 0, "\(result.error)")
        let documents = try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]])
        #expect(documents.map { $0["known"] as? Bool } == [true, false])
        let template = try #require(documents[0]["template"] as? [String: Any])
        #expect(template["count"] as? Int == 60 && template["text"] as? String == "GET <*> returned <*> in <*> ms")
        let values = try #require(documents[0]["values"] as? [[String: Any]])
        #expect(values.map { $0["value"] as? String } == ["/cart", "502", "30"])
        #expect(values[2]["range"] as? String == "minimum to median")
        let korean = try Program.run(
            ["explain", "--language", "ko", "--from", folder.file("app.log"), "no space left on device"])
        #expect(korean.output.contains("60회, 전체 메시지의"), "\(korean.output)")
        #expect(try Program.run(["explain", "--language", "fr", "x"]).status == 64)
        #expect(try Program.run(["explain"]).status == 64)
        #expect(try Program.run(["explain", "--file", folder.file("none.log")]).error.contains("none.log"))
    }

    /// A header that one line alone would be given is not the one that the stream's lines have.
    @Test func explainFindsTheMessageOfALineAlone() throws {
        let folder = try TemporaryFolder("explain-alone")
        let lines = (10..<50).map { second in
            let say = [
                "Gate opened on channel \(second)", "[north-gate] Seen 10.0.0.\(second)",
                "[north-gate] Held 10.0.0.\(second)", "[south-gate] Seen 10.0.0.\(second)", "Exiting the watch",
            ][second % 5]
            let level = second % 5 == 1 ? "INFO    " : second % 5 == 2 ? "NOTICE  " : "WARNING "
            return "2026-11-24 12:00:\(second),039 gatewatch.filter        [1823]: \(level)\(say)"
        }
        try (lines.joined(separator: "\n") + "\n").write(
            toFile: folder.file("gate.log"), atomically: true, encoding: .utf8)
        let result = try Program.run([
            "explain", "--json", "--from", folder.file("gate.log"),
            "2026-11-24 12:01:17,039 gatewatch.filter        [1823]: NOTICE  [north-gate] Held 10.9.8.7",
        ])
        #expect(result.status == 0, "\(result.error)")
        let documents = try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]])
        #expect(documents[0]["known"] as? Bool == true, "\(result.output)")
        #expect(documents[0]["message"] as? String == "[north-gate] Held 10.9.8.7")
    }

    @Test(arguments: ["regex", "grok", "loki", "vrl"])
    func exportWritesEachLanguage(language: String) throws {
        let folder = try TemporaryFolder("export")
        try (Self.lines(10).joined(separator: "\n") + "\n").write(
            toFile: folder.file("app.log"), atomically: true, encoding: .utf8)
        let result = try Program.run(["templates", "export", "--" + language, "--json", folder.file("app.log")])
        #expect(result.status == 0, "\(result.error)")
        let patterns = try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]])
        #expect(patterns.count == 3)
        let text = try Program.run(["templates", "export", "--" + language, folder.file("app.log")]).output
        #expect(text.split(separator: "\n").count == 6)
        #expect(try Program.run(["templates", "export", folder.file("app.log")]).status == 64)
        guard language == "regex" else { return }
        let request = try #require(patterns.first { ($0["text"] as? String)?.hasPrefix("GET") == true })
        let expression = try NSRegularExpression(
            pattern: try #require(request["pattern"] as? String).replacingOccurrences(of: "(?P<", with: "(?<"))
        let line = "GET /cart returned 502 in 17 ms"
        #expect(expression.firstMatch(in: line, range: NSRange(location: 0, length: line.utf16.count)) != nil)
    }
}

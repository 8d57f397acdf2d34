import Foundation
import Testing

/// What an operator gets wrong is found, each with what to do.
@Suite struct DoctorTests {
    private struct Finding: Decodable {
        var check: String
        var state: String
        var text: String
        var remedy: String?
    }

    private func examine(_ yaml: String, _ flags: [String] = [], in folder: TemporaryFolder) throws
        -> (findings: [Finding], status: Int32)
    {
        let file = folder.file("haetae.yaml")
        try yaml.write(toFile: file, atomically: true, encoding: .utf8)
        let result = try Program.run(["doctor", "--json", "--config", file] + flags)
        return (try JSONDecoder().decode([Finding].self, from: Data(result.output.utf8)), result.status)
    }

    private func good(_ folder: TemporaryFolder) throws -> String {
        try FileManager.default.createDirectory(
            atPath: folder.file("state"), withIntermediateDirectories: true, attributes: [.posixPermissions: 0o750])
        try "2026-11-24T17:00:00Z app1 shop[1]: ready\n".write(
            toFile: folder.file("app.log"), atomically: true, encoding: .utf8)
        return """
            sources: {journal: false, files: ["\(folder.file("app.log"))"]}
            state: {path: "\(folder.file("state"))", retention_megabytes: 16}
            api: {socket: ""}

            """
    }

    @Test func aSoundSetupHasNothingWrong() throws {
        let folder = try TemporaryFolder("doctor")
        let (findings, status) = try examine(try good(folder), in: folder)
        #expect(status == 0)
        #expect(findings.allSatisfy { $0.state != "wrong" }, "\(findings)")
        for check in ["configuration", "files", "state", "room", "clock", "service", "daemon"] {
            #expect(findings.contains { $0.check == check }, "\(check)")
        }
        #expect(findings.allSatisfy { ($0.remedy == nil) == ($0.state == "good" || $0.state == "skipped") })
    }

    @Test(arguments: [
        ("topology: \"/nonexistent/topology.yaml\"", "topology"),
        ("runbooks: {folders: [\"/nonexistent/runbooks\"]}", "runbooks"),
        ("runbooks: {model: \"no-such-model\"}", "model"),
        ("receivers: [{name: r, url: \"http://127.0.0.1:9/\", secret_file: \"/nonexistent/key\"}]", "secrets"),
        ("alerting: {budgett: 3}", "configuration"), ("state: {path: \"/etc/hostname\"}", "state"),
    ])
    func eachMistakeIsFound(_ mistake: (yaml: String, check: String)) throws {
        let folder = try TemporaryFolder("doctor")
        let standing = mistake.yaml.hasPrefix("state") ? "api: {socket: \"\"}\n" : try good(folder)
        let (findings, status) = try examine(standing + mistake.yaml + "\n", in: folder)
        #expect(status == 4)
        #expect(
            findings.contains { $0.check == mistake.check && $0.state == "wrong" && $0.remedy != nil }, "\(findings)")
    }

    @Test func warningsAreNoFailure() throws {
        let folder = try TemporaryFolder("doctor")
        let yaml = try good(folder)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.file("state"))
        let (findings, status) = try examine(yaml, in: folder)
        #expect(status == 0)
        #expect(findings.contains { $0.check == "state" && $0.state == "warning" }, "\(findings)")
    }

    @Test func aPatternThatFindsNothingIsWrong() throws {
        let folder = try TemporaryFolder("doctor")
        let (findings, status) = try examine(
            try good(folder).replacingOccurrences(of: "app.log", with: "other-*.log"), in: folder)
        #expect(status == 4)
        #expect(findings.contains { $0.check == "files" && $0.state == "wrong" }, "\(findings)")
    }

    @Test func secretsThatAllMayReadAreWrong() throws {
        let folder = try TemporaryFolder("doctor")
        try "key".write(toFile: folder.file("key"), atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: folder.file("key"))
        let (findings, _) = try examine(
            try good(folder)
                + "receivers: [{name: r, url: \"http://127.0.0.1:9/\", secret_file: \"\(folder.file("key"))\"}]\n",
            in: folder)
        #expect(findings.contains { $0.check == "secrets" && $0.state == "wrong" })
        #expect(!findings.contains { $0.check == "reachable" })
    }

    /// Only when asked: port 9 has no listener.
    @Test func receiversAreTriedWhenAsked() throws {
        let folder = try TemporaryFolder("doctor")
        let yaml = try good(folder) + "receivers: [{name: r, url: \"http://127.0.0.1:9/\"}]\n"
        let (findings, status) = try examine(yaml, ["--reach"], in: folder)
        #expect(status == 4)
        #expect(findings.contains { $0.check == "reachable" && $0.state == "wrong" && $0.text.contains("'r'") })
    }

    @Test func precursorsSayThatThereAreNone() throws {
        let folder = try TemporaryFolder("precursors")
        let result = try Program.run(["precursors", "--state", folder.file("none")])
        #expect(result.status == 69 && result.error.contains("no store"), "\(result.error)")
    }
}

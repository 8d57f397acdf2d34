import Foundation
import Glibc
import TestSupport
import Testing

/// A real Alertmanager on both sides: its webhook posts to our API, and our incidents go to its `POST /api/v2/alerts`.
@Suite(.serialized) struct AlertmanagerTests {
    static let program = ["/usr/bin/prometheus-alertmanager", "/usr/bin/alertmanager", "/usr/local/bin/alertmanager"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    @Test(.enabled(if: program != nil, "Alertmanager is not installed: apt-get install prometheus-alertmanager"))
    func alertsGoBothWaysAndNotInCircles() throws {
        let folder = try TemporaryFolder("alertmanager")
        let (port, ours) = (try Peer.freePort(), try Peer.freePort())
        let socket = folder.file("haetae.sock")
        try """
        route: {receiver: haetae, group_by: [alertname], group_wait: 1s, group_interval: 1s, repeat_interval: 1h}
        receivers:
          - name: haetae
            webhook_configs: [{url: "http://127.0.0.1:\(ours)/v1/alerts/alertmanager", send_resolved: true}]

        """.write(toFile: folder.file("alertmanager.yml"), atomically: true, encoding: .utf8)
        try """
        sources: {journal: false, files: ["\(folder.file("app.log"))"], idle_after: 1}
        host: app1
        timezone: UTC
        state: {path: "\(folder.file("state"))", checkpoint: 0.1}
        api: {socket: "\(socket)"}
        receivers:
          - {name: alertmanager, url: "http://127.0.0.1:\(port)/api/v2/alerts", format: alertmanager}

        """.write(toFile: folder.file("haetae.yaml"), atomically: true, encoding: .utf8)
        let now = Date()
        let stamp = ISO8601DateFormatter().string(from: now)
        try "\(stamp) app1 shop[1]: INFO ready\n".write(
            toFile: folder.file("app.log"), atomically: true, encoding: .utf8)

        let daemon = try Peer(
            Program.path, ["daemon", "--config", folder.file("haetae.yaml")], log: folder.file("daemon.log"))
        let forward = try Peer(
            "/usr/bin/env",
            ["python3", Program.checkout.appending(path: "scripts/testing/unix_forward.py").path, "\(ours)", socket],
            log: folder.file("forward.log"))
        let manager = try Peer(
            try #require(Self.program),
            [
                "--config.file", folder.file("alertmanager.yml"), "--storage.path", folder.file("data"),
                "--web.listen-address", "127.0.0.1:\(port)", "--cluster.listen-address=",
            ], log: folder.file("manager.log"))
        defer { for peer in [daemon, forward, manager] { peer.end() } }
        func log() -> String {
            ["daemon.log", "manager.log", "forward.log"].map {
                (try? String(contentsOfFile: folder.file($0), encoding: .utf8)) ?? ""
            }.joined(separator: "\n").suffix(3000).description
        }
        let alerts = "http://127.0.0.1:\(port)/api/v2/alerts"
        try #require(
            Peer.wait { Peer.get(alerts) != nil && FileManager.default.fileExists(atPath: socket) }, "\(log())")

        // Prometheus' part: a host is down.
        let posted =
            #"[{"labels":{"alertname":"HostDown","instance":"db1:9100","job":"node","severity":"critical"},"annotations":{"summary":"db1 does not answer"},"startsAt":"\#(stamp)"}]"#
        #expect(Peer.post(alerts, posted))
        func incidents() -> [[String: Any]] {
            let listed = try? Program.run(["incidents", "list", "--json", "--socket", socket])
            let object = listed.flatMap { try? JSONSerialization.jsonObject(with: Data($0.output.utf8)) }
            return (object as? [String: Any])?["incidents"] as? [[String: Any]] ?? object as? [[String: Any]] ?? []
        }
        #expect(Peer.wait { !incidents().isEmpty }, "\(log())")
        let incident = try #require(incidents().first, "\(log())")
        let id = try #require(incident["id"] as? String)
        #expect((incident["title"] as? String)?.contains("HostDown") == true)

        // Our incident stands in Alertmanager, as critical as it is, and for as long as it lasts.
        func told() -> [[String: Any]] {
            let list = Peer.get(alerts).flatMap { try? JSONSerialization.jsonObject(with: Data($0.utf8)) }
            return (list as? [[String: Any]] ?? []).filter {
                ($0["labels"] as? [String: String])?["alertname"] == "HaetaeIncident"
            }
        }
        #expect(Peer.wait { !told().isEmpty }, "\(log())")
        let labels = told().first?["labels"] as? [String: String]
        let notes = told().first?["annotations"] as? [String: String]
        #expect(labels?["incident"] == id && notes?["severity"] == incident["severity"] as? String)
        #expect(told().count == 1)

        // Alertmanager tells us of it in turn, since all goes to one receiver: that is no alert of another system. Once the webhook
        // has brought it, nothing new is there.
        #expect(
            Peer.wait { (Peer.get("http://127.0.0.1:\(port)/metrics") ?? "").sent(integration: "webhook") >= 2 },
            "\(log())")
        #expect(incidents().count == 1)

        // An operator resolves it: so it is in Alertmanager.
        let resolved = try Program.run(["incidents", "resolve", id, "--socket", socket])
        #expect(resolved.status == 0, "\(resolved.error)")
        #expect(Peer.wait { told().isEmpty }, "\(log())")

        // What was found out afterwards stays with it, and is not lost without a word; what can no more be done is refused.
        for (arguments, status) in [
            (["note", id, "--note", "the power supply was replaced"], Int32(0)),
            (["resolve", id, "--note", "and the cable"], 0), (["resolve", id], 1), (["ack", id], 1),
            (["show", ""], 2),
        ] {
            let result = try Program.run(["incidents"] + arguments + ["--socket", socket])
            #expect(result.status == status, "\(arguments): \(result.error)")
        }
        let shown = try Program.run(["incidents", "show", id, "--socket", socket]).output
        #expect(shown.contains("the power supply was replaced") && shown.contains("and the cable"), "\(shown)")

        // The API's errors say what is wrong.
        func status(_ path: String, _ body: String? = nil) throws -> (code: String, text: String) {
            let curl = try Program.run(
                ["curl", "-s", "-w", " %{http_code}", "--unix-socket", socket, "http://localhost" + path]
                    + (body.map { ["-d", $0] } ?? []), as: "/usr/bin/env")
            return (String(curl.output.suffix(3)), curl.output)
        }
        let large = try status("/v1/incidents/\(id)/note", String(repeating: "a", count: 20_000))
        #expect(large.code == "413" && large.text.contains("larger"), "\(large.text)")
        let nowhere = try status("/v1/nowhere")
        #expect(nowhere.code == "404" && nowhere.text.contains("GET /v1/nowhere"), "\(nowhere.text)")
        let wrong = try status("/v1/incidents", "{}")
        #expect(wrong.code == "405" && wrong.text.contains("takes GET, not POST"), "\(wrong.text)")
        #expect(try status("/v1/silences/preview").code == "405")
        #expect(try status("/v1/silences?purpose=x").code == "400")
        let label = #"{"purpose":"silence","labels":["env"],"until":"2099-01-01T00:00:00Z","comment":""}"#
        #expect(try status("/v1/silences", label).code == "400")
    }
}

extension String {
    /// Notifications that Alertmanager's metrics say were sent.
    fileprivate func sent(integration: String) -> Double {
        split(separator: "\n").filter {
            $0.hasPrefix("alertmanager_notifications_total{") && $0.contains("\"\(integration)\"")
        }
        .compactMap { $0.split(separator: " ").last.flatMap { Double($0) } }.reduce(0, +)
    }
}

/// Another process of a test, ended with it.
private final class Peer {
    private let process = Process()

    init(_ path: String, _ arguments: [String], log: String) throws {
        try Data().write(to: URL(filePath: log))
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.standardOutput = try FileHandle(forWritingTo: URL(filePath: log))
        process.standardError = process.standardOutput
        try process.run()
    }

    func end() {
        guard process.isRunning else { return }
        // Not SIGTERM: a child may have inherited that it is blocked.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// A port that nobody listens on at present.
    static func freePort() throws -> UInt16 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0
            }
        }
        try #require(bound)
        return UInt16(bigEndian: address.sin_port)
    }

    /// Waits for a condition that other processes bring about; at most a minute.
    static func wait(_ condition: () throws -> Bool) rethrows -> Bool {
        try waitUntil(seconds: 60) { try condition() ? true : nil } == true
    }

    static func get(_ url: String) -> String? { curl([url]) }
    static func post(_ url: String, _ body: String) -> Bool {
        curl(["-H", "Content-Type: application/json", "-d", body, url]) != nil
    }

    private static func curl(_ arguments: [String]) -> String? {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["curl", "-sf", "--max-time", "5"] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        guard (try? process.run()) != nil else { return nil }
        let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return process.terminationStatus == 0 ? String(decoding: bytes, as: UTF8.self) : nil
    }
}

import Foundation
import Model
import Storage
import TestSupport
import Testing

/// A daemon that reads yesterday's logs pages nobody for them: the receiver gets one summary.
@Suite struct CatchUpTests {
    /// Answers 200 to everything and keeps one line of JSON for each request.
    private static let server = """
        import http.server, json, sys
        class H(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers.get('Content-Length', 0)))
                with open(sys.argv[1] + '.bodies', 'a') as f: f.write(json.dumps(json.loads(body)) + '\\n')
                self.send_response(200); self.send_header('Content-Length', '0'); self.end_headers()
            def log_message(self, *a): pass
        s = http.server.HTTPServer(('127.0.0.1', 0), H)
        open(sys.argv[1] + '.port', 'w').write(str(s.server_port) + '\\n')
        s.serve_forever()
        """

    private func wait(_ condition: () throws -> Bool) rethrows -> Bool {
        try waitUntil(seconds: 60) { try condition() ? true : nil } == true
    }

    @Test func oneSummaryForOldLogs() throws {
        let folder = try TemporaryFolder("catch-up")
        let script = folder.file("server.py")
        try Self.server.write(toFile: script, atomically: true, encoding: .utf8)
        // It inherits nothing: a receiver that outlived this test would keep the run's own output open.
        let server = try ChildProcess("python3", [script, folder.file("hook")])
        defer { server.kill() }
        func text(_ name: String) -> String { (try? String(contentsOfFile: folder.file(name), encoding: .utf8)) ?? "" }
        try #require(wait { text("hook.port").hasSuffix("\n") }, "python3 is needed for the receiver")

        // Two hours of yesterday with four outages.
        let start = Micros((Date().timeIntervalSince1970 - 86_400) * 1e6) / .second * .second
        var lines = ""
        for second in 0..<7200 {
            let stamp = RFC3339.string(start + Micros(second) * .second)
            lines += "\(stamp) app1 shop[1]: INFO request \(second) served\n"
            if second > 2000, second % 1500 < 40 {
                let word = ["alpha", "bravo", "charlie", "delta", "echo"][second / 1500 % 5]
                lines += "\(stamp) app1 shop[1]: ERROR \(word) failed: connection to \(word)-store refused\n"
            }
        }
        try lines.write(toFile: folder.file("app.log"), atomically: true, encoding: .utf8)
        let port = text("hook.port").trimmingCharacters(in: .whitespacesAndNewlines)
        try """
        sources: {journal: false, files: ["\(folder.file("app.log"))"], idle_after: 1}
        host: app1
        timezone: UTC
        state: {path: "\(folder.file("state"))", checkpoint: 0.05}
        api: {socket: ""}
        receivers:
          - {name: hook, url: "http://127.0.0.1:\(port)/"}

        """.write(toFile: folder.file("haetae.yaml"), atomically: true, encoding: .utf8)
        let daemon = try ChildProcess(
            Program.path, ["daemon", "--config", folder.file("haetae.yaml"), "--log-level", "warning"])
        defer { daemon.kill() }
        let isDone = wait {
            guard let store = try? Store(folder: folder.file("state"), access: .readOnly) else { return false }
            defer { store.close() }
            let read = (try? store.sources()) ?? []
            let pending = try? store.pendingDeliveries(receiver: "hook", limit: 10)
            return pending?.isEmpty == true && read.reduce(0) { $0 + Int($1.ledger.read) } >= 7200
                && !text("hook.bodies").isEmpty
        }
        #expect(isDone)
        let bodies = text("hook.bodies").split(separator: "\n").compactMap {
            try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
        }
        #expect(!bodies.isEmpty && bodies.allSatisfy { $0["type"] as? String == "incidents.summary" }, "\(bodies)")
        #expect(bodies.count == 1, "one summary: \(bodies.map { $0["type"] ?? "" })")
    }

    /// A daemon that is told to stop in the midst of a flood does so before all is read, and the next one reads on from there, each line once.
    @Test(.timeLimit(.minutes(5))) func aFloodIsReadOnAfterAStop() throws {
        let folder = try TemporaryFolder("flood")
        var random = Seeded(11)
        let total = 200_000
        var lines = [UInt8]()
        for line in 0..<total {
            lines += Array("2026-11-24T21:\(10 + line / 12_000):\(10 + line / 250 % 48)Z web app:".utf8)
            for _ in 0..<6 {
                lines.append(UInt8(ascii: " "))
                for _ in 0..<Int.random(in: 3...8, using: &random) {
                    lines.append(UInt8.random(in: UInt8(ascii: "a")...UInt8(ascii: "z"), using: &random))
                }
            }
            lines.append(UInt8(ascii: "\n"))
        }
        try Data(lines).write(to: URL(filePath: folder.file("a.log")))
        try """
        sources: {journal: false, files: ["\(folder.file("a.log"))"]}
        discovery: {host: false}
        state: {path: "\(folder.file("state"))", checkpoint: 0.1}
        api: {socket: "\(folder.file("s"))"}

        """.write(toFile: folder.file("c.yaml"), atomically: true, encoding: .utf8)
        struct Read: Decodable { var read: Int, parsed: Int }
        struct Shown: Decodable { var sources: [Read] }
        func read() throws -> Int? {
            let said = try Program.run([
                "status", "--json", "--socket", folder.file("s"), "--state", folder.file("state"),
            ])
            let shown = try? JSONDecoder().decode(Shown.self, from: Data(said.output.utf8))
            return shown?.sources.first.map { $0.read == $0.parsed ? $0.read : -1 }
        }
        let first = try ChildProcess(Program.path, ["daemon", "--config", folder.file("c.yaml")])
        defer { first.kill() }
        let seen = try waitUntil(seconds: 120) { try read().flatMap { $0 > 0 ? $0 : nil } }
        #expect(try #require(seen) < total)
        kill(first.id, SIGTERM)
        #expect(first.wait(seconds: 120) == 0)
        let kept = try #require(try read())
        #expect(kept > 0 && kept < total, "stopped after \(kept) lines")
        let second = try ChildProcess(Program.path, ["daemon", "--config", folder.file("c.yaml")])
        defer { second.kill() }
        let all = try waitUntil(seconds: 120) { try read().flatMap { $0 >= total ? $0 : nil } }
        #expect(all == total)
        kill(second.id, SIGTERM)
        #expect(second.wait(seconds: 120) == 0)
    }
}

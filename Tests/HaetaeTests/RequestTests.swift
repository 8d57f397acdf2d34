import Foundation
import TestSupport
import Testing

/// A daemon is asked for years, by scrapes and by commands.
@Suite struct RequestTests {
    /// Asks the socket so many times over one connection; prints how many answers were 200.
    private static let client = """
        import http.client, socket, sys
        class C(http.client.HTTPConnection):
            def connect(self):
                self.sock = socket.socket(socket.AF_UNIX); self.sock.connect(sys.argv[1])
        c = C('localhost'); good = 0
        for n in range(int(sys.argv[2])):
            c.request('GET', '/v1/incidents' if n % 2 else '/metrics')
            r = c.getresponse(); r.read(); good += r.status == 200
        print(good)
        """

    private static func addressSpace(of process: Int32) throws -> Int {
        let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmSize:") })
        return try #require(Int(line.filter(\.isNumber))) << 10
    }

    /// Each request runs on a thread; with the stacks of 600 left behind the daemon would be larger by 2.4 GB.
    @Test func answersLeaveNothingBehind() throws {
        let folder = try TemporaryFolder("requests")
        try Self.client.write(toFile: folder.file("client.py"), atomically: true, encoding: .utf8)
        try Data().write(to: URL(filePath: folder.file("app.log")))
        try """
        sources: {journal: false, files: ["\(folder.file("app.log"))"]}
        discovery: {host: false}
        state: {path: "\(folder.file("state"))"}
        api: {socket: "\(folder.file("s.sock"))"}

        """.write(toFile: folder.file("haetae.yaml"), atomically: true, encoding: .utf8)
        let daemon = try ChildProcess(Program.path, ["daemon", "--config", folder.file("haetae.yaml")])
        defer { daemon.kill() }
        func answers(_ count: Int) throws -> String {
            let ran = try Program.run(
                [folder.file("client.py"), folder.file("s.sock"), "\(count)"], as: "python3")
            return ran.output.trimmingCharacters(in: .whitespacesAndNewlines)
        }
        try #require(try waitUntil(seconds: 60) { try answers(8) == "8" ? true : nil } == true)
        let before = try Self.addressSpace(of: daemon.id)
        #expect(try answers(600) == "600")
        #expect(try Self.addressSpace(of: daemon.id) - before < 1 << 30)
    }
}

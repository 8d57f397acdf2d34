import Glibc

/// `scripts/testing/chat_server.py`: an OpenAI-compatible server on a real socket that behaves as the name of the model asked for says.
package final class ScriptedModelServer: Sendable {
    private let child: ChildProcess
    package let folder: String
    package let port: String
    package var url: String { "http://127.0.0.1:\(port)/v1" }

    /// - Parameter answer: what the model says where it says anything.
    package init(checkout: String, folder: String, answer: String) throws {
        self.folder = folder
        try Self.write(answer, to: folder + "/answer")
        try Self.write("", to: folder + "/requests")
        child = try ChildProcess(
            "python3",
            [checkout + "/scripts/testing/chat_server.py", folder + "/port", folder + "/requests", folder + "/answer"],
            error: folder + "/server-errors")
        let (child, file) = (child, folder + "/port")
        guard
            let port = waitUntil(
                seconds: 60,
                { () -> String? in
                    child.isRunning ? Self.read(file) : ""
                }), !port.isEmpty
        else {
            throw ChildProcess.CannotStart(
                description: "chat_server.py: \(Self.read(folder + "/server-errors") ?? "no port within 60 s")")
        }
        self.port = port
    }

    /// One line a request: `{"path","key","body"}`, and `{"gone"}` for each caller that hung up.
    package var requests: [String] { (Self.read(folder + "/requests") ?? "").split(separator: "\n").map(String.init) }

    /// Waits until the server has noted something that holds `text`.
    package func notes(_ text: String, seconds: Double = 30) async -> Bool {
        let end = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < end {
            if requests.contains(where: { $0.contains(text) }) { return true }
            try? await Task.sleep(for: .milliseconds(5))
        }
        return false
    }

    private static func write(_ text: String, to path: String) throws {
        guard let file = fopen(path, "w") else {
            throw ChildProcess.CannotStart(description: "\(path): \(String(cString: strerror(errno)))")
        }
        fputs(text, file)
        fclose(file)
    }

    private static func read(_ path: String) -> String? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

import Foundation
import Testing

/// `ask` with a language model, against real servers over a real socket.
@Suite(.serialized) struct AskServerTests {
    static let question = "How do I free space on the database disk?"
    static let good = "Free the reserve kept for this: `rm /var/lib/postgresql/reserve-2G` [1][2][3]. Then drink tea [1]. Call nobody [99]."

    /// A scripted server, its runbooks and its settings.
    final class World {
        let folder: TemporaryFolder
        private let server = Process()
        let port: String

        init(answer: String = AskServerTests.good) throws {
            folder = try TemporaryFolder("chat")
            try Data(answer.utf8).write(to: URL(filePath: folder.file("answer")))
            try Data().write(to: URL(filePath: folder.file("requests")))
            server.executableURL = URL(filePath: "/usr/bin/env")
            server.arguments = [
                "python3", Program.checkout.appending(path: "scripts/testing/chat_server.py").path, folder.file("port"), folder.file("requests"),
                folder.file("answer"),
            ]
            try server.run()
            let deadline = Date().addingTimeInterval(30)
            while !FileManager.default.fileExists(atPath: folder.file("port")), Date() < deadline, server.isRunning { usleep(10_000) }
            port = try String(contentsOfFile: folder.file("port"), encoding: .utf8)
        }
        deinit { server.terminate() }

        func settings(_ model: String, more: String = "") throws -> String {
            try Data("s3cret-key\n".utf8).write(to: URL(filePath: folder.file("key")))
            let text = """
                state: {path: "\(folder.path)/state"}
                runbooks: {folders: ["\(Program.checkout.path)/sample-logs/runbooks"]}
                llm: {url: "http://127.0.0.1:\(port)/v1", model: \(model), key_file: "\(folder.file("key"))", timeout: 20, idle_timeout: 1}
                \(more)
                """
            try Data(text.utf8).write(to: URL(filePath: folder.file("c.yaml")))
            return folder.file("c.yaml")
        }
        func requests() throws -> String { try String(contentsOfFile: folder.file("requests"), encoding: .utf8) }
    }

    private struct Reply: Decodable {
        struct Part: Decodable {
            struct Statement: Decodable { var text: String, origin: String }
            var statements: [Statement]
        }
        var outcome: String
        var parts: [Part]
        var note: String?
        var generated: [String] { parts.flatMap(\.statements).filter { $0.origin == "generated" }.map(\.text) }
    }

    private func ask(_ world: World, _ model: String, _ question: String = AskServerTests.question, more: String = "") throws -> Reply {
        let result = try Program.run(["ask", "--config", try world.settings(model, more: more), "--json", question])
        #expect(result.status == 0, "\(result.error)")
        return try JSONDecoder().decode(Reply.self, from: Data(result.output.utf8))
    }

    @Test func aStreamedAnswerIsCheckedSentenceBySentence() throws {
        let world = try World()
        let reply = try ask(world, "good")
        #expect(reply.generated.count == 1 && !reply.generated.contains { $0.contains("tea") || $0.contains("nobody") })
        #expect(reply.note != nil)
        let request = try world.requests()
        #expect(request.contains("Bearer s3cret-key") && request.contains("/v1/chat/completions") && request.contains("\"stream\": true"))
    }

    @Test func whatIsPrivateStaysHere() throws {
        let world = try World()
        _ = try ask(world, "good", Self.question + " kim@corp.example 10.9.8.7 010-1234-5678")
        let request = try world.requests()
        for secret in ["kim@corp", "10.9.8.7", "1234-5678"] { #expect(!request.contains(secret)) }
        #expect(request.contains("private-1"))
    }

    /// Every fault of a server: the runbook's own words, with a note that says why.
    @Test(arguments: [
        ("down", "500"), ("limited", "429"), ("html", "no chat completion"), ("hang", "timed out"), ("silent", "timed out"), ("broken", "not a chat's event"),
        ("cut", "broke"),
    ])
    func faultsLeaveTheRunbooksWords(model: String, hint: String) throws {
        let world = try World(answer: Self.good + Self.good)
        let reply = try ask(world, model)
        #expect(reply.outcome == "answered" && reply.generated.isEmpty && !reply.parts.isEmpty)
        #expect(reply.note?.contains(hint) == true, "\(reply.note ?? "no note")")
    }

    @Test func aBusyServerIsAskedAgain() throws {
        let world = try World()
        _ = try ask(world, "busy")
        #expect(try world.requests().split(separator: "\n").count == 3)
    }

    @Test func noLLMAsksNobody() throws {
        let world = try World()
        let result = try Program.run(["ask", "--config", try world.settings("good"), "--no-llm", Self.question])
        let asked = try world.requests()
        #expect(result.status == 0 && asked.isEmpty)
    }

    @Test func anEmbeddingsEndpointGivesVectors() throws {
        let world = try World()
        let more = "embeddings: {url: \"http://127.0.0.1:\(world.port)/v1\", model: letters}"
        let result = try Program.run(["ask", "--config", try world.settings("good", more: more), "--no-llm", Self.question])
        #expect(result.status == 0, "\(result.error)")
        #expect(try world.requests().contains("/v1/embeddings"))
    }

    @Test func withoutSettingsLLMIsRefused() throws {
        let result = try Program.run(["ask", "--dir", "\(Program.checkout.path)/sample-logs/runbooks", "--llm", Self.question])
        #expect(result.status == 1 && result.error.contains("llm.url"))
    }

    /// llama-cpp-python's server with a model of random weights made here: HAETAE_LLAMA names a Python that has llama_cpp and gguf.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["HAETAE_LLAMA"] != nil, "HAETAE_LLAMA is not set: no llama-cpp-python"))
    func aRealServerSpeaksTheProtocol() throws {
        let folder = try TemporaryFolder("llama")
        let python = ProcessInfo.processInfo.environment["HAETAE_LLAMA"] ?? "python3"
        let server = Process()
        server.executableURL = URL(filePath: python)
        server.arguments = [Program.checkout.appending(path: "scripts/testing/llama_server.py").path, folder.path, folder.file("port")]
        server.standardOutput = FileHandle.nullDevice
        server.standardError = FileHandle.nullDevice
        try server.run()
        defer { server.terminate() }
        let deadline = Date().addingTimeInterval(120)
        while !FileManager.default.fileExists(atPath: folder.file("port")), Date() < deadline, server.isRunning { usleep(50_000) }
        let port = try String(contentsOfFile: folder.file("port"), encoding: .utf8)
        let text = """
            runbooks: {folders: ["\(Program.checkout.path)/sample-logs/runbooks"]}
            llm: {url: "http://127.0.0.1:\(port)/v1", model: tiny, max_tokens: 24}
            """
        try Data(text.utf8).write(to: URL(filePath: folder.file("c.yaml")))
        let result = try Program.run(["ask", "--config", folder.file("c.yaml"), "--json", Self.question])
        let reply = try JSONDecoder().decode(Reply.self, from: Data(result.output.utf8))
        // Random weights say nothing that a runbook bears out; that it was asked and heard is the point.
        #expect(result.status == 0 && reply.generated.isEmpty)
        #expect(reply.note == "The model's answer was not borne out by the runbooks; this is their own text.", "\(reply.note ?? "")")
    }
}

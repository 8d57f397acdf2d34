import Foundation
import TestSupport
import Testing

/// `ask` with the settings of a language model, as its user runs it, against real servers. What a server can do wrong is
/// RunbooksTests/ChatServerTests' matter.
@Suite(.serialized) struct AskServerTests {
    static let question = "How do I free space on the database disk?"
    static let good =
        "Free the reserve kept for this: `rm /var/lib/postgresql/reserve-2G` [1][2][3]. Then drink tea [1]. Call nobody [99]."

    /// A server, and settings that name it.
    final class World {
        let folder: TemporaryFolder
        let server: ScriptedModelServer

        init(answer: String = AskServerTests.good) throws {
            folder = try TemporaryFolder("chat")
            server = try ScriptedModelServer(
                checkout: Program.checkout.path, folder: folder.path, answer: answer)
            try Data("s3cret-key\n".utf8).write(to: URL(filePath: folder.file("key")))
        }

        /// The name of a file with the settings.
        func settings(_ model: String, limits: String = "", more: String = "") throws -> String {
            let text = """
                state: {path: "\(folder.path)/state"}
                runbooks: {folders: ["\(Program.checkout.path)/sample-logs/runbooks"]}
                llm: {url: "\(server.url)", model: "\(model)", key_file: "\(folder.file("key"))"\(limits)}
                \(more)
                """
            try Data(text.utf8).write(to: URL(filePath: folder.file("c.yaml")))
            return folder.file("c.yaml")
        }

        func ask(_ arguments: [String]) throws -> Program.Result {
            try Program.run(["ask"] + arguments, environment: ["HOME": folder.path, "XDG_CACHE_HOME": ""])
        }
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

    private func reply(_ result: Program.Result) throws -> Reply {
        #expect(result.status == 0, "\(result.error)")
        return try JSONDecoder().decode(Reply.self, from: Data(result.output.utf8))
    }

    @Test func aStreamedAnswerIsCheckedSentenceBySentence() throws {
        let world = try World()
        let reply = try reply(world.ask(["--config", world.settings("good"), "--json", Self.question]))
        #expect(reply.generated == ["Free the reserve kept for this: `rm /var/lib/postgresql/reserve-2G`."])
        #expect(reply.note?.contains("left out") == true)
        #expect(world.server.requests.count == 1 && world.server.requests[0].contains("Bearer s3cret-key"))
        let shown = try world.ask(["--config", world.settings("good"), Self.question])
        #expect(shown.output.contains("written by the model, checked") && !shown.output.contains("tea"))
    }

    /// Before the first byte and in mid-stream; by the settings' names, in the time that they say.
    @Test(arguments: ["silent", "hang"])
    func aHangingServerCostsItsTimeAndNotTheAnswer(model: String) throws {
        let world = try World(answer: Self.good + Self.good)
        let settings = try world.settings(model, limits: ", timeout: 20, idle_timeout: 1")
        let reply = try reply(world.ask(["--config", settings, "--json", Self.question]))
        #expect(reply.outcome == "answered" && reply.generated.isEmpty && !reply.parts.isEmpty)
        #expect(reply.note?.contains("timed out") == true, "\(reply.note ?? "no note")")
    }

    @Test func noLLMAsksNobody() throws {
        let world = try World()
        let result = try world.ask(["--config", world.settings("good"), "--no-llm", Self.question])
        #expect(result.status == 0 && world.server.requests.isEmpty)
    }

    @Test(arguments: [("letters", false), ("down", true), ("html", true), ("silent", true)])
    func anEmbeddingsEndpointHelpsOrIsDoneWithout(model: String, fails: Bool) throws {
        let world = try World()
        let more = "embeddings: {url: \"\(world.server.url)\", model: \(model), timeout: 2}"
        let result = try world.ask(["--config", world.settings("good", more: more), "--no-llm", Self.question])
        #expect(result.status == 0 && result.output.contains("postgresql-disk-full.md"), "\(result.error)")
        #expect(result.error.contains("searched by words alone") == fails, "\(result.error)")
        #expect(world.server.requests.contains { $0.contains("/v1/embeddings") })
    }

    @Test func withoutSettingsLLMIsRefused() throws {
        let folder = try TemporaryFolder("nollm")
        let result = try Program.run(
            ["ask", "--dir", "\(Program.checkout.path)/sample-logs/runbooks", "--llm", Self.question],
            environment: ["HOME": folder.path])
        #expect(result.status == 1 && result.error.contains("llm.url"))
    }

    /// Another implementation of the protocol: `transformers serve` with a model of random weights made here. HAETAE_TRANSFORMERS names a
    /// Python that has torch and transformers[serving].
    @Test(
        .enabled(
            if: testSetting("HAETAE_TRANSFORMERS") != nil,
            "HAETAE_TRANSFORMERS is not set: no Python with torch and transformers[serving]"))
    func aRealServerSpeaksTheProtocol() throws {
        let folder = try TemporaryFolder("transformers")
        let python = testSetting("HAETAE_TRANSFORMERS") ?? "python3"
        let server = try ChildProcess(
            python,
            [
                Program.checkout.appending(path: "scripts/testing/transformers_server.py").path, folder.path,
                folder.file("port"),
            ], error: folder.file("errors"))
        let place = waitUntil(seconds: 180) { () -> String? in
            if let text = try? String(contentsOfFile: folder.file("port"), encoding: .utf8) { return text }
            return server.isRunning ? nil : ""
        }
        let parts = (place ?? "").split(separator: " ").map(String.init)
        guard parts.count == 2 else {
            Issue.record("no server: \((try? String(contentsOfFile: folder.file("errors"), encoding: .utf8)) ?? "")")
            return
        }
        func note(_ model: String) throws -> Reply {
            let text = """
                state: {path: "\(folder.path)/state"}
                runbooks: {folders: ["\(Program.checkout.path)/sample-logs/runbooks"]}
                llm: {url: "http://127.0.0.1:\(parts[0])/v1", model: "\(model)", max_tokens: 24}
                """
            try Data(text.utf8).write(to: URL(filePath: folder.file("c.yaml")))
            return try reply(
                Program.run(
                    ["ask", "--config", folder.file("c.yaml"), "--json", Self.question],
                    environment: ["HOME": folder.path]))
        }
        // Random weights say nothing that a runbook bears out; that it was asked and heard is the point.
        let heard = try note(parts[1])
        #expect(heard.generated.isEmpty && heard.note?.contains("not borne out") == true, "\(heard.note ?? "")")
        let unknown = try note("no-such-model")
        #expect(unknown.generated.isEmpty && unknown.note?.contains("answered 4") == true, "\(unknown.note ?? "")")
    }

    /// llama.cpp's server, which Ollama and many others are made of, with a model of random weights made here. HAETAE_LLAMA names a Python
    /// that has it (scripts/testing/llama.sh).
    private func llama(
        _ purpose: String, context: Int, key: String? = nil,
        _ body: (_ url: String, _ model: String, _ folder: TemporaryFolder) throws -> Void
    ) throws {
        let folder = try TemporaryFolder("llama")
        let server = try ChildProcess(
            testSetting("HAETAE_LLAMA") ?? "python3",
            [
                Program.checkout.appending(path: "scripts/testing/llama_server.py").path, folder.path,
                folder.file("port"), purpose, String(context),
            ] + (key.map { [$0] } ?? []), error: folder.file("errors"))
        let place = waitUntil(seconds: 120) { () -> String? in
            if let text = try? String(contentsOfFile: folder.file("port"), encoding: .utf8) { return text }
            return server.isRunning ? nil : ""
        }
        let parts = (place ?? "").split(separator: " ").map(String.init)
        guard parts.count == 2 else {
            Issue.record("no server: \((try? String(contentsOfFile: folder.file("errors"), encoding: .utf8)) ?? "")")
            return
        }
        try body("http://127.0.0.1:\(parts[0])/v1", parts[1], folder)
    }

    private func ask(_ settings: String, in folder: TemporaryFolder, _ more: [String] = []) throws -> Program.Result {
        let text = """
            state: {path: "\(folder.path)/state"}
            runbooks: {folders: ["\(Program.checkout.path)/sample-logs/runbooks"]}
            \(settings)
            """
        try Data(text.utf8).write(to: URL(filePath: folder.file("c.yaml")))
        return try Program.run(
            ["ask", "--config", folder.file("c.yaml"), "--json"] + more + [Self.question],
            environment: ["HOME": folder.path, "XDG_CACHE_HOME": ""])
    }

    private static let hasLlama: ConditionTrait = .enabled(
        if: testSetting("HAETAE_LLAMA") != nil, "HAETAE_LLAMA is not set: no Python with llama.cpp's server")

    /// Random weights say nothing that a runbook bears out: that the model was asked, streamed and was heard is the point.
    @Test(hasLlama) func llamasReplyIsHeardAndChecked() throws {
        try llama("chat", context: 32_768, key: "s3cret-key") { url, model, folder in
            try Data("s3cret-key\n".utf8).write(to: URL(filePath: folder.file("key")))
            let endpoint = "url: \"\(url)\", model: \"\(model)\""
            let heard = try reply(
                ask("llm: {\(endpoint), max_tokens: 24, key_file: \"\(folder.file("key"))\"}", in: folder))
            #expect(heard.outcome == "answered" && heard.generated.isEmpty && !heard.parts.isEmpty)
            #expect(heard.note?.contains("not borne out") == true, "\(heard.note ?? "no note")")
            let refused = try reply(ask("llm: {\(endpoint), max_tokens: 24}", in: folder))
            #expect(refused.note?.contains("answered 401") == true, "\(refused.note ?? "no note")")
            // Given up in mid-stream, the server is free for the next.
            let late = try reply(
                ask(
                    "llm: {\(endpoint), max_tokens: 8192, timeout: 1, key_file: \"\(folder.file("key"))\"}", in: folder
                ))
            #expect(
                late.note?.contains("timed out") == true || late.note?.contains("too long") == true,
                "\(late.note ?? "no note")")
            let again = try reply(
                ask("llm: {\(endpoint), max_tokens: 24, key_file: \"\(folder.file("key"))\"}", in: folder))
            #expect(again.note?.contains("not borne out") == true, "\(again.note ?? "no note")")
        }
    }

    /// The passages do not fit into the model: its error is told, and the runbook answers.
    @Test(hasLlama) func llamasTooSmallContextIsSaid() throws {
        try llama("chat", context: 512) { url, model, folder in
            let told = try reply(ask("llm: {url: \"\(url)\", model: \"\(model)\", max_tokens: 24}", in: folder))
            #expect(told.outcome == "answered" && told.generated.isEmpty)
            #expect(told.note?.contains("answered 400") == true, "\(told.note ?? "no note")")
        }
    }

    /// Vectors of a real endpoint: taken, kept and searched; random ones must not turn a good answer into another.
    @Test(hasLlama) func llamasVectorsAreTaken() throws {
        try llama("embeddings", context: 8192) { url, model, folder in
            let result = try ask("embeddings: {url: \"\(url)\", model: \"\(model)\"}", in: folder)
            #expect(try reply(result).outcome == "answered")
            #expect(!result.error.contains("searched by words alone"), "\(result.error)")
        }
    }
}

import FoundationEssentials
import HTTPTransport
import Runbooks
import TestSupport
import Synchronization
import Testing

/// Language models and embeddings over a real socket: whatever the server does, the question ends within the configured time, with a
/// checked answer or with the runbook's own text and the reason.
@Suite(.serialized, .timeLimit(.minutes(3))) struct ChatServerTests {
    static let question = "How do I reduce the backlog of the order queue?"
    static let good =
        "Start two more workers: `queuectl scale orders --add 2` [1][2][3][4]. Then drink tea [1]. Call nobody [99]."
    private static let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    /// A server, its client, and runbooks to ask about.
    final class World {
        let folder: String
        let server: ScriptedModelServer
        let client = HTTPClient()
        let index: RunbookIndex

        init(_ answer: String = ChatServerTests.good) throws {
            folder = try Fixtures.folder("chat-\(UUID().uuidString)")
            server = try ScriptedModelServer(checkout: ChatServerTests.checkout, folder: folder, answer: answer)
            index = try Fixtures.index()
        }
        deinit { try? FileManager.default.removeItem(atPath: folder) }

        /// Generous unless a test is about running out of time: the machine may be busy.
        func options(_ model: String, timeout: Double = 60, idle: Double = 60) -> EndpointOptions {
            var options = EndpointOptions(url: server.url, model: model, key: "s3cret-key")
            (options.timeout, options.idleTimeout, options.retryDelay) = (timeout, idle, 0.01)
            return options
        }
        func chat(_ model: String, timeout: Double = 60, idle: Double = 60) -> ChatClient {
            ChatClient(options: options(model, timeout: timeout, idle: idle), post: client.modelPost)
        }
    }

    private static func generated(_ answer: Answer) -> [Statement] {
        answer.parts.flatMap(\.statements).filter { $0.origin == .generated }
    }

    @Test(arguments: ["good", "whole", "busy", "wrongtype"])
    func anAnswerIsCheckedSentenceBySentence(model: String) async throws {
        let world = try World()
        let answer = try await world.index.answer(Self.question, with: world.chat(model))
        #expect(Self.generated(answer).map(\.text) == ["Start two more workers: `queuectl scale orders --add 2`."])
        #expect(answer.note?.contains("1 uncited") == true && answer.note?.contains("1 unsupported") == true)
        let requests = world.server.requests
        #expect(requests.count == (model == "busy" ? 3 : 1))
        for part in ["Bearer s3cret-key", "/v1/chat/completions", "\"stream\": true"] {
            #expect(requests.allSatisfy { $0.contains(part) }, "\(part)")
        }
    }

    /// Faults that the server's answer itself tells: no time passes.
    @Test(arguments: [
        ("down", "500 out of memory"), ("limited", "429 quota is spent"), ("denied", "401 no such key"),
        ("html", "no chat completion"), ("binary", "no chat completion"), ("empty", "no chat completion"),
        ("json", "no chat completion"), ("shape", "no chat completion"), ("redirect", "redirect"),
        ("hangup", "connection broke"), ("noise", "connection broke"), ("broken", "not a chat's event"),
        ("failing", "the model fell over"), ("cut", "broke"), ("early", "broke off"), ("flood", "too long"),
        ("line", "too long"),
    ])
    func faultsLeaveTheRunbooksWords(model: String, reason: String) async throws {
        let world = try World(Self.good + Self.good)
        let plain = try world.index.answer(Self.question)
        let answer = try await world.index.answer(Self.question, with: world.chat(model))
        #expect(answer.outcome == .answered && answer.parts == plain.parts)
        #expect(answer.note?.contains(reason) == true, "\(model): \(answer.note ?? "no note")")
        // A redirect would have asked elsewhere.
        #expect(!world.server.requests.contains { $0.contains("elsewhere") })
    }

    /// Faults that only a clock tells: before the first byte, in mid-stream, byte by byte for ever, a wait longer than the time.
    @Test(arguments: [
        ("silent", 30.0, 1.0, "timed out"), ("late", 30.0, 1.0, "timed out"), ("hang", 30.0, 1.0, "timed out"),
        ("silent", 2.0, 60.0, "timed out"), ("drip", 2.0, 1.0, "timed out"), ("patience", 2.0, 1.0, "429 come back"),
    ])
    func aQuestionEndsInTime(model: String, timeout: Double, idle: Double, reason: String) async throws {
        let world = try World(Self.good + Self.good)
        let began = ContinuousClock.now
        let answer = try await world.index.answer(
            Self.question, with: world.chat(model, timeout: timeout, idle: idle))
        #expect(answer.outcome == .answered && Self.generated(answer).isEmpty && !answer.parts.isEmpty)
        #expect(answer.note?.contains(reason) == true, "\(answer.note ?? "no note")")
        // Of the limit's order, not of the server's: that one says nothing for minutes.
        #expect(began.duration(to: .now) < .seconds(min(timeout, idle) + 25))
    }

    @Test func nobodyListening() async throws {
        let world = try World()
        var options = world.options("good")
        options.url = "http://127.0.0.1:9/v1"
        let answer = try await world.index.answer(
            Self.question, with: ChatClient(options: options, post: world.client.modelPost))
        #expect(answer.note?.contains("no connection") == true && !answer.parts.isEmpty)
    }

    /// Broken off by the asker: before the first byte, and in mid-stream. The server sees the connection end.
    @Test(arguments: ["silent", "hang"])
    func cancellationHangsUp(model: String) async throws {
        let world = try World(Self.good + Self.good)
        let (index, chat) = (world.index, world.chat(model))
        let task = Task { try await index.answer(Self.question, with: chat) }
        let server = world.server
        #expect(await server.notes("/chat/completions"))
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(await server.notes("gone"))
    }

    /// What a model may make up, over the wire: invented citations, unsupported sentences, altered commands, another language.
    @Test(arguments: [
        ("Start two more workers [42].", "uncited"), ("Start two more workers.", "uncited"),
        ("Promote the database replica in another region first [1][2][3].", "unsupported"),
        ("Start two more workers: `queuectl scale orders --add 200` [1][2][3].", "command"),
        ("Start two more workers: `queuectl scale orders` [1][2][3].", "command"),
        ("Look at the depth: `queuectl depth` [1][2][3].", "command"),
        ("Start two more workers: `queuectl purge orders` [1][2][3].", "command"),
        ("Purge the queue: paid orders would be lost [1][2][3].", "contradicts"),
        ("The order queue holds more than 7000 jobs [1][2][3].", "number"),
        ("Start two more workers, see https://evil.example/fix [1][2][3].", "link"),
        ("작업자를 두 개 더 시작합니다: `queuectl scale orders --add 2` [1][2][3].", "language"),
        ("Начните ещё двух работников: `queuectl scale orders --add 2` [1][2][3].", "language"),
        ("ワーカーをさらに二つ開始する `queuectl scale orders --add 2` [1][2][3].", "language"),
    ])
    func whatIsMadeUpIsNotShown(reply: String, reason: String) async throws {
        let world = try World(reply)
        let plain = try world.index.answer(Self.question)
        let answer = try await world.index.answer(Self.question, with: world.chat("good"))
        #expect(answer.parts == plain.parts)
        #expect(answer.note?.contains("1 \(reason)") == true, "\(answer.note ?? "no note")")
    }

    @Test func aKoreanQuestionIsAnsweredInKoreanOrInTheRunbooksWords() async throws {
        let question = "상품 캐시 메모리가 부족합니다. 어떻게 조치하나요?"
        let korean = try World("큰 키를 찾습니다: `cachectl bigkeys` [1][2][3].")
        let answer = try await korean.index.answer(question, with: korean.chat("good"))
        #expect(answer.outcome == .answered)
        #expect(Self.generated(answer).count == 1, "\(answer.note ?? "")")
        let english = try World("Find the big keys first: `cachectl bigkeys` [1][2][3].")
        let other = try await english.index.answer(question, with: english.chat("good"))
        #expect(Self.generated(other).isEmpty && other.note?.contains("1 language") == true)
    }

    @Test func whatIsPrivateStaysHere() async throws {
        let world = try World()
        _ = try await world.index.answer(
            Self.question + " kim@corp.example 10.9.8.7 010-1234-5678 token=abcdef123456", with: world.chat("good"))
        for request in world.server.requests {
            for secret in ["kim@corp", "10.9.8.7", "1234-5678", "abcdef123456"] { #expect(!request.contains(secret)) }
            #expect(request.contains("private-1"))
        }
        #expect(!world.server.requests.isEmpty)
    }

    // MARK: - Embeddings

    @Test(arguments: ["good", "backwards", "busy"])
    func anEmbeddingsEndpointGivesVectors(model: String) async throws {
        let world = try World()
        let embedder = try await EndpointEmbedder(options: world.options(model), post: world.client.modelPost)
        let made = try await world.index.embed(with: embedder)
        #expect(made > 3)
        #expect(try await world.index.embed(with: embedder) == 0)
        let vector = try await world.index.vector(of: Self.question, with: embedder)
        let result = try world.index.search(Self.question, vector: vector)
        #expect(result.hits.first?.path == "queue/QueueBacklogGrowing.md")
        #expect(world.server.requests.allSatisfy { $0.contains("/v1/embeddings") })
    }

    @Test(arguments: [
        ("down", "500"), ("limited", "429"), ("html", "no embeddings"), ("json", "no embeddings"),
        ("shape", "no vector"), ("redirect", "redirect"), ("nan", "no embeddings"), ("hangup", "connection broke"),
    ])
    func embeddingFaultsAreSaid(model: String, reason: String) async throws {
        let world = try World()
        let (options, post) = (world.options(model), world.client.modelPost)
        let error = await #expect(throws: (any Error).self) { try await EndpointEmbedder(options: options, post: post) }
        #expect("\(String(describing: error))".contains(reason), "\(model): \(String(describing: error))")
    }

    @Test(arguments: ["few", "short"])
    func vectorsThatDoNotFitAreRefused(model: String) async throws {
        let world = try World()
        let (index, client) = (world.index, world.client)
        let options = world.options(model)
        await #expect(throws: RunbookError.self) {
            let embedder = try await EndpointEmbedder(options: options, post: client.modelPost)
            try await index.embed(with: embedder)
        }
    }

    /// llama.cpp refuses a whole batch for one text beyond its model: the others come as they are, that one cut, whole characters only.
    @Test func textsTooLongForTheModelAreCut() async throws {
        let seen = Mutex<[[String]]>([])
        let post: HTTPPost = { request, onBytes in
            let sent = try JSONDecoder().decode(EmbeddingRequest.self, from: Data(request.body)).input
            seen.withLock { $0.append(sent) }
            guard let long = sent.first(where: { $0.utf8.count > 1000 }) else {
                let vectors = sent.map { "{\"embedding\": [\($0.utf8.count), 1]}" }.joined(separator: ",")
                _ = onBytes([UInt8]("{\"data\": [\(vectors)]}".utf8))
                return 200
            }
            let words = "{\"error\":{\"message\":\"input (\(long.utf8.count) tokens) is too large to process\"}}"
            _ = onBytes([UInt8](words.utf8))
            return 500
        }
        let embedder = try await EndpointEmbedder(options: .init(url: "http://model/v1", model: "m"), post: post)
        let long = String(repeating: "디스크", count: 333)
        let vectors = try await embedder.vectors(of: ["one", long, "three", long], isQuery: false)
        #expect(vectors.count == 4 && vectors[1] == vectors[3] && vectors[0] != vectors[1])
        #expect(seen.withLock { $0.count } < 16)
        let taken = seen.withLock { $0 }.flatMap { $0 }.filter { (500...1000).contains($0.utf8.count) }
        #expect(!taken.isEmpty && taken.allSatisfy { long.hasPrefix($0) })
        // What is too long however short it is cut is told.
        let strict: HTTPPost = { request, onBytes in
            let sent = try JSONDecoder().decode(EmbeddingRequest.self, from: Data(request.body)).input
            if sent == ["probe"] {
                _ = onBytes([UInt8]("{\"data\": [{\"embedding\": [1, 1]}]}".utf8))
                return 200
            }
            return 413
        }
        let small = try await EndpointEmbedder(options: .init(url: "http://model/v1", model: "m"), post: strict)
        await #expect(throws: RunbookError.self) { try await small.vectors(of: [long], isQuery: false) }
    }

    private struct EmbeddingRequest: Decodable { var input: [String] }

    @Test(arguments: [("silent", 30.0, 1.0), ("silent", 2.0, 60.0)])
    func embeddingsEndInTime(model: String, timeout: Double, idle: Double) async throws {
        let world = try World()
        let (options, post) = (world.options(model, timeout: timeout, idle: idle), world.client.modelPost)
        let began = ContinuousClock.now
        await #expect(throws: (any Error).self) { try await EndpointEmbedder(options: options, post: post) }
        #expect(began.duration(to: .now) < .seconds(min(timeout, idle) + 25))
    }
}

import HTTPTransport
import Model
import Storage
import Synchronization
import Testing

@testable import Notifications

/// A clock that stands until it is told.
private final class SettableClock: Sendable {
    private let time: Mutex<Micros>
    init(_ time: Micros) { self.time = Mutex(time) }
    var now: Micros { time.withLock { $0 } }
    func advance(by step: Micros) { time.withLock { $0 += step } }
    func set(_ to: Micros) { time.withLock { $0 = to } }
}

/// The worker against a real server, with a real store.
@Suite struct DeliveryTests {
    private let folder = TemporaryFolder()
    private let store: Store
    private let clock = SettableClock(1_700_000_000_000_000)
    private let client = HTTPClient()

    init() throws { store = try Store(folder: folder.path, access: .readWrite) }

    private func worker(_ server: LocalServer, change: (inout Webhook) -> Void = { _ in }) -> (DeliveryWorker, Webhook)
    {
        var webhook = Webhook(name: "ops", url: server.url + "/hook")
        change(&webhook)
        return (
            DeliveryWorker(store: store, webhooks: [webhook], client: client, now: { [clock] in clock.now }), webhook
        )
    }

    /// Commits incidents as the pipeline does, opened now.
    private func open(_ ids: [String], sequence: UInt64 = 1) throws {
        var options = Outbox.Options()
        options.receivers = ["ops"]
        var outbox = Outbox(options: options)
        var checkpoint = Checkpoint(sequence: sequence, at: clock.now)
        for id in ids {
            let change = IncidentChange(kind: .opened, at: clock.now, incident: sampleIncident(id, openedAt: clock.now))
            checkpoint.incidents.append(change)
            checkpoint.outbox += outbox.admit(change)
        }
        try store.commit(checkpoint)
    }

    @Test func eventsArriveSignedAndInOrder() async throws {
        let server = LocalServer { _ in .respond(204) }
        defer { server.stop() }
        let file = folder.path + "/secret"
        write(file, "s3cret\n")
        let (worker, webhook) = worker(server) {
            $0.secret = .file(file)
            $0.headers = [HTTPHeader("X-Team", "ops")]
        }
        try open(["a", "b", "c"])
        #expect(try await worker.deliverDue(to: webhook) == nil)
        #expect(server.requests.count == 3)
        for (request, event) in zip(server.requests, try store.events().reversed()) {
            #expect(request.method == "POST" && request.path == "/hook" && request.text == event.body)
            #expect(request.headers["x-haetae-event-id"] == event.id)
            #expect(request.headers["x-haetae-event-type"] == "incident.opened")
            #expect(request.headers["content-type"] == "application/json" && request.headers["x-team"] == "ops")
            #expect(
                request.headers["x-haetae-signature"]
                    == "sha256=" + HMACSHA256.hexDigest(key: Array("s3cret".utf8), message: request.body))
        }
        #expect(try store.deliveries().map(\.state) == [.delivered, .delivered, .delivered])
        #expect(try await worker.deliverDue(to: webhook) == nil)
        #expect(server.requests.count == 3)
    }

    @Test(arguments: [500, 429, 503]) func aFailingReceiverIsAskedAgainWithTheSameEvent(_ status: Int) async throws {
        let count = Mutex(0)
        let server = LocalServer { _ in
            count.withLock {
                $0 += 1
                return $0
            } < 4 ? .respond(status, headers: [("Retry-After", "7")]) : .respond(200)
        }
        defer { server.stop() }
        let (worker, webhook) = worker(server)
        try open(["a", "b"])
        var waits = 0
        while let due = try await worker.deliverDue(to: webhook) {
            #expect(due >= clock.now + 7 * .second)
            #expect(server.requests.count == waits + 1)
            // Before its time nothing is sent.
            clock.set(due - 1)
            #expect(try await worker.deliverDue(to: webhook) == due)
            #expect(server.requests.count == waits + 1)
            clock.set(due)
            waits += 1
        }
        #expect(waits == 3)
        let ids = server.requests.map { $0.headers["x-haetae-event-id"] ?? "" }
        #expect(ids.count == 5 && Set(ids.prefix(4)).count == 1 && ids[4] != ids[0])
        #expect(try store.deliveries().map(\.attempts) == [1, 4])
    }

    @Test func aRefusalIsRecordedAndTheNextEventGoes() async throws {
        let server = LocalServer { $0.text.contains("\"id\":\"a\"") ? .respond(400, body: "no") : .respond(200) }
        defer { server.stop() }
        let (worker, webhook) = worker(server)
        try open(["a", "b"])
        #expect(try await worker.deliverDue(to: webhook) == nil)
        let deliveries = try store.deliveries()
        #expect(deliveries.map(\.state) == [.delivered, .failed])
        #expect(deliveries[1].lastError == "the receiver answered 400")
        #expect(try store.deliveryCounts() == ["ops": [.delivered: 1, .failed: 1]])
    }

    @Test func redirectsAreNotFollowed() async throws {
        let other = LocalServer { _ in .respond(200) }
        let server = LocalServer { [url = other.url] _ in .respond(302, headers: [("Location", url)]) }
        defer {
            server.stop()
            other.stop()
        }
        let (worker, webhook) = worker(server)
        try open(["a"])
        #expect(try await worker.deliverDue(to: webhook) == nil)
        #expect(other.requests.isEmpty)
        #expect(try store.deliveries().map(\.state) == [.failed])
    }

    /// What may have arrived keeps its id, however late it becomes; what certainly did not goes into the summary.
    @Test func aHangingReceiverGetsTheSameEventThenASummary() async throws {
        let isHanging = Mutex(true)
        let server = LocalServer { _ in isHanging.withLock { $0 } ? .hang : .respond(200) }
        defer { server.stop() }
        let (worker, webhook) = worker(server) { $0.timeoutSeconds = 0.2 }
        try open(["a", "b", "c"])
        let first = try #require(try await worker.deliverDue(to: webhook))
        #expect(first > clock.now)
        isHanging.withLock { $0 = false }
        clock.advance(by: .hour)
        #expect(try await worker.deliverDue(to: webhook) == nil)
        let types = server.requests.map { $0.headers["x-haetae-event-type"] }
        #expect(types == ["incident.opened", "incident.opened", "incidents.summary"])
        #expect(server.requests[0].headers["x-haetae-event-id"] == server.requests[1].headers["x-haetae-event-id"])
        #expect(server.requests[2].text.contains(#""events":2"#))
    }

    @Test func theBacklogIsOneSummaryAndGrowsWhileItWaits() async throws {
        let isUp = Mutex(false)
        let server = LocalServer { _ in isUp.withLock { $0 } ? .respond(200) : .respond(503) }
        defer { server.stop() }
        let (worker, webhook) = worker(server)
        try open(["a", "b"])
        clock.advance(by: .hour)
        let due = try #require(try await worker.deliverDue(to: webhook))
        try open(["c"], sequence: 2)
        clock.set(max(due, clock.now + .hour))
        isUp.withLock { $0 = true }
        try open(["d"], sequence: 3)
        #expect(try await worker.deliverDue(to: webhook) == nil)
        let requests = server.requests
        #expect(
            requests.map { $0.headers["x-haetae-event-type"] } == [
                "incidents.summary", "incidents.summary", "incident.opened",
            ])
        #expect(requests[0].text.contains(#""events":2"#))
        // The second one stands for the first, too, and lists every incident once.
        #expect(requests[1].text.contains(#""events":3"#))
        for id in ["a", "b", "c"] { #expect(requests[1].text.contains("{\"id\":\"\(id)\",\"opened_at\"")) }
        #expect(requests[2].text.contains(#""incident":{"id":"d""#))
        #expect(try store.deliveryCounts() == ["ops": [.summarised: 4, .delivered: 2]])
    }

    @Test func aReceiverThatIsNotThereCostsNothing() async throws {
        let server = LocalServer { _ in .respond(200) }
        server.stop()
        let (worker, webhook) = worker(server) { $0.url = "http://127.0.0.1:1/" }
        try open(["a"])
        let due = try #require(try await worker.deliverDue(to: webhook))
        #expect(due > clock.now)
        #expect(try store.pendingDeliveries(receiver: "ops").map(\.uncertain) == [false])
    }

    @Test func withoutItsSecretNothingIsSent() async throws {
        let server = LocalServer { _ in .respond(200) }
        defer { server.stop() }
        let (worker, webhook) = worker(server) { $0.secret = .file("/nonexistent/secret") }
        try open(["a"])
        #expect(try await worker.deliverDue(to: webhook) != nil)
        #expect(server.requests.isEmpty)
        #expect(try store.deliveries()[0].lastError.contains("/nonexistent/secret"))
    }

    /// Property: killed after any answer and before it is stored, the receiver gets every event, and knows each by its
    /// id.
    @Test func atLeastOnceOverRestarts() async throws {
        let server = LocalServer { _ in .respond(200) }
        defer { server.stop() }
        try open((0..<20).map { "i\($0)" })
        for _ in 0..<20 {
            // What a process that died after the answer leaves: the request was made, the row is as before.
            let first = try #require(try store.pendingDeliveries(receiver: "ops", limit: 1).first)
            _ = try await client.send(Webhook(name: "ops", url: server.url).request(first.event, key: nil))
            let (worker, webhook) = worker(server)
            _ = try await worker.deliverDue(to: webhook)
            if try store.pendingDeliveries(receiver: "ops").isEmpty { break }
        }
        let got = Set(server.requests.map { $0.headers["x-haetae-event-id"] ?? "" })
        #expect(got == Set(try store.events(limit: 100).map(\.id)))
    }

    /// The running worker: woken by the bell, ended by cancellation.
    @Test func theWorkerRuns() async throws {
        let (arrived, arrival) = AsyncStream.makeStream(of: String.self)
        let server = LocalServer {
            arrival.yield($0.headers["x-haetae-event-id"] ?? "")
            return .respond(200)
        }
        defer { server.stop() }
        let (worker, _) = worker(server)
        let task = Task { await worker.run() }
        var ids = arrived.makeAsyncIterator()
        for sequence in 1...3 as ClosedRange<UInt64> {
            try open(["i\(sequence)"], sequence: sequence)
            worker.wake()
            let id = await ids.next()
            #expect(try store.events(limit: 1).map(\.id) == [id])
        }
        task.cancel()
        await task.value
    }
}

@Suite struct SecretSourceTests {
    private let folder = TemporaryFolder()

    @Test func files() throws {
        func read(_ content: String) throws -> String {
            write(folder.path + "/s", content)
            return String(decoding: try SecretSource.file(folder.path + "/s").read(), as: UTF8.self)
        }
        #expect(try read("abc") == "abc")
        #expect(try read("a b \r\n\n") == "a b ")
        #expect(throws: SecretError.self) { try read("\n") }
        #expect(throws: SecretError.self) { try read(String(repeating: "x", count: 5000)) }
        #expect(throws: SecretError.self) { try SecretSource.file(folder.path).read() }
        #expect(throws: SecretError.self) { try SecretSource.credential("../etc/passwd").read() }
    }
}

import Bytes
import Model
import TestSupport
import Testing
import Topology

/// Feeds requests of three services whose nesting is known: proxy -> shop -> payment, with a worker behind a queue.
private struct Requests {
    var discovery = FlowDiscovery()
    var graph = TopologyGraph()
    let nodes = ["lb1/nginx", "app1/shop", "pay1/payment", "work1/worker"].map { NodeName($0) }
    var random = Seeded(7)
    var time: Micros = 1_700_000_000 * .second

    mutating func line(_ id: UInt64, _ stream: Int, _ at: Micros, _ text: String = "") {
        let bytes = Array(text.utf8)
        discovery.follow(
            id, stream: StreamID(stream), time: at, message: ByteRange(0, bytes.count), in: bytes.span.bytes)
    }

    /// One request a second. `coarse`: the proxy writes whole seconds.
    mutating func run(_ count: Int, coarse: Bool, each: (inout Requests) -> Void = { _ in }) {
        for _ in 0..<count {
            time += .second + Micros(random.next() % 900_000)
            let id = random.next()
            line(id, 1, time)
            if random.next() % 3 == 0 { line(id, 2, time + 20_000) }
            line(id, 1, time + 100_000)
            let end = time + 101_000
            line(
                id, 0, coarse ? end / .second * .second : end,
                "10.9.9.9:51000 GET / up=10.0.0.21:8000 client 10.1.2.3:80")
            if random.next() % 4 == 0 { line(id, 3, time + 160_000) }
            each(&self)
            close()
        }
    }

    mutating func close() {
        let findings = discovery.close(at: time, nodes: nodes)
        graph.observe(
            findings.calls.map { .edge(from: $0.caller, to: $0.callee, relation: .dependsOn, source: .requests) }
                + findings.mistaken.map { .retracted(from: $0.caller, to: $0.callee, source: .requests) }
                + findings.endpoints.map { .alias("\($0.address):\($0.port)", of: $0.node) }, at: time)
    }

    var edges: [String] {
        graph.edges.filter { $0.relation != .runsOn }.map {
            "\(graph.nodes[Int($0.from)].name) -> \(graph.nodes[Int($0.to)].name)"
        }.sorted()
    }
}

@Suite struct FlowDiscoveryTests {
    @Test(arguments: [false, true]) func nestedRequestsGiveTheCallsAndNoOthers(coarse: Bool) {
        var requests = Requests()
        requests.run(600, coarse: coarse)
        #expect(requests.edges == ["app1/shop -> pay1/payment", "lb1/nginx -> app1/shop"])
        #expect(requests.graph.edge(from: NodeName("lb1/nginx"), to: NodeName("app1/shop"))?.sources == [.requests])
        #expect(requests.graph.edge(from: NodeName("lb1/nginx"), to: NodeName("app1/shop"))?.provenance == .observed)
    }

    @Test func anAddressInTheProxysLinesIsThatOfTheNextService() {
        var requests = Requests()
        requests.run(200, coarse: false)
        // Only the endpoint behind `up=`: not the caller's first word, and not what stands behind `client`.
        #expect(requests.graph.resolve("10.0.0.21:8000", onHost: "x") != nil)
        #expect(requests.graph.resolve("10.1.2.3:80", onHost: "x") == nil)
        #expect(requests.graph.resolve("10.9.9.9:51000", onHost: "x") == nil)
    }

    /// `"cache-warmer/1.2"` at the end of an access log's line.
    @Test(arguments: [false, true]) func whatCallsItselfByNameIsACaller(restart: Bool) throws {
        var requests = Requests()
        var told: [String] = []
        for number in 0..<40 {
            requests.time += 2 * .second
            requests.line(
                UInt64(number) << 50, 0, requests.time,
                #"10.0.0.9 - - "GET /a HTTP/1.1" 200 5 "-" "Cache-Warmer/1.2" rid=\#(number)"#)
            if restart { requests.discovery = try FlowDiscovery(snapshot: requests.discovery.snapshot()) }
            told += requests.discovery.close(at: requests.time, nodes: requests.nodes).agents.map {
                "\($0.name) \($0.asked.name)"
            }
        }
        #expect(Set(told) == ["cache-warmer lb1/nginx"] && told.count == 2)
    }

    @Test func onlyOneServiceOfANameIsMeant() {
        var graph = TopologyGraph()
        for name in ["work1/cache-warmer", "app1/shop", "app2/shop", "cache1/redis"] {
            graph.learn(NodeName(name), at: 0)
        }
        #expect(graph.onlyService(named: "cache-warmer") == NodeName("work1/cache-warmer"))
        #expect(["shop", "redis", "mozilla"].allSatisfy { graph.onlyService(named: $0) == nil })
    }

    @Test func aRestartAtAnyPointChangesNothing() throws {
        var whole = Requests()
        whole.run(400, coarse: true)
        var cut = Requests()
        var number = 0
        try cut.runThrowing(400) { requests in
            number += 1
            if number % 37 == 0 {
                requests.discovery = try FlowDiscovery(snapshot: requests.discovery.snapshot())
            }
        }
        #expect(cut.discovery.snapshot() == whole.discovery.snapshot())
        #expect(cut.edges == whole.edges)
    }

    @Test func damagedSnapshotsAreRefusedAndNeverTrap() {
        var requests = Requests()
        requests.run(100, coarse: false)
        let bytes = requests.discovery.snapshot()
        var random = Seeded(3)
        var refused = 0
        for _ in 0..<400 {
            var damaged = Array(bytes.prefix(Int(random.next() % UInt64(bytes.count + 1))))
            if !damaged.isEmpty {
                damaged[Int(random.next() % UInt64(damaged.count))] ^= UInt8(truncatingIfNeeded: random.next())
            }
            do { _ = try FlowDiscovery(snapshot: damaged) } catch { refused += 1 }
        }
        #expect(refused > 300)
    }

    @Test func floodsOfIdsAreBounded() {
        var discovery = FlowDiscovery()
        let bytes: [UInt8] = []
        for id in 0..<10_000 {
            discovery.follow(UInt64(id), stream: StreamID(0), time: 1, message: .none, in: bytes.span.bytes)
        }
        #expect(discovery.dropped == 10_000 - 2048)
    }

    @Test func arbitraryLinesNeverTrap() {
        var random = Seeded(11)
        let alphabet = Array("0123456789.:: abclientfrom=\"[]\u{e9}".utf8)
        var requests = Requests()
        for number in 0..<5_000 {
            let text = (0..<Int(random.next() % 80)).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] }
            requests.line(UInt64(number % 50), number % 4, Micros(number), String(decoding: text, as: UTF8.self))
        }
        requests.time = .hour
        requests.close()
        requests.time += .hour
        requests.close()
        #expect(requests.discovery.dropped == 0)
    }
}

extension Requests {
    mutating func runThrowing(_ count: Int, each: (inout Requests) throws -> Void) throws {
        var failure: (any Error)?
        run(count, coarse: true) { requests in
            do { try each(&requests) } catch { failure = error }
        }
        if let failure { throw failure }
    }
}

@Suite struct ObservationTests {
    private let app = NodeName("app1/shop"), db = NodeName("db1/postgresql")

    @Test func aDeclaredEdgeKeepsItsProvenance() throws {
        var graph = try TopologyGraph(
            declaring: .init(nodes: [
                Shop.node("app1/shop", 1, needs: ["db1/postgresql"]), Shop.node("db1/postgresql", 2),
            ]))
        graph.observe([.edge(from: app, to: db, relation: .talksTo, source: .sockets)], at: 5)
        let edge = try #require(graph.edge(from: app, to: db))
        #expect(edge.provenance == .declared && edge.confidence == 1 && edge.relation == .dependsOn)
        #expect(edge.sources == [.sockets] && edge.firstSeen == 5)
        graph.observe([.retracted(from: app, to: db, source: .sockets)], at: 6)
        #expect(graph.edge(from: app, to: db)?.provenance == .declared)
    }

    @Test func connectionsFindTheServiceByAddressAndFadeUnseen() throws {
        var graph = TopologyGraph()
        graph.observe([.alias("10.0.0.5", of: NodeName("db1")), .alias("10.0.0.5:5432", of: db)], at: 0)
        graph.observe(
            [.connection(from: app, to: "10.0.0.5:5432"), .connection(from: app, to: "192.0.2.1:443")], at: .hour)
        let edge = try #require(graph.edge(from: app, to: db))
        #expect(edge.provenance == .observed && edge.sources == [.sockets])
        #expect(graph.edges.count(where: { $0.relation != .runsOn }) == 1)
        graph.fade(to: .hour)
        graph.fade(to: 2 * .hour)
        graph.fade(to: 15 * .day)
        let faded = try #require(graph.edge(from: app, to: db))
        #expect(faded.confidence < edge.confidence * 0.6)
        graph.fade(to: 200 * .day)
        #expect(graph.edge(from: app, to: db) == nil)
    }

    @Test func loopbackIsNobodyAndADeclaredNameIsNotTakenOver() throws {
        var graph = try TopologyGraph(
            declaring: .init(nodes: [Shop.node("db1", 1, aliases: ["10.0.0.5"]), Shop.node("db2", 2)]))
        graph.observe(
            [
                .alias("127.0.0.1", of: NodeName("db2")), .alias("10.0.0.5", of: NodeName("db2")),
                .alias("10.0.0.6", of: NodeName("db2")),
            ], at: 1)
        #expect(graph.resolve("127.0.0.1", onHost: "x") == nil)
        #expect(graph.resolve("10.0.0.5", onHost: "x") == NodeName("db1"))
        #expect(graph.resolve("10.0.0.6", onHost: "x") == NodeName("db2"))
        var again = try TopologyGraph(
            declaring: .init(nodes: [Shop.node("db1", 1, aliases: ["10.0.0.5"]), Shop.node("db2", 2)]))
        try again.restore(graph.snapshot())
        #expect(again.resolve("10.0.0.6", onHost: "x") == NodeName("db2"))
        #expect(again.snapshot() == graph.snapshot())
    }
}

import Bytes
import Model
import TestSupport
import Testing
import Topology

@Suite struct TopologyTests {
    let graph = Shop.topology()

    @Test(arguments: [
        ("postgresql", "db1", "db1/postgresql"), ("postgresql-15-main", "db1", "db1/postgresql"),
        ("postgres", "db1", "db1/postgresql"),
        ("postgresql@15-main.service", "db1", "db1/postgresql"), ("redis-server", "cache1", "cache1/redis"),
        ("redis-server.service", "cache1", "cache1/redis"), ("shop.service", "app2", "app2/shop"),
        ("gunicorn", "app1", "app1/shop"),
        ("gunicorn-access", "app1", "app1/shop"), ("cache-warmer", "work1", "work1/cache-warmer"),
        ("nginx-error", "lb1", "lb1/nginx"),
        ("nginx", "10.0.1.11", "lb1/nginx"), ("nginx", "lb1.example.com", "lb1/nginx"), ("NGINX", "LB1", "lb1/nginx"),
        ("db1:5432", "app1", "db1/postgresql"), ("10.0.1.31:5432", "app1", "db1/postgresql"),
        ("10.0.1.31", "app1", "db1"),
        ("10.0.1.31:9100", "app1", "db1"), ("10.0.1.11:443", "work1", "lb1/nginx"), ("app1/shop", "lb1", "app1/shop"),
        ("db1/postgresql-15-main", "lb1", "db1/postgresql"), ("worker.timer", "work1", "work1/worker"),
        ("db1", "app1", "db1"),
    ])
    func resolves(_ name: String, _ host: String, _ node: String) {
        #expect(graph.resolve(name, onHost: host)?.name == node)
    }

    @Test(arguments: [
        ("gunicorn", "db1"), ("redis", "app1"), ("postgresql-15-main", "cache1"), ("", "db1"), ("unknown", "db1"),
        ("post", "db1"),
        ("10.0.1.99", "db1"), ("10.0.1.99:5432", "db1"), ("-", "db1"), ("nginx", "elsewhere"),
    ])
    func doesNotResolve(_ name: String, _ host: String) { #expect(graph.resolve(name, onHost: host) == nil) }

    @Test(arguments: [
        ("connect to db1:5432 refused", "app1", ["db1/postgresql"]),
        ("connection to server at \"db1\" (10.0.1.31), port 5432 failed: Connection refused", "app1", ["db1"]),
        ("payment slow for order 4595: 1054 ms", "app1", ["pay1/payment"]),
        ("HTTPConnectionPool(host='pay1', port=8080): Read timed out.", "app2", ["pay1"]),
        ("redis.exceptions.ResponseError: OOM command not allowed", "app1", ["cache1/redis"]),
        ("redis: OOM command not allowed; retrying", "work1", ["cache1/redis"]),
        ("Booting worker with pid: 42", "app1", []),
        (
            "connect() failed (111: Connection refused) while connecting to upstream, client: 10.0.1.51, upstream: \"http://10.0.1.21:8000/cart\"",
            "lb1", ["app1/shop"]
        ),
        ("worker.service: Main process exited, code=killed", "work1", ["work1/worker"]),
        ("Failed password for root from 10.0.1.99 port 22", "lb1", []),
        ("db1/postgresql is down", "lb1", ["db1/postgresql"]),
        ("mydb1x and xdb1 are other words", "app1", []),
        ("timeout reading from db1.example.com:5432", "app1", ["db1/postgresql"]),
        ("connection from 10.0.1.21 closed", "db1", []),
        ("db1 db1 cache1 db1:5432", "app1", ["db1", "cache1", "db1/postgresql"]),
        ("", "app1", []),
    ])
    func mentions(_ line: String, _ host: String, _ nodes: [String]) {
        #expect(graph.mentions(in: line, onHost: host).map(\.name) == nodes)
    }

    @Test(arguments: [
        ("nginx-access", "web7", "web7/nginx"), ("nginx-error", "web7", "web7/nginx"),
        ("postgresql-15-main", "d", "d/postgresql"),
        ("billing-api.service", "x", "x/billing-api"), ("gunicorn", "app1", "app1/shop"), ("", "app1", "app1"),
        ("", "new", "new"),
        ("cache-warmer", "work9", "work9/cache-warmer"),
    ])
    func filesStreams(_ service: String, _ host: String, _ node: String) {
        #expect(graph.nodeName(ofService: service, onHost: host).name == node)
    }

    @Test func mentionsAreBounded() {
        let long = String(repeating: "word ", count: 100_000) + "db1"
        #expect(graph.mentions(in: long, onHost: "app1").isEmpty)
        var random = Seeded(7)
        for _ in 0..<2000 {
            let bytes = (0..<Int.random(in: 0...200, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            let line = String(decoding: bytes, as: UTF8.self)
            #expect(graph.mentions(in: line, onHost: "app1").count <= 16)
            _ = graph.resolve(line, onHost: "app1")
            _ = graph.resolve("db1", onHost: line)
        }
    }

    @Test func pathsAndDistances() {
        func name(_ text: String) -> NodeName { NodeName(text) }
        #expect(
            graph.path(from: name("lb1/nginx"), to: name("db1/postgresql"), heading: .upstream)?.map(\.name)
                == ["lb1/nginx", "app1/shop", "db1/postgresql"])
        #expect(graph.path(from: name("db1/postgresql"), to: name("lb1/nginx"), heading: .upstream) == nil)
        #expect(graph.distance(from: name("db1/postgresql"), to: name("lb1/nginx"), heading: .downstream) == 2)
        #expect(graph.distance(from: name("lb1/sshd"), to: name("lb1/nginx")) == 2)
        #expect(graph.distance(from: name("lb1"), to: name("lb1")) == 0)
        #expect(graph.distance(from: name("lb1"), to: name("nowhere")) == nil)
        #expect(
            graph.why(name("lb1/nginx"), name("db1/postgresql")) == [
                "lb1/nginx depends on app1/shop (declared)", "app1/shop depends on db1/postgresql (declared)",
            ])
        #expect(graph.why(name("db1/postgresql"), name("db1")) == ["db1/postgresql runs on db1 (declared)"])
    }

    @Test func cyclesAreAllowedAndReported() throws {
        let graph = try TopologyGraph(
            declaring: .init(nodes: [
                Shop.node("a/x", 1, needs: ["b/y"]), Shop.node("b/y", 2, needs: ["c/z"]),
                Shop.node("c/z", 3, needs: ["a/x"]),
                Shop.node("d/w", 4, needs: ["a/x"]),
            ]))
        #expect(graph.cycles() == [[NodeName("a/x"), NodeName("b/y"), NodeName("c/z")]])
        #expect(Shop.topology().cycles().isEmpty)
    }

    @Test(
        arguments: [
            (
                [Shop.node("a b", 3)],
                "topology.yaml:3: 'a b' is no node name; write HOST or HOST/SERVICE, without spaces"
            ),
            (
                [Shop.node("a/b/c", 3)],
                "topology.yaml:3: 'a/b/c' is no node name; write HOST or HOST/SERVICE, without spaces"
            ),
            ([Shop.node("a", 1), Shop.node("a", 2)], "topology.yaml:2: 'a' is declared already at topology.yaml:1"),
            (
                [Shop.node("web/nginx", 1, needs: ["db/postgers"]), Shop.node("db/postgres", 2)],
                "topology.yaml:1: depends_on of 'web/nginx': no node is called 'db/postgers'; did you mean 'db/postgres'?"
            ),
            ([Shop.node("a/x", 1, needs: ["a/x"])], "topology.yaml:1: 'a/x' depends on itself"),
            (
                [Shop.node("a/x", 1, aliases: ["s"]), Shop.node("a/y", 2, aliases: ["s"])],
                "topology.yaml:2: alias 's' of 'a/y' already means 'a/x' (topology.yaml:1)"
            ),
            (
                [Shop.node("a/x", 1), Shop.node("b/x", 2), Shop.node("c/y", 3, needs: ["x"])],
                "topology.yaml:3: depends_on of 'c/y': 'x' may be 'a/x', 'b/x'; write HOST/SERVICE"
            ),
        ] as [([TopologyGraph.Declaration.Node], String)])
    func refuses(_ nodes: [TopologyGraph.Declaration.Node], _ message: String) {
        #expect { try TopologyGraph(declaring: .init(nodes: nodes)) } throws: { "\($0)" == message }
    }

    @Test func declaredEdgesWinAndLearnedOnesFade() {
        var graph = Shop.topology()
        let (nginx, shop, sshd, db) = (
            NodeName("lb1/nginx"), NodeName("app1/shop"), NodeName("lb1/sshd"), NodeName("db1/postgresql")
        )
        graph.observe(from: nginx, to: shop, relation: .talksTo, provenance: .mentioned, at: Shop.start)
        #expect(graph.edge(from: nginx, to: shop)?.provenance == .declared)
        #expect(graph.edge(from: nginx, to: shop)?.relation == .dependsOn)
        graph.observe(from: sshd, to: db, relation: .talksTo, provenance: .mentioned, at: Shop.start)
        let first = graph.edge(from: sshd, to: db)?.confidence ?? 0
        graph.observe(from: sshd, to: db, relation: .talksTo, provenance: .mentioned, at: Shop.start + .minute)
        #expect((graph.edge(from: sshd, to: db)?.confidence ?? 0) > first)
        graph.observe(from: sshd, to: db, relation: .dependsOn, provenance: .observed, at: Shop.start + .minute)
        #expect(graph.edge(from: sshd, to: db)?.provenance == .observed)
        graph.fade(to: Shop.start + .hour)
        for day in 1...400 { graph.fade(to: Shop.start + Micros(day) * .day) }
        #expect(graph.edge(from: sshd, to: db) == nil)
        #expect(graph.edge(from: nginx, to: shop) != nil)
        #expect(graph.statistics.fadedEdges == 1)
    }

    @Test func learnsNodesWithinItsBounds() {
        var options = TopologyGraph.Options()
        (options.maximumNodes, options.maximumEdges) = (100, 150)
        var graph = TopologyGraph(options: options)
        for number in 0..<200 { graph.learn(NodeName("h\(number)/s"), at: Shop.start) }
        #expect(graph.nodes.count == 100)
        #expect(graph.statistics.refusedNodes > 0)
        for a in 0..<40 {
            for b in 0..<40 {
                graph.observe(
                    from: NodeName("h\(a)/s"), to: NodeName("h\(b)/s"), relation: .talksTo, provenance: .mentioned,
                    at: Shop.start)
            }
        }
        #expect(graph.edges.count <= 150)
        #expect(graph.resolve("s", onHost: "h3")?.name == "h3/s")
    }

    @Test func exportsAreStable() {
        let small = {
            do {
                return try TopologyGraph(
                    declaring: .init(nodes: [
                        Shop.node("web", 1, aliases: ["10.0.0.1"]), Shop.node("web/nginx", 2, needs: ["db/pg"]),
                        Shop.node("db/pg", 3),
                    ]))
            } catch { preconditionFailure("\(error)") }
        }()
        #expect(
            small.mermaid() == """
                graph LR
                  n0["db"]
                  n1("db/pg")
                  n2["web"]
                  n3("web/nginx")
                  n1 -->|runs_on| n0
                  n3 -->|depends_on| n1
                  n3 -->|runs_on| n2

                """)
        #expect(small.dot().contains("\"web/nginx\" -> \"db/pg\" [label=\"depends_on\", style=solid];"))
        #expect(
            small.json().hasPrefix(
                "{\"nodes\":[{\"name\":\"db\",\"kind\":\"host\",\"declared\":true,\"aliases\":[],\"learned_aliases\":[],\"labels\":{}}"
            ))
    }

    @Test func snapshotRestoresWhatWasLearned() throws {
        var graph = Shop.topology()
        graph.learn(NodeName("app3/shop"), at: Shop.start)
        graph.observe(
            from: NodeName("app3/shop"), to: NodeName("db1/postgresql"), relation: .talksTo, provenance: .mentioned,
            at: Shop.start)
        graph.observe(
            from: NodeName("lb1/nginx"), to: NodeName("app1/shop"), relation: .talksTo, provenance: .observed,
            at: Shop.start)
        graph.fade(to: Shop.start + .hour)
        let bytes = graph.snapshot()
        var back = Shop.topology()
        try back.restore(bytes)
        #expect(back.snapshot() == bytes)
        #expect(back.nodes == graph.nodes)
        #expect(back.edges == graph.edges)
        for cut in stride(from: 0, to: bytes.count, by: 7) {
            var other = Shop.topology()
            #expect(throws: SnapshotError.self) { try other.restore(Array(bytes[..<cut])) }
        }
    }

    @Test func neighbourhoodListsEachNodeOnceNearestKindFirst() {
        let index = graph.index(of: NodeName("app1/shop")) ?? -1
        let links = graph.neighbourhood(of: index)
        #expect(Set(links.map(\.node)).count == links.count)
        let bonds = Dictionary(uniqueKeysWithValues: links.map { (graph.nodes[Int($0.node)].name.name, $0) })
        #expect(bonds["db1/postgresql"]?.bond == .needs)
        #expect(bonds["lb1/nginx"]?.bond == .neededBy)
        #expect(bonds["work1/cache-warmer"]?.hops == 2)
        #expect(bonds["app2/shop"]?.bond == .shareNeed)
        #expect(bonds["work1/worker"]?.bond == .shareNeed)
        #expect(bonds["lb1/sshd"] == nil)
    }
}

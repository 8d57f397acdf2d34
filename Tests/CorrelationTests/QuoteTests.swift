import Correlation
import Model
import Testing
import Topology

/// Whom a message accuses without giving a name.
@Suite struct QuoteTests {
    private func graph(_ names: [String]) -> TopologyGraph {
        var graph = TopologyGraph()
        for name in names { graph.learn(NodeName(name), at: 0) }
        return graph
    }

    @Test func aServiceWithAPortIsAnAddress() {
        let graph = graph(["n1/front", "n2/catalog"])
        func mentions(_ line: String) -> [String] { graph.mentions(in: line, onHost: "n1").map(\.name) }
        #expect(mentions("request to http://catalog:8080 timed out") == ["n2/catalog"])
        #expect(mentions("the catalog timed out").isEmpty)
        #expect(mentions("catalog:12 rows failed").isEmpty)
        #expect(mentions("catalog:40123 closed").isEmpty)
        let two = self.graph(["n1/front", "n2/catalog", "n3/catalog"])
        #expect(two.mentions(in: "http://catalog:8080 timed out", onHost: "n1").isEmpty)
    }

    @Test func driversFunctionsAndServersPhrasesAccuseTheOnlyServer() {
        let graph = graph(["web1/apache2", "db1/mariadbd"])
        func mentions(_ line: String) -> [String] { graph.mentions(in: line, onHost: "web1").map(\.name) }
        #expect(mentions("PHP Warning: mysqli_real_connect(): (HY000/2002): timed out") == ["db1/mariadbd"])
        #expect(mentions("SQL error: Lock wait timeout exceeded; try restarting transaction") == ["db1/mariadbd"])
        #expect(mentions("canceling statement due to statement timeout").isEmpty)
        let two = self.graph(["web1/apache2", "db1/mariadbd", "db2/mariadbd"])
        #expect(two.mentions(in: "mysqli_real_connect(): timed out", onHost: "web1").isEmpty)
        // What a server said itself, one of its replicas did.
        #expect(two.mentions(in: "Lock wait timeout exceeded", onHost: "web1").map(\.host) == ["db1", "db2"])
        let many = self.graph(["web1/apache2", "db1/mariadbd", "db2/mariadbd", "db3/mariadbd", "db4/mariadbd"])
        #expect(many.mentions(in: "Lock wait timeout exceeded", onHost: "web1").isEmpty)
    }

    @Test(arguments: [
        ("lookup of orders.shop.svc.cluster.local:8080 failed", ["n2/orders"]),
        ("502 [shop-orders-8080] [] 10.244.1.7:8080", ["n2/orders"]),
        ("request to pg-0 failed", ["n3/pg"]), ("pg-0.pg-hl.shop.svc refused", ["n3/pg"]),
        ("back-off restarting pod orders-7d9f8b6c5d-x2vkq_shop", ["n2/orders"]),
        ("the orders of today failed", []), ("attempt-3 of orders-2026-11 failed", []),
    ])
    func aClusterHasNamesOfItsOwn(_ line: String, _ nodes: [String]) {
        let graph = graph(["n1/front", "n2/orders", "n3/pg"])
        #expect(graph.mentions(in: line, onHost: "n1").map(\.name) == nodes)
    }

    /// A word of a hostile line that would have thousands of readings.
    @Test func aWordTooLongForANameIsNone() {
        let graph = graph(["n1/front", "n2/a"])
        let word = String(repeating: "a-", count: 2000) + "8080"
        #expect(graph.mentions(in: "upstream \(word) failed", onHost: "n1").isEmpty)
        #expect(graph.endpoints(in: NamedLine("upstream \(word) failed"), onHost: "n1").isEmpty)
    }

    @Test func aLoopbackAddressIsTheHostsOwn() {
        let graph = graph(["n1/front", "n1/redis", "n2/redis"])
        func mentions(_ line: String) -> [String] { graph.mentions(in: line, onHost: "n1").map(\.name) }
        #expect(mentions("read tcp 127.0.0.1:40738->127.0.0.1:6379: connection reset") == ["n1/redis"])
        #expect(mentions("connect to localhost:6379 refused") == ["n1/redis"])
        #expect(mentions("connect to 127.0.0.1:9999 refused").isEmpty)
    }

    @Test func aProgramsNameOfItselfHoldsItsHost() {
        let graph = graph(["mon1/ceph-mon", "mq1/rabbitmq", "store/minio"])
        func mentions(_ line: String) -> [String] { graph.mentions(in: line, onHost: "x1").map(\.name) }
        #expect(mentions("clock skew detected on mon.mon1") == ["mon1"])
        #expect(mentions("memory alarm on node rabbit@mq1") == ["mq1"])
        // No number in it: a word as any other.
        #expect(mentions("data.store failed").isEmpty)
    }

    @Test func whoGetsNoAnswerBlamesTheNameServerAlone() {
        let graph = graph(["n1/front", "n2/orders", "ns1/coredns"])
        let line = "getaddrinfo EAI_AGAIN orders.shop.svc.cluster.local"
        #expect(graph.mentions(in: line, onHost: "n1").map(\.name) == ["ns1/coredns"])
        #expect(graph.isNameServer(NodeName("ns1/coredns")) && !graph.isNameServer(NodeName("n2/orders")))
    }

    @Test func modulesNameWhatTheySpeakTo() {
        let graph = graph([
            "sip1/kamailio", "aaa1/freeradius", "mail1/postfix", "mail1/rspamd", "ora1/listener", "ora1/alert_BANK",
        ])
        #expect(
            graph.mentions(in: "WARNING: auth_radius [authorize.c]: failed", onHost: "sip1").map(\.name) == [
                "aaa1/freeradius"
            ])
        #expect(
            graph.mentions(in: "milter inet:127.0.0.1:11332: timed out", onHost: "mail1").map(\.name) == [
                "mail1/rspamd"
            ])
        // Several logs of one server: its host.
        #expect(graph.mentions(in: "ORA-00257: Archiver error", onHost: "sip1").map(\.name) == ["ora1"])
    }

    @Test func whoRepeatsAnothersMessageBlamesIt() throws {
        let full = "Table events is marked as full"
        let lines = [
            Line(0, "lb1/nginx", .severity, "\"GET /search HTTP/1.1\" 500 14", score: 14, severity: nil, lasts: 60),
            Line(0, "app1/shop", .severity, "internal failure", score: 12, lasts: 60),
            Line(0.1, "app1/shop", .novelty, "query failed: \(full) while writing", score: 6, lasts: 60),
            Line(3, "db1/postgresql", .novelty, full, score: 2.4, severity: .warning, lasts: 60),
        ]
        var play = Play(topology: Shop.topology())
        play.run(lines)
        let incident = try #require(play.incident(with: "app1/shop"))
        #expect(incident.rootCauses.first?.node == NodeName("db1/postgresql"))
    }

    @Test func whoAloneAsksForAWrongNameIsAtFault() throws {
        let lines = [
            Line(0, "pay1/payment", .silence, "charge accepted", score: 6, severity: nil, lasts: 60),
            Line(6, "app1/shop", .novelty, "request failed: getaddrinfo ENOTFOUND paymnt", score: 6, lasts: 60),
            Line(7, "lb1/nginx", .rate, "\"POST /checkout HTTP/1.1\" 502 157", score: 6, severity: nil, lasts: 60),
        ]
        var play = Play(topology: Shop.topology())
        play.run(lines)
        let incident = try #require(play.incident(with: "app1/shop"))
        #expect(incident.rootCauses.first?.node == NodeName("app1/shop"))
    }
}

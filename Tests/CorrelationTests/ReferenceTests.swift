import Model
import Testing
import Topology

/// What lines of any kind tell of the graph.
@Suite struct ReferenceTests {
    private let graph = Shop.topology()

    private func endpoints(_ line: String, on host: String) -> [String] {
        graph.endpoints(in: NamedLine(line), onHost: host).map(\.name)
    }

    @Test func aLineNamesTheEndpointsOfOthers() {
        #expect(endpoints("connected to postgres at db1:5432, pool of 10", on: "app1") == ["db1/postgresql"])
        #expect(endpoints("consuming redis://cache1:6379/0", on: "work1") == ["cache1/redis"])
        #expect(endpoints(#"fe_https~ be_app/app1 0/0/1/2/3 200 "GET /app2 HTTP/1.1""#, on: "lb1") == ["app1"])
        // Its own, a caller's, a port that callers are given, a bare host name.
        #expect(endpoints("listening on db1:5432", on: "db1").isEmpty)
        #expect(endpoints("accepted client 10.0.1.21:8000", on: "db1").isEmpty)
        #expect(endpoints("closing 10.0.1.21:51234", on: "db1").isEmpty)
        #expect(endpoints("backup of db1 done", on: "work1").isEmpty)
    }

    @Test func aLineGivesAHostsAddress() {
        func addresses(_ line: String) -> [String] {
            graph.addresses(in: NamedLine(line), onHost: "db1").map { "\($0.address) \($0.host.name)" }
        }
        #expect(addresses("Connection refused: db1/10.9.0.31:5432") == ["10.9.0.31 db1"])
        #expect(addresses("relay=cache1.shop.example[10.9.0.41]:25, delay=1") == ["10.9.0.41 cache1"])
        #expect(addresses(#"is the server running on host "db1" (10.9.0.31) and accepting"#) == ["10.9.0.31 db1"])
        #expect(addresses(#"listening on IPv4 address "10.9.0.31", port 5432"#) == ["10.9.0.31 db1"])
        #expect(addresses("listening on 0.0.0.0:5432").isEmpty)
        #expect(addresses("unknown[10.9.0.5] /10.9.0.6 db1 10.9.0.7 db1 (127.0.0.1) [10.9] (").isEmpty)
    }

    @Test func anUnknownAddressWithADatabasesPortIsTheOnlyOneThereIs() {
        var bare = TopologyGraph()
        for name in ["app1/shop", "db1/postgresql"] { bare.learn(NodeName(name), at: 0) }
        func mentions(_ line: String) -> [String] { bare.mentions(in: line, onHost: "app1").map(\.name) }
        #expect(mentions("dial tcp 10.9.0.31:5432: connect: connection refused") == ["db1/postgresql"])
        #expect(
            mentions(#"connection to server at "10.9.0.31", port 5432 failed: Connection refused"#) == [
                "db1/postgresql"
            ])
        #expect(mentions("pgsql query failed: server closed the connection") == ["db1/postgresql"])
        // Whose address is known has no other.
        #expect(graph.mentions(in: "dial tcp 10.9.0.31:5432: refused", onHost: "app1").isEmpty)
        // Web and mail servers are everywhere.
        #expect(mentions("dial tcp 203.0.113.9:443: i/o timeout").isEmpty)
        #expect(mentions("dial tcp 10.9.0.31:27017: connect: connection refused").isEmpty)
    }

    /// A gateway's request says by its path whom it is for, where nobody declared what the gateway needs.
    @Test func aPathNamesTheServiceThatIsAskedFor() {
        var bare = TopologyGraph()
        for name in ["lb1/nginx", "app1/orders", "app2/orders", "app1/stock"] { bare.learn(NodeName(name), at: 0) }
        func mentions(_ line: String, by service: String = "nginx", on host: String = "lb1") -> [String] {
            bare.mentions(in: line, onHost: host, by: service).map(\.name).sorted()
        }
        let both = ["app1/orders", "app2/orders"]
        #expect(
            mentions(#"refused, request: "GET /orders/17 HTTP/1.1", upstream: "http://10.0.0.9:80/orders/17""#) == both)
        #expect(mentions(#""POST /api/v2/orders?id=1 HTTP/1.1" 502"#) == both)
        #expect(
            mentions(#"upstream "http://app2:8080/orders/17" timed out, request "GET /orders/17""#) == ["app2/orders"])
        #expect(mentions("failed: Get http://app1:8081/stock/9: EOF", by: "orders", on: "app2") == ["app1/stock"])
        // Its own path, a file, a word, another path on a known host.
        #expect(mentions(#""GET /orders/17 HTTP/1.1" 500"#, by: "orders", on: "app2") == ["app2/orders"])
        #expect(mentions("cannot open /orders/17").isEmpty)
        #expect(mentions(#""GET /static/orders HTTP/1.1" 502"#).isEmpty)
        #expect(mentions("Get http://app1:8081/health: EOF", by: "orders", on: "app2") == ["app1"])
        #expect(
            bare.endpoints(in: NamedLine(#""GET /orders HTTP/1.1" 200"#), onHost: "lb1", by: "nginx").map(\.name)
                .sorted()
                == both)
        #expect(graph.mentions(in: #""GET /worker/1 HTTP/1.1" 502"#, onHost: "lb1", by: "nginx").isEmpty)
    }

    @Test func aUnitIsWhoLogsUnderThePrefixOfItsName() {
        var graph = TopologyGraph()
        graph.learn(NodeName("cache1/redis"), at: 0)
        #expect(
            graph.mentions(in: "redis-server.service: Failed with result 'signal'.", onHost: "cache1").map(\.name)
                == ["cache1/redis"])
        #expect(graph.nodeName(ofService: "rabbit@mq1", onHost: "mq1") == NodeName("mq1/rabbit"))
    }
}

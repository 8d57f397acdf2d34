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
        #expect(two.mentions(in: "Lock wait timeout exceeded", onHost: "web1").isEmpty)
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

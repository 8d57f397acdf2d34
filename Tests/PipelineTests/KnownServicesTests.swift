import Correlation
import Model
import Pipeline
import Testing
import Topology

/// Which services the graph knows before any of them is in trouble.
@Suite struct KnownServicesTests {
    private static func line(_ second: Int, _ service: String) -> String {
        "Nov 24 17:00:\(second < 10 ? "0" : "")\(second) web1 \(service)[12]: a line of \(service)"
    }

    /// A program's first line makes it known, so that errors elsewhere can name it; what every host has is left out.
    @Test func aServiceIsKnownFromItsFirstLine() throws {
        let lines = [Self.line(1, "frobnicator"), Self.line(2, "systemd"), Self.line(3, "frobnicator")]
        let result = try Scenario.analyze(
            files: ["web1/syslog": lines.joined(separator: "\n") + "\n"], readAt: 1_795_600_000 * .second)
        let graph = result.engine.correlator.topology
        #expect(graph.index(of: NodeName(host: "web1", service: "frobnicator")) != nil)
        #expect(graph.index(of: NodeName(host: "web1", service: "systemd")) == nil)
    }

    /// However many names a log makes up, half of the graph's room stays for nodes that have trouble.
    @Test func madeUpServicesFillHalfOfTheRoomAtMost() throws {
        var options = TopologyGraph.Options()
        options.maximumNodes = 40
        let lines = (0..<200).map { Self.line($0 / 4, "made-up-\($0)") }
        let result = try Scenario.analyze(
            files: ["web1/syslog": lines.joined(separator: "\n") + "\n"], readAt: 1_795_600_000 * .second,
            topology: TopologyGraph(options: options))
        let nodes = result.engine.correlator.topology.nodes
        #expect(nodes.count > 10 && nodes.count <= 21)
    }
}

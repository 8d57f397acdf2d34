import Correlation
import Model
import Topology

extension Engine {
    /// What is declared, with all that was learned.
    package var graph: TopologyGraph { correlator.topology }

    /// Takes into the graph what the requests of the last half minute showed: who calls whom, and who answers at an address.
    mutating func discover(at time: Micros) {
        let findings = flows.close(at: time, nodes: streams.nodes)
        guard !findings.isEmpty, options.correlation.parts.contains(.flows) else { return }
        var observations = findings.calls.map {
            TopologyObservation.edge(from: $0.caller, to: $0.callee, relation: .dependsOn, source: .requests)
        }
        observations += findings.mistaken.map {
            TopologyObservation.retracted(from: $0.caller, to: $0.callee, source: .requests)
        }
        for endpoint in findings.endpoints {
            observations.append(.alias(endpoint.address, of: NodeName(endpoint.node.host)))
            observations.append(.alias("\(endpoint.address):\(endpoint.port)", of: endpoint.node))
        }
        correlator.topology.observe(observations, at: time)
    }
}

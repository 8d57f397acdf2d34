import Bytes
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
        for agent in findings.agents {
            guard let caller = correlator.topology.onlyService(named: agent.name), caller != agent.asked else {
                continue
            }
            observations.append(.edge(from: caller, to: agent.asked, relation: .talksTo, source: .requests))
        }
        for endpoint in findings.endpoints {
            observations.append(.alias(endpoint.address, of: NodeName(endpoint.node.host)))
            observations.append(.alias("\(endpoint.address):\(endpoint.port)", of: endpoint.node))
        }
        correlator.topology.observe(observations, at: time)
    }

    /// What the first line of a message tells: whose endpoint it names, and which host has which address. Not for the hot path: once a
    /// service and message.
    @inline(never)
    mutating func noteReferences(_ record: Record, _ stream: StreamID, at time: Micros, in bytes: RawSpan) {
        let line = NamedLine(
            bytes, Int(record.line.start)..<min(Int(record.line.end), Int(record.line.start) + 1024))
        let node = streams.nodes[Int(stream.raw)]
        noteAddresses(line, of: node, at: time)
        // A name server's lines name what others asked for.
        guard options.correlation.parts.contains(.learned), !correlator.topology.isNameServer(node) else { return }
        for target in correlator.topology.endpoints(in: line, onHost: node.host, by: node.service)
        where !correlator.topology.isCaller(target, of: node) {
            correlator.topology.observe(
                from: node, to: target, relation: .talksTo, provenance: .mentioned, source: .lines, at: time)
        }
    }

    /// Addresses that a line gives beside a host's name.
    mutating func noteAddresses(_ line: NamedLine, of node: NodeName, at time: Micros) {
        for (address, host) in correlator.topology.addresses(in: line, onHost: node.host) {
            correlator.topology.learn(alias: address, of: host, at: time)
        }
    }
}

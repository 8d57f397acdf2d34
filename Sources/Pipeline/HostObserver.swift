import Correlation
import Host
import Model
import Topology

/// Looks at the host now and then, on a thread of its own, and hands over what it saw as inputs of the engine.
package struct HostObserver: Sendable {
    /// Between two looks.
    static let interval: Micros = .minute
    /// This host's name, under which its services are filed.
    let host: String

    package init(host: String) { self.host = host }

    /// Starts the thread; it ends when the channel stops.
    func start(into channel: LiveChannel) -> PipelineThread {
        let observer = self
        return PipelineThread("host") {
            while !channel.isStopped {
                var survey = HostSurvey()
                survey.lookAtSockets()
                survey.lookAtUnits()
                channel.put(
                    .observed(observer.observations(survey), observer.readings(UnitUsage.all()), gaps: survey.gaps))
                channel.pause(milliseconds: Int(Self.interval / 1000))
            }
        }
    }

    /// What a survey says of the graph. A unit is the node of its name on this host.
    package func observations(_ survey: HostSurvey) -> [TopologyObservation] {
        var observations: [TopologyObservation] = []
        for address in survey.addresses { observations.append(.alias(address, of: NodeName(host))) }
        for entry in survey.names
        where !survey.addresses.contains(entry.address) && !entry.address.hasPrefix("ff")
            && !entry.address.hasPrefix("fe")
        {
            // The first name that is no loopback's is the machine's.
            guard let name = entry.names.first.map({ String($0.prefix { $0 != "." }) }), !name.isEmpty,
                !name.contains("/")
            else { continue }
            observations.append(.alias(entry.address, of: NodeName(name)))
        }
        for dependency in survey.dependencies {
            observations.append(
                .edge(from: node(dependency.unit), to: node(dependency.needs), relation: .dependsOn, source: .units))
        }
        for membership in survey.slices {
            observations.append(
                .edge(
                    from: node(membership.unit), to: NodeName("\(host)/\(membership.needs)"), relation: .runsOn,
                    source: .units))
        }
        for connection in survey.localConnections {
            observations.append(
                .edge(from: node(connection.unit), to: node(connection.needs), relation: .talksTo, source: .sockets))
        }
        for listener in survey.listeners {
            for address in survey.addresses where !address.contains(":") {
                observations.append(.alias("\(address):\(listener.port)", of: node(listener.unit)))
            }
            observations.append(.alias("\(host):\(listener.port)", of: node(listener.unit)))
        }
        for connection in survey.outgoing {
            let address = connection.address.contains(":") ? "[\(connection.address)]" : connection.address
            observations.append(.connection(from: node(connection.unit), to: "\(address):\(connection.port)"))
        }
        for connection in survey.incoming {
            observations.append(.caller(connection.address, of: node(connection.unit)))
        }
        return observations
    }

    /// What control groups say, for the engine.
    package func readings(_ usages: [UnitUsage]) -> [ResourceReading] {
        usages.map { ResourceReading(node: node($0.unit), usage: $0) }
    }

    /// As `TopologyGraph.nodeName` would file it, for a graph that knows nothing.
    private func node(_ unit: String) -> NodeName { TopologyGraph().nodeName(ofService: unit, onHost: host) }
}

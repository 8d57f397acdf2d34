import ArgumentParser
import Host
import Model
import Runbooks
import Settings
import Storage
import Topology

/// What questions on incidents are answered with: which names are nodes, and when "last night" was.
struct HistoryOptions: ParsableArguments {
    @Option(name: .long, help: "File that declares hosts and services. Default: as configured.")
    var topology: String?
    @Option(
        name: .long, parsing: .unconditional,
        help:
            "Zone of the times in questions and answers: UTC or hours from it such as +09:00. Default: as configured, else the host's."
    )
    var timezone: String?
    @Option(name: .long, parsing: .unconditional, help: "Take this as now, such as 2026-11-24T17:00:00Z.")
    var now: String?

    func validate() throws {
        if let timezone, TimeArgument.zone(timezone) == nil {
            throw ValidationError("--timezone '\(timezone)': use UTC or hours from it such as +09:00")
        }
        if let now, TimeArgument.parse(now, now: Clock.now()) == nil {
            throw ValidationError("--now '\(now)': use a time such as 2026-11-24T17:00:00Z")
        }
    }

    func time(_ configuration: Configuration) -> TimeExpression {
        let moment = now.flatMap { TimeArgument.parse($0, now: Clock.now()) } ?? Clock.now()
        let zone =
            (timezone ?? configuration.timezone).isEmpty ? nil : TimeArgument.zone(timezone ?? configuration.timezone)
        return TimeExpression(now: moment, zone: zone ?? Clock.zoneOffset(at: moment))
    }
}

/// The incidents of a state folder, with the names that questions use for its nodes.
struct IncidentHistory {
    let store: Store
    let names: IncidentNames

    /// Nil where there is no store.
    init?(state: String, topologyFile: String) throws {
        guard let store = try? Store(folder: state, access: .readOnly) else { return nil }
        self.store = store
        var declared: [(node: NodeName, aliases: [String])] = []
        if !topologyFile.isEmpty {
            let graph: TopologyGraph
            do throws(ConfigurationError) { graph = try TopologyFile.read(topologyFile) } catch {
                throw CommandFailure("\(error)")
            }
            declared = graph.nodes.map { ($0.name, $0.aliases) }
        }
        names = try IncidentNames(of: store, declared: declared)
    }
}

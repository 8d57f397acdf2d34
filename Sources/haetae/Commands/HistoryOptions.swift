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
        name: .long,
        help:
            "Zone of the times in questions and answers: UTC or hours from it such as +09:00. Default: as configured, else the host's."
    )
    var timezone: String?
    @Option(name: .long, help: "Take this as now, such as 2026-11-24T17:00:00Z.")
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
        var words: [String: Set<NodeName>] = [:]
        func add(_ node: NodeName, _ aliases: [String] = []) {
            for word in [node.name, node.service] + aliases where !word.isEmpty {
                words[word.lowercased(), default: []].insert(node)
            }
            words[node.host.lowercased(), default: []].insert(NodeName(node.host))
        }
        if !topologyFile.isEmpty {
            let graph: TopologyGraph
            do throws(ConfigurationError) { graph = try TopologyFile.read(topologyFile) } catch {
                throw CommandFailure("\(error)")
            }
            for node in graph.nodes { add(node.name, node.aliases) }
        }
        var filter = IncidentFilter()
        filter.limit = 500
        for incident in try store.wholeIncidents(filter).items {
            for node in incident.nodes { add(node) }
        }
        let known = words
        names = IncidentNames { word in
            known[word.lowercased()].map { $0.sorted() } ?? []
        } incident: { word in
            if word.hasPrefix("inc-") { return word }
            // Shorter beginnings are words of the language.
            guard word.utf8.count >= 6, word.utf8.contains(where: { (48...57).contains($0) }),
                case .found(let incident)? = try? store.incident(word)
            else { return nil }
            return incident.id
        }
    }
}

import Bytes
import Correlation
import Model
import Topology

/// The small web shop of the tests: who needs whom, declared.
enum Shop {
    static func text(_ value: String, _ line: Int = 1) -> TopologyGraph.Declaration.Text {
        .init(value, at: .init(file: "topology.yaml", line: line))
    }

    static func node(
        _ name: String, _ line: Int, aliases: [String] = [], needs: [String] = [], runsOn: [String] = []
    ) -> TopologyGraph.Declaration.Node {
        .init(
            name: text(name, line), aliases: aliases.map { text($0, line) }, dependsOn: needs.map { text($0, line) },
            runsOn: runsOn.map { text($0, line) })
    }

    static let declaration = TopologyGraph.Declaration(nodes: [
        node("lb1", 1, aliases: ["10.0.1.11"]), node("app1", 2, aliases: ["10.0.1.21"]),
        node("app2", 3, aliases: ["10.0.1.22"]),
        node("db1", 4, aliases: ["10.0.1.31"]), node("cache1", 5, aliases: ["10.0.1.41"]),
        node("work1", 6, aliases: ["10.0.1.51"]), node("pay1", 7, aliases: ["10.0.1.61"]),
        node("lb1/nginx", 8, aliases: ["nginx.service"], needs: ["app1/shop", "app2/shop"], runsOn: ["lb1"]),
        node(
            "app1/shop", 9, aliases: ["shop.service", "gunicorn", "app1:8000"],
            needs: ["db1/postgresql", "cache1/redis", "pay1/payment"]),
        node(
            "app2/shop", 10, aliases: ["shop.service", "gunicorn", "app2:8000"],
            needs: ["db1/postgresql", "cache1/redis", "pay1/payment"]),
        node("db1/postgresql", 11, aliases: ["postgres", "postgresql@15-main.service", "db1:5432"]),
        node("cache1/redis", 12, aliases: ["redis-server", "redis-server.service", "cache1:6379"]),
        node("work1/worker", 13, aliases: ["worker.service"], needs: ["cache1/redis", "db1/postgresql"]),
        node("work1/cache-warmer", 14, needs: ["lb1/nginx"]),
        node("pay1/payment", 15, aliases: ["payment.service", "pay1:8080"]),
        node("lb1/sshd", 16, aliases: ["ssh.service"]),
    ])

    static func topology() -> TopologyGraph {
        do { return try TopologyGraph(declaring: declaration) } catch { preconditionFailure("\(error)") }
    }

    /// The same hosts and services, with no edge declared: as discovery begins.
    static func undeclared() -> TopologyGraph {
        let nodes = declaration.nodes.map { node in
            TopologyGraph.Declaration.Node(name: node.name, aliases: node.name.value.contains("/") ? [] : node.aliases)
        }
        do { return try TopologyGraph(declaring: .init(nodes: nodes)) } catch { preconditionFailure("\(error)") }
    }

    static let start: Micros = CivilTime(year: 2026, month: 3, day: 2, hour: 10).micros
}

/// One alert of a script: seconds from the start, where, which kind, what the message says.
struct Line {
    var second: Double
    var node: String
    var kind: SignalKind
    var text: String
    var score: Double
    var severity: Severity?
    var identifiers: [String]
    var lasts: Double

    init(
        _ second: Double, _ node: String, _ kind: SignalKind, _ text: String, score: Double = 6,
        severity: Severity? = .error,
        ids: [String] = [], lasts: Double = 5
    ) {
        (self.second, self.node, self.kind, self.text, self.score) = (second, node, kind, text, score)
        (self.severity, self.identifiers, self.lasts) = (severity, ids, lasts)
    }

    /// As deduplication would raise it: at the end of its 10 s bucket, mentions from the line.
    func alert(_ topology: TopologyGraph, origin: Micros = Shop.start) -> Alert {
        let onset = origin + Micros(second * 1e6)
        let name = NodeName(node)
        let at = kind == .silence ? onset + 20 * .second : (onset / (10 * .second) + 1) * (10 * .second)
        var template = ""
        var inNumber = false
        for character in text {
            if character.isNumber {
                if !inNumber { template += "<*>" }
                inNumber = true
            } else {
                template.append(character)
                inNumber = false
            }
        }
        return Alert(
            id: Hexadecimal.string(StableHash.hash("\(node)|\(kind)|\(text)|\(second)")),
            fingerprint: StableHash.hash("\(node)|\(kind)|\(text)"), kind: kind,
            direction: kind == .silence ? .down : .up, node: name, template: TemplateID(StableHash.hash(template)),
            templateText: template, at: at, onset: onset, lastSeen: onset + Micros(lasts * 1e6), score: score,
            severity: severity,
            weak: false,
            evidence: Evidence(observed: 12, expected: 0.1, samples: [text], text: "\(kind.rawValue) on \(node)"),
            mentions: topology.mentions(in: text, onHost: name.host).filter { $0 != name }, identifiers: identifiers)
    }
}

/// Plays a script bucket by bucket through a correlator; every candidate of at least `level` decades opens.
struct Play {
    var correlator: Correlator
    var changes: [IncidentChange] = []
    var candidates: [Candidate] = []
    /// Warnings that came true.
    var confirmed: [String] = []
    let level: Double
    /// Bucket ends after which the state is written and read again.
    var restartEvery: Int?

    init(
        topology: TopologyGraph = Shop.topology(), options: CorrelationOptions = .init(), level: Double = 4,
        restartEvery: Int? = nil
    ) {
        correlator = Correlator(options: options, topology: topology)
        (self.level, self.restartEvery) = (level, restartEvery)
    }

    mutating func run(_ lines: [Line], seconds: Double? = nil) {
        let alerts = lines.map { $0.alert(correlator.topology) }.sorted {
            ($0.at, $0.node, $0.id) < ($1.at, $1.node, $1.id)
        }
        run(
            alerts,
            until: Shop.start + Micros((seconds ?? (lines.map { $0.second + $0.lasts }.max() ?? 0) + 1200) * 1e6))
    }

    mutating func run(_ alerts: [Alert], until end: Micros) {
        var time = Shop.start
        var next = 0
        var buckets = 0
        while time <= end {
            time += 10 * .second
            while next < alerts.count, alerts[next].at <= time {
                correlator.place(alerts[next])
                next += 1
            }
            for candidate in correlator.candidates(at: time) {
                candidates.append(candidate)
                guard candidate.inhibition == nil, candidate.score >= level || candidate.foretells != nil else {
                    continue
                }
                if let change = correlator.open(candidate.id, at: time) {
                    changes.append(change)
                }
            }
            changes += correlator.close(upTo: time)
            confirmed += correlator.takeConfirmedWarnings()
            buckets += 1
            if let restartEvery, buckets % restartEvery == 0 {
                let bytes = correlator.snapshot()
                let (experience, inhibition) = (correlator.experienceSnapshots(), correlator.inhibitionSnapshot())
                do {
                    correlator = try Correlator(options: correlator.options, topology: Shop.topology(), snapshot: bytes)
                    try correlator.restore(precursors: experience.precursors)
                    try correlator.restore(troubles: experience.troubles)
                    try correlator.restore(inhibition: inhibition)
                } catch { preconditionFailure("\(error)") }
            }
        }
    }

    /// Each incident as last told, in order of opening.
    var incidents: [Incident] {
        var last: [String: Incident] = [:]
        var order: [String] = []
        for change in changes {
            if last[change.incident.id] == nil { order.append(change.incident.id) }
            last[change.incident.id] = change.incident
        }
        return order.compactMap { last[$0] }
    }

    func incident(with node: String) -> Incident? { incidents.first { $0.nodes.contains(NodeName(node)) } }
}

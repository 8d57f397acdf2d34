import Bytes
import Model
import Topology

/// A host that is known to be down explains what its services do: they are not told apart.
extension Correlator {
    /// What is muted while an open incident lasts.
    struct Muted: Sendable, Equatable {
        var candidate: String
        var text: String
    }
    /// Lines kept with one incident.
    static let mutedPerIncident = 20

    /// Hosts that an open incident says are down, with that incident.
    func downHosts() -> [NodeName: UInt64] {
        guard options.inhibition else { return [:] }
        var down: [NodeName: UInt64] = [:]
        for sequence in groups.keys.sorted() {
            guard let group = groups[sequence], group.stage == .open else { continue }
            for entry in group.entries where entry.node.service.isEmpty && down[entry.node] == nil {
                if group.members.contains(where: { $0.alert.node == entry.node && DownWords.say($0.alert, options) }) {
                    down[entry.node] = sequence
                }
            }
        }
        return down
    }

    /// The host on which all of a group runs and that is down, with the incident that says so. Its own incident is not muted by it.
    func inhibitor(of group: AlertGroup, _ down: [NodeName: UInt64]) -> (host: NodeName, by: UInt64)? {
        guard !down.isEmpty, group.uncounted == 0 else { return nil }
        var found: (host: NodeName, by: UInt64)?
        for entry in group.entries {
            guard let host = carrier(of: entry.node, down), let by = down[host], by != group.sequence else {
                return nil
            }
            found = found ?? (host, by)
        }
        return found
    }

    /// The nearest of these hosts that a node runs on, over at most four steps (a service on a machine on a hypervisor).
    private func carrier(of node: NodeName, _ down: [NodeName: UInt64]) -> NodeName? {
        guard let index = topology.index(of: node) else {
            return !node.service.isEmpty && down[NodeName(node.host)] != nil ? NodeName(node.host) : nil
        }
        var level = [index]
        var seen: Set<Int32> = [index]
        for _ in 0..<4 {
            level = level.flatMap { topology.needs[Int($0)] }.map { topology.edges[Int($0)] }
                .filter { $0.relation == .runsOn && seen.insert($0.to).inserted }
                .map(\.to).sorted()
            if let host = level.first(where: { down[topology.nodes[Int($0)].name] != nil }) {
                return topology.nodes[Int(host)].name
            }
        }
        return nil
    }

    /// Judges a candidate anew against the hosts that are down, and notes on their incidents what they mute.
    mutating func inhibition(of group: AlertGroup, _ down: [NodeName: UInt64]) -> String? {
        guard let (host, by) = inhibitor(of: group, down), let incident = groups[by] else {
            inhibited.remove(group.sequence)
            return nil
        }
        inhibited.insert(group.sequence)
        let korean = options.language == .korean
        if let member = group.members.max(by: { ($0.alert.score, $1.alert.id) < ($1.alert.score, $0.alert.id) }) {
            let nodes = Reasons.list(group.entries.map(\.node), korean)
            let what = Story(language: options.language).what(member.alert)
            let text =
                korean ? "\(nodes): \(what) (\(host)에서 실행됨)" : "\(nodes): \(what) (runs on \(host))"
            var lines = muted[incident.id] ?? []
            if let known = lines.firstIndex(where: { $0.candidate == group.id }) {
                lines[known].text = text
            } else if lines.count < Self.mutedPerIncident {
                lines.append(Muted(candidate: group.id, text: text))
            }
            muted[incident.id] = lines
        }
        return korean
            ? "장애 \(incident.id)에 따르면 \(host)이(가) 내려가 있고, 모두 그 위에서 실행됨".withParticles
            : "\(host) is down (incident \(incident.id)), and all of it runs there"
    }

    /// Candidates that were muted and are not any more are looked at again.
    mutating func wakeInhibited(_ down: [NodeName: UInt64]) {
        guard !inhibited.isEmpty else { return }
        for sequence in inhibited.sorted() {
            guard let group = groups[sequence], group.stage == .candidate else {
                inhibited.remove(sequence)
                continue
            }
            if inhibitor(of: group, down) == nil { groups[sequence]?.dirty = true }
        }
    }

    /// The number of things on an incident's page: its change is worth an update.
    func told(of group: AlertGroup) -> Int { group.alertCount + (muted[group.id]?.count ?? 0) }

    static let inhibitionVersion: UInt32 = 1

    /// What is muted, for a checkpoint.
    package func inhibitionSnapshot() -> [UInt8] {
        var writer = SnapshotWriter(version: Self.inhibitionVersion)
        writer.write(inhibited.sorted()) { $0.write($1) }
        writer.write(muted.sorted { $0.key < $1.key }) { writer, entry in
            writer.write(entry.key)
            writer.write(entry.value) { writer, line in
                writer.write(line.candidate)
                writer.write(line.text)
            }
        }
        return writer.bytes
    }

    /// Takes it up again.
    package mutating func restore(inhibition bytes: [UInt8]) throws(SnapshotError) {
        var reader = try SnapshotReader(bytes, version: Self.inhibitionVersion)
        inhibited = Set(
            try reader.readArray { (reader: inout SnapshotReader) throws(SnapshotError) in try reader.read(UInt64.self)
            })
        let lines = try reader.readArray { (reader: inout SnapshotReader) throws(SnapshotError) -> (String, [Muted]) in
            let incident = try reader.read(String.self)
            let lines = try reader.readArray { (reader: inout SnapshotReader) throws(SnapshotError) in
                Muted(candidate: try reader.read(String.self), text: try reader.read(String.self))
            }
            return (incident, lines)
        }
        muted = Dictionary(lines, uniquingKeysWith: { a, _ in a })
    }
}

/// Alerts that say that a host is down.
enum DownWords {
    private static let down: Set<String> = [
        "down", "unreachable", "offline", "dead", "notready", "unresponsive", "lost", "다운", "중단", "불통",
    ]
    private static let hosts: Set<String> = [
        "host", "node", "machine", "server", "instance", "vm", "hypervisor", "ping", "icmp", "호스트", "서버", "노드",
    ]
    /// Exporters and probes whose being gone means that the host is.
    private static let jobs = ["node", "icmp", "ping", "blackbox"]

    /// An alert on a host, not on a service of it: of another system, that it is down by name; or that all of its messages stopped.
    static func say(_ alert: Alert, _ options: CorrelationOptions) -> Bool {
        guard alert.node.service.isEmpty else { return false }
        if alert.kind == .silence { return alert.templateText.isEmpty }
        guard alert.kind == .external else { return false }
        if options.downAlerts.contains(alert.templateText) { return true }
        let words = words(alert.templateText)
        guard words.contains(where: { down.contains($0) }) || words.joined().contains("notready") else { return false }
        // The name alone may be of any exporter: `InstanceDown` is told of each job.
        guard words.contains("instance") || words.contains("target") else {
            return words.contains { hosts.contains($0) }
        }
        let labels = alert.evidence.samples.first ?? ""
        return jobs.contains { labels.contains("job=\"\($0)") }
    }

    /// Lower-case words: broken at what is no letter and where a capital follows a small letter.
    static func words(_ text: String) -> [String] {
        var words: [String] = []
        var word = ""
        var wasSmall = false
        for character in text.prefix(256) {
            let breaks = !character.isLetter || (character.isUppercase && wasSmall)
            if breaks, !word.isEmpty {
                words.append(word)
                word = ""
            }
            if character.isLetter { word += character.lowercased() }
            wasSmall = character.isLowercase
        }
        if !word.isEmpty { words.append(word) }
        return words
    }
}

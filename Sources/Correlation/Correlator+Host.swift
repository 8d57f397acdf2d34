import Bytes
import Model
import Topology

/// What happened to the hosts themselves: changes just before, and what units lacked.
extension Correlator {
    /// Takes in one reading of a unit's control group.
    package mutating func note(_ reading: ResourceReading, at time: Micros) { resources.note(reading, at: time) }

    /// Takes note of what the kernel says of a group's memory when its limit is hit.
    package mutating func note(_ report: MemoryReport, onHost host: String, at time: Micros) {
        resources.note(report, onHost: host, at: time)
    }

    /// Takes note of a process that the kernel killed for want of memory.
    package mutating func note(_ kill: MemoryKill, onHost host: String, at time: Micros) {
        let name = kill.unit.isEmpty ? kill.program : kill.unit
        let node =
            (kill.unit.isEmpty ? resources.lastKilled(onHost: host, at: time) : nil)
            ?? topology.nodeName(ofService: name, onHost: host)
        resources.note(kill, node: node, at: time)
    }

    /// Takes in what systemd says of a unit, where it speaks of memory.
    package mutating func note(unitLine message: String, unit: String, onHost host: String, at time: Micros) {
        guard message.hasPhrase("OOM") || message.hasPhrase("oom-kill") || message.hasPhrase("memory peak") else {
            return
        }
        resources.note(unitLine: message, unit: unit, node: topology.nodeName(ofService: unit, onHost: host), at: time)
    }

    /// Changes on the group's nodes, their hosts and what they need, in the ten minutes before it began; and that a host is back after what
    /// its services had to stop for.
    func changes(before group: AlertGroup) -> [String] {
        guard !recentChanges.isEmpty else { return [] }
        var near: Set<NodeName> = []
        for entry in group.entries {
            near.insert(entry.node)
            near.insert(NodeName(entry.node.host))
            // The kernel and the service manager speak of others.
            if Platform.isSupervisor(entry.node) {
                near.formUnion(entry.mentions.filter { $0.host == entry.node.host })
            }
            guard let index = topology.index(of: entry.node) else { continue }
            for needed in topology.neighbours(of: index, .upstream) { near.insert(topology.nodes[Int(needed)].name) }
        }
        var lines: [String] = []
        for change in recentChanges where !change.isUsual && near.contains(change.node) {
            guard change.explains(group) else { continue }
            let line = "\(RFC3339.string(change.at - change.at % .second)) \(change.node): \(change.text)"
            if !lines.contains(line), lines.count < 10 { lines.append(line) }
        }
        return lines
    }

    /// Whether a service was started because it had failed a moment before: that is what came of the trouble, and brought none.
    func isRecovery(_ change: NotedChange) -> Bool {
        guard change.turn == .started, let place = recentChanges.lastIndex(of: change) else { return false }
        return recentChanges[..<place].contains { before in
            before.node == change.node && (before.turn == .failed || before.isKill)
                && change.at - before.at <= 10 * Micros.minute
        }
    }

    /// What to consider about the limits of the group's nodes, and of what the kernel says that it killed.
    func advice(for group: AlertGroup) -> [String] {
        var nodes = Set(group.entries.flatMap { [$0.node] + $0.mentions })
        for entry in group.entries where entry.node.service == "kernel" {
            nodes.formUnion(resources.killed(onHost: entry.node.host))
        }
        return resources.advice(for: nodes.sorted(), from: group.startedAt, to: group.lastActivity, options.language)
    }

    /// What units lacked, for a checkpoint.
    package func resourceSnapshot() -> [UInt8] {
        var writer = SnapshotWriter(version: ResourceBook.version)
        resources.write(to: &writer)
        return writer.bytes
    }

    /// Takes it up again.
    package mutating func restore(resources bytes: [UInt8]) throws(SnapshotError) {
        var reader = try SnapshotReader(bytes, version: ResourceBook.version)
        resources = try ResourceBook(from: &reader)
    }
}

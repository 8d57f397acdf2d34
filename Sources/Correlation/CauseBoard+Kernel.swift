import Bytes
import Model
import Topology

/// Hosts that are waited for, and hosts that are cut off.
extension CauseBoard {
    /// The hosts that the kernel under a node waits for (`nfs: server st1 not responding`): whatever uses that mount waits, too, and hardly
    /// ever says for what. Of a host itself, the same.
    func awaited(by node: NodeName) -> [Int] {
        guard node.service != "kernel", node.service.isEmpty || !Platform.isSupervisor(node),
            let at = place[NodeName(host: node.host, service: "kernel")], let kernel = entries[at]
        else { return [] }
        return others(accusedBy: kernel).flatMap { host -> [Int] in
            let needed = (byHost[host.name] ?? []).filter { topology.edge(from: node, to: names[$0]) != nil }
            return needed.isEmpty ? meant(by: host) : needed
        }
    }

    /// Other hosts that a kernel's messages of trouble name.
    func others(accusedBy kernel: GroupEntry) -> [NodeName] {
        kernel.accused.filter { $0.service.isEmpty && $0.name != kernel.node.host }
    }

    /// Whom a kernel means by a host: the one program there of which trouble is told, else the host.
    func meant(by host: NodeName) -> [Int] {
        let told = (byHost[host.name] ?? []).filter { strength[$0] > 0 && !Platform.isPlatform(names[$0]) }
        return told.count == 1 ? told : place[host].map { [$0] } ?? []
    }

    /// Whoever blames nobody on a host whose kernel waits for another one blames that one, and its quiet is no more than its waiting.
    mutating func waits() {
        for at in names.indices where blamed[at].isEmpty {
            let targets = awaited(by: names[at]).filter { $0 != at }
            guard !targets.isEmpty else { continue }
            blamed[at] = targets
            guard entries[at] != nil else { continue }
            starved[at] = true
            stillness[at] *= Self.waiting
        }
    }

    /// Share of a waiting node's quietness that may be its own.
    private static let waiting = 0.25

    /// Finds who is cut off: it cannot reach others, and two others at least cannot reach it. Those that it names are not to blame.
    mutating func isolate() {
        var astray: Set<Int> = []
        for member in group.members where !correlator.isMild(member.alert) {
            guard let at = place[member.alert.node], Unreachable.speak(in: member.alert) else { continue }
            astray.insert(at)
        }
        guard astray.count >= 3 else { return }
        for at in astray {
            let accusers = astray.filter { other in
                other != at && names[other].host != names[at].host
                    && blamed[other].contains { target in
                        target == at || names[target].service.isEmpty && names[target].name == names[at].host
                    }
            }
            if accusers.count >= 2, !blamed[at].isEmpty { blamed[at] = [at] }
        }
    }
}

/// What programs say of a host that the network does not bring them to.
enum Unreachable {
    private static let phrases: [StaticString] = [
        "no route to host", "host is unreachable", "host unreachable", "network is unreachable", "ehostunreach",
        "enetunreach",
    ]

    static func speak(in alert: Alert) -> Bool {
        let text = (alert.templateText + (alert.evidence.samples.first ?? "")).prefix(1024).lowercased()
        return phrases.contains { text.hasPhrase($0) }
    }
}

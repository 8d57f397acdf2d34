import Model

/// What a question says befell a node: "why was worker killed?", "worker가 왜 죽었나?". Read from the past tense, which asks of something
/// that happened; "why does worker restart?" asks of the runbooks.
package enum NodeEvent: String, Sendable, Hashable, Codable {
    /// Killed, crashed, gone out of memory.
    case death
    case restart
    /// Down, silent, out of reach.
    case stop
    case slow

    /// The event that a question of why asks of. `words`: its words in lower case with blanks around, `text`: as it was asked.
    init?(asked words: String, _ text: String) {
        func has(_ phrases: [String], in text: String) -> Bool { phrases.contains { text[...].range(of: $0) != nil } }
        if text.hasHangul {
            guard text[...].range(of: "왜") != nil else { return nil }
            for (event, phrases) in Self.korean where has(phrases, in: text) { self = event; return }
            return nil
        }
        guard has([" why was ", " why were ", " why did ", " why has ", " why had "], in: words) else { return nil }
        for (event, phrases) in Self.english where has(phrases.map { " " + $0 + " " }, in: words) {
            self = event
            return
        }
        return nil
    }

    private static let english: [(NodeEvent, [String])] = [
        (.death, ["killed", "die", "died", "crash", "crashed", "terminated", "oom killed", "out of memory"]),
        (.restart, ["restart", "restarted", "reboot", "rebooted"]),
        (.stop, ["down", "stop", "stopped", "silent", "unavailable", "unreachable", "hang", "hung"]),
        (.slow, ["slow", "slower", "time out", "timed out"]),
    ]
    private static let korean: [(NodeEvent, [String])] = [
        (.death, ["죽었", "죽은", "종료됐", "종료되었", "강제 종료", "크래시"]),
        (.restart, ["재시작됐", "재시작되었", "재시작했", "재부팅됐", "재부팅되었", "재부팅했", "재기동됐", "재기동했"]),
        (.stop, ["멈췄", "멈춘", "내려갔", "내려간", "중단됐", "중단되었", "끊겼", "꺼졌"]),
        (.slow, ["느렸", "느려졌", "지연됐", "지연되었"]),
    ]

    /// What lines and titles say of it, in lower case.
    private var marks: [String] {
        switch self {
        case .death:
            [
                "kill", "out of memory", "oom", "crash", "segfault", "signal 9", "signal 11", "core dump", "panic",
                "abort",
            ]
        case .restart: ["restart", "starting", "started", "reboot", "booting", "kill", "crash"]
        case .stop: ["stopped", "down", "refused", "unreachable", "timed out", "timeout", "kill", "exit", "shut"]
        case .slow: ["slow", "timed out", "timeout", "latency", "too long"]
        }
    }

    /// Whether `incident` tells of it: an alert on one of `nodes` or on their hosts does, or its title, changes and causes where they name
    /// one of them. O(text of the incident).
    package func isTold(by incident: Incident, on nodes: [NodeName]) -> Bool {
        func tells(_ text: String) -> Bool {
            let low = text.lowercased()
            return marks.contains { low[...].range(of: $0) != nil }
        }
        func names(_ text: String) -> Bool {
            nodes.contains { node in
                text[...].range(of: node.name) != nil
                    || !node.service.isEmpty && text[...].range(of: node.service) != nil
            }
        }
        let hosts = Set(nodes.map(\.host))
        let ofNode = incident.members.map(\.alert).contains { alert in
            guard hosts.contains(alert.node.host) else { return false }
            let isOwn = nodes.contains { $0 == alert.node || $0.service.isEmpty }
            if self == .stop, isOwn, alert.kind == .silence { return true }
            // The host's kernel and service manager speak of the service by name.
            return (isOwn || names(alert.templateText) || alert.evidence.samples.contains(where: names))
                && (tells(alert.templateText) || alert.evidence.samples.contains(where: tells))
        }
        if ofNode { return true }
        let lines = [incident.title] + (incident.changes ?? []) + incident.rootCauses.map { "\($0.node) \($0.why)" }
        return lines.contains { names($0) && tells($0) }
    }
}

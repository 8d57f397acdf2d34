import Model

/// Programs that every host has: they speak of others, and say the same everywhere.
package enum Platform {
    static let services: Set<String> = [
        "audit", "auditd", "containerd", "cron", "crond", "dbus", "dbus-daemon", "dockerd", "init", "kernel", "kubelet",
        "login",
        "monit", "networkd", "ntpd", "chronyd", "polkitd", "rsyslogd", "runit", "ssh", "sshd", "su", "sudo",
        "supervisord", "systemd",
        "systemd-journald", "systemd-logind", "systemd-networkd", "systemd-resolved", "systemd-timesyncd",
        "systemd-udevd",
    ]
    /// What replicas have in common: the service; a host, and a program that every host has, is its own.
    static func role(_ node: NodeName) -> String {
        node.service.isEmpty || isPlatform(node) ? node.name : node.service
    }

    /// Whether every host has such a program. O(1).
    package static func isPlatform(_ node: NodeName) -> Bool { services.contains(name(node)) }

    /// `(systemd)` is what a child of systemd is called before it becomes the program itself.
    private static func name(_ node: NodeName) -> String {
        // Debian's cron calls itself CRON for its children.
        let service = node.service == "CRON" ? "cron" : node.service
        return service.hasPrefix("(") && service.hasSuffix(")") ? String(service.dropFirst().dropLast()) : service
    }

    /// What speaks of the machine as a whole: its kernel, its clock, what keeps its messages.
    private static let machine: Set<String> = ["chronyd", "kernel", "ntpd", "rsyslogd", "systemd-timesyncd"]
    static func isOfMachine(_ node: NodeName) -> Bool { machine.contains(node.service) }

    /// Whether one speaks of the machine that another runs on.
    static func isOfMachine(_ speaker: NodeName, carrying node: NodeName) -> Bool {
        speaker.host == node.host && isOfMachine(speaker)
    }

    /// Programs whose messages are mostly about other units of their host.
    static let supervisors: Set<String> = [
        "audit", "auditd", "containerd", "dockerd", "init", "kernel", "kubelet", "monit", "runit", "supervisord",
        "systemd",
    ]
    static func isSupervisor(_ node: NodeName) -> Bool { supervisors.contains(name(node)) }
}

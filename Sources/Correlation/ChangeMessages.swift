import Model

/// Recognises, in what supervisors and package managers say, that something was changed on a host.
package enum ChangeMessages {
    /// Whose messages are looked at.
    package enum Speaker: UInt8, Sendable {
        case none, serviceManager, kernel, packages, deployment

        /// By the name that a program logs under.
        package init(service: String) {
            let name = service.lowercased()
            switch name {
            case "systemd", "init", "(systemd)": self = .serviceManager
            case "kernel": self = .kernel
            case "dpkg", "apt", "apt-get", "history", "unattended-upgrade", "unattended-upgrades", "yum", "dnf", "rpm",
                "zypper", "pacman":
                self = .packages
            default:
                self =
                    name.contains("deploy") || name.hasPrefix("ansible") || name.hasPrefix("release") || name == "helm"
                        || name == "argocd"
                    ? .deployment : .none
            }
        }
    }

    /// A change: what was changed (a unit, a package, a program; empty: the host or whoever speaks), and the words for it.
    package struct Change: Sendable, Hashable {
        package var subject: String
        package var text: String
        package var turn: Turn?
    }

    /// What a change makes of a service.
    package enum Turn: UInt8, Sendable, Hashable {
        case stopped, started, failed
        /// A host, anew.
        case booted
    }

    /// The change that a message tells of; nil for most. `unit` is the journal entry's own, where there is one. O(length), and the
    /// first 512 bytes of it.
    package static func recognise(_ message: String, by speaker: Speaker, unit: String) -> Change? {
        // No more characters than bytes: a short message is not walked to be cut.
        let message = message.utf8.count <= 512 ? message : String(message.prefix(512))
        switch speaker {
        case .none: return nil
        case .serviceManager: return unitChange(message, unit)
        case .kernel: return kernelChange(message)
        case .packages: return packageChange(message)
        case .deployment:
            guard ChangeWords.speakOfChange(message) else { return nil }
            return Change(subject: "", text: message)
        }
    }

    private static let verbs: [(said: String, meant: String, turn: Turn?)] = [
        ("Started ", "started", .started), ("Stopped ", "stopped", .stopped), ("Reloaded ", "reloaded", .started),
        ("Failed to start ", "failed to start", .failed),
    ]
    /// Suffixes of the service's name in systemd's lines about it, with what they mean.
    private static let lines: [(said: String, meant: String)] = [
        (": Failed with result 'oom-kill'", "was killed for want of memory"),
        (": Failed with result", "failed"),
        (": A process of this unit has been killed by the OOM killer", "was killed for want of memory"),
        (": Watchdog timeout", "did not feed its watchdog"),
        (": Start request repeated too quickly", "was given up after many restarts"),
    ]

    /// Ends of the texts of changes that are a fault of their own, the gravest first, and how an incident's title says it in Korean.
    private static let fates: [(end: String, korean: String)] = [
        (" for want of memory", "메모리 부족으로 강제 종료됨"), (" was given up after many restarts", "재시작을 거듭하다 포기됨"),
        (" did not feed its watchdog", "워치독 응답 없음"), (" failed to start", "시작 실패"), (" failed", "비정상 종료"),
    ]

    /// The gravest of some changes' texts, to be told as what happened to a node; nil where none is a fault.
    static func gravest(of texts: [String], korean: Bool) -> String? {
        for fate in fates {
            if let text = texts.first(where: { $0.hasSuffix(fate.end) }) { return korean ? fate.korean : text }
        }
        return nil
    }

    private static func unitChange(_ message: String, _ unit: String) -> Change? {
        for verb in verbs where message.hasPrefix(verb.said) {
            let rest = message.utf8.dropFirst(verb.said.utf8.count)
            let word = Substring(rest.prefix { $0 != 0x20 })
            let named = word.hasSuffix(".service") ? String(word) : unit
            guard isService(named) else { return nil }
            return Change(subject: named, text: "\(named) \(verb.meant)", turn: verb.turn)
        }
        guard let colon = message.utf8.firstIndex(of: 0x3A) else { return nil }
        let named = String(message[..<colon])
        guard isService(named) else { return nil }
        for line in lines where message[colon...].hasPrefix(line.said) {
            return Change(subject: named, text: "\(named) \(line.meant)", turn: .failed)
        }
        return nil
    }

    /// Sessions and users come and go.
    private static func isService(_ name: String) -> Bool {
        name.hasSuffix(".service") && !name.hasPrefix("user@") && !name.hasPrefix("user-runtime-dir@")
            && !name.hasPrefix("run-")
            && !name.hasPrefix("systemd-tmpfiles") && !name.contains(" ")
    }

    private static func kernelChange(_ message: String) -> Change? {
        let message = KernelClock.dropped(from: message)
        if message.hasPrefix("Linux version ") {
            let version = message.dropFirst(14).prefix { $0 != " " }
            return Change(subject: "", text: "the host was started anew (Linux \(version))", turn: .booted)
        }
        guard let kill = MemoryKill(message) else { return nil }
        return Change(subject: kill.unit, text: "the kernel killed \(kill.program) for want of memory")
    }

    private static func packageChange(_ message: String) -> Change? {
        let words = message.split(separator: " ", maxSplits: 8).map(String.init)
        guard let first = words.first else { return nil }
        // dpkg.log: `upgrade nginx:amd64 1.22.1-9 1.24.0-1`, `install ...`, `remove ...`; `status` lines repeat these.
        if ["upgrade", "install", "remove", "purge"].contains(first), words.count >= 3, !words[1].isEmpty {
            let package = String(words[1].prefix { $0 != ":" })
            let version = words.count >= 4 && first != "remove" ? " to \(words[3])" : ""
            return Change(subject: package, text: "package \(package): \(first)\(version)")
        }
        // yum and dnf: `Installed: nginx-1.20.1-1.el9`; apt's history: `Upgrade: nginx:amd64 (1.18, 1.22)`.
        for verb in ["Installed:", "Updated:", "Upgraded:", "Erased:", "Removed:", "Install:", "Upgrade:", "Remove:"]
        where first == verb && words.count >= 2 {
            let package = words[1].prefix { $0 != ":" && $0 != "," }
            return Change(
                subject: nameOnly(String(package)), text: "package \(package): \(verb.dropLast().lowercased())")
        }
        return nil
    }

    /// `nginx-1.20.1-1.el9` -> `nginx`.
    private static func nameOnly(_ package: String) -> String {
        let parts = package.split(separator: "-")
        let end = parts.firstIndex { $0.first?.isNumber == true } ?? parts.endIndex
        return end == 0 ? package : parts[..<end].joined(separator: "-")
    }
}

/// A process killed by the kernel for want of memory, as the kernel's line tells it.
package struct MemoryKill: Sendable, Hashable {
    package var program: String
    /// The unit whose processes it is one of; empty where the line does not say.
    package var unit: String
    /// A limit of the unit was hit; otherwise the host had no memory left.
    package var byLimit: Bool
    /// Resident memory of the process, in bytes; 0 where the line does not say.
    package var resident: UInt64

    /// Of `oom-kill:constraint=CONSTRAINT_MEMCG,...,task_memcg=/system.slice/worker.service,task=python3,pid=1` or `Memory cgroup out of
    /// memory: Killed process 1 (python3) total-vm:..kB, anon-rss:..kB, ...`.
    package init?(_ line: String) {
        let message = KernelClock.dropped(from: line)
        if message.hasPrefix("oom-kill:constraint=") {
            var fields: [Substring: Substring] = [:]
            for field in message.dropFirst(9).split(separator: ",").prefix(32) {
                let parts = field.split(separator: "=", maxSplits: 1)
                if parts.count == 2 { fields[parts[0]] = parts[1] }
            }
            guard let task = fields["task"] else { return nil }
            program = String(task)
            byLimit = fields["constraint"] == "CONSTRAINT_MEMCG"
            let path = fields["task_memcg"] ?? fields["oom_memcg"] ?? ""
            unit =
                path.split(separator: "/").last { $0.hasSuffix(".service") || $0.hasSuffix(".scope") }.map(String.init)
                ?? ""
            resident = 0
            return
        }
        byLimit = message.hasPrefix("Memory cgroup out of memory: Killed process ")
        guard byLimit || message.hasPrefix("Out of memory: Killed process "), let open = message.firstIndex(of: "("),
            let close = message[open...].firstIndex(of: ")")
        else { return nil }
        program = String(message[message.index(after: open)..<close])
        unit = ""
        resident = Self.kilobytes(after: "anon-rss:", in: message) << 10
    }

    static func kilobytes(after key: String, in text: String) -> UInt64 {
        guard let range = text.firstRange(of: key) else { return 0 }
        return min(UInt64(text[range.upperBound...].prefix { $0.isASCII && $0.isNumber }) ?? 0, 1 << 50)
    }
}

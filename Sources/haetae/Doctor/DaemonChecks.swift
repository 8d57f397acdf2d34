import APIModel
import Host
import Model

/// What the running daemon says of itself.
struct DaemonChecks {
    let status: StatusDocument
    let now: Micros

    /// A source is suspicious when it said nothing for so long while others did.
    static let silentAfter: Micros = .hour

    func findings() -> [Finding] {
        guard status.daemon else {
            return [
                .warning("daemon", "it does not answer", remedy: "`systemctl start haetae`, or check `api.socket`")
            ]
        }
        return [.good("daemon", "version \(status.version) answers")] + problems() + ledgers() + silence() + delivery()
            + discovery()
    }

    private func problems() -> [Finding] {
        status.problems.prefix(10).map {
            .warning("daemon", $0, remedy: "what it says; `haetae status` shows whether it goes on")
        }
    }

    private func ledgers() -> [Finding] {
        let broken = status.sources.filter { !$0.balances }.map(\.name)
        if !broken.isEmpty {
            return [
                .wrong(
                    "ledger", "lines are not accounted for in \(broken.prefix(3).joined(separator: ", "))",
                    remedy: "a defect: please report it with `haetae status --json`")
            ]
        }
        let clamped = status.sources.filter { $0.read > 100 && $0.clamped * 10 > $0.read }.map(\.name)
        guard clamped.isEmpty else {
            return [
                .warning(
                    "times", "a tenth of the times lie in the future in \(clamped.prefix(3).joined(separator: ", "))",
                    remedy: "the clock of that host, or `timezone` in the configuration")
            ]
        }
        return [.good("ledger", "every line of \(status.sources.count) sources is accounted for")]
    }

    private func silence() -> [Finding] {
        guard !status.sources.isEmpty else {
            return [
                .wrong(
                    "sources", "the daemon reads nothing",
                    remedy: "name files in `sources.files`, or let it read the journal (`sources.journal: true`)")
            ]
        }
        let heard = status.sources.compactMap { source in
            source.latest.flatMap { RFC3339.parse($0) }.map { (source.name, $0) }
        }
        let never = status.sources.filter { $0.read == 0 }.map(\.name)
        var found: [Finding] = []
        if let newest = heard.map(\.1).max() {
            let silent = heard.filter { newest - $0.1 > Self.silentAfter }
            for (name, latest) in silent.prefix(5) {
                found.append(
                    .warning(
                        "silent", "\(name) said nothing since \(Figures.time(latest)), while others did",
                        remedy: "is the program still writing there? A source that is gone for good: exclude it"))
            }
            if now - newest > Self.silentAfter {
                found.append(
                    .warning(
                        "silent", "no source said anything since \(Figures.time(newest))",
                        remedy: "`journalctl -n 5` and the clock of this host"))
            }
        }
        if !never.isEmpty {
            found.append(
                .warning(
                    "silent", "nothing was ever read from \(never.prefix(3).joined(separator: ", "))",
                    remedy: "an empty file is no trouble; one that grows is: `haetae status`"))
        }
        return found.isEmpty ? [.good("sources", "\(status.sources.count) are read")] : found
    }

    private func delivery() -> [Finding] {
        if status.outboxFailed > 0 {
            return [
                .wrong(
                    "delivery", "\(status.outboxFailed) notifications were given up",
                    remedy: "`haetae doctor --reach`, and the receiver's own log")
            ]
        }
        if status.outboxPending > 100 {
            return [
                .warning(
                    "delivery", "\(status.outboxPending) notifications wait",
                    remedy: "`haetae doctor --reach`: does the receiver answer?")
            ]
        }
        return [.good("delivery", "nothing waits")]
    }

    private func discovery() -> [Finding] {
        (status.discoveryGaps ?? []).map {
            .warning(
                "discovery", "not read: \($0)", remedy: "docs/topology.md; without it, edges are learned from logs")
        }
    }
}

import Host
import LogSources
import Model
import Settings

/// What of this host an operator would get wrong: who may read what, the clock, room, the state folder, the unit.
struct HostChecks {
    let configuration: Configuration
    /// As whom the daemon runs: the unit's user where there is one.
    let account: Account?

    static let unit = "haetae.service"

    func findings() -> [Finding] { clock() + journal() + files() + state() + service() }

    private func clock() -> [Finding] {
        let now = Clock.now()
        // The sources of this program are younger than that.
        guard now > CivilTime(year: 2026, month: 1, day: 1, hour: 0).micros else {
            return [
                .wrong(
                    "clock", "it says \(RFC3339.string(now - now % .second)), which is past",
                    remedy: "set it: `timedatectl set-ntp true`, or `date -s`")
            ]
        }
        switch ClockSynchronisation.probe() {
        case .synchronised(let error):
            return [.good("clock", "synchronised; estimated error \(Figures.decimal(Double(error) / 1000, 1)) ms")]
        case .free:
            return [
                .warning(
                    "clock", "nothing keeps it: times of this host's logs drift against those of others",
                    remedy: "`timedatectl set-ntp true`, or install chrony; in a container, look at the host's clock")
            ]
        case .unknown: return [.skipped("clock", "the kernel does not tell whether it is synchronised")]
        }
    }

    private func journal() -> [Finding] {
        guard configuration.readJournal else { return [.skipped("journal", "sources.journal is off")] }
        if !configuration.journalDirectory.isEmpty {
            return readable("journal", configuration.journalDirectory, key: "sources.journal_directory")
        }
        let permissions = Permissions.probe()
        switch permissions.journal {
        case .absent:
            return [
                .warning(
                    "journal", "there are no journal files on this host",
                    remedy: "set `sources.journal: false` and name files in `sources.files`")
            ]
        case .denied(let remedy):
            return [.wrong("journal", "user '\(permissions.user)' may not read it", remedy: remedy)]
        case .readable:
            var found: [Finding] = []
            if let account, account.user != 0, !account.isMember(of: "systemd-journal"), !account.isMember(of: "adm") {
                found.append(
                    .wrong(
                        "journal", "the service's user '\(account.name)' is in neither group that may read it",
                        remedy:
                            "`SupplementaryGroups=systemd-journal` in the unit, or `usermod -aG systemd-journal \(account.name)`"
                    ))
            } else {
                found.append(.good("journal", "readable"))
            }
            if FileMode(path: "/var/log/journal") == nil {
                found.append(
                    .warning(
                        "journal", "it is kept in memory only, so what happened before a reboot cannot be read",
                        remedy: "`mkdir -p /var/log/journal && systemctl restart systemd-journald`"))
            }
            return found
        }
    }

    private func files() -> [Finding] {
        guard !configuration.files.isEmpty else {
            return [.skipped("files", "sources.files names none; what lies under /var/log is looked for")]
        }
        var options = Discovery.Options()
        options.exclude = configuration.exclude
        var found: [Finding] = []
        var readable = 0
        for pattern in configuration.files {
            let discovery = Discovery.find([pattern], options: options)
            readable += discovery.plans.count
            if discovery.plans.isEmpty, discovery.errors.isEmpty {
                found.append(
                    .warning(
                        "files", "'\(pattern)' finds nothing",
                        remedy: "correct it in `sources.files`; a file that comes later is followed then"))
            }
            for error in discovery.errors.prefix(5) {
                if case .missing = error {
                    found.append(
                        .wrong(
                            "files", "'\(pattern)' finds nothing",
                            remedy: "correct it in `sources.files`; a file that comes later is followed then"))
                    continue
                }
                found.append(
                    .wrong(
                        "files", "\(error)",
                        remedy: "give user '\(account?.name ?? Permissions.probe().user)' read access, or exclude it"))
            }
            guard let account else { continue }
            for plan in discovery.plans.prefix(1000) where plan.descriptor.name.hasPrefix("/") {
                guard let obstacle = account.obstacle(to: plan.descriptor.name) else { continue }
                found.append(
                    .wrong(
                        "files", "\(plan.descriptor.name): '\(account.name)' may not pass \(obstacle)",
                        remedy: "`setfacl -m u:\(account.name):rX \(obstacle)`, or add it to the file's group"))
                break
            }
        }
        if found.isEmpty { found.append(.good("files", "\(readable) can be read")) }
        return found
    }

    private func readable(_ check: String, _ path: String, key: String) -> [Finding] {
        guard FileMode(path: path) != nil else {
            return [.wrong(check, "'\(path)' does not exist", remedy: "correct `\(key)`")]
        }
        guard Permissions.canRead(path) else {
            return [.wrong(check, "'\(path)' may not be read by this user", remedy: "give read access, or run as root")]
        }
        if let account, let obstacle = account.obstacle(to: path) {
            return [
                .wrong(
                    check, "'\(account.name)' may not pass \(obstacle)",
                    remedy: "`setfacl -m u:\(account.name):rX \(obstacle)`")
            ]
        }
        return [.good(check, "\(path) can be read")]
    }

    private func state() -> [Finding] {
        let path = configuration.statePath
        var found: [Finding] = []
        guard let mode = FileMode(path: path) else {
            found.append(
                .warning(
                    "state", "'\(path)' is not there yet",
                    remedy: "the daemon makes it; under systemd `StateDirectory=haetae` does. Else set `state.path`"))
            return found + room(of: path.split(separator: "/").first.map { "/" + $0 } ?? "/")
        }
        if !mode.isFolder {
            return [.wrong("state", "'\(path)' is no folder", remedy: "remove it, or set `state.path`")]
        }
        if mode.othersMayRead || mode.othersMayWrite {
            found.append(
                .warning(
                    "state", "'\(path)' is open to every user; it tells much of this host",
                    remedy: "`chmod 0750 \(path)`"))
        }
        if let account, !account.canWrite(folder: path) {
            found.append(
                .wrong(
                    "state", "'\(account.name)' may not write '\(path)'",
                    remedy: "`chown -R \(account.name): \(path)`"))
        }
        if found.isEmpty { found.append(.good("state", path)) }
        return found + room(of: path)
    }

    private func room(of path: String) -> [Finding] {
        guard let space = DiskSpace(path: path) else {
            return [.skipped("room", "the file system of '\(path)' does not tell")]
        }
        // The store at its ceiling, and as much again for its log while it is pruned.
        let wanted = UInt64(configuration.retentionMegabytes) << 21
        let free = Figures.bytes(space.free)
        if space.free < 64 << 20 || space.freeInodes < 16 && space.total > 0 && space.freeInodes != 0 {
            return [
                .wrong(
                    "room", "\(free) left under '\(path)': checkpoints cannot be written",
                    remedy: "free some, or set `state.path` elsewhere")
            ]
        }
        if space.free < wanted {
            return [
                .warning(
                    "room", "\(free) left under '\(path)'; the store may take \(Figures.bytes(wanted))",
                    remedy: "free some, or lower `state.retention_megabytes`")
            ]
        }
        return [.good("room", "\(free) left under '\(path)'")]
    }

    private func service() -> [Finding] {
        let unit: ServiceUnit
        do throws(ServiceUnit.Failure) { unit = try ServiceUnit.probe(Self.unit) } catch {
            return [.skipped("service", "systemd does not answer on the system bus")]
        }
        guard unit.loadState == "loaded" else {
            return [
                .warning("service", "\(Self.unit) is not installed", remedy: "`sudo make install`, or the package")
            ]
        }
        var found: [Finding] = []
        if unit.activeState != "active" {
            found.append(
                .wrong(
                    "service", "\(Self.unit) is \(unit.activeState)",
                    remedy: "`systemctl start haetae`; its last words: `journalctl -u haetae -n 50`"))
        }
        if unit.fileState == "disabled" {
            found.append(
                .warning("service", "it does not start at boot", remedy: "`systemctl enable haetae`"))
        }
        if unit.restarts > 3 {
            found.append(
                .warning(
                    "service", "systemd restarted it \(unit.restarts) times",
                    remedy: "`journalctl -u haetae -p warning`"))
        }
        found += hardening(unit)
        return found.isEmpty ? [.good("service", "active, enabled, hardened")] : found
    }

    private func hardening(_ unit: ServiceUnit) -> [Finding] {
        var missing: [String] = []
        if unit.user.isEmpty || unit.user == "root" { missing.append("User=haetae") }
        if !unit.forbidsNewPrivileges { missing.append("NoNewPrivileges=true") }
        if unit.protectSystem != "strict" { missing.append("ProtectSystem=strict") }
        if unit.protectsHome == "no" || unit.protectsHome.isEmpty { missing.append("ProtectHome=true") }
        if unit.memoryMaximum == nil { missing.append("MemoryMax=512M") }
        if !unit.hasWatchdog { missing.append("WatchdogSec=60") }
        guard !missing.isEmpty else { return [] }
        return [
            .warning(
                "hardening", "the unit lacks \(missing.joined(separator: ", "))",
                remedy: "`systemctl edit haetae`, section [Service]; the shipped unit has them (systemd/haetae.service)"
            )
        ]
    }
}

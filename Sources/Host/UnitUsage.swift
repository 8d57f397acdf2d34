import Model

/// Reads control groups.
extension UnitUsage {
    static let limit = 1024

    /// Units under a control group folder that have a limit or were killed, sorted. Blocks for some milliseconds.
    package static func all(under root: String = "/sys/fs/cgroup") -> [UnitUsage] {
        var found: [UnitUsage] = []
        var folders = ["\(root)/system.slice"]
        while let folder = folders.popLast(), found.count < limit {
            for name in Folder.names(folder).sorted() {
                let path = "\(folder)/\(name)"
                if name.hasSuffix(".slice") { folders.append(path) }
                guard name.hasSuffix(".service"), let usage = UnitUsage(unit: name, folder: path), usage.isTelling
                else { continue }
                found.append(usage)
            }
        }
        return found.sorted { $0.unit < $1.unit }
    }

    private var isTelling: Bool { memoryLimit != nil || memoryKills > 0 || processorQuota != nil }

    /// Reads one folder; nil where it is no control group.
    package init?(unit: String, folder: String) {
        self.init(unit: unit)
        let maximum = SmallFile.text("\(folder)/memory.max", limit: 64)
        let quota = SmallFile.text("\(folder)/cpu.max", limit: 64)
        guard !maximum.isEmpty || !quota.isEmpty else { return nil }
        memoryLimit = Self.number(maximum)
        memoryPeak = Self.number(SmallFile.text("\(folder)/memory.peak", limit: 64))
        memoryKills = Self.value("oom_kill", in: SmallFile.text("\(folder)/memory.events", limit: 1024))
        let parts = quota.split(whereSeparator: { $0 == " " || $0 == "\n" })
        if parts.count == 2, let most = Double(parts[0]), let period = Double(parts[1]), period > 0, most > 0 {
            processorQuota = most / period
        }
        let statistics = SmallFile.text("\(folder)/cpu.stat", limit: 2048)
        periods = Self.value("nr_periods", in: statistics)
        throttledPeriods = Self.value("nr_throttled", in: statistics)
    }

    private static func number(_ text: String) -> UInt64? { UInt64(text.prefix { $0 != "\n" }) }

    private static func value(_ key: String, in text: String) -> UInt64 {
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            if words.count == 2, words[0] == key { return UInt64(words[1]) ?? 0 }
        }
        return 0
    }
}

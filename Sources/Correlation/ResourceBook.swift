import Bytes
import Model

/// What the control group of a node's unit says.
package struct ResourceReading: Sendable, Hashable, Codable {
    /// The unit's node.
    package var node: NodeName
    package var usage: UnitUsage
    package init(node: NodeName, usage: UnitUsage) { (self.node, self.usage) = (node, usage) }
}

/// Remembers what units lacked lately, from the logs and from their control groups, and what to consider about it. Bounded: the
/// nodes heard of last.
struct ResourceBook: Sendable {
    static let capacity = 512
    static let version: UInt32 = 2

    struct Page: Sendable, Equatable {
        var unit = ""
        var killedAt: Micros = .unknown
        var throttledAt: Micros = .unknown
        var program = ""
        /// The unit's own limit was hit; otherwise the host had nothing left.
        var byLimit = false
        var limit: UInt64 = 0
        var peak: UInt64 = 0
        var kills: UInt64 = 0
        var quota = 0.0
        var periods: UInt64 = 0
        var throttled: UInt64 = 0
        /// Share of the last reading's periods in which it had to wait.
        var throttledShare = 0.0
        var at: Micros = .unknown
    }
    private(set) var pages: [NodeName: Page] = [:]

    /// The kernel's last word on each host about a group that hit its limit. The line that names the unit comes next.
    private struct Report: Sendable { var host: String, at: Micros, usage: UInt64, limit: UInt64 }
    private static let mostReports = 64
    private var reports: [Report] = []

    mutating func note(_ report: MemoryReport, onHost host: String, at time: Micros) {
        reports.removeAll { $0.host == host }
        if reports.count >= Self.mostReports { reports.removeFirst() }
        reports.append(Report(host: host, at: time, usage: report.usage, limit: report.limit))
    }

    private mutating func change(_ node: NodeName, at time: Micros, _ body: (inout Page) -> Void) {
        if pages[node] == nil, pages.count >= Self.capacity,
            let oldest = pages.min(by: { ($0.value.at, $0.key) < ($1.value.at, $1.key) })?.key
        {
            pages[oldest] = nil
        }
        body(&pages[node, default: Page()])
        pages[node]?.at = time
    }

    mutating func note(_ kill: MemoryKill, node: NodeName, at time: Micros) {
        let report =
            kill.byLimit
            ? reports.last { $0.host == node.host && abs(time - $0.at) <= 10 * .second } : nil
        change(node, at: time) { page in
            page.killedAt = time
            if !kill.program.isEmpty { page.program = kill.program }
            if !kill.unit.isEmpty { page.unit = kill.unit }
            page.byLimit = page.byLimit || kill.byLimit
            page.peak = max(page.peak, kill.resident)
            if let report {
                page.limit = report.limit
                page.peak = max(page.peak, report.usage)
            }
        }
    }

    /// The node of the last kill on a host within ten seconds, for the kernel's line that does not name the unit.
    func lastKilled(onHost host: String, at time: Micros) -> NodeName? {
        pages.filter {
            $0.key.host == host && $0.value.killedAt != .unknown && abs(time - $0.value.killedAt) <= 10 * .second
        }
        .max { ($0.value.killedAt, $1.key) < ($1.value.killedAt, $0.key) }?.key
    }

    /// The nodes of a host of which a process was killed.
    func killed(onHost host: String) -> [NodeName] {
        pages.filter { $0.key.host == host && $0.value.killedAt != .unknown }.map(\.key)
    }

    /// systemd's word on a unit: killed for want of memory, or what it used when it ended.
    mutating func note(unitLine message: String, unit: String, node: NodeName, at time: Micros) {
        if message.hasPhrase(": A process of this unit has been killed by the OOM killer")
            || message.hasPhrase(": Failed with result 'oom-kill'")
        {
            change(node, at: time) { page in
                page.killedAt = time
                page.unit = unit
            }
        } else if pages[node] != nil, let peak = ByteSize.before(" memory peak", in: message) {
            change(node, at: time) { page in page.peak = max(page.peak, peak) }
        }
    }

    mutating func note(_ reading: ResourceReading, at time: Micros) {
        let usage = reading.usage
        let known = pages[reading.node]
        let newKills = usage.memoryKills > (known?.kills ?? usage.memoryKills)
        let periods =
            usage.periods >= (known?.periods ?? 0) ? usage.periods - (known?.periods ?? usage.periods) : 0
        let waited =
            usage.throttledPeriods >= (known?.throttled ?? 0)
            ? usage.throttledPeriods - (known?.throttled ?? usage.throttledPeriods) : 0
        change(reading.node, at: time) { page in
            page.unit = usage.unit
            page.limit = usage.memoryLimit ?? 0
            if let peak = usage.memoryPeak { page.peak = peak }
            page.kills = usage.memoryKills
            if newKills {
                page.killedAt = time
                page.byLimit = true
            }
            page.quota = usage.processorQuota ?? 0
            // A tenth of the time, over at least a second of it, is felt.
            if periods >= 10, Double(waited) >= 0.1 * Double(periods) {
                page.throttledAt = time
                page.throttledShare = Double(waited) / Double(periods)
            }
            (page.periods, page.throttled) = (usage.periods, usage.throttledPeriods)
        }
    }

    /// What to consider about nodes of an incident that lasted from `start` to `end`: one sentence each.
    func advice(for nodes: [NodeName], from start: Micros, to end: Micros, _ language: Language) -> [String] {
        func inside(_ time: Micros) -> Bool {
            time != .unknown && time >= start - 10 * .minute && time <= end + 2 * .minute
        }
        return nodes.flatMap { node -> [String] in
            guard let page = pages[node] else { return [] }
            let unit = page.unit.isEmpty ? node.service + ".service" : page.unit
            var advice: [String] = []
            if inside(page.killedAt) { advice.append(memory(page, node, unit, language == .korean)) }
            if inside(page.throttledAt), page.quota > 0 {
                advice.append(processor(page, node, unit, language == .korean))
            }
            return advice
        }
    }

    private func memory(_ page: Page, _ node: NodeName, _ unit: String, _ korean: Bool) -> String {
        let who = page.program.isEmpty ? "" : " (\(page.program))"
        let used =
            page.peak > 0
            ? (korean ? ", 최대 사용량 \(ByteSize.text(page.peak))" : ", \(ByteSize.text(page.peak)) at its peak") : ""
        // No more is known than the program's name, which is no unit's.
        let isNameless = page.unit.isEmpty && node.service == page.program
        guard page.byLimit || page.limit > 0 else {
            if isNameless {
                return korean
                    ? "\(node): 호스트의 메모리가 부족해 커널이 종료함\(used). 메모리를 늘리거나, 늘어난 것을 제한하는 것을 고려"
                    : "\(node) was killed because the host ran out of memory\(used). Add memory, or limit what grew"
            }
            let rule =
                "systemctl set-property \(unit) MemoryMax=\(ByteSize.exact(ByteSize.roomy(max(page.peak, 64 << 20))))"
            return korean
                ? "\(node)\(who): 호스트의 메모리가 부족해 커널이 종료함\(used). 메모리를 늘리거나, 늘어난 것을 제한하는 것을 고려: \(rule)"
                : "\(node)\(who) was killed because the host ran out of memory\(used). Add memory, or limit what grew; to bound this one: \(rule)"
        }
        let limit = page.limit > 0 ? "MemoryMax=\(ByteSize.text(page.limit))" : "MemoryMax"
        if isNameless {
            return korean
                ? "\(node): 속한 cgroup의 메모리 한도(\(limit))에 걸려 종료됨\(used). 어느 유닛인지는 systemd-cgls로 확인"
                : "\(node) was killed by the memory limit of its control group (\(limit)\(used)); systemd-cgls shows of which unit"
        }
        let wanted = ByteSize.roomy(max(page.limit, page.peak, 64 << 20))
        let rule = "systemctl set-property \(unit) MemoryMax=\(ByteSize.exact(wanted))"
        return korean
            ? "\(node)\(who): 메모리 한도(\(limit))에 걸려 종료됨\(used). 정말 필요하다면 고려: \(rule)"
            : "\(node)\(who) was killed by its memory limit (\(limit)\(used)). If it needs that much, consider: \(rule)"
    }

    private func processor(_ page: Page, _ node: NodeName, _ unit: String, _ korean: Bool) -> String {
        let now = Int((page.quota * 100).rounded())
        let share = Int((page.throttledShare * 100).rounded())
        let rule = "systemctl set-property \(unit) CPUQuota=\(now * 2)%"
        return korean
            ? "\(node): CPU 한도(CPUQuota=\(now)%) 때문에 시간의 \(share)%를 기다림. 고려: \(rule)"
            : "\(node) had to wait in \(share) % of the time for its processor limit (CPUQuota=\(now)%). Consider: \(rule)"
    }

    func write(to writer: inout SnapshotWriter) {
        writer.write(pages.sorted { $0.key < $1.key }) { writer, entry in
            let page = entry.value
            writer.write(entry.key.name)
            writer.write(page.unit)
            writer.write(page.program)
            for time in [page.killedAt, page.throttledAt, page.at] { writer.write(time) }
            writer.write(page.byLimit)
            for count in [page.limit, page.peak, page.kills, page.periods, page.throttled] { writer.write(count) }
            writer.write(page.quota)
            writer.write(page.throttledShare)
        }
        writer.write(reports) { writer, report in
            writer.write(report.host)
            for number in [report.usage, report.limit] { writer.write(number) }
            writer.write(report.at)
        }
    }

    init() {}

    init(from reader: inout SnapshotReader) throws(SnapshotError) {
        let stored = try reader.readArray { reader throws(SnapshotError) in
            let node = NodeName(try reader.read(String.self))
            var page = Page()
            page.unit = try reader.read()
            page.program = try reader.read()
            page.killedAt = try reader.read()
            page.throttledAt = try reader.read()
            page.at = try reader.read()
            page.byLimit = try reader.read()
            page.limit = try reader.read()
            page.peak = try reader.read()
            page.kills = try reader.read()
            page.periods = try reader.read()
            page.throttled = try reader.read()
            page.quota = try reader.read()
            page.throttledShare = try reader.read()
            return (node, page)
        }
        pages = Dictionary(stored, uniquingKeysWith: { a, _ in a })
        reports = try reader.readArray { reader throws(SnapshotError) in
            let host: String = try reader.read()
            let usage: UInt64 = try reader.read()
            let limit: UInt64 = try reader.read()
            return Report(host: host, at: try reader.read(), usage: usage, limit: limit)
        }
    }
}

/// Sizes as systemd writes and takes them: `250.1M`, `1.5G`, to the base 1024.
enum ByteSize {
    static func text(_ bytes: UInt64) -> String {
        for (unit, shift) in [("T", 40), ("G", 30), ("M", 20), ("K", 10)] as [(String, UInt64)]
        where bytes >= 1 << shift {
            if bytes & (1 << shift - 1) == 0 { return "\(bytes >> shift)\(unit)" }
            let tenths = Int((Double(bytes) / Double(UInt64(1) << shift) * 10).rounded())
            return tenths % 10 == 0 ? "\(tenths / 10)\(unit)" : "\(tenths / 10).\(tenths % 10)\(unit)"
        }
        return "\(bytes)"
    }

    /// Whole gibibytes or mebibytes, as `systemctl set-property` takes them.
    static func exact(_ bytes: UInt64) -> String { bytes & (1 << 30 - 1) == 0 ? "\(bytes >> 30)G" : "\(bytes >> 20)M" }

    /// Half as much again, in whole steps of 64 MiB.
    static func roomy(_ bytes: UInt64) -> UInt64 {
        let step: UInt64 = 64 << 20
        return (min(bytes, 1 << 50) * 3 / 2 + step - 1) / step * step
    }

    /// The size that stands before some words.
    static func before(_ words: String, in text: String) -> UInt64? {
        guard let range = text.firstRange(of: words) else { return nil }
        let word = text[..<range.lowerBound].split(separator: " ").last ?? ""
        guard let unit = word.last, let amount = Double(word.dropLast()), amount >= 0, amount < 1e6 else { return nil }
        switch unit {
        case "B": return UInt64(amount)
        case "K": return UInt64(amount * 1024)
        case "M": return UInt64(amount * 1_048_576)
        case "G": return UInt64(amount * 1_073_741_824)
        case "T": return UInt64(amount * 1_099_511_627_776)
        default: return nil
        }
    }
}

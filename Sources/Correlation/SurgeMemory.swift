import Bytes
import Model

/// What came extra of late, by stream and by message, so that its end is not taken for trouble: after an attack, a load wave or a
/// burst of errors the detectors have got used to more, and speak of too little where no more than the extra has gone.
struct SurgeMemory: Sendable, Equatable {
    static let capacity = 1024
    /// How long a surge is remembered after it was last seen.
    static let remembered: Micros = .hour

    struct Surge: Sendable, Equatable {
        /// Messages a second beyond what was usual, at the most.
        var extra: Double
        /// Messages a second that were usual before.
        var usual: Double
        var until: Micros
        /// The stream's key: surges of single messages count for their stream too.
        var stream: UInt64
    }
    private(set) var surges: [UInt64: Surge] = [:]

    private static func stream(_ alert: Alert) -> UInt64 { StableHash.hash(alert.node.name, seed: 7) }
    private static func key(_ alert: Alert) -> UInt64 {
        alert.templateText.isEmpty
            ? stream(alert) : StableHash.combine(stream(alert), StableHash.hash(alert.templateText))
    }

    /// Takes note of an alert that says that more came than usual.
    mutating func note(_ alert: Alert) {
        guard alert.kind == .rate, alert.direction == .up, let observed = alert.evidence.observed,
            let expected = alert.evidence.expected, alert.evidence.windowSeconds > 0
        else { return }
        let extra = (observed - expected) / alert.evidence.windowSeconds
        guard extra > 0, extra.isFinite else { return }
        let key = Self.key(alert)
        let old = surges[key]
        let lasting = old.map { alert.at - $0.until <= Self.remembered } ?? false
        surges[key] = Surge(
            extra: lasting ? max(old?.extra ?? 0, extra) : extra,
            usual: lasting
                ? min(old?.usual ?? .infinity, expected / alert.evidence.windowSeconds)
                : expected / alert.evidence.windowSeconds,
            until: max(old?.until ?? alert.lastSeen, alert.lastSeen), stream: Self.stream(alert))
        guard surges.count > Self.capacity else { return }
        if let oldest = surges.min(by: { ($0.value.until, $0.key) < ($1.value.until, $1.key) }) {
            surges[oldest.key] = nil
        }
    }

    /// Whether an alert says no more than that a surge is over: half of what is missing at least had come extra, and what was
    /// usual before the surge would not be missed either. O(surges).
    func explains(_ alert: Alert) -> Bool {
        guard alert.kind == .silence || (alert.kind == .rate && alert.direction == .down),
            let observed = alert.evidence.observed, let expected = alert.evidence.expected,
            alert.evidence.windowSeconds > 0
        else { return false }
        let window = alert.evidence.windowSeconds
        let missing = (expected - observed) / window
        func isLate(_ surge: Surge) -> Bool {
            alert.onset >= surge.until - .minute && alert.onset - surge.until <= Self.remembered
        }
        if let own = surges[Self.key(alert)], isLate(own) {
            // What was usual before the surge: that much is missed in earnest.
            return own.extra >= 0.5 * missing && own.usual * window - observed < 5
        }
        guard alert.templateText.isEmpty else { return false }
        let stream = Self.stream(alert)
        // Sums of few values; sorted, so that they are the same in every run.
        let extra = surges.sorted { $0.key < $1.key }.reduce(0.0) {
            $1.value.stream == stream && isLate($1.value) ? $0 + $1.value.extra : $0
        }
        return extra > 0 && extra >= 0.5 * missing
    }

    func write(to writer: inout SnapshotWriter) {
        writer.write(surges.sorted { $0.key < $1.key }) { writer, entry in
            writer.write(entry.key)
            writer.write(entry.value.extra)
            writer.write(entry.value.usual)
            writer.write(entry.value.until)
            writer.write(entry.value.stream)
        }
    }

    mutating func read(from reader: inout SnapshotReader) throws(SnapshotError) {
        let entries = try reader.readArray { (reader: inout SnapshotReader) throws(SnapshotError) in
            (
                try reader.read(UInt64.self),
                Surge(
                    extra: try reader.read(), usual: try reader.read(), until: try reader.read(),
                    stream: try reader.read())
            )
        }
        surges = Dictionary(entries, uniquingKeysWith: { a, _ in a })
    }
}

extension Correlator {
    /// Whether an alert that is near to no group tells nothing new: the end of a surge, or, noticed late, what began on the same
    /// node within an incident that is over.
    func isEcho(_ alert: Alert) -> Bool {
        if surges.explains(alert) { return true }
        guard alert.at - alert.onset > options.joinWindow, alert.score < 5 else { return false }
        let open = (byNode[alert.node] ?? []).compactMap { groups[$0] }.filter { $0.stage == .open }
        return (resolved + open).contains { group in
            guard let entry = group.entry(alert.node) else { return false }
            return alert.onset >= entry.firstOnset - options.simultaneous
                && alert.onset <= entry.lastSeen + options.simultaneous
        }
    }
}

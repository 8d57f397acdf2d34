import Bytes
import Model

/// Signals too slight to raise an alert: of each the strongest moment, so that "why was I not told?" has an answer for them too.
///
/// Given out every ten minutes of event time, the strongest `perFlush`, one row a series. A value; bounded; part of the snapshot.
package struct FaintLog: Sendable {
    /// Series noted between two flushes; beyond it the slightest gives way.
    package static let capacity = 1024
    /// Rows given out at once.
    package static let perFlush = 40
    /// Between two flushes.
    package static let interval: Micros = 10 * .minute
    static let version: UInt32 = 1

    struct Entry: Sendable, Hashable {
        var at: Micros
        var score: Double
        var count: Int64
        var reason: HeldBack.Reason
        var node: String
        var subject: String
        var text: String
    }
    private var entries: [UInt64: Entry] = [:]
    private var since: Micros = .unknown
    /// Series that were not noted for want of room.
    package private(set) var dropped: UInt64 = 0

    package init() {}

    /// Notes a signal that raised nothing. O(1), O(capacity) when full.
    package mutating func note(_ signal: Signal, node: NodeName, text: String) {
        let key = StableHash.combine(
            UInt64(UInt32(bitPattern: signal.stream.raw)) << 32 | UInt64(UInt32(bitPattern: signal.template)),
            StableHash.hash(signal.kind.rawValue + signal.direction.rawValue + signal.series))
        if since == .unknown { since = signal.at }
        if let known = entries[key], known.score >= signal.score {
            entries[key]?.count += 1
            return
        }
        if entries[key] == nil, entries.count >= Self.capacity {
            dropped &+= 1
            guard let least = entries.min(by: { ($0.value.score, $0.key) < ($1.value.score, $1.key) }),
                least.value.score < signal.score
            else { return }
            entries[least.key] = nil
        }
        entries[key] = Entry(
            at: signal.at, score: signal.score, count: (entries[key]?.count ?? 0) + 1, reason: Self.reason(signal),
            node: node.name, subject: text.isEmpty ? signal.series : text,
            text: "\(signal.kind.rawValue): \(signal.evidence.text)")
    }

    /// Whether a row is one of these, and not a candidate's that the gate judged.
    package static func isSlight(_ held: HeldBack) -> Bool {
        held.reason == .belowFloor || held.text.contains(slightMark)
    }
    private static let slightMark = " (a single sign)"

    private static func reason(_ signal: Signal) -> HeldBack.Reason {
        if signal.kind == .novelty, signal.direction == .none { return .deploy }
        return signal.weak ? .learning : .belowFloor
    }

    /// What was noted, once its time has come (or at once where `now` is nil): the strongest first. `level` is what an alert needs.
    package mutating func flush(at now: Micros?, level: Double, weakLevel: Double) -> [HeldBack] {
        guard since != .unknown, now.map({ $0 - since >= Self.interval }) ?? true else { return [] }
        let strongest = entries.sorted { ($1.value.score, $0.key) < ($0.value.score, $1.key) }.prefix(Self.perFlush)
        entries = [:]
        since = .unknown
        return strongest.map { _, entry in
            let needed = entry.reason == .learning ? max(level, weakLevel) : level
            let times = entry.count == 1 ? "" : "; \(entry.count) times within ten minutes"
            let short = IncidentGate.short(entry.score, of: needed)
            let why =
                switch entry.reason {
                case .deploy: "taken for a release: new messages without a word of trouble are one slight matter"
                case .learning: "its stream is still learning: \(short)"
                default: "too slight to be evidence: \(short)"
                }
            return HeldBack(
                at: entry.at, reason: entry.reason, text: "\(entry.text)\(Self.slightMark). \(why)\(times)",
                score: entry.score,
                level: needed, nodes: [NodeName(entry.node)], templates: entry.subject.isEmpty ? [] : [entry.subject])
        }
    }

    package func snapshot() -> [UInt8] {
        var writer = SnapshotWriter(version: Self.version)
        writer.write(since)
        writer.write(dropped)
        writer.write(entries.sorted { $0.key < $1.key }) { writer, entry in
            writer.write(entry.key)
            writer.write(entry.value.at)
            writer.write(entry.value.score)
            writer.write(entry.value.count)
            writer.write(entry.value.reason.rawValue)
            writer.write(entry.value.node)
            writer.write(entry.value.subject)
            writer.write(entry.value.text)
        }
        return writer.bytes
    }

    package init(snapshot: [UInt8]) throws(SnapshotError) {
        var reader = try SnapshotReader(snapshot, version: Self.version)
        since = try reader.read()
        dropped = try reader.read()
        let rows = try reader.readArray { (reader) throws(SnapshotError) -> (UInt64, Entry) in
            let key: UInt64 = try reader.read()
            let at: Micros = try reader.read()
            let score: Double = try reader.read()
            let count: Int64 = try reader.read()
            let name: String = try reader.read()
            guard let reason = HeldBack.Reason(rawValue: name) else { throw .invalid("unknown reason '\(name)'") }
            return (
                key,
                Entry(
                    at: at, score: score, count: count, reason: reason, node: try reader.read(),
                    subject: try reader.read(), text: try reader.read())
            )
        }
        entries = Dictionary(rows, uniquingKeysWith: { a, _ in a })
    }
}

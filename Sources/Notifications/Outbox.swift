import Bytes
import Model
import Storage

/// Turns what happens to incidents into events for receivers. A value without clock or I/O: the same changes give the
/// same events with the same ids, so a replay after a crash repeats nothing.
///
/// An event is made when an incident opens, when it is resolved, and in between when its cause, severity or members
/// change, at most every five minutes; a change that comes too early is told when its time has come, with the incident
/// as it is by then.
package struct Outbox: Sendable {
    package struct Options: Sendable, Hashable {
        /// Names of those who get the events; empty: events are kept for reading and go nowhere.
        package var receivers: [String] = []
        /// The least time between two events of one incident that are no more than updates.
        package var updateInterval: Micros = 5 * .minute
        /// Incidents remembered; resolved ones are forgotten first, then the one longest without an event.
        package var maximumIncidents = 1_000
        package init() {}
    }

    package struct Statistics: Sendable, Hashable {
        package var events: UInt64 = 0
        /// Updates that told nothing new.
        package var suppressed: UInt64 = 0
        /// Incidents forgotten for want of room.
        package var evicted: UInt64 = 0
        package init() {}
    }

    /// What the receivers know of an incident.
    private struct Told: Sendable, Hashable {
        /// Of cause, severity and members, as last told.
        var digest: UInt64
        /// When it was last told.
        var at: Micros
        /// Events so far.
        var count: UInt32
        /// Remembered so that an incident that opens again counts on, and no event id is given twice.
        var isResolved: Bool
        /// A change that waits for its time.
        var pending: Incident?
    }

    package var options: Options
    /// Adds members to the incident's object in an event's body: what to read, say. Not part of the snapshot, nor of an event's id.
    package var appendix: (@Sendable (Incident, inout JSONText) -> Void)?
    package private(set) var statistics = Statistics()
    private var told: [String: Told] = [:]

    package init(options: Options = Options()) { self.options = options }

    /// Takes a change in and gives the event that it makes, where it makes one. O(members).
    package mutating func admit(_ change: IncidentChange) -> [OutboxEvent] {
        let incident = change.incident
        let digest = Self.digest(incident)
        switch change.kind {
        case .opened:
            guard told[incident.id]?.isResolved != false else { return update(incident, digest: digest, at: change.at) }
            return [event(.opened, incident, digest: digest, at: change.at)]
        case .updated: return update(incident, digest: digest, at: change.at)
        case .resolved:
            return [event(.resolved, incident, digest: digest, at: change.at)]
        }
    }

    /// Gives the updates whose time has come by the end of a bucket, in the order of incident ids. O(incidents
    /// followed).
    package mutating func advance(to time: Micros) -> [OutboxEvent] {
        let due = told.filter { $0.value.pending != nil && time - $0.value.at >= options.updateInterval }.keys.sorted()
        return due.compactMap { id in
            guard let incident = told[id]?.pending else { return nil }
            return event(.updated, incident, digest: Self.digest(incident), at: time)
        }
    }

    private mutating func update(_ incident: Incident, digest: UInt64, at time: Micros) -> [OutboxEvent] {
        guard var entry = told[incident.id], !entry.isResolved else {
            // Opened before this outbox knew of it, or forgotten: a first event tells it whole.
            return [event(.updated, incident, digest: digest, at: time)]
        }
        guard entry.digest != digest else {
            statistics.suppressed += 1
            // It changed back before its time came.
            if entry.pending != nil {
                entry.pending = nil
                told[incident.id] = entry
            }
            return []
        }
        guard time - entry.at >= options.updateInterval else {
            entry.pending = incident
            told[incident.id] = entry
            return []
        }
        return [event(.updated, incident, digest: digest, at: time)]
    }

    private mutating func event(
        _ kind: IncidentChange.Kind, _ incident: Incident, digest: UInt64, at time: Micros
    ) -> OutboxEvent {
        let count = told[incident.id]?.count ?? 0
        told[incident.id] = Told(
            digest: digest, at: time, count: count + 1, isResolved: kind == .resolved, pending: nil)
        if told.count > options.maximumIncidents { evict() }
        statistics.events += 1
        return EventBody.event(
            kind, incident, at: time, number: count, receivers: options.receivers, appendix: appendix)
    }

    private mutating func evict() {
        let oldest = told.min { a, b in
            (a.value.isResolved ? 0 : 1, a.value.at, a.key) < (b.value.isResolved ? 0 : 1, b.value.at, b.key)
        }
        if let oldest { told[oldest.key] = nil }
        statistics.evicted += 1
    }

    /// Of what a person would want to hear of again.
    static func digest(_ incident: Incident) -> UInt64 {
        var hash = StableHash.hash(incident.severity.rawValue)
        hash = StableHash.combine(hash, StableHash.hash(incident.rootCause?.name ?? ""))
        hash = StableHash.combine(hash, StableHash.hash(incident.state.rawValue))
        for id in incident.members.map(\.alert.id).sorted() { hash = StableHash.combine(hash, StableHash.hash(id)) }
        return hash
    }

    // MARK: - Snapshot

    private static let version: UInt32 = 1

    /// Byte for byte the same for equal states.
    package func snapshot() -> [UInt8] {
        var writer = SnapshotWriter(version: Self.version)
        writer.write(statistics.events)
        writer.write(statistics.suppressed)
        writer.write(statistics.evicted)
        writer.write(told.sorted { $0.key < $1.key }) { writer, entry in
            writer.write(entry.key)
            writer.write(entry.value.digest)
            writer.write(entry.value.at)
            writer.write(entry.value.count)
            writer.write(entry.value.isResolved)
            writer.write(entry.value.pending.flatMap(IncidentText.text)) { $0.write($1) }
        }
        return writer.bytes
    }

    package init(snapshot: [UInt8], options: Options = Options()) throws(SnapshotError) {
        self.options = options
        var reader = try SnapshotReader(snapshot, version: Self.version)
        statistics.events = try reader.read()
        statistics.suppressed = try reader.read()
        statistics.evicted = try reader.read()
        let entries = try reader.readArray { (reader: inout SnapshotReader) throws(SnapshotError) -> (String, Told) in
            let id: String = try reader.read()
            let digest: UInt64 = try reader.read()
            let at: Micros = try reader.read()
            let count: UInt32 = try reader.read()
            let isResolved: Bool = try reader.read()
            let pending = try reader.readOptional { (reader: inout SnapshotReader) throws(SnapshotError) -> Incident in
                try IncidentText.incident(try reader.read())
            }
            return (id, Told(digest: digest, at: at, count: count, isResolved: isResolved, pending: pending))
        }
        for (id, entry) in entries { told[id] = entry }
        guard reader.isAtEnd else { throw .invalid("more bytes than fields") }
    }
}

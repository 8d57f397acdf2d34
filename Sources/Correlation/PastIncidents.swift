import Bytes
import Model

/// What an incident was made of, for finding it again: weighted hashes of (node, kind, message), the strongest 32.
struct IncidentSignature: Sendable, Equatable {
    struct Feature: Sendable, Equatable {
        var hash: UInt64
        var weight: Double
    }
    /// Sorted by hash.
    var features: [Feature]

    init(features: [Feature]) { self.features = features }

    /// - Parameters:
    ///   - byRole: by service alone, so that replicas are one.
    ///   - byKind: what is never-seen the first time and more than usual the second differs; false: the message alone, and whether it
    ///     came or stayed away.
    init(_ group: AlertGroup, byRole: Bool = false, byKind: Bool = true) {
        var weights: [UInt64: Double] = [:]
        for member in group.members {
            let alert = member.alert
            let words = group.wordKey(alert.templateText)
            let node = byRole ? Platform.role(alert.node) : alert.node.name
            let isQuiet = alert.kind == .silence || alert.direction == .down
            let kind = byKind ? "|\(alert.kind.rawValue)|\(alert.direction.rawValue)" : isQuiet ? "|quiet" : ""
            let key = StableHash.combine(StableHash.hash(node + kind), words)
            weights[key] = max(weights[key] ?? 0, min(alert.score, 12))
        }
        features = weights.map { Feature(hash: $0.key, weight: $0.value) }
            .sorted { $0.weight != $1.weight ? $0.weight > $1.weight : $0.hash < $1.hash }
        features = Array(features.prefix(32)).sorted { $0.hash < $1.hash }
    }

    /// The messages of trouble that came, by service, whatever told of them: what is never-seen the first time is more than usual the
    /// second.
    init(grave group: AlertGroup) {
        var grave = group
        grave.members = group.members.filter { Self.isOfTrouble($0.alert) }
        self.init(grave, byRole: true, byKind: false)
    }

    /// Whether an alert tells of a message of trouble that came.
    static func isOfTrouble(_ alert: Alert) -> Bool {
        !alert.isMild && !alert.templateText.isEmpty && alert.direction != .down && alert.kind != .silence
    }

    /// Whether each of its features is among the other's.
    func isPart(of other: IncidentSignature) -> Bool {
        features.allSatisfy { feature in other.features.contains { $0.hash == feature.hash } }
    }

    /// Weighted Jaccard index, 0...1.
    func likeness(_ other: IncidentSignature) -> Double {
        var i = 0
        var j = 0
        var shared = 0.0
        var all = 0.0
        while i < features.count || j < other.features.count {
            if j == other.features.count || (i < features.count && features[i].hash < other.features[j].hash) {
                all += features[i].weight
                i += 1
            } else if i == features.count || other.features[j].hash < features[i].hash {
                all += other.features[j].weight
                j += 1
            } else {
                shared += min(features[i].weight, other.features[j].weight)
                all += max(features[i].weight, other.features[j].weight)
                (i, j) = (i + 1, j + 1)
            }
        }
        return all > 0 ? shared / all : 0
    }
}

extension IncidentSignature {
    func write(to writer: inout SnapshotWriter) {
        writer.write(features) { writer, feature in
            writer.write(feature.hash)
            writer.write(feature.weight)
        }
    }

    init(from reader: inout SnapshotReader) throws(SnapshotError) {
        features = try reader.readArray { (reader: inout SnapshotReader) throws(SnapshotError) in
            Feature(hash: try reader.read(), weight: try reader.read())
        }
    }
}

/// A past incident that is like a present one.
package struct SimilarIncident: Sendable, Hashable {
    package var id: String
    package var startedAt: Micros
    package var closedAt: Micros
    package var cause: NodeName?
    /// 0...1.
    package var likeness: Double
    /// What operators noted on it.
    package var notes: [String]
}

/// Signatures of incidents that are over; the oldest make room.
struct PastIncidents: Sendable, Equatable {
    struct Entry: Sendable, Equatable {
        var id: String
        var startedAt: Micros
        var closedAt: Micros
        var cause: NodeName?
        var notes: [String]
        var signature: IncidentSignature
    }
    let capacity: Int
    private(set) var entries: [Entry] = []

    init(capacity: Int) { self.capacity = capacity }

    mutating func add(_ entry: Entry) {
        entries.removeAll { $0.id == entry.id }
        entries.append(entry)
        if entries.count > capacity { entries.removeFirst(entries.count - capacity) }
    }

    func contains(_ id: String) -> Bool { entries.contains { $0.id == id } }

    func signature(of id: String) -> IncidentSignature? { entries.last { $0.id == id }?.signature }

    /// Adds to what was noted.
    mutating func note(_ text: String, on id: String) {
        guard let place = entries.firstIndex(where: { $0.id == id }), entries[place].notes.count < 32 else { return }
        entries[place].notes.append(text)
    }

    mutating func remove(_ id: String) { entries.removeAll { $0.id == id } }

    /// Those with a likeness of at least `floor`, most alike first, then latest first.
    func similar(to signature: IncidentSignature, floor: Double, limit: Int) -> [SimilarIncident] {
        let found = entries.compactMap { entry -> SimilarIncident? in
            let likeness = entry.signature.likeness(signature)
            guard likeness >= floor else { return nil }
            return SimilarIncident(
                id: entry.id, startedAt: entry.startedAt, closedAt: entry.closedAt, cause: entry.cause,
                likeness: likeness,
                notes: entry.notes)
        }
        return Array(
            found.sorted {
                $0.likeness != $1.likeness ? $0.likeness > $1.likeness : ($0.startedAt, $0.id) > ($1.startedAt, $1.id)
            }.prefix(limit))
    }

    func write(to writer: inout SnapshotWriter) {
        writer.write(entries) { writer, entry in
            writer.write(entry.id)
            writer.write(entry.startedAt)
            writer.write(entry.closedAt)
            writer.write(entry.cause) { $0.write($1.name) }
            writer.write(entry.notes) { $0.write($1) }
            entry.signature.write(to: &writer)
        }
    }

    mutating func read(from reader: inout SnapshotReader) throws(SnapshotError) {
        entries = try reader.readArray { (reader: inout SnapshotReader) throws(SnapshotError) in
            let id = try reader.read(String.self)
            let started = try reader.read(Micros.self)
            let closed = try reader.read(Micros.self)
            let cause = try reader.readOptional { (reader: inout SnapshotReader) throws(SnapshotError) in
                try reader.read(String.self)
            }
            let notes = try reader.readArray { (reader: inout SnapshotReader) throws(SnapshotError) in
                try reader.read(String.self)
            }
            return Entry(
                id: id, startedAt: started, closedAt: closed, cause: cause.map { NodeName($0) }, notes: notes,
                signature: try IncidentSignature(from: &reader))
        }
    }
}

import Bytes
import Model
import Topology

extension Correlator {
    static let snapshotVersion: UInt32 = 6

    /// The whole state, with what the topology learned (not what is declared). Equal states give equal bytes.
    package func snapshot() -> [UInt8] {
        var writer = SnapshotWriter(version: Self.snapshotVersion)
        writer.write(topology.snapshot())
        writer.write(nextSequence)
        writer.write(fadedAt)
        writer.write(groups.keys.sorted()) { writer, sequence in
            if let group = groups[sequence] { group.write(to: &writer) }
        }
        writer.write(byAlert.sorted { $0.key < $1.key }) { writer, entry in
            writer.write(entry.key)
            writer.write(entry.value)
        }
        writer.write(byKey.sorted { $0.key < $1.key }) { writer, entry in
            writer.write(entry.key)
            writer.write(entry.value) { writer, reference in
                writer.write(reference.sequence)
                writer.write(reference.node.name)
            }
        }
        words.write(to: &writer)
        identifiers.write(to: &writer)
        namings.write(to: &writer)
        lone.write(to: &writer)
        usual.write(to: &writer)
        surges.write(to: &writer)
        outbreaks.write(to: &writer)
        past.write(to: &writer)
        writer.write(resolved) { $1.write(to: &$0) }
        writer.write(waiting) { $1.write(to: &$0) }
        writer.write(pinned.sorted()) { $0.write($1) }
        writer.write(recentChanges) { writer, change in
            writer.write(change.node.name)
            writer.write(change.at)
            writer.write(change.text)
            writer.write(change.isUsual)
            writer.write(change.turn.map(\.rawValue) ?? .max)
        }
        for count in statistics.all { writer.write(UInt64(count)) }
        return writer.bytes
    }

    /// Restores a state over a topology that holds the declaration as it is now.
    package init(
        options: CorrelationOptions = .init(), topology: TopologyGraph = .init(), snapshot: [UInt8]
    ) throws(SnapshotError) {
        self.init(options: options, topology: topology)
        var reader = try SnapshotReader(snapshot, version: Self.snapshotVersion)
        try self.topology.restore(try reader.read([UInt8].self))
        nextSequence = try reader.read()
        fadedAt = try reader.read()
        let stored = try reader.readArray { (reader: inout SnapshotReader) throws(SnapshotError) in
            try AlertGroup(from: &reader)
        }
        for group in stored {
            guard groups[group.sequence] == nil, group.sequence < nextSequence else {
                throw .invalid("a group's number")
            }
            groups[group.sequence] = group
            byID[group.id] = group.sequence
            for entry in group.entries {
                if !(byNode[entry.node]?.contains(group.sequence) ?? false) {
                    byNode[entry.node, default: []].append(group.sequence)
                }
            }
        }
        for node in byNode.keys { byNode[node]?.sort() }
        let alerts = try reader.readArray { (reader: inout SnapshotReader) throws(SnapshotError) in
            (try reader.read(String.self), try reader.read(UInt64.self))
        }
        byAlert = Dictionary(alerts, uniquingKeysWith: { a, _ in a })
        let keys = try reader.readArray { (reader: inout SnapshotReader) throws(SnapshotError) in
            let key = try reader.read(UInt64.self)
            let list = try reader.readArray { (reader: inout SnapshotReader) throws(SnapshotError) in
                Reference(sequence: try reader.read(), node: NodeName(try reader.read(String.self)))
            }
            return (key, list)
        }
        byKey = Dictionary(keys, uniquingKeysWith: { a, _ in a })
        try words.read(from: &reader)
        try identifiers.read(from: &reader)
        try namings.read(from: &reader)
        try lone.read(from: &reader)
        try usual.read(from: &reader)
        try surges.read(from: &reader)
        try outbreaks.read(from: &reader)
        try past.read(from: &reader)
        resolved = try reader.readArray { (reader: inout SnapshotReader) throws(SnapshotError) in
            try AlertGroup(from: &reader)
        }
        waiting = try reader.readArray { (reader: inout SnapshotReader) throws(SnapshotError) in
            try Alert(from: &reader)
        }
        pinned = Set(
            try reader.readArray { (reader: inout SnapshotReader) throws(SnapshotError) in try reader.read(String.self)
            })
        recentChanges = try reader.readArray { (reader: inout SnapshotReader) throws(SnapshotError) in
            NotedChange(
                node: NodeName(try reader.read(String.self)), at: try reader.read(), text: try reader.read(String.self),
                isUsual: try reader.read(), turn: ChangeMessages.Turn(rawValue: try reader.read()))
        }
        var counts: [Int] = []
        for _ in statistics.all { counts.append(Int(clamping: try reader.read(UInt64.self))) }
        statistics = Statistics(all: counts)
    }
}

extension Correlator.Statistics {
    /// In the order of their declaration.
    var all: [Int] {
        [
            placed, founded, joined, bridged, refreshed, opened, reopened, resolved, droppedCandidates, evictedGroups,
            echoes,
        ]
    }
    init(all counts: [Int]) {
        precondition(counts.count == 11)
        (placed, founded, joined, bridged, refreshed) = (counts[0], counts[1], counts[2], counts[3], counts[4])
        (opened, reopened, resolved, droppedCandidates, evictedGroups, echoes) = (
            counts[5], counts[6], counts[7], counts[8], counts[9], counts[10]
        )
    }
}

extension AlertGroup {
    func write(to writer: inout SnapshotWriter) {
        writer.write(sequence)
        writer.write(id)
        writer.write(stage.rawValue)
        writer.write(acknowledged)
        for time in [openedAt, closedAt, startedAt, lastActivity, quietAt] { writer.write(time) }
        writer.write(members) { writer, member in
            member.alert.write(to: &writer)
            writer.write(member.reason)
        }
        writer.write(UInt64(uncounted))
        writer.write(entries) { $1.write(to: &$0) }
        writer.write(notes) { $0.write($1) }
        writer.write(apart.sorted()) { $0.write($1) }
        writer.write(UInt32(reopened))
        pulse.write(to: &writer)
        writer.write(dirty)
        writer.write(told.cause) { $0.write($1.name) }
        writer.write(told.severity.rawValue)
        writer.write(UInt64(told.members))
    }

    init(from reader: inout SnapshotReader) throws(SnapshotError) {
        self.init(sequence: try reader.read(), id: try reader.read(String.self), startedAt: 0)
        guard let stage = Stage(rawValue: try reader.read()) else { throw .invalid("a group's stage") }
        self.stage = stage
        acknowledged = try reader.read(Bool.self)
        openedAt = try reader.read()
        closedAt = try reader.read()
        startedAt = try reader.read()
        lastActivity = try reader.read()
        quietAt = try reader.read()
        members = try reader.readArray { (reader: inout SnapshotReader) throws(SnapshotError) in
            IncidentMember(alert: try Alert(from: &reader), reason: try reader.read(String.self))
        }
        isGrave = members.contains { !$0.alert.isMild }
        uncounted = Int(clamping: try reader.read(UInt64.self))
        entries = try reader.readArray { (reader: inout SnapshotReader) throws(SnapshotError) in
            try GroupEntry(from: &reader)
        }
        for (place, entry) in entries.enumerated() { places[entry.node] = place }
        notes = try reader.readArray { (reader: inout SnapshotReader) throws(SnapshotError) in
            try reader.read(String.self)
        }
        apart = Set(
            try reader.readArray { (reader: inout SnapshotReader) throws(SnapshotError) in try reader.read(UInt64.self)
            })
        reopened = Int(try reader.read(UInt32.self))
        pulse = try Pulse(from: &reader)
        dirty = try reader.read(Bool.self)
        told.cause = try reader.readOptional { (reader: inout SnapshotReader) throws(SnapshotError) in
            NodeName(try reader.read(String.self))
        }
        guard let severity = IncidentSeverity(rawValue: try reader.read(String.self)) else {
            throw .invalid("a severity")
        }
        told.severity = severity
        told.members = Int(clamping: try reader.read(UInt64.self))
    }
}

extension GroupEntry {
    func write(to writer: inout SnapshotWriter) {
        writer.write(node.name)
        writer.write(firstOnset)
        writer.write(lastSeen)
        writer.write(onsets) { $0.write($1) }
        writer.write(words) { $0.write($1) }
        writer.write(templates) { $0.write($1) }
        writer.write(loud) { $0.write($1) }
        writer.write(identifiers) { writer, identifier in
            writer.write(identifier.hash)
            writer.write(identifier.text)
        }
        writer.write(mentions) { $0.write($1.name) }
        writer.write(accused) { $0.write($1.name) }
        writer.write(peaks) { writer, peak in
            writer.write(peak.kind.rawValue)
            writer.write(peak.direction.rawValue)
            writer.write(peak.score)
            writer.write(peak.onset)
            writer.write(peak.weak)
            writer.write(UInt32(clamping: peak.count))
        }
        writer.write(UInt64(alertCount))
        writer.write(silentUntil)
        writer.write(missedUntil)
        writer.write(isOnlyWork)
        writer.write(lastRise)
        writer.write(brokeOutAt)
        writer.write(estimatedFrom)
        writer.write(estimatedUntil)
    }

    init(from reader: inout SnapshotReader) throws(SnapshotError) {
        self.init(node: NodeName(try reader.read(String.self)), onset: try reader.read())
        lastSeen = try reader.read()
        onsets = try reader.readArray { (reader: inout SnapshotReader) throws(SnapshotError) in
            try reader.read(Micros.self)
        }
        words = try reader.readArray { (reader: inout SnapshotReader) throws(SnapshotError) in
            try reader.read(UInt64.self)
        }
        templates = try reader.readArray { (reader: inout SnapshotReader) throws(SnapshotError) in
            try reader.read(UInt64.self)
        }
        loud = try reader.readArray { (reader: inout SnapshotReader) throws(SnapshotError) in
            try reader.read(UInt64.self)
        }
        identifiers = try reader.readArray { (reader: inout SnapshotReader) throws(SnapshotError) in
            AlertProfile.Identifier(hash: try reader.read(), text: try reader.read(String.self))
        }
        mentions = try reader.readArray { (reader: inout SnapshotReader) throws(SnapshotError) in
            NodeName(try reader.read(String.self))
        }
        accused = try reader.readArray { (reader: inout SnapshotReader) throws(SnapshotError) in
            NodeName(try reader.read(String.self))
        }
        peaks = try reader.readArray { (reader: inout SnapshotReader) throws(SnapshotError) in
            guard let kind = SignalKind(rawValue: try reader.read(String.self)),
                let direction = Direction(rawValue: try reader.read(String.self))
            else { throw SnapshotError.invalid("an alert's kind") }
            return Peak(
                kind: kind, direction: direction, score: try reader.read(), onset: try reader.read(),
                weak: try reader.read(Bool.self), count: Int(try reader.read(UInt32.self)))
        }
        alertCount = Int(clamping: try reader.read(UInt64.self))
        silentUntil = try reader.read()
        missedUntil = try reader.read()
        isOnlyWork = try reader.read()
        lastRise = try reader.read()
        brokeOutAt = try reader.read()
        estimatedFrom = try reader.read()
        estimatedUntil = try reader.read()
    }
}

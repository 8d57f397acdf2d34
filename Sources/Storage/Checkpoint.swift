import Model

/// Everything that one checkpoint makes durable, in one transaction: what changed since the last one, and nothing else.
///
/// A reader that loads the store after any number of commits finds the state of the last one, whole. That is what lets
/// a killed daemon resume and end with the incidents of an uninterrupted run.
package struct Checkpoint: Sendable {
    /// Above the sequence of every checkpoint before it; a double or an old one is refused.
    package var sequence: UInt64
    /// Event time of the watermark, for listings.
    package var at: Micros
    /// Sources whose position or ledger moved.
    package var sources: [SourceRow] = []
    /// Model rows that changed.
    package var model: [ModelChange] = []
    /// Stages whose snapshot changed: name and bytes. A stage that is not named keeps what is stored.
    package var snapshots: [StageSnapshot] = []
    /// Templates that are new or whose count moved, for listing (the miner's own state is a snapshot).
    package var templates: [TemplateRow] = []
    /// Templates that became part of others: their rows go.
    package var mergedTemplates: [TemplateID] = []
    /// In the order they happened.
    package var incidents: [IncidentChange] = []
    /// Candidates that the gate held back.
    package var heldBack: [HeldBack] = []
    /// Events to deliver. An event id that is stored already is ignored.
    package var outbox: [OutboxEvent] = []
    /// Small facts for people: `stream count`, `watermark`, ...
    package var facts: [String: String] = [:]

    package init(sequence: UInt64, at: Micros) { (self.sequence, self.at) = (sequence, at) }

    /// Rows that it writes.
    package var rowCount: Int {
        sources.count + model.count + snapshots.count + templates.count + mergedTemplates.count + incidents.count
            + heldBack.count
            + outbox.count
            + facts.count
    }
}

/// Where a source stands, and what became of its lines.
package struct SourceRow: Sendable, Hashable {
    /// Unique and stable over restarts, as `SourceDescriptor.name`.
    package var name: String
    package var kind: String
    package var position: SourcePosition
    package var ledger: Ledger
    /// Event time of its latest record; `.unknown` before the first.
    package var latest: Micros
    /// The format it is read as, for people.
    package var format: String
    /// What had to be guessed (year, zone, a gap), for people.
    package var notes: [String]

    package init(
        name: String, kind: String, position: SourcePosition, ledger: Ledger, latest: Micros = .unknown,
        format: String = "",
        notes: [String] = []
    ) {
        (self.name, self.kind, self.position, self.ledger) = (name, kind, position, ledger)
        (self.latest, self.format, self.notes) = (latest, format, notes)
    }
}

/// The key of a model row within its namespace.
package enum ModelKey: Sendable, Hashable, Comparable {
    case number(UInt64)
    case text(String)

    package static func < (a: ModelKey, b: ModelKey) -> Bool {
        switch (a, b) {
        case (.number(let a), .number(let b)): a < b
        case (.text(let a), .text(let b)): a < b
        case (.number, .text): true
        case (.text, .number): false
        }
    }
}

/// A model row as stored.
package struct ModelRow: Sendable, Hashable {
    package var namespace: String
    package var key: ModelKey
    package var value: [UInt8]
    package init(namespace: String, key: ModelKey, value: [UInt8]) {
        (self.namespace, self.key, self.value) = (namespace, key, value)
    }
}

/// A model row that changed.
package enum ModelChange: Sendable, Hashable {
    case put(ModelRow)
    case delete(namespace: String, key: ModelKey)
}

/// A stage's state, in the bytes of its own `snapshot()`.
package struct StageSnapshot: Sendable, Hashable {
    package var name: String
    package var bytes: [UInt8]
    package init(name: String, bytes: [UInt8]) { (self.name, self.bytes) = (name, bytes) }
}

/// A template as listed.
package struct TemplateRow: Sendable, Hashable {
    package var id: TemplateID
    package var text: String
    package var count: UInt64
    package var firstSeen: Micros
    package var lastSeen: Micros
    /// Names of the streams it was seen in, sorted, bounded by who writes them.
    package var streams: [String]
    package init(
        id: TemplateID, text: String, count: UInt64, firstSeen: Micros, lastSeen: Micros, streams: [String] = []
    ) {
        (self.id, self.text, self.count) = (id, text, count)
        (self.firstSeen, self.lastSeen, self.streams) = (firstSeen, lastSeen, streams)
    }
}

/// An event to be delivered to each of its receivers.
package struct OutboxEvent: Sendable, Hashable {
    /// The same on a replay and on a retry.
    package var id: String
    /// `incident.opened`, `incident.updated`, `incident.resolved` or `incidents.summary`.
    package var type: String
    /// The type of the one event that stands for several.
    package static let summaryType = "incidents.summary"
    /// Event time of what it tells.
    package var at: Micros
    /// The incident it is about; empty for a summary.
    package var incident: String
    /// The body as it will be sent: JSON, secrets masked.
    package var body: String
    /// Names of the receivers. None: the event is kept for reading, and goes nowhere.
    package var receivers: [String]
    package init(id: String, type: String, at: Micros, incident: String, body: String, receivers: [String]) {
        (self.id, self.type, self.at, self.incident) = (id, type, at, incident)
        (self.body, self.receivers) = (body, receivers)
    }
}

/// What the last checkpoint left.
package struct StoredState: Sendable {
    package var sequence: UInt64
    package var at: Micros
    /// Sorted by name.
    package var sources: [SourceRow]
    /// Sorted by namespace and key.
    package var model: [ModelRow]
    /// Sorted by name.
    package var snapshots: [StageSnapshot]
    package var facts: [String: String]

    package init(
        sequence: UInt64, at: Micros, sources: [SourceRow], model: [ModelRow], snapshots: [StageSnapshot],
        facts: [String: String]
    ) {
        (self.sequence, self.at, self.sources, self.model) = (sequence, at, sources, model)
        (self.snapshots, self.facts) = (snapshots, facts)
    }

    /// The bytes of one stage's snapshot, where it has one.
    package func snapshot(_ name: String) -> [UInt8]? { snapshots.first { $0.name == name }?.bytes }
}

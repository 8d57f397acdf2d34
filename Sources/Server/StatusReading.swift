import APIModel
import Model
import Pipeline
import Storage

/// Makes the status document: of a running daemon, or of a store without one.
package enum StatusReading {
    package static func status(of store: Store, version: String) throws -> StatusDocument {
        let sources = try store.sources().map { row in
            source(
                name: row.name, kind: row.kind, host: "", service: "", ledger: row.ledger, latest: row.latest,
                atEnd: false,
                clamped: 0, late: 0, guesses: row.notes)
        }
        let facts = try store.facts()
        let outbox = try deliveries(store)
        return StatusDocument(
            version: version, daemon: false, startedAt: nil, eventTime: time(try store.checkpoint().at),
            lines: sources.reduce(0) { $0 + $1.read }, templates: try store.templateCount(),
            streams: Int(facts["streams"] ?? "") ?? 0, alerts: UInt64(facts["alerts"] ?? "") ?? 0,
            openIncidents: try open(store), budget: nil, level: nil, floor: nil, outboxPending: outbox.pending,
            outboxFailed: outbox.failed, residentBytes: nil, sources: sources, problems: [])
    }

    static func status(of view: DaemonView, store: Store, version: String, resident: UInt64?) throws -> StatusDocument {
        let outbox = try deliveries(store)
        var document = StatusDocument(
            version: version, daemon: true, startedAt: time(view.startedAt), eventTime: time(view.eventTime),
            lines: view.lines,
            templates: view.templates, streams: view.streams, alerts: view.alerts, openIncidents: try open(store),
            budget: view.budget, level: view.level, floor: view.floor, outboxPending: outbox.pending,
            outboxFailed: outbox.failed, residentBytes: resident,
            sources: view.sources.map { status in
                source(
                    name: status.descriptor.name, kind: status.descriptor.kind.rawValue, host: status.descriptor.host,
                    service: status.descriptor.service, ledger: status.ledger, latest: status.latest,
                    atEnd: status.atEnd,
                    clamped: status.clamped, late: status.late, guesses: status.guesses)
            }, problems: view.problems)
        document.discoveryGaps = view.discoveryGaps
        return document
    }

    private static func source(
        name: String, kind: String, host: String, service: String, ledger: Ledger, latest: Micros, atEnd: Bool,
        clamped: UInt64,
        late: UInt64, guesses: [String]
    ) -> StatusDocument.Source {
        StatusDocument.Source(
            name: name, kind: kind, host: host, service: service, read: ledger.read, parsed: ledger.parsed,
            continued: ledger.continued, cut: ledger.cut, dropped: ledger.dropped, copied: ledger.copied,
            balances: ledger.balances, bytes: ledger.bytes, lostBytes: ledger.lostBytes, clamped: clamped, late: late,
            latest: time(latest), atEnd: atEnd, guesses: guesses)
    }

    private static func time(_ time: Micros) -> String? { time == .unknown || time == 0 ? nil : RFC3339.string(time) }

    private static func open(_ store: Store) throws -> Int {
        let counts = try store.incidentCounts()
        return (counts[.open] ?? 0) + (counts[.acknowledged] ?? 0)
    }

    private static func deliveries(_ store: Store) throws -> (pending: Int, failed: Int) {
        var sum = (pending: 0, failed: 0)
        for counts in try store.deliveryCounts().values {
            sum.pending += counts[.pending] ?? 0
            sum.failed += (counts[.failed] ?? 0) + (counts[.dropped] ?? 0)
        }
        return sum
    }
}

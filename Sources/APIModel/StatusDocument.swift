/// What `GET /v1/status` answers and `haetae status --json` prints. Times are RFC 3339 in UTC.
package struct StatusDocument: Codable, Sendable, Equatable {
    package struct Source: Codable, Sendable, Equatable {
        package var name: String
        package var kind: String
        package var host: String
        package var service: String
        /// The ledger: `read == parsed + continued + cut + dropped + copied`, else `balances` is false.
        package var read: UInt64
        package var parsed: UInt64
        package var continued: UInt64
        package var cut: UInt64
        package var dropped: UInt64
        package var copied: UInt64
        package var balances: Bool
        package var bytes: UInt64
        package var lostBytes: UInt64
        /// Lines whose time was replaced (future, or far ahead), and lines older than the open bucket.
        package var clamped: UInt64
        package var late: UInt64
        package var latest: String?
        /// Nothing more to read at present.
        package var atEnd: Bool
        /// What was inferred: year, zone, format.
        package var guesses: [String]

        package init(
            name: String, kind: String, host: String, service: String, read: UInt64, parsed: UInt64, continued: UInt64,
            cut: UInt64,
            dropped: UInt64, copied: UInt64, balances: Bool, bytes: UInt64, lostBytes: UInt64, clamped: UInt64,
            late: UInt64,
            latest: String?, atEnd: Bool, guesses: [String]
        ) {
            (self.name, self.kind, self.host, self.service) = (name, kind, host, service)
            (self.read, self.parsed, self.continued, self.cut) = (read, parsed, continued, cut)
            (self.dropped, self.copied, self.balances) = (dropped, copied, balances)
            (self.bytes, self.lostBytes, self.clamped, self.late) = (bytes, lostBytes, clamped, late)
            (self.latest, self.atEnd, self.guesses) = (latest, atEnd, guesses)
        }

        enum CodingKeys: String, CodingKey {
            case name, kind, host, service, read, parsed, continued, cut, dropped, copied, balances, bytes
            case lostBytes = "lost_bytes"
            case clamped, late, latest
            case atEnd = "at_end"
            case guesses
        }
    }

    package var version: String
    /// A daemon answered; otherwise the store was read without one.
    package var daemon: Bool
    package var startedAt: String?
    /// Event time up to which everything has been judged.
    package var eventTime: String?
    package var lines: UInt64
    package var templates: Int
    package var streams: Int
    package var alerts: UInt64
    package var openIncidents: Int
    /// Incidents a day that the operator accepts; the level that evidence must pass now; the floor under it.
    package var budget: Double?
    package var level: Double?
    package var floor: Double?
    package var outboxPending: Int
    package var outboxFailed: Int
    package var residentBytes: UInt64?
    package var sources: [Source]
    /// Sources that cannot be read, with the remedy.
    package var problems: [String]
    /// What discovery could not read of the host, each with its remedy. Nil without a daemon.
    package var discoveryGaps: [String]?

    package init(
        version: String, daemon: Bool, startedAt: String?, eventTime: String?, lines: UInt64, templates: Int,
        streams: Int,
        alerts: UInt64, openIncidents: Int, budget: Double?, level: Double?, floor: Double?, outboxPending: Int,
        outboxFailed: Int,
        residentBytes: UInt64?, sources: [Source], problems: [String]
    ) {
        (self.version, self.daemon, self.startedAt, self.eventTime) = (version, daemon, startedAt, eventTime)
        (self.lines, self.templates, self.streams, self.alerts) = (lines, templates, streams, alerts)
        (self.openIncidents, self.budget, self.level, self.floor) = (openIncidents, budget, level, floor)
        (self.outboxPending, self.outboxFailed, self.residentBytes) = (outboxPending, outboxFailed, residentBytes)
        (self.sources, self.problems) = (sources, problems)
    }

    enum CodingKeys: String, CodingKey {
        case version, daemon
        case startedAt = "started_at"
        case eventTime = "event_time"
        case lines, templates, streams, alerts
        case openIncidents = "open_incidents"
        case budget, level, floor
        case outboxPending = "outbox_pending"
        case outboxFailed = "outbox_failed"
        case residentBytes = "resident_bytes"
        case sources, problems
        case discoveryGaps = "discovery_gaps"
    }
}

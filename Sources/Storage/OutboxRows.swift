import GRDB
import Model

/// Events and their deliveries as rows.
enum OutboxRows {
    /// Stores an event with a delivery for each receiver. An id that is there already changes nothing.
    static func put(_ event: OutboxEvent, _ db: Database, maximumPending: Int) throws {
        try db.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO event (id, number, type, at, incident, body)
                SELECT ?, COALESCE(MAX(number), 0) + 1, ?, ?, ?, ? FROM event
                """
        ).execute(arguments: [event.id, event.type, event.at, event.incident, event.body])
        guard db.changesCount > 0 else { return }
        for receiver in event.receivers {
            try putDelivery(event: event.id, receiver: receiver, attempts: 0, db)
            try drop(receiver: receiver, over: maximumPending, db)
        }
    }

    /// - Parameter number: its place in the order of delivery; nil for the event's own.
    static func putDelivery(event: String, receiver: String, number: Int64? = nil, attempts: Int, _ db: Database) throws
    {
        try db.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO delivery
                    (event, receiver, number, state, attempts, next_attempt, uncertain, last_error)
                SELECT id, ?, COALESCE(?, number), 'pending', ?, 0, 0, '' FROM event WHERE id = ?
                """
        ).execute(arguments: [receiver, number, attempts, event])
    }

    /// Gives up the oldest of a receiver's waiting events beyond the limit.
    private static func drop(receiver: String, over limit: Int, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                UPDATE delivery SET state = 'dropped', last_error = 'too many events were waiting'
                WHERE receiver = ?1 AND state = 'pending' AND number <= (
                    SELECT number FROM delivery WHERE receiver = ?1 AND state = 'pending'
                    ORDER BY number DESC LIMIT 1 OFFSET ?2)
                """
        ).execute(arguments: [receiver, limit])
    }

    static let columns = """
        event.id, event.type, event.at, event.incident, event.body, receiver, delivery.number, delivery.state, attempts,
        next_attempt, uncertain, finished_at, last_error, summary
        """

    static let columnsWithoutBody = columns.replacing("event.body", with: "''")

    static func delivery(_ row: Row) throws -> Delivery {
        guard let state = Delivery.State(rawValue: row[7]) else { throw StoreError.badValue("a delivery's state") }
        return Delivery(
            event: OutboxEvent(
                id: row[0], type: row[1], at: row[2], incident: row[3], body: row[4], receivers: [row[5]]),
            receiver: row[5], number: row[6], state: state, attempts: row[8], nextAttempt: row[9], uncertain: row[10],
            finishedAt: row[11], lastError: row[12], summary: row[13])
    }
}

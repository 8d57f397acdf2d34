import GRDB
import Model

extension Store {
    /// What waits for a receiver, in the order of delivery.
    ///
    /// - Parameter bodies: false leaves the events' bodies empty, for many at a time.
    package func pendingDeliveries(
        receiver: String, limit: Int = 200, bodies: Bool = true
    ) throws(StoreError) -> [Delivery] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(bodies ? OutboxRows.columns : OutboxRows.columnsWithoutBody)
                    FROM delivery JOIN event ON event.id = delivery.event
                    WHERE receiver = ? AND delivery.state = 'pending' ORDER BY delivery.number LIMIT ?
                    """, arguments: [receiver, limit]
            ).map(OutboxRows.delivery)
        }
    }

    /// Stores what became of one attempt. Does nothing where the delivery is finished already.
    package func record(
        _ result: DeliveryResult, event: String, receiver: String
    ) throws(StoreError) {
        try write { db in
            switch result {
            case .delivered(let at):
                try db.execute(
                    sql: """
                        UPDATE delivery SET state = 'delivered', attempts = attempts + 1, finished_at = ?,
                            last_error = ''
                        WHERE event = ? AND receiver = ? AND state = 'pending'
                        """, arguments: [at, event, receiver])
            case .again(let at, let error, let uncertain):
                try db.execute(
                    sql: """
                        UPDATE delivery SET attempts = attempts + 1, next_attempt = ?, last_error = ?,
                            uncertain = MAX(uncertain, ?)
                        WHERE event = ? AND receiver = ? AND state = 'pending'
                        """, arguments: [at, error, uncertain, event, receiver])
            case .failed(let at, let error):
                try db.execute(
                    sql: """
                        UPDATE delivery SET state = 'failed', attempts = attempts + 1, finished_at = ?, last_error = ?
                        WHERE event = ? AND receiver = ? AND state = 'pending'
                        """, arguments: [at, error, event, receiver])
            }
        }
    }

    /// Puts one summary in the place of several waiting events, for one receiver, in one transaction.
    ///
    /// The summary takes over their place in the order, and the number of attempts, so a receiver that is down is not
    /// asked more often for it.
    package func summarise(_ replaced: [Delivery], as summary: OutboxEvent, receiver: String, at: Micros)
        throws(StoreError)
    {
        try write { db in
            var event = summary
            event.receivers = []
            try OutboxRows.put(event, db, maximumPending: .max)
            try OutboxRows.putDelivery(
                event: summary.id, receiver: receiver, number: replaced.map(\.number).min(),
                attempts: replaced.map(\.attempts).max() ?? 0, db)
            for id in replaced.map(\.event.id) {
                try db.execute(
                    sql: """
                        UPDATE delivery SET state = 'summarised', summary = ?, finished_at = ?
                        WHERE event = ? AND receiver = ? AND state = 'pending'
                        """, arguments: [summary.id, at, id, receiver])
                // What an earlier summary was to tell is told by this one.
                try db.execute(
                    sql: "UPDATE delivery SET summary = ? WHERE receiver = ? AND summary = ?",
                    arguments: [summary.id, receiver, id])
            }
        }
    }

    /// The events that a summary tells, in their order, without their bodies.
    package func events(summarisedBy summary: String, receiver: String) throws(StoreError) -> [OutboxEvent] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT id, type, event.at, incident, '' FROM delivery JOIN event ON event.id = delivery.event
                    WHERE receiver = ? AND summary = ? AND type <> ? ORDER BY delivery.number
                    """, arguments: [receiver, summary, OutboxEvent.summaryType]
            ).map {
                OutboxEvent(id: $0[0], type: $0[1], at: $0[2], incident: $0[3], body: $0[4], receivers: [receiver])
            }
        }
    }

    /// Events, newest first, without regard to receivers.
    package func events(limit: Int = 50) throws(StoreError) -> [OutboxEvent] {
        try read { db in
            let receivers = try Row.fetchAll(
                db,
                sql: """
                    SELECT event, receiver FROM delivery
                    WHERE event IN (SELECT id FROM event ORDER BY number DESC LIMIT ?)
                    ORDER BY event, receiver
                    """, arguments: [limit])
            var byEvent: [String: [String]] = [:]
            for row in receivers { byEvent[row[0], default: []].append(row[1]) }
            return try Row.fetchAll(
                db, sql: "SELECT id, type, at, incident, body FROM event ORDER BY number DESC LIMIT ?",
                arguments: [limit]
            ).map { row in
                OutboxEvent(
                    id: row[0], type: row[1], at: row[2], incident: row[3], body: row[4],
                    receivers: byEvent[row[0]] ?? [])
            }
        }
    }

    /// Deliveries, newest event first; of one incident where it is named.
    package func deliveries(incident: String? = nil, limit: Int = 50) throws(StoreError) -> [Delivery] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(OutboxRows.columns) FROM delivery JOIN event ON event.id = delivery.event
                    WHERE ?1 IS NULL OR event.incident = ?1 ORDER BY delivery.number DESC, receiver LIMIT ?2
                    """, arguments: [incident, limit]
            ).map(OutboxRows.delivery)
        }
    }

    /// How many deliveries are in each state, by receiver.
    package func deliveryCounts() throws(StoreError) -> [String: [Delivery.State: Int]] {
        try read { db in
            var counts: [String: [Delivery.State: Int]] = [:]
            for row in try Row.fetchAll(
                db, sql: "SELECT receiver, state, COUNT(*) FROM delivery GROUP BY receiver, state")
            {
                if let state = Delivery.State(rawValue: row[1]) { counts[row[0], default: [:]][state] = row[2] }
            }
            return counts
        }
    }
}

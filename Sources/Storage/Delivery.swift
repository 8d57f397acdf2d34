import Model

/// An event on its way to one receiver.
package struct Delivery: Sendable, Hashable {
    package enum State: String, Sendable, Hashable, CaseIterable {
        /// Still to be delivered.
        case pending
        case delivered
        /// The receiver will not have it; see `lastError`.
        case failed
        /// Told in a summary instead; see `summary`.
        case summarised
        /// Given up because too many were waiting.
        case dropped
    }
    package var event: OutboxEvent
    package var receiver: String
    /// Events go to a receiver in the order of their numbers.
    package var number: Int64
    package var state: State
    /// Attempts made so far.
    package var attempts: Int
    /// Not before this time of the clock.
    package var nextAttempt: Micros
    /// An attempt ended so that the receiver may have taken the event.
    package var uncertain: Bool
    /// When it was delivered or given up, by the clock.
    package var finishedAt: Micros?
    package var lastError: String
    /// The summary event that tells it.
    package var summary: String?
}

/// What became of an attempt.
package enum DeliveryResult: Sendable, Hashable {
    case delivered(at: Micros)
    case again(at: Micros, error: String, uncertain: Bool)
    case failed(at: Micros, error: String)
}

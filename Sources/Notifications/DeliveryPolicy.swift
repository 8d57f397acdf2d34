import Bytes
import HTTPTransport
import Model
import Storage

/// Decides what to do next for one receiver, and what an attempt's outcome means. A value without clock or I/O: time
/// and outcome come in, a decision goes out.
///
/// Events go in order, one at a time: a receiver that is down is asked again at growing intervals for the first event
/// that waits, not for each. What lies too far in the past is told in one summary, so that nobody is paged for it; but
/// an event that an earlier attempt may have brought is only ever sent again as itself, for the receiver knows its id.
package struct DeliveryPolicy: Sendable, Hashable {
    /// The wait after the first failure; it doubles with each further one.
    package var firstDelay: Micros = 5 * .second
    package var maximumDelay: Micros = 15 * .minute
    /// `Retry-After` is honoured up to this.
    package var maximumRetryAfter: Micros = .hour
    /// An event whose time lies further back than this goes into a summary.
    package var lateAfter: Micros = 10 * .minute
    /// After ten attempts, an event older than this is given up.
    package var giveUpAfter: Micros = 3 * .day
    package init() {}

    package enum Step: Sendable, Hashable {
        /// Nothing waits.
        case idle
        case wait(until: Micros)
        case send(Delivery)
        /// Puts a summary in the place of these, and asks again.
        case summarise([Delivery])
    }

    /// What to do now with what waits for the receiver, in its order. O(deliveries).
    package func next(_ pending: [Delivery], now: Micros) -> Step {
        guard let first = pending.first else { return .idle }
        if first.nextAttempt > now { return .wait(until: first.nextAttempt) }
        guard !first.uncertain, isLate(first, now: now) else { return .send(first) }
        let late = pending.filter { !$0.uncertain && isLate($0, now: now) }
        return late.count == 1 && isSummary(first) ? .send(first) : .summarise(late)
    }

    /// Whether the step, found by the first event alone, could be another one in view of all that wait.
    func mayBeMerged(_ step: Step) -> Bool {
        switch step {
        case .summarise: true
        case .send(let delivery): isSummary(delivery) && !delivery.uncertain
        case .idle, .wait: false
        }
    }

    /// A summary may always be merged with what became late since.
    private func isLate(_ delivery: Delivery, now: Micros) -> Bool {
        isSummary(delivery) || (delivery.event.at != .unknown && now - delivery.event.at > lateAfter)
    }

    private func isSummary(_ delivery: Delivery) -> Bool { delivery.event.type == OutboxEvent.summaryType }

    /// How an attempt ended.
    package enum Outcome: Sendable, Hashable {
        case answered(status: Int, retryAfter: String?, location: String?)
        case failed(HTTPError)
        /// It could not even be tried: the secret cannot be read.
        case notTried(String)
    }

    /// What the outcome of an attempt means for the delivery.
    package func result(_ outcome: Outcome, of delivery: Delivery, now: Micros) -> DeliveryResult {
        switch outcome {
        case .answered(let status, _, _) where (200...299).contains(status): return .delivered(at: now)
        case .answered(let status, let retryAfter, _) where [408, 425, 429].contains(status) || status >= 500:
            let asked = retryAfter.flatMap { RetryAfter.delay($0, now: now) } ?? 0
            // A gateway that gave up waiting may have passed the event on.
            return again(
                delivery, now: now, atLeast: asked, error: "the receiver answered \(status)", uncertain: status == 504)
        case .answered(let status, _, let location) where (300...399).contains(status):
            let target = location.map { " to \(SecretMasking.mask($0))" } ?? ""
            return .failed(
                at: now, error: "the receiver answered \(status): it redirects\(target); configure that address instead"
            )
        case .answered(let status, _, _): return .failed(at: now, error: "the receiver answered \(status)")
        case .failed(.invalidRequest(let what)): return .failed(at: now, error: "cannot be sent: \(what)")
        case .failed(let error):
            return again(delivery, now: now, atLeast: 0, error: error.description, uncertain: error.mayHaveArrived)
        case .notTried(let why): return again(delivery, now: now, atLeast: 0, error: why, uncertain: false)
        }
    }

    private func again(
        _ delivery: Delivery, now: Micros, atLeast: Micros, error: String, uncertain: Bool
    ) -> DeliveryResult {
        if delivery.attempts >= 9, now - delivery.event.at > giveUpAfter {
            return .failed(at: now, error: "given up after \(delivery.attempts + 1) attempts: \(error)")
        }
        let wait = max(delay(event: delivery.event.id, attempts: delivery.attempts), min(atLeast, maximumRetryAfter))
        return .again(at: now + wait, error: error, uncertain: uncertain)
    }

    /// The wait after the attempt that follows `attempts` earlier ones: doubling, capped, and spread by a quarter
    /// either way. The spread comes from the event's id, so it is the same in every run, and different for each host's
    /// events.
    package func delay(event: String, attempts: Int) -> Micros {
        let doubled = firstDelay << Micros(min(max(attempts, 0), 20))
        let capped = min(doubled, maximumDelay)
        let spread = StableHash.combine(StableHash.hash(event), UInt64(max(attempts, 0))) % 1_000
        return capped * 3 / 4 + capped / 2 * Micros(spread) / 1_000
    }
}

import HTTPTransport
import Model
import Storage

/// Brings what the outbox holds to its receivers: the asynchronous edge around `DeliveryPolicy`.
///
/// At least once: an attempt is made, then its outcome is stored; a process that dies in between makes it again, with
/// the same event id. Each receiver has a task of its own, so a hanging one holds up nobody else.
package final class DeliveryWorker: Sendable {
    /// What happened, for the log.
    package enum Report: Sendable {
        case delivered(event: String, receiver: String)
        case willRetry(event: String, receiver: String, at: Micros, error: String)
        case failed(event: String, receiver: String, error: String)
        case summarised(count: Int, receiver: String)
        case storeFailed(receiver: String, StoreError)
    }

    private let store: Store
    private let webhooks: [Webhook]
    private let client: HTTPClient
    private let policy: DeliveryPolicy
    private let now: @Sendable () -> Micros
    private let report: @Sendable (Report) -> Void
    private let bells: [Bell]

    /// - Parameter now: the wall clock.
    package init(
        store: Store, webhooks: [Webhook], client: HTTPClient, policy: DeliveryPolicy = DeliveryPolicy(),
        now: @escaping @Sendable () -> Micros, report: @escaping @Sendable (Report) -> Void = { _ in }
    ) {
        (self.store, self.webhooks, self.client, self.policy) = (store, webhooks, client, policy)
        (self.now, self.report, bells) = (now, report, webhooks.map { _ in Bell() })
    }

    /// Tells the worker that the outbox has something new: call it after a commit that carried events.
    package func wake() { for bell in bells { bell.ring() } }

    /// Delivers until the task is cancelled.
    package func run() async {
        await withTaskGroup(of: Void.self) { group in
            for (webhook, bell) in zip(webhooks, bells) {
                group.addTask { await self.run(webhook, bell) }
            }
        }
    }

    private func run(_ webhook: Webhook, _ bell: Bell) async {
        while !Task.isCancelled {
            var wait: Micros = .minute
            do {
                if let due = try await deliverDue(to: webhook) { wait = min(max(due - now(), 0), .minute) }
            } catch {
                // A full disk, a long lock: what is stored is still there; try again later.
                report(.storeFailed(receiver: webhook.name, error))
                wait = 10 * .second
            }
            await bell.wait(atMost: .microseconds(wait))
        }
    }

    /// Delivers everything that is due for one receiver now.
    /// - Returns: when the next attempt is due; nil where nothing waits.
    package func deliverDue(to webhook: Webhook) async throws(StoreError) -> Micros? {
        while !Task.isCancelled {
            switch try await nextStep(webhook) {
            case .idle: return nil
            case .wait(let time): return time
            case .summarise(let late): try await summarise(late, webhook)
            case .send(let delivery):
                let outcome = await attempt(delivery, webhook)
                // Broken off by our own end: that says nothing about the receiver.
                if case .failed(.cancelled) = outcome, Task.isCancelled { return now() }
                let result = policy.result(outcome, of: delivery, now: now())
                try await store.offPool { store throws(StoreError) in
                    try store.record(result, event: delivery.event.id, receiver: webhook.name)
                }
                tell(result, delivery)
            }
        }
        return now()
    }

    /// What to do now. The first event that waits decides, but where it is late: then all that wait are looked at.
    private func nextStep(_ webhook: Webhook) async throws(StoreError) -> DeliveryPolicy.Step {
        let name = webhook.name
        let first = try await store.offPool { store throws(StoreError) in
            try store.pendingDeliveries(receiver: name, limit: 1)
        }
        let now = now()
        let step = policy.next(first, now: now)
        guard policy.mayBeMerged(step) else { return step }
        let all = try await store.offPool { store throws(StoreError) in
            try store.pendingDeliveries(receiver: name, limit: 1_000, bodies: false)
        }
        if case .summarise(let late) = policy.next(all, now: now) { return .summarise(late) }
        return step
    }

    private func attempt(_ delivery: Delivery, _ webhook: Webhook) async -> DeliveryPolicy.Outcome {
        var key: [UInt8]?
        if let secret = webhook.secret {
            // Never unsigned where a signature is configured.
            switch await readSecret(secret) {
            case .success(let bytes): key = bytes
            case .failure(let error): return .notTried(error.description)
            }
        }
        do {
            let response = try await client.send(webhook.request(delivery.event, key: key))
            return .answered(
                status: response.status, retryAfter: response.header("Retry-After"),
                location: response.header("Location"))
        } catch {
            return .failed(error)
        }
    }

    private func readSecret(_ secret: SecretSource) async -> Result<[UInt8], SecretError> {
        let read = try? await store.offPool { _ throws(StoreError) -> Result<[UInt8], SecretError> in
            do throws(SecretError) { return .success(try secret.read()) } catch { return .failure(error) }
        }
        return read ?? .failure(SecretError(what: "not read"))
    }

    private func summarise(_ late: [Delivery], _ webhook: Webhook) async throws(StoreError) {
        let now = now()
        try await store.offPool { store throws(StoreError) in
            var events: [OutboxEvent] = []
            for delivery in late {
                if delivery.event.type == OutboxEvent.summaryType {
                    events += try store.events(summarisedBy: delivery.event.id, receiver: webhook.name)
                } else {
                    events.append(delivery.event)
                }
            }
            var seen: Set<String> = []
            var incidents: [Incident] = []
            for event in events where seen.insert(event.incident).inserted {
                if case .found(let incident) = try store.incident(event.incident) { incidents.append(incident) }
            }
            let summary = EventBody.summary(of: events, incidents: incidents, receiver: webhook.name)
            try store.summarise(late, as: summary, receiver: webhook.name, at: now)
        }
        report(.summarised(count: late.count, receiver: webhook.name))
    }

    private func tell(_ result: DeliveryResult, _ delivery: Delivery) {
        let (event, receiver) = (delivery.event.id, delivery.receiver)
        switch result {
        case .delivered: report(.delivered(event: event, receiver: receiver))
        case .again(let at, let error, _): report(.willRetry(event: event, receiver: receiver, at: at, error: error))
        case .failed(_, let error): report(.failed(event: event, receiver: receiver, error: error))
        }
    }
}

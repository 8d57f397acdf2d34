import HTTPTransport
import Model
import Testing

@testable import Notifications
@testable import Storage

@Suite struct DeliveryPolicyTests {
    private let policy = DeliveryPolicy()
    private let now: Micros = 1_700_000_000_000_000

    private func delivery(
        _ id: String, age: Micros = 0, attempts: Int = 0, next: Micros = 0, uncertain: Bool = false,
        type: String = "incident.opened"
    ) -> Delivery {
        var event = sampleEvent(id, at: now - age)
        event.type = type
        return Delivery(
            event: event, receiver: "ops", number: 1, state: .pending, attempts: attempts, nextAttempt: next,
            uncertain: uncertain,
            finishedAt: nil, lastError: "", summary: nil)
    }

    @Test func whatComesNext() {
        let fresh = delivery("a")
        let second = delivery("b")
        let late = delivery("c", age: 11 * .minute)
        let later = delivery("d", age: .hour)
        let summary = delivery("s", age: .hour, type: OutboxEvent.summaryType)
        let unsure = delivery("u", age: .hour, attempts: 1, uncertain: true)
        let waiting = delivery("w", attempts: 1, next: now + 1)
        #expect(policy.next([], now: now) == .idle)
        #expect(policy.next([fresh, second], now: now) == .send(fresh))
        #expect(policy.next([waiting, fresh], now: now) == .wait(until: now + 1))
        #expect(policy.next([delivery("a", age: 10 * .minute)], now: now) == .send(delivery("a", age: 10 * .minute)))
        #expect(policy.next([late], now: now) == .summarise([late]))
        #expect(policy.next([late, later, fresh], now: now) == .summarise([late, later]))
        #expect(policy.next([summary], now: now) == .send(summary))
        #expect(policy.next([summary, fresh], now: now) == .send(summary))
        #expect(policy.next([summary, late], now: now) == .summarise([summary, late]))
        #expect(policy.next([unsure, late], now: now) == .send(unsure))
        #expect(policy.next([late, unsure], now: now) == .summarise([late]))
        // A clock that went back makes nothing late.
        #expect(policy.next([delivery("f", age: -.day)], now: now) == .send(delivery("f", age: -.day)))
    }

    @Test(arguments: [200, 201, 202, 204, 299]) func accepted(_ status: Int) {
        let outcome = DeliveryPolicy.Outcome.answered(status: status, retryAfter: nil, location: nil)
        #expect(policy.result(outcome, of: delivery("a"), now: now) == .delivered(at: now))
    }

    @Test(arguments: [300, 301, 308, 400, 401, 403, 404, 410, 422]) func refused(_ status: Int) {
        let outcome = DeliveryPolicy.Outcome.answered(status: status, retryAfter: "5", location: "https://x?token=abc")
        guard case .failed(let at, let error) = policy.result(outcome, of: delivery("a"), now: now) else {
            Issue.record("\(status) is tried again")
            return
        }
        #expect(at == now && error.contains("\(status)") && !error.contains("abc"))
    }

    @Test(arguments: [408, 425, 429, 500, 502, 503, 504]) func triedAgain(_ status: Int) {
        let outcome = DeliveryPolicy.Outcome.answered(status: status, retryAfter: nil, location: nil)
        #expect(
            policy.result(outcome, of: delivery("a", attempts: 2), now: now)
                == .again(
                    at: now + policy.delay(event: "a", attempts: 2), error: "the receiver answered \(status)",
                    uncertain: status == 504))
    }

    @Test(
        arguments: [
            ("120", 120), ("0", 0), ("999999", 3600), ("Tue, 14 Nov 2023 22:23:20 GMT", 600),
            ("Tue, 14 Nov 2022 22:23:20 GMT", 0),
            ("soon", 0), ("-5", 0), ("", 0), ("99999999999999999999", 0), ("Tue, 99 Foo 2023 22:23:20 GMT", 0),
            ("1.5", 0),
        ] as [(String, Micros)]) func retryAfter(_ text: String, _ seconds: Micros)
    {
        let outcome = DeliveryPolicy.Outcome.answered(status: 429, retryAfter: text, location: nil)
        guard case .again(let at, _, _) = policy.result(outcome, of: delivery("a"), now: now) else {
            Issue.record("not tried again")
            return
        }
        #expect(at == now + max(seconds * .second, policy.delay(event: "a", attempts: 0)))
    }

    @Test func failuresWithoutAnAnswer() {
        let connect = policy.result(.failed(.cannotConnect("refused")), of: delivery("a"), now: now)
        let late = policy.result(.failed(.timedOut(afterConnecting: true)), of: delivery("a"), now: now)
        let wait = policy.delay(event: "a", attempts: 0)
        #expect(connect == .again(at: now + wait, error: "no connection: refused", uncertain: false))
        #expect(late == .again(at: now + wait, error: "timed out waiting for the response", uncertain: true))
        #expect(
            policy.result(.failed(.invalidRequest("x")), of: delivery("a"), now: now)
                == .failed(at: now, error: "cannot be sent: x"))
        #expect(
            policy.result(.notTried("no secret"), of: delivery("a"), now: now)
                == .again(at: now + wait, error: "no secret", uncertain: false))
    }

    @Test func delaysDoubleAreCappedAndSpread() {
        for attempts in 0...30 {
            let plain = min(5 * Micros.second << Micros(min(attempts, 20)), 15 * .minute)
            let delays = (0..<200).map { policy.delay(event: "e\($0)", attempts: attempts) }
            #expect(delays.allSatisfy { $0 >= plain * 3 / 4 && $0 <= plain * 5 / 4 })
            #expect(Set(delays).count > 100)
        }
        #expect(policy.delay(event: "x", attempts: .max) <= 20 * .minute)
        #expect(policy.delay(event: "x", attempts: 3) == policy.delay(event: "x", attempts: 3))
    }

    @Test func givingUpTakesAgeAndAttempts() {
        func isFinal(_ delivery: Delivery) -> Bool {
            if case .failed = policy.result(.failed(.cannotConnect("")), of: delivery, now: now) { true } else { false }
        }
        #expect(isFinal(delivery("a", age: 4 * .day, attempts: 9)))
        #expect(!isFinal(delivery("a", age: 4 * .day, attempts: 8)))
        #expect(!isFinal(delivery("a", age: 2 * .day, attempts: 500)))
    }
}

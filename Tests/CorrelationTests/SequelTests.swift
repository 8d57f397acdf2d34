import Bytes
import Correlation
import Model
import Testing
import Topology

/// What went before an incident or comes after it, and messages that mean nothing when they are all that is said.
@Suite struct SequelTests {
    private static let slow = [
        Line(0, "pay1/payment", .values, "acquirer answered in 300 ms", score: 4.6, severity: .info, lasts: 60)
    ]

    @Test func whatWasSlowAndThenFailsIsOneIncident() {
        let failing = [Line(900, "pay1/payment", .novelty, "no answer from acquirer within 3000 ms")]
        var play = Play()
        play.run(Self.slow + failing)
        #expect(play.incidents.count == 1)
        #expect(play.correlator.statistics.reopened == 1)
    }

    /// More errors than usual at who needs the cause, while its failures go on, are the same trouble noticed late; a failure of their own is not,
    /// nor what begins when the failures are over.
    @Test(arguments: [
        (SignalKind.severity, 100.0, "lb1/nginx", 1), (.values, 100, "lb1/nginx", 1), (.novelty, 100, "lb1/nginx", 2),
        (.severity, 100, "cache1/redis", 2), (.severity, 500, "lb1/nginx", 2),
    ])
    func whoNeedsTheCauseAndFailsLaterSuffersFromIt(
        _ kind: SignalKind, _ second: Double, _ node: String, _ incidents: Int
    ) {
        var play = Play()
        play.run([
            Line(0, "app1/shop", .novelty, "no space left on device: cart not written", score: 7, lasts: 110),
            Line(second, node, kind, kind == .severity ? "" : "SSL_do_handshake() failed: bad key share", score: 4.5),
        ])
        #expect(play.incidents.count == incidents)
    }

    @Test func afterAnHourItIsAnother() {
        let failing = [Line(3600, "pay1/payment", .novelty, "no answer from acquirer within 3000 ms")]
        var play = Play()
        play.run(Self.slow + failing)
        #expect(play.incidents.count == 2)
    }

    /// Quiet soon after a failure is its sequel; half an hour later the node has another trouble.
    @Test(arguments: [(420.0, 1), (1500.0, 2)]) func aSequelComesSoon(_ second: Double, _ incidents: Int) {
        let failure = [Line(0, "db1/postgresql", .novelty, "could not extend file: No space left on device")]
        let quiet = [
            Line(second, "db1/postgresql", .silence, "checkpoint complete: wrote some buffers", score: 5, severity: nil)
        ]
        var play = Play()
        play.run(failure + quiet)
        #expect(play.incidents.count == incidents)
    }

    /// A time server that does not answer one host after the other is told a few times, and then no more.
    @Test func whatWasSaidAloneBeforeCountsLess() {
        let alerts = ["app1", "app2", "db1", "lb1", "pay1", "app1"].enumerated().map { number, host in
            var alert = Line(
                Double(number) * 3000, "\(host)/timesyncd", .novelty, "Timed out waiting for reply from ntp", score: 4.2
            ).alert(Shop.topology())
            alert.evidence.observed = 1
            return alert
        }
        var play = Play(level: 3)
        play.run(alerts, until: Shop.start + 5 * .hour)
        #expect(play.incidents.count == 3)
    }
}

import Bytes
import Correlation
import Model
import Testing
import Topology

/// A fault that comes back every few minutes: never-seen messages the first time, no more than a surge of known errors afterwards.
@Suite struct RecurringTests {
    private static let refused = "order not saved: db1 refuses connections on port 5432"
    private static let topology = Shop.topology()

    private static func surge(_ second: Double, _ node: String, _ line: String) -> Alert {
        var alert = Line(second, node, .severity, "", score: 4.5, lasts: 50).alert(topology)
        alert.id = Hexadecimal.string(StableHash.hash("\(node)|surge|\(second)"))
        alert.evidence.samples = [line]
        return alert
    }

    private static func line(_ second: Double, _ text: String) -> String {
        "2026-03-02 10:\(Int(second) / 60 % 60):00,120 ERROR [request-7] checkout - \(text)"
    }

    private static let first: [Alert] =
        [
            Line(0, "app1/shop", .novelty, refused, score: 6, lasts: 50),
            Line(1, "app2/shop", .novelty, refused, score: 6, lasts: 50),
            Line(0, "db1/postgresql", .silence, "", score: 4, severity: nil, lasts: 60),
        ].map { $0.alert(topology) } + [surge(0, "lb1/nginx", "GET /cart 500 upstream answered late")]

    /// The next ones: the same services, the detectors used to the message.
    private static func again(_ second: Double, _ text: String = refused) -> [Alert] {
        [
            surge(second, "app1/shop", line(second, text)), surge(second + 2, "app2/shop", line(second, text)),
            surge(second + 1, "lb1/nginx", "GET /cart 500 upstream answered late"),
            Line(second, "db1/postgresql", .silence, "", score: 4, severity: nil, lasts: 60).alert(topology),
        ]
    }

    private static func play(_ alerts: [Alert], until second: Double) -> Play {
        var play = Play()
        play.run(alerts.sorted { ($0.at, $0.id) < ($1.at, $1.id) }, until: Shop.start + Micros(second * 1e6))
        return play
    }

    @Test(arguments: [300.0, 420, 600, 900]) func isOneIncidentThatSaysHowOftenItCameBack(_ period: Double) throws {
        let turns = (1...4).flatMap { Self.again(Double($0) * period) }
        let play = Self.play(Self.first + turns, until: 5 * period)
        #expect(play.incidents.count == 1, "\(play.incidents.map(\.title))")
        let told = try #require(play.incidents.last)
        #expect(told.summary.contains("It came back 4 times after it was quiet: it is flapping"), "\(told.summary)")
        #expect(play.changes.count { $0.kind == .opened } <= 4)
    }

    /// The same services fail, and the line that shows it is another one.
    @Test func anotherFaultOfTheSameServicesIsAnother() {
        let other = Self.again(420, "session lost: no space left in the upload folder of tenant blue")
        let play = Self.play(Self.first + other, until: 1200)
        #expect(play.incidents.count == 2)
    }

    /// A proxy passes on everybody's failures: its surge alone does not say that it is the same upstream's.
    @Test func aProxyAloneDoesNotSayWhoseFailuresComeBack() {
        let proxy = [Self.surge(500, "lb1/nginx", "GET /cart 500 upstream answered late")]
        let play = Self.play(Self.first + proxy, until: 1200)
        #expect(play.incidents.count == 2)
    }

    /// An hour later it is told anew.
    @Test func afterAnHourItIsAnother() {
        let play = Self.play(Self.first + Self.again(4000), until: 4600)
        #expect(play.incidents.count == 2)
    }

    /// Two incidents that are put together have one first alert.
    @Test func aMergedIncidentHasOneFirstAlert() throws {
        var correlator = Correlator(topology: Self.topology)
        for node in ["db1/postgresql", "lb1/sshd"] {
            _ = correlator.takeForeign(ForeignTests.external(node, "A", at: Shop.start))
        }
        let candidates = correlator.candidates(at: Shop.start)
        try #require(candidates.count == 2)
        for candidate in candidates { _ = correlator.open(candidate.id, at: Shop.start) }
        _ = correlator.apply(.merge(incident: candidates[0].id, other: candidates[1].id), at: Shop.start + .minute)
        let reasons = try #require(correlator.incident(id: candidates[0].id)).members.map(\.reason)
        #expect(
            reasons.sorted() == [
                "the first alert of this incident", "the first alert of what was joined to this incident",
            ])
    }
}

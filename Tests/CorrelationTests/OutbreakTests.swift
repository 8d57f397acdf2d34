import Bytes
import Correlation
import Model
import Testing
import Topology

/// Failures of one moment, where nobody declared who has to do with whom; and onsets that are but estimates.
@Suite struct OutbreakTests {
    private static func failure(_ second: Double, _ node: String, _ text: String, score: Double = 5) -> Line {
        Line(second, node, .novelty, text, score: score, lasts: 60)
    }
    private static let first = failure(0, "n1/ward", "ward list failed: illegal state")

    private func incidents(_ lines: [Line], _ topology: TopologyGraph = TopologyGraph()) -> [Incident] {
        var play = Play(topology: topology)
        play.run(lines)
        return play.incidents
    }

    @Test func whatBreaksOutAtOneMomentIsOneIncident() throws {
        let found = incidents([Self.first, Self.failure(3, "n2/dose", "cannot book the dose")])
        #expect(found.count == 1)
        let reason = try #require(found.first?.members.last?.reason)
        #expect(reason.contains("both began to fail at one moment"), "\(reason)")
    }

    @Test(arguments: [
        // Half a minute later it may be anything.
        failure(30, "n2/dose", "cannot book the dose"),
        // Seven seconds later, too, where nothing else is common.
        failure(7, "n2/dose", "cannot book the dose"),
        // A wrong password is one caller's.
        failure(3, "n2/dose", "authentication failed for user nurse"),
        // What every host has for itself.
        failure(3, "n2/cron", "cannot run the job"),
    ])
    func elseItIsTwo(_ other: Line) { #expect(incidents([Self.first, other]).count == 2, "\(other)") }

    @Test func tooLittleIsTiedToNothing() {
        let found = incidents([Self.first, Self.failure(3, "n2/dose", "cannot book the dose", score: 3.5)])
        #expect(found.map(\.members.count) == [1])
    }

    @Test func whoWasPlacedByTheOperatorIsNotTiedByTheMoment() throws {
        let declared = TopologyGraph.Declaration(nodes: [
            Shop.node("n1/ward", 1, needs: ["n3/store"]), Shop.node("n2/dose", 2), Shop.node("n3/store", 3),
        ])
        let lines = [Self.first, Self.failure(3, "n2/dose", "cannot book the dose")]
        #expect(incidents(lines, try TopologyGraph(declaring: declared)).count == 2)
    }

    /// Where something fails every half minute, two at one moment are no wonder.
    @Test func whereFailuresAreCommonAMomentSaysNothing() {
        let pair = [
            Self.failure(3000, "n1/ward", "ward list failed: illegal state"),
            Self.failure(3003, "n2/dose", "cannot book the dose"),
        ]
        let usual = (0..<80).map { number in
            Self.failure(Double(number) * 35, "x\(number)/job\(number)", "cannot do \(String(number, radix: 36))")
        }
        #expect(incidents(pair).count == 1)
        #expect(incidents(usual + pair).filter { $0.nodes.contains(NodeName("n2/dose")) }.map(\.nodes.count) == [1])
    }

    @Test func aMomentJoinsTwoPartsThatBeganBefore() {
        // More work on the second node was noticed before it failed.
        let work = Line(-12, "n2/dose", .rate, "dose asked", score: 4.2, severity: nil, lasts: 60)
        let found = incidents([work, Self.first, Self.failure(1, "n2/dose", "cannot book the dose")])
        #expect(found.count == 1, "\(found.map(\.title))")
    }

    @Test func theMomentSurvivesARestart() {
        let lines = [Self.first, Self.failure(11, "n2/dose", "cannot book the dose")]
        // One moment over the edge of a bucket.
        let moved = lines.map { line in
            var line = line
            line.second = line.node == "n1/ward" ? 8 : 12
            return line
        }
        var play = Play(topology: TopologyGraph(), restartEvery: 1)
        play.run(moved)
        #expect(play.incidents.count == 1)
    }

    /// Counted over half an hour, one message's surge is believed to have begun two minutes before the others'.
    @Test func estimatesOfOneNodeAreOneOnset() {
        func surge(_ second: Double, _ text: String) -> Alert {
            var alert = Line(second, "gate/sshd", .rate, text, score: 4.5, lasts: 200).alert(TopologyGraph())
            alert.at = Shop.start + 180 * .second
            alert.evidence.windowSeconds = 1800
            return alert
        }
        var play = Play(topology: TopologyGraph())
        play.run(
            [
                surge(0, "Failed password for invalid user ftp from 10.1.1.1"),
                surge(140, "check pass; user unknown error"),
            ], until: Shop.start + 1200 * .second)
        #expect(play.incidents.count == 1)
        #expect(play.incidents.first?.members.count == 2)
    }

    @Test func aValueTellsNoNumberOfRecords() {
        var slow = Line(0, "n1/ward", .values, "GET /ward 200 in 1520 ms").alert(TopologyGraph())
        slow.evidence = Evidence(observed: 1.5, expected: 0.1, windowSeconds: 180, samples: [], text: "slow")
        #expect(slow.pace == 0)
        var more = slow
        more.kind = .rate
        #expect(more.pace == 120 * .second)
    }
}

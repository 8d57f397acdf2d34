import Correlation
import Model
import Testing
import Topology

/// What callers say while somebody starts a service anew, and what piles up while it waits.
@Suite struct RestartTests {
    private let refused = "connect() to db1:5432 failed (111: connection refused)"

    private func play(_ turns: [(second: Double, turn: ChangeMessages.Turn)], _ lines: [Line]) -> Play {
        var play = Play(restartEvery: 3)
        for (second, turn) in turns {
            play.correlator.note(
                change: "postgresql.service \(turn)", node: NodeName("db1/postgresql"),
                at: Shop.start + Micros(second * 1e6), turn: turn)
        }
        play.run(lines)
        return play
    }

    @Test func errorsThatPassWithARestartAreNoIncident() {
        let lines = [Line(61, "app1/shop", .novelty, refused), Line(61, "app1/shop", .rate, refused, lasts: 8)]
        #expect(play([(60, .stopped), (64, .started)], lines).incidents.isEmpty)
        // Without a restart they are.
        #expect(play([], lines).incidents.count == 1)
        // Somebody else's errors are not excused.
        let others = [Line(61, "lb1/sshd", .novelty, "could not load host key")]
        #expect(play([(60, .stopped), (64, .started)], others).incidents.count == 1)
    }

    @Test func whatFailsOrStaysAwayOrGoesOnIsOne() {
        let short = [Line(61, "app1/shop", .novelty, refused)]
        #expect(
            play([(60, .failed), (64, .started)], [Line(61, "app1/shop", .rate, refused, lasts: 90)]).incidents.count
                == 1)
        // Stopped and not started again.
        #expect(play([(60, .stopped)], short).incidents.count == 1)
        #expect(
            play([(60, .stopped), (64, .started)], [Line(61, "app1/shop", .rate, refused, lasts: 90)]).incidents.count
                == 1)
    }

    @Test func whatPiledUpCountsNoMoreThanTheQuietBeforeIt() {
        let quiet = Line(60, "work1/worker", .silence, "", score: 3, severity: nil, lasts: 60)
        let surge = Line(130, "work1/worker", .rate, "job done", score: 12, severity: .info, lasts: 10)
        #expect(play([], [quiet, surge]).incidents.isEmpty)
        #expect(play([], [surge]).incidents.count == 1)
        // Errors are no backlog.
        let errors = Line(130, "work1/worker", .rate, "job failed", score: 12, lasts: 10)
        #expect(play([], [quiet, errors]).incidents.count == 1)
    }
}

/// Who is blamed for a password that is refused.
@Suite struct RefusalTests {
    private func cause(_ lines: [Line]) -> NodeName? {
        var play = Play()
        play.run(lines)
        return play.incidents.first?.rootCause
    }
    private func refused(_ node: String) -> Line {
        Line(1, node, .novelty, "FATAL: password authentication failed at db1:5432 for shop")
    }
    private let refusal = Line(
        0, "db1/postgresql", .rate, "FATAL: password authentication failed for user shop", score: 9)

    @Test func whoAloneGivesAWrongPasswordIsTheCause() {
        #expect(cause([refusal, refused("app2/shop")]) == NodeName("app2/shop"))
        // Where all are turned away, it is the database's book of passwords.
        #expect(
            cause([refusal, refused("app1/shop"), refused("app2/shop"), refused("work1/worker")])
                == NodeName("db1/postgresql"))
        // A caller that is refused a connection is none of this.
        let down = Line(1, "app2/shop", .novelty, "connection to db1:5432 refused")
        #expect(
            cause([Line(0, "db1/postgresql", .rate, "out of memory", score: 9), down]) == NodeName("db1/postgresql"))
    }
}

/// What is near in time by chance.
@Suite struct NearByChanceTests {
    @Test func aLittleMoreWorkIsNotWhereAFailureBegan() {
        var play = Play(restartEvery: 4)
        play.run([
            Line(0, "cache1/redis", .rate, "request served", score: 2.6, severity: .info),
            Line(12, "app1/shop", .novelty, "template of the page is broken"),
        ])
        #expect(play.incidents.map(\.nodes) == [[NodeName("app1/shop")]])
        // A flood may be.
        play = Play()
        play.run([
            Line(0, "cache1/redis", .rate, "request served", score: 8, severity: .info),
            Line(12, "app1/shop", .novelty, "template of the page is broken"),
        ])
        #expect(play.incidents.map(\.nodes.count) == [2])
    }

    @Test func faintSignsOfOneTroubleMeet() {
        var play = Play(level: 2)
        play.run([
            Line(0, "db1/postgresql", .rate, "canceling statement", score: 2.8, lasts: 20),
            Line(4, "app1/shop", .severity, "", score: 2.6, lasts: 20),
        ])
        #expect(play.incidents.map(\.nodes.count) == [2])
    }

    @Test func aNewFailureLongAfterTheLastIsAnotherTrouble() {
        var play = Play()
        play.run([
            Line(0, "db1/postgresql", .rate, "deadlock detected", score: 8, lasts: 20),
            Line(95, "db1/postgresql", .novelty, "certificate has expired", score: 5),
        ])
        #expect(play.incidents.count == 2)
    }
}

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
        #expect(play([(60, .failed), (64, .started)], [Line(61, "app1/shop", .rate, refused, lasts: 90)]).incidents.count == 1)
        // Stopped and not started again.
        #expect(play([(60, .stopped)], short).incidents.count == 1)
        #expect(play([(60, .stopped), (64, .started)], [Line(61, "app1/shop", .rate, refused, lasts: 90)]).incidents.count == 1)
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

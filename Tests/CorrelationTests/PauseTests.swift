import Bytes
import Correlation
import Model
import Testing
import Topology

/// What breaks out after the failures of an incident had paused, what breaks out everywhere at one moment, and who stands for whom.
@Suite struct PauseTests {
    /// Payments fail at app1 for two minutes; then a release raises an error there.
    private func incidents(pause seconds: Int, restart: Bool = false, after text: String = "KeyError: discount_rate")
        throws -> Int
    {
        var correlator = Correlator(topology: Shop.topology())
        var opened = 0
        var last: Micros = Shop.start
        func close(_ time: Micros) throws {
            for candidate in correlator.candidates(at: time) where candidate.score >= 4 {
                if let change = correlator.open(candidate.id, at: time), change.kind == .opened { opened += 1 }
            }
            _ = correlator.close(upTo: time)
            if restart {
                correlator = try Correlator(topology: Shop.topology(), snapshot: correlator.snapshot())
            }
        }
        var failure = Line(0, "app1/shop", .novelty, "payment of order 7 failed: read timeout after 3 s", lasts: 118)
            .alert(correlator.topology)
        failure.evidence = Evidence(observed: 3, expected: 0, samples: [], text: "never seen before")
        correlator.place(failure)
        for bucket in 1...12 {
            last = Shop.start + Micros(bucket) * 10 * .second
            for message in correlator.beatingMessages { correlator.beat(message, at: last) }
            try close(last)
        }
        let onset = 120 + seconds
        for second in stride(from: 130, through: onset, by: 10) where seconds < 40 {
            for message in correlator.beatingMessages {
                correlator.beat(message, at: Shop.start + Micros(second) * .second)
            }
        }
        correlator.place(Line(Double(onset), "app1/shop", .novelty, text, score: 6).alert(correlator.topology))
        try close(Shop.start + Micros(onset / 10 + 1) * 10 * .second)
        return opened
    }

    @Test(arguments: [false, true]) func whatBreaksOutAfterAPauseIsNews(restart: Bool) throws {
        #expect(try incidents(pause: 70, restart: restart) == 2)
    }

    @Test func whatBreaksOutWhileItGoesOnIsNot() throws {
        #expect(try incidents(pause: 30) == 1)
    }

    @Test func theSameWordsAfterAPauseAreTheSameTrouble() throws {
        #expect(try incidents(pause: 70, after: "payment of order 9 failed: read timeout after 3 s") == 1)
    }

    /// A package whose unit does not start is put on three hosts that have nothing to do with each other.
    @Test func theSameFailureNewOnManyHostsIsOneIncident() throws {
        func failed(_ host: String, _ second: Double) -> Line {
            Line(
                second, "\(host)/systemd", .novelty, "node-exporter.service: Failed with result 'exit-code'.", score: 5)
        }
        var play = Play()
        play.run([failed("lb1", 0), failed("cache1", 4), failed("pay1", 11)])
        #expect(play.incidents.count == 1)
        #expect(play.incidents.first?.nodes.count == 3)
        // Half an hour later it is another one.
        var apart = Play()
        apart.run([failed("lb1", 0), failed("cache1", 1800)])
        #expect(apart.incidents.count == 2)
    }

    @Test func whoNeedsWhatIsBlamedSuffersFromIt() throws {
        var play = Play()
        play.run([
            Line(0, "app1/shop", .novelty, "connection to server at db1:5432 failed: timeout expired"),
            Line(1, "app2/shop", .novelty, "connection to server at db1:5432 failed: timeout expired"),
            Line(40, "work1/worker", .novelty, "job invoice failed"),
        ])
        #expect(play.incidents.count == 1)
        let last = try #require(play.incidents.first?.members.last)
        #expect(last.reason.contains("work1/worker depends on db1/postgresql (declared)"), "\(last.reason)")
    }

    @Test func whoDoesNotLogInIsSeldomMissed() {
        func score(_ node: String, _ text: String) -> Double {
            var play = Play()
            play.run([Line(0, node, .silence, text, score: 4.5, severity: nil)])
            return play.candidates.map(\.score).max() ?? 0
        }
        #expect(score("lb1/sshd", "pam_unix(sshd:session): session opened for user ansible") < 2.5)
        #expect(score("lb1/sshd", "Server listening on port 22") > 4)
        #expect(score("app1/shop", "session opened for user 7") > 4)
    }

    /// More messages than usual, counted over minutes that reach back, were not first.
    @Test func whatIsFaintIsNotToldAsTheBeginning() throws {
        var play = Play()
        var faint = Line(60, "app1/shop", .rate, "", score: 2.1, severity: nil).alert(play.correlator.topology)
        faint.onset = Shop.start - 10 * .minute
        let failure = Line(0, "db1/postgresql", .novelty, "could not write to file: No space left on device", score: 6)
        let victim = Line(1, "app1/shop", .novelty, "could not write to file: No space left on device", score: 5)
        play.run(
            [failure.alert(play.correlator.topology), victim.alert(play.correlator.topology), faint],
            until: Shop.start + 10 * .minute)
        let incident = try #require(play.incidents.first)
        #expect(incident.members.contains { $0.alert.onset < Shop.start })
        #expect(!incident.summary.contains("09:50"), "\(incident.summary)")
        #expect(!incident.rootCauses.contains { $0.why.contains("10 min before") })
    }

    @Test func aTitleTellsWhatBecameOfTheCause() throws {
        var play = Play()
        play.correlator.note(
            change: "shop.service failed", node: NodeName("app1/shop"), at: Shop.start, turn: .failed)
        play.run([
            Line(0, "app1/systemd", .novelty, "shop.service: Failed with result 'exit-code'.", score: 5),
            Line(
                5, "app1/shop", .novelty, "Application started. Press Ctrl+C to shut down.", score: 2.3, severity: .info
            ),
        ])
        let title = try #require(play.incidents.first).title
        #expect(title.hasPrefix("app1/shop: shop.service failed"), "\(title)")
    }

    @Test func quotesAreReadAsWritten() throws {
        var play = Play()
        play.run([
            Line(0, "app1/shop", .novelty, #"open \/srv\/a failed: server at \"db\" \ubaba C:\new"#, score: 6)
        ])
        let title = try #require(play.incidents.first).title
        #expect(title.contains(#"open /srv/a failed: server at "db" 몺 C:\new"#), "\(title)")
    }

    /// What cannot be seen, or would steer a terminal, is not made of its escape. (Of escapes with digits the template has none left.)
    @Test(arguments: ["ufeff", "ueeee", "udddd"])
    func escapesOfMarksThatSteerStay(_ escape: String) throws {
        var play = Play()
        play.run([Line(0, "app1/shop", .novelty, "could not open \\" + escape, score: 6)])
        let title = try #require(play.incidents.first).title
        #expect(title.contains("could not open \\" + escape), "\(title)")
    }
}

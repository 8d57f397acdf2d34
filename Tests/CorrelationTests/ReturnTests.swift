import Bytes
import Correlation
import Model
import Testing
import Topology

/// What goes on, comes back or lies beside an incident, and what is news.
@Suite struct ReturnTests {
    private static let diskFull = [
        Line(0, "db1/postgresql", .novelty, "could not extend file \"base/1\": No space left on device", score: 6),
        Line(1, "app1/shop", .novelty, "psycopg.errors.DiskFull: could not extend file: No space left on device"),
    ]

    @Test func theSameTroubleBesideAnOpenIncidentIsThatIncident() {
        var play = Play()
        // A silence keeps the first one open; the second comes when nothing was said for six minutes.
        let silence = [Line(5, "db1/postgresql", .silence, "checkpoint complete", score: 4, severity: nil)]
        let later = [
            Line(
                380, "db1/postgresql", .novelty, "could not write to file \"xlogtemp.7\": No space left on device",
                score: 6)
        ]
        play.run(Self.diskFull + silence + later)
        #expect(play.incidents.count == 1)
    }

    @Test func oneMoreReplicaSoonAfterwardsIsNoNewIncident() {
        let first = [
            Line(0, "pay1/payment", .novelty, "no answer from acquirer within 3000 ms"),
            Line(0.1, "app1/shop", .novelty, "payment of order 7 failed: read timeout after 3 s"),
        ]
        let replica = [Line(200, "app2/shop", .novelty, "payment of order 8 failed: read timeout after 3 s")]
        var play = Play()
        play.run(first + replica)
        #expect(play.incidents.count == 1)
        #expect(play.correlator.statistics.reopened == 1)
    }

    @Test func anotherTroubleOfTheSameNodeIsAnother() {
        var play = Play()
        let other = [Line(400, "db1/postgresql", .novelty, "invalid page in block 17 of relation pg_class", score: 6)]
        play.run(Self.diskFull + other)
        #expect(play.incidents.count == 2)
    }

    /// What smouldered for minutes, too faint to be told, is not where a fire began.
    @Test func somethingStrongerAfterAFaintSignIsNews() throws {
        var play = Play(level: 6)
        let faint = Line(0, "lb1/nginx", .values, "\"POST /login HTTP/1.1\" 401", score: 4.6, severity: nil, lasts: 400)
        let burst = Line(440, "lb1/nginx", .rate, "\"POST /login HTTP/1.1\" 401", score: 8, severity: nil)
        let topology = Shop.topology()
        play.correlator.place(faint.alert(topology))
        _ = play.correlator.candidates(at: Shop.start + 10 * .second)
        for second in stride(from: 20, through: 430, by: 10) {
            var repeated = faint.alert(topology)
            repeated.lastSeen = Shop.start + Micros(second) * .second
            play.correlator.refresh(repeated)
        }
        play.correlator.place(burst.alert(topology))
        let candidates = play.correlator.candidates(at: Shop.start + 450 * .second)
        let told = try #require(candidates.max { $0.score < $1.score })
        #expect(told.startedAt == Shop.start + 440 * .second)
    }

    /// The work that piled up belongs to the incident, but no later fault is near to it.
    @Test func theBacklogCarriesNothingAlong() throws {
        let backlog = (1...5).map {
            Line(60 * Double($0), "db1/postgresql", .rate, "saved message number \($0)", score: 5, severity: .info)
        }
        let next = [Line(320, "db1/postgresql", .novelty, "invalid page in block 17 of relation pg_class", score: 7)]
        var play = Play()
        play.run(Self.diskFull + backlog + next)
        let first = try #require(play.incidents.first)
        #expect(!first.members.contains { $0.alert.templateText.contains("invalid page") })
        #expect(play.incidents.contains { $0.members.contains { $0.alert.templateText.contains("invalid page") } })
    }

    @Test func anErrorThatIsStillSaidKeepsItsIncidentOpen() throws {
        var correlator = Correlator(topology: Shop.topology())
        var alert = Line(0, "db1/postgresql", .novelty, "archive command failed with exit code 1", severity: .info)
            .alert(correlator.topology)
        alert.evidence = Evidence(observed: 3, expected: 0, samples: [], text: "never seen before")
        correlator.place(alert)
        let start = Shop.start + 10 * .second
        _ = correlator.open(correlator.candidates(at: start)[0].id, at: start)
        let watched = try #require(correlator.watchedMessages(at: .max).first)
        #expect(watched.node == alert.node && watched.template == alert.template)
        var time = start
        while time < start + .hour {
            time += .minute
            correlator.saw(watched, at: time)
            #expect(correlator.close(upTo: time).isEmpty)
        }
        #expect(correlator.openIncidents().first?.lastSeen == time)
        // It is said no more.
        #expect(correlator.close(upTo: time + 4 * .minute).map(\.kind) == [.resolved])
        #expect(correlator.watchedMessages(at: .max).isEmpty)
    }

    @Test func whatIsSaidForDaysIsWhatIsUsualNow() throws {
        var correlator = Correlator(topology: Shop.topology())
        var alert = Line(0, "db1/postgresql", .novelty, "archive command failed with exit code 1").alert(
            correlator.topology)
        alert.evidence = Evidence(observed: 3, expected: 0, samples: [], text: "never seen before")
        correlator.place(alert)
        var time = Shop.start + 10 * .second
        _ = correlator.open(correlator.candidates(at: time)[0].id, at: time)
        let watched = try #require(correlator.watchedMessages(at: .max).first)
        var ended = 0
        while time < Shop.start + .day {
            time += .minute
            correlator.saw(watched, at: time)
            ended += correlator.close(upTo: time).count { $0.kind == .resolved }
        }
        #expect(ended == 1)
    }

    @Test(arguments: [
        ("session closed for user 7", false), ("Disconnected: Logged out", false), ("write failed", true),
    ])
    func onlyFailuresAreWatched(_ text: String, _ isWatched: Bool) {
        var correlator = Correlator(topology: Shop.topology())
        var alert = Line(0, "db1/postgresql", .novelty, text, severity: .info).alert(correlator.topology)
        alert.evidence = Evidence(observed: 3, expected: 0, samples: [], text: "never seen before")
        correlator.place(alert)
        let time = Shop.start + 10 * .second
        _ = correlator.open(correlator.candidates(at: time)[0].id, at: time)
        #expect(correlator.watchedMessages(at: .max).isEmpty != isWatched)
    }

    /// One refused call while a service is started anew is part of the change; a second message that goes on is not.
    @Test func oneErrorOfARestartIsPartOfIt() throws {
        let topology = Shop.topology()
        func play(_ refused: Double) throws -> Double {
            var correlator = Correlator(topology: topology)
            var stop = Line(0, "app1/shop", .novelty, "Stopping the shop, worker exiting", score: 5, severity: .info)
                .alert(topology)
            stop.evidence.observed = 1
            var error = Line(
                2, "lb1/nginx", .novelty, "connect() failed (Connection refused) upstream http://app1:8000/"
            )
            .alert(topology)
            error.evidence.observed = refused
            correlator.place(stop)
            correlator.place(error)
            return try #require(correlator.candidates(at: Shop.start + 10 * .second).first).score
        }
        #expect(try play(1) < 4)
        #expect(try play(5) > 4)
    }
}

/// Names that came from other systems' recordings.
@Suite struct OtherSystemsNamesTests {
    @Test(arguments: [
        ("Temporary failure in name resolution", true),
        ("Name service error for name=x type=A: Host not found, try again", true),
        ("lookup x: server misbehaving", true), ("Name or service not known", false), ("no such host", false),
    ])
    func whoCannotResolveAccusesTheNameServer(_ line: String, _ accuses: Bool) throws {
        let graph = try TopologyGraph(
            declaring: .init(nodes: [
                Shop.node("ns1", 1), Shop.node("ns1/dnsmasq", 2), Shop.node("app1", 3),
                Shop.node("app1/shop", 4, needs: ["ns1/dnsmasq"]),
            ]))
        #expect(graph.mentions(in: line, onHost: "app1").map(\.name) == (accuses ? ["ns1/dnsmasq"] : []))
    }
}

import Bytes
import Correlation
import Model
import TestSupport
import Testing
import Topology

@Suite struct LifecycleTests {
    static let everything =
        ScenarioTests.nginxMisconfigured + ScenarioTests.shifted(ScenarioTests.databaseStopped, by: 273)
        + ScenarioTests.shifted(ScenarioTests.paymentSlow, by: 551)
        + ScenarioTests.shifted(ScenarioTests.bruteForce, by: 551)
        + ScenarioTests.shifted(ScenarioTests.redisRefuses, by: 853)
        + ScenarioTests.shifted(ScenarioTests.badDeploy, by: 1134)
        + ScenarioTests.shifted(ScenarioTests.workerKilled, by: 1134)

    @Test func replayGivesTheSame() {
        var a = Play()
        var b = Play()
        a.run(Self.everything)
        b.run(Self.everything.reversed())
        #expect(a.changes == b.changes)
        #expect(a.correlator.snapshot() == b.correlator.snapshot())
    }

    @Test(arguments: [1, 3, 7])
    func restartAnywhereGivesTheSame(_ every: Int) {
        var whole = Play()
        var restarted = Play(restartEvery: every)
        whole.run(Self.everything)
        restarted.run(Self.everything)
        #expect(whole.changes == restarted.changes)
        #expect(whole.candidates == restarted.candidates)
        #expect(whole.correlator.snapshot() == restarted.correlator.snapshot())
    }

    @Test func damagedSnapshotsAreRefusedOrRead() {
        var play = Play()
        play.run(ScenarioTests.databaseStopped, seconds: 60)
        let bytes = play.correlator.snapshot()
        for cut in stride(from: 0, to: bytes.count, by: 97) {
            #expect(throws: SnapshotError.self) {
                try Correlator(topology: Shop.topology(), snapshot: Array(bytes[..<cut]))
            }
        }
        var random = Seeded(3)
        for _ in 0..<200 {
            var damaged = bytes
            for _ in 0..<3 {
                damaged[Int.random(in: 4..<damaged.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            guard var correlator = try? Correlator(topology: Shop.topology(), snapshot: damaged) else { continue }
            _ = correlator.candidates(at: Shop.start + .hour)
            _ = correlator.close(upTo: Shop.start + .day)
        }
    }

    /// Its only alert moved away, an incident ends and says where it went; it does not stay open with nobody to close it.
    @Test func anIncidentThatLosesItsOnlyAlertEnds() throws {
        var play = Play()
        play.run(ScenarioTests.paymentSlow + ScenarioTests.bruteForce, seconds: 60)
        let target = try #require(play.incident(with: "pay1/payment"))
        let now = Shop.start + 70 * .second
        let alert = try #require(target.members.last?.alert.id)
        let parts = play.correlator.split(target.id, alerts: [alert], at: now)
        let alone = try #require(parts.last?.incident)
        #expect(parts.map(\.kind) == [.updated, .opened] && alone.members.count == 1)
        let moved = play.correlator.move(alert: alert, to: target.id, at: now)
        let ended = try #require(moved.first { $0.incident.id == alone.id })
        #expect(ended.kind == .resolved && ended.incident.state == .resolved)
        #expect(ended.incident.notes.contains { $0.contains(target.id) })
        #expect(moved.last?.incident.members.contains { $0.alert.id == alert } == true)
        #expect(!play.correlator.openIncidents().contains { $0.id == alone.id })
    }

    /// Of a cause that fell silent this is said once.
    @Test func thatMessagesStoppedIsSaidOnce() throws {
        var play = Play()
        play.run(ScenarioTests.databaseStopped)
        let causes = play.changes.flatMap(\.incident.rootCauses).filter { $0.why.contains("messages stopped") }
        #expect(!causes.isEmpty)
        #expect(causes.allSatisfy { $0.why.ranges(of: "messages stopped").count == 1 }, "\(causes.map(\.why))")
    }

    @Test func opensUpdatesAndResolves() throws {
        var play = Play()
        play.run(ScenarioTests.databaseStopped)
        #expect(play.changes.first?.kind == .opened)
        #expect(play.changes.last?.kind == .resolved)
        #expect(play.changes.filter { $0.kind == .updated }.count >= 1)
        #expect(Set(play.changes.map(\.incident.id)).count == 1)
        let last = try #require(play.changes.last?.incident)
        // Quiet for three minutes after the last repeat; five after a silence.
        #expect(
            last.closedAt.map { $0 - last.lastSeen >= 2 * .minute && $0 - last.lastSeen <= 5 * .minute + 20 * .second }
                == true)
        #expect(play.correlator.openIncidents().isEmpty)
        let times = play.changes.map(\.at)
        #expect(times == times.sorted())
    }

    @Test func repeatsKeepAnIncidentOpen() {
        var correlator = Correlator(topology: Shop.topology())
        var alert = Line(0, "db1/postgresql", .severity, "FATAL: out of connections", score: 8).alert(
            correlator.topology)
        correlator.place(alert)
        let candidate = correlator.candidates(at: Shop.start + 10 * .second)[0]
        #expect(correlator.open(candidate.id, at: Shop.start + 10 * .second)?.kind == .opened)
        for minute in 1...10 {
            alert.lastSeen = Shop.start + Micros(minute) * .minute
            alert.count += 1
            correlator.refresh(alert)
            #expect(correlator.close(upTo: alert.lastSeen).isEmpty)
        }
        #expect(correlator.close(upTo: alert.lastSeen + 2 * .minute).isEmpty)
        let end = correlator.close(upTo: alert.lastSeen + 4 * .minute)
        #expect(end.map(\.kind) == [.resolved])
        #expect(end.first?.incident.members.first?.alert.count == 11)
        #expect(end.first?.incident.closedAt == alert.lastSeen + 3 * .minute)
    }

    @Test func comesBackSoonAfterwards() {
        var play = Play()
        let again = ScenarioTests.shifted(ScenarioTests.redisRefuses, by: 500)
        play.run(ScenarioTests.redisRefuses + again)
        #expect(play.incidents.count == 1)
        #expect(play.changes.filter { $0.kind == .opened }.count == 2)
        #expect(play.changes.filter { $0.kind == .resolved }.count == 2)
        #expect(play.correlator.statistics.reopened == 1)
        #expect(play.incidents[0].summary.contains("came back 1 time"))
        #expect(Story(language: .korean).summary(play.incidents[0]).contains("잠잠해진 뒤 1번 다시 발생했습니다."))
    }

    @Test func rememberedAfterwards() throws {
        var play = Play()
        play.run(ScenarioTests.redisRefuses)
        let first = try #require(play.incidents.first)
        _ = play.correlator.apply(.note(incident: first.id, text: "raised maxmemory to 64mb"), at: Shop.start + .hour)
        play.run(ScenarioTests.shifted(ScenarioTests.redisRefuses, by: 7200), seconds: 9000)
        #expect(play.incidents.count == 2)
        let similar = play.correlator.similar(to: play.incidents[1].id)
        #expect(similar.map(\.id) == [first.id])
        #expect(similar.first?.notes == ["raised maxmemory to 64mb"])
        #expect(play.incidents[1].summary.contains("Seen once before"))
        #expect(play.incidents[1].summary.contains("raised maxmemory to 64mb"))
        // Told in the other language, and back, it keeps what it knows of the past.
        var told = play.incidents[1]
        told.summary = Story(language: .korean).summary(told)
        #expect(told.summary.contains("비슷한 장애가 전에 1번 있었습니다"), "\(told.summary)")
        #expect(told.summary.contains("그때의 메모: “raised maxmemory to 64mb"), "\(told.summary)")
        told.summary = Story(language: .english).summary(told)
        #expect(told.summary == play.incidents[1].summary)
    }

    /// What is never-seen the first time is more than usual the second: the same trouble.
    @Test func recognisedThoughItsMessagesAreKnownByThen() throws {
        var play = Play()
        play.run(ScenarioTests.redisRefuses)
        let first = try #require(play.incidents.first)
        var known = ScenarioTests.shifted(ScenarioTests.redisRefuses, by: 7200)
        for place in known.indices where known[place].kind == .novelty { known[place].kind = .rate }
        play.run(known, seconds: 9000)
        #expect(play.incidents.count == 2)
        #expect(play.correlator.similar(to: play.incidents[1].id).map(\.id) == [first.id])
        #expect(play.incidents[1].summary.contains("Seen once before"))
    }

    @Test func anAlertThatComesBackAfterTheEndIsPlacedAnew() throws {
        var play = Play()
        let lines = ScenarioTests.paymentSlow
        play.run(lines)
        var alert = try #require(play.incidents.first?.members.first?.alert)
        #expect(play.incidents.count == 1)
        alert.lastSeen = Shop.start + 3 * .hour
        alert.count += 1
        play.correlator.refresh(alert)
        let candidates = play.correlator.candidates(at: alert.lastSeen + 10 * .second)
        #expect(candidates.count == 1)
        #expect(candidates.first?.startedAt == alert.lastSeen)
        #expect(candidates.first?.id != play.incidents[0].id)
    }

    @Test func operatorsMergeSplitAndMove() throws {
        var play = Play()
        play.run(ScenarioTests.paymentSlow + ScenarioTests.bruteForce, seconds: 60)
        let payment = try #require(play.incident(with: "pay1/payment"))
        let ssh = try #require(play.incident(with: "lb1/sshd"))
        let now = Shop.start + 70 * .second
        let merged = play.correlator.merge(ssh.id, into: payment.id, at: now)
        #expect(merged.map(\.kind) == [.resolved, .updated])
        #expect(merged[1].incident.members.count == payment.members.count + ssh.members.count)
        let split = play.correlator.split(payment.id, alerts: ssh.members.map(\.alert.id), at: now)
        #expect(split.map(\.kind) == [.updated, .opened])
        #expect(split[1].incident.nodes == [NodeName("lb1/sshd")])
        #expect(split[0].incident.members.count == payment.members.count)
        let moved = play.correlator.move(alert: ssh.members[0].alert.id, to: payment.id, at: now)
        #expect(moved.count == 2)
        #expect(play.correlator.openIncidents().map(\.members.count).sorted() == [1, payment.members.count + 1])
        #expect(play.correlator.move(alert: "nobody", to: payment.id, at: now).isEmpty)
        #expect(play.correlator.merge(payment.id, into: payment.id, at: now).isEmpty)
        let resolved = play.correlator.apply(.resolve(incident: payment.id, note: "acquirer is back"), at: now)
        #expect(resolved.map(\.kind) == [.resolved])
        #expect(resolved.first?.incident.notes == ["acquirer is back"])
        #expect(
            play.correlator.apply(.acknowledge(incident: split[1].incident.id), at: now).first?.incident.state
                == .acknowledged)
    }

    @Test func toldInBothLanguages() throws {
        var options = CorrelationOptions()
        options.language = .korean
        var play = Play(options: options)
        play.run(ScenarioTests.databaseStopped)
        let korean = try #require(play.incidents.first)
        #expect(korean.title.hasPrefix("db1/postgresql: "))
        #expect(korean.summary.contains("가장 유력한 원인: db1/postgresql"))
        #expect(korean.members[2].reason.contains("의존함"))
        let english = try #require(play.correlator.summary(of: korean.id, language: .english))
        #expect(english.text.contains("Likely cause: db1/postgresql"))
    }

    @Test func corroborationIsBounded() {
        var correlator = Correlator(topology: Shop.topology())
        for line in ScenarioTests.databaseStopped { correlator.place(line.alert(correlator.topology)) }
        let candidate = correlator.candidates(at: Shop.start + 2 * .minute)[0]
        #expect(candidate.score > 11)
        #expect(candidate.score <= 17)
        #expect(candidate.kinds == [.novelty, .rate, .severity, .silence])
        #expect(correlator.candidates(at: Shop.start + 2 * .minute).isEmpty)
    }

    @Test func burstOfOneCauseIsOneIncidentAndBounded() {
        // 200 application servers on one database that stops: 10,000 alerts within a minute.
        var nodes = [Shop.node("db1", 1, aliases: ["10.0.0.9"]), Shop.node("db1/postgresql", 2, aliases: ["db1:5432"])]
        for number in 0..<200 { nodes.append(Shop.node("app\(number)/shop", 3 + number, needs: ["db1/postgresql"])) }
        guard let topology = try? TopologyGraph(declaring: .init(nodes: nodes)) else {
            preconditionFailure("declaration")
        }
        var lines: [Line] = [
            Line(0, "db1/postgresql", .silence, "checkpoint complete", score: 8, severity: nil, lasts: 60)
        ]
        for number in 0..<2000 {
            lines.append(
                Line(
                    Double(number % 60), "app\(number % 200)/shop", number % 3 == 0 ? .rate : .novelty,
                    "query \(number / 200) failed: connection to db1:5432 refused", score: 5, ids: ["req\(number)"]))
        }
        var play = Play(topology: topology)
        play.run(lines)
        #expect(play.incidents.count == 1)
        #expect(play.incidents[0].rootCause == NodeName("db1/postgresql"))
        #expect(play.incidents[0].members.count == 256)
        #expect(play.correlator.statistics.joined == 2000)
    }

    @Test func repeatsOfWhatIsOverCarryNoLaterFault() {
        // Detectors look back over minutes, so the proxy's alerts go on to be said; 4 minutes later the database stops.
        var play = Play()
        let first = ScenarioTests.nginxMisconfigured.map { $0.alert(play.correlator.topology) }
        let second = ScenarioTests.shifted(ScenarioTests.databaseStopped, by: 273)
            .map { $0.alert(play.correlator.topology) }
        play.run(first, until: Shop.start + 60 * .second)
        for step in 1...20 {
            for alert in first where alert.node == NodeName("lb1/nginx") {
                var again = alert
                again.lastSeen = Shop.start + Micros(60 + 10 * step) * .second
                again.count += step
                play.correlator.refresh(again)
            }
            play.changes += play.correlator.close(upTo: Shop.start + Micros(60 + 10 * step) * .second)
        }
        play.run(second, until: Shop.start + 1800 * .second)
        #expect(play.incidents.count == 2)
        #expect(play.incidents.map(\.rootCause?.name) == ["lb1/nginx", "db1/postgresql"])
    }

    @Test func whatIsNoticedLateJoinsNothing() {
        var play = Play()
        let lines = ScenarioTests.redisRefuses.map { $0.alert(play.correlator.topology) }
        var late = Line(5, "app1/shop", .silence, "GET /garden 200", score: 2.2, severity: nil)
            .alert(play.correlator.topology)
        late.at = Shop.start + 6 * .minute
        late.lastSeen = late.at
        play.run(lines + [late], until: Shop.start + 1200 * .second)
        #expect(play.incidents.count == 1)
        #expect(play.incidents[0].members.count == lines.count)
    }

    @Test func unrelatedCrowdStaysWithinItsBounds() {
        var options = CorrelationOptions()
        options.maximumGroups = 64
        var correlator = Correlator(options: options)
        for number in 0..<1000 {
            let word =
                String(UnicodeScalar(UInt8(97 + number % 26))) + String(UnicodeScalar(UInt8(97 + number / 26 % 26)))
            correlator.place(
                Line(
                    Double(number) / 10, "h\(number)/s\(number)", .novelty, "\(word)\(word)\(word) went wrong",
                    // Too little each to break out: at one moment that would tie them.
                    score: 3 + Double(number % 7) / 10
                )
                .alert(correlator.topology))
            if number % 10 == 9 { _ = correlator.candidates(at: Shop.start + Micros(number / 10 + 1) * .second) }
        }
        #expect(correlator.statistics.evictedGroups > 0)
        #expect(correlator.statistics.founded == 1000)
        #expect(correlator.candidates(at: Shop.start + .hour).count <= 64)
    }
}

import Bytes
import Correlation
import Model
import TestSupport
import Testing
import Topology

/// Days of alerts: incidents of some kinds, signs that come before them, and signs that have nothing to do with anything.
private struct History {
    static let sign = "checkpoints are occurring too frequently"
    var lines: [Line] = []

    /// The database dies: opens at once.
    mutating func databaseDies(at second: Double) {
        lines += [
            Line(second, "db1/postgresql", .rate, "PANIC: could not write to file pg_wal", score: 9),
            Line(second + 1, "app1/shop", .rate, "connection to server at db1 port 5432 refused", score: 8),
            Line(second + 1, "app2/shop", .rate, "connection to server at db1 port 5432 refused", score: 8),
        ]
    }

    mutating func paymentSlow(at second: Double) {
        lines += [
            Line(second, "pay1/payment", .rate, "upstream acquirer timed out after 3000 ms", score: 9),
            Line(second + 2, "app1/shop", .rate, "payment took too long", score: 6),
        ]
    }

    /// Too weak to open anything.
    mutating func sign(at second: Double) {
        lines.append(
            Line(second, "db1/postgresql", .rate, Self.sign, score: 3, severity: .info, lasts: 1))
    }

    mutating func noise(signs: Int, days: Double, aDay: Double, _ random: inout Seeded) {
        let nodes = ["work1/worker", "cache1/redis", "lb1/nginx", "pay1/payment", "app2/shop", "work1/cache-warmer"]
        for sign in 0..<signs {
            let name = String(UnicodeScalar(UInt8(97 + sign % 26))) + String(repeating: "z", count: 1 + sign / 26)
            for _ in 0..<Int(days * aDay) {
                lines.append(
                    Line(
                        Double.random(in: 0..<days * 86_400, using: &random), nodes[sign % nodes.count], .rate,
                        "unusual matter \(name)", score: 2.6, severity: .info, lasts: 1))
            }
        }
    }
}

@Suite struct ForesightTests {
    /// 12 days: the database dies every other day; the sign comes 6 minutes before five of the six, and once for nothing.
    private static func planted(noise: Int, seed: UInt64) -> History {
        var history = History()
        var random = Seeded(seed)
        for day in 0..<6 {
            let second = Double(day) * 2 * 86_400 + Double.random(in: 8000..<80_000, using: &random)
            history.databaseDies(at: second)
            if day != 1 { history.sign(at: second - 360 + Double.random(in: -60..<60, using: &random)) }
        }
        history.sign(at: 86_400 + 30_000)
        history.noise(signs: noise, days: 12, aDay: 1, &random)
        return history
    }

    @Test func aPlantedPrecursorIsFoundWithItsRecord() throws {
        var play = Play()
        play.run(Self.planted(noise: 20, seed: 5).lines)
        let known = play.correlator.precursors.filter(\.isKnown)
        try #require(known.count == 1, "\(known)")
        let record = known[0]
        #expect(record.node == NodeName("db1/postgresql"))
        #expect(record.text.contains("checkpoints"))
        #expect(record.cause == NodeName("db1/postgresql"))
        #expect((record.preceded, record.incidents, record.falseAlarms) == (5, 6, 1))
        #expect(record.lead > 4 * .minute && record.lead < 8 * .minute)
        #expect(record.lift > 10 && record.chance < 0.01)
    }

    @Test func aKnownSignWarnsAndItsWarningComesTrue() throws {
        var history = Self.planted(noise: 10, seed: 8)
        // After the 12 days it comes once more, and the database dies 6 minutes later.
        let second = 13.0 * 86_400
        history.sign(at: second)
        history.databaseDies(at: second + 360)
        var play = Play()
        play.run(history.lines)
        let warnings = play.incidents.filter { $0.title.hasPrefix("Early warning: ") }
        let warning = try #require(warnings.last)
        let record = try #require(warning.foresight?.first)
        #expect(record.contains("came before 5 of 6 incidents") && record.contains("1 was a false alarm"), "\(record)")
        #expect(warning.openedAt >= Shop.start + Micros(second * 1e6))
        // The incident itself tells that it was announced, and what the warning cost is given back.
        let incident = try #require(play.incidents.last)
        #expect(incident.id != warning.id)
        #expect(!incident.title.hasPrefix("Early warning"))
        #expect(incident.foresight?.contains { $0.hasPrefix("Announced ") } == true)
        #expect(play.confirmed.last == warning.id)
        // Warnings are no kind of incident: nothing is known to come before them.
        #expect(play.correlator.precursors.filter(\.isKnown).allSatisfy { $0.preceded == 6 && $0.incidents == 7 })
    }

    @Test func warnsInKorean() throws {
        var options = CorrelationOptions()
        options.language = .korean
        var history = Self.planted(noise: 0, seed: 3)
        history.sign(at: 13 * 86_400)
        var play = Play(options: options)
        play.run(history.lines)
        let warning = try #require(play.incidents.last)
        #expect(warning.title.hasPrefix("조기 경보: "))
        #expect(warning.foresight?.first?.contains("6건 중 5건") == true)
    }

    /// Sixty signs, each once or twice a day, and two kinds of incident, all at random times: none may seem to foretell another,
    /// however many pairs are tried.
    @Test(arguments: 1...6)
    func randomSignsForetellNothing(_ seed: Int) {
        var history = History()
        var random = Seeded(UInt64(seed))
        for _ in 0..<16 {
            history.databaseDies(at: Double.random(in: 0..<14 * 86_400, using: &random))
            history.paymentSlow(at: Double.random(in: 0..<14 * 86_400, using: &random))
        }
        history.noise(signs: 60, days: 14, aDay: 1.5, &random)
        var play = Play()
        play.run(history.lines)
        #expect(play.correlator.precursors.count > 10)
        let known = play.correlator.precursors.filter(\.isKnown)
        #expect(known.isEmpty, "\(known)")
    }

    /// What comes all day comes before everything, and foretells nothing.
    @Test func aChatterboxForetellsNothing() {
        var history = Self.planted(noise: 0, seed: 4)
        for second in stride(from: 0.0, to: 12 * 86_400, by: 1200) {
            history.lines.append(
                Line(second, "work1/worker", .rate, "queue is long", score: 2.6, severity: .info, lasts: 1))
        }
        var play = Play()
        play.run(history.lines)
        #expect(play.correlator.precursors.contains { $0.text == "queue is long" && $0.preceded >= 5 })
        #expect(play.correlator.precursors.filter(\.isKnown).map(\.text) == [History.sign])
    }

    @Test(arguments: [997, 5003])
    func restartAnywhereGivesTheSame(_ every: Int) {
        var history = Self.planted(noise: 10, seed: 8)
        history.sign(at: 13 * 86_400)
        history.databaseDies(at: 13 * 86_400 + 360)
        var whole = Play()
        var restarted = Play(restartEvery: every)
        whole.run(history.lines)
        restarted.run(history.lines)
        #expect(whole.changes == restarted.changes)
        #expect(whole.correlator.precursors == restarted.correlator.precursors)
        let (a, b) = (whole.correlator.experienceSnapshots(), restarted.correlator.experienceSnapshots())
        #expect(a.precursors == b.precursors && a.troubles == b.troubles)
    }

    /// Ten thousand signs and a thousand nodes: the books keep their bounds, and tell that things made room.
    @Test func booksAreBounded() {
        var play = Play(topology: TopologyGraph())
        var random = Seeded(2)
        var lines: [Line] = []
        for sign in 0..<10_000 {
            let letters = String(sign, radix: 36).map { $0.isNumber ? "q" : String($0) }.joined()
            lines.append(
                Line(
                    Double.random(in: 0..<86_400, using: &random), "h\(sign % 1500)/s", .rate, "m \(letters)\(sign)",
                    score: 3))
        }
        play.run(lines)
        let (precursors, troubles) = play.correlator.experienceSnapshots()
        #expect(precursors.count < 400_000 && troubles.count < 400_000)
        #expect(play.correlator.experienceEvicted > 1000)
    }

    @Test func damagedBooksAreRefused() {
        var play = Play()
        play.run(Self.planted(noise: 5, seed: 1).lines)
        let (precursors, troubles) = play.correlator.experienceSnapshots()
        for cut in stride(from: 0, to: precursors.count, by: 53) {
            #expect(throws: SnapshotError.self) { try play.correlator.restore(precursors: Array(precursors[..<cut])) }
        }
        for cut in stride(from: 0, to: troubles.count, by: 53) {
            #expect(throws: SnapshotError.self) { try play.correlator.restore(troubles: Array(troubles[..<cut])) }
        }
    }
}

@Suite struct FollowingTroubleTests {
    /// Two nodes that nothing else relates, whose troubles follow each other; others at random.
    private static func lines(days: Int, seed: UInt64, follows: Bool) -> [Line] {
        var random = Seeded(seed)
        var lines: [Line] = []
        for day in 0..<days {
            let second = Double(day) * 86_400 + Double.random(in: 1000..<80_000, using: &random)
            lines.append(Line(second, "mq1/broker", .rate, "disk alarm", score: 5))
            let later = follows ? second + 40 : Double(day) * 86_400 + Double.random(in: 1000..<80_000, using: &random)
            lines.append(Line(later, "bill1/billing", .rate, "no ack within limit", score: 5))
            for node in ["a1/one", "b1/two", "c1/three", "d1/four"] {
                lines.append(
                    Line(
                        Double(day) * 86_400 + Double.random(in: 0..<86_000, using: &random), node, .rate, "hiccup",
                        score: 5))
            }
        }
        return lines
    }

    @Test func aTroubleThatFollowsAnotherBecomesAnEdge() throws {
        var play = Play(topology: TopologyGraph())
        play.run(Self.lines(days: 12, seed: 1, follows: true))
        let graph = play.correlator.topology
        let edge = try #require(graph.edge(from: NodeName("bill1/billing"), to: NodeName("mq1/broker")))
        #expect(edge.provenance == .correlated && edge.sources == [.alerts])
        #expect(edge.confidence >= 0.3 && edge.confidence <= 0.5)
        #expect(graph.edges.filter { $0.provenance == .correlated }.count == 1)
        // It is enough to put them together from then on.
        let last = play.incidents.last { $0.nodes.contains(NodeName("bill1/billing")) }
        #expect(last?.nodes.contains(NodeName("mq1/broker")) == true)
        #expect(last?.members.last?.reason.contains("learned from past alerts") == true)
    }

    @Test(arguments: 1...8)
    func troubleAtRandomTimesBecomesNone(_ seed: Int) {
        var play = Play(topology: TopologyGraph())
        play.run(Self.lines(days: 20, seed: UInt64(seed), follows: false))
        #expect(play.correlator.topology.edges.allSatisfy { $0.provenance != .correlated })
    }

    @Test func aDeclaredEdgeStays() throws {
        var lines: [Line] = []
        for day in 0..<12 {
            lines.append(Line(Double(day) * 86_400, "db1/postgresql", .rate, "trouble", score: 5))
            lines.append(Line(Double(day) * 86_400 + 30, "app1/shop", .rate, "worry", score: 5))
        }
        var play = Play()
        play.run(lines)
        let edge = try #require(
            play.correlator.topology.edge(from: NodeName("app1/shop"), to: NodeName("db1/postgresql")))
        #expect(edge.provenance == .declared && edge.confidence == 1)
    }
}

@Suite struct KoreanReasonsTests {
    /// The reasons of an incident that was told in English, read back, are those that it would have been given in Korean.
    @Test(arguments: [
        ScenarioTests.databaseStopped, ScenarioTests.nginxMisconfigured, ScenarioTests.paymentSlow,
        ScenarioTests.redisRefuses, ScenarioTests.badDeploy, ScenarioTests.workerKilled,
    ])
    func englishReasonsAreReadBack(_ lines: [Line]) {
        func told(_ language: Language) -> [Incident] {
            var options = CorrelationOptions()
            options.language = language
            var play = Play(options: options)
            play.run(lines)
            return play.incidents
        }
        let (english, korean) = (told(.english), told(.korean))
        #expect(english.count == korean.count && !english.isEmpty)
        for (a, b) in zip(english, korean) {
            #expect(a.members.map { KoreanReasons.told($0.reason) } == b.members.map(\.reason))
            #expect(a.rootCauses.map { KoreanReasons.told($0.why) } == b.rootCauses.map(\.why))
        }
    }

    @Test func whatIsNotOfItsMakingStays() {
        for text in ["", "said by an operator; twice", "; ;", "changed just before: \"a; b", "began soon later"] {
            #expect(KoreanReasons.told(text).filter { !$0.isWhitespace } == text.filter { !$0.isWhitespace })
        }
    }
}

@Suite struct ForeignLabelTests {
    /// A silence on labels fits when each alert carries them: of another system itself, of our own by its node.
    @Test func labelsOfForeignAlertsReachTheGate() throws {
        var correlator = Correlator(topology: Shop.topology())
        for (number, team) in ["pay", "pay"].enumerated() {
            var alert = ForeignTests.external("pay1/payment", "QueueLong\(number)", at: Shop.start)
            alert.series = Alert.series(labels: [
                .init(key: "alertname", value: "QueueLong\(number)"), .init(key: "team", value: team),
            ])
            _ = correlator.takeForeign(alert)
        }
        var candidate = try #require(correlator.candidates(at: Shop.start).first)
        #expect(candidate.alertCount == 2 && candidate.labels == ["team=pay"])
        let silence = Silence(id: "s", labels: ["team=pay"], from: 0, until: .max)
        #expect(silence.covers(candidate))
        candidate.labels = []
        #expect(!silence.covers(candidate))
    }
}

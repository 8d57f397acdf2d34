import Correlation
import Model
import TestSupport
import Testing
import Topology

@Suite struct InhibitionTests {
    private static func down(_ node: String, _ name: String, labels: String = "{}", at second: Double) -> Alert {
        let at = Shop.start + Micros(second * 1e6)
        return Alert(
            id: "x-\(node)-\(name)", fingerprint: 1, kind: .external, direction: .none, node: NodeName(node),
            template: nil, templateText: name, at: at, onset: at, lastSeen: at, score: 6, severity: .critical,
            weak: false, evidence: Evidence(samples: [labels], text: name), origin: "alertmanager")
    }

    /// Something on the host's service five minutes later: far enough to be a candidate of its own.
    private static func play(
        _ name: String, labels: String = "{}", options: CorrelationOptions = .init(), restartEvery: Int? = nil
    ) -> Play {
        var play = Play(options: options, restartEvery: restartEvery)
        let late = [
            Line(400, "db1/postgresql", .rate, "could not reserve what was asked", score: 7),
            Line(405, "pay1/payment", .rate, "card network is elsewhere", score: 7),
        ].map { $0.alert(Shop.topology()) }
        play.run([down("db1", name, labels: labels, at: 10)] + late, until: Shop.start + 30 * .minute)
        return play
    }

    @Test(arguments: ["HostDown", "NodeUnreachable", "Ping lost on host", "host is DEAD", "서버 다운", "KubeNodeNotReady"])
    func aHostThatIsDownMutesWhatRunsOnIt(_ name: String) throws {
        let play = Self.play(name)
        #expect(play.incident(with: "db1/postgresql") == nil, "\(name)")
        #expect(play.incident(with: "pay1/payment") != nil)
        let judged = try #require(play.candidates.first { $0.nodes == [NodeName("db1/postgresql")] })
        let host = try #require(play.incident(with: "db1"))
        #expect(judged.inhibition == "db1 is down (incident \(host.id)), and all of it runs there")
        #expect(host.muted?.count == 1)
        #expect(host.muted?.first?.contains("db1/postgresql") == true)
        // Its page is told anew.
        #expect(play.changes.contains { $0.kind == .updated && $0.incident.muted?.isEmpty == false })
    }

    @Test(arguments: ["DiskSlowdown", "HostBandwidthDownlinkSaturated", "HostMemoryHigh", "ServiceDown"])
    func otherAlertsOnAHostMuteNothing(_ name: String) {
        #expect(Self.play(name).incident(with: "db1/postgresql") != nil)
    }

    @Test func anInstanceIsAHostOnlyToThoseThatAskTheHost() {
        #expect(Self.play("InstanceDown", labels: #"{job="postgres"}"#).incident(with: "db1/postgresql") != nil)
        #expect(Self.play("InstanceDown", labels: #"{job="node-exporter"}"#).incident(with: "db1/postgresql") == nil)
    }

    @Test func itCanBeConfigured() {
        var options = CorrelationOptions()
        options.inhibition = false
        #expect(Self.play("HostDown", options: options).incident(with: "db1/postgresql") != nil)
        options.inhibition = true
        options.downAlerts = ["RackPowerGone"]
        #expect(Self.play("RackPowerGone", options: options).incident(with: "db1/postgresql") == nil)
    }

    /// When the host is back and the trouble goes on, it is told.
    @Test func whatOutlastsTheHostIsTold() throws {
        var play = Play()
        var late: [Alert] = []
        for second in stride(from: 400.0, to: 3000, by: 60) {
            var alert = Line(400, "db1/postgresql", .rate, "could not reserve what was asked", score: 7).alert(
                Shop.topology())
            alert.lastSeen = Shop.start + Micros(second * 1e6)
            if second == 400 { late.append(alert) }
        }
        var repeats = late[0]
        play.correlator.place(Self.down("db1", "HostDown", at: 10))
        var time = Shop.start
        while time < Shop.start + 40 * .minute {
            time += 10 * .second
            if time == Shop.start + 400 * .second + 10 * .second { play.correlator.place(repeats) }
            if time > Shop.start + 420 * .second, time < Shop.start + 35 * .minute {
                repeats.lastSeen = time
                play.correlator.refresh(repeats)
            }
            for candidate in play.correlator.candidates(at: time) where candidate.inhibition == nil {
                if let change = play.correlator.open(candidate.id, at: time) { play.changes.append(change) }
            }
            play.changes += play.correlator.close(upTo: time)
        }
        let incident = try #require(play.incident(with: "db1/postgresql"))
        let host = try #require(play.incident(with: "db1"))
        #expect(incident.openedAt >= (host.closedAt ?? .max))
    }

    @Test(arguments: [1, 7])
    func restartAnywhereGivesTheSame(_ every: Int) {
        let whole = Self.play("HostDown")
        let restarted = Self.play("HostDown", restartEvery: every)
        #expect(whole.changes == restarted.changes)
        #expect(whole.correlator.inhibitionSnapshot() == restarted.correlator.inhibitionSnapshot())
    }
}

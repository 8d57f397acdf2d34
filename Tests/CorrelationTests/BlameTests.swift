import Bytes
import Correlation
import Model
import Testing
import Topology

/// Who is blamed without a word of its own: hosts that are waited for, those that the network cut off, programs that died.
@Suite struct BlameTests {
    private func causes(_ lines: [Line], changes: [(String, String, Double, ChangeMessages.Turn)] = []) throws
        -> [String]
    {
        var play = Play(topology: TopologyGraph())
        for line in lines { play.correlator.topology.learn(NodeName(line.node), at: Shop.start) }
        for (node, text, second, turn) in changes {
            play.correlator.topology.learn(NodeName(node), at: Shop.start)
            play.correlator.note(
                change: text, node: NodeName(node), at: Shop.start + Micros(second * 1e6), turn: turn)
        }
        play.run(lines)
        let incident = try #require(play.incidents.max { $0.members.count < $1.members.count })
        return incident.rootCauses.map(\.node.name)
    }

    @Test func whatWaitsForAMountBlamesItsServer() throws {
        let lines = [
            Line(0, "st1/kernel", .novelty, "blk_update_request: I/O error, dev sdb", score: 4.5, severity: nil),
            Line(4, "im1/kernel", .novelty, "nfs: server st1 not responding, still trying", score: 4.5, severity: nil),
            Line(4, "im1/viewer", .silence, "", score: 5, severity: nil, lasts: 90),
            Line(6, "web1/portal", .novelty, "GET http://im1:8042/image failed: timeout", score: 6, lasts: 90),
            Line(6, "web2/portal", .novelty, "GET http://im1:8042/image failed: timeout", score: 6, lasts: 90),
        ]
        #expect(try causes(lines).first == "st1")
    }

    @Test func whomOthersCannotReachIsCutOff() throws {
        let lines = [
            Line(0, "hub1/hub", .novelty, "sending to lab1:2575 failed: No route to host", score: 6, lasts: 60),
            Line(1, "ward1/ward", .novelty, "order to hub1:6661 failed: No route to host", score: 6, lasts: 60),
            Line(2, "ward2/ward", .novelty, "order to hub1:6661 failed: No route to host", score: 6, lasts: 60),
            Line(2, "lab1/lab", .silence, "", score: 4, severity: nil, lasts: 60),
        ]
        #expect(try causes(lines).first == "hub1/hub")
    }

    /// One that cannot reach another, and is missed by nobody, still blames it.
    @Test func aloneItBlamesWhomItCannotReach() throws {
        let lines = [
            Line(0, "hub1/hub", .novelty, "sending to lab1:2575 failed: No route to host", score: 6, lasts: 60),
            Line(2, "lab1/lab", .silence, "", score: 5, severity: nil, lasts: 60),
        ]
        #expect(try causes(lines).first == "lab1/lab")
    }

    @Test func aProgramThatDiedIsTroubleWithoutDoubt() throws {
        let lines = [
            Line(0, "c1/kernel", .novelty, "switchd[1290]: segfault at 18 ip 55d0 error 4", score: 5),
            Line(0, "c1/systemd", .novelty, "switchd.service: Failed with result 'core-dump'.", score: 5),
            Line(3, "c1/agent", .novelty, "Switch connection timeout", score: 6, lasts: 60),
            Line(3, "c1/agent", .rate, "Switch connection timeout again", score: 7, lasts: 60),
        ]
        let found = try causes(lines, changes: [("c1/switchd", "switchd.service failed", 0, .failed)])
        #expect(found.first == "c1/switchd", "\(found)")
    }

    @Test func whoWasChangedJustNowMayCallWrongly() throws {
        let lines = [
            Line(2, "lb1/proxy", .novelty, "connect to app1:8080 refused", score: 6, lasts: 60),
            Line(2, "lb1/proxy", .rate, "connect to app1:8080 refused again", score: 8, lasts: 60),
            Line(2, "app1/app", .silence, "", score: 4.5, severity: nil, lasts: 60),
        ]
        #expect(try causes(lines).first == "app1/app")
        #expect(
            try causes(lines, changes: [("lb1/proxy", "proxy.service reloaded", 1, .started)]).first == "lb1/proxy")
    }

    /// An incident of two silent services is over; minutes later one of them falls silent again.
    @Test func aServiceThatFallsSilentAnewIsNoSequel() {
        let lines = [
            Line(0, "app1/shop", .novelty, "cannot reach pay1", score: 6, lasts: 30),
            Line(0, "pay1/payment", .silence, "", score: 5, severity: nil, lasts: 30),
            Line(480, "pay1/payment", .silence, "", score: 7, severity: nil, lasts: 200),
        ]
        let alerts = lines.map { line in
            var alert = line.alert(Shop.topology())
            // Of a stream as a whole.
            if line.kind == .silence { alert.template = nil }
            return alert
        }
        var play = Play(topology: Shop.topology())
        play.run(alerts, until: Shop.start + 1800 * .second)
        let opened = play.changes.filter { $0.kind == .opened }
        #expect(Set(opened.map(\.incident.id)).count == 2, "\(opened.map(\.incident.title))")
    }

    /// Of more steps than are told, what states that it is critical is among them, and how many are left out is said.
    @Test func theGravestIsAmongWhatIsTold() throws {
        var lines = (0..<14).map { number in
            let letter = String(UnicodeScalar(UInt8(97 + number)))
            return Line(
                Double(number) * 11, "db1/postgresql", .rate, "\(letter)\(letter)\(letter) query failed", score: 9,
                lasts: 200)
        }
        lines.append(
            Line(160, "db1/postgresql", .novelty, "disk full", score: 4, severity: .critical, lasts: 60))
        var play = Play()
        play.run(lines)
        let incident = try #require(play.incidents.max { $0.members.count < $1.members.count })
        #expect(incident.summary.contains("disk full"), "\(incident.summary)")
        #expect(incident.summary.contains("more steps left out here."), "\(incident.summary)")
    }
}
